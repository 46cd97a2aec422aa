"""The ten digits asked of a brain, one a slice, and how it did from round to round."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from wetnet.tasks.task import Task


class Exam:
    """The answers to the ten digits with learning frozen and no teacher, and those of the rounds before."""

    def __init__(self) -> None:
        self.answers: list[int] | None = None
        self.rounds: list[tuple[int, int]] = []
        """Epoch and right answers of every exam so far."""
        self._work: Iterator[None] | None = None

    @property
    def running(self) -> bool:
        """Whether there is more to ask."""
        return self._work is not None

    def begin(self, brain: Any, task: Task) -> None:
        """Ask a brain the test images of its task."""
        self._work = self._asking(brain, task)

    def stop(self) -> None:
        """Ask no more; what was answered before stays."""
        self._work = None

    def advance(self) -> None:
        """Ask one more."""
        work, self._work = self._work, None  # a failure ends it
        if work is not None:
            try:
                next(work)
                self._work = work
            except StopIteration:
                pass

    def _asking(self, brain: Any, task: Task) -> Iterator[None]:
        answers = []
        for at in range(len(task.test_labels)):
            answers.append(int(brain.predict(task.test_images[at : at + 1])[0]))
            yield
        right = sum(answer == int(label) for answer, label in zip(answers, task.test_labels, strict=True))
        self.answers = answers
        self.rounds.append((brain.epoch, right))
