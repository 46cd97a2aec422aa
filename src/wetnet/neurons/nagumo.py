"""FitzHugh-Nagumo in Nagumo's form: a cubic with its roots at 0, a and 1."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import jax.numpy as jnp

from wetnet.core.cells import Continuous, Event, Values
from wetnet.core.parameters import Preset, Quantity, parameter
from wetnet.core.registry import registered


@registered("nagumo", kind="neuron")
class Nagumo(Continuous):
    """Rest at 0, threshold near a, the top of the spike near 1: the form of the seed's playground.

    v' = v (a − v) (v − 1) − w + I; w' = b v − c w. Voltage and current have no unit; a unit of time is taken as 1 ms.
    A fixed point is lost through a Hopf bifurcation where −3 v² + 2 (1 + a) v − a = c.

    Source: Nagumo, Arimoto & Yoshizawa 1962 (doi:10.1109/JRPROC.1962.288235); defaults: Terwilliger's playground, 2018.
    Checked against: Hopf points in closed form; spike counts and intervals of the playground.
    Deviates from: the playground's equation panel, which shows w' = (b/c) v; its program, like this, has b v − c w.
    """

    a: float = parameter(0.1, "", "threshold without recovery", low=0, high=1, symbol="a")
    b: float = parameter(0.01, "1/ms", "how fast recovery grows with voltage", low=0, high=2, symbol="b")
    c: float = parameter(0.02, "1/ms", "how fast recovery decays", low=0, high=2, symbol="c")
    spike_threshold: float = parameter(0.5, "", "voltage whose passing counts as a spike", low=-1, high=2)

    equations: ClassVar[str] = (
        r"v' = v (a - v)(v - 1) - w + I \\ "
        r"w' = b v - c w"
    )
    states: ClassVar[Mapping[str, Quantity]] = {
        "voltage": Quantity("", "voltage v"),
        "recovery": Quantity("", "recovery w"),
    }
    inputs: ClassVar[Mapping[str, Quantity]] = {"current": Quantity("", "input I")}
    presets: ClassVar[Mapping[str, Preset]] = {
        "playground": Preset({}, "the seed's: fires from I near 0.04", "Terwilliger 2018"),
        "bistable": Preset(
            {"b": 0.002, "c": 0.05}, "recovery too weak to bring it back: rest and a high state", "this project"
        ),
    }

    def rest(self) -> Values:
        """The origin."""
        zero = jnp.zeros_like(jnp.asarray(self.a))
        return {"voltage": zero, "recovery": zero}

    def flow(self, state: Values, memory: Values, input: Values) -> Values:
        """The cubic against recovery, and recovery after voltage."""
        v, w = state["voltage"], state["recovery"]
        return {"voltage": v * (self.a - v) * (v - 1) - w + input["current"], "recovery": self.b * v - self.c * w}

    @property
    def events(self) -> tuple[Event, ...]:
        """The spike: nothing is reset, it is only counted."""

        def over(state: Values, memory: Values, input: Values) -> Any:
            return state["voltage"] - self.spike_threshold

        return (Event(over),)

    def readout(self, state: Values, memory: Values, input: Values) -> Values:
        """The voltage."""
        return {"voltage": state["voltage"]}
