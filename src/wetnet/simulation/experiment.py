"""An experiment on one cell: model, preset, stimulus and scheme, why it does what it does, and whether it did."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from wetnet.core.registry import find
from wetnet.simulation.recording import Recording
from wetnet.simulation.simulate import simulate
from wetnet.simulation.stimuli import Stimulus


@dataclass(frozen=True)
class Experiment:
    """All that is needed to run one cell again, in names and numbers.

    model, preset, integrator: registered names. stimulus: into the model's first input. duration, dt: ms.
    start: state variables that do not begin at rest. why: one sentence on what makes the cell do this.
    shows: whether a recording has the behaviour. caveat: where the behaviour is the scheme's and not the equations'.
    """

    title: str
    model: str
    preset: str
    stimulus: Stimulus
    duration: float
    why: str
    shows: Callable[[Recording], bool]
    dt: float = 0.05
    integrator: str = "rk4"
    start: Mapping[str, float] = field(default_factory=dict)
    caveat: str = ""
    source: str = ""

    def cell(self) -> Any:
        """The model with the values of the preset."""
        return find("neuron", self.model).preset(self.preset)

    def run(self, dt: float | None = None) -> Recording:
        """What the cell does, in the experiment's own scheme; with another step where ``dt`` is given."""
        scheme = find("integrator", self.integrator)()
        options = {"dt": dt or self.dt, "integrator": scheme, "start": self.start}
        return simulate(self.cell(), self.stimulus, self.duration, **options)
