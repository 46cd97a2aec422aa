"""The brain of the digits room: digits shown at a pace that can be watched, lessons over its ten digits."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from wetnet.core.errors import ConfigurationError
from wetnet.lab import files
from wetnet.lab.digits_messages import Settings
from wetnet.lab.electrode import Electrode
from wetnet.lab.exam import Exam
from wetnet.lab.lesson import Lesson
from wetnet.lab.showing import Showing, Stopwatch
from wetnet.lab.why import Why
from wetnet.tasks.task import Task


class BrainBench:
    """A brain, the digit it looks at, and what is to be seen of them."""

    brain: Any
    lesson: Lesson
    exam: Exam
    showing: Showing | None
    why: Why | None
    changed: bool
    _scene_told: bool

    def __init__(self, kind: Any, choose: Callable[[int], Task], seed: int) -> None:
        self._kind, self._choose = kind, choose
        self._stopwatch, self.electrode = Stopwatch(), Electrode()
        self._settings = Settings()
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
        self.exam.stop()
        teacher = label if settings.teacher else None
        presentation = self.brain.present(image, teacher=teacher, plasticity=settings.plasticity)
        self.showing = Showing(self.brain.observe(presentation), label, teacher is not None, self._stopwatch)
        self._image, self.why = image, None
        self._presentations += 1
        self.changed = True

    def adjust(self, settings: Settings) -> None:
        """Apply the settings, also to the digit on show and to lessons under way."""
        self._settings = settings
        self.brain.block(settings.blocked, settings.silenced)
        if self.showing:
            self.showing.presentation.plasticity = settings.plasticity

    def probe(self, cell: int | None) -> None:
        """Look into a cell, or into none."""
        self.electrode.place(cell, self.brain.populations)
        self.changed = True

    def trace(self, silence: bool) -> None:
        """Trace the answer on show back to the light; ``silence``: and find out which cells it needs."""
        if self.showing is None or self.showing.presentation.answer is None:
            raise ConfigurationError("the brain has given no answer that could be explained")
        if self.why is None:
            self.why = Why(self.showing.observation)
        if silence:
            teacher = self.showing.expected if self.showing.taught else None
            first = next(start for name, start, _ in self.brain.populations if name == "v1")
            study = self.brain.silencing(self._image, teacher)
            self.why.silence(study, first, max(stop for _, _, stop in self.brain.populations))
        self.changed = True

    def quiz(self) -> None:
        """Ask the ten digits."""
        self.lesson.stop()
        self._clear()
        self.exam.begin(self.brain, self.lesson.task)

    def train(self, rounds: int) -> None:
        """Begin some rounds over the ten digits."""
        self._clear()
        self.exam.stop()
        self.lesson.start(self.brain, rounds)

    def cancel(self) -> None:
        """Stop learning."""
        self.lesson.stop()
        self.exam.stop()
        self.changed = True

    def step(self, steps: int) -> None:
        """Advance the digit on show by some steps, whatever the pace."""
        if self.showing and self.showing.running:
            self.showing.run(steps)
            self.changed = True

    def advance(self, now: float, pace: float | None) -> float | None:
        """One slice of lessons or of the digit on show; seconds until there is more, None: nothing to do."""
        if self.exam.running:
            self.changed = True
            self.exam.advance()
            return 0.0
        if self.lesson.running:
            self.changed = True
            epoch = self.brain.epoch
            self.lesson.advance()
            if self.brain.epoch != epoch:
                self.exam.begin(self.brain, self.lesson.task)
            return 0.0
        explaining = self.why is not None and self.why.running
        if self.why is not None and explaining:
            self.why.advance()
            self.changed = True
        if self.showing is None or not self.showing.running:
            return 0.0 if explaining else None
        moved, wait = self.showing.advance(now, pace)
        self.changed |= moved
        return 0.0 if explaining else wait

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
            blocks.update(self.electrode.news(self.showing.observation))
        if self.why:
            blocks.update(self.why.news())
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
            "ten": self.exam.answers,
            "examining": self.exam.running,
            "rounds": self.exam.rounds,
            "probe": self.electrode.status(self.brain.populations),
            "why": self.why.status() if self.why else None,
            "lesson": self.lesson.status(),
        }

    def _scene(self) -> dict[str, np.ndarray]:
        links = self.brain.links
        return {
            "brain_positions": np.asarray(self.brain.positions, np.float32),
            "brain_links": np.stack([links.source, links.target], axis=1).astype(np.uint32),
            "brain_link_values": np.stack([links.value, links.myelination], axis=1).astype(np.float32),
            "brain_timing": np.stack([links.delay, links.clearance], axis=1).astype(np.float32),
            "brain_orientation": np.asarray(self.brain.orientation, np.float32)[None],
            "brain_pinwheels": np.asarray(self.brain.pinwheels, np.float32),
        }

    def _clear(self) -> None:
        """No digit on show: the brain is busy with the ten."""
        self.showing = self.why = None
        self.changed = True

    def _take(self, brain: Any) -> None:
        self.brain = brain
        self.brain.block(self._settings.blocked, self._settings.silenced)
        self.lesson, self.exam = Lesson(self._choose(brain.seed)), Exam()
        self._clear()
        self._life += 1
        self._scene_told = False
