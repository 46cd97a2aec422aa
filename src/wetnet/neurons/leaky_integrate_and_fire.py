"""Leaky integrate-and-fire neuron with current and conductance input."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import jax.numpy as jnp

from wetnet.core.cells import Continuous, Event, Values
from wetnet.core.errors import ParameterError
from wetnet.core.parameters import Preset, Quantity, parameter
from wetnet.core.registry import registered
from wetnet.core.units import convert
from wetnet.neurons.point_input import POINT_INPUTS


def membrane(resistance: Any, time_constant: Any) -> dict[str, float]:
    """The same membrane by resistance R (MΩ) and time constant τ (ms): g_L = 1 / R, C = τ / R.

    τ V' = E_L − V + R I is C V' = g_L (E_L − V) + I. With R in MΩ and I in pA, R I is in µV.
    """
    resistance, time_constant = convert(resistance, "Mohm", "resistance"), convert(time_constant, "ms", "time constant")
    if not (resistance > 0 and time_constant > 0):
        raise ParameterError(f"a membrane of {resistance:g} MΩ and {time_constant:g} ms; expected both above 0")
    return {"capacitance": 1e3 * time_constant / resistance, "leak_conductance": 1e3 / resistance}


@registered("leaky-integrate-and-fire", kind="neuron")
class LeakyIntegrateAndFire(Continuous):
    """A membrane that leaks, fires at a threshold, and is held at reset for a refractory period.

    C V' = g_L (E_L − V) + I + a − b V; at V > V_th: spike, V ← V_r, held for t_ref. The synaptic pair is affine in V:
    a = Σ g E (``drive``), b = Σ g (``conductance``). :func:`membrane` translates resistance and time constant.

    Source: Lapicque 1907; parameters of the presets: Brette et al. 2007 (doi:10.1007/s10827-007-0038-6), appendix 2.
    Checked against: interval t_ref + τ ln((RI + E_L − V_r)/(RI + E_L − V_th)).
    """

    capacitance: float = parameter(200.0, "pF", "membrane capacitance", low=1e-3, high=1e6, symbol="C")
    leak_conductance: float = parameter(10.0, "nS", "leak conductance", low=1e-6, high=1e6, symbol="g_L")
    leak_reversal: float = parameter(-60.0, "mV", "voltage at rest", low=-150, high=50, symbol="E_L")
    threshold: float = parameter(-50.0, "mV", "voltage at which a spike is fired", low=-150, high=100, symbol="V_th")
    reset: float = parameter(-60.0, "mV", "voltage after a spike", low=-200, high=100, symbol="V_r")
    refractory_period: float = parameter(5.0, "ms", "time held at reset", low=0, high=1e3, symbol="t_ref")

    equations: ClassVar[str] = (
        r"C V' = g_L (E_L - V) + I \\ "
        r"V > V_{th}:\; V \leftarrow V_r \text{ for } t_{ref}"
    )
    states: ClassVar[Mapping[str, Quantity]] = {"voltage": Quantity("mV", "membrane voltage")}
    inputs: ClassVar[Mapping[str, Quantity]] = POINT_INPUTS
    presets: ClassVar[Mapping[str, Preset]] = {
        "cuba": Preset(
            {"leak_reversal": -49.0}, "the cell of the CUBA network: rests above threshold", "Brette 2007 B2"
        ),
        "coba": Preset({}, "the cell of the COBA network", "Brette 2007 B1"),
        "playground": Preset(
            {
                **membrane(2.6, 10.0),
                "leak_reversal": -70.0,
                "threshold": -50.0,
                "reset": -70.0,
                "refractory_period": 2.7,
            },
            "the seed's, R = 2.6 MΩ and τ = 10 ms: fires from 7692 pA (there 7.69)",
            "Terwilliger 2018",
        ),
        "potjans-diesmann": Preset(
            {
                **membrane(40.0, 10.0),
                "leak_reversal": -65.0,
                "threshold": -50.0,
                "reset": -65.0,
                "refractory_period": 2.0,
            },
            "the cell of the full-scale microcircuit: 250 pF, 25 nS",
            "Potjans & Diesmann 2014 (doi:10.1093/cercor/bhs358), table 5",
        ),
    }

    def rest(self) -> Values:
        """At the reset voltage, where the cell is after every spike."""
        return {"voltage": jnp.asarray(self.reset)}

    def flow(self, state: Values, memory: Values, input: Values) -> Values:
        """Leak, current and affine synaptic input."""
        v = state["voltage"]
        current = self.leak_conductance * (self.leak_reversal - v) + input["current"]
        rate = 1 / self.capacitance  # one division for all cells
        return {"voltage": rate * (current + input["drive"] - input["conductance"] * v)}

    @property
    def events(self) -> tuple[Event, ...]:
        """The spike."""

        def over(state: Values, memory: Values, input: Values) -> Any:
            return state["voltage"] - self.threshold

        def fall(state: Values, memory: Values, input: Values) -> tuple[Values, Values]:
            return {"voltage": jnp.zeros_like(state["voltage"]) + self.reset}, memory

        return (Event(over, fall, hold=self.refractory_period, clamps=("voltage",)),)

    def readout(self, state: Values, memory: Values, input: Values) -> Values:
        """The voltage."""
        return {"voltage": state["voltage"]}
