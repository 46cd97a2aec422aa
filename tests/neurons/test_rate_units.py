"""Rate units: the input-output curves of row C18, and the way to them."""

import numpy as np
import pytest

from wetnet.neurons import RectifiedRate, SigmoidRate
from wetnet.simulation import ExponentialEuler, simulate

INPUTS = np.linspace(-5, 20, 26)


@pytest.mark.parametrize(("shape", "bias"), [(1.0, 0.0), (0.5, 3.0), (2.0, 20.0), (0.0, 5.0)])
def test_curves_with_shape_and_bias(shape, bias):
    rectified = RectifiedRate(shape=shape, bias=bias).transfer(INPUTS)
    np.testing.assert_allclose(rectified, np.where(bias < INPUTS, shape * (INPUTS - bias), 0), rtol=1e-6)
    np.testing.assert_allclose(
        SigmoidRate(shape=shape, bias=bias).transfer(INPUTS), 1 / (1 + np.exp(-shape * (INPUTS - bias))), rtol=1e-5
    )


@pytest.mark.parametrize("model", [RectifiedRate, SigmoidRate])
def test_activity_settles_on_the_curve_exponentially(model):
    unit = model(shape=1.5, bias=2.0, time_constant=8.0)
    trace = simulate(unit, 4.0, 80, dt=0.5, integrator=ExponentialEuler())["rate"]
    first, last = float(unit.rest()["rate"]), float(unit.transfer(np.float64(4.0)))
    np.testing.assert_allclose(trace.values[:, 0], last + (first - last) * np.exp(-trace.times / 8), rtol=1e-5)


def test_a_rate_unit_has_no_spikes():
    assert len(simulate(RectifiedRate(), 10.0, 50).spikes["spikes"].times) == 0
