"""Two dimensions: a sodium current that inactivates, and a leak that does the rest."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from wetnet.core.cells import Event, Values
from wetnet.core.parameters import Preset, Quantity, parameter
from wetnet.core.registry import registered
from wetnet.neurons.conductance_based import ConductanceBased, equilibrium, observed, upstroke
from wetnet.neurons.gates import Rates, block, boltzmann, relaxing


@registered("transient-sodium", kind="neuron")
class TransientSodium(ConductanceBased):
    """Spikes without potassium channels: sodium opens at once and inactivates, the leak repolarises.

    C V' = I − g_L (V − E_L) − g_Na m_∞(V)³ h (V − E_Na), h' = (h_∞(V) − h)/τ_h, x_∞ = 1/(1 + e^((V_½ − V)/k)).

    Source: Izhikevich 2007, Dynamical Systems in Neuroscience, section 5.1.2.
    Checked against: the published parameters of both sets; equilibria and Jacobian by finite differences.
    """

    capacitance: float = parameter(1.0, "uF/cm^2", "membrane capacitance", low=0.01, high=100, symbol="C")
    leak_conductance: float = parameter(1.0, "mS/cm^2", "leak conductance", low=1e-3, high=1e3, symbol="g_L")
    leak_reversal: float = parameter(-70.0, "mV", "reversal potential of the leak", low=-150, high=50, symbol="E_L")
    sodium_conductance: float = parameter(15.0, "mS/cm^2", "sodium conductance", low=0, high=1e4, symbol="g_Na")
    sodium_reversal: float = parameter(60.0, "mV", "reversal potential of sodium", low=-50, high=200, symbol="E_Na")
    activation_half: float = parameter(-40.0, "mV", "voltage of half activation", low=-100, high=50, symbol="V_½,m")
    activation_width: float = parameter(
        15.0, "mV", "voltage over which activation grows", low=0.5, high=50, symbol="k_m"
    )
    inactivation_half: float = parameter(-62.0, "mV", "voltage of half inactivation", low=-100, high=50, symbol="V_½,h")
    inactivation_width: float = parameter(
        -7.0, "mV", "voltage over which inactivation grows; negative", low=-50, high=-0.5, symbol="k_h"
    )
    inactivation_time: float = parameter(5.0, "ms", "time constant of inactivation", low=0.01, high=1e3, symbol="τ_h")
    sodium_block: float = block("sodium", "tetrodotoxin (TTX)")
    spike_threshold: float = parameter(
        -20.0, "mV", "voltage whose upward crossing counts as a spike", low=-100, high=100
    )

    equations: ClassVar[str] = (
        r"C \dot V = I - g_L (V - E_L) - \bar g_{Na}\, m_\infty(V)^3\, h\, (V - E_{Na}) \\"
        r"\dot h = \frac{h_\infty(V) - h}{\tau_h}, \quad x_\infty(V) = \frac{1}{1 + e^{(V_{1/2} - V)/k}}"
    )
    states: ClassVar[Mapping[str, Quantity]] = {
        "voltage": Quantity("mV", "membrane voltage"),
        "h": Quantity("", "sodium channels that are not inactivated"),
    }
    inputs: ClassVar[Mapping[str, Quantity]] = {
        "current": Quantity("uA/cm^2", "injected current, positive depolarises"),
    }
    readouts: ClassVar[Mapping[str, Quantity]] = observed("uA/cm^2", sodium="transient sodium channels", leak="leak")
    presets: ClassVar[Mapping[str, Preset]] = {
        "low-threshold": Preset(
            {}, "inactivation at rest: oscillations before the spike", "Izhikevich 2007, figure 5.6b"
        ),
        "high-threshold": Preset(
            {"sodium_conductance": 10.0, "inactivation_half": -42.0},
            "hardly inactivated at rest: an integrator",
            "Izhikevich 2007, figure 5.6a",
        ),
    }

    def rest(self) -> Values:
        """The equilibrium without input."""
        return equilibrium(self)

    def currents(self, state: Values) -> Values:
        """Transient sodium and leak."""
        v = state["voltage"]
        m = boltzmann(v, self.activation_half, self.activation_width)
        sodium = (1 - self.sodium_block) * self.sodium_conductance * m**3 * state["h"]
        return {
            "sodium_current": sodium * (v - self.sodium_reversal),
            "leak_current": self.leak_conductance * (v - self.leak_reversal),
        }

    def rates(self, voltage: Any) -> Mapping[str, Rates]:
        """Inactivation, with a time constant that does not depend on voltage."""
        return {
            "h": relaxing(boltzmann(voltage, self.inactivation_half, self.inactivation_width), self.inactivation_time)
        }

    @property
    def events(self) -> tuple[Event, ...]:
        """The upstroke of the spike."""
        return (upstroke(self.spike_threshold),)
