"""A cell whose voltage follows from the flux of four ions through its open channels."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import jax.numpy as jnp

from wetnet.core.cells import Continuous, Event, Values
from wetnet.core.functions import sigmoid
from wetnet.core.parameters import Quantity, parameter
from wetnet.core.registry import registered
from wetnet.neurons.gates import block
from wetnet.neurons.goldman import (
    FARADAY,
    Concentrations,
    Permeabilities,
    currents,
    nernst,
    net_current,
    zero_flux_voltage,
)


@registered("permeability", kind="neuron")
class Permeability(Continuous):
    """Goldman-Hodgkin-Katz currents of sodium, potassium, chloride and calcium charge a membrane.

    C V' = −F π Σ GHK current, where π is the permeability of one open channel per area.
    Sodium gate: S(V; 0.8, −50.5), inactivated from V rising through 25 mV until V falls through −65 mV. Potassium gate
    k' = (S(V; 0.3, 35) − k)/τ_k. Each permeability approaches channels + leak + receptors with its own time constant.

    Source: gates of the digit brain's seed (Dalvi 2022), whose steps stand for 0.15 ms; currents: Goldman 1943,
    Hodgkin & Katz 1949, with divalent calcium as in Lewis 1979.
    Checked against: at rest the voltage is the zero-flux voltage; all-or-none spikes.
    Deviates from: the seed by capacitance, temperature, calcium inside, and the valence of calcium.
    """

    capacitance: float = parameter(1.0, "uF/cm^2", "membrane capacitance", low=0.01, high=100, symbol="C")
    channel_permeability: float = parameter(
        1e-7, "cm/s", "permeability of one open channel over its share of membrane", low=1e-10, high=1e-4, symbol="π"
    )
    temperature: float = parameter(34.3, "degC", "temperature; 61 mV per decade at 34.3", low=0, high=50)
    sodium_channels: float = parameter(300.0, "", "voltage-gated sodium channels", low=0, high=5000)
    potassium_channels: float = parameter(200.0, "", "voltage-gated potassium channels", low=0, high=5000)
    sodium_leak: float = parameter(2.0, "", "sodium channels open at rest", low=0, high=100)
    potassium_leak: float = parameter(48.0, "", "potassium channels open at rest", low=1, high=500)
    chloride_leak: float = parameter(0.0, "", "chloride channels open at rest", low=0, high=500)
    sodium_outside: float = parameter(140.0, "mM", "sodium outside", low=1, high=500)
    sodium_inside: float = parameter(15.0, "mM", "sodium inside", low=0.1, high=500)
    potassium_outside: float = parameter(5.0, "mM", "potassium outside", low=0.1, high=500)
    potassium_inside: float = parameter(150.0, "mM", "potassium inside", low=1, high=500)
    chloride_outside: float = parameter(120.0, "mM", "chloride outside", low=1, high=500)
    chloride_inside: float = parameter(5.0, "mM", "chloride inside", low=0.1, high=500)
    calcium_outside: float = parameter(2.0, "mM", "calcium outside", low=0.01, high=50)
    calcium_inside: float = parameter(1e-4, "mM", "calcium inside", low=1e-6, high=1)

    sodium_block: float = block("voltage-gated sodium", "tetrodotoxin (TTX)")
    potassium_block: float = block("voltage-gated potassium", "tetraethylammonium (TEA)")

    equations: ClassVar[str] = (
        r"C \dot V = -F \pi \sum_s P_s z_s^2 u\, \frac{c_i - c_o e^{-z_s u}}{1 - e^{-z_s u}},"
        r" \quad u = \frac{F V}{R T} \\"
        r"\dot P_s = \frac{N_s\, o_s + \mathrm{leak}_s + \mathrm{receptors}_s - P_s}{\tau_s} \\"
        r"o_{Na} = \frac{a}{1 + e^{-0.8 (V + 50.5)}}, \quad a = 0 \text{ from } V > 25 \text{ until } V < -65 \\"
        r"\dot o_K = \frac{1}{\tau_k}\left(\frac{1}{1 + e^{-0.3 (V - 35)}} - o_K\right)"
    )
    states: ClassVar[Mapping[str, Quantity]] = {
        "voltage": Quantity("mV", "membrane voltage"),
        "potassium_open": Quantity("", "open share of the potassium channels"),
        "sodium": Quantity("", "sodium permeability, in open channels"),
        "potassium": Quantity("", "potassium permeability, in open channels"),
        "chloride": Quantity("", "chloride permeability, in open channels"),
        "calcium": Quantity("", "calcium permeability, in open channels"),
    }
    inputs: ClassVar[Mapping[str, Quantity]] = {
        "sodium": Quantity("", "open receptors that pass sodium"),
        "potassium": Quantity("", "open receptors that pass potassium"),
        "chloride": Quantity("", "open receptors that pass chloride"),
        "calcium": Quantity("", "open receptors that pass calcium"),
    }
    readouts: ClassVar[Mapping[str, Quantity]] = {
        "voltage": Quantity("mV", "membrane voltage"),
        "zero_flux_voltage": Quantity("mV", "voltage at which the four currents cancel"),
        **{f"{ion}_current": Quantity("uA/cm^2", f"{ion} current, outward positive") for ion in Permeabilities._fields},
    }

    FAST: ClassVar[float] = 0.2936
    """ms: approach of the sodium and chloride permeabilities, 0.4 in a step of 0.15 ms."""
    SLOW: ClassVar[float] = 1.799
    """ms: approach of the potassium and calcium permeabilities, 0.08 in a step."""
    GATE: ClassVar[float] = 1.4237
    """ms: approach of the potassium gate, 0.1 in a step."""

    @property
    def concentrations(self) -> Concentrations:
        """Outside and inside concentrations in mM."""
        return Concentrations(
            (self.sodium_outside, self.sodium_inside),
            (self.potassium_outside, self.potassium_inside),
            (self.chloride_outside, self.chloride_inside),
            (self.calcium_outside, self.calcium_inside),
        )

    def rest(self) -> Values:
        """Leaks only, at their zero-flux voltage (the gates are shut there to 2e-7)."""
        leak = {
            "sodium": jnp.asarray(self.sodium_leak),
            "potassium": jnp.asarray(self.potassium_leak),
            "chloride": jnp.asarray(self.chloride_leak),
            "calcium": jnp.asarray(0.0),
        }
        voltage = zero_flux_voltage(Permeabilities(**leak), self.concentrations, self.temperature)
        return {"voltage": voltage, "potassium_open": jnp.asarray(0.0), **leak}

    def memory(self) -> Values:
        """1 while the sodium gate can open, 0 while it is inactivated."""
        return {"available": jnp.asarray(1.0)}

    def flow(self, state: Values, memory: Values, input: Values) -> Values:
        """Charging by the net ionic current; relaxation of gate and permeabilities."""
        v = state["voltage"]
        p = Permeabilities(*(state[name] for name in Permeabilities._fields))
        # mM cm/s F is C/(s cm²) × 1e-6 × 1e6 µA: over µF/cm² that is mV/ms.
        charge = FARADAY * self.channel_permeability / self.capacitance
        sodium_open = memory["available"] * ((1 - self.sodium_block) * self.sodium_channels) * sigmoid(v, 0.8, -50.5)
        potassium_open = (1 - self.potassium_block) * self.potassium_channels * state["potassium_open"]
        return {
            "voltage": -charge * net_current(p, self.concentrations, v, self.temperature),
            "potassium_open": (sigmoid(v, 0.3, 35.0) - state["potassium_open"]) / self.GATE,
            "sodium": (sodium_open + self.sodium_leak + input["sodium"] - p.sodium) / self.FAST,
            "potassium": (potassium_open + self.potassium_leak + input["potassium"] - p.potassium) / self.SLOW,
            "chloride": (self.chloride_leak + input["chloride"] - p.chloride) / self.FAST,
            "calcium": (input["calcium"] - p.calcium) / self.SLOW,
        }

    @property
    def events(self) -> tuple[Event, ...]:
        """Spike at 0 mV; sodium inactivation above 25 mV; recovery below −65 mV."""

        def above(level: float) -> Any:
            return lambda state, memory, input: state["voltage"] - level

        def available(value: float) -> Any:
            def jump(state: Values, memory: Values, input: Values) -> tuple[Values, Values]:
                return state, {"available": jnp.full_like(state["voltage"], value)}

            return jump

        return (
            Event(above(0.0)),
            Event(above(25.0), available(0.0), emits=False),
            Event(lambda state, memory, input: -65.0 - state["voltage"], available(1.0), emits=False),
        )

    def readout(self, state: Values, memory: Values, input: Values) -> Values:
        """Voltage, where it is heading, and the current of each ion."""
        p = Permeabilities(*(state[name] for name in Permeabilities._fields))
        v = state["voltage"]
        return {
            "voltage": v,
            "zero_flux_voltage": zero_flux_voltage(p, self.concentrations, self.temperature),
            **{
                f"{ion}_current": FARADAY * self.channel_permeability * current
                for ion, current in currents(p, self.concentrations, v, self.temperature)._asdict().items()
            },
        }

    def equilibria(self) -> dict[str, Any]:
        """Nernst voltage of each ion in mV."""
        c = self.concentrations
        valences = {"sodium": 1, "potassium": 1, "chloride": -1, "calcium": 2}
        found = {}
        for ion, valence in valences.items():
            outside, inside = getattr(c, ion)
            found[ion] = nernst(outside, inside, valence, self.temperature)
        return found
