"""The vector field of a cell at a constant input: its rate of change as a function of a vector."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from jaxtyping import Array, Float

from wetnet.core.cells import Continuous
from wetnet.core.errors import ConfigurationError, UnknownNameError
from wetnet.core.precision import DOUBLE, cast, double

Window = Mapping[str, tuple[float, float]]
"""Range of each state variable that is looked at."""

_SPANS = {"mV": (-35.0, 110.0), "": (-1.5, 3.5)}
"""How far the first variable goes below and above rest, by its unit."""


class Field:
    """Flow and Jacobian of one cell at an input of ``current``, in double precision, for arrays of states.

    variables: names of the state, in the order of the vector. values are (…, variables).
    """

    def __init__(self, cell: Continuous, current: float = 0.0, input: str | None = None):
        if not isinstance(cell, Continuous):
            raise ConfigurationError(f"{type(cell).__name__} is a map, not a flow; there is no vector field to look at")
        self.input = input or next(iter(cell.inputs))
        if self.input not in cell.inputs:
            raise UnknownNameError(f"input of {type(cell).__name__}", self.input, cell.inputs)
        self.variables = tuple(cell.states)
        with double():
            self.cell, self.current = cast(cell, DOUBLE), jnp.asarray(current, DOUBLE)
            rest = {name: np.asarray(value, float) for name, value in cell.rest().items()}
        if any(value.size != 1 for value in rest.values()):
            raise ConfigurationError(f"{type(cell).__name__} is a batch or has compartments; expected one point")
        self.rest = np.array([float(rest[name].reshape(())) for name in self.variables])

    def flow(self, states: Any) -> Float[np.ndarray, "*states variables"]:
        """Rate of change at each state, per ms."""
        with double():
            return np.asarray(_flow(self.cell, jnp.asarray(states, DOUBLE), self.current, self.input))

    def jacobian(self, states: Any) -> Float[np.ndarray, "*states variables variables"]:
        """Exact derivative of the flow at each state, per ms."""
        with double():
            states = jnp.asarray(states, DOUBLE)
            flat = states.reshape(-1, len(self.variables))
            found = _jacobians(self.cell, flat, self.current, self.input)
            return np.asarray(found).reshape(*states.shape, len(self.variables))

    def newton(self, states: Any, steps: int = 40) -> Float[np.ndarray, "starts variables"]:
        """Where Newton's method ends from each start."""
        with double():
            return np.asarray(_newton(self.cell, jnp.asarray(states, DOUBLE), self.current, self.input, steps))

    def settle(self, first: Any) -> Float[np.ndarray, "values variables"]:
        """States whose first variable is given and in which every other variable stands still."""
        first = np.asarray(first, float)
        starts = np.repeat(self.rest[None], len(first), 0)
        starts[:, 0] = first
        with double():
            return np.asarray(_settle(self.cell, jnp.asarray(starts, DOUBLE), self.current, self.input))

    def window(self, given: Window | None = None) -> dict[str, tuple[float, float]]:
        """Range of each variable: the given one, else about rest, the others where they stand still along it."""
        for name in given or {}:
            if name not in self.variables:
                raise UnknownNameError(f"state variable of {type(self.cell).__name__}", name, self.variables)
        first = self.variables[0]
        unit = self.cell.states[first].unit
        below, above = _SPANS.get(unit, _SPANS[""])
        ranges = {first: (float(self.rest[0] + below), float(self.rest[0] + above))} | dict(given or {})
        along = self.settle(np.linspace(*ranges[first], 101))
        for number, name in enumerate(self.variables):
            if name not in ranges:
                values = along[np.isfinite(along[:, number]), number]
                values = values if len(values) else self.rest[number] + np.array([-1.0, 1.0])
                low, high = float(values.min()), float(values.max())
                margin = 0.15 * (high - low) or 1.0
                ranges[name] = (low - margin, high + margin)
        return {name: ranges[name] for name in self.variables}


def rate(cell: Continuous, state: Any, current: Any, input: str) -> Any:
    """Rate of change of states (…, variables) at an input; to be called inside compiled code."""
    named = {name: state[..., number] for number, name in enumerate(cell.states)}
    zero = jnp.zeros_like(state[..., 0])
    inputs = {**dict.fromkeys(cell.inputs, zero), input: zero + current}
    memory = {name: jnp.asarray(value) for name, value in cast(cell.memory(), DOUBLE).items()}
    rates = cell.flow(named, memory, inputs)
    return jnp.stack([jnp.broadcast_to(rates[name], zero.shape) for name in cell.states], -1)


_flow = partial(jax.jit, static_argnames="input")(rate)


def _one_jacobian(cell: Continuous, state: Float[Array, " v"], current: Any, input: str) -> Any:
    return jax.jacfwd(lambda y: rate(cell, y, current, input))(state)


@partial(jax.jit, static_argnames="input")
def _jacobians(cell: Continuous, states: Any, current: Any, input: str) -> Any:
    return jax.vmap(lambda state: _one_jacobian(cell, state, current, input))(states)


@partial(jax.jit, static_argnames=("input", "steps"))
def _newton(cell: Continuous, starts: Any, current: Any, input: str, steps: int) -> Any:
    def once(_: int, state: Any) -> Any:
        return state - jnp.linalg.solve(_one_jacobian(cell, state, current, input), rate(cell, state, current, input))

    return jax.vmap(lambda state: jax.lax.fori_loop(0, steps, once, state))(starts)


@partial(jax.jit, static_argnames="input")
def _settle(cell: Continuous, starts: Any, current: Any, input: str) -> Any:
    if starts.shape[-1] == 1:
        return starts

    def once(_: int, state: Any) -> Any:
        slopes = _one_jacobian(cell, state, current, input)[1:, 1:]
        return state.at[1:].add(-jnp.linalg.solve(slopes, rate(cell, state, current, input)[1:]))

    return jax.vmap(lambda state: jax.lax.fori_loop(0, 30, once, state))(starts)
