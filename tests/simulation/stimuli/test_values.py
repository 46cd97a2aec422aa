"""Every stimulus is the function of time that it says, and all share what a stimulus is."""

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from wetnet.core.errors import ConfigurationError, ParameterError, UnitError
from wetnet.core.precision import DOUBLE, cast, double
from wetnet.core.registry import declared, find
from wetnet.simulation import stimuli

NAMES = sorted(set(declared("stimulus")) - {"file"})


def at(stimulus, times):
    with double():
        return np.asarray(cast(stimulus, DOUBLE)(jnp.asarray(times, DOUBLE)))


def test_there_are_stimuli_to_test():
    assert {"step", "pulses", "train", "ramp", "sine", "chirp", "ornstein-uhlenbeck", "poisson"} <= set(NAMES)
    assert "file" in declared("stimulus")


@pytest.mark.parametrize("name", NAMES)
def test_it_is_a_pure_function_of_each_time(name):
    """The value at a time is the same whatever other times are asked for, in whatever order."""
    stimulus = find("stimulus", name)()
    times = np.linspace(0, 400, 80)
    values = at(stimulus, times)
    assert np.isfinite(values).all()
    assert np.any(values != 0)
    np.testing.assert_allclose(at(stimulus, times[::-7]), values[::-7], rtol=1e-12, atol=1e-12)
    assert at(stimulus, times[11]) == pytest.approx(values[11], rel=1e-12, abs=1e-12)


@pytest.mark.parametrize("name", NAMES)
def test_a_moving_slider_compiles_nothing(name):
    kind = find("stimulus", name)
    traced = []

    @jax.jit
    def value(stimulus, time):
        traced.append(1)
        return stimulus(time)

    with double():
        for declared_parameter in kind.parameters().values():
            for share in (1.0, 0.9):
                moved = {declared_parameter.name: share * declared_parameter.default}
                value(cast(kind(**moved), DOUBLE), jnp.asarray(3.0, DOUBLE))
    assert len(traced) == 1


@pytest.mark.parametrize("name", NAMES)
def test_a_batch_of_parameters_is_a_batch_of_stimuli(name):
    kind = find("stimulus", name)
    parameter = next(iter(kind.parameters()))
    both = kind(**{parameter: np.array([0.5, 2.0])})
    for time in (1.0, 101.0, 640.25):
        one, other = (float(at(kind(**{parameter: value}), time)) for value in (0.5, 2.0))
        np.testing.assert_allclose(at(both, time), [one, other], rtol=1e-12)


@pytest.mark.parametrize("name", sorted(set(NAMES) - {"ornstein-uhlenbeck", "poisson"}))
def test_between_its_corners_it_is_smooth(name):
    """Where a value jumps, a corner is named; corners lie inside the run, in order."""
    stimulus, duration = find("stimulus", name)(start=100.0), 1200.0
    corners = stimulus.corners(duration)
    assert ((corners > 0) & (corners < duration)).all()
    assert (np.diff(corners) > 0).all()
    times = np.linspace(0, duration, 480_001)
    jumps = times[:-1][np.abs(np.diff(at(stimulus, times))) > 0.1]
    for jump in jumps:
        assert np.min(np.abs(corners - jump)) < 0.01
    if name in ("step", "pulses", "train"):
        inside = corners[corners < duration - 1]
        assert all(np.min(np.abs(jumps - corner)) < 0.01 for corner in inside)


def test_step_holds_from_start_until_just_before_stop():
    np.testing.assert_array_equal(at(stimuli.step(10, start=5, stop=8), [4.99, 5, 7.99, 8]), [0, 10, 10, 0])


def test_pulses_are_on_as_often_as_counted():
    pulses = stimuli.pulses(3, start=10, duration=2, interval=5, count=3)
    times = np.arange(0, 40, 0.5)
    on = [t for t, value in zip(times, at(pulses, times), strict=True) if value == 3]
    assert on == [10, 10.5, 11, 11.5, 15, 15.5, 16, 16.5, 20, 20.5, 21, 21.5]
    assert not at(stimuli.pulses(count=0), times).any()


def test_train_is_the_seeds_bursts():
    """Three pulses at 100, 400 and 700 ms, 5 ms apart, 2 ms long: the stimulus of the seeds' playground."""
    train = stimuli.train(1.0)
    times = np.arange(0, 1500, 0.25)
    since = np.where(times < 400, times - 100, np.where(times < 700, times - 400, times - 700))
    expected = (since >= 0) & (since % 5 < 2) & (since <= 2 * 5 + 2)
    np.testing.assert_array_equal(at(train, times) > 0, expected)


def test_ramp_is_a_line_then_held():
    np.testing.assert_allclose(at(stimuli.ramp(6, start=10, stop=40), [0, 10, 20, 40, 99]), [0, 0, 2, 6, 6])
    np.testing.assert_allclose(at(stimuli.ramp(6, start=10, stop=10), [9.9, 10]), [0, 6])


def test_sine_has_its_period_and_phase():
    sine = stimuli.sine(2, frequency=20, start=10, stop=60)
    np.testing.assert_allclose(at(sine, [9, 10, 22.5, 47.5, 60]), [0, 0, 2, -2, 0], atol=1e-12)
    assert at(stimuli.sine(2, phase=np.pi / 2), 0.0) == pytest.approx(2)


def test_the_frequency_of_a_chirp_rises_in_proportion_to_time():
    chirp = stimuli.chirp(1, low=10, high=50, start=0, stop=1000)
    times = np.linspace(0, 1000, 200_001)[:-1]
    values = at(chirp, times)
    crossings = times[:-1][(values[:-1] < 0) & (values[1:] >= 0)]
    measured = 1e3 / np.diff(crossings)
    np.testing.assert_allclose(measured, 10 + 40 * (crossings[1:] + crossings[:-1]) / 2e3, rtol=0.01)
    assert len(crossings) == 29, "30 cycles, the first of which begins at zero"


def test_ornstein_uhlenbeck_has_its_moments_and_its_correlation():
    noise = stimuli.ornstein_uhlenbeck(mean=3, deviation=2, tau=4)
    values = at(noise, np.arange(0, 80_000, 1.0))
    assert values.mean() == pytest.approx(3, abs=5 * 2 * np.sqrt(2 * 4 / 80_000))
    assert values.std() == pytest.approx(2, rel=0.03)
    centred = values - values.mean()
    for lag in (1, 2, 4, 8, 16):
        measured = np.mean(centred[lag:] * centred[:-lag]) / centred.var()
        assert measured == pytest.approx(np.exp(-lag / 4), abs=0.03)
    assert np.mean(np.abs(centred) < 2 * 0.6745) == pytest.approx(0.5, abs=0.02), "Gaussian"
    assert not np.array_equal(at(stimuli.ornstein_uhlenbeck(seed=1), np.arange(9.0)), at(noise, np.arange(9.0)))


def test_ornstein_uhlenbeck_is_rough_down_to_its_finest_interval():
    """The variance of an increment is 2σ²(1 − e^(−h/τ)) at every scale, across the nodes too."""
    for step in (1 / 512, 1 / 16, 1.0):
        increments = np.diff(at(stimuli.ornstein_uhlenbeck(tau=1.0), np.arange(20_000) * step))
        assert increments.var() == pytest.approx(2 * (1 - np.exp(-step)), rel=0.06)


def test_poisson_obeys_campbell():
    poisson = stimuli.poisson(2.0, rate=400, tau=5, start=50)
    with double():
        arrivals = np.asarray(cast(poisson, DOUBLE).arrivals())
    waits = np.diff(arrivals)
    assert waits.mean() == pytest.approx(2.5, rel=0.03)
    assert waits.std() == pytest.approx(waits.mean(), rel=0.03)
    values = at(poisson, np.arange(100, 60_000, 1.0))
    assert values.mean() == pytest.approx(2 * 0.4 * 5, rel=0.03)
    assert values.var() == pytest.approx(4 * 0.4 * 5 / 2, rel=0.06)
    assert not at(poisson, np.arange(0, 50.0)).any()


def test_poisson_is_the_sum_over_its_arrivals():
    poisson = stimuli.poisson(1.5, rate=200, tau=8)
    times = np.arange(0, 300, 0.7)
    with double():
        arrivals = np.asarray(cast(poisson, DOUBLE).arrivals())
    since = times[:, None] - arrivals[arrivals < 300]
    expected = 1.5 * np.where(since >= 0, np.exp(-np.maximum(since, 0) / 8), 0).sum(1)
    np.testing.assert_allclose(at(poisson, times), expected, rtol=1e-9, atol=1e-12)


def test_they_add_and_scale():
    times = np.linspace(0, 100, 77)
    step, sine = stimuli.step(10, start=20), stimuli.sine(3, frequency=40)
    np.testing.assert_allclose(at(2 * (step + sine) + 1, times), 2 * (at(step, times) + at(sine, times)) + 1)
    np.testing.assert_allclose(at(sum([step, sine]), times), at(step + sine, times))
    np.testing.assert_allclose(at(0.5 * step, times), at(step * 0.5, times))
    assert (step + sine).corners(100).tolist() == [20]


def test_what_is_no_stimulus_is_named():
    with pytest.raises(ConfigurationError, match=r"expected a number or one of wetnet\.stimuli"):
        stimuli.as_stimulus(lambda time: time)
    with pytest.raises(ParameterError, match=r"Pulses\.interval = 0 ms is outside"):
        stimuli.pulses(interval=0)
    with pytest.raises(UnitError, match="start is declared in ms"):
        stimuli.step(1, start="3 nA")
