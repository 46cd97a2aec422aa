"""A postsynaptic current that jumps at a spike and decays exponentially."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import jax.numpy as jnp

from wetnet.core.cells import Values
from wetnet.core.functions import exprel
from wetnet.core.parameters import Quantity, parameter
from wetnet.core.registry import registered
from wetnet.synapses.synapse import Receptor


@registered("exponential-current", kind="synapse")
class ExponentialCurrent(Receptor):
    """I' = −I/τ, I ← I + w at a spike.

    The cell receives the mean of I over the step, so that the charge of a postsynaptic current, w τ, does not
    depend on dt.

    Source: Brette et al. 2007 (doi:10.1007/s10827-007-0038-6), benchmark 2.
    """

    time_constant: float = parameter(5.0, "ms", "decay of the current", low=1e-3, high=1e4, symbol="τ")

    transmitter: ClassVar[str] = "spike"
    lands_on: ClassVar[str | None] = "current"
    unit: ClassVar[str] = "pA"
    states: ClassVar[Mapping[str, Quantity]] = {"current": Quantity("pA", "current at the start of the step")}

    def start(self) -> Values:
        """No current."""
        return {"current": jnp.asarray(0.0)}

    def step(self, state: Values, arriving: Any, voltage: Any, dt: Any) -> tuple[Values, Values]:
        """Add what arrives, give the mean over the step, decay."""
        current = state["current"] + arriving
        decay = -dt / self.time_constant
        return {"current": current * jnp.exp(decay)}, {"current": current * exprel(jnp.asarray(decay))}
