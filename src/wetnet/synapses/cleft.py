"""A terminal with a synaptic cleft: release, reuptake, binding of two transmitters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import jax.numpy as jnp

from wetnet.core.cells import Values
from wetnet.core.functions import sigmoid
from wetnet.core.parameters import Quantity, parameter
from wetnet.core.registry import registered
from wetnet.synapses.synapse import Terminal


@registered("cleft", kind="synapse")
class Cleft(Terminal):
    """A spike fills the cleft to nine tenths or more; reuptake empties it; receptors bind by a sigmoid.

    e ← 1 − 0.1 (1 − e) at an arrival, then e' = −e/τ. The cleft holds e times the transmitter content of the terminal;
    bound fraction 1/(1 + exp(−a (content·e − b))). With no transmitter a fraction 1/(1 + e^{ab}) stays open: a
    leak, 0.4 % with the seed's constants.

    Source: the digit brain's seed (Dalvi 2022), with reuptake 0.3 per step of 0.15 ms.
    Checked against: first bound fractions 0.69, 0.25, 0.08 after one release (content 1).
    """

    glutamate: float = parameter(1.0, "", "glutamate content, 1 fills the cleft", low=0, high=1)
    gaba: float = parameter(0.0, "", "GABA content, 1 fills the cleft", low=0, high=1)
    reuptake_time: float = parameter(0.42055, "ms", "time constant of reuptake", low=1e-3, high=1e4, symbol="τ")
    residue: float = parameter(0.1, "", "share of the empty space that a release leaves empty", low=0, high=1)
    slope: float = parameter(10.0, "", "steepness of binding", low=0.1, high=100, symbol="a")
    half: float = parameter(0.55, "", "transmitter at which half of the receptors are bound", low=0, high=1, symbol="b")

    transmitters: ClassVar[tuple[str, ...]] = ("glutamate", "gaba")
    states: ClassVar[Mapping[str, Quantity]] = {"filled": Quantity("", "filled share of the cleft")}

    def start(self) -> Values:
        """An empty cleft."""
        return {"filled": jnp.asarray(0.0)}

    def step(self, state: Values, arrived: Any, dt: Any) -> tuple[Values, Values]:
        """Release where a spike arrived, then reuptake, then binding."""
        filled = jnp.where(arrived > 0, 1 - self.residue * (1 - state["filled"]), state["filled"])
        filled = filled * jnp.exp(-dt / self.reuptake_time)
        return {"filled": filled}, {
            "glutamate": sigmoid(self.glutamate * filled, self.slope, self.half),
            "gaba": sigmoid(self.gaba * filled, self.slope, self.half),
        }
