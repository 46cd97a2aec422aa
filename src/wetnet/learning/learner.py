"""The interface of everything that learns a task from labelled images, whatever it is made of."""

from __future__ import annotations

import abc
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, Self

import numpy as np
from jaxtyping import Int

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


Report = Callable[[Progress], None]


def silent(progress: Progress) -> None:
    """A report that nobody reads."""


class Learner(abc.ABC):
    """A network that can be taught, asked, saved and loaded.

    ``fit`` continues from wherever the network is: it learns until ``epochs`` epochs are complete in all, and
    may be interrupted (KeyboardInterrupt, or any exception raised by ``report``) without loss: where ``checkpoint``
    is given, what was learned is in that file, and a network loaded from it continues as if never interrupted.
    """

    slug: str
    seed: int
    epoch: int
    examples_seen: int

    @classmethod
    @abc.abstractmethod
    def build(cls, seed: int) -> Self:
        """A fresh, untrained network."""

    @abc.abstractmethod
    def fit(self, task: Task, *, epochs: int, report: Report = silent, checkpoint: Path | None = None) -> None:
        """Learn the training images of ``task`` until ``epochs`` epochs are complete."""

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
