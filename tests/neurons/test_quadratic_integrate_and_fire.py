"""Quadratic integrate-and-fire against the arc tangent."""

import numpy as np
import pytest

from wetnet.neurons import QuadraticIntegrateAndFire
from wetnet.simulation import simulate, stimuli


def interval(cell, current):
    """∫ C dV / (k ((V − m)² + w²)) from reset to peak."""
    middle = (cell.rest_voltage + cell.threshold) / 2
    width = np.sqrt(current / cell.gain - ((cell.threshold - cell.rest_voltage) / 2) ** 2)
    turn = np.arctan((cell.peak - middle) / width) - np.arctan((cell.reset - middle) / width)
    return cell.capacitance / (cell.gain * width) * turn


@pytest.mark.parametrize("preset", [None, "bistable"])
def test_interval_is_the_arc_tangent(preset):
    cell = QuadraticIntegrateAndFire.preset(preset) if preset else QuadraticIntegrateAndFire()
    spikes = simulate(cell, np.array([90.0, 150.0]), 300, dt=0.01).spikes["spikes"]
    for i, current in enumerate((90.0, 150.0)):
        assert len(spikes.of(i)) > 2
        np.testing.assert_allclose(np.diff(spikes.of(i)), interval(cell, current), atol=0.011)


@pytest.mark.parametrize("current", [0.01, 0.1])
def test_the_normal_form_fires_at_pi_over_the_root(current):
    cell = QuadraticIntegrateAndFire.preset("normal-form")
    measured = np.diff(simulate(cell, current, 4 * np.pi / np.sqrt(current), dt=2e-4).spikes["spikes"].times)
    assert len(measured) >= 2
    # ±1000 instead of ±∞ is short of π/√I by 2/1000, and the end of a step late by at most dt.
    np.testing.assert_allclose(measured, np.pi / np.sqrt(current) - 2e-3, atol=3e-4)


def test_rheobase_is_where_rest_and_threshold_meet():
    cell = QuadraticIntegrateAndFire()
    rheobase = cell.gain * (cell.threshold - cell.rest_voltage) ** 2 / 4
    spikes = simulate(cell, np.array([0.98, 1.1]) * rheobase, 600, dt=0.05).spikes["spikes"]
    assert len(spikes.of(0)) == 0
    assert len(spikes.of(1)) > 1


def test_reset_above_threshold_makes_rest_and_firing_coexist():
    pulse = stimuli.step(200.0, start=50, stop=70)
    for preset, goes_on in ((None, False), ("bistable", True)):
        cell = QuadraticIntegrateAndFire.preset(preset) if preset else QuadraticIntegrateAndFire()
        times = simulate(cell, pulse, 300, dt=0.02).spikes["spikes"].times
        assert len(times) > 0
        assert (times[-1] > 280) == goes_on
