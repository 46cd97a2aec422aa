"""Operations of three small networks, counted by hand."""

import jax.numpy as jnp
import numpy as np
import pytest

from wetnet.brains.spiking import count as count_spiking
from wetnet.learning.knn import NearestNeighbours
from wetnet.learning.mlp import MLP
from wetnet.learning.operations import count_layers
from wetnet.networks.description import Network, Population, Projection
from wetnet.neurons.leaky_integrate_and_fire import LeakyIntegrateAndFire
from wetnet.simulation.discretise import discretise
from wetnet.simulation.exponential_euler import ExponentialEuler
from wetnet.synapses import ExponentialCurrent, Relay, Synapse


def test_a_perceptron_of_four_two_three():
    """Two hidden rectifiers on four pixels, three outputs; one image of (1, 0, ½, 0) and one of zeros."""
    network = MLP(0, sizes=(4, 2, 3))
    weights = (
        np.array([[2, 1, 0, 1], [-1, 0, -1, 0]], np.float32),  # the second unit stays silent for both images
        np.array([[1, 1], [0, 1], [1, 0]], np.float32),
    )
    course = network._state.course
    dense = type(course.network)(tuple(map(jnp.asarray, weights)), course.network.biases, course.network.layout)
    network._state = network._state._replace(course=course._replace(network=dense))
    images = np.array([[[255, 0], [128, 0]], [[0, 0], [0, 0]]], np.uint8)
    found = network.operations(images)
    assert found.dense == 4 * 2 + 2 * 3
    # First image: pixel 1 meets two connections, pixel 3 one; hidden unit 1 meets two. Second image: nothing.
    assert found.effective_macs == (3 + 2) / 2
    assert found.effective_acs == 0
    assert (found.parameters, found.synapses, found.neurons) == (14 + 5, 5 + 4, 5)
    assert found.footprint == 4 * 19
    assert found.connection_sparsity == pytest.approx(5 / 14)
    assert found.activation_sparsity == 3 / 4  # of four hidden activities one is not zero
    assert (found.membrane_updates, found.steps) == (0, 1)


def test_neighbours_with_binary_pixels_only_add():
    """Three remembered images of four pixels, 2 + 1 + 4 of them ink; asked about one with two inked pixels."""
    memory = NearestNeighbours(0)
    stored = np.array([[255, 255, 0, 0], [0, 0, 255, 0], [255, 255, 255, 255]], np.uint8).reshape(3, 2, 2)
    memory.learn(stored, np.array([0, 1, 2], np.uint8))
    found = memory.operations(np.array([[[255, 0], [255, 0]]], np.uint8))
    assert found.dense == 12
    assert (found.effective_acs, found.effective_macs) == (2 + 2, 0)  # pixels 1 and 3: two stored images have each
    assert found.synapses == 7
    assert found.connection_sparsity == pytest.approx(5 / 12)


def test_three_spiking_cells():
    """One cell with two targets, one with one: spikes 0, 0, 1 in 10 steps are 2 + 2 + 1 additions."""
    cell = discretise(LeakyIntegrateAndFire(), ExponentialEuler())
    synapse = Synapse(Relay(), {"excitatory": ExponentialCurrent(5.0)})
    projection = Projection(
        "all", "cells", "cells", synapse, np.array([0, 0, 1]), np.array([1, 2, 2]), {"excitatory": 1.0}, 0.1
    )
    network = Network((Population("cells", 3, cell),), (projection,), 0.1)
    found = count_spiking(network, [(10, np.array([0, 0, 1])), (20, np.array([], int))])
    assert found.effective_acs == (5 + 0) / 2
    assert found.effective_macs == 0
    assert found.steps == 15
    assert found.membrane_updates == 15 * 3
    assert found.dense == 15 * 3
    assert (found.synapses, found.connection_sparsity) == (3, 1 - 3 / 9)
    assert found.activation_sparsity == pytest.approx(1 - 1.5 / 45)


def test_one_graded_value_makes_a_layer_multiply():
    weights = [np.ones((2, 3))]
    binary, graded = np.array([[1, 0, -1.0]]), np.array([[1, 0, -0.5]])
    assert count_layers(weights, [binary], [], 0, 0)[1:3] == (0, 4)
    assert count_layers(weights, [graded], [], 0, 0)[1:3] == (4, 0)
