"""The interface of everything that learns a task from labelled images, whatever it is made of."""

from __future__ import annotations

import abc
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import ClassVar, NamedTuple, Self

import numpy as np
from jaxtyping import Int

from wetnet.learning.schedule import Schedule, Tuning
from wetnet.tasks.task import Images, Task

NO_ANSWER = -1
"""The prediction of a network that did not answer."""


class Progress(NamedTuple):
    """How far learning has come; ``loss`` and ``accuracy`` are None where the learner has none to tell."""

    examples: int
    total: int
    epoch: int
    loss: float | None = None
    accuracy: float | None = None


CHECKPOINT_INTERVAL = 5.0
"""Seconds between two checkpoints while learning."""

Report = Callable[[Progress], None]


def silent(progress: Progress) -> None:
    """A report that nobody reads."""


class Learner(abc.ABC):
    """A network that can be taught, asked, saved and loaded.

    Learning is an iterator of small slices (:meth:`lessons`), so that whoever drives it can draw, cancel or run
    something else between two of them. The network continues from wherever it is, in the middle of an
    epoch too: a network saved between two slices and loaded again goes on as if never interrupted.

    schedule, tuning: how often it is shown its images, and the search that led to its settings.
    presentation_seconds: nominal seconds to show it one image once, where that is worth a budget's while.
    """

    schedule: ClassVar[Schedule] = Schedule()
    tuning: ClassVar[Tuning] = Tuning()
    presentation_seconds: ClassVar[float] = 0.0
    slug: str
    seed: int
    epoch: int
    examples_seen: int

    @classmethod
    @abc.abstractmethod
    def build(cls, seed: int) -> Self:
        """A fresh, untrained network."""

    @abc.abstractmethod
    def lessons(self, task: Task, *, epochs: int) -> Iterator[Progress]:
        """Learn until ``epochs`` epochs are complete in all, yielding after every slice of some 10 ms of work."""

    @abc.abstractmethod
    def predict(self, images: Images) -> Int[np.ndarray, " n"]:
        """The class of each image, NO_ANSWER where there is none. Changes nothing in the network."""

    @abc.abstractmethod
    def save(self, path: Path) -> Path:
        """Write the whole state, learning included."""

    @classmethod
    @abc.abstractmethod
    def load(cls, path: Path) -> Self:
        """The network that was saved."""

    def fit(self, task: Task, *, epochs: int, report: Report = silent, checkpoint: Path | None = None) -> None:
        """Learn until ``epochs`` epochs are complete; ``checkpoint`` is kept up to date, whatever happens.

        The file is written every few seconds and once more on the way out, also when learning ends by
        KeyboardInterrupt or by an exception raised in ``report``.
        """
        saved = time.monotonic()
        try:
            for progress in self.lessons(task, epochs=epochs):
                report(progress)
                if checkpoint and time.monotonic() - saved > CHECKPOINT_INTERVAL:
                    self.save(checkpoint)
                    saved = time.monotonic()
        finally:
            if checkpoint:
                self.save(checkpoint)
