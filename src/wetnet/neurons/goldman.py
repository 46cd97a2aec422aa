"""Ions at equilibrium and in flux: Nernst, Goldman-Hodgkin-Katz, and the seed's formula beside them.

Concentrations are in mM, permeabilities in any common unit (only their ratios matter to a voltage),
temperatures in °C, voltages in mV. The thermal voltage RT/F is 26.5 mV at 34.3 °C, where
61 mV × log10 is the same as RT/F × ln.

Sources: Goldman 1943 (doi:10.1085/jgp.27.1.37); Hodgkin & Katz 1949 (doi:10.1113/jphysiol.1949.sp004310);
Lewis 1979 for divalent ions (doi:10.1113/jphysiol.1979.sp012615).
"""

from __future__ import annotations

from typing import Any, NamedTuple

import jax.numpy as jnp
from jaxtyping import Array, Float

from wetnet.core.functions import bernoulli, exprel, reciprocal

GAS = 8.314462618
"""J/(mol K)."""
FARADAY = 96485.33212
"""C/mol."""
ZERO_CELSIUS = 273.15
"""K."""


class Concentrations(NamedTuple):
    """Outside and inside concentrations in mM."""

    sodium: tuple[Any, Any]
    potassium: tuple[Any, Any]
    chloride: tuple[Any, Any]
    calcium: tuple[Any, Any]


class Permeabilities(NamedTuple):
    """Permeability to each ion, all in the same unit."""

    sodium: Any
    potassium: Any
    chloride: Any
    calcium: Any


def thermal_voltage(temperature: Any) -> Any:
    """RT/F in mV at ``temperature`` °C."""
    return 1e3 * GAS * (temperature + ZERO_CELSIUS) / FARADAY


def nernst(outside: Any, inside: Any, valence: int, temperature: Any) -> Any:
    """Equilibrium voltage of one ion in mV: RT/(zF) ln(outside/inside)."""
    return thermal_voltage(temperature) / valence * jnp.log(outside / inside)


def square_root_voltage(p: Permeabilities, c: Concentrations) -> Float[Array, "*cells"]:
    """The seed's own guess in mV: the monovalent equation at 61 mV per decade, calcium by its square root.

    Not an equation of physics for calcium: compare :func:`zero_flux_voltage`.
    """
    outward = (
        p.potassium * c.potassium[0]
        + p.sodium * c.sodium[0]
        + p.chloride * c.chloride[1]
        + p.calcium * c.calcium[0] ** 0.5
    )
    inward = (
        p.potassium * c.potassium[1]
        + p.sodium * c.sodium[1]
        + p.chloride * c.chloride[0]
        + p.calcium * c.calcium[1] ** 0.5
    )
    return 61.0 * jnp.log10(outward / inward)


def zero_flux_voltage(p: Permeabilities, c: Concentrations, temperature: Any) -> Float[Array, "*cells"]:
    """Voltage in mV at which the Goldman-Hodgkin-Katz currents of all four ions sum to zero.

    With ε = exp(FV/RT) the condition is quadratic: (Aε − B)(ε + 1) + 4 P_Ca ([Ca]_i ε² − [Ca]_o) = 0, where A and B
    are the inward and outward sums of the monovalent ions (Lewis 1979).
    """
    a = p.potassium * c.potassium[1] + p.sodium * c.sodium[1] + p.chloride * c.chloride[0]
    b = p.potassium * c.potassium[0] + p.sodium * c.sodium[0] + p.chloride * c.chloride[1]
    second = a + 4 * p.calcium * c.calcium[1]
    first = a - b
    zeroth = -(b + 4 * p.calcium * c.calcium[0])
    root = (-first + jnp.sqrt(first**2 - 4 * second * zeroth)) / (2 * second)
    return thermal_voltage(temperature) * jnp.log(root)


def currents(p: Permeabilities, c: Concentrations, voltage: Any, temperature: Any) -> Permeabilities:
    """Goldman-Hodgkin-Katz current of each ion, outward positive, over F and the unit of permeability (mM).

    I = P z² u (c_i − c_o e^{−zu}) / (1 − e^{−zu}) with u = FV/RT. Written with exprel it is regular at u = 0.
    """
    u = voltage / thermal_voltage(temperature)

    def current(permeability: Any, outside: Any, inside: Any, valence: int) -> Any:
        x = valence * u
        return permeability * valence * (inside * jnp.exp(x) - outside) / exprel(x)

    return Permeabilities(
        current(p.sodium, *c.sodium, 1),
        current(p.potassium, *c.potassium, 1),
        current(p.chloride, *c.chloride, -1),
        current(p.calcium, *c.calcium, 2),
    )


def net_current(p: Permeabilities, c: Concentrations, voltage: Any, temperature: Any) -> Float[Array, "*cells"]:
    """Sum of :func:`currents`, with one exponential: all four share u/(ε − 1) and powers of ε = e^u."""
    u = voltage * (1 / thermal_voltage(temperature))
    e = jnp.exp(u)
    inward = p.potassium * c.potassium[1] + p.sodium * c.sodium[1] + p.chloride * c.chloride[0]
    outward = p.potassium * c.potassium[0] + p.sodium * c.sodium[0] + p.chloride * c.chloride[1]
    divalent = 4 * p.calcium * (c.calcium[1] * e * e - c.calcium[0]) * reciprocal(e + 1)
    return (inward * e - outward + divalent) * bernoulli(u, e)
