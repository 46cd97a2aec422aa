"""How far two spike trains are apart."""

from __future__ import annotations

import numpy as np

from wetnet.core.errors import ConfigurationError
from wetnet.spikes.statistics import Train, checked


def victor_purpura(first: Train, second: Train, cost: float) -> float:
    """Least price of making one train of the other: 1 to add or take a spike, ``cost`` per ms to move one.

    Source: Victor & Purpura 1996 (doi:10.1152/jn.1996.76.2.1310).
    """
    if not cost >= 0:
        raise ConfigurationError(f"cost = {cost} per ms; expected 0 or more")
    a, b = checked(first), checked(second)
    if np.isinf(cost):
        return float(len(a) + len(b) - 2 * len(np.intersect1d(a, b)))
    row = np.arange(len(b) + 1.0)
    added = np.arange(len(b) + 1.0)
    for time in a:
        moved = np.append(np.inf, row[:-1] + cost * np.abs(time - b))
        best = np.minimum(row + 1, moved)
        # Adding spikes along the row costs one each: the least of best[k] + (j − k) for k ≤ j.
        row = np.minimum.accumulate(best - added) + added
    return float(row[-1])


def van_rossum(first: Train, second: Train, tau: float) -> float:
    """Distance of the two trains, each spike followed by exp(−t/τ): √(1/τ ∫ (f − g)² dt). One spike alone: √½.

    Source: van Rossum 2001 (doi:10.1162/089976601300014321); the sum in closed form.
    """
    if not 0 < tau < np.inf:
        raise ConfigurationError(f"tau = {tau} ms; expected a positive time")
    a, b = checked(first), checked(second)

    def overlap(one: Train, other: Train) -> float:
        return float(np.exp(-np.abs(one[:, None] - other) / tau).sum())

    return float(np.sqrt(max(0.0, (overlap(a, a) + overlap(b, b) - 2 * overlap(a, b)) / 2)))
