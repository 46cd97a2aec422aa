"""What rate units share: activity that relaxes to a function of the input."""

from __future__ import annotations

import abc
from collections.abc import Mapping
from typing import ClassVar

import jax.numpy as jnp
from jaxtyping import Array, Float

from wetnet.core.cells import Continuous, Event, Values
from wetnet.core.parameters import Quantity, parameter


class RateUnit(Continuous):
    """τ r' = F(I) − r: no spikes, only how many there would be.

    Source: Wilson & Cowan 1972 (doi:10.1016/S0006-3495(72)86068-5); Dayan & Abbott 2001, section 7.2.
    """

    shape: float = parameter(1.0, "", "steepness", low=0, high=100, symbol="a")
    bias: float = parameter(0.0, "", "input at which the curve begins or is half way", low=-100, high=100, symbol="b")
    time_constant: float = parameter(10.0, "ms", "time to follow the input", low=0.01, high=1e4, symbol="τ")

    states: ClassVar[Mapping[str, Quantity]] = {"rate": Quantity("", "activity")}
    inputs: ClassVar[Mapping[str, Quantity]] = {"current": Quantity("", "summed input I")}
    readouts: ClassVar[Mapping[str, Quantity]] = {"rate": Quantity("", "activity")}

    @abc.abstractmethod
    def transfer(self, current: Float[Array, "*cells"]) -> Float[Array, "*cells"]:
        """F, the input-output curve: where activity settles under a constant input."""

    def rest(self) -> Values:
        """Where activity settles without input."""
        return {"rate": self.transfer(jnp.zeros_like(jnp.asarray(self.bias)))}

    def flow(self, state: Values, memory: Values, input: Values) -> Values:
        """Relaxation to the input-output curve."""
        return {"rate": (self.transfer(input["current"]) - state["rate"]) / self.time_constant}

    @property
    def events(self) -> tuple[Event, ...]:
        """None: a rate unit does not spike."""
        return ()

    def readout(self, state: Values, memory: Values, input: Values) -> Values:
        """The activity; there is no voltage."""
        return {"rate": state["rate"]}
