"""A cylinder of passive membrane, with the closed forms of cable theory beside it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import equinox as eqx
import jax.numpy as jnp

from wetnet.core.cells import Values
from wetnet.core.parameters import Preset, Quantity, parameter
from wetnet.core.registry import registered
from wetnet.dendrites.cable import Cable
from wetnet.dendrites.tree import Tree, chain

MICROMETRE, MILLIMETRE = 1e-4, 0.1
"""cm."""


@registered("passive-cable", kind="dendrite")
class PassiveCable(Cable):
    """Voltage leaks and spreads: λ² ∂²V/∂x² = τ ∂V/∂t + V − E, λ = √(d R_m / 4 R_i), τ = R_m C.

    The far end is sealed (no current leaves), or leads through ``end_conductance`` to the rest voltage: killed where
    that is large.

    Source: Rall 1959 (doi:10.1016/0014-4886(59)90046-9); Koch 1999, Biophysics of Computation, chapter 2.
    Checked against: input resistance, steady attenuation and time constant in closed form.
    """

    length: float = parameter(1.0, "mm", "length", low=0.01, high=100, symbol="L")
    diameter: float = parameter(2.0, "um", "diameter", low=0.05, high=1000, symbol="d")
    axial_resistivity: float = parameter(150.0, "ohm*cm", "resistivity inside", low=10, high=1000, symbol="R_i")
    membrane_resistance: float = parameter(
        20_000.0, "ohm*cm^2", "resistance of the membrane", low=10, high=1e6, symbol="R_m"
    )
    capacitance: float = parameter(1.0, "uF/cm^2", "membrane capacitance", low=0.01, high=10, symbol="C")
    rest_voltage: float = parameter(-65.0, "mV", "voltage at rest", low=-150, high=0, symbol="E")
    end_conductance: float = parameter(0.0, "uS", "conductance from the far end to rest", low=0, high=1e9)
    site: float = parameter(0.0, "", "where current enters: 0 near end, 1 far end", low=0, high=1)
    spike_threshold: float = parameter(0.0, "mV", "voltage whose upward crossing is reported", low=-150, high=150)
    compartments: int = eqx.field(static=True, default=50)

    equations: ClassVar[str] = (
        r"\lambda^2 \frac{\partial^2 V}{\partial x^2} = \tau \frac{\partial V}{\partial t} + V - E \\"
        r"\lambda = \sqrt{\frac{d R_m}{4 R_i}}, \quad \tau = R_m C"
    )
    states: ClassVar[Mapping[str, Quantity]] = {"voltage": Quantity("mV", "membrane voltage of each compartment")}
    inputs: ClassVar[Mapping[str, Quantity]] = {"current": Quantity("nA", "injected current, positive depolarises")}
    readouts: ClassVar[Mapping[str, Quantity]] = {"voltage": Quantity("mV", "membrane voltage of each compartment")}
    presets: ClassVar[Mapping[str, Preset]] = {
        "sealed": Preset({}, "the far end sealed: steady voltage falls as a hyperbolic cosine", "Koch 1999, 2.2"),
        "killed": Preset(
            {"end_conductance": 1e6}, "the far end open: steady voltage falls as a hyperbolic sine", "Koch 1999, 2.2"
        ),
    }

    @property
    def length_constant(self) -> Any:
        """λ in mm."""
        return (
            jnp.sqrt(self.diameter * MICROMETRE * self.membrane_resistance / (4 * self.axial_resistivity)) / MILLIMETRE
        )

    @property
    def time_constant(self) -> Any:
        """τ in ms."""
        return 1e-3 * self.membrane_resistance * self.capacitance

    @property
    def infinite_resistance(self) -> Any:
        """Input resistance of a half-infinite cable in MΩ: 2 √(R_m R_i)/(π d^1.5)."""
        root = jnp.sqrt(self.membrane_resistance * self.axial_resistivity)
        return 1e-6 * 2 * root / (jnp.pi * (self.diameter * MICROMETRE) ** 1.5)

    def tree(self) -> Tree:
        """Equal compartments."""
        area = jnp.pi * self.diameter * MICROMETRE * self._step
        size = jnp.ones(self.compartments)
        return chain(self._axial * size, self.capacitance * area * size)

    def rest(self) -> Values:
        """At the rest voltage everywhere."""
        return {"voltage": self.rest_voltage * jnp.ones(self.compartments)}

    def membrane(self, state: Values) -> Values:
        """The leak, and what leaves through the far end (half a compartment in series with the end)."""
        above = state["voltage"] - self.rest_voltage
        end = 1e-3 * self.end_conductance
        through = 2 * self._axial * end / (2 * self._axial + end)
        last = jnp.arange(self.compartments) == self.compartments - 1
        leaving = jnp.where(last, through, 0.0) / self.tree().capacitance
        return {"voltage": -above / self.time_constant - leaving * above}

    @property
    def _step(self) -> Any:
        return self.length * MILLIMETRE / self.compartments

    @property
    def _axial(self) -> Any:
        """mS between the middles of two compartments."""
        section = jnp.pi / 4 * (self.diameter * MICROMETRE) ** 2
        return 1e3 * section / (self.axial_resistivity * self._step)
