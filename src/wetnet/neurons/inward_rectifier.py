"""One dimension: potassium channels that close with depolarisation make two stable voltages without any spike."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from wetnet.core.cells import Event, Values
from wetnet.core.parameters import Preset, Quantity, parameter
from wetnet.core.registry import registered
from wetnet.neurons.conductance_based import ConductanceBased, equilibrium, observed, upstroke
from wetnet.neurons.gates import Rates, block, boltzmann


@registered("inward-rectifier", kind="neuron")
class InwardRectifier(ConductanceBased):
    """A down and an up state: the more depolarised, the fewer inward-rectifier channels hold the cell down.

    C V' = I − g_L (V − E_L) − g_Kir h_∞(V) (V − E_K), h_∞ = 1/(1 + e^((V_½ − V)/k)) with k < 0.

    Source: Izhikevich 2007, Dynamical Systems in Neuroscience, section 3.2.
    Checked against: bistability at 6 µA/cm²; folds where the slope of the steady current vanishes.
    """

    capacitance: float = parameter(1.0, "uF/cm^2", "membrane capacitance", low=0.01, high=100, symbol="C")
    leak_conductance: float = parameter(0.2, "mS/cm^2", "leak conductance", low=1e-3, high=1e3, symbol="g_L")
    leak_reversal: float = parameter(-50.0, "mV", "reversal potential of the leak", low=-150, high=50, symbol="E_L")
    potassium_conductance: float = parameter(
        2.0, "mS/cm^2", "conductance of the inward rectifier", low=0, high=1e3, symbol="g_Kir"
    )
    potassium_reversal: float = parameter(
        -80.0, "mV", "reversal potential of potassium", low=-150, high=50, symbol="E_K"
    )
    half: float = parameter(-76.0, "mV", "voltage of half rectification", low=-150, high=0, symbol="V_½")
    width: float = parameter(-12.0, "mV", "voltage over which channels close; negative", low=-50, high=-0.5, symbol="k")
    potassium_block: float = block("inward-rectifier", "barium or caesium")
    up_state: float = parameter(-40.0, "mV", "voltage whose upward crossing counts as the jump up", low=-100, high=100)

    equations: ClassVar[str] = (
        r"C \dot V = I - g_L (V - E_L) - \bar g_{Kir}\, h_\infty(V) (V - E_K) \\"
        r"h_\infty(V) = \frac{1}{1 + e^{(V_{1/2} - V)/k}}, \quad k < 0"
    )
    states: ClassVar[Mapping[str, Quantity]] = {"voltage": Quantity("mV", "membrane voltage")}
    inputs: ClassVar[Mapping[str, Quantity]] = {
        "current": Quantity("uA/cm^2", "injected current, positive depolarises"),
    }
    readouts: ClassVar[Mapping[str, Quantity]] = observed("uA/cm^2", potassium="inward rectifier", leak="leak")
    presets: ClassVar[Mapping[str, Preset]] = {
        "barium": Preset({"potassium_block": 1.0}, "rectifier blocked: one voltage", "Hagiwara et al. 1978"),
    }

    def rest(self) -> Values:
        """The equilibrium without input."""
        return equilibrium(self)

    def currents(self, state: Values) -> Values:
        """Inward rectifier and leak."""
        v = state["voltage"]
        rectifier = (1 - self.potassium_block) * self.potassium_conductance * boltzmann(v, self.half, self.width)
        return {
            "potassium_current": rectifier * (v - self.potassium_reversal),
            "leak_current": self.leak_conductance * (v - self.leak_reversal),
        }

    def rates(self, voltage: Any) -> Mapping[str, Rates]:
        """None: rectification is instantaneous."""
        return {}

    @property
    def events(self) -> tuple[Event, ...]:
        """The jump to the up state."""
        return (upstroke(self.up_state),)
