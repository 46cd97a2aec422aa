"""The digit brain: a biophysical network that sees a handwritten digit and learns to say its name."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar, Self

import numpy as np
from jaxtyping import Float, Int, UInt8

from wetnet.brains import digit_damage as damage
from wetnet.brains.afferents import Wires
from wetnet.brains.blockade import Blockade
from wetnet.brains.digit_design import design
from wetnet.brains.digit_wiring import SIZES, offsets, wire
from wetnet.brains.observation import Observation
from wetnet.brains.orientation_map import winding
from wetnet.brains.presentation import Presentation
from wetnet.brains.silencing import Silencing
from wetnet.brains.spiking import count as count_spiking
from wetnet.core import keys, saved
from wetnet.core.errors import ConfigurationError, SavedFileError
from wetnet.core.registry import registered
from wetnet.learning import lesions
from wetnet.learning.learner import NO_ANSWER, Learner, Progress
from wetnet.learning.lesions import CELLS, Lesionable
from wetnet.learning.operations import Counted, Operations
from wetnet.learning.schedule import Schedule, Tuning
from wetnet.networks.description import Projection
from wetnet.networks.simulator import Simulator
from wetnet.tasks.task import Images, Task

FORMAT = 1
"""Version of the saved file."""


@dataclass(frozen=True)
class Links:
    """The synapses of a brain, to be drawn.

    value: glutamate − GABA of the source. myelination: of its axon. delay: steps from a spike to the release of
    transmitter. clearance: steps in which the transmitter in the cleft falls to 1/e.
    """

    source: Int[np.ndarray, " links"]
    target: Int[np.ndarray, " links"]
    value: Float[np.ndarray, " links"]
    myelination: Float[np.ndarray, " links"]
    delay: Float[np.ndarray, " links"]
    clearance: Float[np.ndarray, " links"]


@registered("digit-brain", kind="learner")
class DigitBrain(Learner, Lesionable, Counted):
    """Retina, V1, temporal lobes, Wernicke's and Broca's area, and the circuit that stops speech.

    2915 cells with ion permeabilities; the first Broca cell to fire is the answer. It learns while it is shown a
    digit and told its name: calcium through NMDA receptors grows or removes AMPA receptors. ``preset`` is
    ``default`` or ``original`` (the seed's own choices).

    Source: Dalvi 2022, "Cold Porridge"; deviations in ``docs/digit-brain.md``.
    """

    schedule: ClassVar[Schedule] = Schedule(epochs=1, least=100)
    tuning: ClassVar[Tuning] = Tuning(1, "ten-digits, seeds 0 to 4 (docs/results.md); nothing was tuned for digits")
    presentation_seconds: ClassVar[float] = 0.01

    def __init__(self, seed: int = 0, preset: str = "default"):
        self.seed, self.preset = seed, preset
        self.wiring = wire(design(preset), seed)
        self.simulator = Simulator(self.wiring.network, seed)
        self.blockade = Blockade(self.simulator)
        self.blocked: frozenset[str] = frozenset()
        self.silenced: frozenset[int] = frozenset()
        self.epoch = self.position = self.examples_seen = 0

    @classmethod
    def build(cls, seed: int, preset: str = "default") -> Self:
        """A fresh brain that has seen nothing."""
        return cls(seed, preset)

    @property
    def populations(self) -> list[tuple[str, int, int]]:
        """Name, first and last + 1 cell of each area."""
        first = offsets()
        return [(name, first[name], first[name] + size) for name, size in SIZES.items()]

    @property
    def positions(self) -> Float[np.ndarray, "cells 2"]:
        """Where each cell is drawn: right and down, 0 to 1."""
        return self.wiring.positions.astype(np.float32)

    @property
    def links(self) -> Links:
        """All synapses, by brain-wide cell number."""
        first = offsets()
        network = self.wiring.network
        source = np.concatenate([first[p.source] + p.pre for p in network.projections])
        target = np.concatenate([first[p.target] + p.post for p in network.projections])
        value = (self.wiring.glutamate - self.wiring.gaba).astype(np.float32)
        delay = np.concatenate([_each(p, p.delay) for p in network.projections]) / network.dt
        clefts: list[Any] = [p.synapse.terminal for p in network.projections]
        clearing = [_each(p, cleft.reuptake_time) for p, cleft in zip(network.projections, clefts, strict=True)]
        myelination = self.wiring.myelination.astype(np.float32)[source]
        return Links(source, target, value[source], myelination, np.rint(delay), np.concatenate(clearing) / network.dt)

    @property
    def orientation(self) -> Float[np.ndarray, " v1"]:
        """Preferred orientation of each cell of V1, in radians, 0 horizontal."""
        return self.wiring.fields.orientation.astype(np.float32)

    @property
    def pinwheels(self) -> Float[np.ndarray, "pinwheels 3"]:
        """Where V1's pinwheels are drawn (right, down) and which way they turn (±½); none where V1 is no one map."""
        first = offsets()["v1"]
        places = self.positions[first : first + SIZES["v1"]]
        if len(np.unique(places, axis=0)) < len(places):  # several sheets, one over the other
            return np.zeros((0, 3), np.float32)
        side = math.isqrt(len(places))
        turns = winding(self.orientation.reshape(side, side))
        rows, columns = np.nonzero(turns)
        between = places.reshape(side, side, 2)
        middle = (between[rows, columns] + between[rows + 1, columns + 1]) / 2
        return np.column_stack([middle, turns[rows, columns]]).astype(np.float32)

    @cached_property
    def wires(self) -> Wires:
        """The synapses by the cell that they reach."""
        return Wires(self.wiring.network)

    def block(self, receptors: Collection[str] = (), areas: Collection[str] = (), cells: Collection[int] = ()) -> None:
        """From the next step on: no receptors of these names, no spikes in these areas and of these cells."""
        silenced = np.zeros(sum(SIZES.values()), bool)
        for area in areas:
            first, last = self.simulator.span(area)
            silenced[first:last] = True
        silenced[list(cells)] = True
        self.blockade.apply(dict.fromkeys(receptors, 1.0), silenced)
        self.blocked, self.silenced = frozenset(receptors), frozenset(np.flatnonzero(silenced).tolist())

    def double(self) -> Self:
        """Another brain that has learned the same and has the same blocked, to be experimented on."""
        other = type(self)(self.seed, self.preset)
        for name, counts in self.learned().items():
            other.simulator.put_weights(name, {"ampa": counts})
        other.block(self.blocked, cells=self.silenced)
        return other

    def present(
        self, image: UInt8[np.ndarray, "28 28"], teacher: int | None = None, plasticity: float = 1.0
    ) -> Presentation:
        """Begin to show an image; the caller advances the presentation."""
        return Presentation(self.simulator, image, teacher, plasticity)

    def observe(self, presentation: Presentation) -> Observation:
        """Watch every cell in a presentation that has not begun."""
        return Observation(self, presentation)

    def silencing(self, image: UInt8[np.ndarray, "28 28"], teacher: int | None = None) -> Silencing:
        """Ask a double of this brain what it sees, whole and without some of its cells."""
        return Silencing(self.double(), image, teacher)

    def lessons(self, task: Task, *, epochs: int) -> Iterator[Progress]:
        """Show every training image with its name, in an order drawn anew each epoch."""
        if task.presentations is not None and epochs > task.presentations:
            raise ConfigurationError(
                f"epochs = {epochs}; task {task.slug!r} allows {task.presentations} presentations of an image"
            )
        count = len(task.train_labels)
        while self.epoch < epochs:
            order = keys.generator(self.seed, f"lesson {self.epoch}").permutation(count)
            for index in order[self.position :]:
                self.present(task.train_images[index], int(task.train_labels[index])).finish()
                self.position += 1
                self.examples_seen += 1
                if self.position == count:
                    self.position, self.epoch = 0, self.epoch + 1
                yield Progress(self.examples_seen, count * epochs, self.epoch)

    def predict(self, images: Images) -> Int[np.ndarray, " n"]:
        """The name of each image, said with plasticity frozen and no teacher."""
        answers = [self.present(image, plasticity=0.0).finish() for image in images]
        return np.array([NO_ANSWER if answer is None else answer for answer in answers])

    def lesion_sites(self) -> Mapping[str, int]:
        """Cells of V1 and the temporal lobes; synapses from the retina to Broca's area."""
        return damage.sites(self.wiring.network)

    def lesioned(self, site: str, share: float, draw: np.random.Generator) -> Self:
        """A copy with what was learned, but without some cells or synapses."""
        lost, twin = lesions.chosen(self, site, share, draw), self.double()
        if site == CELLS:
            twin.block(self.blocked, cells=self.silenced.union(damage.hidden(self.wiring.network)[lost].tolist()))
            return twin
        gone = damage.by_projection(self.wiring.network, lost)
        twin.wiring = self.wiring._replace(network=damage.damaged(self.wiring.network, gone))
        twin.simulator = Simulator(twin.wiring.network, self.seed)
        for name, counts in self.learned().items():
            twin.simulator.put_weights(name, {"ampa": damage.weakened(counts, gone.get(name))})
        twin.blockade = Blockade(twin.simulator)
        twin.block(self.blocked, cells=self.silenced)
        return twin

    def operations(self, images: Images) -> Operations:
        """Counts while the brain is asked, no teacher, plasticity frozen; see :func:`wetnet.brains.spiking.count`."""
        shown = (self.present(image, plasticity=0.0) for image in images)
        return count_spiking(self.wiring.network, ((p.finish(), p.step, p.spikes[1])[1:] for p in shown))

    def learned(self) -> dict[str, Float[np.ndarray, " synapses"]]:
        """AMPA receptors of the plastic synapses, by projection."""
        return {name: self.simulator.weights(name)["ampa"] for name in self._plastic()}

    def reset(self) -> None:
        """Forget everything, and be as before the first presentation."""
        for projection in self.wiring.network.projections:
            if projection.plasticity is not None:
                first = {name: np.asarray(projection.weights[name]) for name in projection.plasticity.changes}
                self.simulator.put_weights(projection.name, first)
        self.simulator.reset()
        self.epoch = self.position = self.examples_seen = 0

    def save(self, path: Path | str) -> Path:
        """Write what was learned; the rest follows from preset and seed."""
        header: dict[str, Any] = {
            name: getattr(self, name) for name in ("seed", "preset", "epoch", "position", "examples_seen")
        }
        return saved.save(path, "digit-brain", FORMAT, self.learned(), header)

    @classmethod
    def load(cls, path: Path | str) -> Self:
        """The brain that was saved."""
        arrays, header = saved.load(path, "digit-brain", FORMAT)
        try:
            brain = cls(int(header["seed"]), header["preset"])
            for name in brain._plastic():
                brain.simulator.put_weights(name, {"ampa": arrays[name]})
            brain.epoch, brain.position, brain.examples_seen = (
                int(header[name]) for name in ("epoch", "position", "examples_seen")
            )
        except (KeyError, TypeError, ValueError, IndexError) as error:
            raise SavedFileError(f"{path} is no whole digit brain: {error}") from error
        return brain

    def _plastic(self) -> list[str]:
        return [p.name for p in self.wiring.network.projections if p.plasticity is not None]


def _each(projection: Projection, values: Any) -> Float[np.ndarray, " synapses"]:
    """One value per synapse from one number or one per source cell."""
    values = np.asarray(values, float)
    return values[projection.pre] if values.ndim else np.full(len(projection.pre), values)
