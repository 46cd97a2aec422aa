"""Operations of a network of spiking cells, counted from the spikes it fired."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from jaxtyping import Int

from wetnet.learning.operations import Operations
from wetnet.networks.description import Network

BYTES = 4


def count(network: Network, runs: Iterable[tuple[int, Int[np.ndarray, " spikes"]]]) -> Operations:
    """Means over runs, each its number of steps and the network-wide cell number of every spike.

    A spike costs one accumulation at each synapse of its cell (a synaptic event), whatever the number of receptors
    there: what hardware that works by events would do. wetnet's own program does more: transmitter stays in the cleft
    for some steps and is multiplied by the weight in each. Every cell is updated in every step.
    Dense: every synapse in every step. Footprint: a weight for each receptor of a synapse, the variables of every cell.
    """
    sizes = {population.name: population.size for population in network.populations}
    first = dict(zip(sizes, np.cumsum([0, *sizes.values()]).tolist(), strict=False))
    cells = sum(sizes.values())
    fan_out = np.zeros(cells, np.int64)
    for projection in network.projections:
        np.add.at(fan_out, first[projection.source] + np.asarray(projection.pre), 1)
    synapses = int(fan_out.sum())
    possible = sum(sizes[projection.source] * sizes[projection.target] for projection in network.projections)
    weights = sum(len(projection.pre) * len(projection.weights) for projection in network.projections)
    state = sum(population.size * len(population.cell.states) for population in network.populations)
    counted = [(steps, len(fired), int(fan_out[fired].sum())) for steps, fired in runs]
    steps, spikes, events = (float(np.mean(column)) for column in zip(*counted, strict=True))
    return Operations(
        dense=steps * synapses,
        effective_macs=0.0,
        effective_acs=events,
        membrane_updates=steps * cells,
        steps=steps,
        parameters=weights,
        synapses=synapses,
        neurons=cells,
        footprint=float(BYTES * (weights + state)),
        connection_sparsity=1 - synapses / possible,
        activation_sparsity=1 - spikes / (steps * cells),
    )
