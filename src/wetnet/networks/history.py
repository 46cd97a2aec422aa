"""Who fired in each of the last steps: one bit a cell, the newest step over the oldest.

Synapses that pass spikes as they are need no more than this of the past, whatever their delays: one bit per
cell and step of the longest delay, any number of spikes under way.
"""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from jaxtyping import Array, Bool, Int32, UInt32

from wetnet.core import native

BITS = 32
DEPTH = 32
"""The steps remembered are a multiple of this, so that a delay may change a little without compiling."""

History = UInt32[Array, "steps words"]
"""Row t mod steps holds step t; bit i mod 32 of word i // 32 is cell i."""


def depth(longest: int) -> int:
    """Steps to be remembered for a delay of ``longest`` steps."""
    return -(-longest // DEPTH) * DEPTH


def silent(cells: int, steps: int) -> History:
    """A past of so many steps in which no cell fired."""
    return np.zeros((steps, -(-cells // BITS)), np.uint32)


def remember(history: History, spikes: Bool[Array, " cells"], step: Int32[Array, ""]) -> History:
    """The past with the cells that fired in ``step``."""
    if not history.shape[0]:
        return history
    return native.choose(_remember_native, remember_jax, history, spikes, step)


def remember_jax(history: Any, spikes: Any, step: Any) -> Any:
    """The twin of the native kernel."""
    bits = jnp.pad(spikes, (0, history.shape[1] * BITS - spikes.size)).reshape(-1, BITS).astype(jnp.uint32)
    words = jnp.sum(bits << jnp.arange(BITS, dtype=jnp.uint32), axis=1, dtype=jnp.uint32)
    return history.at[step % history.shape[0]].set(words)


def recall(history: History, step: Any, cells: int) -> Bool[Array, "*steps cells"]:
    """Which cells fired in a step, or in each of several; none did before the start."""
    words = history[step % history.shape[0]]
    bits = words[..., None] >> jnp.arange(BITS, dtype=jnp.uint32) & jnp.uint32(1)
    return bits.reshape(*words.shape[:-1], -1)[..., :cells] != 0


def _remember_native(history: Any, spikes: Any, step: Any) -> Any:
    call = jax.ffi.ffi_call(
        "wetnet_remember_spikes",
        jax.ShapeDtypeStruct(history.shape, history.dtype),
        input_output_aliases={0: 0},
    )
    return call(history, spikes, step)
