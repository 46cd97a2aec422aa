"""A cell or an artificial unit under the stimulus of the neuron room: chosen by name, run, brought to the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import jax.numpy as jnp
import numpy as np

from wetnet.core.cells import Continuous, Discrete
from wetnet.core.errors import DivergedError, UnknownNameError
from wetnet.core.precision import double
from wetnet.core.registry import declared, find
from wetnet.lab.neuron_messages import Cell, Settings
from wetnet.simulation import simulate
from wetnet.simulation.integrator import Integrator
from wetnet.simulation.recording import Recording
from wetnet.simulation.stimuli import Stimulus
from wetnet.simulation.stimuli.stimulus import INPUT

COLUMNS = 1000
"""Columns to which a trace is brought, each with its least and its largest value."""

_LADDER = [step * 10.0**power for power in range(-1, 4) for step in (1, 2, 5)]
_ENOUGH = 3
_TRIAL = 300.0


@dataclass(frozen=True)
class Choice:
    """What the settings name, found: the cell, what it is given, and how it is advanced."""

    cell: Continuous | Discrete
    stimulus: Stimulus
    input: str
    integrator: Integrator | None
    settings: Settings

    def run(self) -> Recording:
        """What it does."""
        settings = self.settings
        return simulate(
            self.cell,
            self.stimulus,
            settings.duration,
            dt=settings.dt,
            integrator=self.integrator,
            input=self.input,
            start=settings.start,
            seed=settings.seed,
        )


class Chooser:
    """Turns settings into choices; remembers what input suits which cell."""

    def __init__(self) -> None:
        self._suitable: dict[tuple[Any, ...], float] = {}

    def choose(self, settings: Settings) -> Choice:
        """The choice that the settings name.

        Raises
        ------
        UnknownNameError: model, preset, parameter, input, stimulus or integrator. ParameterError: out of range.
        """
        cell = build(settings.cell)
        name = settings.input or next(iter(cell.inputs))
        if name not in cell.inputs:
            raise UnknownNameError(f"input of {settings.cell.model}", name, cell.inputs)
        stimulus = stimulus_of(settings, self.suitable(settings))
        return Choice(cell, stimulus, name, self._integrator(cell, settings), settings)

    def suitable(self, settings: Settings) -> float:
        """An input under which the cell, as its preset has it, does something: found by trying, once."""
        key = (settings.cell.model, settings.cell.preset, settings.stimulus, settings.input)
        if key not in self._suitable:
            plain = build(Cell(model=settings.cell.model, preset=settings.cell.preset))
            name = settings.input or next(iter(plain.inputs))
            bare = Choice(plain, stimulus_of(settings, 1.0), name, self._integrator(plain, settings), settings)
            self._suitable[key] = _suitable(bare)
        return self._suitable[key]

    @staticmethod
    def _integrator(cell: Any, settings: Settings) -> Integrator | None:
        flows = isinstance(cell, Continuous)
        return find("integrator", settings.integrator)() if settings.integrator and flows else None


def build(cell: Cell) -> Any:
    """The registered model with preset and values."""
    kind = find("neuron", cell.model)
    return kind.preset(cell.preset, **cell.values) if cell.preset else kind.create(**cell.values)


def stimulus_of(settings: Settings, amplitude: float) -> Stimulus:
    """The stimulus of the settings; what they leave open: ``amplitude``, from a tenth to nine tenths of the run."""
    kind = find("stimulus", settings.stimulus)
    inputs = [one.name for one in kind.parameters().values() if one.unit == INPUT]
    times = {"start": 0.1 * settings.duration, "stop": 0.9 * settings.duration}
    chosen = {name: times[name] for name in kind.parameters() if name in times}
    chosen |= {name: amplitude if not number else amplitude / 2 for number, name in enumerate(inputs)}
    found: Stimulus = kind.create(**{**chosen, **settings.stimulus_values})
    return found


class Picture(NamedTuple):
    """Traces at the width of the page: times (samples,), values (traces, samples), their names and units."""

    times: np.ndarray
    values: np.ndarray
    names: list[str]
    units: list[str]


def narrow(recording: Recording, order: list[str]) -> Picture:
    """Of every trace the least and the largest value in each of the page's columns, in the order of their times."""
    traces = [recording.traces[name] for name in order]
    first = traces[0]
    count = len(first.values)
    values = np.stack([trace.values[:, 0] for trace in traces])
    units = [trace.unit for trace in traces]
    if count <= 2 * COLUMNS:
        return Picture(first.times, values, order, units)
    width = -(-count // COLUMNS)
    padded = np.pad(values, ((0, 0), (0, -count % width)), mode="edge").reshape(len(order), -1, width)
    ends = np.sort(np.stack([padded.argmin(2), padded.argmax(2)], 2), axis=2)
    kept = np.take_along_axis(padded, ends, 2).reshape(len(order), -1)
    begins = first.start + first.interval * width * np.arange(padded.shape[1])
    times = (begins[:, None] + first.interval * width * np.array([0.25, 0.75])).ravel()
    return Picture(times, kept, order, units)


def unit_answer(cell: Cell, values: np.ndarray) -> np.ndarray:
    """Output of an artificial unit to an input in units of its largest value: it knows no other scale, and no time."""
    unit = find("unit", cell.model).create(**cell.values)
    largest = float(np.abs(values).max()) or 1.0
    with double():
        return np.asarray(unit(jnp.asarray(values / largest)), float)


def is_unit(cell: Cell) -> bool:
    """Whether it is an artificial unit rather than a neuron."""
    return cell.model in declared("unit")


def _suitable(bare: Choice) -> float:
    if not getattr(bare.cell, "events", True):
        return 1.0
    fired: float | None = None
    settings = bare.settings
    trial = settings.model_copy(update={"duration": max(_TRIAL, settings.dt), "start": {}, "stimulus_values": {}})
    for amplitude in _LADDER:
        try:
            tried = Choice(bare.cell, stimulus_of(trial, amplitude), bare.input, bare.integrator, trial)
            count = len(tried.run().spikes["spikes"].times)
        except DivergedError:
            break
        if count >= _ENOUGH:
            return amplitude
        fired = fired if fired or not count else amplitude
    return 2 * fired if fired else 1.0
