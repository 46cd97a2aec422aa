"""The protocol under which the original small artificial network was taught.

The first 10 000 training images of MNIST, grouped by class; of each class the first 800 to learn, shown
0, 1, …, 9, 0, 1, … in file order; the remaining 2000 held out.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from wetnet.core.registry import registered
from wetnet.tasks.digits import Digits, load
from wetnet.tasks.task import Task

IMAGES = 10_000
PER_CLASS = 800


@registered("seed-digits", kind="task")
def seed_digits(seed: int, data: Path | str | None = None) -> Task:
    """800 images of each digit in turn, tested on 2000 others, all from MNIST's first 10 000."""
    return seed_split(load(data), seed)


def seed_split(digits: Digits, seed: int = 0) -> Task:
    """The split itself; with fewer images than MNIST has, four fifths of the rarest class stand for the 800."""
    labels = digits.train_labels[:IMAGES]
    by_class = [np.flatnonzero(labels == digit) for digit in range(10)]
    rarest = min(len(members) for members in by_class)
    count = PER_CLASS if rarest > PER_CLASS else rarest * 4 // 5
    shown = np.stack([members[:count] for members in by_class], axis=1).ravel()
    held_out = np.sort(np.concatenate([members[count:] for members in by_class]))
    return Task(
        "seed-digits",
        seed,
        digits.train_images[shown],
        digits.train_labels[shown],
        digits.train_images[held_out],
        digits.train_labels[held_out],
        source=digits.source,
    )
