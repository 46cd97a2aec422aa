"""A brain that obeys the interface of the digit brain and nothing else: for tests of the lab, not of brains.

A presentation lights a few cells each step and ends after 60 steps; taught brains remember the image of each digit
that they were told, and with GABA-A receptors blocked they always name the next digit.
"""

from __future__ import annotations

from collections import namedtuple
from pathlib import Path

import numpy as np

from wetnet.brains.observation import Contact
from wetnet.brains.silencing import Effect
from wetnet.brains.spike_trace import Cause
from wetnet.core import saved
from wetnet.lab.digits_room import DigitsRoom
from wetnet.learning.learner import NO_ANSWER, Learner, Progress

SIZES = {
    "retina": 784, "v1": 1936, "posterior": 120, "anterior": 50, "wernicke": 10, "broca": 10, "stop": 1, "feedback": 4,
}  # fmt: skip
LEFT = {
    "retina": 0.05, "v1": 0.25, "posterior": 0.45, "anterior": 0.45,
    "wernicke": 0.75, "broca": 0.65, "stop": 0.7, "feedback": 0.7,
}  # fmt: skip
Links = namedtuple("Links", "source target value myelination delay clearance")
Traces = namedtuple("Traces", "time voltage ions paths calcium ampa")
LENGTH = 60


class FakePresentation:
    def __init__(self, brain, image, teacher):
        self.step, self._events = 0, []
        self._image, self._answer = image, brain.answer(image) if teacher is None else teacher
        if "gaba" in brain.blocked and self._answer is not None:
            self._answer = (self._answer + 1) % 10
        if teacher is not None:
            brain.memory[teacher] = image

    def advance(self, steps):
        ran = min(steps, LENGTH - self.step)
        for _ in range(ran):
            self.step += 1
            if self.step == 3:
                self._events += [(3, int(cell)) for cell in np.flatnonzero(self._image.ravel() > 127)]
            self._events.append((self.step, 784 + 31 * self.step))
            if self.step == 50 and self._answer is not None:
                self._events.append((50, 2910 - 10 + self._answer))
        return ran

    @property
    def ending(self):
        return "silence" if self.done else None

    @property
    def answered(self):
        return 50 if self.answer is not None else None

    @property
    def done(self):
        return self.step >= LENGTH

    @property
    def time(self):
        return 0.15 * self.step

    @property
    def answer(self):
        return self._answer if self.step >= 50 else None

    @property
    def spikes(self):
        events = np.array(self._events, np.int64).reshape(-1, 2)
        return events[:, 0], events[:, 1]

    def voltage(self):
        volts = np.full(2915, -69.7, np.float32)
        volts[[cell for step, cell in self._events if step > self.step - 5]] = 20.0
        return volts


class FakeObservation:
    """A cell's voltage climbs with the step; the teacher, and before him a rod, are behind every answer."""

    def __init__(self, presentation):
        self.presentation = presentation
        self.advance = presentation.advance

    def traces(self, cell):
        time = 0.15 * np.arange(1, self.presentation.step + 1)
        ones = np.ones(len(time))
        ions = dict.fromkeys(("sodium", "potassium", "chloride", "calcium"), ones)
        paths = {"leak": ones, "ampa": 3 * ones}
        return Traces(time, -70 + time, ions, paths, 0 * ones, 30 * ones)

    def contacts(self, cell):
        return [Contact(cell - 1, 20.0, 1.0, 0.0), Contact(cell - 2, 0.0, 0.0, 5.0)] if cell > 1 else []

    def causes(self):
        winner, teacher = 2900 + self.presentation.answer, 2890 + self.presentation.answer
        return [Cause(1, teacher, 0, 7, winner, 50, 4.0, 1.0), Cause(2, 784, 1, 6, teacher, 0, 2.0, 1.0)]


class FakeSilencing:
    answer = 3

    def each(self, cells):
        return (Effect((cell,), None if cell == 2893 else 3, np.nan if cell == 2893 else 0.15) for cell in cells)

    def together(self, effects):
        yield effects[0]


class FakeBrain(Learner):
    slug = "digit-brain"
    stops = np.cumsum(list(SIZES.values()))
    populations = tuple((name, stop - SIZES[name], stop) for name, stop in zip(SIZES, stops, strict=True))

    def __init__(self, seed):
        draw = np.random.default_rng(seed)
        self.seed, self.epoch, self.examples_seen = seed, 0, 0
        self.memory = {}
        areas = [draw.uniform((left, 0.2), (left + 0.1, 0.9), (SIZES[name], 2)) for name, left in LEFT.items()]
        self.positions = np.concatenate(areas).astype(np.float32)
        ends = draw.integers((0, 784), (2915, 2915), (9000, 2))
        self.links = Links(*ends.T, draw.uniform(-1, 1, 9000), draw.uniform(0, 100, 9000), *np.full((2, 9000), 5.0))
        self.orientation, self.pinwheels = draw.uniform(0, np.pi, 1936), np.array([[0.3, 0.5, 0.5]])
        self.blocked, self.silenced = (), ()

    @classmethod
    def build(cls, seed):
        return cls(seed)

    def answer(self, image):
        likeness = {digit: int((known == image).all()) for digit, known in self.memory.items()}
        best = max(likeness, key=likeness.get, default=None)
        return best if best is not None and likeness[best] else None

    def present(self, image, teacher=None, plasticity=1.0):
        return FakePresentation(self, image, teacher)

    def observe(self, presentation):
        return FakeObservation(presentation)

    def silencing(self, image, teacher=None):
        return FakeSilencing()

    def block(self, receptors=(), areas=()):
        self.blocked, self.silenced = receptors, areas

    def lessons(self, task, *, epochs):
        while self.epoch < epochs:
            for image, label in zip(task.train_images, task.train_labels, strict=True):
                self.memory[int(label)] = image
                self.examples_seen += 1
                ended = int(label) == int(task.train_labels[-1])
                self.epoch += ended
                yield Progress(self.examples_seen, epochs * len(task.train_labels), self.epoch, None, None)

    def predict(self, images):
        return np.array([NO_ANSWER if (found := self.answer(image)) is None else found for image in images])

    def save(self, path):
        return saved.save(path, "fake-brain", 1, {"seed": np.array([self.seed])}, {"digits": sorted(self.memory)})

    @classmethod
    def load(cls, path: Path):
        arrays, _ = saved.load(path, "fake-brain", 1)
        return cls(int(arrays["seed"][0]))


class FakeBrainRoom(DigitsRoom):
    """The digits room with the real artificial network and the fake brain."""

    def __init__(self, say):
        super().__init__(say, brain=FakeBrain)
