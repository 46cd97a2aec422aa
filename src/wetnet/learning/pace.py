"""How much work makes a slice of some 10 ms, found by measuring."""

from __future__ import annotations

SLICE = 0.01
"""Seconds."""


class Pace:
    """The number of steps for the next slice. It decides when a caller hears of progress, never what is computed."""

    def __init__(self, steps: int = 16) -> None:
        self.steps = steps

    def took(self, steps: int, seconds: float) -> None:
        """Learn from a slice; at most fourfold at once, as a single measurement can mislead."""
        fitting = steps * SLICE / max(seconds, 1e-9)
        self.steps = int(min(max(fitting, 1, self.steps / 4), self.steps * 4))
