"""Where a cell stands still, and what happens near there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from jaxtyping import Complex, Float

from wetnet.core.cells import Continuous
from wetnet.dynamics.field import Field, Window

_SCAN = 4001
"""Places along the first variable at which a fixed point is looked for."""
_GRID = 25
"""Starts of Newton's method along each axis of a plane."""

KINDS = {
    "stable node": "everything near returns straight",
    "stable focus": "everything near returns in a spiral: the cell rings",
    "unstable node": "everything near leaves straight",
    "unstable focus": "everything near leaves in a spiral",
    "saddle": "approached along one direction and left along another: its stable directions are a border",
    "centre": "everything near goes round it",
    "degenerate": "an eigenvalue is zero: a bifurcation",
}
"""Every kind of fixed point in plain words."""


@dataclass(frozen=True)
class FixedPoint:
    """A state at which nothing changes; ``eigenvalues`` of the exact Jacobian there, per ms; its ``kind``."""

    state: dict[str, float]
    eigenvalues: Complex[np.ndarray, " variables"]
    eigenvectors: Complex[np.ndarray, "variables variables"]
    kind: str

    @property
    def stable(self) -> bool:
        """Whether everything near returns."""
        return self.kind.startswith("stable")


def classify(eigenvalues: Any, tolerance: float = 1e-9) -> str:
    """Kind of a fixed point, one of KINDS, from the eigenvalues of its Jacobian."""
    values = np.asarray(eigenvalues, complex)
    size = tolerance * max(1.0, float(np.abs(values).max()))
    turns = bool((np.abs(values.imag) > size).any())
    if (np.abs(values.real) <= size).any():
        return "centre" if turns and len(values) == 2 else "degenerate"
    if (values.real < 0).all():
        return "stable focus" if turns else "stable node"
    if (values.real > 0).all():
        return "unstable focus" if turns else "unstable node"
    # With more than two variables a pair that turns outwards is what makes the point lose its stability.
    outward = values[values.real > 0]
    return "unstable focus" if len(values) > 2 and (np.abs(outward.imag) > size).all() else "saddle"


def fixed_points(
    cell: Continuous, current: float = 0.0, *, input: str | None = None, window: Window | None = None
) -> list[FixedPoint]:
    """Every fixed point inside ``window`` (of the first variable at least), at a constant input.

    They are the zeros of the first variable's rate along the line on which all the others stand still, polished by
    Newton's method with the exact Jacobian; in one and two dimensions Newton's method also starts from a grid.
    """
    field = Field(cell, current, input)
    ranges = field.window(window)
    first = np.linspace(*ranges[field.variables[0]], _SCAN)
    along = field.settle(first)
    rate = field.flow(along)[:, 0]
    with np.errstate(invalid="ignore"):
        turns = np.flatnonzero((np.sign(rate[:-1]) != np.sign(rate[1:])) & np.isfinite(rate[:-1] + rate[1:]))
        low = np.flatnonzero((np.abs(rate[1:-1]) <= np.abs(rate[:-2])) & (np.abs(rate[1:-1]) <= np.abs(rate[2:]))) + 1
    starts = [along[np.union1d(turns, low)]]
    if len(field.variables) <= 2:
        axes = [np.linspace(*ranges[name], _GRID) for name in field.variables]
        starts.append(np.stack(np.meshgrid(*axes, indexing="ij"), -1).reshape(-1, len(axes)))
    found = field.newton(np.concatenate(starts))
    return [_point(field, state) for state in _distinct(field, found, ranges)]


def _distinct(field: Field, states: np.ndarray, ranges: Window) -> Float[np.ndarray, "points variables"]:
    """Those that are fixed points inside the range of the first variable, each once, in its order."""
    scale = np.array([high - low for low, high in (ranges[name] for name in field.variables)])
    low, high = ranges[field.variables[0]]
    states = states[np.isfinite(states).all(1)]
    if not len(states):
        return states
    still = np.abs(field.flow(states)).max(1) <= 1e-12 * (1 + np.abs(field.jacobian(states)).max((1, 2)) * scale.max())
    states = states[still & (states[:, 0] >= low) & (states[:, 0] <= high)]
    kept: list[np.ndarray] = []
    for state in states[np.argsort(states[:, 0])]:
        if not any((np.abs(state - other) <= 1e-6 * scale).all() for other in kept):
            kept.append(state)
    return np.array(kept).reshape(-1, len(field.variables))


def _point(field: Field, state: np.ndarray) -> FixedPoint:
    values, vectors = np.linalg.eig(field.jacobian(state))
    order = np.argsort(-values.real)
    named = dict(zip(field.variables, map(float, state), strict=True))
    return FixedPoint(named, values[order].astype(complex), vectors[:, order].astype(complex), classify(values))
