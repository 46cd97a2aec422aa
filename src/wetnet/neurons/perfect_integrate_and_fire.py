"""Perfect integrate-and-fire neuron."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

import jax.numpy as jnp

from wetnet.core.cells import Continuous, Event, Values
from wetnet.core.parameters import Preset, Quantity, parameter
from wetnet.core.registry import registered
from wetnet.neurons.point_input import POINT_INPUTS, input_current
from wetnet.neurons.voltage_reset import voltage_reset


@registered("perfect-integrate-and-fire", kind="neuron")
class PerfectIntegrateAndFire(Continuous):
    """A capacitor that is charged, fires at a threshold and forgets nothing in between.

    C V' = I + a − b V; at V > V_th: spike, V ← V_r, held for t_ref. The rate is proportional to the current, from zero:
    there is no leak, so there is no rheobase.

    Source: Lapicque 1907; Gerstein & Mandelbrot 1964 (doi:10.1016/S0006-3495(64)86768-0), without their noise.
    Checked against: interval t_ref + C (V_th − V_r) / I.
    """

    capacitance: float = parameter(200.0, "pF", "membrane capacitance", low=1e-3, high=1e6, symbol="C")
    threshold: float = parameter(-50.0, "mV", "voltage at which a spike is fired", low=-150, high=100, symbol="V_th")
    reset: float = parameter(-60.0, "mV", "voltage after a spike", low=-200, high=100, symbol="V_r")
    refractory_period: float = parameter(0.0, "ms", "time held at reset", low=0, high=1e3, symbol="t_ref")

    equations: ClassVar[str] = (
        r"C V' = I \\ "
        r"V > V_{th}:\; V \leftarrow V_r"
    )
    states: ClassVar[Mapping[str, Quantity]] = {"voltage": Quantity("mV", "membrane voltage")}
    inputs: ClassVar[Mapping[str, Quantity]] = POINT_INPUTS
    presets: ClassVar[Mapping[str, Preset]] = {
        "refractory": Preset({"refractory_period": 2.0}, "the rate saturates at 500 Hz", "this project"),
    }

    def rest(self) -> Values:
        """At the reset voltage; without input every voltage is at rest."""
        return {"voltage": jnp.asarray(self.reset)}

    def flow(self, state: Values, memory: Values, input: Values) -> Values:
        """The input charges the membrane."""
        return {"voltage": input_current(input, state["voltage"]) / self.capacitance}

    @property
    def events(self) -> tuple[Event, ...]:
        """The spike."""
        return (voltage_reset(self.threshold, self.reset, self.refractory_period),)

    def readout(self, state: Values, memory: Values, input: Values) -> Values:
        """The voltage."""
        return {"voltage": state["voltage"]}
