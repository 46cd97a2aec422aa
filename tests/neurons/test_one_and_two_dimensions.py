"""Persistent sodium, transient sodium, inward rectifier, Morris-Lecar against published and recomputed values."""

import jax.numpy as jnp
import numpy as np
import pytest

from wetnet import simulate
from wetnet.neurons import InwardRectifier, MorrisLecar, PersistentSodium, TransientSodium
from wetnet.simulation import Euler, stimuli


class TestPersistentSodium:
    def test_saddle_node(self, membranes):
        assert membranes.fold(PersistentSodium(), -50, -40) == pytest.approx((15.77589, -46.19571), abs=1e-5)

    def test_equilibria(self, membranes):
        expected = [-52.51232, -40.28546, 30.86315]
        assert membranes.equilibria(PersistentSodium(), 0.0) == pytest.approx(expected, abs=1e-5)
        assert membranes.equilibria(PersistentSodium(), 60.0) == pytest.approx([31.75047], abs=1e-5)

    def test_rest_is_the_lower_one(self, membranes):
        assert float(PersistentSodium().rest()["voltage"]) == pytest.approx(-52.51232, abs=1e-5)

    @pytest.mark.parametrize(("current", "spikes"), [(8, 0), (16, 8), (20, 36)])
    def test_playground_counts(self, current, spikes):
        """Row C4: 800 ms of current, forward Euler at 0.05 ms."""
        recording = simulate(
            PersistentSodium(),
            stimuli.step(current, 100, 900),
            1000,
            dt=0.05,
            integrator=Euler(),
            start={"voltage": -65.0},
        )
        assert abs(len(recording.spikes["spikes"].times) - spikes) <= 0.02 * spikes

    def test_without_reset_it_stays_up(self):
        up = simulate(PersistentSodium.preset("no-reset"), 60.0, 100)
        assert up["voltage"].values[-1, 0] == pytest.approx(31.75047, abs=1e-3)
        assert len(up.spikes["spikes"].times) == 0


class TestTransientSodium:
    def test_currents_are_the_published_product(self, membranes):
        for preset, conductance, half in (("low-threshold", 15, -62), ("high-threshold", 10, -42)):
            cell = TransientSodium.preset(preset)
            v, h = -35.0, 0.3
            found = cell.currents({"voltage": jnp.asarray(v), "h": jnp.asarray(h)})
            m = 1 / (1 + np.exp((-40 - v) / 15))
            assert float(found["sodium_current"]) == pytest.approx(conductance * m**3 * h * (v - 60), rel=1e-12)
            assert float(found["leak_current"]) == pytest.approx(v + 70, rel=1e-12)
            rates = cell.rates(jnp.asarray(v))["h"]
            assert float(rates.steady) == pytest.approx(1 / (1 + np.exp((half - v) / -7)), rel=1e-12)
            assert float(rates.time_constant) == pytest.approx(5, rel=1e-12)

    def test_it_fires_without_potassium(self):
        times = simulate(TransientSodium.preset("high-threshold"), 2.0, 300, dt=0.02).spikes["spikes"].times
        assert len(times) > 5
        assert np.ptp(np.diff(times)[2:]) < 0.1

    def test_low_threshold_set_loses_rest_by_a_hopf_point_and_the_high_one_by_a_fold(self, membranes):
        low, high = TransientSodium.preset("low-threshold"), TransientSodium.preset("high-threshold")
        assert len(membranes.equilibria(high, 0.0)) == 3
        assert len(membranes.equilibria(low, 0.0)) == 1
        current, _, omega = membranes.hopf(low, -65, -50)
        assert current > 0
        assert omega > 0.1


class TestInwardRectifier:
    def test_two_stable_voltages_between_its_folds(self, membranes):
        cell = InwardRectifier()
        (upper, _), (lower, _) = membranes.fold(cell, -70, -55), membranes.fold(cell, -50, -30)
        assert lower < 6 < upper
        down, saddle, up = membranes.equilibria(cell, 6.0)
        slopes = [membranes.eigenvalues(cell, v).real.max() for v in (down, saddle, up)]
        assert np.sign(slopes).tolist() == [-1, 1, -1]
        assert len(membranes.equilibria(cell, lower - 0.01)) == 1
        assert len(membranes.equilibria(cell, upper + 0.01)) == 1

    def test_it_remembers_where_it_was_put(self, membranes):
        down, _, up = membranes.equilibria(InwardRectifier(), 6.0)
        for start, end in ((-70.0, down), (-20.0, up)):
            trace = simulate(InwardRectifier(), 6.0, 500, start={"voltage": start})["voltage"].values
            assert trace[-1, 0] == pytest.approx(end, abs=1e-3)

    def test_barium_leaves_the_leak(self, membranes):
        assert float(InwardRectifier.preset("barium").rest()["voltage"]) == pytest.approx(-50, abs=1e-9)


class TestMorrisLecar:
    @pytest.mark.parametrize(
        ("preset", "between", "current", "voltage"),
        [
            ("hopf", (-30, -20), 93.857618, -25.27010),
            ("hopf", (5, 12), 212.018816, 7.80066),
            ("snlc", (5, 12), 97.646164, 8.33412),
            ("snlc-fifteenth", (5, 12), 97.787889, None),
        ],
    )
    def test_hopf_points(self, membranes, preset, between, current, voltage):
        # The last row of values.md is for φ = 0.06667, the set for 1/15: 2e-4 apart.
        found = membranes.hopf(MorrisLecar.preset(preset), *between)
        assert found[0] == pytest.approx(current, abs=1e-3 if preset == "snlc-fifteenth" else 2e-6)
        if voltage:
            assert found[1] == pytest.approx(voltage, abs=1e-5)

    def test_frequency_at_the_hopf_point(self, membranes):
        assert membranes.hopf(MorrisLecar(), -30, -20)[2] == pytest.approx(0.079780, abs=1e-6)

    @pytest.mark.parametrize("preset", ["snlc", "snlc-fifteenth", "homoclinic"])
    def test_folds(self, membranes, preset):
        cell = MorrisLecar.preset(preset)
        assert membranes.fold(cell, -40, -20) == pytest.approx((39.963153, -29.38978), abs=1e-5)
        assert membranes.fold(cell, -15, 5)[0] == pytest.approx(-9.949039, abs=1e-5)

    def test_period(self, membranes):
        (times,) = membranes.crossings(MorrisLecar(), 120.0, 500, 0.0, dt=0.02)
        assert np.diff(times)[-1] == pytest.approx(73.488, abs=1e-3)

    def test_cadmium_takes_the_spike(self):
        assert len(simulate(MorrisLecar(calcium_block=0.9), 120.0, 500).spikes["spikes"].times) == 0
