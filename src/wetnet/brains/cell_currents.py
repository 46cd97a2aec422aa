"""The currents of a permeability cell, taken apart: by ion, and by the channels through which they flow."""

from __future__ import annotations

from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from jaxtyping import Array, Float

from wetnet.brains.cell_history import CellHistory
from wetnet.core.cells import Values
from wetnet.core.precision import SINGLE
from wetnet.neurons.goldman import FARADAY, Concentrations, Permeabilities, currents
from wetnet.neurons.permeability import Permeability
from wetnet.simulation.discretise import Discretised
from wetnet.synapses.synapse import Receptor

IONS = Permeabilities._fields
PATHS = ("leak", "sodium channels", "potassium channels", "ampa", "nmda", "gaba")
"""Leak, voltage-gated channels, and receptors by the names that they have in the network."""
ROWS = 512
"""Steps are padded to a multiple of this, so that no length asks for a program of its own."""

Trace = Float[np.ndarray, " steps"]


class CellTraces(NamedTuple):
    """One cell over a presentation, one value after each step.

    time: ms. voltage: mV. ions, paths: µA/cm², outward positive; both sum to the net current, and both are empty for
    a cell without a capacitance, whose voltage needs no current. calcium: open channels that let it in. ampa: AMPA
    receptors on the cell.
    """

    time: Trace
    voltage: Trace
    ions: dict[str, Trace]
    paths: dict[str, Trace]
    calcium: Trace
    ampa: Trace


def cell_traces(history: CellHistory, cell: int) -> CellTraces:
    """What an electrode in the cell, and a stain for its receptors, would have shown."""
    states = history.states(cell)
    population, number = history.wires.place(cell)
    model = history.wires.network.population(population).cell
    ions: dict[str, Trace] = {}
    paths: dict[str, Trace] = {}
    if len(history) and isinstance(model, Discretised) and isinstance(model.cell, Permeability):
        membrane = jax.tree.map(lambda leaf: np.asarray(leaf)[number] if np.ndim(leaf) else leaf, model.cell)
        flux = _unit_flux(membrane, states["voltage"])
        ions = {ion: states[ion] * flux[ion] for ion in IONS}
        parts = permeabilities(membrane, states, _opened(history, cell, states["voltage"]), history.dt)
        paths = {path: sum(opened * flux[ion] for ion, opened in part.items()) for path, part in parts.items()}
    time = history.dt * np.arange(1, len(history) + 1)
    return CellTraces(time, states["voltage"], ions, paths, states["calcium"], history.counts(cell, "ampa"))


def permeabilities(
    membrane: Permeability, states: dict[str, Trace], receptors: dict[str, dict[str, Trace]], dt: float
) -> dict[str, dict[str, Trace]]:
    """The permeability to each ion through each path, in open channels; ``receptors`` are those open at once.

    Every path goes through the same first-order lag as the whole permeability, so the parts can be followed one by one;
    what is left of sodium and potassium flows through the voltage-gated channels.
    """
    steps = len(states["voltage"])
    share = {ion: -np.expm1(-dt / (membrane.FAST if ion in ("sodium", "chloride") else membrane.SLOW)) for ion in IONS}
    parts = {
        "leak": {"sodium": np.full(steps, membrane.sodium_leak), "potassium": np.full(steps, membrane.potassium_leak)}
    }
    for name, opened in receptors.items():
        parts[name] = {ion: _lag(target, share[ion]) for ion, target in opened.items()}
    for ion in ("sodium", "potassium"):
        others = sum(part[ion] for part in parts.values() if ion in part)
        parts[f"{ion} channels"] = {ion: states[ion] - others}
    return {path: parts.get(path, {"chloride": np.zeros(steps)}) for path in PATHS}


def _opened(history: CellHistory, cell: int, voltage: Trace) -> dict[str, dict[str, Trace]]:
    """Open receptors by name and ion; the magnesium block is that of the voltage one step before."""
    before = np.concatenate([[history.start(cell, "voltage")], voltage[:-1]])
    found = {}
    for name, (receptor, bound) in history.receptors(cell).items():
        opened = _open(receptor, _padded(bound), _padded(before), np.asarray(history.dt, SINGLE))
        found[name] = {ion: np.asarray(values, float)[: len(voltage)] for ion, values in opened.items()}
    return found


def _lag(target: Trace, share: float) -> Trace:
    """x ← x + share (target − x), from 0."""
    followed, x = np.empty(len(target)), 0.0
    for step, value in enumerate(target):
        x += share * (value - x)
        followed[step] = x
    return followed


def _unit_flux(membrane: Permeability, voltage: Trace) -> dict[str, Trace]:
    """µA/cm² that one open channel of each ion carries at each voltage."""
    one = _flux(_padded(voltage), membrane.concentrations, membrane.temperature)
    scale = FARADAY * float(membrane.channel_permeability)
    return {ion: scale * np.asarray(getattr(one, ion), float)[: len(voltage)] for ion in IONS}


def _padded(values: Trace) -> Trace:
    return np.pad(values, (0, -len(values) % ROWS)).astype(SINGLE)


@jax.jit
def _flux(voltage: Float[Array, " steps"], concentrations: Concentrations, temperature: Any) -> Permeabilities:
    one = jnp.ones((), voltage.dtype)
    return currents(Permeabilities(one, one, one, one), concentrations, voltage, temperature)


@jax.jit
def _open(receptor: Receptor, bound: Float[Array, " steps"], voltage: Float[Array, " steps"], dt: Any) -> Values:
    return receptor.step(receptor.start(), bound, voltage, dt)[1]
