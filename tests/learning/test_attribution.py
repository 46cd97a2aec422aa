import jax.numpy as jnp
import numpy as np
import pytest

from wetnet.artificial import Dense, Layout
from wetnet.core.precision import double
from wetnet.learning.attribution import input_times_gradient
from wetnet.learning.mlp import MLP


@pytest.mark.parametrize("unit", ["relu", "tanh", "gelu"])
@pytest.mark.parametrize("label", [0, 2])
def test_it_is_the_finite_difference_of_the_logit_times_the_input(unit, label):
    with double():
        network = Dense.build(Layout.classifier((6, 5, 4, 3), unit), 3, dtype=jnp.float64)
        inputs = jnp.asarray(np.random.default_rng(2).normal(size=6))
        h = 1e-6
        moves = h * jnp.eye(6, dtype=jnp.float64)
        slope = (network.logits(inputs + moves) - network.logits(inputs - moves))[:, label] / (2 * h)
        found = input_times_gradient(network, inputs, label)
        assert found == pytest.approx(np.asarray(inputs * slope), abs=1e-8)


def test_in_rectifiers_without_biases_the_parts_sum_up_to_the_logit():
    with double():
        network = Dense.build(Layout.classifier((20, 8, 6, 4)), 1, dtype=jnp.float64)
        inputs = jnp.asarray(np.random.default_rng(0).uniform(size=(7, 20)))
        parts = input_times_gradient(network, inputs, 1)
        assert parts.sum(axis=-1) == pytest.approx(np.asarray(network.logits(inputs)[:, 1]), rel=1e-12)


def test_an_image_is_explained_in_its_own_shape_and_paper_says_nothing():
    mlp = MLP(1)
    image = np.zeros((28, 28), np.uint8)
    image[5:9, 7] = 200
    said = mlp.evidence(image, 4)
    assert said.shape == (28, 28)
    assert set(zip(*np.nonzero(said), strict=True)) == {(row, 7) for row in range(5, 9)}
