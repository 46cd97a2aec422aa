"""GABA-A receptors of a permeability cell, counted in open receptors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from wetnet.core.cells import Values
from wetnet.core.parameters import Quantity, parameter
from wetnet.core.registry import registered
from wetnet.synapses.synapse import Receptor


@registered("gaba-a-count", kind="synapse")
class GABAA(Receptor):
    """A bound GABA-A receptor is open: one unit of chloride permeability.

    Source: the digit brain's seed (Dalvi 2022).
    """

    free: float = parameter(1.0, "", "share that no antagonist holds", low=0, high=1)

    transmitter: ClassVar[str] = "gaba"
    unit: ClassVar[str] = "receptors"
    states: ClassVar[Mapping[str, Quantity]] = {}

    def start(self) -> Values:
        """Nothing to remember: binding is computed at the terminal."""
        return {}

    def step(self, state: Values, arriving: Any, voltage: Any, dt: Any) -> tuple[Values, Values]:
        """Open receptors as permeability."""
        return state, {"chloride": self.free * arriving}
