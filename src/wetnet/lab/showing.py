"""One digit shown to the brain at a pace that can be watched."""

from __future__ import annotations

import time
from typing import Any

import numpy as np

from wetnet.lab.room import SLICE

LARGEST_CHUNK = 4096
"""Steps in one slice at most, however fast the brain is."""


class Stopwatch:
    """What a step of the brain costs, in seconds, measured while it runs."""

    def __init__(self) -> None:
        self._cost = 1e-3

    @property
    def steps_per_slice(self) -> int:
        """Steps that fill a slice."""
        return max(1, min(LARGEST_CHUNK, int(SLICE / self._cost)))

    def add(self, steps: int, seconds: float) -> None:
        """Learn from one more measurement."""
        if steps > 0:
            self._cost += 0.3 * (seconds / steps - self._cost)


class Showing:
    """A presentation under way, watched, and which of its spikes have been told."""

    def __init__(self, observation: Any, expected: int | None, taught: bool, stopwatch: Stopwatch) -> None:
        self.observation, self.presentation = observation, observation.presentation
        self.expected, self.taught = expected, taught
        self._stopwatch = stopwatch
        self._allowance = 0.0
        self._last: float | None = None
        self._told = 0

    @property
    def running(self) -> bool:
        """Whether the presentation goes on."""
        return not self.presentation.done

    def run(self, steps: int) -> None:
        """Advance by some steps, whatever the pace."""
        began, first = time.perf_counter(), self.presentation.step
        self.observation.advance(steps)
        self._stopwatch.add(self.presentation.step - first, time.perf_counter() - began)

    def advance(self, now: float, pace: float | None) -> tuple[bool, float]:
        """As many steps as ``pace`` (steps per second) allows; whether there were any, and seconds to the next."""
        most = self._stopwatch.steps_per_slice
        if pace is None:
            self.run(most)
            return True, 0.0
        elapsed = 1 / pace if self._last is None else now - self._last
        self._last = now
        # what the work could not keep up with is not made up for
        self._allowance = min(self._allowance + elapsed * pace, float(most))
        steps = int(self._allowance)
        self._allowance -= steps
        if steps:
            self.run(steps)
        return steps > 0, (1 - self._allowance) / pace

    def hold(self) -> None:
        """Stop the clock: the time until the next :meth:`advance` does not count."""
        self._last = None

    def spikes(self) -> np.ndarray:
        """Spikes new since the last call, uint32 (spikes, 2): step, cell."""
        steps, cells = self.presentation.spikes
        fresh = np.stack([steps[self._told :], cells[self._told :]], axis=1).astype(np.uint32)
        self._told = len(steps)
        return fresh

    def status(self) -> dict[str, Any]:
        """What stands beside the picture, as JSON; time in ms."""
        answer = self.presentation.answer
        return {
            "running": self.running,
            "step": int(self.presentation.step),
            "time": float(self.presentation.time),
            "spikes": self._told,
            "answer": None if answer is None else int(answer),
            "expected": self.expected,
            "taught": self.taught,
            "ending": self.presentation.ending,
        }
