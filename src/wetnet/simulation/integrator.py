"""What an integrator is: one step of an ordinary differential equation."""

from __future__ import annotations

import abc
from collections.abc import Callable
from typing import Any, ClassVar, NamedTuple

from wetnet.core.cells import Coupling, Values
from wetnet.core.parameters import Described


class Noise(NamedTuple):
    """Amplitudes of the white noise at a state, per √ms, and the key with which it is drawn."""

    amplitude: Callable[[Values], Values]
    key: Any


class Flow(NamedTuple):
    """State to rate of change per ms, with memory and input already bound; and what in it couples compartments."""

    rate: Callable[[Values], Values]
    coupling: Coupling | None = None
    noise: Noise | None = None

    def __call__(self, state: Values) -> Values:
        """Rate of change of every state variable."""
        return self.rate(state)


class Integrator(Described):
    """A rule that says how far a state moves in dt; ``order`` is the power of dt in its global error.

    It gives the increment, not the new state, so that whoever holds a variable fixed adds zero instead of selecting
    between old and new: a select that may leave memory as it is makes XLA's loops on a CPU eight times slower.
    """

    order: ClassVar[int]
    stochastic: ClassVar[bool] = False
    """Whether it draws the noise of a model that has some."""
    samples_at: ClassVar[float] = 0.5
    """Where in a step the input is taken: in the middle, which keeps second order, unless a program did otherwise."""

    @abc.abstractmethod
    def increment(self, flow: Flow, state: Values, dt: Any) -> Values:
        """What every variable gains in ``dt`` ms, the input held constant."""
