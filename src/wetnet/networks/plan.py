"""What the engine runs: one block for all cells of a kind, one for all terminals of a kind.

The plan is the static part (sizes, offsets, names) and the key under which XLA's program is kept; ``Parts`` are
the numbers, all traced, so that a moved slider or another random wiring recompiles nothing.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from wetnet.core.cells import Discrete, Values
from wetnet.networks.delivery import Afferents, Synapses
from wetnet.plasticity.rule import Plasticity
from wetnet.synapses.synapse import Receptor, Terminal


class Block(NamedTuple):
    """Cells of one kind."""

    start: int
    """Number of the first cell in the network."""
    size: int
    receptors: tuple[str, ...]
    slots: tuple[int | None, ...]
    """For each receptor, where the sums of its cells begin; None where only spikes reach it."""


class TerminalBlock(NamedTuple):
    """Terminals of one kind: one for each cell of each of its sources."""

    sources: tuple[tuple[int, int], ...]
    """Ranges of network-wide cell numbers whose axons end here, in this order."""
    size: int
    transmitters: tuple[str, ...]
    rows: tuple[int, ...]
    """For each transmitter, the first row of its signals."""
    words: int
    """Length of its axons' shift registers: static, so that a delay may change within 32 steps without compiling."""


class PlasticBlock(NamedTuple):
    """One plastic projection."""

    name: str
    block: int
    """Block of its target cells."""
    rows: tuple[tuple[str, int], ...]
    """First signal row of its terminals, by transmitter."""
    terminals: tuple[int, int, int]
    """Block, first and last + 1 terminal."""


class Plan(NamedTuple):
    """Everything about a network that is not a number in an array."""

    blocks: tuple[Block, ...]
    terminals: tuple[TerminalBlock, ...]
    plastic: tuple[PlasticBlock, ...]
    rows: int
    slots: int
    past: int
    """Steps of spikes remembered: the longest delay to a synapse that passes spikes, and some to spare."""

    @property
    def cells(self) -> int:
        """Number of cells."""
        return sum(block.size for block in self.blocks)


class PlasticParts(NamedTuple):
    """The numbers of one plastic projection, synapses sorted by source."""

    rule: Plasticity
    changing: dict[str, Synapses]
    pre: Any
    """(synapses,) terminal within the projection."""
    post: Any
    """(synapses,) cell within the target block."""
    constant: Values
    """Weights the rule reads but does not change."""


class Parts(NamedTuple):
    """The numbers of a network; constant while it runs."""

    dt: Any
    seed: Any
    cells: tuple[Discrete, ...]
    drives: tuple[Values, ...]
    receptors: tuple[tuple[Receptor, ...], ...]
    terminals: tuple[Terminal, ...]
    delays: tuple[Any, ...]
    static: Synapses
    """Synapses with a graded signal that never change."""
    afferents: tuple[tuple[Afferents | None, ...], ...]
    """For each receptor of each block, the synapses that pass spikes and never change."""
    plastic: tuple[PlasticParts, ...]


class Layout(NamedTuple):
    """A network made ready to run, and where to find things in it."""

    plan: Plan
    parts: Parts
    starts: tuple[Values, ...]
    weights: tuple[Values, ...]
    """First weights of the plastic projections."""
    places: dict[str, tuple[int, int, int]]
    """Population name to block, first and last + 1 cell within the block."""
    orders: dict[str, np.ndarray]
    """Plastic projection name to the order in which its synapses are held."""
