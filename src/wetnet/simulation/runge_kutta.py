"""The classical Runge-Kutta method of fourth order."""

from __future__ import annotations

from typing import Any, ClassVar

from wetnet.core.cells import Values
from wetnet.core.registry import registered
from wetnet.simulation.integrator import Flow, Integrator


@registered("rk4", kind="integrator")
class RungeKutta4(Integrator):
    """Four slopes a step, fourth order where the flow is smooth (Kutta 1901)."""

    order: ClassVar[int] = 4

    def increment(self, flow: Flow, state: Values, dt: Any) -> Values:
        """One step with the weights 1/6, 1/3, 1/3, 1/6."""

        def ahead(rate: Values, by: Any) -> Values:
            return {name: value + by * rate[name] for name, value in state.items()}

        k1 = flow(state)
        k2 = flow(ahead(k1, dt / 2))
        k3 = flow(ahead(k2, dt / 2))
        k4 = flow(ahead(k3, dt))
        return {name: dt * (k1[name] + 2 * (k2[name] + k3[name]) + k4[name]) / 6 for name in state}
