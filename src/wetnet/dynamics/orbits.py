"""Paths through the state space: separatrices backwards in time, basins and trajectories forwards."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from jaxtyping import Float, Int

from wetnet.core.precision import DOUBLE, double
from wetnet.dynamics.field import Field, Window, rate
from wetnet.dynamics.fixed_points import FixedPoint
from wetnet.simulation.discretise import Discretised, discretise
from wetnet.simulation.runge_kutta import RungeKutta4

_STEPS = 6000
_START = 1e-5
"""Distance from the saddle at which its separatrix is begun, as a share of the window."""


def separatrices(field: Field, points: Sequence[FixedPoint], ranges: Window) -> list[Float[np.ndarray, "points 2"]]:
    """Both halves of the stable manifold of every saddle in a plane, from the saddle outwards.

    Begun along the eigenvector of the negative eigenvalue and followed backwards (fourth order) until it leaves the
    window or comes to rest.
    """
    lows, highs = (np.array([ranges[name][side] for name in field.variables]) for side in (0, 1))
    scale = highs - lows
    found = []
    for point in points:
        if point.kind != "saddle":
            continue
        place = np.array([point.state[name] for name in field.variables])
        vector = np.real(point.eigenvectors[:, int(np.argmin(point.eigenvalues.real))]) / scale
        vector = vector / np.linalg.norm(vector) * scale
        # Longer steps than this let the direction that contracts fast, backwards, overshoot.
        longest = 1.0 / float(np.abs(point.eigenvalues).max())
        for side in (1, -1):
            with double():
                start = jnp.asarray(place + side * _START * vector)
                path = np.asarray(_backwards(field.cell, start, field.current, scale, longest, field.input))
            path = np.concatenate([place[None], path])
            outside = ((path < lows - 0.05 * scale) | (path > highs + 0.05 * scale) | ~np.isfinite(path)).any(1)
            found.append(path[: int(np.argmax(outside))] if outside.any() else path)
    return found


@partial(jax.jit, static_argnames="input")
def _backwards(cell: Any, start: Any, current: Any, scale: Any, longest: Any, input: str) -> Any:
    """Path backwards in time, in steps of 1/1500 of the window but not of more than ``longest`` ms."""

    def back(y: Any) -> Any:
        return -rate(cell, y, current, input)

    def step(y: Any, _: Any) -> Any:
        k1 = back(y)
        h = jnp.minimum(longest, 1 / 1500 / jnp.maximum(jnp.linalg.norm(k1 / scale), 1e-12))
        k2 = back(y + h / 2 * k1)
        k3 = back(y + h / 2 * k2)
        k4 = back(y + h * k3)
        y = y + h * (k1 + 2 * (k2 + k3) + k4) / 6
        return y, y

    return jax.lax.scan(step, start, None, _STEPS)[1]


def basin(
    field: Field,
    points: Sequence[FixedPoint],
    ranges: Window,
    grid: int = 48,
    duration: float = 300.0,
    dt: float = 0.05,
) -> Int[np.ndarray, "second first"]:
    """Which stable fixed point each start of a grid goes to without a spike (its number); −1 where to none."""
    axes = [np.linspace(*ranges[name], grid) for name in field.variables]
    mesh = np.stack(np.meshgrid(*axes, indexing="xy"), -1).reshape(-1, len(axes))
    with double():
        ends, fired = _ends(
            discretise(field.cell, RungeKutta4()),
            jnp.asarray(mesh, DOUBLE),
            field.current,
            dt,
            duration / dt,
            field.input,
        )
    scale = np.array([high - low for low, high in (ranges[name] for name in field.variables)])
    labels = np.full(len(mesh), -1)
    for number, point in enumerate(points):
        if point.stable:
            place = np.array([point.state[name] for name in field.variables])
            labels[(np.abs(np.asarray(ends) - place) < 0.02 * scale).all(1) & ~np.asarray(fired)] = number
    return labels.reshape(grid, grid)


@partial(jax.jit, static_argnames="input")
def _ends(cell: Discretised, starts: Any, current: Any, dt: Any, steps: Any, input: str) -> Any:
    names = list(cell.states)
    begun = {name: jnp.broadcast_to(value, starts.shape[:1]) for name, value in cell.start().items()}
    begun |= {name: starts[:, number] for number, name in enumerate(names)}
    inputs = {**{name: jnp.zeros((), starts.dtype) for name in cell.inputs}, input: current}

    def step(_: Any, now: Any) -> Any:
        state, fired = now
        after, spike = cell.step(state, inputs, dt)
        after = {name: jnp.broadcast_to(after[name], value.shape).astype(value.dtype) for name, value in state.items()}
        return after, fired | spike

    silent = jnp.zeros(starts.shape[:1], bool)
    ended, fired = jax.lax.fori_loop(0, jnp.asarray(steps).astype(jnp.int32), step, (begun, silent))
    return jnp.stack([ended[name] for name in names], -1), fired
