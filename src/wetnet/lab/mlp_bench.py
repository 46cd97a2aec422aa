"""The artificial network of the digits room: shows an image, learns by the epoch, tells what its units do."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from wetnet.lab import files
from wetnet.lab.lesson import Lesson
from wetnet.learning.mlp import MLP
from wetnet.tasks.task import Task


class MlpBench:
    """An artificial network and what is to be seen of it."""

    mlp: MLP
    lesson: Lesson
    changed: bool
    _held_out: float
    _weights_told: int

    def __init__(self, task: Task, seed: int) -> None:
        self.task = task
        self._image: np.ndarray | None = None
        self._taught = set(map(bytes, task.train_images))
        self._life = 0
        self.reset(seed)

    def reset(self, seed: int) -> None:
        """An untrained network."""
        self._take(MLP.build(seed))

    def load(self, text: str) -> None:
        """A saved network."""
        self._take(files.from_text(MLP, text))

    def save(self) -> tuple[str, str]:
        """Name and content of the network's file."""
        return f"mlp-seed-{self.mlp.seed}-epoch-{self.mlp.epoch}.safetensors", files.to_text(self.mlp)

    def show(self, image: np.ndarray | None) -> None:
        """Look at an image, or at nothing."""
        self._image = image
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
        self._held_out = self._examine(self.mlp)
        self.changed = True

    def advance(self) -> float | None:
        """Learn one slice if there is something to learn; seconds until there is more, None: nothing to do."""
        if not self.lesson.running:
            return None
        self.changed = True
        if self.lesson.advance():
            self._held_out = self._examine(self.mlp)
        return 0.0

    def news(self) -> dict[str, np.ndarray]:
        """Blocks of what has changed since the last call."""
        self.changed = False
        weights = self.mlp.weights
        blocks = {"mlp_curve": self.lesson.points()}
        if self._image is not None:
            blocks["mlp_units"] = _row(self.mlp.activations(self._image)[-len(weights) :])
        if self._weights_told != self.mlp.examples_seen:
            self._weights_told = self.mlp.examples_seen
            blocks["mlp_weights"] = _row(weights[1:])
        return blocks

    def status(self) -> dict[str, Any]:
        """What stands beside the picture, as JSON."""
        outputs = None if self._image is None else self.mlp.activations(self._image)[-1]
        return {
            "seed": self.mlp.seed,
            "life": self._life,
            "epoch": self.mlp.epoch,
            "layers": [len(weight) for weight in self.mlp.weights],
            "answer": None if outputs is None else int(np.argmax(outputs)),
            "held_out": self._held_out,
            "lesson": self.lesson.status(),
        }

    def _take(self, mlp: MLP) -> None:
        self._held_out = self._examine(mlp)  # first of all: refuses a network that cannot see these images
        self.mlp = mlp
        self.lesson = Lesson(self.task)
        self._life += 1
        self._weights_told = -1
        self.changed = True

    def _examine(self, mlp: MLP) -> float:
        """The share of the held-out images that is read rightly."""
        return float(np.mean(mlp.predict(self.task.test_images) == self.task.test_labels))


def _row(arrays: Iterable[Any]) -> np.ndarray:
    return np.concatenate([np.ravel(array) for array in arrays]).astype(np.float32)[None]
