"""Rectangular pulses at equal intervals."""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp
import numpy as np
from jaxtyping import Float

from wetnet.core.parameters import parameter
from wetnet.core.registry import registered
from wetnet.simulation.stimuli.stimulus import FOREVER, INPUT, Stimulus, within


@registered("pulses", kind="stimulus")
class Pulses(Stimulus):
    """``count`` pulses of ``amplitude`` and ``duration``, their beginnings ``interval`` apart."""

    amplitude: float = parameter(1.0, INPUT, "height of a pulse", low=-1e9, high=1e9, symbol="A")
    start: float = parameter(100.0, "ms", "when the first begins", low=0, high=FOREVER)
    duration: float = parameter(2.0, "ms", "length of a pulse", low=0, high=1e6)
    interval: float = parameter(5.0, "ms", "from the beginning of one to that of the next", low=1e-3, high=1e6)
    count: float = parameter(1.0, "", "number of pulses", low=0, high=1e6)

    def __call__(self, time: Any) -> Any:
        """Amplitude inside a pulse."""
        since = time - self.start
        which = jnp.clip(jnp.floor(since / self.interval), 0, self.count - 1)
        # Nearer to the last pulse than to the one before it is the only one that can be on, unless they overlap.
        inside = (since >= 0) & (since - which * self.interval < self.duration) & (self.count > 0)
        return jnp.where(inside, self.amplitude, 0.0)

    def corners(self, duration: float) -> Float[np.ndarray, " corners"]:
        """Both ends of every pulse."""
        number = min(float(self.count), np.ceil(duration / float(self.interval)))
        begins = self.start + self.interval * np.arange(number)
        return within([begins, begins + self.duration], duration)
