"""The one step loop in which every network runs.

In each step: spikes that end their way down the axon arrive at the terminals; what the terminals hold is bound and
delivered, weighted, to the receptors; receptors and drive make the input of the cells; cells advance and may fire;
plastic synapses change; new spikes set out.
"""

from __future__ import annotations

from functools import partial
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from jaxtyping import Array, Float, Int32

from wetnet.core import keys
from wetnet.core.cells import Values
from wetnet.networks import axons, history, spike_log
from wetnet.networks.delivery import deliver, deliver_spikes
from wetnet.networks.plan import Layout, Parts, Plan, PlasticBlock, PlasticParts
from wetnet.networks.spike_log import SpikeLog


class State(NamedTuple):
    """Everything that changes while a network runs."""

    step: Int32[Array, ""]
    silent_steps: Int32[Array, ""]
    cells: tuple[Values, ...]
    receptors: tuple[tuple[Values, ...], ...]
    terminals: tuple[Values, ...]
    axons: tuple[axons.Axons, ...]
    fired: history.History
    weights: tuple[Values, ...]
    rules: tuple[Values, ...]


class Recorded(NamedTuple):
    """Which state variables of which cells are written down, and how often (static)."""

    variables: tuple[tuple[str, int, int, int, str], ...] = ()
    """(label, block, first, last + 1, variable)"""
    stride: int = 1


def begin(layout: Layout) -> State:
    """The network before anything has happened."""
    plan, parts = layout.plan, layout.parts
    dtype = parts.dt.dtype

    def batch(values: Values, size: int) -> Values:
        arrays = {name: np.asarray(value) for name, value in values.items()}
        return {
            name: np.full(size, array, dtype if np.issubdtype(array.dtype, np.floating) else array.dtype)
            for name, array in arrays.items()
        }

    state = State(
        step=np.int32(0),
        silent_steps=np.int32(0),
        cells=layout.starts,
        receptors=tuple(
            tuple(batch(receptor.start(), block.size) for receptor in receptors)
            for block, receptors in zip(plan.blocks, parts.receptors, strict=True)
        ),
        terminals=tuple(
            batch(terminal.start(), block.size) for block, terminal in zip(plan.terminals, parts.terminals, strict=True)
        ),
        axons=tuple(axons.silent(block.size, block.words) for block in plan.terminals),
        fired=history.silent(plan.cells, plan.past),
        weights=layout.weights,
        rules=tuple(batch(plastic.rule.start(), plastic.pre.size) for plastic in parts.plastic),
    )
    return jax.device_put(state)


@partial(
    jax.jit,
    static_argnames=("plan", "recorded"),
    donate_argnames=("log", "traces"),
    # Halves the copies of state in the loop on a CPU.
    compiler_options={"xla_cpu_copy_insertion_use_region_analysis": True},
)
def advance(
    plan: Plan,
    recorded: Recorded,
    parts: Parts,
    state: State,
    log: SpikeLog,
    traces: dict[str, Float[Array, "samples cells"]],
    steps: Int32[Array, ""],
    quiet: Int32[Array, ""],
    gain: Float[Array, ""],
) -> tuple[State, SpikeLog, dict[str, Any], Int32[Array, ""]]:
    """Run up to ``steps`` steps; stop early after ``quiet`` silent ones or when the log may overflow.

    Samples are taken at whole multiples of the stride since the start of the network, however it is called. Returns the
    state, the log, the traces (row i is sample i of this call) and the number of steps done.
    """
    background = _background(plan, parts)
    room = log.steps.size - plan.cells
    first_row = state.step // recorded.stride

    def going(loop: Any) -> Any:
        state, log, _ = loop
        return (state.step < last_step) & (state.silent_steps < quiet) & (log.filled <= room)

    def body(loop: Any) -> Any:
        state, log, traces = loop
        state, spikes = _step(plan, parts, background, state, gain)
        before, log = log.filled, spike_log.append(log, spikes, state.step)
        silent = jnp.where(log.filled > before, jnp.int32(0), state.silent_steps + jnp.int32(1))
        row = state.step // recorded.stride - first_row
        for label, block, first, last, variable in recorded.variables:
            value = state.cells[block][variable][first:last]
            traces[label] = jax.lax.dynamic_update_slice(traces[label], value[None], (row, jnp.zeros_like(row)))
        state = state._replace(step=state.step + jnp.int32(1), silent_steps=silent)
        return state, log, traces

    first_step = state.step
    last_step = first_step + steps
    state, log, traces = jax.lax.while_loop(going, body, (state, log, dict(traces)))
    return state, log, traces, state.step - first_step


class _Background(NamedTuple):
    """What reaches the receptors when every terminal is at rest, and the signals of that state."""

    signal: Any
    sums: Any


def _background(plan: Plan, parts: Parts) -> _Background:
    """Delivery is linear, so only departures from rest have to be delivered in each step."""
    signals = []
    for block, terminal in zip(plan.terminals, parts.terminals, strict=True):
        _, bound = terminal.step(terminal.start(), jnp.zeros((), parts.dt.dtype), parts.dt)
        signals += [jnp.broadcast_to(bound[name], (block.size,)).astype(parts.dt.dtype) for name in block.transmitters]
    signal = _concatenate(signals, parts.dt.dtype)
    return _Background(signal, deliver(signal, parts.static, jnp.zeros(plan.slots, parts.dt.dtype)))


def _step(plan: Plan, parts: Parts, background: _Background, state: State, gain: Any) -> tuple[State, Any]:
    dtype = parts.dt.dtype
    moved, arrivals, terminals, signals = [], [], [], []
    for block, terminal, before, axon in zip(
        plan.terminals, parts.terminals, state.terminals, state.axons, strict=True
    ):
        axon, arrived = axons.arrive(axon)
        after, bound = terminal.step(before, arrived.astype(dtype), parts.dt)
        moved.append(axon)
        arrivals.append(arrived)
        terminals.append(after)
        signals += [jnp.broadcast_to(bound[name], (block.size,)) for name in block.transmitters]
    signal = _concatenate(signals, dtype)

    sums = deliver(signal - background.signal, parts.static, background.sums)
    for block, plastic, weights in zip(plan.plastic, parts.plastic, state.weights, strict=True):
        for name, synapses in plastic.changing.items():
            bound = _rows(signal, block, _transmitter_of(name, plan, block, parts))
            sums = deliver(bound, synapses._replace(weight=weights[name]), sums)

    cells, receptors, fired = [], [], []
    for number, block in enumerate(plan.blocks):
        inputs: Values = dict(parts.drives[number])
        kept = []
        voltage = state.cells[number].get("voltage")
        for slot, receptor, before, afferents in zip(
            block.slots, parts.receptors[number], state.receptors[number], parts.afferents[number], strict=True
        ):
            arriving = jnp.zeros((), dtype) if slot is None else sums[slot : slot + block.size]
            if afferents is not None and receptor.lands_on is not None:
                landed = deliver_spikes(state.fired, state.step, afferents, before[receptor.lands_on])
                before = {**before, receptor.lands_on: landed}
            elif afferents is not None:
                nothing_yet = jnp.broadcast_to(arriving, (block.size,))
                arriving = deliver_spikes(state.fired, state.step, afferents, nothing_yet)
            after, contribution = receptor.step(before, arriving, voltage, parts.dt)
            kept.append(after)
            for name, value in contribution.items():
                inputs[name] = inputs[name] + value if name in inputs else value
        cell = parts.cells[number]
        nothing = {name: jnp.zeros((), dtype) for name in cell.inputs if name not in inputs}
        key = keys.at_step(keys.key(parts.seed, f"block {number}"), state.step) if cell.draws else None
        after, spikes = cell.step(state.cells[number], {**inputs, **nothing}, parts.dt, key)
        cells.append({name: jnp.broadcast_to(value, (block.size,)) for name, value in after.items()})
        receptors.append(tuple(kept))
        fired.append(jnp.broadcast_to(spikes, (block.size,)))
    spikes = fired[0] if len(fired) == 1 else jnp.concatenate(fired)

    weights, rules = _learn(plan, parts, background, state, signal, arrivals, cells, spikes, gain)
    launched = []
    for block, axon, delay in zip(plan.terminals, moved, parts.delays, strict=True):
        pieces = [spikes[start:stop] for start, stop in block.sources]
        launched.append(axons.launch(axon, pieces[0] if len(pieces) == 1 else jnp.concatenate(pieces), delay))
    state = state._replace(
        cells=tuple(cells),
        receptors=tuple(receptors),
        terminals=tuple(terminals),
        axons=tuple(launched),
        fired=history.remember(state.fired, spikes, state.step),
        weights=weights,
        rules=rules,
    )
    return state, spikes


def _learn(
    plan: Plan,
    parts: Parts,
    background: _Background,
    state: State,
    signal: Any,
    arrivals: list[Any],
    cells: list[Values],
    spikes: Any,
    gain: Any,
) -> tuple[tuple[Values, ...], tuple[Values, ...]]:
    """The plasticity hook; skipped at run time where the gain is zero or nothing is released."""
    if not plan.plastic:
        return state.weights, state.rules

    def change(held: Any) -> Any:
        weights, rules = [], []
        for block, plastic, weight, rule in zip(plan.plastic, parts.plastic, *held, strict=True):
            pre = _presynaptic(block, plastic, signal, arrivals)
            post = _postsynaptic(plan, block, plastic, cells, spikes)
            after, changed = plastic.rule.step(rule, {**plastic.constant, **weight}, pre, post, gain, parts.dt)
            weights.append(changed)
            rules.append(after)
        return tuple(weights), tuple(rules)

    wanted = gain > 0
    if all(plastic.rule.needs_release for plastic in parts.plastic):
        released = [
            _rows(signal, block, transmitter) != _rows(background.signal, block, transmitter)
            for block in plan.plastic
            for transmitter, _ in block.rows
        ]
        wanted = wanted & jnp.any(jnp.concatenate(released))
    return jax.lax.cond(wanted, change, lambda held: held, (state.weights, state.rules))


def _presynaptic(block: PlasticBlock, plastic: PlasticParts, signal: Any, arrivals: list[Any]) -> Values:
    seen: Values = {}
    for name in plastic.rule.presynaptic:
        if name == "arrived":
            number, first, last = block.terminals
            seen[name] = arrivals[number][first:last][plastic.pre]
        else:
            seen[name] = _rows(signal, block, name)[plastic.pre]
    return seen


def _postsynaptic(plan: Plan, block: PlasticBlock, plastic: PlasticParts, cells: list[Values], spikes: Any) -> Values:
    begin = plan.blocks[block.block].start
    return {
        name: (spikes[begin + plastic.post] if name == "spike" else cells[block.block][name][plastic.post])
        for name in plastic.rule.postsynaptic
    }


def _rows(signal: Any, block: PlasticBlock, transmitter: str) -> Any:
    _, first, last = block.terminals
    row = dict(block.rows)[transmitter]
    return signal[row : row + last - first]


def _transmitter_of(receptor: str, plan: Plan, block: PlasticBlock, parts: Parts) -> str:
    names = plan.blocks[block.block].receptors
    return parts.receptors[block.block][names.index(receptor)].transmitter


def _concatenate(signals: list[Any], dtype: Any) -> Any:
    if not signals:
        return jnp.zeros(0, dtype)
    return signals[0] if len(signals) == 1 else jnp.concatenate(signals)
