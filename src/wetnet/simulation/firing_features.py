"""What firing patterns are made of: whether a recording is tonic, phasic, bursting, resonant…"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import numpy as np
from jaxtyping import Float

from wetnet.simulation.recording import Recording

Feature = Callable[[Recording], bool]

PAUSE = 15.0
"""ms: a longer interval separates two bursts."""


def times(recording: Recording) -> Float[np.ndarray, " spikes"]:
    """Spike times in ms."""
    return recording.spikes["spikes"].times


def bursts(recording: Recording) -> list[Float[np.ndarray, " spikes"]]:
    """Spike times, parted where an interval is longer than a pause."""
    every = times(recording)
    return [group for group in np.split(every, np.flatnonzero(np.diff(every) > PAUSE) + 1) if len(group)]


def all_of(*features: Feature) -> Feature:
    """Every one of them."""
    return lambda recording: all(feature(recording) for feature in features)


def count(least: int, most: float = np.inf) -> Feature:
    """A number of spikes between two numbers, both allowed."""
    return lambda recording: least <= len(times(recording)) <= most


def only_between(start: float, stop: float) -> Feature:
    """Every spike between two times in ms."""
    return lambda recording: bool(((times(recording) > start) & (times(recording) < stop)).all())


def lasting(until: float) -> Feature:
    """Still firing at a time in ms."""
    return lambda recording: bool(times(recording).max(initial=0) > until)


def steady(recording: Recording) -> bool:
    """The last two intervals differ by less than a tenth."""
    last = np.diff(times(recording))[-2:]
    return len(last) == 2 and bool(np.ptp(last) < 0.1 * last.mean())


def bursting(least: int, spikes: int, most: float = np.inf) -> Feature:
    """From ``least`` to ``most`` bursts, each of at least a number of spikes."""
    return lambda recording: (
        least <= len(bursts(recording)) <= most and all(len(one) >= spikes for one in bursts(recording))
    )


def burst_then_single(recording: Recording) -> bool:
    """A first burst of two or more, then spikes alone."""
    first, *rest = bursts(recording) or [np.empty(0)]
    return len(first) > 1 and len(rest) > 1 and all(len(one) == 1 for one in rest)


def slowing(recording: Recording) -> bool:
    """Each interval longer than the one before."""
    every = np.diff(times(recording))
    return len(every) > 2 and all(before < after for before, after in pairwise(every))


def from_zero(recording: Recording) -> bool:
    """On a ramp, each interval is shorter than the one before; the first at least twice the last."""
    every = np.diff(times(recording))
    return len(every) > 2 and bool((np.diff(every) < 0).all() and every[0] > 2 * every[-1])


def from_a_rate(recording: Recording) -> bool:
    """On a ramp, the first interval is already close to the later ones."""
    every = np.diff(times(recording))
    return len(every) > 2 and bool(every[0] < 2 * np.median(every))


def ringing(recording: Recording) -> bool:
    """After the last spike the voltage goes through three or more maxima, each lower than the one before."""
    v = recording["voltage"]
    tail = v.values[v.times > times(recording).max(initial=0), 0]
    tops = tail[1:-1][(tail[1:-1] > tail[:-2]) & (tail[1:-1] >= tail[2:])]
    return len(tops) >= 3 and bool((np.diff(tops[:3]) < 0).all())


def hump(recording: Recording) -> bool:
    """After its last spike the voltage stays above where it began, and comes down to it without another."""
    v = recording["voltage"]
    tail = v.values[v.times > times(recording).max(initial=0), 0]
    begin = v.values[0, 0]
    return len(tail) > 2 and bool(tail.max() > begin + 5 and abs(tail[-1] - begin) < 2)
