"""Groups of pulses, with a gap between the groups."""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp
import numpy as np
from jaxtyping import Float

from wetnet.core.parameters import parameter
from wetnet.core.registry import registered
from wetnet.simulation.stimuli.pulses import Pulses
from wetnet.simulation.stimuli.stimulus import FOREVER, INPUT, Stimulus, within


@registered("train", kind="stimulus")
class Train(Stimulus):
    """``trains`` groups of ``count`` pulses, ``gap`` of silence between the end of one group and the next."""

    amplitude: float = parameter(1.0, INPUT, "height of a pulse", low=-1e9, high=1e9, symbol="A")
    start: float = parameter(100.0, "ms", "when the first begins", low=0, high=FOREVER)
    duration: float = parameter(2.0, "ms", "length of a pulse", low=0, high=1e6)
    interval: float = parameter(5.0, "ms", "from the beginning of one pulse to that of the next", low=1e-3, high=1e6)
    count: float = parameter(3.0, "", "pulses in a group", low=1, high=1e6)
    gap: float = parameter(288.0, "ms", "silence between groups", low=1e-3, high=1e6)
    trains: float = parameter(3.0, "", "number of groups", low=0, high=1e6)

    @property
    def period(self) -> Any:
        """From the beginning of one group to that of the next, ms."""
        return (self.count - 1) * self.interval + self.duration + self.gap

    def _group(self, start: Any = 0.0) -> Pulses:
        return Pulses(self.amplitude, start, self.duration, self.interval, self.count)

    def __call__(self, time: Any) -> Any:
        """Amplitude inside a pulse of a group."""
        since = time - self.start
        which = jnp.clip(jnp.floor(since / self.period), 0, self.trains - 1)
        return jnp.where(self.trains > 0, self._group()(since - which * self.period), 0.0)

    def corners(self, duration: float) -> Float[np.ndarray, " corners"]:
        """Both ends of every pulse."""
        number = min(float(self.trains), np.ceil(duration / float(self.period)))
        one = self._group()
        ends = np.append(one.corners(float(self.period)), 0.0)
        return within([self.start + (self.period * np.arange(number)[:, None] + ends)], duration)
