"""Euler's method one variable after the other: the scheme of Izhikevich's figure."""

from __future__ import annotations

from typing import Any, ClassVar

from wetnet.core.cells import Values
from wetnet.core.registry import registered
from wetnet.simulation.integrator import Flow, Integrator


@registered("sequential-euler", kind="integrator")
class SequentialEuler(Integrator):
    """v ← v + dt f(v, u), then u ← u + dt g(v, u) with the new v: each variable sees those before it, already moved.

    The order is that in which the model declares its state. First order. It is the scheme that drew the twenty firing
    patterns; with steps of 0.1 to 0.5 ms, some of those patterns exist in it only.

    Source: the program of figure 1 of Izhikevich 2004 (doi:10.1109/TNN.2004.832719).
    Checked against: the spike times of that program and of the one of figure 2 of Izhikevich 2003, exactly.
    """

    order: ClassVar[int] = 1
    samples_at: ClassVar[float] = 0.0

    def increment(self, flow: Flow, state: Values, dt: Any) -> Values:
        """One step along each variable's tangent, seen from where the variables before it have gone."""
        moved, gains = dict(state), {}
        for name in state:
            gains[name] = dt * flow(moved)[name]
            moved[name] = state[name] + gains[name]
        return gains
