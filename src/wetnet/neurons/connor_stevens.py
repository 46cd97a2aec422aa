"""The crab axon of Connor and Stevens: Hodgkin and Huxley's currents and a transient potassium current."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import jax.numpy as jnp

from wetnet.core.cells import Event, Values
from wetnet.core.parameters import Preset, Quantity, parameter
from wetnet.core.registry import registered
from wetnet.neurons.conductance_based import ConductanceBased, equilibrium, observed, upstroke
from wetnet.neurons.gates import Rates, block, boltzmann, exponential, linoid, relaxing


@registered("connor-stevens", kind="neuron")
class ConnorStevens(ConductanceBased):
    """A-type potassium channels let a cell fire as slowly as one likes: class 1 with them, class 2 without.

    C V' = I − g_Na m³h (V − E_Na) − g_K n⁴ (V − E_K) − g_A a³b (V − E_A) − g_L (V − E_L).
    Sodium and delayed rectifier as in Hodgkin & Huxley, shifted and 3.8 times as fast; a and b relax to a_∞ and b_∞
    with time constants τ_a and τ_b.

    Source: Connor, Walter & McKown 1977 (doi:10.1016/S0006-3495(77)85598-7), constants of Dayan & Abbott 2001,
    Theoretical Neuroscience, section 6.2.
    Checked against: rest near −68 mV; firing from rest as slow as one likes with the A current, never slow without.
    """

    capacitance: float = parameter(1.0, "uF/cm^2", "membrane capacitance", low=0.01, high=100, symbol="C")
    sodium_conductance: float = parameter(120.0, "mS/cm^2", "sodium conductance", low=0, high=1e4, symbol="g_Na")
    potassium_conductance: float = parameter(
        20.0, "mS/cm^2", "conductance of the delayed rectifier", low=0, high=1e4, symbol="g_K"
    )
    transient_conductance: float = parameter(
        47.7, "mS/cm^2", "conductance of the A-type potassium channels", low=0, high=1e4, symbol="g_A"
    )
    leak_conductance: float = parameter(0.3, "mS/cm^2", "leak conductance", low=1e-4, high=100, symbol="g_L")
    sodium_reversal: float = parameter(55.0, "mV", "reversal potential of sodium", low=-50, high=200, symbol="E_Na")
    potassium_reversal: float = parameter(
        -72.0, "mV", "reversal potential of the delayed rectifier", low=-150, high=50, symbol="E_K"
    )
    transient_reversal: float = parameter(
        -75.0, "mV", "reversal potential of the A-type channels", low=-150, high=50, symbol="E_A"
    )
    leak_reversal: float = parameter(-17.0, "mV", "reversal potential of the leak", low=-150, high=50, symbol="E_L")
    sodium_block: float = block("sodium", "tetrodotoxin (TTX)")
    potassium_block: float = block("delayed-rectifier", "tetraethylammonium (TEA)")
    transient_block: float = block("A-type", "4-aminopyridine (4-AP)")
    spike_threshold: float = parameter(
        -20.0, "mV", "voltage whose upward crossing counts as a spike", low=-100, high=100
    )

    equations: ClassVar[str] = (
        r"C \dot V = I - \bar g_{Na} m^3 h (V - E_{Na}) - \bar g_K n^4 (V - E_K)"
        r" - \bar g_A a^3 b (V - E_A) - g_L (V - E_L) \\"
        r"\dot x = \alpha_x(V)(1 - x) - \beta_x(V)\, x, \quad x = m, h, n; \qquad"
        r" \tau_y(V)\, \dot y = y_\infty(V) - y, \quad y = a, b \\"
        r"\alpha_m = \frac{0.38 (V + 29.7)}{1 - e^{-(V + 29.7)/10}}, \quad \beta_m = 15.2 e^{-(V + 54.7)/18} \\"
        r"\alpha_h = 0.266 e^{-(V + 48)/20}, \quad \beta_h = \frac{3.8}{1 + e^{-(V + 18)/10}} \\"
        r"\alpha_n = \frac{0.02 (V + 45.7)}{1 - e^{-(V + 45.7)/10}}, \quad \beta_n = 0.25 e^{-(V + 55.7)/80} \\"
        r"a_\infty = \left(\frac{0.0761\, e^{(V + 94.22)/31.84}}{1 + e^{(V + 1.17)/28.93}}\right)^{1/3}, \quad"
        r" \tau_a = 0.3632 + \frac{1.158}{1 + e^{(V + 55.96)/20.12}} \\"
        r"b_\infty = \left(\frac{1}{1 + e^{(V + 53.3)/14.54}}\right)^4, \quad"
        r" \tau_b = 1.24 + \frac{2.678}{1 + e^{(V + 50)/16.027}}"
    )
    states: ClassVar[Mapping[str, Quantity]] = {
        "voltage": Quantity("mV", "membrane voltage"),
        "m": Quantity("", "activation of sodium"),
        "h": Quantity("", "sodium channels that are not inactivated"),
        "n": Quantity("", "activation of the delayed rectifier"),
        "a": Quantity("", "activation of the A-type channels"),
        "b": Quantity("", "A-type channels that are not inactivated"),
    }
    inputs: ClassVar[Mapping[str, Quantity]] = {
        "current": Quantity("uA/cm^2", "injected current, positive depolarises"),
    }
    readouts: ClassVar[Mapping[str, Quantity]] = observed(
        "uA/cm^2",
        sodium="sodium channels",
        potassium="delayed rectifier",
        transient="A-type potassium channels",
        leak="leak",
    )
    presets: ClassVar[Mapping[str, Preset]] = {
        "no-a-current": Preset(
            {"transient_block": 1.0, "leak_reversal": -70.0},
            "without A current, leak moved so that rest stays: firing begins at a high frequency",
            "Dayan & Abbott 2001, section 6.2, on the role of the A current",
        ),
    }

    def rest(self) -> Values:
        """The equilibrium without input."""
        return equilibrium(self)

    def currents(self, state: Values) -> Values:
        """Sodium, delayed rectifier, A-type potassium and leak."""
        v, m, n, a = state["voltage"], state["m"], state["n"], state["a"]
        sodium = (1 - self.sodium_block) * self.sodium_conductance * m**3 * state["h"]
        potassium = (1 - self.potassium_block) * self.potassium_conductance * n**4
        transient = (1 - self.transient_block) * self.transient_conductance * a**3 * state["b"]
        return {
            "sodium_current": sodium * (v - self.sodium_reversal),
            "potassium_current": potassium * (v - self.potassium_reversal),
            "transient_current": transient * (v - self.transient_reversal),
            "leak_current": self.leak_conductance * (v - self.leak_reversal),
        }

    def rates(self, voltage: Any) -> Mapping[str, Rates]:
        """The gates of Hodgkin and Huxley, and those of the A current."""
        v = voltage
        a = jnp.cbrt(exponential(v, 0.0761, -94.22, 31.84) * boltzmann(v, -1.17, -28.93))
        return {
            "m": Rates(linoid(v, 0.38, -29.7, 10.0), exponential(v, 15.2, -54.7, -18.0)),
            "h": Rates(exponential(v, 0.266, -48.0, -20.0), 3.8 * boltzmann(v, -18.0, 10.0)),
            "n": Rates(linoid(v, 0.02, -45.7, 10.0), exponential(v, 0.25, -55.7, -80.0)),
            "a": relaxing(a, 0.3632 + 1.158 * boltzmann(v, -55.96, -20.12)),
            "b": relaxing(boltzmann(v, -53.3, -14.54) ** 4, 1.24 + 2.678 * boltzmann(v, -50.0, -16.027)),
        }

    @property
    def events(self) -> tuple[Event, ...]:
        """The upstroke of the spike."""
        return (upstroke(self.spike_threshold),)
