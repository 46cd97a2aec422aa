"""The layer whose outputs are probabilities."""

from __future__ import annotations

import jax.numpy as jnp
from jaxtyping import Array, Float

from wetnet.core.cells import Static
from wetnet.core.registry import registered


@registered("softmax", kind="unit")
class Softmax(Static):
    """exp(x_i) / Σ exp(x_j) over the last axis: positive, and 1 in all.

    Source: Bridle 1990, "Probabilistic interpretation of feedforward classification network outputs"
    (doi:10.1007/978-3-642-76153-9_28).
    """

    def __call__(self, input: Float[Array, "*batch n"]) -> Float[Array, "*batch n"]:
        """Probabilities; the largest input is subtracted first, so that none overflows."""
        raised = jnp.exp(input - input.max(axis=-1, keepdims=True))
        return raised / raised.sum(axis=-1, keepdims=True)
