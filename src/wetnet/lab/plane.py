"""The phase plane, or the line with its fan of trajectories, fast enough to follow a slider."""

from __future__ import annotations

from typing import Any

import numpy as np
from contourpy import contour_generator
from jaxtyping import Float

from wetnet.core.cells import Continuous
from wetnet.dynamics.field import Field
from wetnet.dynamics.fixed_points import classify
from wetnet.dynamics.orbits import separatrices
from wetnet.lab.neuron_bench import Choice
from wetnet.simulation import simulate
from wetnet.simulation.recording import Recording

_GRID, _ARROWS, _STARTS, _FAN = 121, 17, 25, 21
_LEAST = 64
_PATH = 4000
_SPAN, _SAMPLES = 100.0, 400


class SteadyField(Field):
    """A field that is asked for few different numbers of states, so that moving a slider compiles nothing."""

    def flow(self, states: Any) -> Float[np.ndarray, "*states variables"]:
        """Rate of change at each state, per ms."""
        return _padded(super().flow, states)

    def jacobian(self, states: Any) -> Float[np.ndarray, "*states variables variables"]:
        """Derivative of the flow at each state, per ms."""
        return _padded(super().jacobian, states)


def _padded(ask: Any, states: Any) -> np.ndarray:
    flat = np.asarray(states, float).reshape(-1, np.shape(states)[-1])
    size = _LEAST
    while size < len(flat):
        size *= 4
    found = ask(np.pad(flat, ((0, size - len(flat)), (0, 0)), mode="edge"))[: len(flat)]
    return np.asarray(found).reshape(*np.shape(states)[:-1], *found.shape[1:])


def dimensions(cell: Any) -> int:
    """1 or 2 where there is a line or a plane to look at, else 0."""
    count = len(cell.states) if isinstance(cell, Continuous) else 0
    return count if count <= 2 else 0


def look(choice: Choice, recording: Recording, current: float) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
    """Words and blocks (see neuron_room.py) of the plane or line of a cell at a constant input."""
    cell: Any = choice.cell
    field = SteadyField(cell, current, choice.input)
    window = field.window()
    names = list(field.variables)
    path = np.concatenate([recording[name].values[:, :1] for name in names], 1)
    for number, name in enumerate(names):
        low, high = window[name]
        margin = 0.04 * float(np.ptp(path[:, number])) if number else 0.0
        window[name] = (
            min(low, float(path[:, number].min()) - margin),
            max(high, float(path[:, number].max()) + margin),
        )
    points = _points(field, window)
    said = {
        "variables": names,
        "units": [cell.states[name].unit for name in names],
        "window": [window[name] for name in names],
        "input": current,
        "unit": cell.inputs[choice.input].unit,
        "points": points,
    }
    if len(names) == 1:
        return said, _fan(choice, current, window[names[0]])
    lines = [(number, line) for number, found in enumerate(_nullclines(field, window)) for line in found]
    lines += [(2, line) for line in _separatrices(field, points, window)]
    arrows = _mesh(window, _ARROWS).reshape(-1, 2)
    stride = -(-len(path) // _PATH)
    return said, {
        "plane_lines": _joined(lines),
        "plane_arrows": np.concatenate([arrows, field.flow(arrows)], 1).astype(np.float32),
        "plane_path": path[::stride].astype(np.float32),
    }


def _mesh(window: dict[str, tuple[float, float]], count: int) -> np.ndarray:
    return np.stack(np.meshgrid(*(np.linspace(*limits, count) for limits in window.values()), indexing="xy"), -1)


def _nullclines(field: Field, window: dict[str, tuple[float, float]]) -> list[list[np.ndarray]]:
    axes = [np.linspace(*limits, _GRID) for limits in window.values()]
    rates = np.nan_to_num(field.flow(_mesh(window, _GRID)), posinf=1e300, neginf=-1e300)
    zeros = [contour_generator(axes[0], axes[1], rates[..., number]).lines(0.0) for number in (0, 1)]
    return [[np.asarray(line) for line in lines] for lines in zeros]


def _points(field: Field, window: dict[str, tuple[float, float]]) -> list[dict[str, Any]]:
    """Every fixed point in the window: where Newton's method ends from a grid of starts."""
    planar = len(window) == 2
    starts = _mesh(window, _STARTS if planar else _STARTS**2).reshape(-1, len(window))
    found = field.newton(starts)
    scale = np.array([high - low for low, high in window.values()])
    lows = np.array([low for low, _ in window.values()])
    with np.errstate(invalid="ignore", over="ignore"):
        inside = np.isfinite(found).all(1) & (np.abs(found - lows - scale / 2) <= scale / 2).all(1)
        still = np.abs(field.flow(np.where(inside[:, None], found, starts))).max(1) <= 1e-9 * (1 + scale.max())
    kept: list[np.ndarray] = []
    for state in found[inside & still]:
        if not any((np.abs(state - other) <= 1e-6 * scale).all() for other in kept):
            kept.append(state)
    return [_described(field, state) for state in sorted(kept, key=lambda state: float(state[0]))]


def _described(field: Field, state: np.ndarray) -> dict[str, Any]:
    values = np.linalg.eigvals(field.jacobian(state[None])[0])
    kind = classify(values)
    return {
        "state": state.tolist(),
        "kind": kind,
        "stable": kind.startswith("stable"),
        "eigenvalues": [[float(value.real), float(value.imag)] for value in values],
    }


def _separatrices(field: Field, points: list[dict[str, Any]], window: Any) -> list[np.ndarray]:
    from wetnet.dynamics.fixed_points import FixedPoint

    saddles = []
    for point in points:
        if point["kind"] == "saddle":
            values, vectors = np.linalg.eig(field.jacobian(np.array([point["state"]]))[0])
            named = dict(zip(field.variables, point["state"], strict=True))
            saddles.append(FixedPoint(named, values.astype(complex), vectors.astype(complex), "saddle"))
    return separatrices(field, saddles, window)


def _joined(lines: list[tuple[int, np.ndarray]]) -> np.ndarray:
    """Points (which line, both variables), NaN between lines."""
    gap = np.full((1, 3), np.nan)
    rows = [np.concatenate([np.insert(line, 0, which, axis=1), gap]) for which, line in lines]
    return np.concatenate([gap, *rows]).astype(np.float32)


def _fan(choice: Choice, current: float, limits: tuple[float, float]) -> dict[str, np.ndarray]:
    """Runs from many starts at a constant input, all at once."""
    name = next(iter(choice.cell.states))
    duration = min(_SPAN, choice.settings.duration)
    ran = simulate(
        choice.cell,
        current,
        duration,
        dt=choice.settings.dt,
        integrator=choice.integrator,
        input=choice.input,
        start={name: np.linspace(*limits, _FAN)},
    )
    trace = ran[name]
    stride = -(-len(trace.values) // _SAMPLES)
    return {
        "fan_times": trace.times[None, ::stride].astype(np.float32),
        "fan_values": trace.values[::stride].T.astype(np.float32),
    }
