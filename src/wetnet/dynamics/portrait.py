"""The phase portrait of a cell with one or two state variables, as a value that plots, prints and saves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from jaxtyping import Float, Int

from wetnet.core.cells import Continuous
from wetnet.core.errors import ConfigurationError, DivergedError
from wetnet.dynamics.field import Field, Window
from wetnet.dynamics.fixed_points import KINDS, FixedPoint, fixed_points
from wetnet.dynamics.nullclines import nullclines
from wetnet.dynamics.orbits import basin, separatrices
from wetnet.simulation import simulate

_ARROWS, _FAN = 25, 21


@dataclass(frozen=True)
class Portrait:
    """What a cell does everywhere at a constant input.

    window: the range shown of each variable. nullclines: every branch of each, (points, 2). arrows: places and rates,
    (n, 2) each. separatrices: halves of stable manifolds of the saddles. basin: number of the fixed point to which
    a start goes without a spike, −1 for none, (second, first). trajectories: paths from the starts asked for, or in one
    dimension a fan of them; ``times`` in ms.
    """

    model: str
    current: float
    unit: str
    window: Window
    units: Mapping[str, str]
    fixed_points: Sequence[FixedPoint]
    nullclines: Mapping[str, Sequence[Float[np.ndarray, "points 2"]]]
    arrows: tuple[np.ndarray, np.ndarray]
    separatrices: Sequence[Float[np.ndarray, "points 2"]]
    basin: Int[np.ndarray, "second first"]
    times: Float[np.ndarray, " samples"]
    trajectories: Sequence[Float[np.ndarray, "samples variables"]]

    def table(self) -> str:
        """The fixed points, their eigenvalues and what they mean, as text."""
        if not self.fixed_points:
            return f"{self.model} at {self.current:g} {self.unit}: no fixed point in the window"
        lines = [f"{self.model} at {self.current:g} {self.unit}"]
        for point in self.fixed_points:
            place = ", ".join(f"{name} {value:.6g} {self.units[name]}".strip() for name, value in point.state.items())
            values = ", ".join(f"{v.real:.4g}" + (f"{v.imag:+.4g}i" if v.imag else "") for v in point.eigenvalues)
            lines.append(f"  {point.kind} at {place}; eigenvalues {values} per ms; {KINDS[point.kind]}")
        return "\n".join(lines)

    def as_json(self) -> dict[str, Any]:
        """Everything as lists and numbers."""
        return {
            "model": self.model,
            "current": self.current,
            "unit": self.unit,
            "window": {name: list(limits) for name, limits in self.window.items()},
            "fixed_points": [
                {
                    "state": point.state,
                    "kind": point.kind,
                    "stable": point.stable,
                    "eigenvalues": [[float(value.real), float(value.imag)] for value in point.eigenvalues],
                }
                for point in self.fixed_points
            ],
            "nullclines": {name: [line.tolist() for line in lines] for name, lines in self.nullclines.items()},
            "separatrices": [line.tolist() for line in self.separatrices],
            "trajectories": [line.tolist() for line in self.trajectories],
        }

    def plot(self) -> Any:
        """A matplotlib figure of the plane, or of the line and its fan of trajectories."""
        from wetnet.plots.portrait import line, plane

        labels = [f"{name} ({unit})" if unit else name for name, unit in self.units.items()]
        points = [(list(point.state.values()), point.stable, point.kind) for point in self.fixed_points]
        title = f"{self.model} at {self.current:g} {self.unit}"
        limits = list(self.window.values())
        if len(labels) == 1:
            return line(title, labels[0], limits[0], points, *self.arrows, self.times, self.trajectories)
        return plane(
            title,
            labels,
            limits,
            points,
            self.nullclines,
            self.arrows,
            self.separatrices,
            self.basin,
            self.trajectories,
        )


def portrait(
    cell: Continuous,
    current: float = 0.0,
    *,
    input: str | None = None,
    window: Window | None = None,
    starts: Sequence[Mapping[str, float]] = (),
    duration: float = 100.0,
) -> Portrait:
    """Nullclines, field, fixed points, separatrices, basins and trajectories of ``cell`` at a constant input.

    Raises
    ------
    ConfigurationError: a map, a batch, or more than two state variables (``dynamics.fixed_points`` takes any number).
    UnknownNameError: input or state variable.
    """
    field = Field(cell, current, input)
    if len(field.variables) > 2:
        raise ConfigurationError(
            f"{type(cell).__name__} has {len(field.variables)} state variables ({', '.join(field.variables)}); a "
            "portrait shows one or two. wetnet.dynamics.fixed_points finds the fixed points of any number"
        )
    ranges = field.window(window)
    points = fixed_points(cell, current, input=field.input, window=ranges)
    axes = [np.linspace(*ranges[name], _ARROWS) for name in field.variables]
    places = np.stack(np.meshgrid(*axes, indexing="xy"), -1).reshape(-1, len(axes))
    planar = len(axes) == 2
    if not planar:
        low, high = ranges[field.variables[0]]
        starts = starts or [{field.variables[0]: float(value)} for value in np.linspace(low, high, _FAN)]
    times, paths = _paths(cell, field, starts, duration)
    return Portrait(
        type(cell).__name__,
        float(current),
        cell.inputs[field.input].unit,
        ranges,
        {name: about.unit for name, about in cell.states.items()},
        points,
        nullclines(field, ranges) if planar else {},
        (places, field.flow(places)),
        separatrices(field, points, ranges) if planar else [],
        basin(field, points, ranges) if planar else np.zeros((0, 0), int),
        times,
        paths,
    )


def _paths(
    cell: Continuous, field: Field, starts: Sequence[Mapping[str, float]], duration: float
) -> tuple[np.ndarray, list[np.ndarray]]:
    """Trajectories, each from its start on; one that leaves the finite numbers is left out."""
    dt, times, paths = min(0.05, duration / 500), np.zeros(0), []
    for start in starts:
        try:
            run = simulate(cell, float(field.current), duration, dt=dt, input=field.input, start=start)
        except DivergedError:
            continue
        begun = [start.get(name, rest) for name, rest in zip(field.variables, field.rest, strict=True)]
        values = np.concatenate([run[name].values[:, :1] for name in field.variables], 1)
        times = np.append(0.0, run[field.variables[0]].times)
        paths.append(np.concatenate([np.array([begun]), values]))
    return times, paths
