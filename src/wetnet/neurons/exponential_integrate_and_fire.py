"""Exponential integrate-and-fire neuron."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import jax.numpy as jnp
from jaxtyping import Array, Float

from wetnet.core.cells import Continuous, Event, Values
from wetnet.core.parameters import Preset, Quantity, parameter
from wetnet.core.registry import registered
from wetnet.neurons.point_input import POINT_INPUTS, input_current
from wetnet.neurons.voltage_reset import voltage_reset

STEEPEST = 60.0
"""Exponent beyond which the upswing grows no further: exp(60) is still far from overflow in single precision."""


def spike_initiation(
    voltage: Float[Array, "*cells"], conductance: Any, threshold: Any, slope: Any
) -> Float[Array, "*cells"]:
    """g_L Δ_T exp((V − V_T) / Δ_T) in pA: sodium activation near threshold, as an inward current."""
    return conductance * slope * jnp.exp(jnp.minimum((voltage - threshold) / slope, STEEPEST))


@registered("exponential-integrate-and-fire", kind="neuron")
class ExponentialIntegrateAndFire(Continuous):
    """A leaky membrane whose sodium current sets in exponentially, as it does in conductance-based cells.

    C V' = g_L (E_L − V) + g_L Δ_T exp((V − V_T) / Δ_T) + I + a − b V; at V > V_cut: spike, V ← V_r, held for t_ref.
    Rheobase g_L (V_T − E_L − Δ_T), where rest and threshold meet at V_T.

    Source: Fourcaud-Trocmé et al. 2003 (doi:10.1523/JNEUROSCI.23-37-11628.2003).
    Checked against: rheobase and the meeting of the fixed points in closed form; the interval as an integral.
    Deviates from: the equation above V_cut only, where the flow is that at V_cut: a step of an integrator that
    overshoots the cut meets no overflow.
    """

    capacitance: float = parameter(100.0, "pF", "membrane capacitance", low=1e-3, high=1e6, symbol="C")
    leak_conductance: float = parameter(10.0, "nS", "leak conductance", low=1e-6, high=1e6, symbol="g_L")
    leak_reversal: float = parameter(-65.0, "mV", "leak reversal potential", low=-150, high=50, symbol="E_L")
    threshold: float = parameter(-59.9, "mV", "voltage of rheobase", low=-150, high=50, symbol="V_T")
    slope: float = parameter(3.48, "mV", "sharpness of the spike's onset", low=0.1, high=50, symbol="Δ_T")
    cutoff: float = parameter(0.0, "mV", "voltage at which a spike is counted", low=-100, high=100, symbol="V_cut")
    reset: float = parameter(-68.0, "mV", "voltage after a spike", low=-200, high=50, symbol="V_r")
    refractory_period: float = parameter(1.7, "ms", "time held at reset", low=0, high=1e3, symbol="t_ref")

    equations: ClassVar[str] = (
        r"C V' = g_L (E_L - V) + g_L \Delta_T e^{(V - V_T)/\Delta_T} + I \\ "
        r"V > V_{cut}:\; V \leftarrow V_r"
    )
    states: ClassVar[Mapping[str, Quantity]] = {"voltage": Quantity("mV", "membrane voltage")}
    inputs: ClassVar[Mapping[str, Quantity]] = POINT_INPUTS
    presets: ClassVar[Mapping[str, Preset]] = {
        "wang-buzsaki": Preset({}, "fitted to the cell of Wang & Buzsáki 1996", "Fourcaud-Trocmé et al. 2003, table 1"),
        "sharp": Preset(
            {"slope": 0.5}, "a sudden onset, almost that of the leaky integrate-and-fire cell", "this project"
        ),
    }

    def rest(self) -> Values:
        """At the leak reversal potential: close to rest while the exponential is small."""
        return {"voltage": jnp.asarray(self.leak_reversal)}

    def flow(self, state: Values, memory: Values, input: Values) -> Values:
        """Leak, spike initiation and input."""
        v = jnp.minimum(state["voltage"], self.cutoff)
        current = self.leak_conductance * (self.leak_reversal - v) + input_current(input, v)
        upswing = spike_initiation(v, self.leak_conductance, self.threshold, self.slope)
        return {"voltage": (current + upswing) / self.capacitance}

    @property
    def events(self) -> tuple[Event, ...]:
        """The spike."""
        return (voltage_reset(self.cutoff, self.reset, self.refractory_period),)

    def readout(self, state: Values, memory: Values, input: Values) -> Values:
        """The voltage."""
        return {"voltage": state["voltage"]}
