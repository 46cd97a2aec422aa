"""AMPA and NMDA receptors of a permeability cell, counted in open receptors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from wetnet.core.cells import Values
from wetnet.core.functions import sigmoid
from wetnet.core.parameters import Quantity, parameter
from wetnet.core.registry import registered
from wetnet.synapses.synapse import Receptor


@registered("ampa-count", kind="synapse")
class AMPA(Receptor):
    """A bound AMPA receptor is open: one unit of sodium permeability and 0.3 of potassium.

    Source: the digit brain's seed (Dalvi 2022).
    """

    potassium_ratio: float = parameter(0.3, "", "potassium over sodium permeability", low=0, high=2)
    free: float = parameter(1.0, "", "share that no antagonist holds", low=0, high=1)

    transmitter: ClassVar[str] = "glutamate"
    unit: ClassVar[str] = "receptors"
    states: ClassVar[Mapping[str, Quantity]] = {}

    def start(self) -> Values:
        """Nothing to remember: binding is computed at the terminal."""
        return {}

    def step(self, state: Values, arriving: Any, voltage: Any, dt: Any) -> tuple[Values, Values]:
        """Open receptors as permeability."""
        opened = self.free * arriving
        return state, {"sodium": opened, "potassium": self.potassium_ratio * opened}


@registered("nmda-count", kind="synapse")
class NMDA(Receptor):
    """A bound NMDA receptor opens once depolarisation has expelled its magnesium; it lets calcium in too.

    Open share 1/(1 + exp(−a (V − b))): 4.7 % at −70 mV, 50 % at −60 mV with the default constants.

    Source: the digit brain's seed (Dalvi 2022); the block itself: Nowak et al. 1984 (doi:10.1038/307462a0).
    """

    potassium_ratio: float = parameter(0.3, "", "potassium over sodium permeability", low=0, high=2)
    slope: float = parameter(0.3, "1/mV", "steepness of the magnesium block", low=0.01, high=2, symbol="a")
    half: float = parameter(-60.0, "mV", "voltage at which half are free of magnesium", low=-100, high=50, symbol="b")
    free: float = parameter(1.0, "", "share that no antagonist holds", low=0, high=1)

    transmitter: ClassVar[str] = "glutamate"
    unit: ClassVar[str] = "receptors"
    states: ClassVar[Mapping[str, Quantity]] = {}

    def start(self) -> Values:
        """Nothing to remember: the block follows the voltage at once."""
        return {}

    def unblocked(self, voltage: Any) -> Any:
        """Share of the bound receptors that is free of magnesium at ``voltage`` mV."""
        return sigmoid(voltage, self.slope, self.half)

    def step(self, state: Values, arriving: Any, voltage: Any, dt: Any) -> tuple[Values, Values]:
        """Open receptors as permeability."""
        opened = self.free * arriving * self.unblocked(voltage)
        return state, {"sodium": opened, "potassium": self.potassium_ratio * opened, "calcium": opened}
