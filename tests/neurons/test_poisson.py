"""Poisson cells: counts and intervals of the binomial and geometric distributions they are."""

import jax.numpy as jnp
import numpy as np
import pytest

from wetnet.core import keys
from wetnet.neurons import Poisson
from wetnet.simulation import simulate, stimuli

TRIALS, DURATION, DT = 500, 1000.0, 0.5


@pytest.fixture(scope="module", params=[20.0, 100.0])
def trials(request):
    rate = request.param
    return rate, simulate(Poisson(rate=np.full(TRIALS, rate)), 0.0, DURATION, dt=DT, seed=3).spikes["spikes"]


def test_mean_count_is_rate_times_duration(trials):
    rate, spikes = trials
    counts = np.bincount(spikes.cells, minlength=TRIALS)
    expected = rate * DURATION / 1e3
    share = rate * DT / 1e3
    assert counts.mean() == pytest.approx(expected, abs=4 * np.sqrt(expected / TRIALS))
    assert counts.var() == pytest.approx(expected * (1 - share), rel=4 * np.sqrt(2 / TRIALS))


def test_mean_interval_is_one_over_the_rate_and_cv_that_of_the_geometric_distribution(trials):
    rate, spikes = trials
    share = rate * DT / 1e3
    # Intervals that begin early enough are not cut off by the end of the trial.
    intervals = np.concatenate([np.diff(spikes.of(i)) for i in range(TRIALS)])
    begins = np.concatenate([spikes.of(i)[:-1] for i in range(TRIALS)])
    whole = intervals[begins < DURATION - 8e3 / rate]
    assert whole.mean() == pytest.approx(1e3 / rate, abs=4 * 1e3 / rate / np.sqrt(len(whole)))
    assert whole.std() / whole.mean() == pytest.approx(np.sqrt(1 - share), abs=0.05)


def test_counts_of_neighbours_are_independent(trials):
    _, spikes = trials
    counts = np.bincount(spikes.cells, minlength=TRIALS)
    assert abs(np.corrcoef(counts[::2], counts[1::2])[0, 1]) < 4 / np.sqrt(TRIALS / 2)


def test_input_moves_the_rate_and_below_zero_is_silence():
    stimulus = stimuli.step(-200.0, stop=500) + stimuli.step(100.0, start=500)
    times = simulate(Poisson(rate=np.full(100, 100.0)), stimulus, 1000, dt=0.5, seed=1).spikes["spikes"].times
    assert times.min() > 500
    assert len(times) == pytest.approx(100 * 200 * 0.5, rel=0.05)


def test_elapsed_counts_from_the_last_spike_and_same_seed_is_same_spikes():
    runs = [simulate(Poisson(), 0.0, 500, dt=0.5, seed=seed) for seed in (1, 1, 2)]
    first, again, other = (run.spikes["spikes"].times for run in runs)
    np.testing.assert_array_equal(first, again)
    assert len(first) != len(other) or (first != other).any()
    elapsed, at = runs[0]["elapsed"].values[:, 0], np.rint(first / 0.5).astype(int) - 1
    assert (elapsed[at] == 0).all()
    assert elapsed[at[1] - 1] == pytest.approx(0.5 * (at[1] - at[0] - 1))


def test_a_population_draws_one_number_a_cell():
    state = {"elapsed": jnp.zeros(1000)}
    _, spikes = Poisson(rate=500.0).step(state, {"rate": jnp.asarray(0.0)}, jnp.asarray(1.0), keys.key(1))
    assert spikes.shape == (1000,)
    assert int(spikes.sum()) == pytest.approx(500, abs=80)
