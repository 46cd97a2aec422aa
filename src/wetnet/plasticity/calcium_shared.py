"""Calcium-driven growth and loss of AMPA receptors that the synapses of a cell share."""

from __future__ import annotations

from typing import Any, ClassVar

import jax.numpy as jnp

from wetnet.core.cells import Values
from wetnet.core.functions import sigmoid
from wetnet.core.parameters import parameter
from wetnet.core.registry import registered
from wetnet.plasticity.calcium import growth
from wetnet.plasticity.rule import Plasticity


@registered("calcium-shared-ampa", kind="plasticity")
class CalciumSharedAMPA(Plasticity):
    """As ``calcium-ampa``, but the more synapses of a cell are at work, the fewer receptors each of them gets.

    LTP moves a count towards m = maximum/(1 + C/half), where C is the calcium permeability of the whole cell, about the
    number of its open NMDA receptors; a count above m shrinks. So a cell that learns a pattern of many inputs
    and one that learns a pattern of few end with like sums. LTD is as in ``calcium-ampa``.

    Source: curve of the digit brain's seed (Dalvi 2022); competition for receptors as in Triesch, Vo & Hafner 2018
    (doi:10.7554/eLife.37836).
    """

    rate: float = parameter(0.4, "1/(0.15 ms)", "plasticity of the target cell", low=0, high=1)
    maximum: float = parameter(25.0, "receptors", "most AMPA receptors of a synapse at work alone", low=0.1, high=1e3)
    half: float = parameter(0.3, "receptors", "calcium permeability that halves the maximum", low=0.01, high=1e4)
    calcium: float = parameter(8.0, "1/receptor", "calcium signal of one open NMDA receptor", low=0.01, high=100)
    silent_below: float = parameter(0.1, "", "calcium signal that changes nothing", low=0, high=1)
    block_slope: float = parameter(0.3, "1/mV", "steepness of the magnesium block", low=0.01, high=2)
    block_half: float = parameter(-60.0, "mV", "voltage at which half are unblocked", low=-100, high=50)

    changes: ClassVar[tuple[str, ...]] = ("ampa",)
    needs_release: ClassVar[bool] = True
    presynaptic: ClassVar[tuple[str, ...]] = ("glutamate",)
    postsynaptic: ClassVar[tuple[str, ...]] = ("voltage", "calcium")

    def start(self) -> Values:
        """All memory is in the AMPA count."""
        return {}

    def step(
        self, state: Values, weights: Values, pre: Values, post: Values, gain: Any, dt: Any
    ) -> tuple[Values, Values]:
        """Move every AMPA count by its calcium, up to its share."""
        unblocked = sigmoid(post["voltage"], self.block_slope, self.block_half)
        g = growth(self.calcium * weights["nmda"] * pre["glutamate"] * unblocked, self.silent_below)
        ampa = weights["ampa"]
        share = self.maximum / (1 + post["calcium"] / self.half)
        left = jnp.where(g > 0, share - ampa, ampa)
        return state, {"ampa": ampa + left * jnp.clip(g * self.rate * gain * (dt / 0.15), -1, 1)}
