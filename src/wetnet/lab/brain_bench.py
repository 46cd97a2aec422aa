"""The brain of the digits room: digits shown at a pace that can be watched, lessons over its ten digits."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from wetnet.lab import files
from wetnet.lab.digits_messages import Settings
from wetnet.lab.lesson import Lesson
from wetnet.lab.showing import Showing, Stopwatch
from wetnet.tasks.task import Task


class BrainBench:
    """A brain, the digit it looks at, and what is to be seen of them."""

    brain: Any
    lesson: Lesson
    showing: Showing | None
    changed: bool
    _answers: list[int] | None
    _scene_told: bool

    def __init__(self, kind: Any, choose: Callable[[int], Task], seed: int) -> None:
        self._kind, self._choose = kind, choose
        self._stopwatch = Stopwatch()
        self._life = self._presentations = 0
        self.reset(seed)

    def reset(self, seed: int) -> None:
        """An untrained brain, which has ten images of its own."""
        self._take(self._kind.build(seed))

    def load(self, text: str) -> None:
        """A saved brain."""
        self._take(files.from_text(self._kind, text))

    def save(self) -> tuple[str, str]:
        """Name and content of the brain's file."""
        return f"digit-brain-seed-{self.brain.seed}.safetensors", files.to_text(self.brain)

    def show(self, image: np.ndarray, label: int | None, settings: Settings) -> None:
        """Begin to look at an image; the teacher names the digit, if it is known and the settings say so."""
        self.lesson.stop()
        teacher = label if settings.teacher else None
        presentation = self.brain.present(image, teacher=teacher, plasticity=settings.plasticity)
        self.showing = Showing(presentation, label, teacher is not None, self._stopwatch)
        self._presentations += 1
        self.changed = True

    def adjust(self, settings: Settings) -> None:
        """Apply the settings to the digit on show."""
        if self.showing:
            self.showing.presentation.plasticity = settings.plasticity

    def train(self, rounds: int) -> None:
        """Begin some rounds over the ten digits."""
        self.showing = self._answers = None
        self.lesson.start(self.brain, rounds)
        self.changed = True

    def cancel(self) -> None:
        """Stop learning."""
        self.lesson.stop()
        self.changed = True

    def step(self, steps: int) -> None:
        """Advance the digit on show by some steps, whatever the pace."""
        if self.showing and self.showing.running:
            self.showing.run(steps)
            self.changed = True

    def advance(self, now: float, pace: float | None) -> float | None:
        """One slice of lessons or of the digit on show; seconds until there is more, None: nothing to do."""
        if self.lesson.running:
            self.changed = True
            if self.lesson.advance():
                self._examine()
            return 0.0
        if self.showing is None or not self.showing.running:
            return None
        moved, wait = self.showing.advance(now, pace)
        self.changed |= moved
        return wait

    def hold(self) -> None:
        """Stop the clock of the digit on show."""
        if self.showing:
            self.showing.hold()

    def news(self) -> dict[str, np.ndarray]:
        """Blocks of what has changed since the last call."""
        self.changed = False
        blocks = {} if self._scene_told else self._scene()
        self._scene_told = True
        if self.showing:
            blocks["brain_voltage"] = np.asarray(self.showing.presentation.voltage(), np.float32)[None]
            blocks["brain_spikes"] = self.showing.spikes()
        return blocks

    def status(self) -> dict[str, Any]:
        """What stands beside the picture, as JSON."""
        return {
            "seed": self.brain.seed,
            "life": self._life,
            "epoch": self.brain.epoch,
            "populations": [[name, int(start), int(stop)] for name, start, stop in self.brain.populations],
            "presentation": self._presentations,
            "showing": self.showing.status() if self.showing else None,
            "ten": self._answers,
            "lesson": self.lesson.status(),
        }

    def _scene(self) -> dict[str, np.ndarray]:
        links = self.brain.links
        return {
            "brain_positions": np.asarray(self.brain.positions, np.float32),
            "brain_links": np.stack([links.source, links.target], axis=1).astype(np.uint32),
            "brain_link_values": np.stack([links.value, links.myelination], axis=1).astype(np.float32),
        }

    def _examine(self) -> None:
        """The answers to the ten digits, learning frozen; NO_ANSWER where there is none."""
        self._answers = [int(answer) for answer in self.brain.predict(self.lesson.task.test_images)]

    def _take(self, brain: Any) -> None:
        self.brain = brain
        self.lesson = Lesson(self._choose(brain.seed))
        self.showing = self._answers = None
        self._life += 1
        self._scene_told = False
        self.changed = True
