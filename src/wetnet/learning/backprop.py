"""Learning by the gradient of a loss, many small steps inside one compiled loop.

The number of steps, the learning rate and the order of examples are arguments of the compiled loop: it is
compiled once, and however a run is cut into slices, each step computes the same numbers.

Source: Rumelhart, Hinton & Williams 1986 (doi:10.1038/323533a0).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
import optax
from jaxtyping import Array, Bool, Float, Int, Shaped

from wetnet.artificial import Dense

Loss = Callable[[Dense, Any, Any], tuple[Float[Array, " batch"], Float[Array, "batch classes"]]]
"""``(network, inputs, labels) -> (loss of each example, score of each class)``."""

NOBODY = -1
"""Fills the last batch of an epoch where examples run out."""


class Course(NamedTuple):
    """Everything that learning changes; ``loss`` and ``correct`` are sums over the epoch so far."""

    network: Dense
    optimiser_state: Any
    loss: Float[Array, ""]
    correct: Int[Array, ""]


def begin(network: Dense, optimiser: optax.GradientTransformation) -> Course:
    """The start of learning."""
    return Course(network, optimiser.init(network), *_empty_tally(network))


def next_epoch(course: Course) -> Course:
    """The same network with nothing counted yet."""
    loss, correct = _empty_tally(course.network)
    return course._replace(loss=loss, correct=correct)


def epoch_order(count: int, batch_size: int, shuffle: np.random.Generator | None = None) -> Int[np.ndarray, " n"]:
    """The order in which ``count`` examples are shown, filled up with NOBODY to whole batches."""
    order = np.arange(count, dtype=np.int32) if shuffle is None else shuffle.permutation(count).astype(np.int32)
    return np.pad(order, (0, -count % batch_size), constant_values=NOBODY)


def as_input(values: Shaped[Array, "..."], dtype: Any) -> Float[Array, "..."]:
    """Bytes as intensities from 0 to 1, other numbers as they are."""
    return values.astype(dtype) * (1 / 255 if values.dtype == jnp.uint8 else 1)


def gradient(
    network: Dense, inputs: Float[Array, "batch inputs"], labels: Int[Array, " batch"], loss: Loss
) -> tuple[Dense, Float[Array, ""], Int[Array, ""]]:
    """Gradient of the mean loss, sum of the losses, and number of right answers; labels of NOBODY count for nothing."""
    present = labels != NOBODY

    def mean_loss(network: Dense) -> tuple[Float[Array, ""], tuple[Float[Array, ""], Int[Array, ""]]]:
        losses, scores = loss(network, inputs, jnp.maximum(labels, 0))
        total = jnp.sum(jnp.where(present, losses, 0))
        right = jnp.sum(present & (jnp.argmax(scores, axis=-1) == labels), dtype=jnp.int32)
        return total / jnp.maximum(jnp.sum(present, dtype=total.dtype), 1), (total, right)

    slope, (total, right) = jax.grad(mean_loss, has_aux=True)(network)
    return slope, total, right


@partial(jax.jit, static_argnames=("optimiser", "loss", "batch_size"))
def descend(
    course: Course,
    inputs: Shaped[Array, "examples inputs"],
    labels: Int[Array, " examples"],
    order: Int[Array, " shown"],
    first: Any,
    steps: Any,
    rate: Any,
    *,
    optimiser: optax.GradientTransformation,
    loss: Loss,
    batch_size: int,
) -> tuple[Course, Bool[Array, ""]]:
    """``steps`` steps from the batch ``first`` of ``order``, and whether every number is still finite.

    rate: multiplies the updates of ``optimiser``; it is the learning rate where those are made for a rate of 1.
    """

    def step(done: Any, course: Course) -> Course:
        shown = jax.lax.dynamic_slice(order, ((first + done) * batch_size,), (batch_size,))
        rows = jnp.maximum(shown, 0)
        taught = jnp.where(shown == NOBODY, NOBODY, labels[rows].astype(jnp.int32))
        slope, total, right = gradient(course.network, as_input(inputs[rows], course.loss.dtype), taught, loss)
        updates, state = optimiser.update(slope, course.optimiser_state, course.network)
        network = jax.tree.map(lambda value, update: value + rate * update, course.network, updates)
        return Course(network, state, course.loss + total, course.correct + right)

    course = jax.lax.fori_loop(0, steps, step, course)
    finite = [jnp.all(jnp.isfinite(array)) for array in jax.tree.leaves((course.network, course.loss))]
    return course, jnp.all(jnp.stack(finite))


def _empty_tally(network: Dense) -> tuple[Float[Array, ""], Int[Array, ""]]:
    return jnp.zeros((), network.biases[0].dtype), jnp.zeros((), jnp.int32)
