"""An input that grows in proportion to time."""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp
import numpy as np
from jaxtyping import Float

from wetnet.core.parameters import parameter
from wetnet.core.registry import registered
from wetnet.simulation.stimuli.stimulus import FOREVER, INPUT, Stimulus, within


@registered("ramp", kind="stimulus")
class Ramp(Stimulus):
    """Zero until ``start``, a straight line to ``amplitude`` at ``stop``, then held there."""

    amplitude: float = parameter(1.0, INPUT, "value at the end", low=-1e9, high=1e9, symbol="A")
    start: float = parameter(0.0, "ms", "when it begins to rise", low=0, high=FOREVER)
    stop: float = parameter(1000.0, "ms", "when it has risen", low=0, high=FOREVER)

    def __call__(self, time: Any) -> Any:
        """Share of the way times amplitude; a jump where start is not before stop."""
        length = self.stop - self.start
        share = (time - self.start) / jnp.where(length > 0, length, 1.0)
        return self.amplitude * jnp.where(length > 0, jnp.clip(share, 0.0, 1.0), jnp.where(time >= self.stop, 1.0, 0.0))

    def corners(self, duration: float) -> Float[np.ndarray, " corners"]:
        """Both ends."""
        return within([self.start, self.stop], duration)
