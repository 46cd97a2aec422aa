"""How fast and how regularly a train fires."""

from __future__ import annotations

import numpy as np
from jaxtyping import Float

from wetnet.core.errors import ConfigurationError

Train = Float[np.ndarray, " spikes"]
"""Times of spikes in ms."""


def checked(train: Train) -> Train:
    """The train as an array.

    Raises
    ------
    ConfigurationError: not one-dimensional, not finite, or not in order; says where.
    """
    times = np.asarray(train, float)
    if times.ndim != 1 or not np.isfinite(times).all():
        raise ConfigurationError(f"a spike train is a list of finite times in ms; got an array of shape {times.shape}")
    falls = np.flatnonzero(np.diff(times) < 0)
    if len(falls):
        at = int(falls[0])
        raise ConfigurationError(f"spike {at + 1} at {times[at + 1]:g} ms comes before spike {at} at {times[at]:g} ms")
    return times


def rate(train: Train, start: float, stop: float) -> float:
    """Spikes per second (Hz) from ``start`` until just before ``stop`` (ms)."""
    times = checked(train)
    if not start < stop:
        raise ConfigurationError(f"a rate from {start} to {stop} ms; the window must have a length")
    return 1e3 * float(((times >= start) & (times < stop)).sum()) / (stop - start)


def intervals(train: Train) -> Float[np.ndarray, " intervals"]:
    """Times between successive spikes, ms."""
    return np.diff(checked(train))


def coefficient_of_variation(train: Train) -> float:
    """Deviation of the intervals over their mean: 0 for a clock, 1 for a Poisson process. NaN below two intervals."""
    gaps = intervals(train)
    return float(gaps.std() / gaps.mean()) if len(gaps) > 1 and gaps.mean() > 0 else float("nan")


def local_variation_2(train: Train) -> float:
    """CV2: mean of 2 |ΔI| / (I + I') over neighbouring intervals; 1 for a Poisson process, blind to slow changes.

    Source: Holt et al. 1996 (doi:10.1152/jn.1996.75.5.1806).
    """
    before, after = _neighbours(train)
    return float(np.mean(2 * np.abs(after - before) / (after + before))) if len(before) else float("nan")


def local_variation(train: Train) -> float:
    """LV: mean of 3 (I − I')² / (I + I')² over neighbouring intervals; 1 for a Poisson process.

    Source: Shinomoto et al. 2003 (doi:10.1162/089976603322518759).
    """
    before, after = _neighbours(train)
    return float(np.mean(3 * ((after - before) / (after + before)) ** 2)) if len(before) else float("nan")


def fano_factor(train: Train, window: float, start: float, stop: float) -> float:
    """Variance over mean of the counts in windows of that length (ms); 1 for a Poisson process. NaN without spikes."""
    number = int((stop - start) / window) if window > 0 else 0
    if number < 2:
        raise ConfigurationError(f"{number} windows of {window} ms from {start} to {stop} ms; a variance needs two")
    counts, _ = np.histogram(checked(train), start + window * np.arange(number + 1))
    return float(counts.var(ddof=1) / counts.mean()) if counts.any() else float("nan")


def _neighbours(train: Train) -> tuple[np.ndarray, np.ndarray]:
    gaps = intervals(train)
    before, after = gaps[:-1], gaps[1:]
    whole = before + after > 0
    return before[whole], after[whole]
