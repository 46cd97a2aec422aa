"""A terminal with a synaptic cleft whose receptors need two molecules to open."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import jax.numpy as jnp

from wetnet.core.cells import Values
from wetnet.core.parameters import Quantity, parameter
from wetnet.core.registry import registered
from wetnet.synapses.synapse import Terminal


@registered("cooperative-cleft", kind="synapse")
class CooperativeCleft(Terminal):
    """A spike fills the cleft, reuptake empties it, receptors bind by a Hill curve with coefficient 2.

    e ← 1 − 0.1 (1 − e) at an arrival, then e' = −e/τ; bound fraction x²/(x² + K²) with x = content·e. Nothing is
    bound where there is no transmitter.

    Source: release and reuptake of the digit brain's seed (Dalvi 2022); two-site binding as in Jonas, Major & Sakmann
    1993 (doi:10.1113/jphysiol.1993.sp019965).
    """

    glutamate: float = parameter(1.0, "", "glutamate content, 1 fills the cleft", low=0, high=1)
    gaba: float = parameter(0.0, "", "GABA content, 1 fills the cleft", low=0, high=1)
    reuptake_time: float = parameter(0.42055, "ms", "time constant of reuptake", low=1e-3, high=1e4, symbol="τ")
    residue: float = parameter(0.1, "", "share of the empty space that a release leaves empty", low=0, high=1)
    half: float = parameter(
        0.55, "", "transmitter at which half of the receptors are bound", low=0.01, high=1, symbol="K"
    )

    transmitters: ClassVar[tuple[str, ...]] = ("glutamate", "gaba")
    states: ClassVar[Mapping[str, Quantity]] = {"filled": Quantity("", "filled share of the cleft")}

    def start(self) -> Values:
        """An empty cleft."""
        return {"filled": jnp.asarray(0.0)}

    def step(self, state: Values, arrived: Any, dt: Any) -> tuple[Values, Values]:
        """Release where a spike arrived, then reuptake, then binding."""
        filled = jnp.where(arrived > 0, 1 - self.residue * (1 - state["filled"]), state["filled"])
        filled = filled * jnp.exp(-dt / self.reuptake_time)
        # Below a hundredth less than 4e-4 is bound; zero makes the delivery of this terminal free.
        filled = jnp.where(filled > 1e-2, filled, jnp.zeros_like(filled))

        def bound(content: Any) -> Any:
            square = (content * filled) ** 2
            return square / (square + self.half**2)

        return {"filled": filled}, {"glutamate": bound(self.glutamate), "gaba": bound(self.gaba)}
