"""The anatomy of the digit brain: from a design and a seed to populations, places and projections.

Retina → V1 → posterior temporal lobe → anterior temporal lobe; both temporal lobes → Broca's area; Wernicke's area
(the teacher) → Broca's area; Broca's area → a stop circuit that silences it and the temporal lobes.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from jaxtyping import Float, Int

from wetnet.brains.digit_design import DT, Design
from wetnet.brains.visual_cortex import FIELDS, SIDE, ReceptiveFields
from wetnet.core import keys
from wetnet.networks.description import Network, Population, Projection
from wetnet.plasticity.rule import Plasticity
from wetnet.synapses import AMPA, GABAA, NMDA, Synapse

SIZES = {
    "retina": SIDE * SIDE,
    "v1": 4 * len(FIELDS) ** 2,
    "posterior": 120,
    "anterior": 50,
    "wernicke": 10,
    "broca": 10,
    "stop": 1,
    "feedback": 4,
}
"""Cells by population, in the order of their numbers."""

SYNAPTIC_STEPS = 4
"""Steps from the arrival of a spike at the end of the axon to the release of transmitter."""


class Wiring(NamedTuple):
    """A digit brain as description: the network, where its cells are, and what draws it.

    positions: (cells, 2) right and down, 0 to 1. glutamate, gaba, myelination: (cells,).
    """

    network: Network
    fields: ReceptiveFields
    positions: Float[np.ndarray, "cells 2"]
    glutamate: Float[np.ndarray, " cells"]
    gaba: Float[np.ndarray, " cells"]
    myelination: Float[np.ndarray, " cells"]


def offsets() -> dict[str, int]:
    """Number of the first cell of each population."""
    return dict(zip(SIZES, np.cumsum([0, *list(SIZES.values())[:-1]]).tolist(), strict=True))


def wire(design: Design, seed: int) -> Wiring:
    """Build the digit brain of a design; everything random derives from ``seed``."""
    rng = keys.generator(seed, "digit brain")
    fields = design.visual_cortex(rng)
    places = _places(fields, rng)
    glutamate = {name: np.ones(size) for name, size in SIZES.items()}
    glutamate["v1"], glutamate["posterior"], glutamate["anterior"] = (
        design.v1(rng, SIZES["v1"]),
        design.temporal(rng, SIZES["posterior"]),
        design.temporal(rng, SIZES["anterior"]),
    )
    gaba = {name: 1 - content for name, content in glutamate.items()}
    glutamate["stop"], gaba["stop"] = np.zeros(1), np.ones(1)
    gaba["feedback"] = np.array([float(design.feedback_inhibits), 0.0, 0.0, 0.0])
    myelination = {
        "retina": np.full(784, 100.0),
        "v1": np.full(SIZES["v1"], 10.0),
        "posterior": rng.uniform(8, 10, 120),
        "anterior": np.full(50, 10.0),
        "wernicke": np.full(10, 5.0),
        "broca": np.full(10, 35.0),
        "stop": np.full(1, 25.0),
        "feedback": np.array([1.0, 0.0, 0.0, 0.0]),
    }
    wirer = _Wirer(design, rng, places, glutamate, gaba, myelination)
    projections = (*wirer.seeing(fields), *wirer.temporal(fields), *wirer.speaking(), *wirer.stopping())
    populations = tuple(Population(name, size, design.cell(name)) for name, size in SIZES.items())
    joined = [np.concatenate([table[name] for name in SIZES]) for table in (places, glutamate, gaba, myelination)]
    return Wiring(Network(populations, projections, DT), fields, *joined)


def _places(fields: ReceptiveFields, rng: np.random.Generator) -> dict[str, np.ndarray]:
    y, x = np.meshgrid(np.arange(SIDE), np.arange(SIDE), indexing="ij")
    sheet = (fields.centre - fields.centre.min(0)) / np.ptp(fields.centre, axis=0)
    digits = 0.2 + 0.075 * np.arange(10)

    def box(cells: int, left: float, right: float, top: float, bottom: float) -> np.ndarray:
        return rng.uniform((left, top), (right, bottom), (cells, 2))

    return {
        "retina": np.stack([0.05 + 0.17 * x.ravel() / 27, 0.36 + 0.27 * y.ravel() / 27], 1),
        "v1": np.array([0.25, 0.2]) + sheet * np.array([0.13, 0.7]),
        "posterior": box(120, 0.42, 0.6, 0.5, 0.9),
        "anterior": box(50, 0.42, 0.6, 0.2, 0.49),
        "wernicke": np.stack([np.full(10, 0.75), digits], 1),
        "broca": np.stack([np.full(10, 0.65), digits], 1),
        "stop": np.array([[0.70, 0.51]]),
        "feedback": np.array([[0.73, 0.67], [0.69, 0.60], [0.72, 0.59], [0.69, 0.75]]),
    }


class _Wirer:
    """Makes the projections; holds what all of them need."""

    def __init__(
        self,
        design: Design,
        rng: np.random.Generator,
        places: dict[str, np.ndarray],
        glutamate: dict[str, np.ndarray],
        gaba: dict[str, np.ndarray],
        myelination: dict[str, np.ndarray],
    ):
        self.design, self.rng, self.places = design, rng, places
        self.glutamate, self.gaba, self.myelination = glutamate, gaba, myelination
        self.receptors = {"ampa": AMPA(), "nmda": NMDA(), "gaba": GABAA()}

    def project(
        self,
        source: str,
        target: str,
        pre: Int[np.ndarray, " synapses"],
        post: Int[np.ndarray, " synapses"],
        *,
        slowness: float | np.ndarray = 1.0,
        length: float | np.ndarray | None = None,
        release: int = SYNAPTIC_STEPS,
        name: str = "",
        plasticity: Plasticity | None = None,
        **weights: float | np.ndarray,
    ) -> Projection:
        """A projection with the delays of its axons: their length over their myelination, then the synapse.

        ``slowness`` divides the share of transmitter that is taken up in one step; ``release`` is the number of steps
        from the end of the axon to the release of transmitter.
        """
        uptake = self.design.reuptake / np.asarray(slowness)
        terminal = self.design.terminal(
            glutamate=self.glutamate[source], gaba=self.gaba[source], reuptake_time=-DT / np.log1p(-uptake)
        )
        if length is None:
            length = self._lengths(source, target, pre, post)
        travel = np.ceil(length / (self.myelination[source] + 1))
        receptors = {receptor: self.receptors[receptor] for receptor in weights}
        return Projection(
            name or f"{source} to {target}",
            source,
            target,
            Synapse(terminal, receptors),
            pre,
            post,
            {receptor: np.broadcast_to(weight, pre.shape).astype(float) for receptor, weight in weights.items()},
            (travel + release) * DT,
            plasticity,
        )

    def _lengths(self, source: str, target: str, pre: np.ndarray, post: np.ndarray) -> np.ndarray:
        """Length of each axon: 150 times the mean distance to its targets on the sheet; 5 where it has none."""
        distance = np.linalg.norm(self.places[source][pre] - self.places[target][post], axis=1)
        cells = SIZES[source]
        reached = np.bincount(pre, minlength=cells)
        total = np.bincount(pre, distance, minlength=cells)
        return np.where(reached > 0, 150 * total / np.maximum(reached, 1), 5.0)

    def seeing(self, fields: ReceptiveFields) -> tuple[Projection, ...]:
        """Retina to V1: the receptive fields."""
        length = np.full(SIZES["retina"], 10.0)
        return (
            self.project("retina", "v1", fields.rod, fields.cell, length=length, ampa=fields.ampa, nmda=fields.nmda),
        )

    def temporal(self, fields: ReceptiveFields) -> tuple[Projection, ...]:
        """V1 to the posterior temporal lobe, within it, and on to the anterior."""
        count, rng = self.design.count, self.rng
        looks_at = rng.uniform(FIELDS[0] + 2, FIELDS[-1] - 2, (SIZES["posterior"], 2))
        distance = np.linalg.norm(fields.centre[None] - looks_at[:, None], axis=2)
        near = np.exp(-0.5 * (distance / self.design.spread) ** 2)
        pre, post = _distinct(rng, SIZES["v1"], rng.integers(10, 20, SIZES["posterior"]), near)
        inputs = np.bincount(post)[post]
        glutamate, gaba = self.glutamate["v1"][pre], self.gaba["v1"][pre]
        ampa = rng.uniform(count("v1 ampa least"), count("v1 ampa most"), len(pre)) * glutamate / inputs
        inhibition = count("v1 gaba") * gaba / inputs + rng.uniform(0, 1, len(pre)) * (gaba > 0)
        everywhere, hears = self._normalising()
        bottom_up = self.project(
            "v1", "posterior", np.append(pre, everywhere), np.append(post, hears),
            slowness=np.where(self.gaba["v1"] > 0, count("v1 gaba slowness"), 1.0),
            ampa=np.append(ampa, np.zeros(len(hears))),
            nmda=np.append(np.full(len(pre), count("v1 nmda")), np.zeros(len(hears))),
            gaba=np.append(inhibition, np.full(len(hears), count("normalising gaba"))),
        )  # fmt: skip
        pre, post = self._recurrent()
        glutamate, gaba = self.glutamate["posterior"], self.gaba["posterior"]
        within = self.project(
            "posterior", "posterior", pre, post,
            slowness=1 / np.sqrt(glutamate + 0.4),
            ampa=count("recurrent ampa") * glutamate[pre],
            nmda=count("recurrent nmda"),
            gaba=count("recurrent gaba") * gaba[pre],
        )  # fmt: skip
        pre, post = _distinct(rng, SIZES["posterior"], rng.integers(7, 14, SIZES["anterior"]))
        onward = self.project(
            "posterior", "anterior", pre, post, plasticity=self.design.anterior_rule,
            ampa=rng.uniform(count("anterior ampa least"), count("anterior ampa most"), len(pre)) * glutamate[pre],
            nmda=count("anterior nmda") * glutamate[pre],
            gaba=count("anterior gaba") * gaba[pre],
        )  # fmt: skip
        return bottom_up, within, onward

    def _normalising(self) -> tuple[np.ndarray, np.ndarray]:
        """Inhibitory V1 cells that a posterior cell hears, anywhere on the map: its own ink counts against all ink."""
        inhibitory = np.flatnonzero(self.glutamate["v1"] == 0)
        pre, post = _distinct(self.rng, len(inhibitory), np.full(SIZES["posterior"], self.design.normalising_inputs))
        return inhibitory[pre], post

    def _recurrent(self) -> tuple[np.ndarray, np.ndarray]:
        """Sixty times a random cell hears five others, none of which hears it."""
        cells, taken = SIZES["posterior"], set()
        for listener in self.rng.integers(0, cells, 60):
            heard = 0
            for speaker in self.rng.permutation(cells):
                pair = (int(speaker), int(listener))
                if speaker != listener and pair not in taken and pair[::-1] not in taken:
                    taken.add(pair)
                    heard += 1
                if heard == 5:
                    break
        pre, post = np.array(sorted(taken)).T
        return pre, post

    def speaking(self) -> tuple[Projection, ...]:
        """Temporal lobes to Broca's area, where digits are learned, and the teacher from Wernicke's area."""
        count, rng, broca = self.design.count, self.rng, SIZES["broca"]
        projections = []
        for source in ("anterior", "posterior"):
            releasing = np.flatnonzero(self.glutamate[source])
            heard = min(int(count(f"broca inputs from {source}")), len(releasing))
            pre, post = _distinct(rng, len(releasing), np.full(broca, heard))
            pre = releasing[pre]
            projections.append(
                self.project(
                    source,
                    "broca",
                    pre,
                    post,
                    plasticity=self.design.broca_rule,
                    slowness=count("broca slowness"),
                    ampa=count("broca ampa"),
                    nmda=count("broca nmda"),
                )
            )
        each = np.arange(broca)
        teacher = self.project("wernicke", "broca", each, each, slowness=100.0, ampa=count("teacher ampa"))
        return (*projections, teacher)

    def stopping(self) -> tuple[Projection, ...]:
        """The stop cell and the feedback chain that fires it once more, so that one digit is said at a time."""
        count = self.design.count
        each, zero = np.arange(SIZES["broca"]), np.zeros(10, int)
        excite = {"ampa": count("stop ampa"), "nmda": count("stop nmda")}
        link = {"ampa": count("chain ampa"), "nmda": count("chain nmda")}
        made = [
            self.project("broca", "stop", each, zero, **self.design.stop_loop, **excite),
            self.project("broca", "feedback", each, zero, **excite),
            self.project("feedback", "feedback", np.arange(3), np.arange(1, 4), name="feedback chain", **link),
            self.project("feedback", "stop", np.array([3]), np.array([0]), **link),
            self.project(
                "stop", "broca", zero, each, slowness=100 / 3, gaba=count("stop to broca"), **self.design.stop_loop
            ),
        ]
        inhibitory = ["stop"]
        if self.design.feedback_inhibits:
            inhibitory.append("feedback")
            made.append(self.project("feedback", "broca", zero, each, gaba=count("feedback to broca")))
        for source in inhibitory:
            for target in ("posterior", "anterior"):
                every_second = np.arange(0, SIZES[target], 2)
                made.append(
                    self.project(
                        source,
                        target,
                        np.zeros_like(every_second),
                        every_second,
                        slowness=100 / 3,
                        gaba=count(f"{source} to temporal"),
                    )
                )
        return tuple(made)


def _distinct(
    rng: np.random.Generator, sources: int, inputs: np.ndarray, odds: np.ndarray | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """For target i, ``inputs[i]`` distinct sources; ``odds`` (targets, sources) says how likely each is."""
    chances = [None] * len(inputs) if odds is None else odds / odds.sum(axis=1, keepdims=True)
    pre = np.concatenate(
        [rng.choice(sources, count, replace=False, p=p) for count, p in zip(inputs, chances, strict=True)]
    )
    return pre, np.repeat(np.arange(len(inputs)), inputs)
