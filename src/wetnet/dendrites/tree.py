"""Compartments joined into a tree, and the solve that costs one pass to the root and one back."""

from __future__ import annotations

from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np


class Tree(NamedTuple):
    """Compartments of which each but the first hangs on one before it.

    parents: (compartments,) number of the parent, smaller than one's own; the root's is not looked at (static).
    conductance: (..., compartments) axial conductance to the parent in mS; the root's counts as zero.
    capacitance: (..., compartments) in µF.

    Source: Hines 1984, Efficient computation of branched nerve equations (doi:10.1016/0020-7101(84)90008-4).
    """

    parents: np.ndarray
    conductance: Any
    capacitance: Any

    def pull(self, voltage: Any) -> Any:
        """What neighbours add to each voltage, in mV/ms: A V, where A is made of conductance over capacitance."""
        to_parent = self._joined() * (voltage - voltage[..., self.parents])
        return (jnp.zeros_like(to_parent).at[..., self.parents].add(to_parent) - to_parent) / self.capacitance

    def solve(self, own: Any, right: Any) -> Any:
        """The x for which own x − A x = right; ``own`` in 1/ms, positive."""
        joined = self._joined()
        gathered = joined + jnp.zeros_like(joined).at[..., self.parents].add(joined)
        diagonal = self.capacitance * own + gathered
        shape = jnp.broadcast_shapes(diagonal.shape, jnp.shape(right))
        diagonal = jnp.broadcast_to(diagonal, shape)
        right = jnp.broadcast_to(self.capacitance * right, shape)
        joined = jnp.broadcast_to(joined, shape)
        parents, last = jnp.asarray(self.parents), len(self.parents) - 1

        def inward(k: Any, held: Any) -> Any:
            diagonal, right = held
            i = last - k
            share = joined[..., i] / diagonal[..., i]
            diagonal = diagonal.at[..., parents[i]].add(-share * joined[..., i])
            return diagonal, right.at[..., parents[i]].add(share * right[..., i])

        def outward(i: Any, x: Any) -> Any:
            return x.at[..., i].set((right[..., i] + joined[..., i] * x[..., parents[i]]) / diagonal[..., i])

        diagonal, right = jax.lax.fori_loop(0, last, inward, (diagonal, right))
        root = jnp.zeros_like(right).at[..., 0].set(right[..., 0] / diagonal[..., 0])
        return jax.lax.fori_loop(1, last + 1, outward, root)

    def _joined(self) -> Any:
        return jnp.asarray(self.conductance).at[..., 0].set(0.0)


def chain(conductance: Any, capacitance: Any) -> Tree:
    """Compartments in a row, each hanging on the one before it."""
    count = jnp.shape(capacitance)[-1]
    return Tree(np.maximum(np.arange(count) - 1, 0), conductance, capacitance)
