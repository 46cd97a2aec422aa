"""From description to execution: group cells, terminals and synapses into blocks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import equinox as eqx
import jax
import numpy as np

from wetnet.core.cells import Values
from wetnet.core.errors import ConfigurationError
from wetnet.core.precision import SINGLE, cast
from wetnet.networks import history
from wetnet.networks.axons import words as axon_words
from wetnet.networks.delivery import Afferents, compress
from wetnet.networks.description import Network, Population, Projection
from wetnet.networks.plan import Block, Layout, Parts, Plan, PlasticBlock, PlasticParts, TerminalBlock
from wetnet.synapses.synapse import Receptor, Terminal

LEAST_PADDING = 64
"""Synapse arrays are padded to a multiple of this or of some 3 % of their length, whichever is more."""


def lay_out(network: Network, seed: int = 0, dtype: Any = SINGLE) -> Layout:
    """Group the cells, terminals and synapses of ``network`` into blocks."""
    cells = _cells(network)
    endings = _terminals(network, cells.begins)
    synapses = _synapses(network, cells, endings)
    afferents = _afferents(network, cells)
    plan = Plan(
        cells.blocks,
        endings.blocks,
        synapses.blocks,
        rows=sum(block.size * len(block.transmitters) for block in endings.blocks),
        slots=sum(block.size for block in cells.blocks for slot in block.slots if slot is not None),
        past=history.depth(max((int(a.delay[0]) for kinds in afferents for a in kinds if a), default=0)),
    )
    parts = Parts(
        dt=float(network.dt),
        seed=np.uint32(seed),
        cells=tuple(_merge([p.cell for p in group], [p.size for p in group]) for group in cells.groups),
        drives=tuple(_drives(group) for group in cells.groups),
        receptors=tuple(tuple(receptors.values()) for receptors in cells.receptors),
        terminals=endings.models,
        delays=endings.delays,
        static=compress(plan.rows, *synapses.static, spare=_padding(len(synapses.static[0]))),
        afferents=afferents,
        plastic=synapses.plastic,
    )
    starts = tuple(_start(group) for group in cells.groups)
    parts, starts, weights = _numbers((parts, starts, synapses.weights), dtype)
    return Layout(plan, parts, starts, weights, cells.places, synapses.orders)


class _Cells(NamedTuple):
    """Populations grouped by the kind of their cells."""

    groups: list[list[Population]]
    blocks: tuple[Block, ...]
    receptors: list[dict[str, Receptor]]
    places: dict[str, tuple[int, int, int]]
    begins: dict[str, int]
    """Population name to network-wide number of its first cell."""


def _cells(network: Network) -> _Cells:
    groups = _group(network.populations, lambda population: population.cell)
    receptors = [_receptors(network, {population.name for population in group}) for group in groups]
    blocks: list[Block] = []
    places, begins, begin, slot = {}, {}, 0, 0
    for number, (group, kinds) in enumerate(zip(groups, receptors, strict=True)):
        size = sum(population.size for population in group)
        names = {population.name for population in group}
        graded = {name for p in network.projections if p.target in names and not _passes(p) for name in p.weights}
        slots: list[int | None] = []
        for name in kinds:
            slots.append(slot if name in graded else None)
            slot += size if name in graded else 0
        blocks.append(Block(begin, size, tuple(kinds), tuple(slots)))
        first = 0
        for population in group:
            places[population.name] = (number, first, first + population.size)
            begins[population.name] = begin + first
            first += population.size
        begin += size
    return _Cells(groups, tuple(blocks), receptors, places, begins)


class _Ending(NamedTuple):
    """Where the terminals of one projection are."""

    block: int
    first: int
    rows: dict[str, int]
    """First signal row by transmitter."""


class _Terminals(NamedTuple):
    blocks: tuple[TerminalBlock, ...]
    models: tuple[Terminal, ...]
    delays: tuple[Any, ...]
    endings: dict[str, _Ending]
    """By projection name."""


def _terminals(network: Network, begins: Mapping[str, int]) -> _Terminals:
    """One terminal per axon: projections from one population with equal terminals and delays are its branches."""
    blocks: list[TerminalBlock] = []
    models, delays, endings, row = [], [], {}, 0
    graded = [projection for projection in network.projections if not _passes(projection)]
    for bundle in _group(graded, lambda projection: projection.synapse.terminal):
        axons = sorted(_axons(bundle), key=lambda branches: begins[branches[0].source])
        stems = [branches[0] for branches in axons]
        sizes = [network.population(stem.source).size for stem in stems]
        size, transmitters = sum(sizes), stems[0].synapse.terminal.transmitters
        rows = tuple(row + size * i for i in range(len(transmitters)))
        for branches, first in zip(axons, np.cumsum([0, *sizes[:-1]]).tolist(), strict=True):
            first_rows = {name: start + first for name, start in zip(transmitters, rows, strict=True)}
            endings.update({branch.name: _Ending(len(blocks), first, first_rows) for branch in branches})
        steps = [_steps(stem.delay, network.dt) for stem in stems]
        sources = [(begins[stem.source], begins[stem.source] + n) for stem, n in zip(stems, sizes, strict=True)]
        blocks.append(TerminalBlock(_join(sources), size, transmitters, rows, axon_words(max(s.max() for s in steps))))
        models.append(_merge([stem.synapse.terminal for stem in stems], sizes))
        delays.append(_batch(steps, sizes))
        row += size * len(transmitters)
    return _Terminals(tuple(blocks), tuple(models), tuple(delays), endings)


def _axons(projections: Sequence[Projection]) -> list[list[Projection]]:
    """Projections that are branches of one axon, together."""
    axons: list[list[Projection]] = []
    for projection in projections:
        for branches in axons:
            if (
                branches[0].source == projection.source
                and np.array_equal(branches[0].delay, projection.delay)
                and eqx.tree_equal(branches[0].synapse.terminal, projection.synapse.terminal)
            ):
                branches.append(projection)
                break
        else:
            axons.append([projection])
    return axons


class _Synapses(NamedTuple):
    static: tuple[np.ndarray, np.ndarray, np.ndarray]
    """Row, slot and weight of every synapse that never changes."""
    blocks: tuple[PlasticBlock, ...]
    plastic: tuple[PlasticParts, ...]
    weights: tuple[Values, ...]
    orders: dict[str, np.ndarray]


def _synapses(network: Network, cells: _Cells, terminals: _Terminals) -> _Synapses:
    rows, slots, static = [np.zeros(0, int)], [np.zeros(0, int)], [np.zeros(0)]
    blocks, plastic, changing_weights, orders = [], [], [], {}
    for projection in network.projections:
        if _passes(projection):
            continue
        ending = terminals.endings[projection.name]
        number, offset, _ = cells.places[projection.target]
        block = cells.blocks[number]
        slot_of = dict(zip(block.receptors, block.slots, strict=True))
        order = np.argsort(projection.pre, kind="stable")
        pre, post = np.asarray(projection.pre)[order], np.asarray(projection.post)[order] + offset
        weights = {
            name: np.broadcast_to(np.asarray(weight, float), pre.shape)[order]
            for name, weight in projection.weights.items()
        }
        changes = projection.plasticity.changes if projection.plasticity else ()
        for name in (name for name in weights if name not in changes):
            felt = weights[name] != 0
            rows.append(ending.rows[projection.synapse.receptors[name].transmitter] + pre[felt])
            slots.append(slot_of[name] + post[felt])
            static.append(weights[name][felt])
        if projection.plasticity is None:
            continue
        sources = network.population(projection.source).size
        span = (ending.block, ending.first, ending.first + sources)
        blocks.append(PlasticBlock(projection.name, number, tuple(ending.rows.items()), span))
        spare = _padding(len(pre))
        padded = {name: np.pad(weight, (0, spare)) for name, weight in weights.items()}
        plastic.append(
            PlasticParts(
                projection.plasticity,
                {name: compress(sources, pre, slot_of[name] + post, weights[name], spare) for name in changes},
                np.pad(pre, (0, spare)).astype(np.int32),
                np.pad(post, (0, spare)).astype(np.int32),
                {name: weight for name, weight in padded.items() if name not in changes},
            )
        )
        changing_weights.append({name: padded[name] for name in changes})
        orders[projection.name] = order
    joined = (np.concatenate(rows), np.concatenate(slots), np.concatenate(static))
    return _Synapses(joined, tuple(blocks), tuple(plastic), tuple(changing_weights), orders)


def _afferents(network: Network, cells: _Cells) -> tuple[tuple[Afferents | None, ...], ...]:
    """For each receptor of each block the synapses that pass spikes to it."""
    gathered: dict[tuple[int, str], list[tuple[np.ndarray, ...]]] = {}
    for projection in filter(_passes, network.projections):
        block, offset, _ = cells.places[projection.target]
        pre, post = np.asarray(projection.pre), np.asarray(projection.post) + offset
        delay = np.broadcast_to(_steps(projection.delay, network.dt), network.population(projection.source).size)[pre]
        source = pre + cells.begins[projection.source]
        for name, weight in projection.weights.items():
            found = delay, source, post, np.broadcast_to(np.asarray(weight, float), pre.shape)
            felt = found[-1] != 0
            gathered.setdefault((block, name), []).append(tuple(array[felt] for array in found))
    count = sum(block.size for block in cells.blocks)
    joined = {
        place: _by_delay(count, *map(np.concatenate, zip(*found, strict=True))) for place, found in gathered.items()
    }
    return tuple(
        tuple(joined.get((number, name)) for name in block.receptors) for number, block in enumerate(cells.blocks)
    )


def _by_delay(
    cells: int, delay: np.ndarray, source: np.ndarray, target: np.ndarray, weight: np.ndarray
) -> Afferents | None:
    """Synapses in a compressed row for each delay, longest first, and source; None where there are none."""
    if not len(delay):
        return None
    delays = np.unique(delay)[::-1]
    row = np.searchsorted(-delays, -delay) * cells + source
    return Afferents(delays, *compress(cells * len(delays), row, target, weight, _padding(len(row))))


def _passes(projection: Projection) -> bool:
    """Whether a projection hands on spikes as they are, by weights that stay."""
    return projection.synapse.terminal.passes_spikes and projection.plasticity is None


def _steps(delay: Any, dt: float) -> np.ndarray:
    """Delays in ms as steps, at least one."""
    return np.maximum(np.rint(np.asarray(delay) / dt), 1).astype(np.int32)


def _padding(synapses: int) -> int:
    """Spare synapses, so that networks that differ a little in size, as seeds do, share one compiled program.

    At least half a unit is spare: the mean of a random wiring is often a round number, and must not lie on the border.
    """
    unit = max(LEAST_PADDING, 1 << max(synapses.bit_length() - 6, 0))
    return -(synapses + unit // 2) % unit + unit // 2


def _receptors(network: Network, targets: set[str]) -> dict[str, Receptor]:
    """The receptors that a block of cells needs; one name must mean one receptor."""
    found: dict[str, Receptor] = {}
    for projection in network.projections:
        if projection.target not in targets:
            continue
        for name in projection.weights:
            receptor = projection.synapse.receptors[name]
            if name in found and not eqx.tree_equal(found[name], receptor):
                raise ConfigurationError(
                    f"receptor {name!r} of projection {projection.name!r} differs from another of that name on the "
                    f"same kind of cell: {receptor} against {found[name]}; give it a name of its own"
                )
            if name not in found:
                _fits(receptor, name, projection, network.population(projection.target).cell.inputs)
            found[name] = receptor
    return found


def _fits(receptor: Receptor, name: str, projection: Projection, inputs: Mapping[str, Any]) -> None:
    """Refuse a receptor whose contribution the target cell does not take, or whose transmitter nobody releases."""
    transmitters = projection.synapse.terminal.transmitters
    if receptor.transmitter not in transmitters:
        raise ConfigurationError(
            f"receptor {name!r} of projection {projection.name!r} binds {receptor.transmitter!r}; "
            f"its terminal releases {', '.join(transmitters)}"
        )
    zero = np.float32(0)
    _, contribution = jax.eval_shape(lambda: receptor.step(cast(receptor.start()), zero, zero, zero))
    for field in contribution:
        if field not in inputs:
            raise ConfigurationError(
                f"receptor {name!r} of projection {projection.name!r} contributes {field!r}; cells of "
                f"{projection.target!r} take {', '.join(inputs)}"
            )


def _group(items: Sequence[Any], thing: Callable[[Any], Any]) -> list[list[Any]]:
    """Items whose things have the same structure (class, static fields), in order of first appearance."""
    groups: dict[Any, list[Any]] = {}
    for item in items:
        groups.setdefault(jax.tree.structure(thing(item)), []).append(item)
    return list(groups.values())


def _batch(values: Sequence[Any], sizes: Sequence[int]) -> np.ndarray:
    """One value per cell from one per population; a scalar where all agree, which is cheaper to compute with."""
    arrays = [np.asarray(value) for value in values]
    if all(array.ndim == 0 and array == arrays[0] for array in arrays):
        return arrays[0]
    return np.concatenate([np.broadcast_to(array, (size,)) for array, size in zip(arrays, sizes, strict=True)])


def _merge(models: Sequence[Any], sizes: Sequence[int]) -> Any:
    """One model with batched parameters from one model per population."""
    return jax.tree.map(lambda *leaves: _batch(leaves, sizes), *models)


def _join(sources: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Neighbouring ranges of cells as one range."""
    joined: list[tuple[int, int]] = []
    for start, stop in sources:
        if joined and joined[-1][1] == start:
            joined[-1] = (joined[-1][0], stop)
        else:
            joined.append((start, stop))
    return tuple(joined)


def _start(group: Sequence[Population]) -> Values:
    states = [{**population.cell.start(), **population.start} for population in group]
    sizes = [population.size for population in group]
    return {
        name: np.concatenate(
            [np.broadcast_to(np.asarray(state[name]), (size,)) for state, size in zip(states, sizes, strict=True)]
        )
        for name in states[0]
    }


def _drives(group: Sequence[Population]) -> Values:
    names = sorted({name for population in group for name in population.drive})
    sizes = [population.size for population in group]
    return {name: _batch([population.drive.get(name, 0.0) for population in group], sizes) for name in names}


def _numbers(tree: Any, dtype: Any) -> Any:
    """All leaves as arrays on the device, floats as ``dtype``: converted by NumPy, which compiles nothing."""

    def leaf(value: Any) -> np.ndarray:
        array = np.asarray(value)
        return array.astype(dtype) if np.issubdtype(array.dtype, np.floating) else array

    return jax.device_put(jax.tree.map(leaf, tree))
