"""What every cell of a brain did in one presentation, step by step, so that any of them can be looked at afterwards."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from jaxtyping import Float, Int

from wetnet.brains.afferents import Afferents, Learned, Wires
from wetnet.networks.simulator import Simulator
from wetnet.synapses.synapse import Receptor


class CellHistory:
    """The state of all cells after each step since it was begun.

    Begun when a presentation is, before its first step; :meth:`note` is then called after every step and keeps a row,
    about 70 kB for the digit brain.
    """

    def __init__(self, simulator: Simulator, wires: Wires):
        self._simulator, self.wires = simulator, wires
        network = simulator.network
        self.variables = tuple(network.populations[0].cell.states)
        self._plastic = [p for p in network.projections if p.plasticity is not None]
        self._start = self._present_states()
        self._states: list[dict[str, np.ndarray]] = []
        self._learned = [self._present_weights()]
        self._blocked: list[Mapping[str, float]] = []

    def __len__(self) -> int:
        return len(self._states)

    @property
    def dt(self) -> float:
        """ms between two rows."""
        return self._simulator.network.dt

    def note(self, blocked: Mapping[str, float] | None = None) -> None:
        """Keep the present state; ``blocked`` are the shares of receptors that antagonists hold."""
        self._states.append(self._present_states())
        self._learned.append(self._present_weights())
        self._blocked.append(dict(blocked or {}))

    def learned(self, step: int) -> Learned:
        """Weights of the plastic projections as they acted in a step, counted from 0."""
        return self._learned[step]

    def start(self, cell: int, variable: str) -> float:
        """A state variable of one cell before the first step."""
        return float(self._start[variable][cell])

    def states(self, cell: int) -> dict[str, Float[np.ndarray, " steps"]]:
        """The state variables of one cell."""
        return {name: np.array([row[name][cell] for row in self._states], float) for name in self.variables}

    def receptors(self, cell: int) -> dict[str, tuple[Receptor, Float[np.ndarray, " steps"]]]:
        """By name: the receptor and how many of it were bound, those that an antagonist held left out."""
        spikes = self._simulator.spikes()
        opened: dict[str, tuple[Receptor, np.ndarray]] = {}
        for afferents in self.wires.into(cell):
            bound = afferents.bound(_arrivals(afferents, spikes, len(self)))
            for name, weights in self._weights(afferents).items():
                receptor = afferents.projection.synapse.receptors[name]
                free = np.array([1 - row.get(name, 0.0) for row in self._blocked])
                summed = free * np.einsum("ts,ts->t", weights, bound[receptor.transmitter])
                opened[name] = receptor, summed + (opened[name][1] if name in opened else 0.0)
        return opened

    def counts(self, cell: int, receptor: str) -> Float[np.ndarray, " steps"]:
        """All receptors of one kind on a cell, bound or not."""
        total = np.zeros(len(self))
        for afferents in self.wires.into(cell):
            if receptor in afferents.projection.weights:
                total += self._weights(afferents)[receptor].sum(axis=1)
        return total

    def _weights(self, afferents: Afferents) -> dict[str, np.ndarray]:
        """By receptor (steps, synapses): the weights as they acted in each step, those at the end of the one before."""
        name, steps = afferents.projection.name, len(self)
        constant = afferents.weights({})
        found = {key: np.broadcast_to(values, (steps, len(values))) for key, values in constant.items()}
        for key in self._learned[0].get(name, {}):
            rows = [row[name][key][afferents.synapse] for row in self._learned[:steps]]
            found[key] = np.array(rows).reshape(steps, -1)
        return found

    def _present_states(self) -> dict[str, np.ndarray]:
        populations = [p.name for p in self._simulator.network.populations]
        return {
            variable: np.concatenate([self._simulator.get(name, variable) for name in populations])
            for variable in self.variables
        }

    def _present_weights(self) -> dict[str, dict[str, np.ndarray]]:
        return {p.name: self._simulator.weights(p.name) for p in self._plastic}


def _arrivals(
    afferents: Afferents, spikes: tuple[Int[np.ndarray, " spikes"], Int[np.ndarray, " spikes"]], steps: int
) -> np.ndarray:
    """(steps, synapses): at which synapse a spike arrived in which step."""
    arrived = np.zeros((steps, len(afferents.source)), bool)
    when, who = spikes
    for column, (source, delay) in enumerate(zip(afferents.source.tolist(), afferents.delay.tolist(), strict=True)):
        times = when[who == source] + delay
        arrived[times[times < steps], column] = True
    return arrived
