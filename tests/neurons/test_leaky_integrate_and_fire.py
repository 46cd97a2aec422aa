"""Leaky integrate-and-fire against its closed form."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wetnet.core.errors import ParameterError
from wetnet.core.precision import double
from wetnet.neurons import LeakyIntegrateAndFire
from wetnet.simulation import ExponentialEuler, discretise

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
