"""The two halves of a synapse: the terminal that releases and the receptors that bind.

A spike that has travelled down the axon *arrives* at the terminal. The terminal turns arrivals into the amount
of each transmitter that is bound, between 0 and 1; that is a property of the terminal and is computed once,
whatever the number of its targets. Each synapse weighs it (a number of receptors, a conductance, a charge),
and the receptor of the target turns the weighted sum into its input.
"""

from __future__ import annotations

import abc
from collections.abc import Mapping
from typing import Any, ClassVar

import equinox as eqx

from wetnet.core.cells import Values
from wetnet.core.parameters import Described, Quantity


class Terminal(Described):
    """The presynaptic half."""

    transmitters: ClassVar[tuple[str, ...]]
    passes_spikes: ClassVar[bool] = False
    """Whether what is bound is nothing but the arriving spikes, which are cheaper to deliver than a graded signal."""
    states: ClassVar[Mapping[str, Quantity]]

    @abc.abstractmethod
    def start(self) -> Values:
        """The state of a terminal at which no spike has arrived."""

    @abc.abstractmethod
    def step(self, state: Values, arrived: Any, dt: Any) -> tuple[Values, Values]:
        """State after ``dt`` ms and what is bound of each transmitter; ``arrived`` is 1 at a spike, else 0."""


class Receptor(Described):
    """The postsynaptic half: one per cell and kind, shared by all synapses of that kind on the cell."""

    transmitter: ClassVar[str]
    lands_on: ClassVar[str | None] = None
    """The state variable x, if there is one, to which what arrives may be added beforehand:
    ``step({x: x + arriving}, 0, …)`` is ``step({x: x}, arriving, …)``."""
    unit: ClassVar[str]
    """Unit of a synapse's weight."""
    states: ClassVar[Mapping[str, Quantity]]

    @abc.abstractmethod
    def start(self) -> Values:
        """The state of a receptor that has bound nothing."""

    @abc.abstractmethod
    def step(self, state: Values, arriving: Any, voltage: Any, dt: Any) -> tuple[Values, Values]:
        """State after ``dt`` ms and the contribution to each input of the cell, meant over the step.

        ``arriving`` is the weighted sum of what is bound at the terminals, ``voltage`` that of the cell in mV.
        """


class Synapse(eqx.Module):
    """A terminal and, by name, the receptors it faces."""

    terminal: Terminal
    receptors: dict[str, Receptor]
