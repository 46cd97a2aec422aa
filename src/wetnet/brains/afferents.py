"""What reaches a cell: its incoming synapses, and what is bound at them after the spikes that were fired."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from jaxtyping import Array, Bool, Float, Int

from wetnet.core.cells import Values
from wetnet.core.precision import SINGLE
from wetnet.networks.description import Network, Projection
from wetnet.synapses.synapse import Terminal

ROWS, WIDTH = (64, 512), 128
"""Steps and synapses are replayed in pieces padded to these sizes, so that no cell asks for a program of its own."""

Learned = Mapping[str, Mapping[str, np.ndarray]]
"""Weights that have changed: by projection and receptor, one per synapse."""


class Afferents(NamedTuple):
    """Synapses of one projection onto one cell.

    source: network-wide numbers of the sending cells. delay: steps from spike to arrival. synapse: their places in
    the projection. terminal: what releases, with parameters of shape () or (synapses,). dt: ms.
    """

    projection: Projection
    source: Int[np.ndarray, " synapses"]
    delay: Int[np.ndarray, " synapses"]
    synapse: Int[np.ndarray, " synapses"]
    terminal: Terminal
    dt: float

    def weights(self, learned: Learned) -> dict[str, Float[np.ndarray, " synapses"]]:
        """Receptors of each synapse, by name."""
        whole = {**self.projection.weights, **learned.get(self.projection.name, {})}
        size = len(self.projection.pre)
        return {name: np.broadcast_to(np.asarray(values), (size,))[self.synapse] for name, values in whole.items()}

    def bound(self, arrived: Bool[np.ndarray, "steps synapses"]) -> dict[str, Float[np.ndarray, "steps synapses"]]:
        """Bound share of each transmitter at the end of each step, from the spikes that arrived, at most 512."""
        steps, synapses = arrived.shape
        found: dict[str, list[np.ndarray]] = {name: [] for name in self.terminal.transmitters}
        rows = next(rows for rows in ROWS if steps <= rows)
        for first in range(0, synapses, WIDTH):
            here = slice(first, min(first + WIDTH, synapses))
            spikes = np.zeros((rows, WIDTH), SINGLE)
            spikes[:steps, : here.stop - first] = arrived[:, here]
            terminal = jax.tree.map(lambda leaf, here=here: _padded(leaf, synapses, here), self.terminal)
            for name, values in _replay(terminal, spikes, np.asarray(self.dt, SINGLE)).items():
                found[name].append(np.asarray(values)[:steps, : here.stop - first])
        return {name: np.concatenate(pieces, axis=1) for name, pieces in found.items()}


class Wires:
    """The synapses of a network, found by the cell that they reach."""

    def __init__(self, network: Network):
        self.network = network
        sizes = [population.size for population in network.populations]
        starts = np.cumsum([0, *sizes[:-1]]).tolist()
        self.span = {p.name: (start, start + p.size) for p, start in zip(network.populations, starts, strict=True)}
        self._known: dict[int, list[Afferents]] = {}

    def place(self, cell: int) -> tuple[str, int]:
        """Population of a cell, and its number there."""
        for name, (first, last) in self.span.items():
            if first <= cell < last:
                return name, cell - first
        raise IndexError(f"cell {cell}; the network has {max(last for _, last in self.span.values())}")

    def into(self, cell: int) -> list[Afferents]:
        """The synapses on a cell, by projection."""
        if cell not in self._known:
            area, number = self.place(cell)
            found = [self._afferents(p, number) for p in self.network.projections if p.target == area]
            self._known[cell] = [afferents for afferents in found if len(afferents.source)]
        return self._known[cell]

    def _afferents(self, projection: Projection, number: int) -> Afferents:
        synapse = np.flatnonzero(np.asarray(projection.post) == number)
        pre = np.asarray(projection.pre)[synapse]
        steps = np.maximum(np.rint(np.asarray(projection.delay) / self.network.dt), 1).astype(int)
        return Afferents(
            projection,
            pre + self.span[projection.source][0],
            np.broadcast_to(steps, (self.network.population(projection.source).size,))[pre],
            synapse,
            jax.tree.map(
                lambda leaf: np.asarray(leaf)[pre] if np.ndim(leaf) else np.asarray(leaf), projection.synapse.terminal
            ),
            self.network.dt,
        )


def _padded(leaf: np.ndarray, synapses: int, here: slice) -> np.ndarray:
    values = np.broadcast_to(leaf, (synapses,))[here]
    return np.pad(values, (0, WIDTH - len(values)), mode="edge").astype(SINGLE)


@jax.jit
def _replay(terminal: Terminal, arrived: Float[Array, "steps synapses"], dt: Any) -> Values:
    """What the terminals bind, step by step, as in the engine."""

    def step(state: Values, arrived: Any) -> tuple[Values, Values]:
        return terminal.step(state, arrived, dt)

    shape, dtype = arrived.shape[1:], arrived.dtype
    start = {name: jnp.broadcast_to(value, shape).astype(dtype) for name, value in terminal.start().items()}
    return jax.lax.scan(step, start, arrived)[1]
