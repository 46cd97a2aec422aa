"""The neuron room: any registered cell under any stimulus, and what it is as a dynamical system.

Blocks of its frames:

================= ========================== =========================================================================
status            uint8, JSON text           the numbers and words beside the pictures
form              uint8, JSON text           what can be chosen (neuron_form.py), once
trace_times       float32 (1, samples)       ms
trace_values      float32 (traces, samples)  at most the least and the largest of each column of the page
trace_spikes      float32 (1, spikes)        ms
beside_times …    as trace_…                 of the second cell or unit, where there is one
plane_lines       float32 (points, 3)        0 or 1: nullcline of that variable, 2: separatrix, then both variables; NaN
                                             between lines
plane_arrows      float32 (places, 4)        both variables, both rates per ms
plane_path        float32 (samples, 2)       the trajectory of the run
fan_times         float32 (1, samples)       ms
fan_values        float32 (starts, samples)  a one-dimensional cell from many starts
curve             float32 (inputs, 3)        input, lasting rate in Hz, latency in ms
live              float32 (samples, traces)  model time in ms, then every trace; new since the last frame
================= ========================== =========================================================================
"""

from __future__ import annotations

import csv
import io
import json
from functools import singledispatchmethod
from typing import Any

import jax.numpy as jnp
import numpy as np

from wetnet.core.errors import ConfigurationError, WetnetError
from wetnet.core.precision import double
from wetnet.dynamics import fi_curve
from wetnet.lab import neuron_messages as messages
from wetnet.lab.live import Live
from wetnet.lab.messages import Message
from wetnet.lab.neuron_bench import Choice, Chooser, Picture, is_unit, narrow, unit_answer
from wetnet.lab.neuron_form import form
from wetnet.lab.neuron_messages import Settings
from wetnet.lab.neuron_script import script
from wetnet.lab.plane import dimensions, look
from wetnet.lab.room import Room, Say, clock
from wetnet.simulation.recording import Recording

CURVE_POINTS, CURVE_SPAN = 61, 1000.0
"""Inputs at which the rate is measured, and for how many ms."""

MOST_SPIKES = 5000
"""Spike times that are told to the page."""


class NeuronRoom(Room):
    """The cell of the settings, run anew whenever they change; of several changes only the newest is computed."""

    messages = messages.MESSAGES

    def __init__(self, say: Say) -> None:
        super().__init__(say)
        say("reading the models")
        self._form: dict[str, Any] | None = form()
        self.settings = Settings()
        self._chooser = Chooser()
        self._choice: Choice | None = None
        self._recording: Recording | None = None
        self._seen: dict[str, Any] = {}
        self._blocks: dict[str, np.ndarray] = {}
        self._problem = ""
        self._plane: dict[str, Any] | None = None
        self._plane_due, self._curve_due = False, False
        self._curve_most: float | None = None
        self._live: Live | None = None
        say("compiling")
        self._run()

    def apply(self, message: Message) -> dict[str, Any] | None:
        """Act on a message; see Room."""
        return self._act(message)

    def advance(self, now: float) -> float | None:
        """Whatever has not been computed, the trace first; a newer message comes before the rest of it; see Room."""
        if self._choice is None:
            self._run()
        elif self._plane_due:
            self._plane_due = False
            self._look()
        elif self._curve_due:
            self._curve_due = False
            self._measure()
        if self._plane_due or self._curve_due:
            return 0.0
        return self._live.advance(now) if self._live else None

    def news(self) -> dict[str, np.ndarray]:
        """Blocks of what has changed; see Room."""
        if self._live and len(rows := self._live.news()):
            self._blocks["live"] = rows
        blocks, self._blocks = self._blocks, {}
        if blocks and self._form is not None:
            blocks["form"], self._form = _json(self._form), None
        return blocks

    @singledispatchmethod
    def _act(self, message: Message) -> dict[str, Any] | None:
        raise TypeError(f"the neuron room knows no {type(message).__name__}")

    @_act.register
    def _(self, message: messages.Set) -> None:
        self.settings, self._choice = message.settings, None

    @_act.register
    def _(self, message: messages.Curve) -> None:
        self._curve_due, self._curve_most = True, message.most

    @_act.register
    def _(self, message: messages.Live) -> None:
        if message.input is None:
            self._live = None
            return
        choice = self._choice if isinstance(self._choice, Choice) else self._chooser.choose(self.settings)
        self._live = self._live or Live(choice, clock())
        self._live.input, self._live.pace = message.input, message.pace

    @_act.register
    def _(self, message: messages.Script) -> dict[str, Any]:
        choice = self._choice if isinstance(self._choice, Choice) else self._chooser.choose(self.settings)
        return {"type": "file", "name": f"{self.settings.cell.model}.py", "text": script(choice)}

    @_act.register
    def _(self, message: messages.Data) -> dict[str, Any]:
        if self._choice is None:
            self._run()
        if self._recording is None:
            raise ConfigurationError(f"there is no run to be written: {self._problem}")
        return {"type": "file", "name": f"{self.settings.cell.model}.csv", "text": _csv(self._recording)}

    def _run(self) -> None:
        """The run of the settings; a problem is told in the status, and the last picture stays."""
        self._problem = ""
        try:
            self._choice = self._chooser.choose(self.settings)
            self._recording = self._choice.run()
            self._show(self._choice, self._recording)
            self._blocks |= self._second(self._choice, self._recording)
            self._plane_due = self.settings.plane and dimensions(self._choice.cell) > 0
            if not self._plane_due:
                self._plane = None
            if self._live and not self._live.retune(self._choice):
                self._live = None
        except WetnetError as problem:
            # The same settings would fail again: they are done with.
            self._problem, self._recording = str(problem), None
            self._choice = self._choice or _NOTHING
        self._tell()

    def _tell(self) -> None:
        shown = {"settings": self.settings.model_dump(), "problem": self._problem, "plane": self._plane, **self._seen}
        self._blocks["status"] = _json(
            {**shown, "pending": self._plane_due, "live": self._live.names if self._live else None}
        )

    def _look(self) -> None:
        """The phase plane or line at the constant input asked for."""
        choice, recording = self._choice, self._recording
        if choice is None or recording is None:
            return
        current = self.settings.plane_input
        if current is None:
            with double():
                current = float(choice.stimulus(jnp.asarray(0.5 * self.settings.duration)))
        self._plane, blocks = look(choice, recording, current)
        self._blocks |= blocks
        self._tell()

    def _measure(self) -> None:
        """The rate against a constant input, all inputs at once."""
        choice = self._choice
        if not isinstance(choice, Choice):
            return
        most = self._curve_most or 3 * self._chooser.suitable(self.settings)
        inputs = np.linspace(0, most, CURVE_POINTS)
        rates, latencies = fi_curve(choice.cell, inputs, CURVE_SPAN, dt=self.settings.dt, input=choice.input)
        self._blocks["curve"] = np.stack([inputs, rates, latencies], 1).astype(np.float32)
        self._tell()

    def _show(self, choice: Choice, recording: Recording) -> None:
        given = _input_name(recording, choice)
        order = [*choice.cell.states, *(name for name in recording.traces if name not in (*choice.cell.states, given))]
        picture = narrow(recording, [*order, given])
        times = recording.spikes["spikes"].times
        self._blocks |= _traces("trace", picture, times)
        self._seen = {
            "names": picture.names,
            "units": picture.units,
            "stimulus": {name: float(getattr(choice.stimulus, name)) for name in type(choice.stimulus).parameters()},
            "input": choice.input,
            "spikes": len(times),
            "rate": recording.spikes["spikes"].rate(0, recording.duration),
            "values": {name: float(getattr(choice.cell, name)) for name in type(choice.cell).parameters()},
            "rest": {
                name: float(np.ravel(value)[0])
                for name, value in (choice.cell.rest() if hasattr(choice.cell, "rest") else {}).items()
            },
        }

    def _second(self, choice: Choice, recording: Recording) -> dict[str, np.ndarray]:
        """The second cell under the same stimulus, in its own unit of input; or an artificial unit."""
        beside = choice.settings.beside
        if beside is None:
            self._seen["beside"] = None
            return {}
        if is_unit(beside):
            trace = recording.traces[_input_name(recording, choice)]
            output = unit_answer(beside, trace.values[:, 0])
            answered = Recording(
                recording.duration, {"output": type(trace)(output[:, None], "", trace.interval, trace.start)}
            )
            picture = narrow(answered, ["output"])
            self._seen["beside"] = {"names": ["output"], "units": [""], "spikes": None, "input": "", "amplitude": None}
            return _traces("beside", picture, np.zeros(0))
        settings = choice.settings.model_copy(
            update={"cell": beside, "beside": None, "input": None, "integrator": None, "start": {}}
        )
        second = self._chooser.choose(self._fitting(settings, choice))
        ran = second.run()
        picture = narrow(ran, [next(iter(second.cell.states)), _input_name(ran, second)])
        times = ran.spikes["spikes"].times
        self._seen["beside"] = {
            "names": picture.names,
            "units": picture.units,
            "spikes": len(times),
            "rate": ran.spikes["spikes"].rate(0, ran.duration),
        }
        return _traces("beside", picture, times)

    def _fitting(self, settings: Settings, first: Choice) -> Settings:
        """Where units of input differ, a second cell is given the same shape at an amplitude that suits it."""
        kind = self._chooser.choose(settings)
        if kind.cell.inputs[kind.input].unit == first.cell.inputs[first.input].unit:
            return settings.model_copy(
                update={
                    "stimulus_values": {
                        name: float(getattr(first.stimulus, name)) for name in type(first.stimulus).parameters()
                    }
                }
            )
        own = {name: value for name, value in settings.stimulus_values.items() if name not in _inputs(first)}
        return settings.model_copy(update={"stimulus_values": own})


_NOTHING: Any = object()
"""In place of a choice that could not be made."""


def _inputs(choice: Choice) -> list[str]:
    from wetnet.simulation.stimuli.stimulus import INPUT

    return [one.name for one in type(choice.stimulus).parameters().values() if one.unit == INPUT]


def _input_name(recording: Recording, choice: Choice) -> str:
    """The trace of what was put in: a model may have a variable of the same name."""
    return f"{choice.input} input" if f"{choice.input} input" in recording.traces else choice.input


def _traces(prefix: str, picture: Picture, spikes: np.ndarray) -> dict[str, np.ndarray]:
    return {
        f"{prefix}_times": np.asarray(picture.times[None], np.float32),
        f"{prefix}_values": np.asarray(picture.values, np.float32),
        f"{prefix}_spikes": np.asarray(spikes[None, :MOST_SPIKES], np.float32),
    }


def _csv(recording: Recording) -> str:
    text = io.StringIO()
    write = csv.writer(text)
    first = next(iter(recording.traces.values()))
    fired = set(np.round(recording.spikes["spikes"].times / first.interval).astype(int).tolist())
    write.writerow(["time (ms)", *(f"{name} ({one.unit or '1'})" for name, one in recording.traces.items()), "spike"])
    columns = [one.values[:, 0].tolist() for one in recording.traces.values()]
    for number, row in enumerate(zip(*columns, strict=True), 1):
        write.writerow([f"{first.interval * number:.9g}", *(f"{value:.9g}" for value in row), int(number in fired)])
    return text.getvalue()


def _json(value: Any) -> np.ndarray:
    return np.frombuffer(json.dumps(value).encode(), np.uint8)[None]
