"""An input at one frequency."""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp
import numpy as np
from jaxtyping import Float

from wetnet.core.parameters import parameter
from wetnet.core.registry import registered
from wetnet.simulation.stimuli.stimulus import FOREVER, INPUT, Stimulus, within


@registered("sine", kind="stimulus")
class Sine(Stimulus):
    """A sin(2π f (t − start) + φ) from ``start`` until ``stop``, zero elsewhere."""

    amplitude: float = parameter(1.0, INPUT, "half the distance between peaks", low=-1e9, high=1e9, symbol="A")
    frequency: float = parameter(10.0, "Hz", "frequency", low=0, high=1e5, symbol="f")
    phase: float = parameter(0.0, "rad", "phase at the start", low=-100, high=100, symbol="φ")
    start: float = parameter(0.0, "ms", "when it begins", low=0, high=FOREVER)
    stop: float = parameter(FOREVER, "ms", "when it ends", low=0, high=FOREVER)

    def __call__(self, time: Any) -> Any:
        """The sine wave between start and stop."""
        wave = self.amplitude * jnp.sin(2e-3 * np.pi * self.frequency * (time - self.start) + self.phase)
        return jnp.where((time >= self.start) & (time < self.stop), wave, 0.0)

    def corners(self, duration: float) -> Float[np.ndarray, " corners"]:
        """Both ends."""
        return within([self.start, self.stop], duration)
