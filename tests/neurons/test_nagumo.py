"""Nagumo's form: Hopf points, and the figures of the seed's playground."""

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from wetnet.core.precision import DOUBLE, double
from wetnet.neurons import Nagumo
from wetnet.simulation import Euler, simulate, stimuli


def test_hopf_points_are_where_the_slope_of_the_cubic_is_c():
    cell = Nagumo()
    with double():
        for v in np.roots([-3, 2 * (1 + cell.a), -cell.a - cell.c]):
            w = cell.b * v / cell.c
            current = w - v * (cell.a - v) * (v - 1)

            def flow(x, current=current):
                return jnp.stack([*cell.flow({"voltage": x[0], "recovery": x[1]}, {}, {"current": current}).values()])

            point = jnp.asarray([v, w], DOUBLE)
            assert np.abs(flow(point)).max() < 1e-12
            matrix = np.asarray(jax.jacfwd(flow)(point))
            assert np.trace(matrix) == pytest.approx(0, abs=1e-12)
            assert np.linalg.det(matrix) > 0


def test_figures_of_the_seeds_playground():
    """Euler at 0.05, input from 100 to 900 ms, start (0.1, 0): 1, 8 and 9 spikes; last intervals 106.0 and 93.1 ms."""
    for current, count, interval in ((0.03, 1, None), (0.05, 8, 106.0), (0.1, 9, 93.1)):
        stimulus = stimuli.step(current, start=100, stop=900)
        start = {"voltage": 0.1, "recovery": 0.0}
        run = simulate(Nagumo(), stimulus, 1000, dt=0.05, integrator=Euler(), start=start)
        times = run.spikes["spikes"].times
        assert len(times) == count
        if interval:
            assert np.diff(times)[-1] == pytest.approx(interval, rel=2e-3)


def test_weak_recovery_leaves_two_stable_states():
    cell = Nagumo.preset("bistable")
    end = simulate(cell, 0.0, 600, dt=0.1, start={"voltage": np.array([0.05, 0.6]), "recovery": 0.0})
    low, high = end["voltage"].values[-1]
    assert low == pytest.approx(0, abs=1e-3)
    assert high == pytest.approx(max(np.roots([-1, 1 + cell.a, -cell.a - cell.b / cell.c])), abs=1e-3)
