"""A learner at its lessons: started, advanced slice by slice, cancelled, and its curve gathered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from wetnet.learning.learner import Learner, Progress
from wetnet.tasks.task import Task


class Lesson:
    """The lessons of one learner on one task; at most one run of them at a time."""

    def __init__(self, task: Task) -> None:
        self.task = task
        self.progress: Progress | None = None
        self._slices: Iterator[Progress] | None = None
        self._before = 0
        self._points: list[tuple[float, float, float]] = []

    @property
    def running(self) -> bool:
        """Whether there is more to learn."""
        return self._slices is not None

    def start(self, learner: Learner, epochs: int) -> None:
        """Begin ``epochs`` more epochs; an epoch broken off before counts as the first of them."""
        self._slices = learner.lessons(self.task, epochs=learner.epoch + epochs)
        self.progress, self._before = None, learner.examples_seen

    def stop(self) -> None:
        """Go no further; what was learned stays."""
        self._slices = None

    def advance(self) -> bool:
        """Learn one slice; whether that was the last one. A failure ends the run."""
        slices, self._slices = self._slices, None
        assert slices is not None
        progress = next(slices, None)
        if progress is None:
            return True
        self._slices, self.progress = slices, progress
        point = (progress.examples, progress.loss, progress.accuracy)
        self._points.append(tuple(np.nan if value is None else float(value) for value in point))  # type: ignore[arg-type]
        return False

    def points(self) -> np.ndarray:
        """Points of the curve new since the last call, float32 (points, 3): examples, loss, accuracy."""
        points, self._points = self._points, []
        return np.array(points, np.float32).reshape(-1, 3)

    def status(self) -> dict[str, Any]:
        """How far learning has come, as JSON."""
        if self.progress is None:
            return {"learning": self.running, "done": 0, "total": 0, "loss": None, "accuracy": None}
        return {
            "learning": self.running,
            "done": self.progress.examples - self._before,
            "total": self.progress.total - self._before,
            "loss": self.progress.loss,
            "accuracy": self.progress.accuracy,
        }
