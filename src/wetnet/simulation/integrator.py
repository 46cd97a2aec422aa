"""What an integrator is: one step of an ordinary differential equation."""

from __future__ import annotations

import abc
from collections.abc import Callable
from typing import Any, ClassVar

from wetnet.core.cells import Values
from wetnet.core.parameters import Described

Flow = Callable[[Values], Values]
"""State to rate of change per ms, with memory and input already bound."""


class Integrator(Described):
    """A rule that advances a state by dt; ``order`` is the power of dt in its global error."""

    order: ClassVar[int]

    @abc.abstractmethod
    def step(self, flow: Flow, state: Values, dt: Any) -> Values:
        """The state after ``dt`` ms, the input held constant."""
