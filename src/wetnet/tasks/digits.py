"""Handwritten digits: MNIST from wherever it can be had, and a small stand-in where it cannot."""

from __future__ import annotations

import logging
import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from wetnet.core.errors import ResourceError
from wetnet.core.registry import registered
from wetnet.tasks import mnist
from wetnet.tasks.task import Images, Labels, Task

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Digits:
    """Images of handwritten digits, 0 (paper) to 255 (ink), with their labels 0 to 9.

    source: where they come from, in words; says so where they are not the original MNIST.
    """

    train_images: Images
    train_labels: Labels
    test_images: Images
    test_labels: Labels
    source: str


def cache_folder() -> Path:
    """The folder of the user's cache in which downloaded digits are kept."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "wetnet" / "mnist"


def load(directory: Path | str | None = None, download: bool = True) -> Digits:
    """MNIST from ``directory`` or WETNET_DATA, else the user's cache, else a download, else a stand-in.

    The stand-in, scikit-learn's own 8×8 digits scaled up, exercises the machinery only; a warning says so.

    Raises
    ------
    DataError: files are there but damaged or not MNIST; they are never replaced by something else.
    """
    chosen = directory or os.environ.get("WETNET_DATA")
    if chosen:
        return _read(Path(chosen).expanduser())
    if mnist.complete(cache_folder()):
        return _read(cache_folder())
    if download:
        try:
            mnist.fetch(cache_folder())
            return _read(cache_folder())
        except ResourceError as error:
            _log.debug("%s", error)
    _say_once(
        "MNIST is not here and was not downloaded (`wetnet data fetch digits` says why): "
        "using scikit-learn's 1797 small digits scaled up; accuracies are not MNIST's"
    )
    return _stand_in()


@registered("digits", kind="task")
def digits(seed: int, data: Path | str | None = None) -> Task:
    """MNIST: 60 000 images to learn, 10 000 to test."""
    found = load(data)
    return Task(
        "digits",
        seed,
        found.train_images,
        found.train_labels,
        found.test_images,
        found.test_labels,
        source=found.source,
    )


def _read(directory: Path) -> Digits:
    arrays, unknown = mnist.read(directory)
    source = f"MNIST from {directory}"
    if unknown:
        names = ", ".join(path.name for path in unknown)
        _say_once(f"{directory}: the SHA-256 of {names} is not that of the original MNIST")
        source += f" ({names} differs from the original)"
    return Digits(
        arrays[mnist.TRAIN_IMAGES],
        arrays[mnist.TRAIN_LABELS],
        arrays[mnist.TEST_IMAGES],
        arrays[mnist.TEST_LABELS],
        source,
    )


@cache
def _say_once(message: str) -> None:
    _log.warning(message)


def _stand_in() -> Digits:
    """scikit-learn's 8×8 digits, enlarged to 20×20 and centred in 28×28 as MNIST's are; the last 297 to test."""
    from scipy.ndimage import zoom
    from sklearn.datasets import load_digits

    small = load_digits()
    large = zoom(small.images * (255 / 16), (1, 2.5, 2.5), order=1, grid_mode=True, mode="nearest")
    images = np.pad(np.rint(large).astype(np.uint8), ((0, 0), (4, 4), (4, 4)))
    labels = small.target.astype(np.uint8)
    return Digits(images[:1500], labels[:1500], images[1500:], labels[1500:], "scikit-learn's 8×8 digits, scaled up")
