"""The two presets of the digit brain, as data: what cells, what transmitters, how many receptors.

``original`` keeps the seed's choices; ``default`` is right where the seed guessed. One function builds both
(:mod:`wetnet.brains.digit_wiring`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import numpy as np

from wetnet.brains.visual_cortex import ReceptiveFields, columns, pinwheel_map
from wetnet.core.cells import Discrete
from wetnet.core.errors import UnknownNameError
from wetnet.neurons.permeability import Permeability
from wetnet.neurons.permeability_map import PermeabilityMap
from wetnet.plasticity.calcium import CalciumAMPA
from wetnet.plasticity.calcium_shared import CalciumSharedAMPA
from wetnet.plasticity.rule import Plasticity
from wetnet.simulation.discretise import discretise
from wetnet.simulation.exponential_euler import ExponentialEuler
from wetnet.synapses.cleft import Cleft
from wetnet.synapses.cooperative_cleft import CooperativeCleft

DT = 0.15
"""ms: one step of the brain, so that a spike is about 1 ms wide at half its height."""

CHANNELS = {"posterior": (264.0, 200.0), "stop": (300.0, 220.0)}
"""Voltage-gated sodium and potassium channels of the populations that do not have 300 and 200."""


def membrane(population: str) -> PermeabilityMap:
    """The seed's cell, without a capacitance."""
    sodium, potassium = CHANNELS.get(population, (300.0, 200.0))
    return PermeabilityMap(sodium_channels=sodium, potassium_channels=potassium)


def capacitive(population: str) -> Discrete:
    """A cell with a capacitance; that of Broca's cells is large, so that they add up evidence before they speak."""
    sodium, potassium = CHANNELS.get(population, (300.0, 200.0))
    cell = Permeability(
        sodium_channels=sodium,
        potassium_channels=potassium,
        channel_permeability=2e-7,
        capacitance=8.0 if population == "broca" else 1.0,
    )
    return discretise(cell, ExponentialEuler())


Contents = Callable[[np.random.Generator, int], np.ndarray]
"""How much glutamate (the rest is GABA) each cell of a population holds."""


def mixed(rng: np.random.Generator, cells: int) -> np.ndarray:
    """The seed's cells: every terminal releases both transmitters, glutamate cbrt((U − ½)/4) + ½."""
    return np.cbrt((rng.uniform(size=cells) - 0.5) / 4) + 0.5


def dale(inhibitory: float) -> Contents:
    """Cells that obey Dale's law: a share is purely GABAergic, the rest purely glutamatergic."""

    def draw(rng: np.random.Generator, cells: int) -> np.ndarray:
        glutamate = np.ones(cells)
        glutamate[rng.choice(cells, round(inhibitory * cells), replace=False)] = 0.0
        return glutamate

    return draw


@dataclass(frozen=True)
class Design:
    """Everything in which the presets of the digit brain differ.

    cell: the kind of cell of a population, by its name.
    terminal: Cleft or CooperativeCleft, by content of glutamate and GABA and reuptake time.
    visual_cortex: receptive fields of V1.
    v1, temporal: transmitter contents.
    receptors: numbers of receptors per synapse, by name of the pathway.
    rules: plasticity of the anterior temporal lobe and of Broca's area.
    spread: rods, standard deviation of the part of the retina that a posterior cell sees; infinite in the seed.
    normalising_inputs: inhibitory V1 cells, anywhere on the map, that a posterior cell hears; none in the seed.
    feedback_inhibits: whether the first feedback cell releases GABA beside glutamate, against Dale's law.
    stop_loop: length of the axons between Broca's area and the stop cell, steps of release; as elsewhere in the seed.
    reuptake: share of a cleft's transmitter that is taken up in one step; slow pathways have less.
    """

    cell: Callable[[str], Discrete]
    terminal: type[Cleft] | type[CooperativeCleft]
    visual_cortex: Callable[[np.random.Generator], ReceptiveFields]
    v1: Contents
    temporal: Contents
    anterior_rule: Plasticity | None
    broca_rule: Plasticity
    reuptake: float
    spread: float
    normalising_inputs: int = 0
    feedback_inhibits: bool = False
    stop_loop: Mapping[str, Any] = field(default_factory=dict)
    receptors: Mapping[str, float] = field(default_factory=dict)

    def count(self, pathway: str) -> float:
        """Receptors of a pathway."""
        return self.receptors[pathway]


SEED_RECEPTORS: Mapping[str, float] = {
    "v1 ampa least": 70,
    "v1 ampa most": 120,
    "v1 nmda": 1,
    "v1 gaba": 70,
    "v1 gaba slowness": 1,
    "normalising gaba": 0,
    "recurrent ampa": 30,
    "recurrent nmda": 2,
    "recurrent gaba": 55,
    "anterior ampa least": 2,
    "anterior ampa most": 6,
    "anterior nmda": 2,
    "anterior gaba": 3,
    "broca nmda": 2,
    "broca ampa": 0,
    "broca slowness": 1,
    "broca inputs from anterior": 12,
    "broca inputs from posterior": 30,
    "teacher ampa": 1.2,
    "stop ampa": 10,
    "stop nmda": 5,
    "chain ampa": 15,
    "chain nmda": 5,
    "stop to broca": 25,
    "stop to temporal": 20,
    "feedback to broca": 15,
    "feedback to temporal": 30,
}
"""Numbers of receptors as the seed has them."""

PRESETS: Mapping[str, Design] = {
    "original": Design(
        cell=membrane,
        terminal=Cleft,
        visual_cortex=columns,
        v1=mixed,
        temporal=mixed,
        anterior_rule=CalciumAMPA(rate=0.4),
        broca_rule=CalciumAMPA(rate=0.5),
        reuptake=0.3,
        spread=np.inf,
        feedback_inhibits=True,
        receptors=SEED_RECEPTORS,
    ),
    "default": Design(
        cell=capacitive,
        terminal=CooperativeCleft,
        visual_cortex=partial(pinwheel_map, ampa=(5.0, 3.0, 1.0), nmda=(0.0, 1.0, 2.0)),
        v1=dale(0.2),
        temporal=dale(0.2),
        anterior_rule=None,
        broca_rule=CalciumSharedAMPA(),
        spread=3.0,
        normalising_inputs=40,
        reuptake=0.1,
        stop_loop={"length": 0.0, "release": 1},  # the stop cell lies among Broca's cells, in electrical contact
        receptors={
            **SEED_RECEPTORS,
            "v1 ampa least": 36,
            "v1 ampa most": 60,
            "v1 nmda": 0.5,
            "v1 gaba": 0,
            "v1 gaba slowness": 3,
            "normalising gaba": 22.5,
            "recurrent ampa": 1,
            "recurrent nmda": 0.5,
            "recurrent gaba": 20,
            "anterior ampa least": 4,
            "anterior ampa most": 10,
            "broca nmda": 0.25,
            "broca inputs from anterior": 50,
            "broca inputs from posterior": 120,
            "teacher ampa": 45,
            "stop ampa": 200,
            "stop to broca": 150,
        },
    ),
}


def design(preset: str) -> Design:
    """The design of that name."""
    if preset not in PRESETS:
        raise UnknownNameError("preset of the digit brain", preset, PRESETS)
    return PRESETS[preset]
