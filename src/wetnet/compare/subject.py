"""The network under test: a fresh one, the one that has learned the task, and what the budget lets it see."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from wetnet.compare.budget import Budget, Excerpt
from wetnet.compare.trial import Score, answers, epochs_for, teach
from wetnet.core.errors import SavedFileError, WetnetError
from wetnet.learning.learner import NO_ANSWER, Learner, Progress, Report, silent
from wetnet.tasks.task import Images, Labels, Task


class NotApplicable(WetnetError):
    """A protocol that cannot be run on this network or task; the message is the reason."""


class Halted(BaseException):
    """Whoever listens to the progress wants to stop; not an Exception, because no network is to blame."""


class Subject:
    """One network under one seed; protocols that share a subject share the learned network.

    cut: what the budget has left out since :meth:`begin`, None where nothing.
    learned_earlier: seconds of learning that an earlier protocol has spent on the network that this one uses.
    """

    def __init__(
        self,
        kind: type[Learner],
        excerpt: Excerpt,
        seed: int,
        budget: Budget,
        report: Report = silent,
        checkpoint: Path | None = None,
    ):
        self.kind, self.seed, self.budget = kind, seed, budget
        self.task, self._whole_train, self._whole_test = excerpt
        self._report, self._checkpoint = report, checkpoint
        self._trained: Learner | None = None
        self._learning_seconds = 0.0
        self.begin()

    def begin(self) -> None:
        """Before each protocol: nothing left out but what the budget always leaves out, nothing learned by this one."""
        self._cuts = {
            "training images": (len(self.task.train_labels), self._whole_train),
            "test images": (len(self.task.test_labels), self._whole_test),
        }
        self.learned_earlier = self._learning_seconds

    @property
    def cut(self) -> str | None:
        """What the budget left out, in words."""
        told = [f"{kept} of {whole} {what}" for what, (kept, whole) in self._cuts.items() if kept < whole]
        return ", ".join(told) or None

    @property
    def learning_seconds(self) -> float:
        """What it took to learn the task, 0 before :meth:`trained`."""
        return self._learning_seconds

    def trained(self) -> Learner:
        """The network after it has learned the task; the same one for every protocol, so nobody may change it."""
        if self._trained is None:
            lessons = self._affordable(self.task)
            network = self._resumed() or self.kind.build(self.seed)
            try:
                self._learning_seconds = self._teach(network, lessons, self._checkpoint)
            except OSError:  # the disk does not take the checkpoint: what was learned is in the network, so go on
                self._learning_seconds = self._teach(network, lessons)
            self._trained = network
        self._affordable(self.task)
        return self._trained

    def taught(self, images: Images, labels: Labels, epochs: int | None = None) -> Learner:
        """A fresh network that has learned these images, ``epochs`` times or as its schedule says."""
        network = self.kind.build(self.seed)
        self._teach(network, replace(self.task, train_images=images, train_labels=labels), epochs=epochs)
        return network

    def trained_once(self) -> Learner:
        """A network that has seen every training image once."""
        lessons = self._affordable(self.task, 1)
        if epochs_for(self.task, self.budget.epochs, self.kind.schedule) == 1:
            return self.trained()
        return self.taught(lessons.train_images, lessons.train_labels, epochs=1)

    def affords(self, presentations: int) -> bool:
        """Whether so many presentations in learning are within the budget."""
        return self._afford(presentations, self.budget.learning_seconds) == presentations

    def tests(self, conditions: int) -> tuple[Images, Labels]:
        """The first test images, as many as can be afforded under each of so many conditions."""
        count = self._afford(len(self.task.test_labels), self.budget.testing_seconds / conditions)
        what = "test images" if conditions == 1 else "test images in each condition"
        self._cuts.pop("test images", None)
        self._cuts[what] = (count, self._whole_test)
        return self.task.test_images[:count], self.task.test_labels[:count]

    def score(self, network: Learner, images: Images, labels: Labels) -> Score:
        """What the network answers to these images; a slow one reports in between."""
        block = max(1, round(1 / self.kind.presentation_seconds)) if self.kind.presentation_seconds else len(images)
        given = []
        for start in range(0, len(images), block):
            given.append(answers(network, images[start : start + block]))
            self._tell(Progress(min(start + block, len(images)), len(images), 0))
        found = np.concatenate(given)
        return Score(int((found == labels).sum()), int((found == NO_ANSWER).sum()), len(labels))

    def accuracy(self, network: Learner, images: Images, labels: Labels) -> float:
        """Share of these images that the network answers rightly."""
        return self.score(network, images, labels).accuracy

    def _affordable(self, task: Task, epochs: int | None = None) -> Task:
        """The task with as many training images as a slow network can learn within the budget."""
        epochs = epochs_for(task, self.budget.epochs, self.kind.schedule) if epochs is None else epochs
        count = self._afford(len(task.train_labels), self.budget.learning_seconds / max(epochs, 1))
        self._cuts["training images"] = (count, self._whole_train)
        return replace(task, train_images=task.train_images[:count], train_labels=task.train_labels[:count])

    def _afford(self, wanted: int, seconds: float) -> int:
        each = self.kind.presentation_seconds
        return min(wanted, max(1, int(seconds / each))) if each else wanted

    def _teach(self, network: Learner, task: Task, checkpoint: Path | None = None, epochs: int | None = None) -> float:
        wanted = epochs if epochs is not None else self.budget.epochs
        return teach(network, task, epochs_for(task, wanted, self.kind.schedule), self._tell, checkpoint)

    def _resumed(self) -> Learner | None:
        """The network that an interrupted run left, if it can be read."""
        if self._checkpoint is None or not self._checkpoint.is_file():
            return None
        try:
            return self.kind.load(self._checkpoint)
        except SavedFileError:
            return None

    def _tell(self, progress: Progress) -> None:
        try:
            self._report(progress)
        except BaseException as error:
            raise Halted from error
