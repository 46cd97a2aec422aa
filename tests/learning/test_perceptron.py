import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wetnet.core.errors import ConfigurationError
from wetnet.learning.perceptron import Perceptron, teach

CORNERS = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], np.float32)


@settings(max_examples=50, deadline=None)
@given(seed=st.integers(0, 2**32), dimensions=st.integers(1, 6), count=st.integers(1, 40))
def test_mistakes_stay_within_novikoffs_bound(seed, dimensions, count):
    draw = np.random.default_rng(seed)
    inputs = draw.normal(size=(count, dimensions)).astype(np.float32)
    plane = draw.normal(size=dimensions + 1)
    with_bias = np.column_stack([inputs, np.ones(count)])
    side = with_bias @ plane / np.linalg.norm(plane)
    clear = np.abs(side) > 0.1
    inputs, with_bias, side = inputs[clear], with_bias[clear], side[clear]
    if not len(inputs):
        return
    labels = (side > 0).astype(np.int32)
    schooling = teach(inputs, labels, epochs=10_000)
    radius, margin = np.linalg.norm(with_bias, axis=1).max(), np.abs(side).min()
    assert schooling.converged
    assert (schooling.perceptron(inputs) == labels).all()
    assert sum(schooling.mistakes) <= (radius / margin) ** 2


@pytest.mark.parametrize("labels", [[0, 0, 0, 1], [0, 1, 1, 1], [1, 1, 1, 0], [1, 1, 0, 0]])
def test_learns_what_a_line_separates(labels):
    schooling = teach(CORNERS, np.array(labels))
    assert schooling.converged
    assert schooling.perceptron(CORNERS).tolist() == labels


@pytest.mark.parametrize("labels", [[0, 1, 1, 0], [1, 0, 0, 1]])
def test_never_learns_exclusive_or(labels):
    schooling = teach(CORNERS, np.array(labels), epochs=500)
    assert not schooling.converged
    assert len(schooling.mistakes) == 500
    assert min(schooling.mistakes) > 0


def test_a_right_answer_changes_nothing_and_a_wrong_one_adds_the_input():
    blank = Perceptron.blank(2)
    input = np.array([2.0, -1.0], np.float32)
    same = blank.corrected(input, 0)
    assert same.weights.tolist() == [0, 0]
    assert same.bias == 0
    moved = blank.corrected(input, 1)
    assert moved.weights.tolist() == [2, -1]
    assert moved.bias == 1


def test_labels_are_zero_or_one():
    with pytest.raises(ConfigurationError, match="0 or 1"):
        teach(CORNERS, np.array([-1, 1, 1, -1]))
