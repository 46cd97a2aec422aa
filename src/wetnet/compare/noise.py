"""How much noise a network bears that it has never met while learning."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from wetnet.compare.curves import mean_height
from wetnet.compare.protocol import Control, Measurement, Metric, Protocol
from wetnet.compare.record import Curve
from wetnet.compare.subject import Subject
from wetnet.core.keys import generator
from wetnet.core.registry import registered
from wetnet.tasks.corruptions import CORRUPTIONS, add_gaussian, corrupt, flip_pixels
from wetnet.tasks.task import Images

FLIPS = (0.05, 0.1, 0.2, 0.3)
"""Shares of the pixels that are inverted."""
DEVIATIONS = (0.1, 0.25, 0.5, 1.0)
"""Standard deviations of normal noise, in units of the full range."""

SIMPLE = Control("nearest-mean", "", "averages of many images bear noise without any further art")


@registered("noise", kind="protocol")
class Noise(Protocol):
    """Accuracy on test images with inverted pixels, normal noise, and fourteen kinds of damage.

    Learned from clean images only; every network gets the same damaged ones. A low clean accuracy leaves little to
    lose: read ``drop`` beside ``clean``, which is measured on the same images.
    """

    title: ClassVar[str] = "Noise"
    question: ClassVar[str] = "Taught with clean images only, how many damaged ones does it still name rightly?"
    metrics: ClassVar[tuple[Metric, ...]] = (
        Metric("clean", "right on clean images", low=0, high=1),
        Metric("flips", "right, mean over 0 to 30 % inverted pixels", low=0, high=1, control=SIMPLE),
        Metric("gaussian", "right, mean over noise of deviation 0 to 1", low=0, high=1, control=SIMPLE),
        Metric("corrupted", "right, mean over kinds of damage", low=0, high=1, control=SIMPLE),
        Metric("drop", "lost by damage, mean over kinds", better="lower", low=-1, high=1, control=SIMPLE),
    )

    def measure(self, subject: Subject) -> Measurement:
        """Ask the trained network about images damaged in every way."""
        network = subject.trained()
        images, labels = subject.tests(1 + len(FLIPS) + len(DEVIATIONS) + len(CORRUPTIONS))

        def right(damaged: Images) -> float:
            return subject.accuracy(network, damaged, labels)

        def draw(what: str) -> np.random.Generator:
            return generator(subject.seed, f"compare/noise/{what}")

        clean = right(images)
        flips = [clean, *(right(flip_pixels(images, share, draw(f"flips/{share}"))) for share in FLIPS)]
        normal = [clean, *(right(add_gaussian(images, sd, draw(f"gaussian/{sd}"))) for sd in DEVIATIONS)]
        damaged = {name: right(corrupt(images, name, draw(name))) for name in CORRUPTIONS}
        corrupted = float(np.mean(list(damaged.values())))
        curves = {
            "flips": Curve([0.0, *FLIPS], flips, "share of the pixels inverted", "accuracy"),
            "gaussian": Curve([0.0, *DEVIATIONS], normal, "standard deviation of the noise, of full range", "accuracy"),
        }
        metrics = {
            "clean": clean,
            "flips": mean_height(curves["flips"].x, flips),
            "gaussian": mean_height(curves["gaussian"].x, normal),
            "corrupted": corrupted,
            "drop": clean - corrupted,
        }
        return Measurement(metrics, curves, {"accuracy_by_damage": damaged, "tested": len(labels)})
