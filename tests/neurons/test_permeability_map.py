"""Rows B2 and B4 on the seed's own cell."""

import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wetnet.neurons import PermeabilityMap

STEP = 0.15
NOTHING = {"sodium": 0.0, "potassium": 0.0, "chloride": 0.0, "calcium": 0.0}


@pytest.fixture(scope="module")
def rested(drive):
    """The state of a cell long after its start (which is not quite rest)."""
    trace, _ = drive(PermeabilityMap(), 300, STEP)
    return {name: values[-1] for name, values in trace.items()}


def at(cell, voltage, state=None):
    """The state one step after the voltage has been forced to a value."""
    return cell.step({**(state or cell.start()), "voltage": jnp.float32(voltage)}, NOTHING, STEP)[0]


def test_rest(drive):
    trace, spikes = drive(PermeabilityMap(), 300, STEP)
    assert len(spikes) == 0
    assert trace["voltage"][-1] == pytest.approx(-69.7, abs=0.1)
    assert np.ptp(trace["voltage"][-50:]) < 1e-3


def test_fires_from_55_and_not_from_56_mv_below_zero(drive, rested):
    assert len(drive(PermeabilityMap(), 60, STEP, **{**rested, "voltage": -55.0})[1]) == 1
    assert len(drive(PermeabilityMap(), 60, STEP, **{**rested, "voltage": -56.0})[1]) == 0


def test_the_spike_from_50_mv_below_zero_is_the_one_recorded_from_the_seed(drive, rested):
    trace, spikes = drive(PermeabilityMap(), 60, STEP, **{**rested, "voltage": -50.0})
    recorded = [6.4, 23.3, 28.7, 18.9, 8.1, -3.3, -14.6, -25.6]
    np.testing.assert_allclose(trace["voltage"][:8], recorded, atol=0.06)
    assert trace["voltage"].max() == pytest.approx(28.7, abs=0.5)
    assert spikes.tolist() == [0]


def test_all_or_none(drive, rested):
    started = np.arange(-69.0, -35.0, 0.25)
    like = {name: np.full(len(started), value) for name, value in rested.items()}
    trace, _ = drive(PermeabilityMap(), 60, STEP, **{**like, "voltage": started})
    peaks = trace["voltage"].max(axis=0)
    spiked = peaks > 0
    assert spiked.any()
    assert not spiked.all()
    assert np.array_equal(spiked, np.sort(spiked)), "once above threshold, always above"
    assert peaks[spiked].min() > 20
    assert peaks[~spiked].max() < -40


def test_sodium_channels_shut_above_25_mv_and_open_again_only_after_65_below_zero():
    cell = PermeabilityMap()
    assert float(at(cell, 24.9)["sodium_open"]) == pytest.approx(300, abs=0.01)
    shut = at(cell, 25.1)
    for voltage in (20.0, 0.0, -50.0, -64.9):
        shut = at(cell, voltage, shut)
        assert float(shut["sodium_open"]) == 0, voltage
    recovered = at(cell, -65.1, shut)
    assert float(at(cell, -50.5, recovered)["sodium_open"]) == pytest.approx(150, abs=0.1)


@given(st.floats(-95, -65.5), st.floats(-64, 20))
@settings(max_examples=25)
def test_a_cell_that_is_not_inactivated_opens_however_deep_it_was(deep, next_voltage):
    """In single precision the open share is exactly 0 far below rest; that is not the same as being shut."""
    cell = PermeabilityMap()
    state = at(cell, next_voltage, at(cell, deep))
    expected = 300 / (1 + np.exp(-0.8 * (next_voltage + 50.5)))
    assert float(state["sodium_open"]) == pytest.approx(expected, rel=1e-3, abs=1e-3)


def test_one_spike_while_it_stays_above_zero(drive):
    """Potassium channels taken away: the cell stays up, and does not spike at every step."""
    trace, spikes = drive(PermeabilityMap(potassium_channels=0.0), 30, STEP, {"sodium": 500.0})
    assert (trace["voltage"][3:] > 0).all()
    assert len(spikes) <= 1


def test_permeabilities_relax_at_the_rates_of_the_seed():
    after, _ = PermeabilityMap().step(
        PermeabilityMap().start(), {"sodium": 10.0, "potassium": 20.0, "chloride": 30.0, "calcium": 40.0}, STEP
    )
    assert float(after["sodium"]) == pytest.approx(2 + 0.4 * 10, abs=1e-3)
    assert float(after["potassium"]) == pytest.approx(44 + 0.08 * (48 + 20 - 44), abs=1e-3)
    assert float(after["chloride"]) == pytest.approx(0.4 * 30)
    assert float(after["calcium"]) == pytest.approx(0.08 * 40)
