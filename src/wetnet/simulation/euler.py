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

    def increment(self, flow: Flow, state: Values, dt: Any) -> Values:
        """One step along the tangent."""
        return {name: dt * rate for name, rate in flow(state).items()}
