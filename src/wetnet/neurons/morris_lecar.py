"""The barnacle muscle fibre of Morris and Lecar: calcium at once, potassium delayed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import jax.numpy as jnp

from wetnet.core.cells import Event, Values
from wetnet.core.parameters import Preset, Quantity, parameter
from wetnet.core.registry import registered
from wetnet.neurons.conductance_based import ConductanceBased, equilibrium, observed, upstroke
from wetnet.neurons.gates import Rates, block, boltzmann

BOOK = "Ermentrout & Terman 2010, table 3.1"
CIRCLE = {"calcium_conductance": 4.0, "potassium_half": 12.0, "potassium_width": 17.4}


@registered("morris-lecar", kind="neuron")
class MorrisLecar(ConductanceBased):
    """Two variables that show every way from rest to firing, by three parameters.

    C V' = I − g_Ca m_∞(V) (V − E_Ca) − g_K w (V − E_K) − g_L (V − E_L), w' = φ cosh((V − V₃)/(2 V₄)) (w_∞(V) − w),
    m_∞ = (1 + tanh((V − V₁)/V₂))/2, w_∞ = (1 + tanh((V − V₃)/V₄))/2.

    Source: Morris & Lecar 1981 (doi:10.1016/S0006-3495(81)84782-0); sets of Rinzel & Ermentrout 1998.
    Checked against: Hopf points, saddle-nodes and a firing period of the published sets.
    """

    capacitance: float = parameter(20.0, "uF/cm^2", "membrane capacitance", low=0.01, high=1e3, symbol="C")
    calcium_conductance: float = parameter(4.4, "mS/cm^2", "calcium conductance", low=0, high=1e3, symbol="g_Ca")
    potassium_conductance: float = parameter(8.0, "mS/cm^2", "potassium conductance", low=0, high=1e3, symbol="g_K")
    leak_conductance: float = parameter(2.0, "mS/cm^2", "leak conductance", low=1e-3, high=1e3, symbol="g_L")
    calcium_reversal: float = parameter(120.0, "mV", "reversal potential of calcium", low=-50, high=250, symbol="E_Ca")
    potassium_reversal: float = parameter(
        -84.0, "mV", "reversal potential of potassium", low=-150, high=50, symbol="E_K"
    )
    leak_reversal: float = parameter(-60.0, "mV", "reversal potential of the leak", low=-150, high=50, symbol="E_L")
    calcium_half: float = parameter(-1.2, "mV", "voltage of half activation of calcium", low=-50, high=50, symbol="V₁")
    calcium_width: float = parameter(18.0, "mV", "reciprocal slope of the calcium gate", low=1, high=100, symbol="V₂")
    potassium_half: float = parameter(
        2.0, "mV", "voltage of half activation of potassium", low=-50, high=50, symbol="V₃"
    )
    potassium_width: float = parameter(
        30.0, "mV", "reciprocal slope of the potassium gate", low=1, high=100, symbol="V₄"
    )
    potassium_rate: float = parameter(
        0.04, "1/ms", "rate of the potassium gate at half activation", low=1e-4, high=10, symbol="φ"
    )
    calcium_block: float = block("calcium", "cadmium")
    potassium_block: float = block("potassium", "tetraethylammonium (TEA)")
    spike_threshold: float = parameter(0.0, "mV", "voltage whose upward crossing counts as a spike", low=-100, high=100)

    equations: ClassVar[str] = (
        r"C \dot V = I - g_{Ca}\, m_\infty(V) (V - E_{Ca}) - g_K\, w\, (V - E_K) - g_L (V - E_L) \\"
        r"\dot w = \varphi \cosh\left(\frac{V - V_3}{2 V_4}\right) \left(w_\infty(V) - w\right) \\"
        r"m_\infty = \tfrac12 \left(1 + \tanh\frac{V - V_1}{V_2}\right), \quad"
        r" w_\infty = \tfrac12 \left(1 + \tanh\frac{V - V_3}{V_4}\right)"
    )
    states: ClassVar[Mapping[str, Quantity]] = {
        "voltage": Quantity("mV", "membrane voltage"),
        "w": Quantity("", "activation of potassium"),
    }
    inputs: ClassVar[Mapping[str, Quantity]] = {
        "current": Quantity("uA/cm^2", "injected current, positive depolarises"),
    }
    readouts: ClassVar[Mapping[str, Quantity]] = observed(
        "uA/cm^2", calcium="calcium channels", potassium="potassium channels", leak="leak"
    )
    presets: ClassVar[Mapping[str, Preset]] = {
        "hopf": Preset({}, "firing begins by a subcritical Hopf point: class 2", BOOK),
        "snlc": Preset(
            {**CIRCLE, "potassium_rate": 0.067},
            "firing begins by a saddle-node on the limit cycle, from zero frequency: class 1",
            BOOK,
        ),
        "snlc-fifteenth": Preset(
            {**CIRCLE, "potassium_rate": 1 / 15}, "the same with φ = 1/15, as some print it", "Rinzel & Ermentrout 1998"
        ),
        "homoclinic": Preset(
            {**CIRCLE, "potassium_rate": 0.23}, "firing ends on the saddle: rest and firing side by side", BOOK
        ),
    }

    def rest(self) -> Values:
        """The equilibrium without input."""
        return equilibrium(self)

    def currents(self, state: Values) -> Values:
        """Calcium, potassium and leak."""
        v = state["voltage"]
        m = boltzmann(v, self.calcium_half, self.calcium_width / 2)
        calcium = (1 - self.calcium_block) * self.calcium_conductance * m
        potassium = (1 - self.potassium_block) * self.potassium_conductance * state["w"]
        return {
            "calcium_current": calcium * (v - self.calcium_reversal),
            "potassium_current": potassium * (v - self.potassium_reversal),
            "leak_current": self.leak_conductance * (v - self.leak_reversal),
        }

    def rates(self, voltage: Any) -> Mapping[str, Rates]:
        """The potassium gate, slowest at half activation."""
        speed = self.potassium_rate * jnp.cosh((voltage - self.potassium_half) / (2 * self.potassium_width))
        steady = boltzmann(voltage, self.potassium_half, self.potassium_width / 2)
        return {"w": Rates(speed * steady, speed * (1 - steady))}

    @property
    def events(self) -> tuple[Event, ...]:
        """The upstroke of the spike."""
        return (upstroke(self.spike_threshold),)
