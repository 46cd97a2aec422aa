"""The seed's ion-permeability cell: a map, one step of which stands for 0.15 ms."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import jax.numpy as jnp
from jaxtyping import Array, Bool

from wetnet.core.cells import Discrete, Values
from wetnet.core.functions import sigmoid
from wetnet.core.parameters import Quantity, parameter
from wetnet.core.registry import registered
from wetnet.neurons.goldman import Concentrations, Permeabilities, square_root_voltage

SEED_CONCENTRATIONS = Concentrations(
    sodium=(140.0, 15.0), potassium=(5.0, 150.0), chloride=(120.0, 5.0), calcium=(2.0, 0.0)
)
"""mM outside and inside, as the seed has them: no calcium inside at all."""


@registered("permeability-map", kind="neuron")
class PermeabilityMap(Discrete):
    """Voltage from four permeabilities at every step, sodium and potassium channels gated by it.

    Sodium channels open by S(V; 0.8, −50.5), shut above 25 mV and stay shut until V < −65; potassium channels
    approach S(V; 0.3, 35) by a tenth a step. Permeabilities approach channels + leak + receptors by 0.4 (Na, Cl)
    or 0.08 (K, Ca) a step; V is the seed's square-root voltage. No capacitance; ``dt`` is ignored: the constants are
    per step.

    Source: the digit brain's seed (Dalvi 2022).
    Checked against: rest −69.73 mV; fires from −55 and not from −56; from −50: 6.4, 23.3, 28.7, 18.9, 8.1, −3.3.
    Deviates from: the seed, where a cell cannot fire while its axon conducts, and cells update one after the other.
    """

    sodium_channels: float = parameter(300.0, "", "voltage-gated sodium channels", low=0, high=5000)
    potassium_channels: float = parameter(200.0, "", "voltage-gated potassium channels", low=0, high=5000)
    sodium_leak: float = parameter(2.0, "", "sodium permeability at rest, in channels", low=0, high=100)
    potassium_leak: float = parameter(48.0, "", "potassium permeability at rest, in channels", low=1, high=500)

    states: ClassVar[Mapping[str, Quantity]] = {
        "voltage": Quantity("mV", "membrane voltage"),
        "sodium_open": Quantity("", "open sodium channels"),
        "potassium_open": Quantity("", "open potassium channels"),
        "sodium": Quantity("", "sodium permeability, in channels"),
        "potassium": Quantity("", "potassium permeability, in channels"),
        "chloride": Quantity("", "chloride permeability, in channels"),
        "calcium": Quantity("", "calcium permeability, in channels"),
    }
    inputs: ClassVar[Mapping[str, Quantity]] = {
        "sodium": Quantity("", "open receptors that pass sodium"),
        "potassium": Quantity("", "open receptors that pass potassium"),
        "chloride": Quantity("", "open receptors that pass chloride"),
        "calcium": Quantity("", "open receptors that pass calcium"),
    }

    def start(self) -> Values:
        """As after the seed's reset: −70 mV, leaks only."""
        start = {"voltage": -70.0, "sodium": 2.0, "potassium": 44.0, "chloride": 0.0, "calcium": 0.0}
        state = {name: jnp.asarray(value) for name, value in start.items()}
        open_channels = {"sodium_open": self.sodium_channels * sigmoid(jnp.asarray(-70.0), 0.8, -50.5)}
        latches = {"shut": jnp.asarray(False), "above": jnp.asarray(False)}
        return {**state, **open_channels, "potassium_open": jnp.asarray(0.0), **latches}

    def step(self, state: Values, input: Values, dt: Any, key: Any = None) -> tuple[Values, Bool[Array, "*cells"]]:
        """One step of the map; a spike is the rise of V through 0 while sodium channels are open."""
        v = state["voltage"]
        # A latch of its own: in single precision the open share is exactly 0 below −71 mV, which is not inactivation.
        shut = (v > 25) | (state["shut"] & (v >= -65))
        opening = jnp.where(shut, jnp.zeros_like(v), self.sodium_channels * sigmoid(v, 0.8, -50.5))
        potassium_open = state["potassium_open"] + 0.1 * (
            self.potassium_channels * sigmoid(v, 0.3, 35.0) - state["potassium_open"]
        )
        p = Permeabilities(
            sodium=state["sodium"] + 0.4 * (opening + self.sodium_leak + input["sodium"] - state["sodium"]),
            potassium=state["potassium"]
            + 0.08 * (potassium_open + self.potassium_leak + input["potassium"] - state["potassium"]),
            chloride=state["chloride"] + 0.4 * (input["chloride"] - state["chloride"]),
            calcium=state["calcium"] + 0.08 * (input["calcium"] - state["calcium"]),
        )
        v = square_root_voltage(p, SEED_CONCENTRATIONS)
        above = (v > 0) & (opening > 0)
        after = {
            "voltage": v,
            "sodium_open": opening,
            "potassium_open": potassium_open,
            **p._asdict(),
            "shut": shut,
            "above": above,
        }
        return after, above & ~state["above"]
