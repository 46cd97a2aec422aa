"""Rate unit with a sigmoid curve."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

import jax
from jaxtyping import Array, Float

from wetnet.core.parameters import Preset
from wetnet.core.registry import registered
from wetnet.neurons.rate_unit import RateUnit


@registered("sigmoid-rate", kind="neuron")
class SigmoidRate(RateUnit):
    """F(I) = 1 / (1 + exp(−a (I − b))): the artificial sigmoid, with a time constant.

    Source: Wilson & Cowan 1972 (doi:10.1016/S0006-3495(72)86068-5), equation 15, without their offset.
    Checked against: the curve's definition, and the exponential approach to it.
    """

    equations: ClassVar[str] = (
        r"\tau r' = F(I) - r \\ "
        r"F(I) = 1 / (1 + e^{-a (I - b)})"
    )
    presets: ClassVar[Mapping[str, Preset]] = {
        "playground": Preset({}, "the seed's: steepness 1, half way at 0", "Terwilliger 2018"),
        "wilson-cowan": Preset(
            {"shape": 1.3, "bias": 4.0}, "the excitatory population of their limit cycle", "Wilson & Cowan 1972"
        ),
    }

    def transfer(self, current: Float[Array, "*cells"]) -> Float[Array, "*cells"]:
        """The logistic function of a (I − b)."""
        return jax.nn.sigmoid(self.shape * (current - self.bias))
