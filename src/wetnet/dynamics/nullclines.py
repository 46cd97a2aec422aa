"""Lines in a plane along which one variable stands still."""

from __future__ import annotations

import numpy as np
from jaxtyping import Float

from wetnet.dynamics.field import Field, Window

_GRID = 241
_POLISH = 3


def nullclines(field: Field, ranges: Window) -> dict[str, list[Float[np.ndarray, "points 2"]]]:
    """For each of two variables every branch of the line on which its rate is zero, as points in the plane.

    Contours of the rate on a grid, their points then moved onto the zero along the gradient by Newton's method.
    """
    from contourpy import contour_generator

    axes = [np.linspace(*ranges[name], _GRID) for name in field.variables]
    mesh = np.stack(np.meshgrid(*axes, indexing="xy"), -1)
    rates = field.flow(mesh)
    found = {}
    for number, name in enumerate(field.variables):
        clipped = np.nan_to_num(rates[..., number], nan=np.inf, posinf=1e300, neginf=-1e300)
        lines = contour_generator(axes[0], axes[1], clipped).lines(0.0)
        found[name] = [_onto_zero(field, np.asarray(line), number) for line in lines if len(line) > 1]
    return found


def _onto_zero(field: Field, line: np.ndarray, number: int) -> np.ndarray:
    scale = np.ptp(line, axis=0).max() or 1.0
    for _ in range(_POLISH):
        gradient = field.jacobian(line)[:, number, :]
        square = np.maximum((gradient**2).sum(1), 1e-300)
        step = (field.flow(line)[:, number] / square)[:, None] * gradient
        # A point near which the rate is flat stays where the contour put it.
        line = np.where(
            np.isfinite(step).all(1, keepdims=True) & (np.abs(step).max(1, keepdims=True) < scale), line - step, line
        )
    return line
