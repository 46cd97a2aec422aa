"""Spike trains drawn at random."""

from __future__ import annotations

import numpy as np

from wetnet.core import keys
from wetnet.core.errors import ConfigurationError
from wetnet.spikes.statistics import Train


def poisson(rate: float, duration: float, refractory_period: float = 0.0, seed: int = 0) -> Train:
    """A Poisson process of mean ``rate`` (Hz) for ``duration`` ms; no interval is below ``refractory_period`` (ms).

    With a refractory period the hazard between spikes is raised so that the mean rate is still ``rate``.
    """
    if not (rate >= 0 and duration >= 0 and refractory_period >= 0 and 1e-3 * rate * refractory_period < 1):
        raise ConfigurationError(
            f"rate = {rate} Hz for {duration} ms with a refractory period of {refractory_period} ms; expected numbers "
            "of 0 or more, and a mean interval longer than the refractory period"
        )
    if rate == 0:
        return np.zeros(0)
    draws = keys.generator(seed, "spikes.poisson")
    wait = 1e3 / rate - refractory_period
    times, last = [np.zeros(0)], 0.0
    while last < duration:
        some = draws.exponential(wait, 1 + int(1.1 * (duration - last) * rate / 1e3)) + refractory_period
        if len(times) == 1:
            some[0] -= refractory_period  # the first spike has none before it
        times.append(last + np.cumsum(some))
        last = float(times[-1][-1])
    whole = np.concatenate(times)
    return whole[whole < duration]
