"""A digit drawn by hand, made as MNIST's digits were.

Source: LeCun, Bottou, Bengio & Haffner 1998 (doi:10.1109/5.726791), section III A: scaled to fit a square of 20×20 with
its proportions kept, grey levels from the smoothing of the scaling, the centre of mass in the middle of 28×28.
"""

from __future__ import annotations

import math

import numpy as np
from jaxtyping import Float, UInt8

from wetnet.core.errors import DataError

SIDE, BOX = 28, 20
MIDDLE = 14
"""Row and column of MNIST's centres of mass, the first being 0."""
FAINTEST = 8
"""Ink that counts as drawn."""

TIE = 1e-6
"""Half a pixel is rounded up despite rounding errors: the same drawing at another size goes to the same place."""


def as_digit(ink: UInt8[np.ndarray, "height width"]) -> UInt8[np.ndarray, "28 28"]:
    """The drawing scaled, smoothed and centred, darkest ink 255.

    Raises
    ------
    DataError: nothing is drawn.
    """
    rows, columns = (np.flatnonzero((ink >= FAINTEST).any(axis)) for axis in (1, 0))
    if not len(rows):
        raise DataError(f"nothing is drawn: no pixel has an ink of {FAINTEST} or more of 255")
    drawn = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1].astype(np.float64)
    return _placed(_scaled(drawn, BOX / max(drawn.shape)))


def _scaled(drawn: Float[np.ndarray, "h w"], factor: float) -> Float[np.ndarray, "H W"]:
    """The drawing ``factor`` times as large; each new pixel is the mean of what it covers (no ink is lost)."""
    down, across = (_cover(length, max(1, math.ceil(length * factor - 1e-9)), factor) for length in drawn.shape)
    return down @ drawn @ across.T


def _cover(old: int, new: int, factor: float) -> Float[np.ndarray, "new old"]:
    """The share of each old pixel in each new one, along one axis."""
    edges = np.arange(old + 1) * factor
    low, high = np.arange(new)[:, None], np.arange(1, new + 1)[:, None]
    return np.clip(np.minimum(high, edges[1:]) - np.maximum(low, edges[:-1]), 0, None)


def _placed(small: Float[np.ndarray, "h w"]) -> UInt8[np.ndarray, "28 28"]:
    """The small image with its centre of mass in the middle, as near as whole pixels allow and the frame has room."""
    image = np.zeros((SIDE, SIDE))
    corner = [
        min(max(math.floor(MIDDLE - _middle(small, axis) + 0.5 + TIE), 0), SIDE - size)
        for axis, size in enumerate(small.shape)
    ]
    image[corner[0] : corner[0] + small.shape[0], corner[1] : corner[1] + small.shape[1]] = small
    return np.rint(image * (255 / image.max())).astype(np.uint8)


def _middle(image: Float[np.ndarray, "h w"], axis: int) -> float:
    """Centre of mass along an axis."""
    profile = image.sum(axis=1 - axis)
    return float(profile @ np.arange(len(profile)) / profile.sum())
