"""CUBA runs at the rate that other simulators find."""

import numpy as np
import pytest

from wetnet.brains.brette import cuba
from wetnet.networks import Simulator


def test_rate_of_cuba_is_that_of_the_literature():
    network = cuba(seed=1)
    simulator = Simulator(network, seed=1)
    spikes = simulator.run(1000.0).spikes
    rate = 0.8 * spikes["excitatory"].rate(200, 1000) + 0.2 * spikes["inhibitory"].rate(200, 1000)
    assert 4.9 <= rate <= 6.1
    assert sum(len(s.times) for s in spikes.values()) > 15000


@pytest.mark.parametrize("size", [1000, 4000])
def test_in_degree_and_shares(size):
    network = cuba(seed=2, size=size)
    sizes = {p.name: p.size for p in network.populations}
    assert sizes == {"excitatory": 0.8 * size, "inhibitory": 0.2 * size}
    synapses = sum(len(p.pre) for p in network.projections)
    assert synapses / size == pytest.approx(80, rel=0.02)
    quanta = {p.source: next(iter(p.weights.values())) for p in network.projections}
    assert {name: np.unique(q).tolist() for name, q in quanta.items()} == {"excitatory": [16.2], "inhibitory": [-90.0]}
