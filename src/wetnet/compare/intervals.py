"""A mean and how far it can be trusted."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np


class Interval(NamedTuple):
    """A mean with the bounds of its confidence interval; bounds are NaN where one sample gives none."""

    value: float
    low: float
    high: float


def mean_interval(samples: Sequence[float], confidence: float = 0.95) -> Interval:
    """Mean of independent samples with its Student-t interval.

    Source: Student (W. S. Gosset), "The probable error of a mean", Biometrika 6, 1-25 (1908), doi:10.2307/2331554.
    """
    from scipy.special import stdtrit

    values = np.asarray(samples, np.float64)
    mean = float(values.mean())
    if len(values) < 2:
        return Interval(mean, math.nan, math.nan)
    half = float(stdtrit(len(values) - 1, (1 + confidence) / 2) * values.std(ddof=1) / math.sqrt(len(values)))
    return Interval(mean, mean - half, mean + half)
