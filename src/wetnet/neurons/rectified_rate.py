"""Rate unit with a threshold-linear curve."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

import jax.numpy as jnp
from jaxtyping import Array, Float

from wetnet.core.parameters import Preset
from wetnet.core.registry import registered
from wetnet.neurons.rate_unit import RateUnit


@registered("rectified-rate", kind="neuron")
class RectifiedRate(RateUnit):
    """F(I) = a (I − b) above b, 0 below: the artificial ReLU, with a time constant.

    Source: Hartline & Ratliff 1957 (doi:10.1085/jgp.40.3.357); Dayan & Abbott 2001, section 7.2.
    Checked against: the curve's definition, and the exponential approach to it.
    """

    equations: ClassVar[str] = (
        r"\tau r' = F(I) - r \\ "
        r"F(I) = a \max(I - b, 0)"
    )
    presets: ClassVar[Mapping[str, Preset]] = {
        "playground": Preset({}, "the seed's: slope 1 from 0", "Terwilliger 2018"),
        "threshold": Preset({"shape": 2.0, "bias": 5.0}, "silent up to an input of 5", "this project"),
    }

    def transfer(self, current: Float[Array, "*cells"]) -> Float[Array, "*cells"]:
        """a (I − b), not below zero."""
        return self.shape * jnp.maximum(current - self.bias, 0.0)
