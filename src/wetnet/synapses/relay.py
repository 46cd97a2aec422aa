"""The terminal of an idealised synapse: every spike is passed on as it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from wetnet.core.cells import Values
from wetnet.core.parameters import Quantity
from wetnet.core.registry import registered
from wetnet.synapses.synapse import Terminal


@registered("relay", kind="synapse")
class Relay(Terminal):
    """One unit of "spike" at every arrival; no memory."""

    transmitters: ClassVar[tuple[str, ...]] = ("spike",)
    passes_spikes: ClassVar[bool] = True
    states: ClassVar[Mapping[str, Quantity]] = {}

    def start(self) -> Values:
        """Nothing to remember."""
        return {}

    def step(self, state: Values, arrived: Any, dt: Any) -> tuple[Values, Values]:
        """What arrives is what is released."""
        return state, {"spike": arrived}
