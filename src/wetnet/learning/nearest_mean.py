"""The simplest classifier that learns: the nearest of the ten mean images."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import ClassVar, Self

import numpy as np
from jaxtyping import Int

from wetnet.core.registry import registered
from wetnet.learning import lesions
from wetnet.learning.lesions import SYNAPSES, Lesionable
from wetnet.learning.operations import Counted, Operations, count_layers
from wetnet.learning.schedule import Schedule, Tuning
from wetnet.learning.streamed import Streamed
from wetnet.tasks.task import Images, Labels

CLASSES = 10


@registered("nearest-mean", kind="learner")
class NearestMean(Streamed, Lesionable, Counted):
    """The mean image m of each class; the answer is the class whose mean is nearest to the image x.

    |x − m|² is smallest where m·x − |m|²/2 is largest: one layer with weights m and a bias, which is how its
    operations are counted and how it is damaged (a lost synapse is a weight of zero; biases stay).
    One image of a class is enough, and classes do not disturb each other: a strong baseline for few examples.
    """

    schedule: ClassVar[Schedule] = Schedule(epochs=1)
    tuning: ClassVar[Tuning] = Tuning(1, "nothing: it has no settings")

    def begin(self) -> None:
        """No image seen."""
        self.sums = np.zeros((CLASSES, 0))
        self.counts = np.zeros(CLASSES)
        self.lost = np.zeros((CLASSES, 0), bool)

    def learn(self, images: Images, labels: Labels) -> None:
        """Add the images to the sums of their classes."""
        rows = images.reshape(len(images), -1) / 255
        if not self.sums.size:
            self.sums, self.lost = np.zeros((CLASSES, rows.shape[1])), np.zeros((CLASSES, rows.shape[1]), bool)
        np.add.at(self.sums, labels, rows)
        np.add.at(self.counts, labels, 1)

    def predict(self, images: Images) -> Int[np.ndarray, " n"]:
        """The class of the nearest mean; classes never seen are never answered."""
        bias = np.where(self.counts > 0, -(self._means() ** 2).sum(axis=1) / 2, -np.inf)
        return np.argmax(images.reshape(len(images), -1) / 255 @ self._weights().T + bias, axis=1)

    def lesion_sites(self) -> Mapping[str, int]:
        """The pixels of the means that are not zero."""
        return {SYNAPSES: lesions.connections([self._weights()])}

    def lesioned(self, site: str, share: float, draw: np.random.Generator) -> Self:
        """A copy with some weights at zero."""
        twin = copy.copy(self)
        (left,) = lesions.without([self._weights()], lesions.chosen(self, site, share, draw))
        twin.lost = left == 0
        return twin

    def operations(self, images: Images) -> Operations:
        """One layer."""
        weights = self._weights()
        heard = images.reshape(len(images), -1) / 255
        return count_layers([weights], [heard], [], CLASSES, footprint=4.0 * (weights.size + CLASSES))

    def _means(self) -> np.ndarray:
        means: np.ndarray = self.sums / np.maximum(self.counts, 1)[:, None]
        return means

    def _weights(self) -> np.ndarray:
        return np.where(self.lost, 0.0, self._means())
