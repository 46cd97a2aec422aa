import math

import numpy as np
import pytest
import scipy.stats
from hypothesis import given
from hypothesis import strategies as st

from wetnet.compare.intervals import mean_interval

numbers = st.floats(-1e6, 1e6).map(lambda x: round(x, 6))


@given(st.lists(numbers, min_size=2, max_size=30).filter(lambda x: np.std(x) > 0), st.floats(0.5, 0.999))
def test_equals_scipy(samples, confidence):
    n = len(samples)
    expected = scipy.stats.t.interval(confidence, n - 1, np.mean(samples), scipy.stats.sem(samples))
    found = mean_interval(samples, confidence)
    np.testing.assert_allclose(found[1:], expected, rtol=1e-7, atol=1e-7 * np.abs(samples).max())


def test_students_own_example():
    """Extra hours of sleep of ten patients (Student 1908): 1.58 h, 95 % interval 0.70 to 2.46 h."""
    found = mean_interval([1.2, 2.4, 1.3, 1.3, 0.0, 1.0, 1.8, 0.8, 4.6, 1.4])
    assert found == pytest.approx((1.58, 0.70, 2.46), abs=0.005)


def test_one_sample_has_no_interval_and_equal_samples_a_point():
    value, low, high = mean_interval([0.5])
    assert value == 0.5
    assert math.isnan(low)
    assert math.isnan(high)
    assert mean_interval([3, 3, 3]) == (3, 3, 3)


def test_the_interval_holds_the_truth_as_often_as_it_says():
    draw = np.random.default_rng(7)
    intervals = [mean_interval(draw.normal(2, 3, size=4)) for _ in range(2000)]
    assert np.mean([low < 2 < high for _, low, high in intervals]) == pytest.approx(0.95, abs=0.02)
