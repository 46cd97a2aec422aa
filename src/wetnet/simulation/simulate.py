"""Run one cell, or a batch of cells without connections, under a stimulus."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np

from wetnet.core.cells import Continuous, Discrete
from wetnet.core.errors import ConfigurationError, DivergedError, ResourceError, UnknownNameError
from wetnet.core.precision import double
from wetnet.simulation.chunks import CHUNK, chunks, recorded, samples_at
from wetnet.simulation.discretise import discretise, has_noise
from wetnet.simulation.euler_maruyama import EulerMaruyama
from wetnet.simulation.hines import Hines
from wetnet.simulation.integrator import Integrator
from wetnet.simulation.recording import Recording, Spikes, Trace
from wetnet.simulation.runge_kutta import RungeKutta4
from wetnet.simulation.stimuli import Stimulus, as_stimulus

MOST_BYTES = 4e9
"""A run whose traces are larger is refused before it begins."""

HALVINGS = 10
"""How often dt is halved in search of one that works."""


def simulate(
    cell: Continuous | Discrete,
    stimulus: Stimulus | float = 0.0,
    duration: float = 1000.0,
    *,
    dt: float = 0.05,
    integrator: Integrator | None = None,
    input: str | None = None,
    start: Mapping[str, Any] | None = None,
    seed: int = 0,
) -> Recording:
    """State and read-outs of ``cell`` over ``duration`` ms and its spikes, in double precision.

    stimulus: one of ``wetnet.stimuli`` or a constant, in the unit of the input. An equation sees its value in the
    middle of each step (second order, and no step lies on the wrong side of a corner), a map that at the beginning.
    integrator: for a continuous cell, by default RK4, Euler-Maruyama where it has noise, Hines's for cables. input:
    which one is stimulated, by default the first. start: state variables that do not begin at rest, by name.

    Parameters, stimulus, duration and dt may change without compiling anything anew.

    Raises
    ------
    UnknownNameError: no such input or state variable. ConfigurationError: dt or duration not positive; a stimulus
    without a value; an integrator without noise for a cell that has it. ResourceError: more traces than fit.
    DivergedError: a variable leaves the finite numbers; says which, when, and a dt that works.
    """
    if not 0 < dt <= duration < np.inf:
        raise ConfigurationError(f"dt = {dt} ms and duration = {duration} ms; expected 0 < dt <= duration")
    name = input or next(iter(cell.inputs))
    if name not in cell.inputs:
        raise UnknownNameError(f"input of {type(cell).__name__}", name, cell.inputs)
    stepped = discretise(cell, integrator or default_integrator(cell)) if isinstance(cell, Continuous) else cell
    began = {variable: np.asarray(value, float) for variable, value in (start or {}).items()}
    for variable in began:
        if variable not in cell.states:
            raise UnknownNameError(f"state variable of {type(cell).__name__}", variable, cell.states)
    run = Run(stepped, as_stimulus(stimulus), name, duration, seed, began)
    traces, values, spikes = run.with_step(dt)
    lost = _lost(traces, dt)
    if lost:
        variable, number, time = lost
        unit = recorded(stepped)[variable].unit or "1"
        raise DivergedError(
            f"{variable} ({unit}) of {type(cell).__name__}, cell {number}, is no longer finite at {time:g} ms "
            f"with dt = {dt:g} ms; {_remedy(run, dt)}"
        )
    at, who = np.nonzero(spikes)
    return Recording(
        duration,
        {
            **{key: Trace(trace, recorded(stepped)[key].unit, dt, dt) for key, trace in traces.items()},
            name if name not in traces else f"{name} input": Trace(
                values, cell.inputs[name].unit, dt, dt * samples_at(stepped)
            ),
        },
        {"spikes": Spikes(dt * (at + 1), who, spikes.shape[1])},
        {"model": type(cell).__name__, "dt": dt, "seed": seed, "stimulus": str(run.stimulus)},
    )


def default_integrator(cell: Continuous) -> Integrator:
    """Fourth order for equations, Euler-Maruyama for those with noise, a tree solve for coupled compartments."""
    if cell.coupling() is not None:
        return Hines()
    return EulerMaruyama() if has_noise(cell) else RungeKutta4()


class Run(NamedTuple):
    """All that decides a run but the step."""

    cell: Discrete
    stimulus: Stimulus
    input: str
    duration: float
    seed: int
    start: Mapping[str, Any]

    def with_step(self, dt: float) -> tuple[dict[str, np.ndarray], np.ndarray, np.ndarray]:
        """Traces, input and spikes, (steps, cells) each, until the end or until something is no longer finite."""
        steps, done = round(self.duration / dt), 0
        gathered: list[tuple[dict[str, np.ndarray], np.ndarray, np.ndarray]] = []
        with double():
            for chunk in chunks(self.cell, self.stimulus, self.start, self.input, dt, self.seed):
                if not done:
                    _check_size(steps, sum(np.size(one[0]) for one in chunk.recorded.values()))
                left = min(CHUNK, steps - done)
                seen = {name: _rows(one, left) for name, one in chunk.recorded.items()}
                values = _rows(chunk.input, left)
                if not np.isfinite(values).all():
                    last = dt * (done + np.argwhere(~np.isfinite(values))[0][0])
                    raise ConfigurationError(f"stimulus {self.stimulus} has no value after {last:g} ms")
                gathered.append((seen, values, _rows(chunk.spikes, left)))
                done += left
                if done == steps or not all(np.isfinite(one).all() for one in seen.values()):
                    break
        traces = {name: np.concatenate([seen[name] for seen, _, _ in gathered]) for name in seen}
        inputs, spikes = (np.concatenate(rows) for rows in list(zip(*gathered, strict=True))[1:])
        return traces, inputs, spikes


def _rows(values: Any, number: int) -> np.ndarray:
    return np.asarray(values)[:number].reshape(number, -1)  # cut by NumPy: JAX would compile every length anew


def _check_size(steps: int, numbers: int) -> None:
    size = 8.0 * steps * numbers
    if size > MOST_BYTES:
        raise ResourceError(
            f"traces of {steps} steps of {numbers} numbers take {size / 1e9:.1f} GB, more than {MOST_BYTES / 1e9:g}; "
            "choose a larger dt, a shorter duration or fewer cells"
        )


def _lost(traces: Mapping[str, np.ndarray], dt: float) -> tuple[str, int, float] | None:
    """The variable, cell and time (ms) that left the finite numbers first, or None."""
    first = {name: np.argwhere(~np.isfinite(trace)) for name, trace in traces.items()}
    found = sorted((int(bad[0][0]), name, int(bad[0][1])) for name, bad in first.items() if len(bad))
    return (found[0][1], found[0][2], dt * (found[0][0] + 1)) if found else None


def _remedy(run: Run, dt: float) -> str:
    """The largest dt, by halving, with which the same run stays finite."""
    for _ in range(HALVINGS):
        dt /= 2
        try:
            traces, _, _ = run.with_step(dt)
        except ResourceError:
            break
        if not _lost(traces, dt):
            return f"dt = {dt:g} ms works"
    return f"no dt down to {dt:g} ms works, so look at the parameters and the stimulus"
