"""An input whose frequency rises: all resonances in one sweep."""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp
import numpy as np
from jaxtyping import Float

from wetnet.core.parameters import parameter
from wetnet.core.registry import registered
from wetnet.simulation.stimuli.stimulus import FOREVER, INPUT, Stimulus, within


@registered("chirp", kind="stimulus")
class Chirp(Stimulus):
    """A sin φ(t) whose frequency φ'/2π goes from ``low`` to ``high`` in proportion to time; zero elsewhere.

    φ = 2π (f₀ s + (f₁ − f₀) s²/2T), s = t − start, T = stop − start (the ZAP current of Hutcheon & Yarom 2000,
    doi:10.1016/S0166-2236(00)01547-2).
    """

    amplitude: float = parameter(1.0, INPUT, "half the distance between peaks", low=-1e9, high=1e9, symbol="A")
    low: float = parameter(0.0, "Hz", "frequency at the start", low=0, high=1e5, symbol="f₀")
    high: float = parameter(100.0, "Hz", "frequency at the end", low=0, high=1e5, symbol="f₁")
    start: float = parameter(0.0, "ms", "when it begins", low=0, high=FOREVER)
    stop: float = parameter(1000.0, "ms", "when it ends", low=0, high=FOREVER)

    def __call__(self, time: Any) -> Any:
        """The wave between start and stop."""
        since, length = time - self.start, jnp.maximum(self.stop - self.start, 1e-9)
        cycles = 1e-3 * (self.low * since + (self.high - self.low) * since**2 / (2 * length))
        inside = (time >= self.start) & (time < self.stop)
        return jnp.where(inside, self.amplitude * jnp.sin(2 * np.pi * cycles), 0.0)

    def corners(self, duration: float) -> Float[np.ndarray, " corners"]:
        """Both ends."""
        return within([self.start, self.stop], duration)
