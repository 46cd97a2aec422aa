"""A constant input between two times."""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp
import numpy as np
from jaxtyping import Float

from wetnet.core.parameters import parameter
from wetnet.core.registry import registered
from wetnet.simulation.stimuli.stimulus import FOREVER, INPUT, Stimulus, within


@registered("step", kind="stimulus")
class Step(Stimulus):
    """``amplitude`` from ``start`` until just before ``stop``, zero elsewhere."""

    amplitude: float = parameter(1.0, INPUT, "height", low=-1e9, high=1e9, symbol="A")
    start: float = parameter(0.0, "ms", "when it begins", low=0, high=FOREVER)
    stop: float = parameter(FOREVER, "ms", "when it ends", low=0, high=FOREVER)

    def __call__(self, time: Any) -> Any:
        """Amplitude between start and stop."""
        return jnp.where((time >= self.start) & (time < self.stop), self.amplitude, 0.0)

    def corners(self, duration: float) -> Float[np.ndarray, " corners"]:
        """Both ends."""
        return within([self.start, self.stop], duration)
