"""One network taught one task under one seed: the independent job of which a comparison is made."""

from __future__ import annotations

import time
from pathlib import Path
from typing import NamedTuple

import numpy as np

from wetnet.core.errors import ConfigurationError, ParameterError
from wetnet.learning.learner import NO_ANSWER, Learner, Report, silent
from wetnet.tasks.task import Task

DEFAULT_EPOCHS = 10


class Score(NamedTuple):
    """Answers on the test images; a network may leave some unanswered."""

    correct: int
    unanswered: int
    total: int

    @property
    def accuracy(self) -> float:
        """Share of the test images that were answered rightly, 0 to 1."""
        return self.correct / self.total


class Trial(NamedTuple):
    """What came of one job. ``seconds`` is the time spent learning, compilation included."""

    network: str
    seed: int
    score: Score
    examples: int
    seconds: float


def epochs_for(task: Task, epochs: int | None) -> int:
    """How often the training images are shown: ``epochs``, or what the task suggests.

    Raises
    ------
    ParameterError: more often than the task allows.
    """
    if epochs is None:
        return task.presentations or DEFAULT_EPOCHS
    if task.presentations is not None and epochs > task.presentations:
        raise ParameterError(
            f"epochs = {epochs} is more than {task.slug} allows: each image is shown at most {task.presentations} times"
        )
    return epochs


def judge(network: Learner, task: Task) -> Score:
    """Ask the network about every test image.

    Raises
    ------
    ConfigurationError: the network gave something else than one whole number for each image.
    """
    answers = np.asarray(network.predict(task.test_images))
    expected = task.test_labels.shape
    if answers.shape != expected or not np.issubdtype(answers.dtype, np.integer):
        raise ConfigurationError(
            f"{network.slug} answered {task.slug} with an array of shape {answers.shape} and type {answers.dtype}, "
            f"expected {expected} whole numbers"
        )
    correct = int((answers == task.test_labels).sum())
    return Score(correct, int((answers == NO_ANSWER).sum()), len(answers))


def teach(network: Learner, task: Task, epochs: int, report: Report = silent, checkpoint: Path | None = None) -> float:
    """Let the network learn until ``epochs`` epochs are complete in all; the seconds it took."""
    start = time.perf_counter()
    network.fit(task, epochs=epochs, report=report, checkpoint=checkpoint)
    return time.perf_counter() - start


def run(kind: type[Learner], task: Task, epochs: int, report: Report = silent) -> Trial:
    """Build a fresh network under the task's seed, teach it, judge it."""
    network = kind.build(task.seed)
    seconds = teach(network, task, epochs, report)
    return Trial(kind.slug, task.seed, judge(network, task), network.examples_seen, seconds)
