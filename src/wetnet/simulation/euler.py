"""Forward Euler."""

from __future__ import annotations

from typing import Any, ClassVar

from wetnet.core.cells import Values
from wetnet.core.registry import registered
from wetnet.simulation.integrator import Flow, Integrator


@registered("euler", kind="integrator")
class Euler(Integrator):
    """x ← x + dt f(x): first order, the scheme of the seeds."""

    order: ClassVar[int] = 1

    def step(self, flow: Flow, state: Values, dt: Any) -> Values:
        """One step along the tangent."""
        rate = flow(state)
        return {name: value + dt * rate[name] for name, value in state.items()}
