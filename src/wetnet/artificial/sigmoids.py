"""Units that saturate at both ends."""

from __future__ import annotations

import jax
import jax.numpy as jnp
from jaxtyping import Array, Float

from wetnet.core.cells import Static
from wetnet.core.registry import registered


@registered("sigmoid", kind="unit")
class Sigmoid(Static):
    """1 / (1 + exp(−x)), between 0 and 1.

    Source: Rumelhart, Hinton & Williams 1986 (doi:10.1038/323533a0), equation 2.
    """

    def __call__(self, input: Float[Array, "*shape"]) -> Float[Array, "*shape"]:
        """The logistic function of ``input``, without overflow."""
        return jax.nn.sigmoid(input)


@registered("tanh", kind="unit")
class Tanh(Static):
    """tanh x, between −1 and 1, centred on 0.

    Source: LeCun, Bottou, Orr & Müller 1998, "Efficient backprop" (doi:10.1007/3-540-49430-8_2).
    """

    def __call__(self, input: Float[Array, "*shape"]) -> Float[Array, "*shape"]:
        """The hyperbolic tangent of ``input``."""
        return jnp.tanh(input)
