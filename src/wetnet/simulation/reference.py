"""The reference: an adaptive solver that finds every event, for one cell, in double precision.

It is the oracle against which steps of fixed length are measured.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np

from wetnet.core.cells import Continuous, Values
from wetnet.core.errors import ConfigurationError, DivergedError, UnknownNameError
from wetnet.core.precision import DOUBLE, cast, double
from wetnet.simulation.discretise import has_noise
from wetnet.simulation.dormand_prince import step
from wetnet.simulation.recording import Recording, Spikes, Trace
from wetnet.simulation.stimuli import Stimulus, as_stimulus

_INSIDE = 1e-9
"""ms: so far from a corner, on the side of the interval, the stimulus is asked for its value there."""

_HALVINGS = 48
"""Halvings of a step in search of an event."""

MOST_SPIKES = 16384
"""A run with more spikes than this is refused."""

_PAD = 1024
"""Intervals between samples are padded to a multiple of this, so that few lengths are compiled."""


class _Now(NamedTuple):
    """Where the solution is: what flows, what is remembered, which events can happen, and the next step to try."""

    time: Any
    state: Values
    memory: Values
    armed: Any
    until: Any
    dt: Any
    spikes: Any
    count: Any
    stuck: Any


def reference(
    cell: Continuous,
    stimulus: Stimulus | float = 0.0,
    duration: float = 1000.0,
    *,
    dt: float = 0.05,
    input: str | None = None,
    start: Mapping[str, float] | None = None,
    relative: float = 1e-10,
    absolute: float = 1e-12,
) -> Recording:
    """What :func:`wetnet.simulate` gives, solved to the tolerances; ``dt`` is only the interval between samples.

    Dormand-Prince steps whose error stays below absolute + relative |x|; they end at samples, corners of the stimulus
    and ends of a hold. An event is found by halving the step in which its guard rises through zero.

    Raises
    ------
    ConfigurationError: a batch, a map, noise, a stimulus that is smooth nowhere, too many spikes. UnknownNameError:
    input or state variable. DivergedError: the solver can go no further; says where.
    """
    if not isinstance(cell, Continuous) or has_noise(cell):
        raise ConfigurationError(f"{type(cell).__name__} is no differential equation without noise; no solver is exact")
    name = input or next(iter(cell.inputs))
    for kind, asked, known in (("input", [name], cell.inputs), ("state variable", start or {}, cell.states)):
        for one in asked:
            if one not in known:
                raise UnknownNameError(f"{kind} of {type(cell).__name__}", one, known)
    given = as_stimulus(stimulus)
    samples = dt * np.arange(round(duration / dt) + 1)
    with double():
        ends = np.union1d(samples, given.corners(duration))
        padded = np.append(ends, np.full(-len(ends) % _PAD + 1, ends[-1]))
        model, begun = cast(cell, DOUBLE), {**cell.rest(), **(start or {})}
        begun = {key: jnp.asarray(value, DOUBLE) for key, value in cast(begun, DOUBLE).items()}
        if any(value.ndim for value in begun.values()):
            raise ConfigurationError(f"{type(cell).__name__} is a batch; the reference solves one cell at a time")
        tolerances = jnp.asarray([relative, absolute], DOUBLE)
        now, seen = _solve(model, cast(given, DOUBLE), begun, jnp.asarray(padded, DOUBLE), tolerances, name)
        recorded = {key: np.asarray(values)[np.searchsorted(ends, samples[1:]) - 1] for key, values in seen.items()}
    if now.stuck or not all(np.isfinite(values).all() for values in recorded.values()):
        raise DivergedError(
            f"{_largest(now.state)} of {type(cell).__name__} leaves the finite numbers at {float(now.time):g} ms; no "
            "step is short enough, so look at the parameters and the stimulus"
        )
    if now.count > MOST_SPIKES:
        raise ConfigurationError(f"{type(cell).__name__} has more than {MOST_SPIKES} spikes; solve a shorter time")
    about = {**cell.readouts, **cell.states}
    traces = {key: Trace(values[:, None], about[key].unit, dt, dt) for key, values in recorded.items()}
    times = np.asarray(now.spikes)[: int(now.count)]
    meta = {"model": type(cell).__name__, "relative": relative, "absolute": absolute, "stimulus": str(given)}
    return Recording(duration, traces, {"spikes": Spikes(times, np.zeros(len(times), int), 1)}, meta)


def _largest(state: Values) -> str:
    sizes = {name: abs(float(np.asarray(value))) for name, value in state.items()}
    return max(sizes, key=lambda name: np.inf if np.isnan(sizes[name]) else sizes[name])


@partial(jax.jit, static_argnames="name")
def _solve(
    cell: Continuous, stimulus: Stimulus, start: Values, ends: Any, tolerances: Any, name: str
) -> tuple[_Now, Values]:
    """The solution at each of ``ends``, which may repeat, and how it ended."""
    number = len(cell.events)
    memory = {key: jnp.asarray(value) for key, value in cast(cell.memory(), DOUBLE).items()}
    zero = jnp.zeros((), DOUBLE)
    now = _Now(
        zero,
        start,
        memory,
        jnp.ones(number, bool),
        jnp.zeros(number, DOUBLE),
        zero + 1e-3,
        jnp.zeros(MOST_SPIKES, DOUBLE),
        jnp.asarray(0, jnp.int32),
        jnp.asarray(False),
    )

    def interval(now: _Now, limits: Any) -> tuple[_Now, Values]:
        low, high = limits

        def input(time: Any) -> Values:
            inside = jnp.clip(time, low + _INSIDE, jnp.maximum(high - _INSIDE, low + _INSIDE))
            return {**dict.fromkeys(cell.inputs, zero), name: jnp.asarray(stimulus(inside), DOUBLE)}

        now = jax.lax.while_loop(
            lambda now: (now.time < high) & ~now.stuck, lambda now: _step(cell, input, now, high, tolerances), now
        )
        readout = cell.readout(now.state, now.memory, input(now.time))
        return now, {**{key: jnp.reshape(readout[key], ()) for key in cell.readouts}, **now.state}

    return jax.lax.scan(interval, now, (ends[:-1], ends[1:]))


def _step(cell: Continuous, input: Any, now: _Now, high: Any, tolerances: Any) -> _Now:
    """One step of the solver: taken, cut short at an event, or tried again shorter."""
    limit = jnp.minimum(high, jnp.min(jnp.where(now.until > now.time, now.until, jnp.inf), initial=jnp.inf))
    reaches = now.dt >= limit - now.time
    dt = jnp.where(reaches, limit - now.time, now.dt)
    clamped = {key: jnp.asarray(False) for key in cell.states}
    for number, event in enumerate(cell.events):
        for key in event.clamps:
            clamped[key] = clamped[key] | (now.until[number] > now.time)

    def rate(time: Any, state: Values) -> Values:
        rates = cell.flow(state, now.memory, input(time))
        return {key: jnp.where(clamped[key], 0.0, jnp.reshape(rates[key], ())) for key in state}

    def guards(time: Any, state: Values) -> Any:
        values = [jnp.reshape(event.guard(state, now.memory, input(time)), ()) for event in cell.events]
        return jnp.stack(values) if values else jnp.zeros(0, DOUBLE)

    after, error = step(rate, now.time, now.state, dt)
    relative, absolute = tolerances
    norms = [
        jnp.abs(error[key]) / (absolute + relative * jnp.maximum(jnp.abs(now.state[key]), jnp.abs(after[key])))
        for key in now.state
    ]
    norm = jnp.max(jnp.stack(norms))
    good = norm <= 1
    factor = jnp.where(jnp.isfinite(norm), jnp.clip(0.9 * jnp.maximum(norm, 1e-10) ** -0.2, 0.2, 5.0), 0.2)
    able = now.armed & (now.until <= now.time)
    end = jnp.where(reaches, limit, now.time + dt)
    risen = guards(end, after)
    event = good & jnp.any(able & (risen > 0))

    def find(_: Any) -> _Now:
        def halve(_: int, bounds: Any) -> Any:
            before, beyond = bounds
            middle = 0.5 * (before + beyond)
            there, _ = step(rate, now.time, now.state, middle)
            over = jnp.any(able & (guards(now.time + middle, there) > 0))
            return jnp.where(over, before, middle), jnp.where(over, middle, beyond)

        _, short = jax.lax.fori_loop(0, _HALVINGS, halve, (jnp.zeros_like(dt), dt))
        time = now.time + short
        there, _ = step(rate, now.time, now.state, short)
        first = jnp.argmax(jnp.where(able, guards(time, there), -jnp.inf))
        return _happen(cell, now._replace(time=time, state=there), first, input(time))

    def go(_: Any) -> _Now:
        moved = now._replace(
            time=jnp.where(good, end, now.time),
            state={key: jnp.where(good, after[key], now.state[key]) for key in after},
            armed=now.armed | (good & (risen <= 0)),
            dt=jnp.where(good & reaches, jnp.maximum(now.dt, dt * factor), dt * factor),
        )
        return moved._replace(stuck=moved.dt < 1e-15 * jnp.maximum(1.0, now.time))

    return jax.lax.cond(event, find, go, None) if cell.events else go(None)


def _happen(cell: Continuous, now: _Now, which: Any, input: Values) -> _Now:
    """The solution just after the event of that number."""

    def happens(number: int) -> Any:
        event = cell.events[number]

        def after(_: Any) -> _Now:
            state, memory = event.jump(now.state, now.memory, input)
            state = {key: jnp.reshape(state[key], ()) for key in now.state}
            memory = {key: jnp.broadcast_to(memory[key], jnp.shape(now.memory[key])) for key in now.memory}
            held = now.time + jnp.asarray(event.hold, DOUBLE) if event.clamps else jnp.zeros((), DOUBLE)
            fell = jnp.reshape(event.guard(state, memory, input), ()) <= 0
            return now._replace(
                state=state,
                memory=memory,
                until=now.until.at[number].set(held),
                armed=now.armed.at[number].set(fell | (held > now.time)),
                spikes=now.spikes.at[now.count].set(now.time, mode="drop") if event.emits else now.spikes,
                count=now.count + 1 if event.emits else now.count,
            )

        return after

    return jax.lax.switch(which, [happens(number) for number in range(len(cell.events))], None)
