"""Izhikevich 2003: the paper's spike times exactly in its scheme, folds and Hopf points, the seed's figures."""

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from wetnet.core.precision import DOUBLE, double
from wetnet.neurons import Izhikevich
from wetnet.simulation import Euler, SequentialEuler, simulate, stimuli


def after(time):
    """The first moment beyond ``time``: the paper's programs test t > T."""
    return float(np.nextafter(time, np.inf))


def steps(*levels):
    """A stimulus that takes each value strictly after its time (ms)."""
    return sum(
        stimuli.step(value, after(time), after(until))
        for (time, value), (until, _) in zip(levels, [*levels[1:], (1e6, 0.0)], strict=True)
    )


# Figure 2 of Izhikevich 2003 as its program draws it: preset, first voltage, input, duration, upward crossings of 0 mV.
# Those of the thalamo-cortical burst begin with inhibition already on.
FIGURE_2 = {
    "RS": (
        *("regular-spiking", -63, steps((15, 14)), 150),
        [18.25, 24, 54.25, 87.5, 120.75],
    ),
    "IB": (
        *("intrinsically-bursting", -70, steps((15, 11)), 150),
        [18.5, 21, 24.75, 58.25, 87.5, 117.25, 146.75],
    ),
    "CH": (
        *("chattering", -70, steps((15, 10)), 150),
        [18.75, 20.75, 22.5, 24.75, 27.25, 30.25, 34.25, 81.75, 84.25, 87, 90.5, 137.25, 139.75, 142.5, 146],
    ),
    "FS": (
        *("fast-spiking", -70, steps((15, 10)), 150),
        [18.75, 23.75, 31.25, 40.25, 48.75, 58, 67.25, 77, 86.25, 95.5, 105, 114, 123.25, 131.75, 141],
    ),
    "TC": (
        *("thalamo-cortical", -63, steps((30, 1.5)), 150),
        [39.25, 53.25, 82.75, 120.25],
    ),
    "TC burst": (
        *("thalamo-cortical", -87, stimuli.step(-25, stop=after(45)), 150),
        [51, 55.75, 61.75, 68.75, 79.5],
    ),
    "RZ": (
        *("resonator", -70, stimuli.step(-2, stop=after(10)) + steps((10, -0.5), (60, 10), (65 - 1e-9, -0.5)), 100),
        [62.75, 67.25],
    ),
    "LTS": (
        *("low-threshold-spiking", -63, steps((25, 10)), 250),
        [
            *(27.75, 31.25, 35.5, 41.25, 50, 63.5, 77.75, 92.75, 107.5, 122.25, 136.5, 151.5),
            *(166.25, 180.5, 195.5, 210.5, 225.25, 240.25),
        ],
    ),
}


@pytest.mark.parametrize("name", FIGURE_2)
def test_figure_2_of_the_paper_exactly(name):
    preset, v, stimulus, duration, expected = FIGURE_2[name]
    cell, tau = Izhikevich.preset(preset), 0.25
    run = simulate(
        cell,
        stimulus,
        duration + tau,
        dt=tau,
        integrator=SequentialEuler(),
        start={"voltage": v, "recovery": cell.b * v},
    )
    drawn = run["voltage"].values[:, 0].copy()
    fired = run.spikes["spikes"].times
    drawn[np.rint(fired / tau).astype(int) - 1] = 30.0  # the program draws the peak, not the reset
    crossings = np.flatnonzero((drawn[1:] >= 0) & (drawn[:-1] < 0)) + 1
    assert (crossings * tau).tolist() == expected


# Preset: where rest and threshold meet (I, V), where rest is lost before that (I, V) or None.
BIFURCATIONS = {
    "regular-spiking": ((4.0, -60.0), (3.7975, -62.25)),
    "fast-spiking": ((4.0, -60.0), (3.9375, -61.25)),
    "low-threshold-spiking": ((1.015625, -59.375), (0.6850, -62.25)),
    "rebound-spike": ((1.015625, -59.375), (0.7131, -62.125)),
    "resonator": ((0.4225, -59.25), (0.2625, -61.25)),
    "subthreshold-oscillation": ((0.4225, -59.25), (0.1469, -61.875)),
    "class-2": ((0.4225, -59.25), (0.4000, -60.0)),
    "class-1": ((2.25, -52.5), None),
    "depolarising-after-potential": ((4.0, -60.0), None),
}


def jacobian(cell, v, current):
    def flow(x):
        return jnp.stack([*cell.flow({"voltage": x[0], "recovery": x[1]}, {}, {"current": current}).values()])

    with double():
        point = jnp.asarray([v, cell.b * v], DOUBLE)
        return np.asarray(flow(point)), np.asarray(jax.jacfwd(flow)(point))


@pytest.mark.parametrize("name", BIFURCATIONS)
def test_folds_and_hopf_points(name):
    cell = Izhikevich.preset(name)
    (current, v), hopf = BIFURCATIONS[name]
    assert (cell.linear - cell.b) ** 2 / (4 * cell.quadratic) - cell.constant == pytest.approx(current, abs=1e-9)
    rate, matrix = jacobian(cell, v, current)
    assert np.abs(rate).max() < 1e-9
    assert np.abs(np.linalg.eigvals(matrix)).min() < 1e-6
    assert (hopf is not None) == (cell.b > cell.a > 0)
    if hopf:
        rate, matrix = jacobian(cell, hopf[1], hopf[0])
        assert np.abs(rate).max() < 1e-4
        assert np.trace(matrix) == pytest.approx(0, abs=1e-9)
        assert np.linalg.det(matrix) > 0


def fixed_points(cell, current):
    """Changes of sign of v' along the nullcline of recovery."""
    v = np.linspace(-90, -30, 4001)
    rate = cell.flow({"voltage": v, "recovery": cell.b * v}, {}, {"current": current})["voltage"]
    return int(np.sum(np.diff(np.sign(np.asarray(rate, float))) != 0))


@pytest.mark.parametrize("b", [0.2, 0.25, 0.26])
def test_the_two_fixed_points_merge_at_the_fold_and_vanish(b):
    cell, fold = Izhikevich(b=b), (5 - b) ** 2 / 0.16 - 140
    assert fixed_points(cell, fold - 0.01) == 2
    assert fixed_points(cell, fold + 0.01) == 0


def test_the_presets_of_the_seed():
    abcd = {
        "regular-spiking": (0.02, 0.2, -65, 8),
        "fast-spiking": (0.1, 0.2, -65, 2),
        "playground-resonator": (0.1, 0.26, -60, 2),
        "chattering": (0.02, 0.2, -50, 2),
    }
    for name, values in abcd.items():
        cell = Izhikevich.preset(name)
        assert (cell.a, cell.b, cell.c, cell.d) == values


# Forward Euler at dt 0.1, constant input for 1000 ms: number of spikes, last interval (ms).
SEED = {
    ("regular-spiking", 10): (23, 45.2),
    ("regular-spiking", 6): (14, 75.8),
    ("fast-spiking", 10): (129, 7.8),
    ("fast-spiking", 6): (60, 16.8),
    ("playground-resonator", 0.1): (0, None),
    ("playground-resonator", 0.5): (32, 31.7),
}


def test_reference_figures_of_the_seed_within_two_per_cent():
    for (name, current), (count, last) in SEED.items():
        times = simulate(Izhikevich.preset(name), current, 1000, dt=0.1, integrator=Euler()).spikes["spikes"].times
        assert len(times) == pytest.approx(count, rel=0.02)
        if last:
            assert np.diff(times)[-5:].mean() == pytest.approx(last, rel=0.02)


def test_the_chattering_cell_of_the_seed():
    """86 spikes; a burst has intervals of 1.9 2.1 2.4 2.9 4.3 ms, bursts are 47.9 ms apart."""
    cell = Izhikevich.preset("chattering")
    times = simulate(cell, 10.0, 1000, dt=0.1, integrator=Euler()).spikes["spikes"].times
    every = np.diff(times)
    assert len(times) == pytest.approx(86, rel=0.03)
    assert every[every > 20] == pytest.approx(47.9, rel=0.02)


def test_the_default_of_the_seeds_playground():
    """a, b, c, d = .02, .25, −65, 2; I = 2 from 100 to 900 ms; dt 0.05: 16 spikes, 34.8 then 51.6 ms apart."""
    stimulus = stimuli.step(2.0, start=100, stop=900)
    cell = Izhikevich.preset("low-threshold-spiking")
    times = simulate(cell, stimulus, 1000, dt=0.05, integrator=Euler()).spikes["spikes"].times
    assert len(times) == 16
    assert np.diff(times)[0] == pytest.approx(34.8, rel=0.02)
    assert np.diff(times)[1:] == pytest.approx(51.6, rel=0.02)


def triplet(interval, amplitude, duration=2.0):
    return stimuli.pulses(amplitude, start=20, duration=duration, interval=interval, count=3)


def test_the_resonator_answers_three_small_pulses_at_its_own_period_only():
    """Near its Hopf point it rings with a period of 2π/ω; pulses that come at another gap do not add up."""
    cell, held = Izhikevich.preset("frequency-preference"), 0.2
    v = np.roots([cell.quadratic, cell.linear - cell.b, cell.constant + held]).min()
    _, matrix = jacobian(cell, v, held)
    period = 2 * np.pi / np.abs(np.linalg.eigvals(matrix).imag).max()
    assert period == pytest.approx(46, abs=0.1)
    start = {"voltage": v, "recovery": cell.b * v}

    def fires(share):
        stimulus = triplet(share * period, 0.37) + stimuli.step(held)
        return len(simulate(cell, stimulus, 300, dt=0.05, start=start).spikes["spikes"].times) > 0

    assert [share for share in (0.35, 0.5, 0.7, 1.0, 1.3, 1.5, 2.0) if fires(share)] == [1.0]


def test_the_integrator_prefers_the_shortest_gap():
    cell = Izhikevich.preset("integrator")
    least, amplitudes = [], np.linspace(2, 30, 113)
    for interval in (3.0, 5.0, 9.0, 20.0):
        spikes = simulate(cell, triplet(interval, amplitudes), 150, dt=0.05).spikes["spikes"]
        least.append(amplitudes[min(spikes.cells)])
    assert (np.diff(least) > 0).all()


def test_class_3_fires_once_however_long_the_step():
    """Phasic: one spike at the onset of a step that leaves it a rest; regular spiking has no such range."""
    step = stimuli.step(0.5, start=20)
    assert len(simulate(Izhikevich.preset("phasic-spiking"), step, 1000).spikes["spikes"].times) == 1


def test_rebound_after_inhibition():
    release = stimuli.step(-15.0, start=20, stop=25)
    for name, least in (("rebound-spike", 1), ("rebound-burst", 4)):
        times = simulate(Izhikevich.preset(name), release, 200, dt=0.02).spikes["spikes"].times
        assert len(times) >= least
        assert times[0] > 25


def test_order_of_the_figures_scheme_is_one():
    """First spike of tonic spiking: 13 ms at τ = 0.25, 12.633 at 0.001; the error halves with τ."""
    cell = Izhikevich.preset("tonic-spiking")
    stimulus = steps((10, 14))
    first = [
        simulate(cell, stimulus, 20, dt=tau, integrator=SequentialEuler()).spikes["spikes"].times[0] - tau
        for tau in (0.25, 0.01, 0.005, 0.001)
    ]
    assert first[0] == 13
    assert first[-1] == pytest.approx(12.633, abs=2e-3)
    assert (first[1] - first[-1]) > 1.4 * (first[2] - first[-1]) > 0
