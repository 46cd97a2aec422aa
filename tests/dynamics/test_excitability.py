"""Thresholds, rates and classes where they are in closed form."""

import io
import math

import numpy as np
import pytest

from wetnet.dynamics import excitability, fi_curve
from wetnet.neurons import Izhikevich, LeakyIntegrateAndFire

LIF = LeakyIntegrateAndFire()


def test_rates_of_the_leaky_cell_are_true_hertz():
    """C13, C16."""
    currents = np.array([80.0, 110.0, 150.0, 300.0])
    rates, latencies = fi_curve(LIF, currents, dt=0.01)
    charge = [20 * math.log(i / (i - 100)) for i in currents[1:]]
    np.testing.assert_allclose(rates, [0, *(1e3 / (5 + one) for one in charge)], rtol=2e-3)
    np.testing.assert_allclose(latencies[1:], charge, atol=0.02)
    assert np.isnan(latencies[0])


def test_the_leaky_cell_is_of_class_1_with_its_rheobase():
    found = excitability(LIF)
    assert found.rheobase == pytest.approx(100, rel=1e-4)
    assert found.hodgkin_class == 1
    assert "class 1" in found.table()
    assert found.as_json()["unit"] == "pA"
    found.plot().savefig(io.BytesIO(), format="png")


@pytest.mark.parametrize(("preset", "kind"), [("class-1", 1), ("class-2", 2)])
def test_classes_of_the_simple_model(preset, kind):
    """C13."""
    found = excitability(Izhikevich.preset(preset))
    assert found.hodgkin_class == kind
    assert (found.onset_rate < 10) == (kind == 1)


def test_a_phasic_cell_fires_once_before_it_fires_on():
    """C21: between rheobase and the threshold of lasting firing (its Hopf point 0.685 and a little below) one spike."""
    found = excitability(Izhikevich.preset("phasic-spiking"))
    assert found.rheobase < 0.5 < found.tonic < 0.6850
    rates, latencies = fi_curve(Izhikevich.preset("phasic-spiking"), [0.5])
    assert rates[0] == 0
    assert np.isfinite(latencies[0])
