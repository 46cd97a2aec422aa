"""FitzHugh-Nagumo: excitability in two variables and one cubic."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import jax.numpy as jnp

from wetnet.core.cells import Continuous, Event, Values
from wetnet.core.parameters import Preset, Quantity, parameter
from wetnet.core.registry import registered


@registered("fitzhugh-nagumo", kind="neuron")
class FitzHughNagumo(Continuous):
    """The classic form: a fast cubic voltage and a slow linear recovery. No reset: the spike is an orbit.

    v' = v − v³/3 − w + I; w' = ε (v + α − β w). Voltage and current have no unit; a unit of time is taken as 1 ms.
    Rest is lost at v = ∓√(1 − β ε), through a Hopf bifurcation; (v, w, I) → (−v, 2α/β − w, 2α/β − I) maps the two ends
    of the firing range onto each other.

    Source: FitzHugh 1961 (doi:10.1016/S0006-3495(61)86902-6); Nagumo et al. 1962 (doi:10.1109/JRPROC.1962.288235).
    Checked against: both Hopf points in closed form, the period at I = 0.5, the symmetry.
    Deviates from: FitzHugh's signs (there v is minus voltage), as all texts since do.
    """

    a: float = parameter(0.7, "", "offset of the recovery nullcline", low=-5, high=5, symbol="α")
    b: float = parameter(0.8, "", "inverse slope of the recovery nullcline", low=0.01, high=5, symbol="β")
    epsilon: float = parameter(0.08, "1/ms", "rate of recovery", low=1e-4, high=5, symbol="ε")
    spike_threshold: float = parameter(0.0, "", "voltage whose passing counts as a spike", low=-2, high=2)

    equations: ClassVar[str] = (
        r"v' = v - v^3/3 - w + I \\ "
        r"w' = \varepsilon (v + \alpha - \beta w)"
    )
    states: ClassVar[Mapping[str, Quantity]] = {
        "voltage": Quantity("", "voltage v"),
        "recovery": Quantity("", "recovery w"),
    }
    inputs: ClassVar[Mapping[str, Quantity]] = {"current": Quantity("", "input I")}
    presets: ClassVar[Mapping[str, Preset]] = {
        "classic": Preset({}, "excitable: rests at I = 0, fires between 0.33 and 1.42", "FitzHugh 1961"),
        "oscillator": Preset(
            {"a": 0.0, "b": 0.01}, "fires without input: van der Pol's oscillator, almost", "FitzHugh 1961"
        ),
        "slow-recovery": Preset({"epsilon": 0.01}, "relaxation: the orbit follows the cubic and jumps", "this project"),
    }

    def rest(self) -> Values:
        """The lowest fixed point without input: the lowest root of v³ + 3 (1/β − 1) v + 3 α/β."""
        third, half = jnp.asarray(1 / self.b - 1.0), jnp.asarray(1.5 * self.a / self.b)
        discriminant = half**2 + third**3
        root = jnp.sqrt(jnp.maximum(discriminant, 0.0))
        single = jnp.cbrt(root - half) - jnp.cbrt(root + half)
        width = jnp.sqrt(jnp.maximum(-third, 1e-12))
        lowest = 2 * width * jnp.cos((jnp.arccos(jnp.clip(-half / width**3, -1.0, 1.0)) + 2 * jnp.pi) / 3)
        v = jnp.where(discriminant < 0, lowest, single)
        return {"voltage": v, "recovery": (v + self.a) / self.b}

    def flow(self, state: Values, memory: Values, input: Values) -> Values:
        """The cubic against recovery, and recovery after voltage."""
        v, w = state["voltage"], state["recovery"]
        return {
            "voltage": v - v**3 / 3 - w + input["current"],
            "recovery": self.epsilon * (v + self.a - self.b * w),
        }

    @property
    def events(self) -> tuple[Event, ...]:
        """The spike: nothing is reset, it is only counted."""

        def over(state: Values, memory: Values, input: Values) -> Any:
            return state["voltage"] - self.spike_threshold

        return (Event(over),)

    def readout(self, state: Values, memory: Values, input: Values) -> Values:
        """The voltage."""
        return {"voltage": state["voltage"]}
