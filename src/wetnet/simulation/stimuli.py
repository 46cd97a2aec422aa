"""Inputs over time, as functions of time in ms."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from jaxtyping import Float

Stimulus = Callable[[Float[np.ndarray, " times"]], Float[np.ndarray, " times"]]
"""Times in ms to values in the unit of the input they are given to."""


def step(amplitude: float, start: float = 0.0, stop: float = np.inf) -> Stimulus:
    """``amplitude`` from ``start`` until just before ``stop`` (ms), zero elsewhere."""

    def at(times: Any) -> Any:
        return np.where((times >= start) & (times < stop), amplitude, 0.0)

    return at
