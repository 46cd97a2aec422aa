"""Izhikevich's simple model in the form of 2007, with capacitance and measurable parameters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import jax.numpy as jnp

from wetnet.core.cells import Continuous, Event, Values
from wetnet.core.parameters import Preset, Quantity, parameter
from wetnet.core.registry import registered
from wetnet.neurons.point_input import POINT_INPUTS, input_current

BOOK = "Izhikevich 2007, figure 8."
NEUROML = "OpenSourceBrain/IzhikevichModel, NeuroML2"
_NAMES = (
    *("capacitance", "gain", "rest_voltage", "threshold", "peak"),
    *("a", "b_below", "b_above", "recovery_voltage", "reset", "spike_recovery"),
)


def _cell(*values: float, **others: float) -> dict[str, float]:
    """C, k, v_r, v_t, v_peak, a, b below and above v_b, v_b, c, d; then what only some cells have."""
    return {**dict(zip(_NAMES, map(float, values), strict=True)), **others}


@registered("izhikevich-2007", kind="neuron")
class Izhikevich2007(Continuous):
    """A parabola from rest to threshold, a recovery current, and a reset: fitted to measured cells.

    C v' = k (v − v_r) (v − v_t) − u + I + α − β v (the synaptic pair); u' = a (U(v) − u);
    at v > v_peak + p u: spike, v ← c + q u, u ← min(u + d, u_max).
    U(v) = b_1 (v − v_b) below v_b and b_2 (v − v_b) + κ (v − v_b)³ above it. One form holds all cells of the book:
    b_1 = b_2 = b for RS, IB, CH and LTS (v_b = v_r); b_1 ≠ b_2 for the thalamic TC and RTN; b_1 = b_2 = 0 and κ for
    FS; p, q and u_max where the peak and the reset follow u (LTS, TC). The input resistance at rest is
    1 / (b + k (v_t − v_r)); rest ends at I = (b + k (v_t − v_r))² / (4 k), or before at a Hopf point if b > a C.

    Source: Izhikevich 2007, Dynamical Systems in Neuroscience, ch. 8 (doi:10.7551/mitpress/2526.001.0001).
    Checked against: the book's Euler run of RS, exactly; spike times of an eighth-order solution; folds, Hopf points
    and input resistance in closed form.
    """

    capacitance: float = parameter(100.0, "pF", "membrane capacitance", low=1e-3, high=1e6, symbol="C")
    gain: float = parameter(0.7, "nS/mV", "steepness of the parabola", low=1e-3, high=1e3, symbol="k")
    rest_voltage: float = parameter(-60.0, "mV", "voltage at rest", low=-150, high=50, symbol="v_r")
    threshold: float = parameter(
        -40.0, "mV", "voltage at which the parabola turns inward", low=-150, high=50, symbol="v_t"
    )
    peak: float = parameter(35.0, "mV", "voltage at which a spike is counted", low=-50, high=200, symbol="v_peak")
    a: float = parameter(0.03, "1/ms", "rate of recovery", low=1e-6, high=10, symbol="a")
    b_below: float = parameter(-2.0, "nS", "slope of recovery below v_b", low=-1e3, high=1e3, symbol="b_1")
    b_above: float = parameter(-2.0, "nS", "slope of recovery above v_b", low=-1e3, high=1e3, symbol="b_2")
    recovery_voltage: float = parameter(-60.0, "mV", "voltage of no recovery current", low=-150, high=50, symbol="v_b")
    reset: float = parameter(-50.0, "mV", "voltage after a spike", low=-200, high=50, symbol="c")
    spike_recovery: float = parameter(100.0, "pA", "what a spike adds to recovery", low=-1e4, high=1e4, symbol="d")
    cubic: float = parameter(0.0, "nS/mV**2", "cubic growth of recovery above v_b", low=0, high=10, symbol="κ")
    peak_slope: float = parameter(0.0, "mV/pA", "how the peak follows recovery", low=-1, high=1, symbol="p")
    reset_slope: float = parameter(0.0, "mV/pA", "how the reset follows recovery", low=-1, high=1, symbol="q")
    largest_recovery: float = parameter(
        1e6, "pA", "what no spike takes recovery above", low=0, high=1e6, symbol="u_max"
    )

    equations: ClassVar[str] = (
        r"C v' = k (v - v_r)(v - v_t) - u + I \\ "
        r"u' = a (U(v) - u) \\ "
        r"v > v_{peak} + p u:\; v \leftarrow c + q u,\; u \leftarrow \min(u + d, u_{max})"
    )
    states: ClassVar[Mapping[str, Quantity]] = {
        "voltage": Quantity("mV", "membrane voltage v"),
        "recovery": Quantity("pA", "recovery current u, positive hyperpolarises"),
    }
    inputs: ClassVar[Mapping[str, Quantity]] = POINT_INPUTS
    presets: ClassVar[Mapping[str, Preset]] = {
        "regular-spiking": Preset(
            _cell(100, 0.7, -60, -40, 35, 0.03, -2, -2, -60, -50, 100), "RS: layer 5 pyramidal cell", BOOK + "12"
        ),
        "intrinsically-bursting": Preset(
            _cell(150, 1.2, -75, -45, 50, 0.01, 5, 5, -75, -56, 130), "IB: a burst, then single spikes", BOOK + "19"
        ),
        "chattering": Preset(
            _cell(50, 1.5, -60, -40, 25, 0.03, 1, 1, -60, -40, 150), "CH: burst after burst", BOOK + "23"
        ),
        "low-threshold-spiking": Preset(
            _cell(
                *(100, 1, -56, -42, 40, 0.03, 8, 8, -56, -53, 20),
                peak_slope=-0.1,
                reset_slope=0.04,
                largest_recovery=670.0,
            ),
            "LTS interneuron: spikes shrink and resets rise as recovery grows",
            BOOK + "25",
        ),
        "fast-spiking": Preset(
            _cell(20, 1, -55, -40, 25, 0.2, 0, 0, -55, -45, 0, cubic=0.025),
            "FS interneuron: fast recovery that no slow input calls up",
            BOOK + "27",
        ),
        "thalamo-cortical": Preset(
            _cell(200, 1.6, -60, -50, 35, 0.01, 15, 0, -65, -60, 10, peak_slope=0.1, reset_slope=-0.1),
            "TC relay cell: tonic from rest, a burst on release from inhibition",
            BOOK + "31",
        ),
        "reticular-thalamic": Preset(
            _cell(40, 0.25, -65, -45, 0, 0.015, 10, 2, -65, -55, 50),
            "RTN cell: long bursts on release from inhibition",
            BOOK + "32",
        ),
        "weakly-adapting": Preset(
            _cell(300, 1, -61.8, -57, 22.6, 0.001, 3, 3, -61.8, -65.8, 5), "slow, weak adaptation", NEUROML
        ),
        "strongly-adapting": Preset(
            _cell(115, 0.3, -61.8, -57, 22.6, 0.0012, 3, 3, -61.8, -65.8, 10), "slow, strong adaptation", NEUROML
        ),
        "late-spiking": Preset(
            _cell(20, 0.3, -66, -40, 30, 0.17, 5, 5, -66, -45, 100),
            "LS interneuron in one compartment (the book's has two)",
            NEUROML,
        ),
    }

    def rest(self) -> Values:
        """v_r and its recovery current: a fixed point where U(v_r) = 0, as in all cells of the book."""
        v = jnp.asarray(self.rest_voltage)
        return {"voltage": v, "recovery": jnp.asarray(self._target(v))}

    def flow(self, state: Values, memory: Values, input: Values) -> Values:
        """The parabola against recovery, and recovery after voltage."""
        v, u = state["voltage"], state["recovery"]
        parabola = self.gain * (v - self.rest_voltage) * (v - self.threshold)
        return {
            "voltage": (parabola - u + input_current(input, v)) / self.capacitance,
            "recovery": self.a * (self._target(v) - u),
        }

    @property
    def events(self) -> tuple[Event, ...]:
        """The spike, at a peak that may depend on recovery."""

        def over(state: Values, memory: Values, input: Values) -> Any:
            return state["voltage"] - (self.peak + self.peak_slope * state["recovery"])

        def fall(state: Values, memory: Values, input: Values) -> tuple[Values, Values]:
            u = state["recovery"]
            after = jnp.minimum(u + self.spike_recovery, self.largest_recovery)
            return {"voltage": self.reset + self.reset_slope * u, "recovery": after}, memory

        return (Event(over, fall),)

    def readout(self, state: Values, memory: Values, input: Values) -> Values:
        """The voltage."""
        return {"voltage": state["voltage"]}

    def _target(self, v: Any) -> Any:
        """U(v), where recovery would settle."""
        beyond = v - self.recovery_voltage
        above = (self.b_above + self.cubic * beyond**2) * beyond
        return jnp.where(beyond > 0, above, self.b_below * beyond)
