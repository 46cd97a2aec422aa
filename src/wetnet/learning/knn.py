"""Nearest neighbours: remember every image, answer as the most similar ones."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import ClassVar, Self

import numpy as np
from jaxtyping import Float, Int

from wetnet.core.registry import registered
from wetnet.learning import lesions
from wetnet.learning.lesions import CELLS, SYNAPSES, Lesionable
from wetnet.learning.operations import Counted, Operations, count_layers
from wetnet.learning.schedule import Schedule, Tuning
from wetnet.learning.streamed import Streamed
from wetnet.tasks.task import Images, Labels

NEIGHBOURS = 3
CLASSES = 10
_BLOCK = 200  # images asked at a time, against all that are remembered


@registered("knn", kind="learner")
class NearestNeighbours(Streamed, Lesionable, Counted):
    """The class of the three nearest remembered images (Euclidean); between equal votes that of the nearest of them.

    |x − p|² is smallest where p·x − |p|²/2 is largest: each remembered image p is a cell with weights p and a bias,
    which is how operations are counted and how it is damaged: a lost cell is a forgotten image, a lost synapse a weight
    of zero. Neighbours vote without any multiplication.

    Source: Cover & Hart 1967 (doi:10.1109/TIT.1967.1053964).
    """

    schedule: ClassVar[Schedule] = Schedule(epochs=1)
    tuning: ClassVar[Tuning] = Tuning(1, "nothing: three neighbours, as is usual for MNIST")

    def begin(self) -> None:
        """Nothing remembered."""
        self.memory = np.zeros((0, 0), np.float32)
        self.bias = np.zeros(0, np.float32)
        self.labels = np.zeros(0, np.uint8)

    def learn(self, images: Images, labels: Labels) -> None:
        """Remember the images."""
        rows = _rows(images)
        self.memory = np.concatenate([self.memory.reshape(-1, rows.shape[1]), rows])
        self.bias = np.concatenate([self.bias, -(rows**2).sum(axis=1) / 2])
        self.labels = np.concatenate([self.labels, labels])

    def predict(self, images: Images) -> Int[np.ndarray, " n"]:
        """What the nearest remembered images say."""
        rows = _rows(images)
        blocks = [self._answer(rows[start : start + _BLOCK]) for start in range(0, len(rows), _BLOCK)]
        return np.concatenate([np.zeros(0, np.int64), *blocks])

    def _answer(self, rows: Float[np.ndarray, "n pixels"]) -> Int[np.ndarray, " n"]:
        closeness = rows @ self.memory.T + self.bias
        count = min(NEIGHBOURS, len(self.labels))
        near = np.argpartition(-closeness, count - 1, axis=1)[:, :count]
        order = np.argsort(-np.take_along_axis(closeness, near, axis=1), axis=1, kind="stable")
        said = self.labels[np.take_along_axis(near, order, axis=1)]
        # A vote is worth a little less the farther away: enough to settle what would be equal, never more.
        worth = 1 - np.arange(count) / (2 * NEIGHBOURS**2)
        votes = np.stack([((said == label) * worth).sum(axis=1) for label in range(CLASSES)], axis=1)
        return np.argmax(votes, axis=1)

    def lesion_sites(self) -> Mapping[str, int]:
        """The remembered images, and their pixels that are not zero."""
        return {CELLS: len(self.labels), SYNAPSES: lesions.connections([self.memory])}

    def lesioned(self, site: str, share: float, draw: np.random.Generator) -> Self:
        """A copy that has forgotten images, or pixels of them; at least one image is left."""
        twin, lost = copy.copy(self), lesions.chosen(self, site, share, draw)
        if site == SYNAPSES:
            (twin.memory,) = lesions.without([self.memory], lost)
        else:
            lost[0] &= not lost.all()
            twin.memory, twin.bias, twin.labels = self.memory[~lost], self.bias[~lost], self.labels[~lost]
        return twin

    def operations(self, images: Images) -> Operations:
        """One layer, a cell for each remembered image."""
        footprint = 4.0 * (self.memory.size + self.bias.size) + self.labels.size
        return count_layers([self.memory], [_rows(images)], [], len(self.bias), footprint)


def _rows(images: Images) -> Float[np.ndarray, "n pixels"]:
    return images.reshape(len(images), -1).astype(np.float32) / 255
