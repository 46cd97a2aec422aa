"""Single cells under a stimulus: closed forms, batches, slicing of time, errors."""

import re

import numpy as np
import pytest

import wetnet as wn
from wetnet.core.errors import ConfigurationError, DivergedError, ResourceError, UnknownNameError
from wetnet.neurons import LeakyIntegrateAndFire, Permeability, PermeabilityMap
from wetnet.simulation import Euler, chunks, simulate, stimuli


def test_interval_of_the_leaky_cell_is_the_closed_form():
    recording = simulate(LeakyIntegrateAndFire(), stimuli.step(150.0, start=10), 500, dt=0.01)
    intervals = np.diff(recording.spikes["spikes"].times)
    assert len(intervals) > 10
    np.testing.assert_allclose(intervals, 5 + 20 * np.log(15 / 5), atol=0.02)


def test_a_batch_is_its_cells_one_by_one():
    rests = (-60.0, -49.0, -45.0)
    batch = simulate(LeakyIntegrateAndFire(leak_reversal=np.array(rests)), 50.0, 200)
    for i, rest in enumerate(rests):
        alone = simulate(LeakyIntegrateAndFire(leak_reversal=rest), 50.0, 200)
        np.testing.assert_array_equal(batch["voltage"].values[:, i], alone["voltage"].values[:, 0])
        np.testing.assert_array_equal(batch.spikes["spikes"].of(i), alone.spikes["spikes"].times)


def test_a_constant_is_a_step_from_the_start():
    one = simulate(Permeability(), 4.0, 30)
    other = simulate(Permeability(), stimuli.step(4.0), 30)
    np.testing.assert_array_equal(one["voltage"].values, other["voltage"].values)
    assert one["voltage"].unit == "mV"
    assert one["voltage"].times[0] == pytest.approx(0.05)


def test_rest_stays_at_rest():
    for cell, dt in ((Permeability(), 0.05), (PermeabilityMap(), 0.15)):
        voltage = simulate(cell, 0.0, 60, dt=dt)["voltage"].values
        assert abs(voltage[-1, 0] - voltage[-2, 0]) < 1e-6
        assert voltage[-1, 0] == pytest.approx(-69.73, abs=0.02)


def test_a_start_of_ones_own_relaxes_from_there():
    trace = simulate(LeakyIntegrateAndFire(), 0.0, 30, dt=0.1, start={"voltage": [-52.0, -70.0]})["voltage"]
    decay = np.exp(-trace.times / 20)[:, None]
    np.testing.assert_allclose(trace.values, -60 + decay * [8.0, -10.0], rtol=1e-9)


def test_the_public_face():
    recording = wn.simulate(LeakyIntegrateAndFire(), wn.stimuli.step(150.0, start=10), duration=50)
    assert recording.plot().axes[-1].get_xlabel() == "time (ms)"


def test_bad_input_is_named():
    with pytest.raises(UnknownNameError, match="did you mean 'current'"):
        simulate(LeakyIntegrateAndFire(), input="curent")
    with pytest.raises(UnknownNameError, match="did you mean 'voltage'"):
        simulate(LeakyIntegrateAndFire(), start={"voltge": -60.0})
    with pytest.raises(ConfigurationError, match="dt = -1"):
        simulate(LeakyIntegrateAndFire(), dt=-1)


def test_a_step_that_is_too_long_is_answered_with_one_that_works():
    with pytest.raises(DivergedError, match=r"of Permeability, cell 0, .* finite at \d+ ms with dt = 10 ms") as caught:
        simulate(Permeability(), 20.0, 300, dt=10, integrator=Euler())
    works = float(re.search(r"dt = ([\d.]+) ms works", str(caught.value))[1])
    assert np.isfinite(simulate(Permeability(), 20.0, 300, dt=works, integrator=Euler())["voltage"].values).all()


def test_a_stimulus_that_ends_is_named():
    with pytest.raises(ConfigurationError, match=r"stimulus poisson:rate=1000000\.0 has no value after 3[23]\.\d* ms"):
        simulate(LeakyIntegrateAndFire(), stimuli.poisson(rate=1e6), 100)


def test_more_than_fits_is_refused_before_it_begins():
    with pytest.raises(ResourceError, match=r"take 16\.0 GB, more than 4"):
        simulate(LeakyIntegrateAndFire(threshold=np.linspace(-50, -40, 1000)), 150.0, 2000, dt=0.001)


def test_a_moving_slider_compiles_nothing():
    def run(threshold, amplitude, duration, dt):
        stimulus = stimuli.step(amplitude, start=5) + stimuli.ornstein_uhlenbeck(deviation=amplitude / 10)
        return simulate(LeakyIntegrateAndFire(threshold=threshold), stimulus, duration, dt=dt)

    run(-50, 150, 100, 0.1)
    before = chunks._advance._cache_size(), chunks._begin._cache_size()
    run(-51.5, 160, 350, 0.05)
    assert (chunks._advance._cache_size(), chunks._begin._cache_size()) == before


def test_chunks_join_without_a_seam():
    """A run of several chunks equals its beginning run alone, and time goes on evenly."""
    stimulus = stimuli.sine(150, frequency=3)
    long, short = (simulate(LeakyIntegrateAndFire(), stimulus, duration, dt=0.1) for duration in (500, 150))
    assert len(long["voltage"].values) == 5000 > 2 * chunks.CHUNK
    np.testing.assert_array_equal(long["voltage"].values[:1500], short["voltage"].values)
    middle = long["current"].times
    assert middle[0] == pytest.approx(0.05)
    np.testing.assert_allclose(long["current"].values[:, 0], 150 * np.sin(6e-3 * np.pi * middle), atol=1e-9)


def test_an_equation_takes_its_input_in_the_middle_of_the_step_and_a_map_at_the_beginning():
    ramp = stimuli.ramp(10.0, 0, 10)
    equation = simulate(LeakyIntegrateAndFire(), ramp, 2, dt=0.5)["current"]
    np.testing.assert_allclose(equation.values[:, 0], [0.25, 0.75, 1.25, 1.75])
    map = simulate(PermeabilityMap(), ramp, 2, dt=0.5, input="sodium")["sodium input"]
    np.testing.assert_allclose(map.values[:, 0], [0, 0.5, 1, 1.5])


def test_smooth_input_leaves_second_order():
    def last(dt):
        cell = LeakyIntegrateAndFire(threshold=100)
        return simulate(cell, stimuli.sine(80, frequency=25), 40, dt=dt)["voltage"].values[-1, 0]

    exact = last(0.01)
    assert np.log2((last(1.0) - exact) / (last(0.5) - exact)) == pytest.approx(2, abs=0.1)
