"""Izhikevich's simple model of 2003."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import jax.numpy as jnp

from wetnet.core.cells import Continuous, Event, Values
from wetnet.core.parameters import Preset, Quantity, parameter
from wetnet.core.registry import registered

PAPER = "Izhikevich 2003, figure 2"
FIGURE = "the program of figure 1 of Izhikevich 2004, pattern "
_CLASS_1 = {"linear": 4.1, "constant": 108.0}


def _abcd(a: float, b: float, c: float, d: float, **others: float) -> dict[str, float]:
    return {"a": a, "b": b, "c": c, "d": d, **others}


@registered("izhikevich", kind="neuron")
class Izhikevich(Continuous):
    """Two equations and a reset that fire like most cells of the cortex, in mV and ms.

    v' = 0.04 v² + 5 v + 140 − u + I; u' = a (b v − u); at v > 30 mV: spike, v ← c, u ← u + d.

    a says how fast recovery u follows; b how strongly it follows v below threshold (b > a: rest is lost through a
    Hopf bifurcation, the cell resonates); c where v lands after a spike (high: it lands ready to fire again, a burst);
    d what each spike adds to u (large: intervals lengthen). Rest and threshold meet at I = (5 − b)² / 0.16 − 140.

    Two patterns of the figure of 2004 need other equations: the class 1 cells 4.1 v + 108 in place of 5 v + 140, and
    accommodation u' = a b (v + 65), here u' = a (b (v − v_b) − λ u) with v_b = −65 and λ = 0.

    Source: Izhikevich 2003 (doi:10.1109/TNN.2003.820440); the patterns: Izhikevich 2004 (doi:10.1109/TNN.2004.832719).
    Checked against: the spike times of both papers' programs, exactly, in their scheme (``SequentialEuler``); folds and
    Hopf points in closed form; Brian2 and NEST (docs/validation.md).
    """

    a: float = parameter(0.02, "1/ms", "rate of recovery", low=-1, high=5, symbol="a")
    b: float = parameter(0.2, "1/ms", "sensitivity of recovery to voltage", low=-5, high=5, symbol="b")
    c: float = parameter(-65.0, "mV", "voltage after a spike", low=-150, high=0, symbol="c")
    d: float = parameter(8.0, "mV/ms", "what a spike adds to recovery", low=-100, high=100, symbol="d")
    quadratic: float = parameter(0.04, "1/(mV ms)", "coefficient of v²", low=1e-3, high=1, symbol="k₂")
    linear: float = parameter(5.0, "1/ms", "coefficient of v", low=-50, high=50, symbol="k₁")
    constant: float = parameter(140.0, "mV/ms", "constant term", low=-1e3, high=1e3, symbol="k₀")
    peak: float = parameter(30.0, "mV", "voltage above which a spike is counted", low=-40, high=100, symbol="v_p")
    recovery_decay: float = parameter(1.0, "", "share of u in its own decay", low=0, high=10, symbol="λ")
    recovery_voltage: float = parameter(
        0.0, "mV", "voltage from which recovery counts v", low=-150, high=50, symbol="v_b"
    )

    equations: ClassVar[str] = (
        r"v' = k_2 v^2 + k_1 v + k_0 - u + I \\ "
        r"u' = a (b (v - v_b) - \lambda u) \\ "
        r"v > v_p:\; v \leftarrow c,\; u \leftarrow u + d"
    )
    states: ClassVar[Mapping[str, Quantity]] = {
        "voltage": Quantity("mV", "membrane voltage v"),
        "recovery": Quantity("mV/ms", "recovery u: potassium activated, sodium inactivated"),
    }
    inputs: ClassVar[Mapping[str, Quantity]] = {"current": Quantity("mV/ms", "input I, positive depolarises")}
    presets: ClassVar[Mapping[str, Preset]] = {
        "regular-spiking": Preset(_abcd(0.02, 0.2, -65, 8), "RS: the pyramidal cell; intervals lengthen", PAPER),
        "intrinsically-bursting": Preset(_abcd(0.02, 0.2, -55, 4), "IB: a burst, then single spikes", PAPER),
        "chattering": Preset(_abcd(0.02, 0.2, -50, 2), "CH: burst after burst", PAPER),
        "fast-spiking": Preset(_abcd(0.1, 0.2, -65, 2), "FS: the basket cell; fast and without adaptation", PAPER),
        "low-threshold-spiking": Preset(_abcd(0.02, 0.25, -65, 2), "LTS: fires to little, adapts", PAPER),
        "thalamo-cortical": Preset(
            _abcd(0.02, 0.25, -65, 0.05), "TC: tonic when depolarised, a burst on release from inhibition", PAPER
        ),
        "resonator": Preset(_abcd(0.1, 0.26, -65, 2), "RZ: oscillates below threshold, answers its own period", PAPER),
        "playground-resonator": Preset(
            _abcd(0.1, 0.26, -60, 2), "the resonator of the seed's playground, reset 5 mV higher", "Terwilliger 2018"
        ),
        "tonic-spiking": Preset(_abcd(0.02, 0.2, -65, 6), "fires as long as the input lasts", FIGURE + "A"),
        "phasic-spiking": Preset(_abcd(0.02, 0.25, -65, 6), "one spike at the onset (Hodgkin's class 3)", FIGURE + "B"),
        "tonic-bursting": Preset(_abcd(0.02, 0.2, -50, 2), "bursts as long as the input lasts", FIGURE + "C"),
        "phasic-bursting": Preset(_abcd(0.02, 0.25, -55, 0.05), "one burst at the onset", FIGURE + "D"),
        "mixed-mode": Preset(_abcd(0.02, 0.2, -55, 4), "a burst, then single spikes", FIGURE + "E"),
        "frequency-adaptation": Preset(_abcd(0.01, 0.2, -65, 8), "intervals lengthen", FIGURE + "F"),
        "class-1": Preset(_abcd(0.02, -0.1, -55, 6, **_CLASS_1), "rate from zero up", FIGURE + "G"),
        "class-2": Preset(_abcd(0.2, 0.26, -65, 0), "silent, or at once at a rate of its own", FIGURE + "H"),
        "spike-latency": Preset(_abcd(0.02, 0.2, -65, 6), "fires long after a short pulse", FIGURE + "I"),
        "subthreshold-oscillation": Preset(_abcd(0.05, 0.26, -60, 0), "rings after a spike", FIGURE + "J"),
        "frequency-preference": Preset(
            _abcd(0.1, 0.26, -60, -1), "answers pulses that come at its own period", FIGURE + "K"
        ),
        "integrator": Preset(_abcd(0.02, -0.1, -55, 6, **_CLASS_1), "answers pulses that come together", FIGURE + "L"),
        "rebound-spike": Preset(_abcd(0.03, 0.25, -60, 4), "fires when inhibition ends", FIGURE + "M"),
        "rebound-burst": Preset(_abcd(0.03, 0.25, -52, 0), "bursts when inhibition ends", FIGURE + "N"),
        "threshold-variability": Preset(
            _abcd(0.03, 0.25, -60, 4), "inhibition first makes a pulse enough", FIGURE + "O"
        ),
        "bistability": Preset(_abcd(0.1, 0.26, -60, 0), "rest and firing under one input", FIGURE + "P"),
        "depolarising-after-potential": Preset(_abcd(1, 0.2, -60, -21), "a hump after the spike", FIGURE + "Q"),
        "accommodation": Preset(
            _abcd(0.02, 1, -55, 4, recovery_decay=0.0, recovery_voltage=-65.0), "fires to fast ramps only", FIGURE + "R"
        ),
        "inhibition-induced-spiking": Preset(_abcd(-0.02, -1, -60, 8), "fires while input is less", FIGURE + "S"),
        "inhibition-induced-bursting": Preset(_abcd(-0.026, -1, -45, -2), "bursts while input is less", FIGURE + "T"),
    }

    def rest(self) -> Values:
        """The lower fixed point without input; where there is none, the foot of the parabola."""
        slope = self.recovery_decay * self.linear - self.b
        offset = self.recovery_decay * self.constant + self.b * self.recovery_voltage
        discriminant = slope**2 - 4 * self.recovery_decay * self.quadratic * offset
        v = jnp.asarray(2 * offset / (jnp.sqrt(jnp.maximum(discriminant, 0.0)) - slope))
        return {"voltage": v, "recovery": jnp.asarray(self._parabola(v))}

    def flow(self, state: Values, memory: Values, input: Values) -> Values:
        """The parabola against recovery, and recovery after voltage."""
        v, u = state["voltage"], state["recovery"]
        target = self.b * (v - self.recovery_voltage)
        return {
            "voltage": self._parabola(v) - u + input["current"],
            "recovery": self.a * (target - self.recovery_decay * u),
        }

    @property
    def events(self) -> tuple[Event, ...]:
        """The spike."""

        def over(state: Values, memory: Values, input: Values) -> Any:
            return state["voltage"] - self.peak

        def fall(state: Values, memory: Values, input: Values) -> tuple[Values, Values]:
            after = jnp.zeros_like(state["voltage"]) + self.c
            return {"voltage": after, "recovery": state["recovery"] + self.d}, memory

        return (Event(over, fall),)

    def readout(self, state: Values, memory: Values, input: Values) -> Values:
        """The voltage."""
        return {"voltage": state["voltage"]}

    def _parabola(self, v: Any) -> Any:
        return self.quadratic * v**2 + self.linear * v + self.constant
