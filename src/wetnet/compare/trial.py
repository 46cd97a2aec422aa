"""Teaching a network a task, and judging what it answers."""

from __future__ import annotations

import time
from pathlib import Path
from typing import NamedTuple

import numpy as np
from jaxtyping import Int

from wetnet.core.errors import ConfigurationError, ParameterError
from wetnet.learning.learner import NO_ANSWER, Learner, Report, silent
from wetnet.learning.schedule import Schedule
from wetnet.tasks.task import Images, Task


class Score(NamedTuple):
    """Answers on the test images; a network may leave some unanswered."""

    correct: int
    unanswered: int
    total: int

    @property
    def accuracy(self) -> float:
        """Share of the test images that were answered rightly, 0 to 1."""
        return self.correct / self.total


def epochs_for(task: Task, epochs: int | None, schedule: Schedule) -> int:
    """How often the training images are shown: ``epochs``, or what the task allows, or the network's own schedule.

    Raises
    ------
    ParameterError: more often than the task allows.
    """
    if epochs is None:
        return task.presentations or schedule.epochs
    if task.presentations is not None and epochs > task.presentations:
        raise ParameterError(
            f"epochs = {epochs} is more than {task.slug} allows: each image is shown at most {task.presentations} times"
        )
    return epochs


def judge(network: Learner, task: Task) -> Score:
    """Ask the network about every test image; ConfigurationError as :func:`answers`."""
    given = answers(network, task.test_images)
    right = int((given == task.test_labels).sum())
    return Score(right, int((given == NO_ANSWER).sum()), len(given))


def answers(network: Learner, images: Images) -> Int[np.ndarray, " n"]:
    """What the network answers to each image.

    Raises
    ------
    ConfigurationError: it gave something else than one whole number for each image.
    """
    given = np.asarray(network.predict(images))
    if given.shape != (len(images),) or not np.issubdtype(given.dtype, np.integer):
        wrong = int(np.isnan(given).sum()) if np.issubdtype(given.dtype, np.floating) else 0
        raise ConfigurationError(
            f"{network.slug} answered {len(images)} images with an array of shape {given.shape} and type "
            f"{given.dtype}{f', {wrong} of it NaN' if wrong else ''}; expected ({len(images)},) whole numbers"
        )
    return given


def teach(network: Learner, task: Task, epochs: int, report: Report = silent, checkpoint: Path | None = None) -> float:
    """Let the network learn until ``epochs`` epochs are complete in all; the seconds it took."""
    start = time.perf_counter()
    network.fit(task, epochs=epochs, report=report, checkpoint=checkpoint)
    return time.perf_counter() - start
