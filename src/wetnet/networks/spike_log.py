"""The spikes of a run as a growing list of (step, cell), kept inside the compiled loop."""

from __future__ import annotations

from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
from jaxtyping import Array, Bool, Int32

from wetnet.core import native


class SpikeLog(NamedTuple):
    """Fixed room for spikes; ``filled`` of them are used."""

    steps: Int32[Array, " capacity"]
    cells: Int32[Array, " capacity"]
    filled: Int32[Array, ""]


def empty(capacity: int) -> SpikeLog:
    """A log with room for ``capacity`` spikes."""
    return SpikeLog(jnp.zeros(capacity, jnp.int32), jnp.zeros(capacity, jnp.int32), jnp.zeros((), jnp.int32))


def append(log: SpikeLog, spikes: Bool[Array, " cells"], step: Int32[Array, ""]) -> SpikeLog:
    """The log with the cells that fired in ``step``, in the order of their numbers."""
    return SpikeLog(*native.choose(_log_native, log_jax, spikes, step, *log))


def log_jax(spikes: Any, step: Any, steps: Any, cells: Any, count: Any) -> tuple[Any, Any, Any]:
    """The twin of the native kernel."""
    position = jnp.where(spikes, count + jnp.cumsum(spikes, dtype=jnp.int32) - 1, steps.size)
    numbers = jnp.arange(spikes.size, dtype=jnp.int32)
    return (
        steps.at[position].set(step, mode="drop"),
        cells.at[position].set(numbers, mode="drop"),
        count + jnp.sum(spikes, dtype=jnp.int32),
    )


def _log_native(spikes: Any, step: Any, steps: Any, cells: Any, count: Any) -> Any:
    shapes = [jax.ShapeDtypeStruct(x.shape, x.dtype) for x in (steps, cells, count)]
    call = jax.ffi.ffi_call("wetnet_log_spikes", shapes, input_output_aliases={2: 0, 3: 1, 4: 2})
    return tuple(call(spikes, step, steps, cells, count))
