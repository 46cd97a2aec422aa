"""Postsynaptic currents that arrive at random."""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from jaxtyping import Float

from wetnet.core import keys
from wetnet.core.parameters import parameter
from wetnet.core.registry import registered
from wetnet.simulation.stimuli.stimulus import FOREVER, INPUT, Stimulus, within

_EVENTS = 2**15
"""So many arrivals are drawn; the last stands for the end of the process."""


@registered("poisson", kind="stimulus")
class Poisson(Stimulus):
    """Each arrival of a Poisson process of ``rate`` adds ``amplitude``, which decays with ``tau``.

    I(t) = A Σ exp(−(t − tₖ)/τ); mean A r τ, variance A² r τ/2 (Campbell 1909). The arrivals are fixed by seed and rate
    whatever the times asked for. After 32 768 of them the value is NaN, which stops a run by name.
    """

    amplitude: float = parameter(1.0, INPUT, "height of one postsynaptic current", low=-1e9, high=1e9, symbol="A")
    rate: float = parameter(100.0, "Hz", "mean number of arrivals in a second", low=0, high=1e6, symbol="r")
    tau: float = parameter(5.0, "ms", "decay of one postsynaptic current", low=1e-3, high=1e6, symbol="τ")
    start: float = parameter(0.0, "ms", "when arrivals begin", low=0, high=FOREVER)
    seed: float = parameter(0.0, "", "other arrivals for another whole number", low=0, high=2**31 - 1)

    def arrivals(self, dtype: Any = jnp.float64) -> Any:
        """Times of the arrivals in ms, the rate being 0 far beyond any run."""
        base = keys.key(jnp.asarray(self.seed).astype(jnp.uint32), "poisson")
        waits = jnp.cumsum(jax.random.exponential(base, (_EVENTS,), dtype))
        return self.start + waits * 1e3 / jnp.maximum(self.rate, 1e-9)

    def __call__(self, time: Any) -> Any:
        """Sum of the postsynaptic currents that have begun."""
        time = jnp.asarray(time)
        arrivals = self.arrivals(jnp.result_type(time, float))
        decays = jnp.exp(-jnp.diff(arrivals, prepend=arrivals[:1]) / self.tau)

        def arrive(height: Any, decay: Any) -> Any:
            height = height * decay + 1
            return height, height

        _, heights = jax.lax.scan(arrive, jnp.zeros_like(decays[0]), decays)
        last = jnp.searchsorted(arrivals, time, side="right") - 1
        known = jnp.maximum(last, 0)
        value = heights[known] * jnp.exp(-jnp.maximum(time - arrivals[known], 0.0) / self.tau)
        value = jnp.where(last < 0, 0.0, jnp.where(last < _EVENTS - 1, value, jnp.nan))
        return self.amplitude * value

    def corners(self, duration: float) -> Float[np.ndarray, " corners"]:
        """Every arrival."""
        return within([np.asarray(self.arrivals())], duration)
