"""Perfect integrate-and-fire against its closed form."""

import numpy as np
import pytest

from wetnet.neurons import PerfectIntegrateAndFire
from wetnet.simulation import simulate, stimuli


@pytest.mark.parametrize("preset", [None, "refractory"])
def test_interval_is_charge_over_current_plus_refractoriness(preset):
    cell = PerfectIntegrateAndFire.preset(preset) if preset else PerfectIntegrateAndFire()
    currents = np.array([20.0, 100.0, 400.0])
    spikes = simulate(cell, currents, 400, dt=0.01).spikes["spikes"]
    for i, current in enumerate(currents):
        expected = cell.refractory_period + cell.capacitance * (cell.threshold - cell.reset) / current
        intervals = np.diff(spikes.of(i))
        assert len(intervals) >= 2
        np.testing.assert_allclose(intervals, expected, atol=0.011)


def test_it_forgets_nothing():
    """Two pulses that each bring half the charge fire it, however far apart; less does not."""
    for amplitude, fires in ((51.0, 1), (49.0, 0)):
        far = stimuli.pulses(amplitude, start=10, duration=20, interval=300, count=2)
        assert len(simulate(PerfectIntegrateAndFire(), far, 400, dt=0.1).spikes["spikes"].times) == fires
