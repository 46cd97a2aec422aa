"""Run one cell, or a batch of cells without connections, under a stimulus."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from wetnet.core import keys
from wetnet.core.cells import Continuous, Discrete
from wetnet.core.errors import ConfigurationError, DivergedError, UnknownNameError
from wetnet.core.precision import DOUBLE, cast, double
from wetnet.simulation.discretise import discretise
from wetnet.simulation.integrator import Integrator
from wetnet.simulation.recording import Recording, Spikes, Trace
from wetnet.simulation.runge_kutta import RungeKutta4
from wetnet.simulation.stimuli import Stimulus


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
    """The state of ``cell`` over ``duration`` ms and its spikes, in double precision.

    stimulus: a function of time in ms (:mod:`wetnet.simulation.stimuli`) or a constant, in the unit of the input.
    integrator: for a continuous cell; RK4 by default. input: which input is stimulated, by default the first.
    start: state variables that do not begin at rest, by name.

    Raises
    ------
    UnknownNameError: no such input or state variable. ConfigurationError: dt or duration not positive.
    DivergedError: a variable leaves the finite numbers; says which, when, and a smaller dt.
    """
    if not 0 < dt <= duration < np.inf:
        raise ConfigurationError(f"dt = {dt} ms and duration = {duration} ms; expected 0 < dt <= duration")
    name = input or next(iter(cell.inputs))
    if name not in cell.inputs:
        raise UnknownNameError(f"input of {type(cell).__name__}", name, cell.inputs)
    stepped = discretise(cell, integrator or RungeKutta4()) if isinstance(cell, Continuous) else cell
    given = {variable: np.asarray(value, float) for variable, value in (start or {}).items()}
    for variable in given:
        if variable not in cell.states:
            raise UnknownNameError(f"state variable of {type(cell).__name__}", variable, cell.states)
    steps = round(duration / dt)
    times = dt * np.arange(steps)
    values = stimulus(times) if callable(stimulus) else np.full(steps, float(stimulus))
    with double():
        model = cast(stepped, DOUBLE)
        began = jax.tree.map(jnp.asarray, cast({**model.start(), **given}, DOUBLE))
        traced, fired = _scan(model, began, name, jnp.asarray(values, DOUBLE), jnp.asarray(dt, DOUBLE), np.uint32(seed))
        traces = {state: np.asarray(traced[state]).reshape(steps, -1) for state in cell.states}
        spikes = np.asarray(fired).reshape(steps, -1)
    for state, trace in traces.items():
        bad = np.argwhere(~np.isfinite(trace))
        if len(bad):
            raise DivergedError(
                f"{state} ({cell.states[state].unit}) of {type(cell).__name__}, cell {bad[0][1]}, is no longer finite "
                f"at {dt * (bad[0][0] + 1):g} ms; try dt = {dt / 2:g} ms"
            )
    at, who = np.nonzero(spikes)
    return Recording(
        duration,
        {
            **{state: Trace(trace, cell.states[state].unit, dt, dt) for state, trace in traces.items()},
            name: Trace(values[:, None], cell.inputs[name].unit, dt),
        },
        {"spikes": Spikes(dt * (at + 1), who, spikes.shape[1])},
        {"model": type(cell).__name__, "dt": dt, "seed": seed},
    )


@partial(jax.jit, static_argnames="name")
def _scan(cell: Discrete, start: Any, name: str, values: Any, dt: Any, seed: Any) -> Any:
    rest = {other: jnp.zeros((), values.dtype) for other in cell.inputs if other != name}
    base = keys.key(seed, "simulate")

    def step(state: Any, given: Any) -> Any:
        number, value = given
        key = keys.at_step(base, number) if cell.draws else None
        after, fired = cell.step(state, {**rest, name: value}, dt, key)
        after = {variable: jnp.broadcast_to(new, shapes[variable]) for variable, new in after.items()}
        return after, (after, fired)

    # A batch shows in the shape of the state after one step, not in that of one resting cell.
    after, _ = jax.eval_shape(lambda: cell.step(start, {**rest, name: values[0]}, dt, base))
    shapes = {variable: jnp.broadcast_shapes(new.shape, start[variable].shape) for variable, new in after.items()}
    start = {variable: jnp.broadcast_to(value, shapes[variable]) for variable, value in start.items()}
    _, (states, spikes) = jax.lax.scan(step, start, (jnp.arange(values.size, dtype=jnp.uint32), values))
    return states, spikes
