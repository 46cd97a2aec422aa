import jax
import jax.numpy as jnp
import numpy as np
import optax
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jax.flatten_util import ravel_pytree

from wetnet.artificial import Dense, Layout
from wetnet.core.precision import double
from wetnet.core.registry import declared
from wetnet.learning.backprop import NOBODY, as_input, begin, descend, epoch_order, gradient
from wetnet.learning.losses import cross_entropy, squared_error

TEACHABLE = sorted(set(declared("unit")) - {"mcculloch-pitts", "step"})
SKIPS = ((0, 2), (0, 3), (1, 3))


def both_gradients(network, inputs, labels, loss, h=1e-6):
    """The gradient by backpropagation, and by central differences with every weight and bias moved by itself."""
    flat, back = ravel_pytree(network)

    def mean_loss(flat):
        return loss(back(flat), inputs, labels)[0].mean()

    def difference(move):
        return (mean_loss(flat + move) - mean_loss(flat - move)) / (2 * h)

    @jax.jit
    def compute():
        slope, _, _ = gradient(network, inputs, labels, loss)
        return ravel_pytree(slope)[0], jax.vmap(difference)(h * jnp.eye(flat.size, dtype=flat.dtype))

    return compute()


@pytest.mark.parametrize(
    ("unit", "loss", "skips"),
    [(unit, cross_entropy, SKIPS) for unit in TEACHABLE]
    + [("relu", cross_entropy, ()), ("relu", squared_error, ()), ("tanh", squared_error, SKIPS)],
    ids=lambda value: getattr(value, "__name__", str(value)),
)
def test_gradient_is_the_finite_difference(unit, loss, skips):
    with double():
        network = Dense.build(Layout.classifier((3, 4, 3, 3), unit, skips), 1, dtype=jnp.float64)
        inputs = jnp.asarray(np.random.default_rng(5).normal(size=(5, 3)))
        labels = jnp.asarray([0, 2, 1, 1, 0], jnp.int32)
        exact, numeric = both_gradients(network, inputs, labels, loss)
        assert exact.dtype == jnp.float64
        np.testing.assert_allclose(exact, numeric, rtol=1e-5, atol=1e-8)


def test_output_error_of_cross_entropy_is_p_minus_y():
    network = Dense.build(Layout.classifier((4, 3)), 2)
    inputs = jnp.asarray([[0.1, -0.4, 2.0, 1.0]], jnp.float32)
    slope, _, _ = gradient(network, inputs, jnp.asarray([1], jnp.int32), cross_entropy)
    np.testing.assert_allclose(slope.biases[0], network(inputs)[0] - jnp.eye(3)[1], atol=1e-6)


@pytest.mark.parametrize("size", [1000.0, -1000.0])
def test_cross_entropy_of_extreme_logits(size):
    network = Dense((jnp.eye(3, dtype=jnp.float32),), (jnp.zeros(3, jnp.float32),), Layout.classifier((3, 3)))
    inputs = jnp.asarray([[size, 0.0, 0.0]], jnp.float32)
    wrong = 1 if size > 0 else 0
    losses, _ = cross_entropy(network, inputs, jnp.asarray([wrong], jnp.int32))
    assert float(losses[0]) == pytest.approx(1000 if size > 0 else 1000 + np.log(2), rel=1e-6)
    slope, _, _ = gradient(network, inputs, jnp.asarray([wrong], jnp.int32), cross_entropy)
    assert all(np.isfinite(leaf).all() for leaf in jax.tree.leaves(slope))


def test_labels_of_nobody_count_for_nothing():
    network = Dense.build(Layout.classifier((4, 5, 3)), 2)
    inputs = jnp.asarray(np.random.default_rng(1).normal(size=(5, 4)), jnp.float32)
    labels = jnp.asarray([2, 0, NOBODY, NOBODY, NOBODY], jnp.int32)
    padded = gradient(network, inputs, labels, cross_entropy)
    alone = gradient(network, inputs[:2], labels[:2], cross_entropy)
    for one, other in zip(jax.tree.leaves(padded), jax.tree.leaves(alone), strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-6, atol=1e-7)


@given(count=st.integers(1, 60), size=st.integers(1, 20), seed=st.none() | st.integers(0, 9))
def test_an_epoch_shows_each_example_once(count, size, seed):
    order = epoch_order(count, size, None if seed is None else np.random.default_rng(seed))
    assert len(order) % size == 0
    assert len(order) - count < size
    assert sorted(order[:count]) == list(range(count))
    assert (order[count:] == NOBODY).all()


def test_bytes_are_intensities_and_numbers_stay():
    assert as_input(jnp.asarray([0, 51, 255], jnp.uint8), jnp.float32).tolist() == pytest.approx([0, 0.2, 1])
    assert as_input(jnp.asarray([3.5], jnp.float32), jnp.float32).tolist() == [3.5]


@pytest.mark.parametrize("optimiser", [optax.sgd(0.1), optax.adam(0.01)], ids=["sgd", "adam"])
def test_steps_are_those_of_the_optimiser_itself(optimiser):
    network = Dense.build(Layout.classifier((4, 6, 3), "tanh"), 0)
    draw = np.random.default_rng(2)
    inputs = jnp.asarray(draw.normal(size=(10, 4)), jnp.float32)
    labels = jnp.asarray(draw.integers(0, 3, 10), jnp.uint8)
    order = jnp.asarray(epoch_order(10, 4))
    course, finite = descend(
        begin(network, optimiser), inputs, labels, order, 0, 3, np.float32(1), optimiser=optimiser,
        loss=cross_entropy, batch_size=4,
    )  # fmt: skip
    expected, state = network, optimiser.init(network)
    for rows in (slice(0, 4), slice(4, 8), slice(8, 10)):
        slope, _, _ = gradient(expected, inputs[rows], labels[rows].astype(jnp.int32), cross_entropy)
        updates, state = optimiser.update(slope, state, expected)
        expected = optax.apply_updates(expected, updates)
    assert bool(finite)
    for one, other in zip(jax.tree.leaves(course.network), jax.tree.leaves(expected), strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-5, atol=1e-6)


def test_no_double_precision_in_a_single_precision_step():
    optimiser = optax.sgd(1.0)
    network = Dense.build(Layout.classifier((4, 3)), 0)
    inputs, labels = np.zeros((2, 4), np.uint8), np.zeros(2, np.uint8)
    with double():
        jaxpr = jax.make_jaxpr(
            lambda course: descend(
                course, inputs, labels, epoch_order(2, 1), np.int32(0), np.int32(1), np.float32(1),
                optimiser=optimiser, loss=cross_entropy, batch_size=1,
            )
        )(begin(network, optimiser))  # fmt: skip
    assert "f32[" in str(jaxpr)
    assert "f64" not in str(jaxpr)
