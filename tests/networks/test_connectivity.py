"""Random wiring has the statistics it claims."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wetnet.networks.connectivity import bernoulli


def test_every_pair_is_as_likely_and_none_is_doubled():
    seen = np.zeros((30, 40))
    for seed in range(200):
        pre, post = bernoulli(30, 40, 0.2, np.random.default_rng(seed))
        assert len(np.unique(pre * 40 + post)) == len(pre)
        np.add.at(seen, (pre, post), 1)
    # 200 draws: standard deviation of one pair's share 0.028; of the mean of all 1200 pairs 0.0008.
    assert seen.mean() / 200 == pytest.approx(0.2, abs=0.004)
    assert (np.abs(seen / 200 - 0.2) < 5 * 0.0283).all()


@given(st.integers(1, 30), st.integers(1, 30), st.floats(0, 1), st.integers(0, 1000))
def test_within_bounds_and_sorted_by_source(sources, targets, probability, seed):
    pre, post = bernoulli(sources, targets, probability, np.random.default_rng(seed))
    assert len(pre) == len(post)
    assert (np.diff(pre) >= 0).all()
    assert ((post >= 0) & (post < targets)).all()


def test_no_cell_reaches_itself():
    pre, post = bernoulli(50, 50, 1.0, np.random.default_rng(0), first_target=0)
    assert len(pre) == 50 * 49
    assert (pre != post).all()
    pre, post = bernoulli(10, 50, 1.0, np.random.default_rng(0), first_target=20)
    assert len(pre) == 10 * 49
    assert (pre + 20 != post).all()
