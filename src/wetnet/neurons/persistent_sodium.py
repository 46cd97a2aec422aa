"""One dimension: a leak and a persistent sodium current that opens at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import jax.numpy as jnp

from wetnet.core.cells import Event, Values
from wetnet.core.parameters import Preset, Quantity, parameter
from wetnet.core.registry import registered
from wetnet.neurons.conductance_based import ConductanceBased, equilibrium, observed
from wetnet.neurons.gates import Rates, block, boltzmann


@registered("persistent-sodium", kind="neuron")
class PersistentSodium(ConductanceBased):
    """The upstroke alone: two stable voltages, or after the saddle-node only the upper one.

    C V' = I − g_L (V − E_L) − g_Na m_∞(V) (V − E_Na), m_∞ = 1/(1 + e^((V_½ − V)/k)); at V > V_peak: spike, V ← V_reset.

    Source: Izhikevich 2007, Dynamical Systems in Neuroscience, chapter 3 (equation 3.5).
    Checked against: saddle-node at 15.77589 µA/cm² and −46.19571 mV; equilibria at 0 and 60 µA/cm².
    Deviates from: the book by the reset, which is the playground's; preset "no-reset" is the book's equation alone.
    """

    capacitance: float = parameter(10.0, "uF/cm^2", "membrane capacitance", low=0.01, high=100, symbol="C")
    leak_conductance: float = parameter(19.0, "mS/cm^2", "leak conductance", low=1e-3, high=1e3, symbol="g_L")
    leak_reversal: float = parameter(-67.0, "mV", "reversal potential of the leak", low=-150, high=50, symbol="E_L")
    sodium_conductance: float = parameter(74.0, "mS/cm^2", "sodium conductance", low=0, high=1e4, symbol="g_Na")
    sodium_reversal: float = parameter(60.0, "mV", "reversal potential of sodium", low=-50, high=200, symbol="E_Na")
    half: float = parameter(1.5, "mV", "voltage of half activation", low=-100, high=50, symbol="V_½")
    width: float = parameter(16.0, "mV", "voltage over which activation grows", low=0.5, high=50, symbol="k")
    peak: float = parameter(30.0, "mV", "voltage of the spike's peak", low=-50, high=1e3, symbol="V_peak")
    reset: float = parameter(-65.0, "mV", "voltage after a spike", low=-150, high=50, symbol="V_reset")
    sodium_block: float = block("sodium", "tetrodotoxin (TTX)")

    equations: ClassVar[str] = (
        r"C \dot V = I - g_L (V - E_L) - \bar g_{Na}\, m_\infty(V) (V - E_{Na}) \\"
        r"m_\infty(V) = \frac{1}{1 + e^{(V_{1/2} - V)/k}} \\"
        r"V > V_{peak}: \quad V \leftarrow V_{reset}"
    )
    states: ClassVar[Mapping[str, Quantity]] = {"voltage": Quantity("mV", "membrane voltage")}
    inputs: ClassVar[Mapping[str, Quantity]] = {
        "current": Quantity("uA/cm^2", "injected current, positive depolarises"),
    }
    readouts: ClassVar[Mapping[str, Quantity]] = observed("uA/cm^2", sodium="persistent sodium channels", leak="leak")
    presets: ClassVar[Mapping[str, Preset]] = {
        "no-reset": Preset({"peak": 1e3}, "the equation alone: two stable voltages at small currents", "the book"),
    }

    def rest(self) -> Values:
        """The lower equilibrium without input."""
        return equilibrium(self)

    def currents(self, state: Values) -> Values:
        """Persistent sodium and leak."""
        v = state["voltage"]
        sodium = (1 - self.sodium_block) * self.sodium_conductance * boltzmann(v, self.half, self.width)
        return {
            "sodium_current": sodium * (v - self.sodium_reversal),
            "leak_current": self.leak_conductance * (v - self.leak_reversal),
        }

    def rates(self, voltage: Any) -> Mapping[str, Rates]:
        """None: the gate is instantaneous."""
        return {}

    @property
    def events(self) -> tuple[Event, ...]:
        """The spike and its reset."""

        def over(state: Values, memory: Values, input: Values) -> Any:
            return state["voltage"] - self.peak

        def fall(state: Values, memory: Values, input: Values) -> tuple[Values, Values]:
            return {"voltage": jnp.zeros_like(state["voltage"]) + self.reset}, memory

        return (Event(over, fall),)
