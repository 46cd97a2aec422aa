"""Single cells under a stimulus: closed forms, batches, slicing of time, errors."""

import numpy as np
import pytest

import wetnet as wn
from wetnet.core.errors import ConfigurationError, DivergedError, UnknownNameError
from wetnet.neurons import LeakyIntegrateAndFire, Permeability, PermeabilityMap
from wetnet.simulation import Euler, simulate, stimuli


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
    with pytest.raises(DivergedError, match=r"is no longer finite at .* ms; try dt = 5 ms"):
        simulate(Permeability(), 20.0, 1000, dt=10, integrator=Euler())
