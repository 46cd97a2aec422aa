"""Delivery of what terminals release to the receptors of the cells they reach.

A graded signal: ``out[target[k]] += weight[k] * signal[row of k]``, summed in the order of the rows. A signal that is
zero costs nothing. Spikes: ``out[target[k]] += weight[k]`` for every synapse k whose source fired its delay ago, summed
in the order of emission and source. A cell that did not fire costs a bit.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from jaxtyping import Array, Float, Int32

from wetnet.core import native
from wetnet.networks.history import History, recall


class Synapses(NamedTuple):
    """Synapses in compressed rows: those of row r are ``indptr[r]`` to ``indptr[r + 1]``."""

    indptr: Int32[Array, " rows_plus_1"]
    target: Int32[Array, " synapses"]
    weight: Float[Array, " synapses"]


class Afferents(NamedTuple):
    """Synapses that pass spikes to one receptor of one block of cells, in a compressed row for each delay and cell.

    Those with ``delay[g]`` of cell i, of c in the network, are ``indptr[g c + i]`` to ``indptr[g c + i + 1]``.
    """

    delay: Int32[Array, " delays"]
    """In steps, longest first: spikes are summed in the order in which they were fired."""
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


def deliver_spikes(
    history: History, step: Int32[Array, ""], afferents: Afferents, base: Float[Array, " cells"]
) -> Float[Array, " cells"]:
    """``base`` plus the weights of the synapses at which a spike arrives in ``step``, each at its target."""
    return native.choose(_deliver_spikes_native, deliver_spikes_jax, history, step, *afferents, base)


def deliver_spikes_jax(history: Any, step: Any, delay: Any, indptr: Any, target: Any, weight: Any, base: Any) -> Any:
    """The twin of the native kernel: the same sums in the same order."""
    cells = (indptr.size - 1) // delay.size
    fired = recall(history, step - delay, cells) & (step >= delay)[:, None]
    return deliver_jax(fired.ravel().astype(base.dtype), indptr, target, weight, base)


def _deliver_spikes_native(
    history: Any, step: Any, delay: Any, indptr: Any, target: Any, weight: Any, base: Any
) -> Any:
    name = "wetnet_deliver_spikes_f64" if base.dtype == jnp.float64 else "wetnet_deliver_spikes_f32"
    call = jax.ffi.ffi_call(name, jax.ShapeDtypeStruct(base.shape, base.dtype), input_output_aliases={6: 0})
    return call(history, step, delay, indptr, target, weight, base)


def _deliver_native(signal: Any, indptr: Any, target: Any, weight: Any, base: Any) -> Any:
    name = "wetnet_deliver_f64" if base.dtype == jnp.float64 else "wetnet_deliver_f32"
    call = jax.ffi.ffi_call(name, jax.ShapeDtypeStruct(base.shape, base.dtype), input_output_aliases={4: 0})
    return call(signal, indptr, target, weight, base)
