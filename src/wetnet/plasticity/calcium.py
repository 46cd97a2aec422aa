"""Calcium-driven growth and loss of AMPA receptors."""

from __future__ import annotations

from typing import Any, ClassVar

import jax.numpy as jnp

from wetnet.core.cells import Values
from wetnet.core.functions import sigmoid
from wetnet.core.parameters import parameter
from wetnet.core.registry import registered
from wetnet.plasticity.rule import Plasticity


def growth(calcium: Any, silent_below: Any) -> Any:
    """g(c), growth of AMPA receptors per unit of what is left to grow or to lose; zero for the least calcium."""
    square = (calcium - 0.5) ** 2
    g = sigmoid(calcium, 1.0, 1.0) * square / (square + 1) - 0.1
    return jnp.where(calcium > silent_below, g, jnp.zeros_like(g))


@registered("calcium-ampa", kind="plasticity")
class CalciumAMPA(Plasticity):
    """Much calcium at a synapse grows its AMPA receptors, a little loses them.

    The calcium signal c of a synapse is proportional to its number of open NMDA receptors. Change per 0.15 ms:
    g(c) = S(c; 1, 1) (c − ½)²/((c − ½)² + 1) − 0.1, zero at c = 1, least (−0.1) at ½, nothing below 0.1. LTP (g > 0)
    moves the count towards its maximum, LTD (g < 0) towards zero, both in proportion to what is left.

    Source: the digit brain's seed (Dalvi 2022).
    Checked against: g(1) = 0, g(½) = −0.1, g(2) = 0.406.
    """

    rate: float = parameter(0.5, "1/(0.15 ms)", "plasticity of the target cell", low=0, high=1)
    maximum: float = parameter(15.0, "receptors", "most AMPA receptors of a synapse", low=0.1, high=1e3)
    calcium: float = parameter(1.0, "1/receptor", "calcium signal of one open NMDA receptor", low=0.01, high=100)
    silent_below: float = parameter(0.1, "", "calcium signal that changes nothing", low=0, high=1)
    block_slope: float = parameter(0.3, "1/mV", "steepness of the magnesium block", low=0.01, high=2)
    block_half: float = parameter(-60.0, "mV", "voltage at which half are unblocked", low=-100, high=50)

    changes: ClassVar[tuple[str, ...]] = ("ampa",)
    needs_release: ClassVar[bool] = True
    presynaptic: ClassVar[tuple[str, ...]] = ("glutamate",)
    postsynaptic: ClassVar[tuple[str, ...]] = ("voltage",)

    def start(self) -> Values:
        """All memory is in the AMPA count."""
        return {}

    def step(
        self, state: Values, weights: Values, pre: Values, post: Values, gain: Any, dt: Any
    ) -> tuple[Values, Values]:
        """Move every AMPA count by its calcium."""
        unblocked = sigmoid(post["voltage"], self.block_slope, self.block_half)
        g = growth(self.calcium * weights["nmda"] * pre["glutamate"] * unblocked, self.silent_below)
        ampa = weights["ampa"]
        left = jnp.where(g > 0, self.maximum - ampa, ampa)
        share = jnp.clip(g * self.rate * gain * (dt / 0.15), -1, 1)
        return state, {"ampa": ampa + left * share}
