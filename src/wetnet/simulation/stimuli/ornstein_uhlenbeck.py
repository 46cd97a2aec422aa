"""Coloured Gaussian noise as a function of time."""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from jaxtyping import Float

from wetnet.core import keys
from wetnet.core.errors import ConfigurationError
from wetnet.core.parameters import parameter
from wetnet.core.registry import registered
from wetnet.simulation.stimuli.stimulus import INPUT, Stimulus

_APART, _FINEST = 5, 10
"""Nodes 2^5 time constants apart are independent (correlation e^-32); the smallest interval is 2^-10 of one."""


@registered("ornstein-uhlenbeck", kind="stimulus")
class OrnsteinUhlenbeck(Stimulus):
    """Stationary Gaussian noise with correlation exp(−|Δt|/τ): a current from many weak synapses.

    dx = (μ − x)/τ dt + σ √(2/τ) dW. The path is fixed by the seed whatever the times asked for: independent nodes 32 τ
    apart, between them bridges halved until τ/1024, a straight line below that.

    Source: Uhlenbeck & Ornstein 1930 (doi:10.1103/PhysRev.36.823); halving as in Gaines & Lyons 1997
    (doi:10.1137/S0036139995286515).
    """

    mean: float = parameter(0.0, INPUT, "mean", low=-1e9, high=1e9, symbol="μ")
    deviation: float = parameter(1.0, INPUT, "standard deviation", low=0, high=1e9, symbol="σ")
    tau: float = parameter(5.0, "ms", "correlation time", low=1e-3, high=1e6, symbol="τ")
    seed: float = parameter(0.0, "", "another path for another whole number", low=0, high=2**31 - 1)

    def __call__(self, time: Any) -> Any:
        """The path at ``time``."""
        time = jnp.asarray(time)
        dtype = jnp.result_type(time, float)
        base = keys.key(jnp.asarray(self.seed).astype(jnp.uint32), "ornstein-uhlenbeck")
        place = (time / self.tau).astype(dtype) * 2**_FINEST
        width = 2 ** (_APART + _FINEST)

        def draw(node: Any) -> Any:
            flat = jnp.ravel(node).astype(jnp.int32).astype(jnp.uint32)
            return jax.vmap(lambda n: jax.random.normal(keys.at_step(base, n), (), dtype))(flat).reshape(node.shape)

        left = jnp.floor(place / width) * width
        before, after = draw(left), draw(left + width)
        for level in range(_APART + _FINEST):
            half = width >> (level + 1)
            decay = np.exp(-half / 2**_FINEST)
            # The middle of a bridge of half-length h: mean (x₀ + x₁) e^-h/(1 + e^-2h), variance tanh h.
            spread = np.sqrt(np.tanh(half / 2**_FINEST))
            middle = (before + after) * (decay / (1 + decay**2)) + spread * draw(left + half)
            right = place >= left + half
            before, after = jnp.where(right, middle, before), jnp.where(right, after, middle)
            left = jnp.where(right, left + half, left)
        return self.mean + self.deviation * (before + (after - before) * (place - left))

    def corners(self, duration: float) -> Float[np.ndarray, " corners"]:
        """Raises ConfigurationError: the path has a kink everywhere, so that an adaptive solver cannot follow it."""
        raise ConfigurationError("ornstein-uhlenbeck noise is smooth nowhere; use steps of fixed length, not reference")
