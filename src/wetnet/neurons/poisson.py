"""Poisson neuron: spikes without memory."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import jax
import jax.numpy as jnp
from jaxtyping import Array, Bool

from wetnet.core.cells import Discrete, Values
from wetnet.core.parameters import Preset, Quantity, parameter
from wetnet.core.registry import registered


@registered("poisson", kind="neuron")
class Poisson(Discrete):
    """A spike in a step of dt with probability r dt, whatever happened before.

    The mean count in T ms is r T and the mean interval 1 / r, exactly, at any dt with r dt ≤ 1; the count's variance is
    smaller than its mean by the factor 1 − r dt. Input is added to r and may change it in time (below zero: silence).

    Source: Dayan & Abbott 2001, Theoretical Neuroscience, section 1.4.
    Checked against: mean and variance of the binomial count, and the geometric interval.
    Deviates from: a Poisson process in that a step holds at most one spike.
    """

    rate: float = parameter(100.0, "Hz", "mean rate", low=0, high=1e4, symbol="r")

    equations: ClassVar[str] = r"P(\text{spike in } dt) = r\, dt"
    states: ClassVar[Mapping[str, Quantity]] = {"elapsed": Quantity("ms", "time since the last spike, or the start")}
    inputs: ClassVar[Mapping[str, Quantity]] = {"rate": Quantity("Hz", "what is added to the rate")}
    draws: ClassVar[bool] = True
    presets: ClassVar[Mapping[str, Preset]] = {
        "background": Preset({"rate": 8.0}, "one afferent of a cell in an awake cortex", "Potjans & Diesmann 2014"),
        "playground": Preset({}, "the seed's", "Terwilliger 2018"),
    }

    def start(self) -> Values:
        """Nothing has happened."""
        return {"elapsed": jnp.zeros_like(jnp.asarray(self.rate))}

    def step(self, state: Values, input: Values, dt: Any, key: Any) -> tuple[Values, Bool[Array, "*cells"]]:
        """Draw; each cell of a batch draws its own number."""
        probability = (self.rate + input["rate"]) * dt / 1e3
        shape = jnp.broadcast_shapes(jnp.shape(probability), jnp.shape(state["elapsed"]))
        spike = jax.random.uniform(key, shape, jnp.result_type(probability)) < probability
        return {"elapsed": jnp.where(spike, 0.0, state["elapsed"] + dt)}, spike
