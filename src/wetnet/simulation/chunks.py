"""The compiled loop of a single cell or a batch, in chunks of one length."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from jaxtyping import Array, Bool, Float

from wetnet.core import keys
from wetnet.core.cells import Discrete, Values
from wetnet.core.parameters import Quantity
from wetnet.core.precision import cast
from wetnet.simulation.discretise import Discretised
from wetnet.simulation.stimuli import Stimulus

CHUNK = 2048
"""Steps of one call of the compiled loop; the tail of the last is thrown away, so that no duration compiles anew."""


class Chunk(NamedTuple):
    """What a number of steps leave: a row of each for every step."""

    recorded: dict[str, Float[Array, "steps *cells"]]
    input: Float[Array, "steps *cells"]
    spikes: Bool[Array, "steps *cells"]


def recorded(cell: Discrete) -> Mapping[str, Quantity]:
    """What is recorded of a cell: its state, and what can be read out beside it."""
    return {**cell.states, **(cell.cell.readouts if isinstance(cell, Discretised) else {})}


def samples_at(cell: Discrete) -> float:
    """Where in a step the input is taken, 0 to 1: where the integrator says, and by a map at the beginning."""
    return cell.integrator.samples_at if isinstance(cell, Discretised) else 0.0


def chunks(
    cell: Discrete, stimulus: Stimulus, start: Mapping[str, Any], input: str, dt: Any, seed: int
) -> Iterator[Chunk]:
    """One chunk after the other without end; everything but the names is traced. In the precision of the scope."""
    dtype = jnp.result_type(float)
    dt, base = jnp.asarray(dt, dtype), keys.key(np.uint32(seed), "simulate")
    cell, stimulus, start = cast(cell, dtype), cast(stimulus, dtype), cast(dict(start), dtype)
    state = _begin(cell, stimulus, start, dt, base, input)
    first = 0
    while True:
        state, chunk = _advance(cell, stimulus, state, jnp.asarray(first, jnp.uint32), dt, base, input)
        yield chunk
        first += CHUNK


@partial(jax.jit, static_argnames="input")
def _begin(cell: Discrete, stimulus: Stimulus, start: Values, dt: Any, base: Any, input: str) -> Values:
    """The start of the cell in the shapes it takes once a batch, wherever it enters, has reached every variable."""
    start = {name: jnp.asarray(value) for name, value in {**cast(cell.start(), dt.dtype), **start}.items()}
    while True:
        after, _ = jax.eval_shape(lambda start=start: cell.step(start, _inputs(cell, input, stimulus(dt)), dt, base))
        wide = {name: jnp.broadcast_to(value, _shape(after[name], value)) for name, value in start.items()}
        if all(wide[name].shape == value.shape for name, value in start.items()):
            return wide
        start = wide


@partial(jax.jit, static_argnames="input")
def _advance(
    cell: Discrete, stimulus: Stimulus, state: Values, first: Any, dt: Any, base: Any, input: str
) -> tuple[Values, Chunk]:
    numbers = first + jnp.arange(CHUNK, dtype=jnp.uint32)
    values = jax.vmap(stimulus)((numbers.astype(dt.dtype) + samples_at(cell)) * dt)
    shapes = {name: value.shape for name, value in state.items()}

    def step(state: Values, given: Any) -> tuple[Values, Any]:
        number, value = given
        key = keys.at_step(base, number) if cell.draws else None
        after, spike = cell.step(state, _inputs(cell, input, value), dt, key)
        after = {name: jnp.broadcast_to(new, shapes[name]) for name, new in after.items()}
        return after, (_seen(cell, after, _inputs(cell, input, value)), spike)

    state, (seen, spikes) = jax.lax.scan(step, state, (numbers, values))
    return state, Chunk(seen, values, spikes)


def _inputs(cell: Discrete, name: str, value: Any) -> Values:
    return {**{other: jnp.zeros((), value.dtype) for other in cell.inputs}, name: value}


def _seen(cell: Discrete, state: Values, input: Values) -> Values:
    seen = {name: state[name] for name in cell.states}
    if isinstance(cell, Discretised) and cell.cell.readouts:
        memory = {name: state[name] for name in cell.cell.memory()}
        readout = cell.cell.readout(seen, memory, input)
        seen = {**{name: readout[name] for name in cell.cell.readouts}, **seen}
    return seen


def _shape(after: Any, before: Any) -> tuple[int, ...]:
    return jnp.broadcast_shapes(after.shape, jnp.shape(before))
