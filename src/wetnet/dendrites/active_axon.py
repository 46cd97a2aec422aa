"""An unmyelinated axon with the membrane of Hodgkin and Huxley: a spike that travels."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

import equinox as eqx
import jax.numpy as jnp

from wetnet.core.cells import Values
from wetnet.core.parameters import Preset, Quantity, parameter
from wetnet.core.registry import registered
from wetnet.dendrites.cable import Cable
from wetnet.dendrites.passive_cable import MICROMETRE, MILLIMETRE
from wetnet.dendrites.tree import Tree, chain
from wetnet.neurons.gates import block
from wetnet.neurons.hodgkin_huxley import HodgkinHuxley


@registered("active-axon", kind="dendrite")
class ActiveAxon(Cable):
    """Sodium current of one stretch charges the next: d/(4 R_i) ∂²V/∂x² = C ∂V/∂t + I_ion(V, m, h, n).

    The speed of the spike grows with the square root of the diameter (the equation in x/√d has no diameter).

    Source: Hodgkin & Huxley 1952 (doi:10.1113/jphysiol.1952.sp004764), p. 522 to 529.
    Checked against: 18.73 m/s at 18.5 °C and 12.31 m/s at 6.3 °C for the paper's fibre (proved for the equations).
    """

    length: float = parameter(60.0, "mm", "length", low=0.01, high=1000, symbol="L")
    diameter: float = parameter(476.0, "um", "diameter", low=0.1, high=2000, symbol="d")
    axial_resistivity: float = parameter(35.4, "ohm*cm", "resistivity inside", low=10, high=1000, symbol="R_i")
    temperature: float = parameter(18.5, "degC", "temperature", low=0, high=30, symbol="T")
    sodium_block: float = block("sodium", "tetrodotoxin (TTX)")
    potassium_block: float = block("potassium", "tetraethylammonium (TEA)")
    site: float = parameter(0.0, "", "where current enters: 0 near end, 1 far end", low=0, high=1)
    spike_threshold: float = parameter(
        -20.0, "mV", "voltage whose upward crossing counts as a spike", low=-100, high=100
    )
    compartments: int = eqx.field(static=True, default=120)

    equations: ClassVar[str] = (
        r"\frac{d}{4 R_i} \frac{\partial^2 V}{\partial x^2} = C \frac{\partial V}{\partial t}"
        r" + \bar g_{Na} m^3 h (V - E_{Na}) + \bar g_K n^4 (V - E_K) + g_L (V - E_L)"
    )
    states: ClassVar[Mapping[str, Quantity]] = HodgkinHuxley.states
    inputs: ClassVar[Mapping[str, Quantity]] = {"current": Quantity("nA", "injected current, positive depolarises")}
    readouts: ClassVar[Mapping[str, Quantity]] = {"voltage": Quantity("mV", "membrane voltage of each compartment")}
    presets: ClassVar[Mapping[str, Preset]] = {
        "squid": Preset({}, "the giant fibre of the propagated spike", "Hodgkin & Huxley 1952, p. 528"),
        "squid-cold": Preset({"temperature": 6.3}, "the same at the temperature of the voltage clamp", "as above"),
    }

    @property
    def patch(self) -> HodgkinHuxley:
        """A patch of its membrane."""
        return HodgkinHuxley(
            temperature=self.temperature, sodium_block=self.sodium_block, potassium_block=self.potassium_block
        )

    def tree(self) -> Tree:
        """Equal compartments."""
        step, across = self.length * MILLIMETRE / self.compartments, self.diameter * MICROMETRE
        axial = 1e3 * jnp.pi / 4 * across**2 / (self.axial_resistivity * step)
        size = jnp.ones(self.compartments)
        return chain(axial * size, self.patch.capacitance * jnp.pi * across * step * size)

    def rest(self) -> Values:
        """Every patch at rest."""
        return {name: value * jnp.ones(self.compartments) for name, value in self.patch.rest().items()}

    def membrane(self, state: Values) -> Values:
        """Patches on their own."""
        return self.patch.flow(state, {}, {"current": jnp.zeros(())})
