"""What cables and axons share: compartments in a row, a current injected at one place, a spike in each compartment."""

from __future__ import annotations

import abc
from typing import Any

import equinox as eqx
import jax.numpy as jnp

from wetnet.core.cells import Continuous, Coupling, Event, Values
from wetnet.dendrites.tree import Tree

NANOAMPERE = 1e-3
"""mV/ms that 1 nA makes of 1 µF."""


class Cable(Continuous):
    """C_i V_i' = −membrane current + Σ_j g_ij (V_j − V_i) + injected current; state arrays end in (…, compartments).

    The neighbours' pull is a tree, so an implicit step costs one solve in time proportional to the compartments.
    """

    site: eqx.AbstractVar[float]
    spike_threshold: eqx.AbstractVar[float]

    @abc.abstractmethod
    def tree(self) -> Tree:
        """Axial conductances in mS and capacitances in µF."""

    @abc.abstractmethod
    def membrane(self, state: Values) -> Values:
        """Flow of every state variable if the compartments were apart and nothing were injected, per ms."""

    def flow(self, state: Values, memory: Values, input: Values) -> Values:
        """Membrane, neighbours, electrode."""
        tree = self.tree()
        own = self.membrane(state)
        injected = NANOAMPERE * input["current"] * self.electrode() / tree.capacitance
        return {**own, "voltage": own["voltage"] + tree.pull(state["voltage"]) + injected}

    def electrode(self) -> Any:
        """(compartments,) 1 where the current enters, by ``site`` from 0 (near end) to 1 (far end)."""
        count = len(self.tree().parents)
        return jnp.asarray(jnp.arange(count) == jnp.minimum(jnp.floor(self.site * count), count - 1), float)

    def coupling(self) -> Coupling | None:
        """The tree."""
        return Coupling("voltage", self.tree().solve)

    @property
    def events(self) -> tuple[Event, ...]:
        """A spike in a compartment, when its voltage rises through the threshold: when a spike passes by."""
        return (Event(lambda state, memory, input: state["voltage"] - self.spike_threshold),)

    def readout(self, state: Values, memory: Values, input: Values) -> Values:
        """The voltage of every compartment."""
        return {"voltage": state["voltage"]}
