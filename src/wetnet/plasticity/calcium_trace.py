"""Growth and loss of AMPA receptors driven by calcium that lingers in the spine."""

from __future__ import annotations

from typing import Any, ClassVar

import jax.numpy as jnp

from wetnet.core.cells import Values
from wetnet.core.functions import sigmoid
from wetnet.core.parameters import parameter
from wetnet.core.registry import registered
from wetnet.plasticity.calcium import growth
from wetnet.plasticity.rule import Plasticity


@registered("calcium-trace-ampa", kind="plasticity")
class CalciumTraceAMPA(Plasticity):
    """As ``calcium-ampa``, but calcium is a concentration with a time constant, not the present influx.

    τ c' = k·(open NMDA receptors) − c, then AMPA counts move by g(c). A single spike leaves a little calcium, which
    weakens the synapse; a spike on a lasting depolarisation (a teacher) leaves much, which strengthens it.

    Source: curve of the digit brain's seed (Dalvi 2022); calcium with a decay as in Graupner & Brunel 2012
    (doi:10.1073/pnas.1109359109).
    """

    rate: float = parameter(0.1, "1/(0.15 ms)", "plasticity of the target cell", low=0, high=1)
    maximum: float = parameter(1.0, "receptors", "most AMPA receptors of a synapse", low=0.01, high=1e3)
    influx: float = parameter(1.0, "1/receptor", "calcium reached if one NMDA receptor stays open", low=0.01, high=1e3)
    time_constant: float = parameter(5.0, "ms", "decay of calcium in the spine", low=0.15, high=1e3, symbol="τ")
    silent_below: float = parameter(0.1, "", "calcium that changes nothing", low=0, high=1)
    block_slope: float = parameter(0.3, "1/mV", "steepness of the magnesium block", low=0.01, high=2)
    block_half: float = parameter(-60.0, "mV", "voltage at which half are unblocked", low=-100, high=50)

    changes: ClassVar[tuple[str, ...]] = ("ampa",)
    presynaptic: ClassVar[tuple[str, ...]] = ("glutamate",)
    postsynaptic: ClassVar[tuple[str, ...]] = ("voltage",)

    def start(self) -> Values:
        """No calcium."""
        return {"calcium": jnp.asarray(0.0)}

    def step(
        self, state: Values, weights: Values, pre: Values, post: Values, gain: Any, dt: Any
    ) -> tuple[Values, Values]:
        """Let calcium in and out, then move every AMPA count by it."""
        unblocked = sigmoid(post["voltage"], self.block_slope, self.block_half)
        entering = self.influx * weights["nmda"] * pre["glutamate"] * unblocked
        calcium = state["calcium"] + (1 - jnp.exp(-dt / self.time_constant)) * (entering - state["calcium"])
        g = growth(calcium, self.silent_below)
        ampa = weights["ampa"]
        left = jnp.where(g > 0, self.maximum - ampa, ampa)
        share = jnp.clip(g * self.rate * gain * (dt / 0.15), -1, 1)
        return {"calcium": calcium}, {"ampa": ampa + left * share}
