"""How much a comparison may cost: images, seeds, and nominal seconds for networks that are slow."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from wetnet.core.errors import UnknownNameError
from wetnet.core.keys import generator
from wetnet.tasks.task import Task


class Excerpt(NamedTuple):
    """The part of a task that a budget takes, and how many images the whole has to learn and to be tested on."""

    task: Task
    whole_train: int
    whole_test: int


@dataclass(frozen=True)
class Budget:
    """The images that every network gets, and what a slow network gets of them.

    train, test: most images to learn and to be tested on.
    seeds: how many seeds where nobody says.
    learning_seconds, testing_seconds: nominal seconds that a network may take for one course of learning and for all
        tests of one protocol. Nominal means by the network's declared ``presentation_seconds``: a cut never
        depends on how fast the machine happens to be.
    epochs: how often images are shown; None takes the network's own schedule.
    """

    name: str
    train: int
    test: int
    seeds: int
    learning_seconds: float
    testing_seconds: float
    epochs: int | None = None

    def excerpt(self, task: Task, seed: int) -> Excerpt:
        """The images it takes: drawn by the seed, the same for every network, in the order of the task."""
        train = _chosen(seed, "train", len(task.train_labels), self.train)
        test = _chosen(seed, "test", len(task.test_labels), self.test)
        part = replace(
            task,
            train_images=task.train_images[train],
            train_labels=task.train_labels[train],
            test_images=task.test_images[test],
            test_labels=task.test_labels[test],
        )
        return Excerpt(part, len(task.train_labels), len(task.test_labels))


BUDGETS = {
    "quick": Budget("quick", 2000, 1000, 3, learning_seconds=20, testing_seconds=20),
    "full": Budget("full", 60_000, 10_000, 5, learning_seconds=1200, testing_seconds=600),
}


def find_budget(name: str) -> Budget:
    """The budget of that name."""
    if name not in BUDGETS:
        raise UnknownNameError("budget", name, BUDGETS)
    return BUDGETS[name]


def _chosen(seed: int, what: str, whole: int, most: int) -> np.ndarray:
    if whole <= most:
        return np.arange(whole)
    return np.sort(generator(seed, f"compare/{what}").choice(whole, most, replace=False))
