"""A network of your own in ten lines: how it learns a block of images, and what it answers."""

from __future__ import annotations

import abc
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar, Self

import numpy as np

from wetnet.core import saved
from wetnet.core.errors import ConfigurationError, SavedFileError
from wetnet.core.keys import generator
from wetnet.learning.learner import Learner, Progress
from wetnet.tasks.task import Images, Labels, Task

_KIND, _VERSION = "streamed", 1
_POSITION = ("seed", "epoch", "examples_seen")


class Streamed(Learner):
    """A learner made of :meth:`begin`, :meth:`learn` and :meth:`predict`.

    The training images come in blocks, in an order drawn anew in each epoch. Attributes that are arrays or
    plain numbers are the network's state: they are saved, and a loaded network goes on where it was.

    slug: the network's name. block: images in a block.
    """

    block: ClassVar[int] = 100

    def __init__(self, seed: int):
        self.seed = seed
        self.epoch = self.examples_seen = 0
        self.begin()

    @classmethod
    def build(cls, seed: int) -> Self:
        """A network that has learned nothing."""
        return cls(seed)

    def begin(self) -> None:
        """Prepare attributes; ``self.seed`` is there."""

    @abc.abstractmethod
    def learn(self, images: Images, labels: Labels) -> None:
        """Learn from one block: (n, height, width) bytes and (n,) labels."""

    def end_epoch(self) -> None:
        """After the last block of an epoch."""

    def lessons(self, task: Task, *, epochs: int) -> Iterator[Progress]:
        """Learn block by block until ``epochs`` epochs are complete in all."""
        count = len(task.train_labels)
        while self.epoch < epochs:
            order = generator(self.seed, f"{self.slug}/order/{self.epoch}").permutation(count)
            while (done := self.examples_seen - self.epoch * count) < count:
                part = order[done : done + self.block]
                self.learn(task.train_images[part], task.train_labels[part])
                self.examples_seen += len(part)
                if self.examples_seen == (self.epoch + 1) * count:
                    self.end_epoch()
                yield Progress(self.examples_seen, epochs * count, self.epoch)
            self.epoch += 1

    def save(self, path: Path) -> Path:
        """Write the arrays and numbers; ConfigurationError where an attribute is neither."""
        arrays, numbers = {}, {}
        for name, value in vars(self).items():
            if isinstance(value, np.ndarray):
                arrays[name] = value
            elif isinstance(value, (bool, int, float)):
                numbers[name] = value
            else:
                raise ConfigurationError(
                    f"{self.slug} cannot be saved: its attribute {name!r} is a {type(value).__name__}; "
                    f"NumPy arrays and plain numbers can be"
                )
        return saved.save(path, _KIND, _VERSION, arrays, {"slug": self.slug, "numbers": numbers})

    @classmethod
    def load(cls, path: Path) -> Self:
        """The network that was saved."""
        arrays, header = saved.load(path, _KIND, _VERSION)
        if header.get("slug") != cls.slug:
            raise SavedFileError(f"{path} holds a {header.get('slug')!r}, expected a {cls.slug!r}")
        held: dict[str, Any] = {**arrays, **header.get("numbers", {})}
        if missing := set(_POSITION) - set(held):
            raise SavedFileError(f"{path} is a damaged {cls.slug}: no {', '.join(sorted(missing))}")
        network = cls(held["seed"])
        vars(network).update(held)
        return network
