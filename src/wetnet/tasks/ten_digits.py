"""Ten images, one of each digit: the task of the original brain."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from wetnet.core.keys import generator
from wetnet.core.registry import registered
from wetnet.tasks.digits import Digits, load
from wetnet.tasks.task import Task

PRESENTATIONS = 30


@registered("ten-digits", kind="task")
def ten_digits(seed: int, data: Path | str | None = None) -> Task:
    """One image of each digit, shown at most 30 times, tested on the same ten."""
    return choose(load(data), seed)


def choose(digits: Digits, seed: int) -> Task:
    """The ten images that ``seed`` picks from the training images, in the order 0 to 9."""
    draw = generator(seed, "ten-digits")
    picked = [draw.choice(np.flatnonzero(digits.train_labels == digit)) for digit in range(10)]
    images, labels = digits.train_images[picked], digits.train_labels[picked]
    return Task("ten-digits", seed, images, labels, images, labels, PRESENTATIONS, digits.source)
