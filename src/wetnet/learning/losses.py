"""How wrong an answer is, one number per example."""

from __future__ import annotations

import jax
import jax.numpy as jnp
from jaxtyping import Array, Float, Int

from wetnet.artificial import Dense

Labels = Int[Array, " batch"]
Inputs = Float[Array, "batch inputs"]


def cross_entropy(network: Dense, inputs: Inputs, labels: Labels) -> tuple[Float[Array, " batch"], Float[Array, "..."]]:
    """−log of the probability a softmax output gives the right class, and the scores of all classes.

    Taken from the logits, so that a probability too small for its type still has its logarithm.
    """
    logits = network.logits(inputs)
    chosen = jnp.take_along_axis(jax.nn.log_softmax(logits), labels[:, None], axis=-1)
    return -chosen[:, 0], logits


def squared_error(network: Dense, inputs: Inputs, labels: Labels) -> tuple[Float[Array, " batch"], Float[Array, "..."]]:
    """Σ (output − target)², the target being 1 for the right class and 0 elsewhere; and the outputs."""
    outputs = network(inputs)
    targets = jax.nn.one_hot(labels, outputs.shape[-1], dtype=outputs.dtype)
    return jnp.sum((outputs - targets) ** 2, axis=-1), outputs
