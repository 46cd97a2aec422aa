"""A classification task: images to learn, images to be tested on, and how often each may be shown."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from jaxtyping import UInt8

Images = UInt8[np.ndarray, "n height width"]
Labels = UInt8[np.ndarray, " n"]


@dataclass(frozen=True)
class Task:
    """What a network learns from and what it is judged on.

    train_images, train_labels: shown with their label, in this order unless the learner shuffles.
    test_images, test_labels: shown once, with plasticity frozen.
    presentations: the most often that one training image may be shown; None where there is no limit.
    """

    slug: str
    seed: int
    train_images: Images
    train_labels: Labels
    test_images: Images
    test_labels: Labels
    presentations: int | None = None
    source: str = ""
