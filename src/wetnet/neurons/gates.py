"""How channel gates open and close: the forms of α(V) and β(V) that models share.

Voltages in mV, rates per ms. A gate x obeys x' = α (1 − x) − β x, whether it is given by its rates or by its steady
state and time constant; then α = x_∞/τ and β = (1 − x_∞)/τ.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import jax.numpy as jnp
from jaxtyping import Array, Float

from wetnet.core.functions import bernoulli, sigmoid
from wetnet.core.parameters import parameter


class Rates(NamedTuple):
    """Opening rate α and closing rate β of a gate, per ms."""

    opening: Any
    closing: Any

    @property
    def steady(self) -> Any:
        """The open share x_∞ at which it settles."""
        return self.opening / (self.opening + self.closing)

    @property
    def time_constant(self) -> Any:
        """How fast it settles, in ms."""
        return 1 / (self.opening + self.closing)

    def flow(self, open_share: Any) -> Any:
        """Rate of change of the open share, per ms."""
        return self.opening * (1 - open_share) - self.closing * open_share


def relaxing(steady: Any, time_constant: Any) -> Rates:
    """The rates of a gate that is given by its steady state and its time constant."""
    return Rates(steady / time_constant, (1 - steady) / time_constant)


def linoid(voltage: Any, rate: Any, half: Any, width: Any) -> Float[Array, "*cells"]:
    """``rate (V − half) / (1 − exp(−(V − half)/width))``, with value and derivative at V = half where that is 0/0."""
    x = (half - voltage) * (1 / width)
    return rate * width * bernoulli(x, jnp.exp(x))


def exponential(voltage: Any, rate: Any, at: Any, width: Any) -> Float[Array, "*cells"]:
    """``rate exp((V − at)/width)``."""
    return rate * jnp.exp((voltage - at) * (1 / width))


def boltzmann(voltage: Any, half: Any, width: Any) -> Float[Array, "*cells"]:
    """``1 / (1 + exp((half − V)/width))``; opens with depolarisation where ``width`` is positive."""
    return sigmoid(voltage, 1 / width, half)


def block(channels: str, drug: str) -> Any:
    """Declare the share of some channels that a drug blocks: the factor 1 − block on their conductance."""
    return parameter(0.0, "", f"share of the {channels} channels that is blocked, as by {drug}", low=0, high=1)
