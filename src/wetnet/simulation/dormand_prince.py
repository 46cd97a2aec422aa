"""The embedded Runge-Kutta pair of Dormand and Prince: a step of fifth order and its error."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from wetnet.core.cells import Values

NODES = (0.0, 1 / 5, 3 / 10, 4 / 5, 8 / 9, 1.0, 1.0)
STAGES = (
    (),
    (1 / 5,),
    (3 / 40, 9 / 40),
    (44 / 45, -56 / 15, 32 / 9),
    (19372 / 6561, -25360 / 2187, 64448 / 6561, -212 / 729),
    (9017 / 3168, -355 / 33, 46732 / 5247, 49 / 176, -5103 / 18656),
    (35 / 384, 0.0, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84),
)
FOURTH = (5179 / 57600, 0.0, 7571 / 16695, 393 / 640, -92097 / 339200, 187 / 2100, 1 / 40)


def step(rate: Callable[[Any, Values], Values], time: Any, state: Values, dt: Any) -> tuple[Values, Values]:
    """State after ``dt`` (fifth order) and its distance to the solution of fourth order.

    Source: Dormand & Prince 1980 (doi:10.1016/0771-050X(80)90013-3), RK5(4)7M.
    """
    slopes: list[Values] = []
    for node, weights in zip(NODES, STAGES, strict=True):
        ahead = {
            name: value + dt * sum((w * k[name] for w, k in zip(weights, slopes, strict=True)), 0.0)
            for name, value in state.items()
        }
        slopes.append(rate(time + node * dt, ahead))
    after = ahead  # the last stage is the step itself
    error = {
        name: dt * sum((a - b) * k[name] for a, b, k in zip((*STAGES[-1], 0.0), FOURTH, slopes, strict=True))
        for name in state
    }
    return after, error
