"""Four cells of which everything is known: two excite, one inhibits, and what they reach excites the last."""

import numpy as np

from wetnet.brains.digit_design import DT
from wetnet.networks import Network, Population, Projection, Simulator
from wetnet.neurons import Permeability
from wetnet.simulation import ExponentialEuler, discretise
from wetnet.synapses import AMPA, GABAA, NMDA, CooperativeCleft, Synapse

EARLY, LATE, GABA, MIDDLE, LAST = range(5)
DELAY = {"early": 6, "late": 60, "gaba": 5, "onward": 8}
"""Steps from a spike to its arrival."""


def simulator(early=25.0, gaba=3.0):
    """EARLY and LATE excite MIDDLE, GABA holds it back a little, MIDDLE excites LAST; the first three are lit."""
    cell = discretise(Permeability(channel_permeability=2e-7), ExponentialEuler())
    lit = {"voltage": -40.0}
    populations = (
        Population("sources", 3, cell, lit),
        Population("middle", 1, cell),
        Population("last", 1, cell),
    )
    receptors = {"ampa": AMPA(), "nmda": NMDA()}
    excite = Synapse(CooperativeCleft(), receptors)
    inhibit = Synapse(CooperativeCleft(glutamate=0.0, gaba=1.0), {"gaba": GABAA()})
    delay = np.array([DELAY["early"], DELAY["late"], 1]) * DT
    pair, zero = np.array([EARLY, LATE]), np.zeros(1, int)
    projections = (
        Projection(
            "excite", "sources", "middle", excite, pair, np.zeros(2, int),
            {"ampa": np.array([early, 5.0]), "nmda": np.array([1.0, 1.0])}, delay,
        ),
        Projection("inhibit", "sources", "middle", inhibit, zero + GABA, zero, {"gaba": gaba}, DELAY["gaba"] * DT),
        Projection("onward", "middle", "last", excite, zero, zero, {"ampa": 40.0}, DELAY["onward"] * DT),
    )  # fmt: skip
    return Simulator(Network(populations, projections, DT))
