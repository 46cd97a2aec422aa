"""From description to execution: one block for all cells of a kind, one for all terminals of a kind.

The plan is the static part (sizes, offsets, names) and the key under which XLA's program is kept; ``Parts`` are
the numbers, all traced, so that a moved slider or another random wiring recompiles nothing.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import equinox as eqx
import jax
import numpy as np

from wetnet.core.cells import Discrete, Values
from wetnet.core.errors import ConfigurationError
from wetnet.core.precision import SINGLE, cast
from wetnet.networks.delivery import Synapses, compress
from wetnet.networks.description import Network, Population, Projection
from wetnet.synapses.synapse import Receptor, Terminal

PADDING = 512
"""Synapse arrays are padded to a multiple of this, so that networks of nearly one size share a program."""


class Block(NamedTuple):
    """Cells of one kind. ``start`` is the number of its first cell in the network."""

    start: int
    size: int
    receptors: tuple[str, ...]
    slots: tuple[int, ...]
    """For each receptor, where the sums of its cells begin."""


class TerminalBlock(NamedTuple):
    """Terminals of one kind: pieces of consecutive cells, one piece per projection."""

    sources: tuple[tuple[int, int], ...]
    size: int
    transmitters: tuple[str, ...]
    rows: tuple[int, ...]
    """For each transmitter, the first row of its signals."""


class PlasticBlock(NamedTuple):
    """One plastic projection."""

    name: str
    block: int
    rows: tuple[tuple[str, int], ...]
    """First signal row of this projection's terminals, by transmitter."""
    terminals: int
    arrivals: tuple[int, int]
    """Terminal block and first terminal, for rules that read arrivals."""


class Plan(NamedTuple):
    """Everything about a network that is not a number in an array."""

    blocks: tuple[Block, ...]
    terminals: tuple[TerminalBlock, ...]
    plastic: tuple[PlasticBlock, ...]
    cells: int
    rows: int
    slots: int
    longest_delay: tuple[int, ...]


class PlasticParts(NamedTuple):
    """The numbers of one plastic projection, synapses sorted by source."""

    rule: Any
    changing: dict[str, Synapses]
    pre: Any
    post: Any
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
    plastic: tuple[PlasticParts, ...]


class Layout(NamedTuple):
    """A network made ready to run, and where to find things in it."""

    plan: Plan
    parts: Parts
    starts: tuple[Values, ...]
    weights: tuple[Values, ...]
    """First weights of the plastic projections."""
    places: dict[str, tuple[int, int, int]]
    """Population name to (block, first, last + 1) within the block."""
    orders: dict[str, np.ndarray]
    """Plastic projection name to the order in which its synapses are held."""


def lay_out(network: Network, seed: int = 0, dtype: Any = SINGLE) -> Layout:
    """Group the cells, terminals and synapses of ``network`` into blocks."""
    groups = _group(network.populations, lambda population: population.cell)
    places, begins, begin = {}, {}, 0
    for number, group in enumerate(groups):
        first = 0
        for population in group:
            places[population.name] = (number, first, first + population.size)
            begins[population.name] = begin + first
            first += population.size
        begin += first

    receptors = [_receptors(network, {population.name for population in group}) for group in groups]
    blocks, slot, begin = [], 0, 0
    for group, kinds in zip(groups, receptors, strict=True):
        size = sum(population.size for population in group)
        slots = tuple(slot + size * i for i in range(len(kinds)))
        blocks.append(Block(begin, size, tuple(kinds), slots))
        slot, begin = slot + size * len(kinds), begin + size

    ends, terminals, terminal_models, delays, longest, row = _terminals(network, begins)

    entries: list[tuple[np.ndarray, np.ndarray, np.ndarray]] = []
    plastic_blocks, plastic_parts, first_weights, orders = [], [], [], {}
    for projection in network.projections:
        number, first, rows_of = ends[projection.name]
        block, offset, _ = places[projection.target]
        sorted_by_source = np.argsort(projection.pre, kind="stable")
        pre, post = np.asarray(projection.pre)[sorted_by_source], np.asarray(projection.post)[sorted_by_source] + offset
        weights = {
            name: np.broadcast_to(np.asarray(weight, np.float64), pre.shape)[sorted_by_source]
            for name, weight in projection.weights.items()
        }
        slots_of = dict(zip(blocks[block].receptors, blocks[block].slots, strict=True))
        changes = projection.plasticity.changes if projection.plasticity else ()
        changing = {}
        for name, weight in weights.items():
            transmitter = projection.synapse.receptors[name].transmitter
            if name in changes:
                size = network.population(projection.source).size
                changing[name] = compress(size, pre, slots_of[name] + post, weight, PADDING)
            else:
                entries.append((rows_of[transmitter] + pre, slots_of[name] + post, weight))
        if projection.plasticity:
            size = network.population(projection.source).size
            plastic_blocks.append(
                PlasticBlock(projection.name, block, tuple(rows_of.items()), size, (number, first))
            )
            spare = (0, -len(pre) % PADDING)
            padded = {name: np.pad(weight, spare) for name, weight in weights.items()}
            plastic_parts.append(
                PlasticParts(
                    projection.plasticity,
                    changing,
                    np.pad(pre, spare).astype(np.int32),
                    np.pad(post, spare).astype(np.int32),
                    {name: weight for name, weight in padded.items() if name not in changes},
                )
            )
            first_weights.append({name: padded[name] for name in changes})
            orders[projection.name] = sorted_by_source

    joined = [np.concatenate(column) for column in zip(*entries, strict=True)] if entries else [np.zeros(0, int)] * 3
    static = compress(row, joined[0].astype(int), joined[1].astype(int), joined[2], PADDING)
    plan = Plan(tuple(blocks), tuple(terminals), tuple(plastic_blocks), sum(block.size for block in blocks), row, slot, tuple(longest))
    parts = Parts(
        dt=float(network.dt),
        seed=np.uint32(seed),
        cells=tuple(_merge([p.cell for p in group], [p.size for p in group]) for group in groups),
        drives=tuple(_drives(group) for group in groups),
        receptors=tuple(tuple(kinds.values()) for kinds in receptors),
        terminals=terminal_models,
        delays=tuple(delays),
        static=static,
        plastic=tuple(plastic_parts),
    )
    starts = tuple(_start(group) for group in groups)
    return Layout(plan, *_numbers((parts, starts, tuple(first_weights)), dtype), places, orders)


def _numbers(tree: Any, dtype: Any) -> Any:
    """All leaves as arrays on the device, floats as ``dtype``: converted by NumPy, which compiles nothing."""

    def leaf(value: Any) -> np.ndarray:
        array = np.asarray(value)
        return array.astype(dtype) if np.issubdtype(array.dtype, np.floating) else array

    return jax.device_put(jax.tree.map(leaf, tree))


def _terminals(network: Network, begins: dict[str, int]) -> Any:
    """Blocks of terminals, and for each projection where its own are: (block, first, first row by transmitter).

    Projections from one population with equal terminals and equal delays are branches of one axon and share them.
    """
    ends, blocks, models, delays, longest, row = {}, [], [], [], [], 0
    for bundle in _group(network.projections, lambda projection: projection.synapse.terminal):
        branches: list[list[Projection]] = []
        for projection in bundle:
            for branch in branches:
                if _one_axon(branch[0], projection):
                    branch.append(projection)
                    break
            else:
                branches.append([projection])
        branches.sort(key=lambda branch: begins[branch[0].source])
        stems = [branch[0] for branch in branches]
        sizes = [network.population(stem.source).size for stem in stems]
        size, transmitters = sum(sizes), bundle[0].synapse.terminal.transmitters
        rows = tuple(row + size * i for i in range(len(transmitters)))
        for branch, first in zip(branches, np.cumsum([0, *sizes[:-1]]), strict=True):
            first_rows = {name: start + int(first) for name, start in zip(transmitters, rows, strict=True)}
            ends.update({projection.name: (len(blocks), int(first), first_rows) for projection in branch})
        steps = [np.maximum(np.rint(np.asarray(stem.delay) / network.dt), 1).astype(np.int32) for stem in stems]
        sources = tuple((begins[s.source], begins[s.source] + n) for s, n in zip(stems, sizes, strict=True))
        blocks.append(TerminalBlock(_join(sources), size, transmitters, rows))
        models.append(_merge([stem.synapse.terminal for stem in stems], sizes))
        delays.append(_batch(steps, sizes))
        longest.append(int(max(step.max() for step in steps)))
        row += size * len(transmitters)
    return ends, blocks, tuple(models), delays, longest, row


def _one_axon(one: Projection, other: Projection) -> bool:
    return (
        one.source == other.source
        and np.array_equal(one.delay, other.delay)
        and bool(eqx.tree_equal(one.synapse.terminal, other.synapse.terminal))
    )


def _group(items: Any, thing: Any) -> list[list[Any]]:
    """Items whose things have the same structure (class, static fields), in order of first appearance."""
    groups: dict[Any, list[Any]] = {}
    for item in items:
        groups.setdefault(jax.tree.structure(thing(item)), []).append(item)
    return list(groups.values())


def _batch(values: list[Any], sizes: list[int]) -> np.ndarray:
    """One value per cell from one per population; a scalar where all agree, which is cheaper to compute with."""
    arrays = [np.asarray(value) for value in values]
    if all(array.ndim == 0 and array == arrays[0] for array in arrays):
        return arrays[0]
    return np.concatenate([np.broadcast_to(array, (size,)) for array, size in zip(arrays, sizes, strict=True)])


def _merge(models: list[Any], sizes: list[int]) -> Any:
    return jax.tree.map(lambda *leaves: _batch(list(leaves), sizes), *models)


def _join(sources: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
    """Neighbouring ranges of cells as one range."""
    joined: list[tuple[int, int]] = []
    for start, stop in sources:
        if joined and joined[-1][1] == start:
            joined[-1] = (joined[-1][0], stop)
        else:
            joined.append((start, stop))
    return tuple(joined)


def _receptors(network: Network, targets: set[str]) -> dict[str, Receptor]:
    """The receptors that a block of cells needs; one name must mean one receptor."""
    found: dict[str, Receptor] = {}
    for projection in network.projections:
        if projection.target not in targets:
            continue
        inputs = network.population(projection.target).cell.inputs
        for name in projection.weights:
            receptor = projection.synapse.receptors[name]
            if name in found and not eqx.tree_equal(found[name], receptor):
                raise ConfigurationError(
                    f"receptor {name!r} of projection {projection.name!r} differs from another of that name on the same "
                    f"kind of cell: {receptor} against {found[name]}; give it a name of its own"
                )
            if name not in found:
                _fits(receptor, name, projection, inputs)
            found[name] = receptor
    return found


def _fits(receptor: Receptor, name: str, projection: Projection, inputs: Any) -> None:
    """Refuse a receptor whose contribution the target cell does not take, or whose transmitter nobody releases."""
    if receptor.transmitter not in projection.synapse.terminal.transmitters:
        raise ConfigurationError(
            f"receptor {name!r} of projection {projection.name!r} binds {receptor.transmitter!r}; its terminal releases "
            f"{', '.join(projection.synapse.terminal.transmitters)}"
        )
    zero = np.float32(0)
    _, contribution = jax.eval_shape(lambda: receptor.step(cast(receptor.start()), zero, zero, zero))
    for field in contribution:
        if field not in inputs:
            raise ConfigurationError(
                f"receptor {name!r} of projection {projection.name!r} contributes {field!r}; cells of "
                f"{projection.target!r} take {', '.join(inputs)}"
            )


def _start(group: list[Population]) -> Values:
    states = []
    for population in group:
        own = population.cell.start()
        states.append({**own, **population.start})
    sizes = [population.size for population in group]
    return {
        name: np.concatenate(
            [np.broadcast_to(np.asarray(state[name]), (size,)) for state, size in zip(states, sizes, strict=True)]
        )
        for name in states[0]
    }


def _drives(group: list[Population]) -> Values:
    names = sorted({name for population in group for name in population.drive})
    sizes = [population.size for population in group]
    return {name: _batch([population.drive.get(name, 0.0) for population in group], sizes) for name in names}
