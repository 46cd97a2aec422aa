"""The benchmark networks of Brette et al. 2007 (doi:10.1007/s10827-007-0038-6), appendix 2."""

from __future__ import annotations

from wetnet.core import keys
from wetnet.core.errors import ConfigurationError
from wetnet.core.registry import registered
from wetnet.networks.connectivity import bernoulli
from wetnet.networks.description import Network, Population, Projection
from wetnet.neurons.leaky_integrate_and_fire import LeakyIntegrateAndFire
from wetnet.simulation.discretise import discretise
from wetnet.simulation.exponential_euler import ExponentialEuler
from wetnet.synapses import ExponentialCurrent, Relay, Synapse

PROBABILITY = 0.02
EXCITATORY_SHARE = 0.8


@registered("cuba", kind="brain")
def cuba(seed: int = 1, size: int = 4000, probability: float | None = None, dt: float = 0.1) -> Network:
    """CUBA: leaky integrate-and-fire cells with exponential current synapses, self-sustained irregular activity.

    ``size`` cells, four fifths excitatory; pairs connected with ``probability`` (by default 80 synapses a cell at
    any size: 0.02 at 4000 cells). Quanta +16.2 pA and −90 pA, i.e. 0.27 and 4.5 nS at a driving force taken at
    −60 mV. No drive: cells rest above threshold. Start: V uniform between −60 and −50 mV. Delay: one step.

    Checked against: 4.9 to 6.1 Hz between 200 and 1000 ms (Brian2, NEST and an independent program, six seeds).
    """
    probability = PROBABILITY * 4000 / size if probability is None else probability
    if not (size >= 5 and 0 <= probability <= 1):
        raise ConfigurationError(
            f"cuba with size = {size} and probability = {probability:g}; expected at least 5 cells and 0 to 1 "
            f"(80 synapses a cell need 80 cells)"
        )
    rng = keys.generator(seed, "cuba")
    excitatory = round(size * EXCITATORY_SHARE)
    sizes = {"excitatory": excitatory, "inhibitory": size - excitatory}
    cell = discretise(LeakyIntegrateAndFire.preset("cuba"), ExponentialEuler())
    receptors = {"excitatory": ExponentialCurrent(5.0), "inhibitory": ExponentialCurrent(10.0)}
    synapse = Synapse(Relay(), receptors)
    projections = []
    for source, quantum in (("excitatory", 16.2), ("inhibitory", -90.0)):
        for target in sizes:
            pre, post = bernoulli(sizes[source], sizes[target], probability, rng, 0 if source == target else None)
            name = f"{source} to {target}"
            projections.append(Projection(name, source, target, synapse, pre, post, {source: quantum}, dt))
    populations = tuple(
        Population(name, count, cell, start={"voltage": rng.uniform(-60, -50, count)}) for name, count in sizes.items()
    )
    return Network(populations, tuple(projections), dt)
