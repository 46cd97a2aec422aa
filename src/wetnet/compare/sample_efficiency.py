"""How few examples are enough."""

from __future__ import annotations

import math
from typing import ClassVar

import numpy as np

from wetnet.compare.curves import mean_height
from wetnet.compare.protocol import Control, Measurement, Metric, Protocol
from wetnet.compare.record import Curve
from wetnet.compare.subject import NotApplicable, Subject
from wetnet.core.keys import generator
from wetnet.core.registry import registered
from wetnet.tasks.task import Task

LABELS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)
"""Labelled images of each class."""
LAST = 100
"""The area under the curve ends here, so that budgets can be compared."""
NEEDED = 10

PROTOTYPES = Control("nearest-mean", "", "a memory of mean images, which few examples suit best of all")


@registered("sample-efficiency", kind="protocol")
class SampleEfficiency(Protocol):
    """Accuracy after n labelled images of each class, and after a single pass over all training images.

    The images for a smaller n are among those for a larger one; every network gets the same. No network has
    seen any other image: none is pre-trained. How often each image is shown is the network's own schedule; labels and
    presentations are both in the raw data.
    """

    title: ClassVar[str] = "Sample efficiency"
    question: ClassVar[str] = "How much does it know after one, two, five, ten … labelled images of each class?"
    metrics: ClassVar[tuple[Metric, ...]] = (
        Metric("accuracy_at_1", "right after 1 image a class", low=0, high=1, control=PROTOTYPES),
        Metric("accuracy_at_10", "right after 10 images a class", low=0, high=1, control=PROTOTYPES),
        Metric(
            "area", f"mean over log n, 1 to {LAST} images a class", low=0, high=1, control=PROTOTYPES
        ),
        Metric(
            "single_pass", "right after each training image once", low=0, high=1,
            control=Control("", "area", "what repeating few images gives instead"),
        ),
    )  # fmt: skip

    def measure(self, subject: Subject) -> Measurement:
        """Learn from ever more images, each time from the start."""
        task = subject.task
        classes = order(task, subject.seed)
        rarest = min(len(members) for members in classes)
        if rarest < NEEDED:
            raise NotApplicable(f"needs {NEEDED} training images of each class; {task.slug} has {rarest}")
        counts = [n for n in LABELS if n <= rarest and subject.affords(n * len(classes))]
        images, labels = subject.tests(len(counts) + 1)
        reached, shown = [], []
        for n in counts:
            chosen = np.sort(np.concatenate([members[:n] for members in classes]))
            repeated = np.resize(chosen, max(len(chosen), subject.kind.schedule.least))
            network = subject.taught(task.train_images[repeated], task.train_labels[repeated])
            reached.append(subject.accuracy(network, images, labels))
            shown.append(int(network.examples_seen))
        once = subject.trained_once()
        area = [n for n in counts if n <= LAST]
        return Measurement(
            {
                "accuracy_at_1": reached[0],
                "accuracy_at_10": reached[counts.index(NEEDED)],
                "area": mean_height([math.log(n) for n in area], reached[: len(area)]),
                "single_pass": subject.accuracy(once, images, labels),
            },
            {"labels": Curve(list(map(float, counts)), reached, "labelled images of each class", "accuracy")},
            {"labels": counts, "presentations": shown, "accuracy": reached, "tested": len(labels)},
        )


def order(task: Task, seed: int) -> list[np.ndarray]:
    """The training images of each class, in an order drawn by the seed."""
    draw = generator(seed, "compare/labels")
    return [draw.permutation(np.flatnonzero(task.train_labels == label)) for label in np.unique(task.train_labels)]
