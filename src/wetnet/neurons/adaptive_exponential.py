"""Adaptive exponential integrate-and-fire neuron (AdEx)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import jax.numpy as jnp

from wetnet.core.cells import Continuous, Event, Values
from wetnet.core.parameters import Preset, Quantity, parameter
from wetnet.core.registry import registered
from wetnet.neurons.exponential_integrate_and_fire import spike_initiation
from wetnet.neurons.point_input import POINT_INPUTS, input_current

NAUD = "Naud et al. 2008, values as adapted by P. Müller to match the figures (an example of Brian2)"
_NAMES = ("capacitance", "leak_conductance", "leak_reversal", "a", "adaptation_time", "b", "reset")


def _naud(meaning: str, *values: float) -> Preset:
    """A pattern of Naud et al.: C, g_L, E_L, a, τ_w, b, V_r; V_T and Δ_T are the same in all."""
    return Preset({**dict(zip(_NAMES, values, strict=True)), "threshold": -50.0, "slope": 2.0}, meaning, NAUD)


@registered("adaptive-exponential", kind="neuron")
class AdaptiveExponential(Continuous):
    """AdEx: exponential onset of the spike, and one adaptation current that follows voltage and counts spikes.

    C V' = g_L (E_L − V) + g_L Δ_T exp((V − V_T) / Δ_T) − w + I + α − β V (α, β: the synaptic pair),
    τ_w w' = a (V − E_L) − w; at V > V_cut: spike, V ← V_r, w ← w + b.
    Rest ends, with τ = C / g_L, at a saddle-node (a / g_L < τ / τ_w) or before it at a Hopf bifurcation.

    Source: Brette & Gerstner 2005 (doi:10.1152/jn.00686.2005); patterns: Naud et al. 2008
    (doi:10.1007/s00422-008-0264-7).
    Checked against: rheobase of both kinds in closed form; spike times of an eighth-order solution at relative 1e-10;
    Brian2 and NEST (docs/validation.md).
    Deviates from: the equations above V_cut only, where the flow is that at V_cut (an overshooting step meets no
    overflow, and w does not follow a voltage that no cell has).
    """

    capacitance: float = parameter(281.0, "pF", "membrane capacitance", low=1e-3, high=1e6, symbol="C")
    leak_conductance: float = parameter(30.0, "nS", "leak conductance", low=1e-6, high=1e6, symbol="g_L")
    leak_reversal: float = parameter(-70.6, "mV", "leak reversal potential", low=-150, high=50, symbol="E_L")
    threshold: float = parameter(-50.4, "mV", "voltage at which sodium takes over", low=-150, high=50, symbol="V_T")
    slope: float = parameter(2.0, "mV", "sharpness of the spike's onset", low=0.1, high=50, symbol="Δ_T")
    a: float = parameter(4.0, "nS", "adaptation by voltage below threshold", low=-1e3, high=1e3, symbol="a")
    adaptation_time: float = parameter(144.0, "ms", "time constant of adaptation", low=0.1, high=1e5, symbol="τ_w")
    b: float = parameter(80.5, "pA", "adaptation by each spike", low=-1e5, high=1e5, symbol="b")
    reset: float = parameter(-70.6, "mV", "voltage after a spike", low=-200, high=50, symbol="V_r")
    cutoff: float = parameter(0.0, "mV", "voltage at which a spike is counted", low=-100, high=100, symbol="V_cut")

    equations: ClassVar[str] = (
        r"C V' = g_L (E_L - V) + g_L \Delta_T e^{(V - V_T)/\Delta_T} - w + I \\ "
        r"\tau_w w' = a (V - E_L) - w \\ "
        r"V > V_{cut}:\; V \leftarrow V_r,\; w \leftarrow w + b"
    )
    states: ClassVar[Mapping[str, Quantity]] = {
        "voltage": Quantity("mV", "membrane voltage"),
        "adaptation": Quantity("pA", "adaptation current w, positive hyperpolarises"),
    }
    inputs: ClassVar[Mapping[str, Quantity]] = POINT_INPUTS
    presets: ClassVar[Mapping[str, Preset]] = {
        "regular-spiking": Preset({}, "a cortical pyramidal cell", "Brette & Gerstner 2005, table 1"),
        "bursting": Preset(
            {"adaptation_time": 20.0, "b": 500.0, "reset": -45.4},
            "reset above V_T: spikes in clusters",
            "Brette & Gerstner 2005",
        ),
        "fast-spiking": Preset(
            {"a": 2 * 281 / 144, "b": 0.0}, "adaptation below threshold only", "Brette & Gerstner 2005"
        ),
        "tonic-spiking": _naud("no spike-triggered adaptation: a clock", 200, 10, -70, 2, 30, 0, -58),
        "adaptation": _naud("each spike adds to w: intervals lengthen", 200, 12, -70, 2, 300, 60, -58),
        "initial-burst": _naud("reset at V_T: a few spikes at once until w has grown", 130, 18, -58, 4, 150, 120, -50),
        "regular-bursting": _naud(
            "reset above V_T: bursts, each ended by w and followed by a pause", 200, 10, -58, 2, 120, 100, -46
        ),
        "delayed-accelerating": _naud(
            "a < 0: w turns inward while V is up, and helps more and more", 200, 12, -70, -10, 300, 0, -58
        ),
        "delayed-regular-bursting": _naud(
            "a < 0 delays the first burst, b > 0 ends every one", 100, 10, -65, -10, 90, 30, -47
        ),
        "transient-spiking": _naud("a large: w catches up and holds V below threshold", 100, 10, -65, 10, 90, 100, -47),
        "irregular-spiking": _naud(
            "a < 0 and reset above V_T: chaos in one deterministic cell", 100, 12, -60, -11, 130, 30, -48
        ),
    }

    def rest(self) -> Values:
        """At the leak reversal potential, where other simulators start; close to rest."""
        v = jnp.asarray(self.leak_reversal)
        return {"voltage": v, "adaptation": jnp.zeros_like(v)}

    def flow(self, state: Values, memory: Values, input: Values) -> Values:
        """Leak, spike initiation, adaptation and input."""
        v, w = jnp.minimum(state["voltage"], self.cutoff), state["adaptation"]
        current = self.leak_conductance * (self.leak_reversal - v) - w + input_current(input, v)
        upswing = spike_initiation(v, self.leak_conductance, self.threshold, self.slope)
        return {
            "voltage": (current + upswing) / self.capacitance,
            "adaptation": (self.a * (v - self.leak_reversal) - w) / self.adaptation_time,
        }

    @property
    def events(self) -> tuple[Event, ...]:
        """The spike."""

        def over(state: Values, memory: Values, input: Values) -> Any:
            return state["voltage"] - self.cutoff

        def fall(state: Values, memory: Values, input: Values) -> tuple[Values, Values]:
            after = jnp.zeros_like(state["voltage"]) + self.reset
            return {"voltage": after, "adaptation": state["adaptation"] + self.b}, memory

        return (Event(over, fall),)

    def readout(self, state: Values, memory: Values, input: Values) -> Values:
        """The voltage."""
        return {"voltage": state["voltage"]}
