"""AdEx: both kinds of rheobase in closed form, spike times of an accurate solution, eight patterns of Naud et al."""

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from wetnet.core.precision import DOUBLE, double
from wetnet.neurons import AdaptiveExponential
from wetnet.simulation import simulate

CURRENTS = {
    "tonic-spiking": 500.0,
    "adaptation": 500.0,
    "initial-burst": 400.0,
    "regular-bursting": 210.0,
    "delayed-accelerating": 300.0,
    "delayed-regular-bursting": 110.0,
    "transient-spiking": 180.0,
    "irregular-spiking": 160.0,
}

# An eighth-order solution with event location, relative 1e-10: number of spikes in 600 ms, times of the first.
ACCURATE = {
    "tonic-spiking": (62, [14.223, 23.152, 32.242, 41.458]),
    "adaptation": (12, [14.904, 26.172, 40.548, 60.158, 89.581, 137.325]),
    "regular-bursting": (11, [16.158, 19.076, 24.198, 155.956, 161.310, 294.503]),
    "delayed-regular-bursting": (32, [57.180, 60.394, 64.703, 72.124, 128.981]),
    "irregular-spiking": (33, [15.645, 19.090, 23.558, 30.265]),
}

RHEOBASE = {
    "tonic-spiking": ("fold", 220.3757),
    "adaptation": ("hopf", 256.1805),
    "regular-bursting": ("hopf", 76.3663),
    "irregular-spiking": ("fold", 3.0302),
    "regular-spiking": ("hopf", 627.1825),
}


def batch(names):
    """One population of the presets."""
    cells = [AdaptiveExponential.preset(name) for name in names]
    return AdaptiveExponential(
        **{name: np.array([getattr(cell, name) for cell in cells]) for name in AdaptiveExponential.parameters()}
    )


@pytest.fixture(scope="module")
def patterns():
    """Spike times of the eight patterns, each under its current for 600 ms."""
    run = simulate(batch(CURRENTS), np.array([*CURRENTS.values()]), 600, dt=0.005)
    return {name: run.spikes["spikes"].of(i) for i, name in enumerate(CURRENTS)}


@pytest.mark.parametrize("name", ACCURATE)
def test_spike_times_of_the_accurate_solution(patterns, name):
    count, first = ACCURATE[name]
    assert len(patterns[name]) == count
    np.testing.assert_allclose(patterns[name][: len(first)], first, rtol=1e-3)


def intervals(patterns, name):
    return np.diff(patterns[name])


def test_tonic_spiking_is_a_clock_after_its_start(patterns):
    late = intervals(patterns, "tonic-spiking")[20:]
    assert len(late) > 30
    assert np.ptp(late) < 0.02


def test_adaptation_lengthens_every_interval_until_steady(patterns):
    every = intervals(patterns, "adaptation")
    assert (np.diff(every[:6]) > 0).all()
    assert every[-1] > 5 * every[0]


def test_initial_burst_then_single_spikes(patterns):
    every = intervals(patterns, "initial-burst")
    assert every[0] < 10
    assert every[1] < 10
    assert np.ptp(every[4:]) < 0.02
    assert every[3:].min() > 50


def test_regular_bursting_alternates_short_and_long_the_same_each_time(patterns):
    every = intervals(patterns, "regular-bursting")
    long = every[every > 50]
    assert len(long) >= 4
    assert every[every <= 50].max() < 10
    assert np.ptp(long[1:]) < 0.5


def test_delayed_accelerating(patterns):
    every = intervals(patterns, "delayed-accelerating")
    assert patterns["delayed-accelerating"][0] > every[0]
    assert (np.diff(every[:12]) < 0).all()


def test_delayed_regular_bursting_first_waits_then_bursts_alike(patterns):
    times, every = patterns["delayed-regular-bursting"], intervals(patterns, "delayed-regular-bursting")
    assert times[0] > 50
    long = every[every > 30]
    assert len(long) >= 6
    assert np.ptp(long) < 1
    assert every[every <= 30].max() < 10


def test_transient_spiking_falls_silent(patterns):
    assert 1 <= len(patterns["transient-spiking"]) <= 3
    assert patterns["transient-spiking"][-1] < 100


def test_irregular_spiking_never_settles_and_forgets_where_it_began(patterns):
    """Chaos: the intervals keep differing, and a start off by 1e-6 mV ends elsewhere."""
    every = intervals(patterns, "irregular-spiking")[10:]
    assert np.std(every) / np.mean(every) > 0.3
    cell = AdaptiveExponential.preset("irregular-spiking")
    runs = [
        simulate(cell, 160.0, 3000, dt=0.02, start={"voltage": -60.0 + shift}).spikes["spikes"].times
        for shift in (0.0, 1e-6)
    ]
    same = min(map(len, runs))
    apart = np.abs(runs[0][:same] - runs[1][:same])
    assert apart[:5].max() < 0.1
    assert apart.max() > 5


def closed_form(cell):
    """Where rest ends and how (Touboul & Brette 2008): kind, current, voltage."""
    membrane = cell.capacitance / cell.leak_conductance
    ratio, times = cell.a / cell.leak_conductance, membrane / cell.adaptation_time
    total = cell.leak_conductance + cell.a
    above = cell.threshold - cell.leak_reversal - cell.slope
    if ratio < times:
        voltage = cell.threshold + cell.slope * np.log(1 + ratio)
        return "fold", total * (above + cell.slope * np.log(1 + ratio)), voltage
    current = total * (above + cell.slope * np.log(1 + times)) + cell.slope * cell.leak_conductance * (ratio - times)
    return "hopf", current, cell.threshold + cell.slope * np.log(1 + times)


@pytest.mark.parametrize("name", RHEOBASE)
def test_rest_ends_where_the_closed_form_says(name):
    cell = AdaptiveExponential.preset(name)
    kind, current, voltage = closed_form(cell)
    assert (kind, current) == (RHEOBASE[name][0], pytest.approx(RHEOBASE[name][1], abs=1e-4))

    def flow(x):
        inputs = {"current": current, "conductance": 0.0, "drive": 0.0}
        return jnp.stack([*cell.flow({"voltage": x[0], "adaptation": x[1]}, {}, inputs).values()])

    with double():
        point = jnp.asarray([voltage, cell.a * (voltage - cell.leak_reversal)], DOUBLE)
        assert np.abs(flow(point)).max() < 1e-9
        jacobian = np.asarray(jax.jacfwd(flow)(point))
    if kind == "fold":
        assert np.linalg.det(jacobian) == pytest.approx(0, abs=1e-9)
    else:
        assert np.trace(jacobian) == pytest.approx(0, abs=1e-9)
        assert np.linalg.det(jacobian) > 0


def test_the_fold_of_brette_and_gerstners_cell_lies_just_beyond_its_hopf_point():
    cell = AdaptiveExponential()
    total = cell.leak_conductance + cell.a
    log = np.log(1 + cell.a / cell.leak_conductance)
    fold = total * (cell.threshold - cell.leak_reversal - cell.slope + cell.slope * log)
    assert fold == pytest.approx(627.3111, abs=1e-4)


def test_where_leak_and_adaptation_cancel_there_is_no_rest():
    """g_L + a = 0 (delayed regular bursting): V' > 0 along the other nullcline for every current above zero."""
    cell = AdaptiveExponential.preset("delayed-regular-bursting")
    v = np.linspace(-100, -1, 400)
    w = cell.a * (v - cell.leak_reversal)
    inputs = {"current": 0.01, "conductance": 0.0, "drive": 0.0}
    assert (np.asarray(cell.flow({"voltage": v, "adaptation": w}, {}, inputs)["voltage"]) > 0).all()


def test_a_burst_is_a_reset_above_threshold():
    for name, cluster in (("bursting", True), ("fast-spiking", False)):
        every = np.diff(simulate(AdaptiveExponential.preset(name), 900.0, 400, dt=0.02).spikes["spikes"].times)[5:]
        assert len(every) > 5
        assert (every.max() > 3 * every.min()) == cluster
