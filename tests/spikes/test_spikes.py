"""Statistics of clocks and Poisson processes, distances by brute force and in closed form."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wetnet import spikes
from wetnet.core.errors import ConfigurationError

CLOCK = np.arange(0.0, 1000, 10)
TRAINS = st.lists(st.floats(0, 100), max_size=5).map(sorted).map(np.array)


def test_a_clock():
    assert spikes.rate(CLOCK, 0, 1000) == 100
    assert spikes.coefficient_of_variation(CLOCK) == pytest.approx(0, abs=1e-12)
    assert spikes.local_variation(CLOCK) == pytest.approx(0, abs=1e-12)
    assert spikes.local_variation_2(CLOCK) == pytest.approx(0, abs=1e-12)
    assert spikes.fano_factor(CLOCK, 50, 0, 1000) == 0


def test_a_poisson_process():
    train = spikes.poisson(50, 400_000, seed=1)
    assert spikes.rate(train, 0, 400_000) == pytest.approx(50, rel=0.03)
    for statistic in (spikes.coefficient_of_variation, spikes.local_variation, spikes.local_variation_2):
        assert statistic(train) == pytest.approx(1, abs=0.03)
    assert spikes.fano_factor(train, 100, 0, 400_000) == pytest.approx(1, abs=0.07)


def test_a_refractory_process_keeps_its_rate_and_is_more_regular():
    train = spikes.poisson(50, 400_000, refractory_period=5, seed=2)
    assert spikes.rate(train, 0, 400_000) == pytest.approx(50, rel=0.03)
    assert spikes.intervals(train).min() >= 5
    assert spikes.coefficient_of_variation(train) == pytest.approx(1 - 50 * 5e-3, abs=0.02)
    assert not np.array_equal(train, spikes.poisson(50, 400_000, refractory_period=5, seed=3))


def test_alternating_intervals_in_closed_form():
    train = np.cumsum([0, 1, 3, 1, 3, 1, 3])
    assert spikes.coefficient_of_variation(train) == pytest.approx(1 / 2)
    assert spikes.local_variation_2(train) == pytest.approx(1)
    assert spikes.local_variation(train) == pytest.approx(3 / 4)


def brute_force(a, b, cost):
    """The cheapest of all matchings that keep the order."""
    best = len(a) + len(b)
    for k in range(1, min(len(a), len(b)) + 1):
        for one in itertools.combinations(a, k):
            for other in itertools.combinations(b, k):
                moved = cost * np.abs(np.subtract(one, other)).sum()
                best = min(best, len(a) + len(b) - 2 * k + moved)
    return best


@given(TRAINS, TRAINS, st.floats(0, 2))
def test_victor_purpura_is_the_cheapest_matching(a, b, cost):
    assert spikes.victor_purpura(a, b, cost) == pytest.approx(brute_force(a, b, cost), abs=1e-9)


@given(TRAINS, TRAINS, TRAINS)
def test_distances_are_distances(a, b, c):
    for distance in (lambda x, y: spikes.victor_purpura(x, y, 0.1), lambda x, y: spikes.van_rossum(x, y, 10.0)):
        assert distance(a, a) == pytest.approx(0, abs=1e-6)
        assert distance(a, b) == pytest.approx(distance(b, a), abs=1e-9)
        assert distance(a, c) <= distance(a, b) + distance(b, c) + 1e-6


def test_limits_in_closed_form():
    a, b = np.array([10.0, 20.0]), np.array([11.0])
    assert spikes.victor_purpura(a, b, 0) == 1
    assert spikes.victor_purpura(a, b, np.inf) == 3
    assert spikes.van_rossum(a[:1], np.zeros(0), 7) == pytest.approx(math.sqrt(1 / 2))
    assert spikes.van_rossum(a[:1], b, 5) == pytest.approx(math.sqrt(1 - math.exp(-1 / 5)))


def test_van_rossum_is_its_integral():
    a, b = np.array([3.0, 9.0, 30.0]), np.array([5.0, 28.0])
    time = np.arange(0, 300, 1e-3)

    def trace(train):
        since = time - train[:, None]
        return np.where(since >= 0, np.exp(-np.maximum(since, 0) / 8), 0).sum(0)

    integral = ((trace(a) - trace(b)) ** 2).sum() * 1e-3 / 8
    assert spikes.van_rossum(a, b, 8) == pytest.approx(math.sqrt(integral), rel=1e-3)


def test_what_is_no_train_is_named():
    with pytest.raises(ConfigurationError, match="spike 1 at 1 ms comes before spike 0 at 2 ms"):
        spikes.intervals(np.array([2.0, 1.0]))
    with pytest.raises(ConfigurationError, match="shape"):
        spikes.intervals(np.zeros((2, 2)))
    with pytest.raises(ConfigurationError, match="a variance needs two"):
        spikes.fano_factor(CLOCK, 800, 0, 1000)
    with pytest.raises(ConfigurationError, match="longer than the refractory period"):
        spikes.poisson(300, 100, refractory_period=5)
    assert math.isnan(spikes.coefficient_of_variation(np.array([1.0])))
