"""Exponential integrate-and-fire: rheobase in closed form, the interval as an integral."""

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from scipy.integrate import quad

from wetnet.core.precision import double
from wetnet.neurons import ExponentialIntegrateAndFire
from wetnet.simulation import simulate


def rheobase(cell):
    return cell.leak_conductance * (cell.threshold - cell.leak_reversal - cell.slope)


def rate_of_change(cell, v, current):
    inputs = {"current": current, "conductance": 0.0, "drive": 0.0}
    return cell.flow({"voltage": v}, {}, inputs)["voltage"]


@pytest.mark.parametrize("preset", ExponentialIntegrateAndFire.presets)
def test_at_rheobase_rest_and_threshold_meet_at_v_t(preset):
    cell = ExponentialIntegrateAndFire.preset(preset)
    with double():
        value, slope = jax.value_and_grad(lambda v: rate_of_change(cell, v, rheobase(cell)))(
            jnp.asarray(cell.threshold)
        )
    assert float(value) == pytest.approx(0, abs=1e-9)
    assert float(slope) == pytest.approx(0, abs=1e-9)


def test_below_rheobase_it_rests_above_it_fires():
    cell = ExponentialIntegrateAndFire()
    spikes = simulate(cell, np.array([0.95, 1.3]) * rheobase(cell), 500, dt=0.05).spikes["spikes"]
    assert len(spikes.of(0)) == 0
    assert len(spikes.of(1)) > 2


def test_interval_is_the_time_from_reset_to_cut():
    cell, current = ExponentialIntegrateAndFire(), 60.0
    intervals = np.diff(simulate(cell, current, 300, dt=0.005).spikes["spikes"].times)

    def rate(v):
        leak = cell.leak_conductance * (cell.leak_reversal - v)
        upswing = cell.leak_conductance * cell.slope * np.exp((v - cell.threshold) / cell.slope)
        return (leak + upswing + current) / cell.capacitance

    expected = cell.refractory_period + quad(lambda v: 1 / rate(v), cell.reset, cell.cutoff, limit=200)[0]
    assert len(intervals) > 3
    np.testing.assert_allclose(intervals, expected, atol=0.006)


@pytest.mark.parametrize("dt", [0.01, 0.1, 0.5])
def test_a_coarse_step_overshoots_without_overflow(dt):
    trace = simulate(ExponentialIntegrateAndFire.preset("sharp"), 300.0, 100, dt=dt)
    assert np.isfinite(trace["voltage"].values).all()
    assert len(trace.spikes["spikes"].times) > 3
