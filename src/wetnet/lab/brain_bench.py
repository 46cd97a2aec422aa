"""The brain of the digits room: presentations at a pace that can be watched, lessons over the ten digits."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import numpy as np

from wetnet.lab import files
from wetnet.lab.lesson import Lesson
from wetnet.lab.messages import Settings
from wetnet.lab.room import SLICE
from wetnet.tasks.task import Task

LARGEST_CHUNK = 4096
"""Steps in one slice at most, before the cost of a step is known better."""


class BrainBench:
    """A brain, the presentation under way, and what is to be seen of them."""

    def __init__(self, kind: Any, choose: Callable[[int], Task], seed: int) -> None:
        self._kind, self._choose = kind, choose
        self._step_time = 1e-3  # seconds of work per step, measured while running
        self._presentations = self._life = 0
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

    def show(self, image: np.ndarray, label: int, settings: Settings) -> None:
        """Begin to look at an image; the teacher names the digit if the settings say so."""
        self.lesson.stop()
        teacher = label if settings.teacher else None
        self._presentation = self.brain.present(image, teacher=teacher, plasticity=settings.plasticity)
        self._expected, self._taught = label, settings.teacher
        self._presentations += 1
        self._sent = 0
        self._allowance, self._last = 0.0, None
        self.changed = True

    def train(self, rounds: int) -> None:
        """Begin some rounds over the ten digits."""
        self._presentation = None
        self._answers = None
        self.lesson.start(self.brain, rounds)
        self.changed = True

    def cancel(self) -> None:
        """Stop learning."""
        self.lesson.stop()
        self.changed = True

    def step(self, steps: int) -> None:
        """Advance the presentation by some steps, whatever the pace."""
        if self._running:
            self._run(steps)

    def advance(self, now: float, pace: float | None) -> float | None:
        """One slice of lessons or of the presentation; seconds until there is more, None: nothing to do."""
        if self.lesson.running:
            self.changed = True
            if self.lesson.advance():
                self._examine()
            return 0.0
        if not self._running:
            self._last = None
            return None
        most = max(1, min(LARGEST_CHUNK, int(SLICE / self._step_time)))
        if pace is None:
            self._run(most)
            return 0.0
        elapsed = now - self._last if self._last is not None else 1 / pace
        self._last = now
        # time that the work could not keep up with is not made up for
        self._allowance = min(self._allowance + elapsed * pace, float(most))
        if self._allowance >= 1:
            self._run(int(self._allowance))
            self._allowance %= 1
        return (1 - self._allowance) / pace if self._running else 0.0

    def hold(self) -> None:
        """The clock stands still: what passes until the next :meth:`advance` is not made up for."""
        self._last = None

    def news(self) -> dict[str, np.ndarray]:
        """Blocks that have changed since the last call."""
        if not self.changed:
            return {}
        self.changed = False
        blocks: dict[str, np.ndarray] = {}
        if not self._scene_sent:
            self._scene_sent = True
            links = self.brain.links
            blocks["brain_positions"] = np.asarray(self.brain.positions, np.float32)
            blocks["brain_links"] = np.stack([links.source, links.target], axis=1).astype(np.uint32)
            blocks["brain_link_values"] = np.stack([links.value, links.myelination], axis=1).astype(np.float32)
        if self._presentation is not None:
            steps, cells = self._presentation.spikes
            fresh = np.stack([steps[self._sent :], cells[self._sent :]], axis=1).astype(np.uint32)
            self._sent = len(steps)
            blocks["brain_voltage"] = np.asarray(self._presentation.voltage(), np.float32)[None]
            blocks["brain_spikes"] = fresh
        return blocks

    def status(self) -> dict[str, Any]:
        """What stands beside the picture, as JSON."""
        shown = self._presentation
        return {
            "seed": self.brain.seed,
            "life": self._life,
            "populations": [[name, int(start), int(stop)] for name, start, stop in self.brain.populations],
            "presentation": self._presentations,
            "running": self._running,
            "step": 0 if shown is None else int(shown.step),
            "time": 0.0 if shown is None else float(shown.time),
            "spikes": self._sent,
            "answer": None if shown is None or shown.answer is None else int(shown.answer),
            "expected": None if shown is None else self._expected,
            "taught": shown is not None and self._taught,
            "ten": self._answers,
            "epoch": self.brain.epoch,
            **self.lesson.status(),
        }

    @property
    def _running(self) -> bool:
        return self._presentation is not None and not self._presentation.done

    def _run(self, steps: int) -> None:
        began, first = time.perf_counter(), self._presentation.step
        self._presentation.advance(steps)
        done = self._presentation.step - first
        if done > 0:
            cost = (time.perf_counter() - began) / done
            self._step_time += 0.3 * (cost - self._step_time)
        self.changed = True

    def _examine(self) -> None:
        """The answers to the ten digits, learning frozen; NO_ANSWER where there is none."""
        self._answers = [int(answer) for answer in self.brain.predict(self.lesson.task.test_images)]

    def _take(self, brain: Any) -> None:
        self.brain = brain
        self.lesson = Lesson(self._choose(brain.seed))
        self._life += 1
        self._presentation: Any = None
        self._answers: list[int] | None = None
        self._expected, self._taught, self._sent = 0, False, 0
        self._allowance, self._last = 0.0, None
        self._scene_sent = False
        self.changed = True
