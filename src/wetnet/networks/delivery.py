"""Delivery of what terminals release to the receptors of the cells they reach.

``out[target[k]] += weight[k] * signal[row of k]``, summed in the order of the rows. A signal that is zero
costs nothing, which is what makes a network of rare spikes cheap.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from jaxtyping import Array, Float, Int32

from wetnet.core import native


class Synapses(NamedTuple):
    """Synapses in compressed rows: those of row r are ``indptr[r]`` to ``indptr[r + 1]``."""

    indptr: Int32[Array, " rows_plus_1"]
    target: Int32[Array, " synapses"]
    weight: Float[Array, " synapses"]


def compress(rows: int, row: np.ndarray, target: np.ndarray, weight: np.ndarray, spare: int = 0) -> Synapses:
    """Sort synapses by row; at the tail ``spare`` weightless synapses that belong to no row."""
    order = np.argsort(row, kind="stable")
    indptr = np.concatenate([[0], np.cumsum(np.bincount(row, minlength=rows))])
    return Synapses(
        indptr.astype(np.int32),
        np.pad(target[order], (0, spare)).astype(np.int32),
        np.pad(weight[order], (0, spare)).astype(np.float64),
    )


def deliver(signal: Float[Array, " rows"], synapses: Synapses, base: Float[Array, " slots"]) -> Float[Array, " slots"]:
    """``base`` plus the weighted signals, each at the slot of its target."""
    if not signal.size:  # no terminals: nothing to gather from
        return base
    return native.choose(_deliver_native, deliver_jax, signal, *synapses, base)


def deliver_jax(signal: Any, indptr: Any, target: Any, weight: Any, base: Any) -> Any:
    """The twin of the native kernel: the same sums in the same order."""
    row = jnp.searchsorted(indptr, jnp.arange(target.size, dtype=jnp.int32), side="right") - 1
    arriving = weight * signal.at[row].get(mode="clip")
    return base.at[target].add(jnp.where(row < signal.size, arriving, jnp.zeros((), base.dtype)))


def _deliver_native(signal: Any, indptr: Any, target: Any, weight: Any, base: Any) -> Any:
    name = "wetnet_deliver_f64" if base.dtype == jnp.float64 else "wetnet_deliver_f32"
    call = jax.ffi.ffi_call(name, jax.ShapeDtypeStruct(base.shape, base.dtype), input_output_aliases={4: 0})
    return call(signal, indptr, target, weight, base)
