"""Forward Euler for equations with white noise."""

from __future__ import annotations

from typing import Any, ClassVar
from zlib import crc32

import jax
import jax.numpy as jnp

from wetnet.core.cells import Values
from wetnet.core.registry import registered
from wetnet.simulation.integrator import Flow, Integrator


@registered("euler-maruyama", kind="integrator")
class EulerMaruyama(Integrator):
    """x ← x + dt f(x) + √dt g(x) ξ, ξ normal and independent for each variable, cell and step (Itô).

    First order where there is no noise or where it is added alone; strong order 1/2 where g depends on x.

    Source: Maruyama 1955 (doi:10.1007/BF02846028). Checked against: the variance of its own discrete Ornstein-Uhlenbeck
    process, σ² dt/(1 − (1 − k dt)²).
    """

    order: ClassVar[int] = 1
    stochastic: ClassVar[bool] = True

    def increment(self, flow: Flow, state: Values, dt: Any) -> Values:
        """One step along the tangent and one draw."""
        gains = {name: dt * rate for name, rate in flow(state).items()}
        if flow.noise is not None:
            for name, amplitude in flow.noise.amplitude(state).items():
                key = jax.random.fold_in(flow.noise.key, crc32(name.encode()))
                shape = jnp.broadcast_shapes(jnp.shape(amplitude), jnp.shape(gains[name]))
                draw = jax.random.normal(key, shape, gains[name].dtype)
                gains[name] = gains[name] + jnp.sqrt(dt) * amplitude * draw
        return gains
