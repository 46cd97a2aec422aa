"""Quadratic integrate-and-fire neuron."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

import jax.numpy as jnp

from wetnet.core.cells import Continuous, Event, Values
from wetnet.core.parameters import Preset, Quantity, parameter
from wetnet.core.registry import registered
from wetnet.neurons.point_input import POINT_INPUTS, input_current
from wetnet.neurons.voltage_reset import voltage_reset


@registered("quadratic-integrate-and-fire", kind="neuron")
class QuadraticIntegrateAndFire(Continuous):
    """The membrane near a saddle-node bifurcation: rest below, a threshold that is a fixed point, a spike beyond it.

    C V' = k (V − V_r) (V − V_t) + I + a − b V; at V > V_p: spike, V ← V_0. Rest and threshold meet at
    I = k (V_t − V_r)² / 4; beyond it the rate grows with the square root of what is beyond. If V_0 > V_t, rest and
    firing are both stable over a range of currents.

    Source: Ermentrout & Kopell 1986 (doi:10.1137/0146017); Latham et al. 2000 (doi:10.1152/jn.2000.83.2.808).
    Checked against: the interval under constant current, an arc tangent, and its limit π √(C² / (k (I − I_c))).
    """

    capacitance: float = parameter(100.0, "pF", "membrane capacitance", low=1e-3, high=1e6, symbol="C")
    gain: float = parameter(0.7, "nS/mV", "steepness of the parabola", low=1e-6, high=1e3, symbol="k")
    rest_voltage: float = parameter(-60.0, "mV", "stable fixed point without input", low=-150, high=50, symbol="V_r")
    threshold: float = parameter(-40.0, "mV", "unstable fixed point without input", low=-150, high=50, symbol="V_t")
    peak: float = parameter(35.0, "mV", "voltage at which a spike is counted", low=-50, high=1e6, symbol="V_p")
    reset: float = parameter(-65.0, "mV", "voltage after a spike", low=-1e6, high=50, symbol="V_0")

    equations: ClassVar[str] = (
        r"C V' = k (V - V_r)(V - V_t) + I \\ "
        r"V > V_p:\; V \leftarrow V_0"
    )
    states: ClassVar[Mapping[str, Quantity]] = {"voltage": Quantity("mV", "membrane voltage")}
    inputs: ClassVar[Mapping[str, Quantity]] = POINT_INPUTS
    presets: ClassVar[Mapping[str, Preset]] = {
        "normal-form": Preset(
            {"capacitance": 1.0, "gain": 1.0, "rest_voltage": 0.0, "threshold": 0.0, "peak": 1e3, "reset": -1e3},
            "v' = v² + I with the reset far away: interval π / √I",
            "Ermentrout & Kopell 1986",
        ),
        "bistable": Preset(
            {"reset": -35.0}, "reset above threshold: once firing, it goes on", "Izhikevich 2007, ch. 3"
        ),
    }

    def rest(self) -> Values:
        """The stable fixed point."""
        return {"voltage": jnp.asarray(self.rest_voltage)}

    def flow(self, state: Values, memory: Values, input: Values) -> Values:
        """The parabola and the input."""
        v = state["voltage"]
        parabola = self.gain * (v - self.rest_voltage) * (v - self.threshold)
        return {"voltage": (parabola + input_current(input, v)) / self.capacitance}

    @property
    def events(self) -> tuple[Event, ...]:
        """The spike, at its peak."""
        return (voltage_reset(self.peak, self.reset),)

    def readout(self, state: Values, memory: Values, input: Values) -> Values:
        """The voltage."""
        return {"voltage": state["voltage"]}
