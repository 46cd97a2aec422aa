"""Any classifier of scikit-learn as a network under test."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar, Self

import numpy as np
from jaxtyping import Float, Int

from wetnet.core.errors import ConfigurationError
from wetnet.learning.learner import Learner
from wetnet.learning.schedule import Schedule
from wetnet.learning.streamed import Streamed
from wetnet.tasks.task import Images, Labels

CLASSES = np.arange(10)


def scikit(slug: str, estimator: Any, epochs: int = 1) -> type[Learner]:
    """A learner class around an estimator, which itself is never changed: each seed fits a clone.

    Pixels go from 0 to 1, one row an image. An estimator with ``partial_fit`` learns block by block; any other
    learns once the stream of an epoch has passed. The seed becomes its ``random_state``, where it has one.

    Raises
    ------
    ConfigurationError: not a classifier, or one name for two things.
    """
    if not (hasattr(estimator, "fit") and hasattr(estimator, "predict") and hasattr(estimator, "get_params")):
        raise ConfigurationError(f"{estimator!r} is no estimator of scikit-learn: it needs fit, predict and get_params")
    name = "".join(part.capitalize() for part in slug.split("-"))
    schedule = Schedule(epochs)
    return type(
        name, (_Estimator,), {"slug": slug, "estimator": estimator, "settings": repr(estimator), "schedule": schedule}
    )


class _Estimator(Streamed):
    """Fits a clone of ``estimator``; ``settings`` is what a record's version knows of it."""

    estimator: ClassVar[Any]
    settings: ClassVar[str]

    def begin(self) -> None:
        """A fresh clone."""
        from sklearn.base import clone

        self.fitted = clone(self.estimator)
        if "random_state" in self.fitted.get_params():
            self.fitted.set_params(random_state=self.seed)
        self._heard: list[tuple[np.ndarray, np.ndarray]] = []

    def learn(self, images: Images, labels: Labels) -> None:
        """Fit part of the stream, or remember it."""
        if hasattr(self.fitted, "partial_fit"):
            self.fitted.partial_fit(_rows(images), labels, classes=CLASSES)
        else:
            self._heard.append((_rows(images), labels))

    def end_epoch(self) -> None:
        """Fit what was remembered."""
        if self._heard:
            images, labels = zip(*self._heard, strict=True)
            self.fitted.fit(np.concatenate(images), np.concatenate(labels))
            self._heard = []

    def predict(self, images: Images) -> Int[np.ndarray, " n"]:
        """What the estimator predicts."""
        answers: np.ndarray = self.fitted.predict(_rows(images))
        return answers

    def save(self, path: Path) -> Path:
        """Not possible: scikit-learn's estimators are saved with pickle, which wetnet does not use."""
        raise ConfigurationError(f"{self.slug} cannot be saved: scikit-learn has no format for estimators but pickle")

    @classmethod
    def load(cls, path: Path) -> Self:
        """Not possible either."""
        raise ConfigurationError(f"{cls.slug} cannot be loaded: scikit-learn has no format for estimators but pickle")


def _rows(images: Images) -> Float[np.ndarray, "n pixels"]:
    return images.reshape(len(images), -1).astype(np.float32) / 255
