"""The squid axon of Hodgkin and Huxley 1952, in its original and in its modern form."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, ClassVar

import jax.numpy as jnp

from wetnet.core.cells import Event, Values
from wetnet.core.functions import bernoulli, reciprocal
from wetnet.core.parameters import Preset, Quantity, parameter
from wetnet.core.registry import registered
from wetnet.neurons.conductance_based import ConductanceBased, equilibrium, observed, upstroke
from wetnet.neurons.gates import Rates, block, exponential

ORIGINAL = {"rest_shift": 0.0, "potassium_reversal": -12.0, "spike_threshold": 25.0}


@registered("hodgkin-huxley", kind="neuron")
class HodgkinHuxley(ConductanceBased):
    """Sodium channels that open and inactivate, potassium channels that follow: the action potential.

    C V' = I − g_Na m³h (V − E_Na) − g_K n⁴ (V − E_K) − g_L (V − E_L), and x' = φ (α_x (1 − x) − β_x x) for m, h, n with
    φ = Q10^((T − 6.3)/10). The rates are functions of v = V − V_shift, which is 0 near rest:
    α_m = 0.1 (25 − v)/(e^((25 − v)/10) − 1), β_m = 4 e^(−v/18), α_h = 0.07 e^(−v/20), β_h = 1/(e^((30 − v)/10) + 1),
    α_n = 0.01 (10 − v)/(e^((10 − v)/10) − 1), β_n = 0.125 e^(−v/80).

    The modern form (default) counts voltage from outside, V_shift = −65 mV; the original one from rest, V_shift = 0.

    Source: Hodgkin & Huxley 1952 (doi:10.1113/jphysiol.1952.sp004764), table 3 and equations 12 to 25.
    Checked against: rest, gates, firing periods, shock threshold, both Hopf currents of the literature; NEURON, Brian2.
    Deviates from: the paper in the sign of V (there depolarisation is negative) and, in the modern form, its zero.
    """

    capacitance: float = parameter(1.0, "uF/cm^2", "membrane capacitance", low=0.01, high=100, symbol="C")
    sodium_conductance: float = parameter(
        120.0, "mS/cm^2", "sodium conductance with all gates open", low=0, high=1e4, symbol="g_Na"
    )
    potassium_conductance: float = parameter(
        36.0, "mS/cm^2", "potassium conductance with all gates open", low=0, high=1e4, symbol="g_K"
    )
    leak_conductance: float = parameter(0.3, "mS/cm^2", "leak conductance", low=1e-4, high=100, symbol="g_L")
    sodium_reversal: float = parameter(50.0, "mV", "reversal potential of sodium", low=-50, high=200, symbol="E_Na")
    potassium_reversal: float = parameter(
        -77.0, "mV", "reversal potential of potassium", low=-150, high=50, symbol="E_K"
    )
    leak_reversal: float = parameter(-54.387, "mV", "reversal potential of the leak", low=-150, high=100, symbol="E_L")
    rest_shift: float = parameter(
        -65.0, "mV", "the voltage that the original calls zero, near rest", low=-100, high=50, symbol="V_shift"
    )
    temperature: float = parameter(
        6.3, "degC", "temperature; the gates are φ times as fast", low=0, high=50, symbol="T"
    )
    q10: float = parameter(3.0, "", "gain in speed of the gates for 10 °C", low=1, high=5, symbol="Q10")
    sodium_block: float = block("sodium", "tetrodotoxin (TTX)")
    potassium_block: float = block("potassium", "tetraethylammonium (TEA)")
    spike_threshold: float = parameter(
        -40.0, "mV", "voltage whose upward crossing counts as a spike", low=-100, high=150
    )

    equations: ClassVar[str] = (
        r"C \dot V = I - \bar g_{Na} m^3 h (V - E_{Na}) - \bar g_K n^4 (V - E_K) - g_L (V - E_L) \\"
        r"\dot x = \phi \left(\alpha_x(V)(1 - x) - \beta_x(V)\, x\right), \quad x = m, h, n, \quad"
        r" \phi = Q_{10}^{(T - 6.3)/10} \\"
        r"\alpha_m = \frac{0.1 (25 - v)}{e^{(25 - v)/10} - 1}, \quad \beta_m = 4 e^{-v/18},"
        r" \quad v = V - V_{shift} \\"
        r"\alpha_h = 0.07 e^{-v/20}, \quad \beta_h = \frac{1}{e^{(30 - v)/10} + 1} \\"
        r"\alpha_n = \frac{0.01 (10 - v)}{e^{(10 - v)/10} - 1}, \quad \beta_n = 0.125 e^{-v/80}"
    )
    states: ClassVar[Mapping[str, Quantity]] = {
        "voltage": Quantity("mV", "membrane voltage"),
        "m": Quantity("", "activation of sodium"),
        "h": Quantity("", "sodium channels that are not inactivated"),
        "n": Quantity("", "activation of potassium"),
    }
    inputs: ClassVar[Mapping[str, Quantity]] = {
        "current": Quantity("uA/cm^2", "injected current, positive depolarises"),
    }
    readouts: ClassVar[Mapping[str, Quantity]] = observed(
        "uA/cm^2", sodium="sodium channels", potassium="potassium channels", leak="leak"
    )
    presets: ClassVar[Mapping[str, Preset]] = {
        "original": Preset(
            {**ORIGINAL, "sodium_reversal": 115.0, "leak_reversal": 10.613},
            "voltage counted from rest, as in the paper",
            "Hodgkin & Huxley 1952, table 3",
        ),
        "rest-at-zero": Preset(
            {**ORIGINAL, "sodium_reversal": 115.0, "leak_reversal": 10.5989209693916},
            "the original with the leak that makes rest exactly 0 mV",
            "the paper's own rule for the leak",
        ),
        "playground": Preset(
            {**ORIGINAL, "sodium_reversal": 120.0, "leak_reversal": 10.6},
            "rounded constants that circulate: other bifurcation currents (8.41 and 163.35 instead of 9.78 and 154.52)",
            "Izhikevich 2007 and the playground that follows it",
        ),
        "neuron-simulator": Preset({"leak_reversal": -54.3}, "the constants of NEURON's hh mechanism", "hh.mod"),
        "warm": Preset(
            {"temperature": 18.5},
            "at the temperature of the propagated spike: gates 3.8 times as fast",
            "the paper, p. 528",
        ),
        "tetrodotoxin": Preset({"sodium_block": 1.0}, "sodium channels blocked: no spike", "Narahashi et al. 1964"),
        "tetraethylammonium": Preset(
            {"potassium_block": 0.4},
            "potassium channels blocked in part: a longer spike; above 0.5 the cell fires by itself",
            "Armstrong & Binstock 1965",
        ),
    }

    def rest(self) -> Values:
        """The equilibrium without input."""
        return equilibrium(self)

    def currents(self, state: Values) -> Values:
        """Sodium, potassium and leak."""
        v, m, h, n = state["voltage"], state["m"], state["h"], state["n"]
        sodium = (1 - self.sodium_block) * self.sodium_conductance * (m * m * m * h)
        potassium = (1 - self.potassium_block) * self.potassium_conductance * (n * n) * (n * n)
        return {
            "sodium_current": sodium * (v - self.sodium_reversal),
            "potassium_current": potassium * (v - self.potassium_reversal),
            "leak_current": self.leak_conductance * (v - self.leak_reversal),
        }

    def rates(self, voltage: Any) -> Mapping[str, Rates]:
        """The six rates of the paper, at the temperature.

        Five of them are powers of e^(−v/80): one exponential for five, and exponentials are what a step consists of.
        """
        v = voltage - self.rest_shift
        speed = self.q10 ** ((self.temperature - 6.3) / 10)
        eightieth = jnp.exp(v * (-1 / 80))
        twentieth = (eightieth * eightieth) * (eightieth * eightieth)
        tenth = twentieth * twentieth
        return {
            "m": Rates(speed * bernoulli((25 - v) * 0.1, math.exp(2.5) * tenth), exponential(v, 4 * speed, 0.0, -18.0)),
            "h": Rates(0.07 * speed * twentieth, speed * reciprocal(math.exp(3) * tenth + 1)),
            "n": Rates(0.1 * speed * bernoulli((10 - v) * 0.1, math.e * tenth), 0.125 * speed * eightieth),
        }

    @property
    def events(self) -> tuple[Event, ...]:
        """The upstroke of the spike."""
        return (upstroke(self.spike_threshold),)
