"""The artificial network of the digits room: shows an image, learns by the epoch, tells what its units do and why."""

from __future__ import annotations

import dataclasses
import math
import time
from collections.abc import Iterable
from typing import Any

import numpy as np

from wetnet.core.registry import declared
from wetnet.lab import files
from wetnet.lab.digits_messages import Build
from wetnet.lab.lesson import Lesson
from wetnet.learning.form import check, form
from wetnet.learning.mlp import MLP
from wetnet.learning.recipe import Recipe
from wetnet.tasks.task import Task

CLASSES = 10
MOST_LINKS = 6000
"""Links that are drawn one by one; a network with more of them is drawn without."""
MOST_PATTERNS = 64
"""Units of the first layer whose weights are shown as images."""
PATTERN_INTERVAL = 0.25
"""Seconds between two looks at these while learning: they are the largest block."""


class MlpBench:
    """An artificial network and what is to be seen of it."""

    mlp: MLP
    lesson: Lesson
    changed: bool
    _confusion: np.ndarray
    _weights_told: int
    _patterns_told: tuple[int, float]
    _confusion_told: bool

    def __init__(self, task: Task, seed: int) -> None:
        self.task = task
        self.class_asked: int | None = None
        self._image: np.ndarray | None = None
        self._taught = set(map(bytes, task.train_images))
        self._life = 0
        self._take(MLP.build(seed))

    def reset(self, seed: int) -> None:
        """An untrained network of the same kind."""
        old = self.mlp
        recipe = dataclasses.asdict(old.recipe)
        self._take(MLP(seed, sizes=old.layout.sizes, unit=old.unit, skips=old.layout.skips, **recipe))

    def build(self, design: Build) -> None:
        """An untrained network of another kind."""
        sizes = (math.prod(self.task.train_images.shape[1:]), *design.hidden, CLASSES)
        recipe = Recipe.create(**design.recipe)
        check(recipe)
        options: dict[str, Any] = dataclasses.asdict(recipe)
        self._take(MLP(design.seed, sizes=sizes, unit=design.unit, **options))

    def load(self, text: str) -> None:
        """A saved network."""
        self._take(files.from_text(MLP, text))

    def save(self) -> tuple[str, str]:
        """Name and content of the network's file."""
        return f"mlp-seed-{self.mlp.seed}-epoch-{self.mlp.epoch}.safetensors", files.to_text(self.mlp)

    def show(self, image: np.ndarray | None) -> None:
        """Look at an image, or at nothing."""
        self._image = image
        self.class_asked = None
        self.changed = True

    def explain(self, label: int | None) -> None:
        """Tell what speaks for a class, None: for the answer."""
        self.class_asked = label
        self.changed = True

    def learned(self, image: np.ndarray) -> bool:
        """Whether an image is one of those that the network learns from."""
        return image.tobytes() in self._taught

    def train(self, epochs: int) -> None:
        """Begin some epochs."""
        self.lesson.start(self.mlp, epochs)
        self.changed = True

    def cancel(self) -> None:
        """Stop learning."""
        self.lesson.stop()
        self._examine(self.mlp)
        self.changed = True

    def advance(self) -> float | None:
        """Learn one slice if there is something to learn; seconds until there is more, None: nothing to do."""
        if not self.lesson.running:
            return None
        self.changed = True
        epoch = self.mlp.epoch
        if self.lesson.advance() or self.mlp.epoch > epoch:
            self._examine(self.mlp)
        return 0.0

    def news(self) -> dict[str, np.ndarray]:
        """Blocks of what has changed since the last call."""
        self.changed = False
        weights = self.mlp.weights
        blocks = {"mlp_curve": self.lesson.points()}
        if self._image is not None:
            blocks["mlp_units"] = _row(self.mlp.activations(self._image)[-len(weights) :])
            blocks["mlp_why"] = self.mlp.evidence(self._image, self._explained()).astype(np.float32)
        if self._weights_told != self.mlp.examples_seen:
            self._weights_told = self.mlp.examples_seen
            if sum(weight.size for weight in weights[1:]) <= MOST_LINKS:
                blocks["mlp_weights"] = _row(weights[1:])
        blocks |= self._patterns(weights[0])
        if not self._confusion_told:
            self._confusion_told = True
            blocks["mlp_confusion"] = self._confusion.astype(np.uint32)
        return blocks

    def status(self) -> dict[str, Any]:
        """What stands beside the picture, as JSON."""
        outputs = None if self._image is None else self.mlp.activations(self._image)[-1]
        return {
            "seed": self.mlp.seed,
            "life": self._life,
            "epoch": self.mlp.epoch,
            "layers": [len(weight) for weight in self.mlp.weights],
            "unit": self.mlp.unit,
            "recipe": dataclasses.asdict(self.mlp.recipe),
            "answer": None if outputs is None else int(np.argmax(outputs)),
            "explained": None if outputs is None else self._explained(),
            "held_out": float(np.trace(self._confusion) / self._confusion.sum()),
            "images": len(self.task.train_labels),
            "lesson": self.lesson.status(),
        }

    def form(self) -> list[dict[str, Any]]:
        """What can be chosen of the network, as JSON: read from its declarations."""
        entries = [dataclasses.asdict(entry) for entry in form(Recipe)]
        for entry in entries:
            entry["high"] = None if entry["high"] in (None, math.inf) else entry["high"]
        units = sorted(set(declared("unit")) - {"softmax", "step", "mcculloch-pitts"})
        meaning = "what a hidden unit makes of its weighted sum"
        unit = {"name": "unit", "kind": "choice", "meaning": meaning, "default": "relu", "choices": units}
        return [unit, *entries]

    def _explained(self) -> int:
        """The class whose reasons are shown."""
        if self.class_asked is not None:
            return self.class_asked
        return int(np.argmax(self.mlp.activations(self._image)[-1]))  # type: ignore[arg-type]

    def _patterns(self, weights: np.ndarray) -> dict[str, np.ndarray]:
        """Weights of the first units as images, 128 being zero and 255 the largest of each unit."""
        learned, when = self._patterns_told
        now = time.monotonic()
        if learned == self.mlp.examples_seen or (self.lesson.running and now - when < PATTERN_INTERVAL):
            return {}
        self._patterns_told = (self.mlp.examples_seen, now)
        shown = weights[:MOST_PATTERNS]
        largest = np.abs(shown).max(axis=1, keepdims=True)
        return {"mlp_patterns": np.rint(128 + 127 * shown / np.where(largest > 0, largest, 1)).astype(np.uint8)}

    def _take(self, mlp: MLP) -> None:
        self._examine(mlp)  # first of all: refuses a network that cannot see these images
        self.mlp = mlp
        self.lesson = Lesson(self.task)
        self._life += 1
        self._weights_told = -1
        self._patterns_told = (-1, 0.0)
        self.changed = True

    def _examine(self, mlp: MLP) -> None:
        """Count what the held-out images of each digit (row) are read as (column)."""
        confusion = np.zeros((CLASSES, CLASSES), np.int64)
        np.add.at(confusion, (self.task.test_labels, mlp.predict(self.task.test_images)), 1)
        self._confusion, self._confusion_told = confusion, False


def _row(arrays: Iterable[Any]) -> np.ndarray:
    return np.concatenate([np.ravel(array) for array in arrays]).astype(np.float32)[None]
