"""Exponential Euler with the exact diagonal of the Jacobian."""

from __future__ import annotations

from typing import Any, ClassVar

import jax
import jax.numpy as jnp

from wetnet.core.cells import Values
from wetnet.core.functions import exprel
from wetnet.core.registry import registered
from wetnet.simulation.integrator import Flow, Integrator


@registered("exponential-euler", kind="integrator")
class ExponentialEuler(Integrator):
    """x ← x + dt f(x) exprel(dt ∂f/∂x), each variable with its own derivative.

    Exact where a variable is linear in itself and the others stand still: a leaky membrane, a gate at fixed
    voltage. First order in general, and stable where forward Euler is stiff. The derivative is one forward
    tangent per variable, so it holds for every model whose cells do not couple within a flow.

    Source: Rotter & Diesmann 1999 (doi:10.1007/s004220050570); Börgers & Nectow 2013 (doi:10.1137/120883657).
    """

    order: ClassVar[int] = 1

    def increment(self, flow: Flow, state: Values, dt: Any) -> Values:
        """One step, every variable along the exponential of its own relaxation."""
        rate = flow(state)
        gains = {}
        for name, value in state.items():
            value = jnp.broadcast_to(value, jnp.shape(rate[name]))

            def along(x: Any, name: str = name) -> Any:
                return flow({**state, name: x})[name]

            _, slope = jax.jvp(along, (value,), (jnp.ones_like(value),))
            gains[name] = dt * rate[name] * exprel(dt * slope)
        return gains
