"""The three kinds of cell, and the events of a continuous one.

========== ============================================================ ===============================
kind       contract                                                     examples
========== ============================================================ ===============================
Static     ``unit(input) -> output``                                    ReLU, sigmoid, McCulloch-Pitts
Discrete   ``start()``, ``step(state, input, dt, key)``                 Poisson, a map, the original
                                                                        brain cell
Continuous ``rest()``, ``flow(state, memory, input)``, ``events``,      everything with equations
           ``readout(state, memory, input)``
========== ============================================================ ===============================

State, memory, input and read-out are dictionaries of arrays; each model declares what they hold. All
methods are element-wise and broadcast: a population is the same object with batched parameters.
Time is in ms and rates of change are per ms. Every kind may carry its ``equations`` as LaTeX, for whoever shows them.
"""

from __future__ import annotations

import abc
from collections.abc import Callable, Mapping
from typing import Any, ClassVar, NamedTuple

from jaxtyping import Array, Bool, Float

from wetnet.core.parameters import Described, Quantity

Values = dict[str, Float[Array, "*cells"]]
"""Named arrays that broadcast against each other: a state, an input, a read-out."""


class Static(Described):
    """A unit without time: output is a function of the present input."""

    equations: ClassVar[str] = ""
    r"""LaTeX of the model, one equation a line, lines separated by ``\\``; empty where nobody wrote it down."""

    @abc.abstractmethod
    def __call__(self, input: Float[Array, "*shape"]) -> Float[Array, "*shape"]:
        """Output of the unit."""


class Discrete(Described):
    """A cell given as a map from one time step to the next."""

    equations: ClassVar[str] = ""
    r"""LaTeX of the model, one equation a line, lines separated by ``\\``; empty where nobody wrote it down."""
    states: ClassVar[Mapping[str, Quantity]]
    inputs: ClassVar[Mapping[str, Quantity]]
    draws: ClassVar[bool] = False
    """Whether ``step`` needs a random key."""

    @abc.abstractmethod
    def start(self) -> Values:
        """The state before anything has happened."""

    @abc.abstractmethod
    def step(self, state: Values, input: Values, dt: Any, key: Any) -> tuple[Values, Bool[Array, "*cells"]]:
        """State after ``dt`` ms and whether the cell spiked in that step.

        ``key`` is a JAX random key, or None where the cell draws nothing.
        """


class Event(NamedTuple):
    """Something that happens at an instant: the guard rising through zero *is* the event.

    guard: ``(state, memory, input) -> value``; the event is its rise through zero.
    jump: ``(state, memory, input) -> (state, memory)`` just after the event.
    emits: whether the event is a spike.
    hold: ms during which the ``clamps`` keep their value after the jump (refractoriness).
    clamps: names of the state variables that are held.
    """

    guard: Callable[[Values, Values, Values], Any]
    jump: Callable[[Values, Values, Values], tuple[Values, Values]] = lambda state, memory, input: (state, memory)
    emits: bool = True
    hold: Any = 0.0
    clamps: tuple[str, ...] = ()


class Coupling(NamedTuple):
    """How the compartments of one cell pull at each other: the part A of the flow that is linear and not element-wise.

    variable: the state variable in which they are coupled; its last axis is the compartments.
    solve: ``(own, right) -> x`` such that own x − A x = right, for any ``own`` > 0 of each compartment, per ms.

    Every row of A sums to zero: what leaves one compartment arrives in another.
    """

    variable: str
    solve: Callable[[Any, Any], Any]


class Continuous(Described):
    """A cell given by ordinary differential equations and events.

    ``state`` holds only what flows. Latches and clocks live in ``memory``, so that Jacobians of the
    flow are not singular and a leaky integrate-and-fire cell has a fixed point.
    """

    equations: ClassVar[str] = ""
    r"""LaTeX of the model, one equation a line, lines separated by ``\\``; empty where nobody wrote it down."""
    states: ClassVar[Mapping[str, Quantity]]
    inputs: ClassVar[Mapping[str, Quantity]]
    readouts: ClassVar[Mapping[str, Quantity]] = {}

    @abc.abstractmethod
    def rest(self) -> Values:
        """A state to start from: the resting state where there is one."""

    @abc.abstractmethod
    def flow(self, state: Values, memory: Values, input: Values) -> Values:
        """Rate of change of every state variable, per ms."""

    @property
    @abc.abstractmethod
    def events(self) -> tuple[Event, ...]:
        """The events of the model, in the order in which they are tested."""

    def memory(self) -> Values:
        """Latches that do not flow, before anything has happened."""
        return {}

    @abc.abstractmethod
    def readout(self, state: Values, memory: Values, input: Values) -> Values:
        """What can be observed: ``voltage`` wherever the model has one, and what is not state."""

    def diffusion(self, state: Values, memory: Values, input: Values) -> Values:
        """Amplitudes of white noise by state variable, per √ms (Itô); a model without noise leaves it empty."""
        return {}

    def coupling(self) -> Coupling | None:
        """How compartments are coupled, for integrators that step over that implicitly; None for a point."""
        return None
