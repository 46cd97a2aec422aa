"""What all conductance-based membranes have in common: a capacitance, currents through channels, gates."""

from __future__ import annotations

import abc
from collections.abc import Mapping
from typing import Any

import equinox as eqx
import jax
import jax.numpy as jnp

from wetnet.core.cells import Continuous, Event, Values
from wetnet.core.parameters import Quantity
from wetnet.neurons.gates import Rates


class ConductanceBased(Continuous):
    """C V' = I − Σ currents of the channels; x' = α(V)(1 − x) − β(V) x for every gate x.

    A model says which currents flow and how its gates move; the equations follow. Channel currents are outward
    positive and can be read out one by one, so a voltage clamp separates them and a blocker is a smaller conductance.
    """

    capacitance: eqx.AbstractVar[float]
    leak_reversal: eqx.AbstractVar[float]

    @abc.abstractmethod
    def currents(self, state: Values) -> Values:
        """Current of each kind of channel by name, outward positive."""

    @abc.abstractmethod
    def rates(self, voltage: Any) -> Mapping[str, Rates]:
        """Opening and closing rate of every gate at a voltage."""

    def settled(self, voltage: Any) -> Values:
        """The state with every gate at its steady value for a voltage."""
        return {"voltage": voltage, **{name: rates.steady for name, rates in self.rates(voltage).items()}}

    def flow(self, state: Values, memory: Values, input: Values) -> Values:
        """Charging of the membrane, per ms; opening and closing of the gates."""
        v = state["voltage"]
        charging = input["current"] - sum(self.currents(state).values())
        if "conductance" in self.inputs:
            charging = charging + input["drive"] - input["conductance"] * v
        gates = {name: rates.flow(state[name]) for name, rates in self.rates(v).items()}
        return {"voltage": charging * (1 / self.capacitance), **gates}

    def readout(self, state: Values, memory: Values, input: Values) -> Values:
        """The voltage and the current of each kind of channel."""
        return {"voltage": state["voltage"], **self.currents(state)}


def observed(unit: str, **channels: str) -> dict[str, Quantity]:
    """Declare what is read out: the voltage, and the current through each kind of channel, called ``…_current``."""
    read = {"voltage": Quantity("mV", "membrane voltage")}
    for name, what in channels.items():
        read[f"{name}_current"] = Quantity(unit, f"current through the {what}, outward positive")
    return read


def upstroke(threshold: Any) -> Event:
    """The spike of a model that needs no reset: the voltage rising through ``threshold``."""
    return Event(lambda state, memory, input: state["voltage"] - threshold)


@jax.jit
def equilibrium(cell: Any) -> Values:
    """Where the membrane settles without input, from the reversal potential of its leak, if its gates are fast.

    Newton's method on the steady current, by steps of at most 5 mV that always go the way the voltage flows. With slow
    gates the equilibrium may still be unstable: a cell that fires by itself.
    """

    def net(voltage: Any) -> Any:
        return sum(cell.currents(cell.settled(voltage)).values())

    def step(_: Any, voltage: Any) -> Any:
        current, slope = jax.jvp(net, (voltage,), (jnp.ones_like(voltage),))
        return voltage - jnp.clip(current / jnp.maximum(jnp.abs(slope), 1e-6), -5.0, 5.0)

    leak = jnp.asarray(cell.leak_reversal)
    start = leak + jnp.zeros_like(net(leak))
    return cell.settled(jax.lax.fori_loop(0, 60, step, start))
