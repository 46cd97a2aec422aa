"""What is made of a curve: the mean height over its range."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np


def mean_height(x: Sequence[float], y: Sequence[float]) -> float:
    """Area under the straight lines between the points, over the width of the range."""
    width = x[-1] - x[0]
    return float(np.trapezoid(y, x) / width) if width else float(y[0])
