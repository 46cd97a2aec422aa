import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wetnet.artificial import Dense, Layout
from wetnet.core.errors import ConfigurationError, ParameterError, UnknownNameError

SEED_LAYOUT = Layout.classifier((784, 20, 16, 10, 10))


@st.composite
def layouts(draw):
    sizes = tuple(draw(st.lists(st.sampled_from([1, 3]), min_size=2, max_size=5)))
    last = len(sizes) - 1
    possible = [(j, i) for i in range(2, last + 1) for j in range(i - 1)]
    skips = tuple(draw(st.lists(st.sampled_from(possible), unique=True))) if possible else ()
    units = tuple(draw(st.sampled_from(["relu", "tanh", "identity"])) for _ in range(last))
    return Layout(sizes, units, skips)


def by_hand(network, inputs):
    """The same sums with one loop per unit, each connection by itself."""
    formulas = {
        "relu": lambda x: max(x, 0.0),
        "tanh": np.tanh,
        "identity": lambda x: x,
    }
    layers = [list(inputs)]
    for layer in range(1, len(network.layout.sizes)):
        heard = list(layers[layer - 1])
        for j, i in network.layout.skips:
            if i == layer:
                heard += layers[j]
        unit = formulas[network.layout.units[layer - 1]]
        weights, biases = np.asarray(network.weights[layer - 1]), np.asarray(network.biases[layer - 1])
        layers.append(
            [
                unit(sum(w * a for w, a in zip(row, heard, strict=True)) + b)
                for row, b in zip(weights, biases, strict=True)
            ]
        )
    return layers


def test_the_original_small_network_has_16260_weights_and_56_biases():
    network = Dense.build(SEED_LAYOUT, seed=1)
    weights = np.concatenate([np.ravel(array) for array in network.weights])
    assert weights.size == 16_260
    assert sum(array.size for array in network.biases) == 56
    assert all((np.asarray(array) == 0).all() for array in network.biases)
    assert -0.5 <= weights.min() < -0.499
    assert 0.499 < weights.max() < 0.5
    assert weights.std() == pytest.approx(1 / np.sqrt(12), rel=0.02)


def test_worked_example_of_one_neuron():
    weights = (jnp.array([[-2.0, 4.0, -3.0]], jnp.float32),)
    network = Dense(weights, (jnp.array([-6.0], jnp.float32),), Layout((3, 1), ("relu",)))
    assert network(jnp.array([-1.0, 3.0, 2.0], jnp.float32)).tolist() == [2.0]
    assert network(jnp.array([1.0, 1.0, 2.0], jnp.float32)).tolist() == [0.0]


@settings(max_examples=8, deadline=None)
@given(layout=layouts(), seed=st.integers(0, 5))
def test_forward_is_the_sum_over_every_connection(layout, seed):
    network = Dense.build(layout, seed, "glorot")
    inputs = np.random.default_rng(seed).normal(size=layout.sizes[0]).astype(np.float32)
    found = network.forward(jnp.asarray(inputs))
    expected = by_hand(network, inputs)
    assert [len(layer) for layer in found] == list(layout.sizes)
    for one, other in zip(found, expected, strict=True):
        np.testing.assert_allclose(one, other, rtol=2e-5, atol=2e-5)


def test_a_batch_gives_what_its_images_give_alone():
    network = Dense.build(Layout.classifier((6, 5, 4), "tanh", ((0, 2),)), seed=3)
    images = jnp.asarray(np.random.default_rng(0).normal(size=(7, 6)), jnp.float32)
    np.testing.assert_allclose(network(images), jnp.stack([network(image) for image in images]), rtol=1e-5, atol=1e-7)


def test_probabilities_sum_to_one_for_huge_inputs():
    network = Dense.build(SEED_LAYOUT, seed=0)
    outputs = network(jnp.full((1, 784), 1000.0, jnp.float32))
    assert float(outputs.sum()) == pytest.approx(1, abs=1e-6)


def test_seed_decides_the_weights_and_layers_do_not_depend_on_each_other():
    layout = Layout.classifier((4, 3, 2))
    wider = Layout.classifier((4, 3, 5, 2))
    one, same, other = (Dense.build(layout, seed) for seed in (1, 1, 2))
    assert (one.weights[1] == same.weights[1]).all()
    assert (one.weights[1] != other.weights[1]).any()
    assert (Dense.build(wider, 1).weights[0] == one.weights[0]).all()


@pytest.mark.parametrize(("name", "variance"), [("half", 1 / 12), ("he", 2 / 300), ("glorot", 2 / 500)])
def test_variance_of_an_initialisation(name, variance):
    weights = Dense.build(Layout((300, 200), ("relu",)), 0, name).weights[0]
    # 60 000 draws: the sample variance is within 3 % with a wide margin.
    assert float(weights.var()) == pytest.approx(variance, rel=0.03)
    assert abs(float(weights.mean())) < 5 * np.sqrt(variance / weights.size)


def test_what_is_no_layout_is_refused():
    with pytest.raises(ParameterError, match="at least two layers"):
        Layout((784,), ())
    with pytest.raises(ParameterError, match="at least one unit"):
        Layout((784, 0, 10), ("relu", "softmax"))
    with pytest.raises(ConfigurationError, match="2 are needed"):
        Layout((3, 2, 1), ("relu",))
    with pytest.raises(UnknownNameError, match="did you mean 'leaky-relu'"):
        Layout.classifier((3, 2, 1), "leaky_relu")
    with pytest.raises(UnknownNameError, match="did you mean 'glorot'"):
        Dense.build(SEED_LAYOUT, 0, "glorott")


@pytest.mark.parametrize("skip", [(0, 1), (2, 1), (1, 1), (-1, 2), (0, 4)])
def test_a_skip_must_lead_forward_past_a_layer(skip):
    with pytest.raises(ConfigurationError, match="skip"):
        Layout.classifier((3, 3, 3, 2), skips=(skip,))
