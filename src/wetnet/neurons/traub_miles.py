"""The cell of the COBAHH benchmark: hippocampal channels after Traub and Miles."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import jax.numpy as jnp

from wetnet.core.cells import Event, Values
from wetnet.core.parameters import Preset, Quantity, parameter
from wetnet.core.registry import registered
from wetnet.neurons.conductance_based import ConductanceBased, observed, upstroke
from wetnet.neurons.gates import Rates, block, boltzmann, exponential, linoid


@registered("traub-miles", kind="neuron")
class TraubMiles(ConductanceBased):
    """A cortical spike in Hodgkin and Huxley's form, as a point neuron with synaptic conductances.

    C V' = I + a − b V − g_Na m³h (V − E_Na) − g_K n⁴ (V − E_K) − g_L (V − E_L), with a = Σ g E (``drive``) and
    b = Σ g (``conductance``). With v = V − V_T:
    α_m = 0.32 (v − 13)/(1 − e^(−(v − 13)/4)), β_m = 0.28 (40 − v)/(1 − e^(−(40 − v)/5)), α_h = 0.128 e^((17 − v)/18),
    β_h = 4/(1 + e^((40 − v)/5)), α_n = 0.032 (v − 15)/(1 − e^(−(v − 15)/5)), β_n = 0.5 e^((10 − v)/40).

    Source: Traub & Miles 1991 (doi:10.1017/CBO9780511895401) as adapted in Brette et al. 2007
    (doi:10.1007/s10827-007-0038-6), appendix 2: 20 000 µm² of membrane at 1 µF/cm².
    Checked against: rates and rest of an independent program for the same benchmark.
    """

    capacitance: float = parameter(200.0, "pF", "membrane capacitance", low=1e-2, high=1e6, symbol="C")
    leak_conductance: float = parameter(10.0, "nS", "leak conductance", low=1e-4, high=1e5, symbol="g_L")
    sodium_conductance: float = parameter(
        20_000.0, "nS", "sodium conductance with all gates open", low=0, high=1e8, symbol="g_Na"
    )
    potassium_conductance: float = parameter(
        6_000.0, "nS", "potassium conductance with all gates open", low=0, high=1e8, symbol="g_K"
    )
    leak_reversal: float = parameter(-60.0, "mV", "reversal potential of the leak", low=-150, high=50, symbol="E_L")
    sodium_reversal: float = parameter(50.0, "mV", "reversal potential of sodium", low=-50, high=200, symbol="E_Na")
    potassium_reversal: float = parameter(
        -90.0, "mV", "reversal potential of potassium", low=-150, high=50, symbol="E_K"
    )
    threshold_shift: float = parameter(
        -63.0, "mV", "shifts all rates along the voltage, and with them the threshold", low=-100, high=0, symbol="V_T"
    )
    sodium_block: float = block("sodium", "tetrodotoxin (TTX)")
    potassium_block: float = block("potassium", "tetraethylammonium (TEA)")
    spike_threshold: float = parameter(
        -20.0, "mV", "voltage whose upward crossing counts as a spike", low=-100, high=100
    )

    equations: ClassVar[str] = (
        r"C \dot V = I + a - b V - \bar g_{Na} m^3 h (V - E_{Na}) - \bar g_K n^4 (V - E_K) - g_L (V - E_L) \\"
        r"\dot x = \alpha_x(V)(1 - x) - \beta_x(V)\, x, \quad x = m, h, n, \quad v = V - V_T \\"
        r"\alpha_m = \frac{0.32 (v - 13)}{1 - e^{-(v - 13)/4}}, \quad"
        r" \beta_m = \frac{0.28 (40 - v)}{1 - e^{-(40 - v)/5}} \\"
        r"\alpha_h = 0.128 e^{(17 - v)/18}, \quad \beta_h = \frac{4}{1 + e^{(40 - v)/5}} \\"
        r"\alpha_n = \frac{0.032 (v - 15)}{1 - e^{-(v - 15)/5}}, \quad \beta_n = 0.5 e^{(10 - v)/40}"
    )
    states: ClassVar[Mapping[str, Quantity]] = {
        "voltage": Quantity("mV", "membrane voltage"),
        "m": Quantity("", "activation of sodium"),
        "h": Quantity("", "sodium channels that are not inactivated"),
        "n": Quantity("", "activation of potassium"),
    }
    inputs: ClassVar[Mapping[str, Quantity]] = {
        "current": Quantity("pA", "injected or synaptic current, positive depolarises"),
        "conductance": Quantity("nS", "sum of the synaptic conductances"),
        "drive": Quantity("pA", "sum of synaptic conductance times reversal potential"),
    }
    readouts: ClassVar[Mapping[str, Quantity]] = observed(
        "pA", sodium="sodium channels", potassium="potassium channels", leak="leak"
    )
    presets: ClassVar[Mapping[str, Preset]] = {
        "cobahh": Preset({}, "the cell of the COBAHH network", "Brette 2007 B3"),
    }

    def rest(self) -> Values:
        """At the reversal potential of the leak, gates settled: without input the cell fires by itself at 14 Hz."""
        return self.settled(jnp.asarray(self.leak_reversal))

    def currents(self, state: Values) -> Values:
        """Sodium, potassium and leak, in pA."""
        v, m, h, n = state["voltage"], state["m"], state["h"], state["n"]
        sodium = (1 - self.sodium_block) * self.sodium_conductance * (m * m * m * h)
        potassium = (1 - self.potassium_block) * self.potassium_conductance * (n * n) * (n * n)
        return {
            "sodium_current": sodium * (v - self.sodium_reversal),
            "potassium_current": potassium * (v - self.potassium_reversal),
            "leak_current": self.leak_conductance * (v - self.leak_reversal),
        }

    def rates(self, voltage: Any) -> Mapping[str, Rates]:
        """The six rates of the benchmark."""
        v = voltage - self.threshold_shift
        return {
            "m": Rates(linoid(v, 0.32, 13.0, 4.0), linoid(v, -0.28, 40.0, -5.0)),
            "h": Rates(exponential(v, 0.128, 17.0, -18.0), 4 * boltzmann(v, 40.0, 5.0)),
            "n": Rates(linoid(v, 0.032, 15.0, 5.0), exponential(v, 0.5, 10.0, -40.0)),
        }

    @property
    def events(self) -> tuple[Event, ...]:
        """The upstroke of the spike."""
        return (upstroke(self.spike_threshold),)
