"""Euler's method with two half steps of the first variable: the scheme of Izhikevich's network."""

from __future__ import annotations

from typing import Any, ClassVar

from wetnet.core.cells import Values
from wetnet.core.registry import registered
from wetnet.simulation.integrator import Flow, Integrator


@registered("half-step-euler", kind="integrator")
class HalfStepEuler(Integrator):
    """v takes two steps of dt/2, then every other variable one step of dt with the new v.

    The first declared variable is v. First order. Izhikevich's network of 1000 cells uses it with dt = 1 ms, "for
    numerical stability"; simulators that offer his cell kept it.

    Source: the network program of Izhikevich 2003 (doi:10.1109/TNN.2003.820440).
    Checked against: NEST's `izhikevich` with its published scheme, where NEST is installed (docs/validation.md).
    Deviates from: the network program, which resets before it integrates, not after.
    """

    order: ClassVar[int] = 1
    samples_at: ClassVar[float] = 0.0

    def increment(self, flow: Flow, state: Values, dt: Any) -> Values:
        """Half a step and another half of the first variable, one whole step of the others."""
        fast, *slow = state
        moved = dict(state)
        for _ in range(2):
            moved[fast] = moved[fast] + dt / 2 * flow(moved)[fast]
        gains = {fast: moved[fast] - state[fast]}
        for name in slow:
            gains[name] = dt * flow(moved)[name]
            moved[name] = state[name] + gains[name]
        return gains
