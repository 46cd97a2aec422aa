"""A presentation watched so closely that every cell can be looked into, and the answer explained, afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from wetnet.brains.cell_currents import CellTraces, cell_traces
from wetnet.brains.cell_history import CellHistory
from wetnet.brains.digit_wiring import offsets
from wetnet.brains.presentation import Presentation
from wetnet.brains.spike_trace import Cause, trace

if TYPE_CHECKING:
    from wetnet.brains.digit_brain import DigitBrain


class Contact(NamedTuple):
    """All synapses from one cell onto another: receptors by name."""

    source: int
    ampa: float
    nmda: float
    gaba: float


class Observation:
    """A presentation that has not begun, and what every cell does in it; some ten times slower than unwatched."""

    def __init__(self, brain: DigitBrain, presentation: Presentation):
        self._brain, self.presentation = brain, presentation
        self.history = CellHistory(brain.simulator, brain.wires)

    def advance(self, steps: int) -> int:
        """Run up to ``steps`` steps; the number done, fewer at the end of the presentation."""
        for done in range(steps):
            if not self.presentation.advance(1):
                return done
            self.history.note(dict.fromkeys(self._brain.blocked, 1.0))
        return steps

    def traces(self, cell: int) -> CellTraces:
        """Voltage, currents, calcium and AMPA receptors of a cell so far."""
        return cell_traces(self.history, cell)

    def contacts(self, cell: int) -> list[Contact]:
        """Who reaches a cell now, and with how many receptors; the most AMPA receptors first."""
        now = self.history.learned(len(self.history))
        found: dict[int, Contact] = {}
        for afferents in self.history.wires.into(cell):
            weights = afferents.weights(now)
            for row, source in enumerate(afferents.source.tolist()):
                more = {name: float(values[row]) for name, values in weights.items()}
                held = found.get(source, Contact(source, 0.0, 0.0, 0.0))
                added = {name: getattr(held, name) + more.get(name, 0.0) for name in ("ampa", "nmda", "gaba")}
                found[source] = Contact(source, **added)
        return sorted(found.values(), key=lambda contact: (-contact.ampa, -contact.gaba, contact.source))

    def causes(self) -> list[Cause]:
        """The spikes that brought about the answer, traced back to the light; none where there is no answer."""
        answer, step = self.presentation.answer, self.presentation.answered
        if answer is None or step is None:
            return []
        blocked = dict.fromkeys(self._brain.blocked, 1.0)
        learned = self.history.learned(step)
        winner = offsets()["broca"] + answer
        return trace(self.history.wires, self.presentation.spikes, winner, step, learned=learned, blocked=blocked)
