"""An implicit step over coupled compartments: Hines's tree solve between two half steps of the gates."""

from __future__ import annotations

from typing import Any, ClassVar

import jax
import jax.numpy as jnp

from wetnet.core.cells import Values
from wetnet.core.errors import ConfigurationError
from wetnet.core.functions import exprel
from wetnet.simulation.integrator import Flow, Integrator


class Hines(Integrator):
    """Second order, and stable however fine the compartments: what cells with a ``coupling`` are integrated with.

    The gates go half a step along their exponentials; the voltage a whole one by (2/dt − S − A) ΔV = 2 f, the linearly
    implicit midpoint rule, with A the coupling and S the slope of each compartment's own membrane; the gates go the
    other half. Modes much faster than dt do not grow, but alternate while they fade.

    Source: Hines 1984 (doi:10.1016/0020-7101(84)90008-4); splitting of Strang 1968 (doi:10.1137/0705041).

    Raises
    ------
    ConfigurationError: the cell has no coupled compartments.
    """

    order: ClassVar[int] = 2

    def increment(self, flow: Flow, state: Values, dt: Any) -> Values:
        """Gates, voltage, gates."""
        if flow.coupling is None:
            raise ConfigurationError(
                "Hines's method is for cells with coupled compartments; use rk4 or exponential-euler"
            )
        coupled, solve = flow.coupling
        half = _relax(flow, state, coupled, dt / 2)

        def along(x: Any) -> Any:
            return flow({**half, coupled: x})[coupled]

        # Rows of the coupling sum to zero, so a tangent of ones sees each membrane's own slope alone.
        rate, slope = jax.jvp(along, (half[coupled],), (jnp.ones_like(half[coupled]),))
        after = _relax(flow, {**half, coupled: half[coupled] + solve(2 / dt - slope, 2 * rate)}, coupled, dt / 2)
        return {name: after[name] - value for name, value in state.items()}


def _relax(flow: Flow, state: Values, coupled: str, by: Any) -> Values:
    """The state after every other variable has gone its own exponential way for a time."""
    moved = dict(state)
    for name, value in state.items():
        if name != coupled:

            def along(x: Any, name: str = name) -> Any:
                return flow({**state, name: x})[name]

            rate, slope = jax.jvp(along, (value,), (jnp.ones_like(value),))
            moved[name] = value + by * rate * exprel(by * slope)
    return moved
