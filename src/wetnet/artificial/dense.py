"""Layered networks in which every unit hears every unit of the layers that feed it."""

from __future__ import annotations

from typing import Any

import equinox as eqx
import jax.numpy as jnp
from jaxtyping import Array, Float

from wetnet.artificial.initialisation import initialisation as find_initialisation
from wetnet.artificial.layout import Layout
from wetnet.core.keys import key
from wetnet.core.precision import SINGLE


class Dense(eqx.Module):
    """A dense network: each layer is its unit applied to W a + b.

    a is what the layers that feed it give, one after the other (``Layout.sources``). Weights are one array of
    (outputs, inputs) per layer: a row is a unit, which is also what is fastest one image at a time.
    """

    weights: tuple[Float[Array, "outputs inputs"], ...]
    biases: tuple[Float[Array, " outputs"], ...]
    layout: Layout = eqx.field(static=True)

    @classmethod
    def build(cls, layout: Layout, seed: int, initialisation: str = "half", dtype: Any = SINGLE) -> Dense:
        """A fresh network; the weights of a layer depend on the seed and its place, not on the other layers."""
        draw = find_initialisation(initialisation)
        shapes = [(layout.sizes[layer], layout.fan_in(layer)) for layer in range(1, layout.layers + 1)]
        weights = [draw(key(seed, f"dense/weights/{layer}"), shape, dtype) for layer, shape in enumerate(shapes, 1)]
        return cls(tuple(weights), tuple(jnp.zeros(outputs, dtype) for outputs, _ in shapes), layout)

    def forward(self, inputs: Float[Array, "*batch inputs"]) -> list[Float[Array, "*batch _"]]:
        """What every layer gives, the input first."""
        given = self._below_output(inputs)
        return [*given, self.layout.unit(self.layout.layers)(self._sum(given))]

    def logits(self, inputs: Float[Array, "*batch inputs"]) -> Float[Array, "*batch outputs"]:
        """What the units of the last layer receive: the logarithms of a softmax's outputs, up to a constant."""
        return self._sum(self._below_output(inputs))

    def __call__(self, inputs: Float[Array, "*batch inputs"]) -> Float[Array, "*batch outputs"]:
        """What the last layer gives."""
        return self.forward(inputs)[-1]

    def _below_output(self, inputs: Float[Array, "*batch inputs"]) -> list[Float[Array, "*batch _"]]:
        given = [inputs]
        for layer in range(1, self.layout.layers):
            given.append(self.layout.unit(layer)(self._sum(given)))
        return given

    def _sum(self, given: list[Float[Array, "*batch _"]]) -> Float[Array, "*batch outputs"]:
        """Weighted sums into the layer that comes after those given."""
        layer = len(given)
        sources = [given[source] for source in self.layout.sources(layer)]
        heard = sources[0] if len(sources) == 1 else jnp.concatenate(sources, axis=-1)
        return jnp.einsum("oi,...i->...o", self.weights[layer - 1], heard) + self.biases[layer - 1]
