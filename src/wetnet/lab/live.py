"""A cell that runs on and on under an input that can be moved."""

from __future__ import annotations

from functools import partial
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from wetnet.core import keys
from wetnet.core.cells import Continuous, Discrete
from wetnet.core.precision import DOUBLE, cast, double
from wetnet.lab.neuron_bench import Choice
from wetnet.simulation.discretise import discretise
from wetnet.simulation.simulate import default_integrator

_STEPS, _KEPT = 64, 16
"""Steps of one call, and every how many of them one is shown."""
_BEHIND = 0.1
"""Seconds that are made up for at most: a page that was asleep goes on from where it was."""


class Live:
    """The cell of a choice, advanced as time passes: ``pace`` ms of the cell in a second."""

    def __init__(self, choice: Choice, now: float) -> None:
        cell = choice.cell
        stepped: Any = cell
        if isinstance(cell, Continuous):
            stepped = discretise(cell, choice.integrator or default_integrator(cell))
        self.choice, self.input, self.pace = choice, 0.0, 100.0
        self.names = list(cell.states)
        self._begun, self._steps, self._gathered = now, 0, [np.zeros((0, 1 + len(self.names)), np.float32)]
        with double():
            self._cell = cast(stepped, DOUBLE)
            start = cast({**stepped.start(), **choice.settings.start}, DOUBLE)
            self._state = {name: jnp.asarray(value) for name, value in start.items()}

    def retune(self, choice: Choice) -> bool:
        """Go on with other parameters; whether it is still the same model."""
        other = Live(choice, self._begun)
        mine, others = (type(one.choice.cell) for one in (self, other))
        if mine is not others:
            return False
        self.choice, self._cell = choice, other._cell
        return True

    def advance(self, now: float) -> float:
        """Do what is due; seconds until there is more."""
        dt = self.choice.settings.dt
        second = _STEPS * dt / self.pace
        if now - self._begun > max(_BEHIND, 2 * second):
            self._begun = now - second
        if now - self._begun < second:
            return self._begun + second - now
        self._begun += second
        with double():
            given = jnp.asarray(self.input, DOUBLE)
            first = jnp.asarray(self._steps % 2**31, jnp.uint32)
            self._state, seen = _advance(
                self._cell, self._state, given, jnp.asarray(dt, DOUBLE), first, self.choice.input
            )
            rows = np.stack([np.ravel(np.asarray(seen[name])) for name in self.names], 1)
        times = dt * (self._steps + _KEPT * (1 + np.arange(len(rows))))
        self._steps += _STEPS
        self._gathered.append(np.concatenate([times[:, None], rows], 1).astype(np.float32))
        return max(0.0, self._begun + second - now)

    def news(self) -> np.ndarray:
        """Samples since the last call: time in ms, then every variable."""
        rows, self._gathered = np.concatenate(self._gathered), self._gathered[:1]
        return rows


@partial(jax.jit, static_argnames="input")
def _advance(cell: Discrete, state: Any, given: Any, dt: Any, first: Any, input: str) -> tuple[Any, Any]:
    """_STEPS steps; of every _KEPT the state with the highest first variable, so that no spike is cut off."""
    inputs = {**{name: jnp.zeros((), given.dtype) for name in cell.inputs}, input: given}
    base, names = keys.key(np.uint32(0), "live"), list(cell.states)

    def step(state: Any, number: Any) -> tuple[Any, Any]:
        after, _ = cell.step(state, inputs, dt, keys.at_step(base, number) if cell.draws else None)
        after = {name: jnp.broadcast_to(after[name], jnp.shape(value)) for name, value in state.items()}
        return after, {name: after[name] for name in names}

    after, seen = jax.lax.scan(step, state, first + jnp.arange(_STEPS, dtype=jnp.uint32))
    groups = {name: value.reshape(-1, _KEPT) for name, value in seen.items()}
    at = jnp.argmax(groups[names[0]], axis=1, keepdims=True)
    return after, {name: jnp.take_along_axis(value, at, axis=1)[:, 0] for name, value in groups.items()}
