"""Two dimensions: persistent sodium and potassium, and four ways for rest to be lost."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from wetnet.core.cells import Event, Values
from wetnet.core.parameters import Preset, Quantity, parameter
from wetnet.core.registry import registered
from wetnet.neurons.conductance_based import ConductanceBased, equilibrium, observed, upstroke
from wetnet.neurons.gates import Rates, block, boltzmann, relaxing

BOOK = "Izhikevich 2007, "


@registered("persistent-sodium-potassium", kind="neuron")
class PersistentSodiumPotassium(ConductanceBased):
    """Instantaneous sodium against delayed potassium: the smallest membrane that fires without a reset.

    C V' = I − g_L (V − E_L) − g_Na m_∞(V) (V − E_Na) − g_K n (V − E_K), n' = (n_∞(V) − n)/τ,
    x_∞ = 1/(1 + e^((V_½ − V)/k)).

    Source: Izhikevich 2007, Dynamical Systems in Neuroscience, chapters 4 and 6.
    Checked against: saddle-nodes, Hopf points, equilibria and firing periods of all five sets.
    Deviates from: the playground, whose equation leaves the capacitance out.
    """

    capacitance: float = parameter(1.0, "uF/cm^2", "membrane capacitance", low=0.01, high=100, symbol="C")
    leak_conductance: float = parameter(8.0, "mS/cm^2", "leak conductance", low=1e-3, high=1e3, symbol="g_L")
    leak_reversal: float = parameter(-80.0, "mV", "reversal potential of the leak", low=-150, high=50, symbol="E_L")
    sodium_conductance: float = parameter(20.0, "mS/cm^2", "sodium conductance", low=0, high=1e4, symbol="g_Na")
    sodium_reversal: float = parameter(60.0, "mV", "reversal potential of sodium", low=-50, high=200, symbol="E_Na")
    sodium_half: float = parameter(
        -20.0, "mV", "voltage of half activation of sodium", low=-100, high=50, symbol="V_½,m"
    )
    sodium_width: float = parameter(
        15.0, "mV", "voltage over which activation of sodium grows", low=0.5, high=50, symbol="k_m"
    )
    potassium_conductance: float = parameter(10.0, "mS/cm^2", "potassium conductance", low=0, high=1e4, symbol="g_K")
    potassium_reversal: float = parameter(
        -90.0, "mV", "reversal potential of potassium", low=-150, high=50, symbol="E_K"
    )
    potassium_half: float = parameter(
        -25.0, "mV", "voltage of half activation of potassium", low=-100, high=50, symbol="V_½,n"
    )
    potassium_width: float = parameter(
        5.0, "mV", "voltage over which activation of potassium grows", low=0.5, high=50, symbol="k_n"
    )
    potassium_time: float = parameter(1.0, "ms", "time constant of the potassium gate", low=0.01, high=100, symbol="τ")
    sodium_block: float = block("sodium", "tetrodotoxin (TTX)")
    potassium_block: float = block("potassium", "tetraethylammonium (TEA)")
    spike_threshold: float = parameter(
        -30.0, "mV", "voltage whose upward crossing counts as a spike", low=-100, high=100
    )

    equations: ClassVar[str] = (
        r"C \dot V = I - g_L (V - E_L) - \bar g_{Na}\, m_\infty(V) (V - E_{Na}) - \bar g_K\, n (V - E_K) \\"
        r"\dot n = \frac{n_\infty(V) - n}{\tau}, \quad x_\infty(V) = \frac{1}{1 + e^{(V_{1/2} - V)/k}}"
    )
    states: ClassVar[Mapping[str, Quantity]] = {
        "voltage": Quantity("mV", "membrane voltage"),
        "n": Quantity("", "activation of potassium"),
    }
    inputs: ClassVar[Mapping[str, Quantity]] = {
        "current": Quantity("uA/cm^2", "injected current, positive depolarises"),
    }
    readouts: ClassVar[Mapping[str, Quantity]] = observed(
        "uA/cm^2", sodium="persistent sodium channels", potassium="potassium channels", leak="leak"
    )
    presets: ClassVar[Mapping[str, Preset]] = {
        "high-threshold": Preset(
            {}, "rest ends in a saddle-node on an invariant circle: firing from zero frequency", BOOK + "figure 4.1a"
        ),
        "fast-potassium": Preset(
            {"potassium_time": 0.152},
            "rest ends in a saddle-node off the cycle: rest and firing side by side",
            BOOK + "chapter 6",
        ),
        "homoclinic": Preset(
            {"potassium_time": 0.16}, "firing ends on the saddle: a homoclinic orbit", BOOK + "figure 6.28"
        ),
        "low-threshold": Preset(
            {"leak_reversal": -78.0, "potassium_half": -45.0},
            "rest ends in a supercritical Hopf point: a resonator, small oscillations that grow",
            BOOK + "figure 4.1b",
        ),
        "low-threshold-subcritical": Preset(
            {
                "leak_reversal": -78.0,
                "potassium_half": -45.0,
                "leak_conductance": 1.0,
                "sodium_conductance": 4.0,
                "sodium_half": -30.0,
                "sodium_width": 7.0,
                "potassium_conductance": 4.0,
            },
            "rest ends in a subcritical Hopf point: firing at once with large spikes",
            BOOK + "figure 6.16",
        ),
    }

    def rest(self) -> Values:
        """The equilibrium without input."""
        return equilibrium(self)

    def currents(self, state: Values) -> Values:
        """Persistent sodium, potassium and leak."""
        v = state["voltage"]
        m = boltzmann(v, self.sodium_half, self.sodium_width)
        sodium = (1 - self.sodium_block) * self.sodium_conductance * m
        potassium = (1 - self.potassium_block) * self.potassium_conductance * state["n"]
        return {
            "sodium_current": sodium * (v - self.sodium_reversal),
            "potassium_current": potassium * (v - self.potassium_reversal),
            "leak_current": self.leak_conductance * (v - self.leak_reversal),
        }

    def rates(self, voltage: Any) -> Mapping[str, Rates]:
        """The potassium gate, with a time constant that does not depend on voltage."""
        return {"n": relaxing(boltzmann(voltage, self.potassium_half, self.potassium_width), self.potassium_time)}

    @property
    def events(self) -> tuple[Event, ...]:
        """The upstroke of the spike."""
        return (upstroke(self.spike_threshold),)
