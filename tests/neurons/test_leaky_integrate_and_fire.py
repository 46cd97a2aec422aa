"""Leaky integrate-and-fire against its closed form."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wetnet.core.errors import ParameterError
from wetnet.core.precision import double
from wetnet.neurons import LeakyIntegrateAndFire
from wetnet.neurons.leaky_integrate_and_fire import membrane
from wetnet.simulation import Euler, ExponentialEuler, discretise, simulate, stimuli

DT = 0.1


def closed_form(current, cell):
    """Interval in ms under constant current: t_ref + τ ln((RI + E − V_r) / (RI + E − V_th))."""
    tau = cell.capacitance / cell.leak_conductance
    end = cell.leak_reversal + current / cell.leak_conductance
    return cell.refractory_period + tau * np.log((end - cell.reset) / (end - cell.threshold))


@given(st.floats(110, 600), st.floats(0, 10), st.floats(-70, -55))
@settings(max_examples=8)
def test_interval_is_the_closed_form(drive, current, refractory, reset):
    cell = LeakyIntegrateAndFire(refractory_period=round(refractory / DT) * DT, reset=reset)
    with double():
        _, spikes = drive(discretise(cell, ExponentialEuler()), 4000, DT, {"current": current})
    intervals = np.diff(spikes) * DT
    assert len(intervals) > 2
    # Exact integration: a spike is seen at the first step at which the threshold is passed.
    late = intervals - closed_form(current, cell)
    assert late.min() > -1e-6
    assert late.max() <= DT + 1e-6


def test_rheobase(drive):
    """g_L (V_th − E_L) = 100 pA: below never, above always."""
    cell = discretise(LeakyIntegrateAndFire(), ExponentialEuler())
    assert len(drive(cell, 20000, DT, {"current": 99.5})[1]) == 0
    assert len(drive(cell, 20000, DT, {"current": 100.5})[1]) > 1


def test_conductance_input_is_a_battery_behind_a_conductance(drive):
    """a − bV with a = gE settles at (g_L E_L + g E) / (g_L + g)."""
    cell = discretise(LeakyIntegrateAndFire(), ExponentialEuler())
    g, reversal = 5.0, -80.0
    trace, _ = drive(cell, 5000, DT, {"conductance": g, "drive": g * reversal})
    assert trace["voltage"][-1] == pytest.approx((10 * -60 + g * reversal) / (10 + g), abs=1e-3)


def test_held_at_reset_for_the_refractory_period_and_free_after_it(drive):
    cell = discretise(LeakyIntegrateAndFire(refractory_period=3.0, reset=-65.0), ExponentialEuler())
    trace, spikes = drive(cell, 2000, DT, {"current": 300.0})
    first, held = spikes[0], round(3.0 / DT)
    assert (trace["voltage"][first : first + held + 1] == -65).all()
    assert trace["voltage"][first + held + 1] > -65


def test_cuba_cell_rests_above_threshold(drive):
    """Brette's cell is silent in no input: E_L = −49 mV; interval 5 + 20 ln 11 ms."""
    cell = discretise(LeakyIntegrateAndFire.preset("cuba"), ExponentialEuler())
    _, spikes = drive(cell, 5000, DT)
    assert np.diff(spikes).mean() * DT == pytest.approx(5 + 20 * np.log(11), abs=DT)


def test_refuses_what_no_membrane_has():
    with pytest.raises(ParameterError, match="capacitance"):
        LeakyIntegrateAndFire(capacitance=0.0)


def test_resistance_and_time_constant_are_another_way_to_say_it():
    assert membrane(100.0, 20.0) == pytest.approx({"capacitance": 200.0, "leak_conductance": 10.0})
    assert membrane("0.1 Gohm", "0.02 s") == pytest.approx({"capacitance": 200.0, "leak_conductance": 10.0})
    assert membrane(40.0, 10.0) == pytest.approx({"capacitance": 250.0, "leak_conductance": 25.0})
    with pytest.raises(ParameterError, match="0 MΩ"):
        membrane(0.0, 10.0)


def test_figures_of_the_seeds_cell():
    """Rheobase 20 / 2.6 = 7.69 nA; I = 7, 8, 10 from 100 to 900 ms: 0, 22 and 46 spikes, 35.3 and 17.5 ms apart."""
    cell = LeakyIntegrateAndFire.preset("playground")
    assert cell.leak_conductance * (cell.threshold - cell.leak_reversal) == pytest.approx(1e3 * 20 / 2.6)
    currents = np.array([7e3, 8e3, 10e3])
    spikes = simulate(cell, stimuli.step(currents, start=100, stop=900), 1000, dt=0.05, integrator=Euler()).spikes
    for i, (count, interval) in enumerate(((0, None), (22, 35.3), (46, 17.5))):
        times = spikes["spikes"].of(i)
        assert len(times) == count
        if interval:
            assert np.diff(times) == pytest.approx(interval, rel=0.02)
            assert np.diff(times) == pytest.approx(closed_form(currents[i], cell), abs=0.1)
