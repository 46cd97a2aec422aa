"""Units that multiply their input by a gate which the input itself opens."""

from __future__ import annotations

import math

import jax
from jaxtyping import Array, Float

from wetnet.core.cells import Static
from wetnet.core.registry import registered


@registered("gelu", kind="unit")
class GELU(Static):
    """x Φ(x), with Φ the normal distribution function itself, not its tanh approximation.

    Source: Hendrycks & Gimpel 2016 (arXiv:1606.08415).
    """

    def __call__(self, input: Float[Array, "*shape"]) -> Float[Array, "*shape"]:
        """``input`` times the chance that a standard normal number is below it."""
        # erfc keeps the digits of the far negative tail, where 1 + erf would cancel to 0.
        return 0.5 * input * jax.scipy.special.erfc(-input / math.sqrt(2))


@registered("silu", kind="unit")
class SiLU(Static):
    """x / (1 + exp(−x)), also called swish.

    Source: Elfwing, Uchibe & Doya 2018 (doi:10.1016/j.neunet.2017.12.012).
    """

    def __call__(self, input: Float[Array, "*shape"]) -> Float[Array, "*shape"]:
        """``input`` times its sigmoid."""
        return input * jax.nn.sigmoid(input)
