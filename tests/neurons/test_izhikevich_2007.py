"""Izhikevich 2007: the book's run exactly in its scheme, accurate spike times, closed forms, all cells of chapter 8."""

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from wetnet.core.precision import DOUBLE, double
from wetnet.neurons import Izhikevich2007
from wetnet.simulation import Euler, simulate, stimuli


def spikes(name, stimulus, duration, dt=0.005):
    return simulate(Izhikevich2007.preset(name), stimulus, duration, dt=dt).spikes["spikes"]


def test_the_books_run_of_the_regular_spiking_cell_exactly():
    """Euler with steps of 0.0025 ms, 100 pA: the upward crossings of 0 mV, to the last digit printed."""
    tau = 0.0025
    run = simulate(Izhikevich2007(), 100.0, 520, dt=tau, integrator=Euler())
    drawn = np.append(-60.0, run["voltage"].values[:, 0])
    drawn[np.rint(run.spikes["spikes"].times / tau).astype(int)] = 35.0
    crossings = np.flatnonzero((drawn[1:] >= 0) & (drawn[:-1] < 0)) + 1
    expected = [47.0325, 120.4975, 196.6175, 272.6525, 348.6875, 424.7225, 500.76]
    np.testing.assert_allclose(crossings * tau, expected, atol=1e-9)


# Eighth-order solution with event location: current (pA), spike times (ms).
ACCURATE = {
    "regular-spiking": {
        60: [172.180, 400.240],
        70: [100.023, 247.810, 395.664],
        85: [63.894, 163.823, 264.518, 365.208, 465.898],
        100: [48.180, 121.646, 197.770, 273.802, 349.837, 425.872, 501.907],
    },
    "intrinsically-bursting": {290: [], 370: [36.112, 232.903, 464.648]},
    "chattering": {200: [14.896, 19.166, 108.233, 113.395, 204.393, 209.555]},
}
DURATIONS = {"regular-spiking": 520, "intrinsically-bursting": 600, "chattering": 210}


@pytest.mark.parametrize("name", ACCURATE)
def test_spike_times_of_the_accurate_solution(name):
    found = spikes(name, np.array([*ACCURATE[name]], float), DURATIONS[name])
    for i, expected in enumerate(ACCURATE[name].values()):
        np.testing.assert_allclose(found.of(i), expected, rtol=1e-3)


def test_numbers_of_spikes_of_the_accurate_solution():
    bursting = spikes("intrinsically-bursting", np.array([500.0, 550.0]), 600)
    assert [len(bursting.of(i)) for i in (0, 1)] == [8, 10]
    np.testing.assert_allclose(bursting.of(0)[:3], [20.768, 36.907, 119.452], rtol=1e-3)
    np.testing.assert_allclose(bursting.of(1)[:3], [18.249, 31.633, 59.026], rtol=1e-3)
    chattering = spikes("chattering", np.array([300.0, 400.0, 600.0]), 210)
    assert [len(chattering.of(i)) for i in range(3)] == [9, 13, 23]


# Preset: where rest ends (pA): the Hopf point if b > a C, then the fold.
BIFURCATIONS = {
    "regular-spiking": (None, 51.4286),
    "intrinsically-bursting": (347.656, 350.208),
    "chattering": (None, 160.1667),
    "low-threshold-spiking": (114.75, 121.0),
    "thalamo-cortical": (None, 40.0),
    "reticular-thalamic": (47.04, 49.0),
}


@pytest.mark.parametrize("name", BIFURCATIONS)
def test_folds_and_hopf_points(name):
    cell = Izhikevich2007.preset(name)
    hopf, fold = BIFURCATIONS[name]
    b, distance = cell.b_above, cell.threshold - cell.rest_voltage

    def flow(x, current):
        inputs = {"current": current, "conductance": 0.0, "drive": 0.0}
        return jnp.stack([*cell.flow({"voltage": x[0], "recovery": x[1]}, {}, inputs).values()])

    def at(v, current):
        with double():
            point = jnp.asarray([v, b * (v - cell.recovery_voltage)], DOUBLE)
            return np.asarray(flow(point, current)), np.asarray(jax.jacfwd(flow)(point, current))

    v = (cell.rest_voltage + cell.threshold + b / cell.gain) / 2
    # The recovery of TC and RTN is counted from another voltage than rest; b (v_r − v_b) is zero in all of them.
    current = (b + cell.gain * distance) ** 2 / (4 * cell.gain)
    assert current == pytest.approx(fold, abs=1e-3)
    rate, matrix = at(v, current)
    assert np.abs(rate).max() < 1e-9
    assert np.abs(np.linalg.eigvals(matrix)).min() < 1e-6

    critical = cell.a * cell.capacitance
    assert (hopf is not None) == (b > critical)
    if hopf:
        v = (cell.rest_voltage + cell.threshold + critical / cell.gain) / 2
        current = b * (v - cell.rest_voltage) - cell.gain * (v - cell.rest_voltage) * (v - cell.threshold)
        assert current == pytest.approx(hopf, abs=1e-3)
        rate, matrix = at(v, current)
        assert np.abs(rate).max() < 1e-9
        assert np.trace(matrix) == pytest.approx(0, abs=1e-9)
        assert np.linalg.det(matrix) > 0


def test_input_resistance_of_the_regular_spiking_cell():
    """1 / (b + k (v_t − v_r)) = 83.3 MΩ, measured with 0.1 pA."""
    end = simulate(Izhikevich2007(), 0.1, 600, dt=0.05)["voltage"].values[-1, 0]
    assert (end + 60) / 0.1 * 1e3 == pytest.approx(83.33, rel=5e-3)


def test_fast_spiking_starts_at_the_books_current_and_goes_on():
    """Fig. 8.27: silent at 70 pA, the first spikes at 73.2; no adaptation at 400."""
    found = spikes("fast-spiking", np.array([70.0, 73.2, 400.0]), 100)
    assert len(found.of(0)) == 0
    assert len(found.of(1)) >= 1
    every = np.diff(found.of(2))[3:]
    assert len(every) > 8
    assert np.ptp(every) < 0.6


def test_low_threshold_spiking_shrinks_its_spikes_and_lifts_its_resets():
    """Peak 40 − 0.1 u and reset −53 + 0.04 u; no spike takes u above 670 pA."""
    run = simulate(Izhikevich2007.preset("low-threshold-spiking"), 300.0, 320, dt=0.005)
    at = np.rint(run.spikes["spikes"].times / 0.005).astype(int) - 1
    u, v = run["recovery"].values[:, 0], run["voltage"].values[:, 0]
    assert len(at) > 15
    np.testing.assert_allclose(v[at], -53 + 0.04 * (u[at] - 20), atol=1e-9)
    assert v[at][-1] > v[at][0] + 5
    jumped = (
        Izhikevich2007.preset("low-threshold-spiking")
        .events[0]
        .jump({"voltage": jnp.float32(40.0), "recovery": jnp.float32(660.0)}, {}, {})[0]
    )
    assert float(jumped["recovery"]) == 670


@pytest.mark.parametrize(
    ("name", "inhibition", "then", "duration"),
    [("thalamo-cortical", -1200.0, 0.0, 650), ("reticular-thalamic", -350.0, 30.0, 720)],
)
def test_thalamic_cells_burst_on_release_from_inhibition_and_not_from_rest(name, inhibition, then, duration):
    released = stimuli.step(inhibition, stop=120) + stimuli.step(then, start=120)
    burst = spikes(name, released, duration, dt=0.02).times
    assert len(burst) >= 3
    assert 120 < burst[0] < 180
    assert np.diff(burst)[0] < 20
    assert len(spikes(name, stimuli.step(then, start=120), duration, dt=0.02).times) == 0


def test_thalamic_cells_fire_tonically_from_rest():
    for name, currents in (("thalamo-cortical", [50.0, 100.0, 150.0]), ("reticular-thalamic", [50.0, 70.0, 110.0])):
        found = spikes(name, np.array(currents), 650, dt=0.02)
        counts = [len(found.of(i)) for i in range(3)]
        assert counts[0] >= 3
        assert (np.diff(counts) > 0).all()


@pytest.mark.parametrize(("name", "held"), [("weakly-adapting", 55.0), ("strongly-adapting", 100.0)])
def test_slow_adaptation(name, held):
    every = np.diff(spikes(name, held, 1000, dt=0.02).times)
    assert len(every) > 3
    assert every[-1] > 1.1 * every[0]
