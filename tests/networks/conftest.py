"""What the tests of networks share: small networks of leaky integrate-and-fire cells."""

import numpy as np
import pytest

from wetnet.networks import Network, Population, Projection
from wetnet.neurons import LeakyIntegrateAndFire
from wetnet.simulation import ExponentialEuler, discretise
from wetnet.synapses import ExponentialCurrent, Relay, Synapse

DT = 0.1
SYNAPSE = Synapse(Relay(), {"fast": ExponentialCurrent(5.0), "slow": ExponentialCurrent(10.0)})


@pytest.fixture(scope="session")
def lif():
    return discretise(LeakyIntegrateAndFire(), ExponentialEuler())


@pytest.fixture(scope="session")
def lines(lif):
    """Source i fires in step 0 and reaches target i, and no other, after ``delays[i]`` steps."""

    def build(delays, weight=100.0, dt=DT):
        count = len(delays)
        each = np.arange(count)
        sources = Population("source", count, lif, {"voltage": -40.0})
        projection = Projection(
            "line", "source", "target", SYNAPSE, each, each, {"fast": weight}, np.asarray(delays) * dt
        )
        return Network((sources, Population("target", count, lif)), (projection,), dt)

    return build


@pytest.fixture(scope="session")
def random_network(lif):
    """A driven random network of two populations with mixed delays; irregular, and it never falls silent."""

    def build(seed=0, size=20, weight=150.0, dt=DT):
        rng = np.random.default_rng(seed)
        populations = tuple(
            Population(
                name, count, lif, {"voltage": rng.uniform(-60, -50, count)}, {"current": rng.uniform(130, 260, count)}
            )
            for name, count in (("excitatory", size), ("inhibitory", size // 2))
        )
        projections = []
        for source, receptor, quantum in (("excitatory", "fast", weight), ("inhibitory", "slow", -2 * weight)):
            for target in ("excitatory", "inhibitory"):
                count = size if source == "excitatory" else size // 2
                reached = size if target == "excitatory" else size // 2
                pre, post = np.nonzero(rng.uniform(size=(count, reached)) < 0.3)
                order = rng.permutation(len(pre))
                delay = rng.integers(1, 40, count) * dt
                weights = {receptor: quantum * rng.uniform(0.5, 1.5, len(pre))}
                projections.append(
                    Projection(
                        f"{source} to {target}", source, target, SYNAPSE, pre[order], post[order], weights, delay
                    )
                )
        return Network(populations, tuple(projections), dt)

    return build
