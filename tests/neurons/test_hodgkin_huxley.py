"""Hodgkin and Huxley 1952 against the paper, proofs of its bifurcations, and accurate integrations."""

import jax.numpy as jnp
import numpy as np
import pytest

from wetnet import simulate
from wetnet.core.precision import double
from wetnet.neurons import HodgkinHuxley
from wetnet.simulation import Euler, ExponentialEuler, discretise, stimuli

SETS = {
    # leak reversal: rest, gates m h n, lower and upper Hopf current
    ("original", 10.613): (0.00362067, (0.0529551, 0.5959941, 0.3177324), 9.775438, 154.522434),
    ("rest-at-zero", 10.599): (2.03e-5, (0.052933, 0.596120, 0.317677), 9.779638, 154.526634),
    ("playground", 10.6): (0.0462149, (0.053222, 0.594504, 0.318385), 8.410534, 163.348495),
}


@pytest.mark.parametrize("named", SETS, ids=lambda named: named[0])
def test_rest_and_hopf_points(membranes, named):
    preset, leak = named
    rest, gates, lower, upper = SETS[named]
    cell = HodgkinHuxley.preset(preset, leak_reversal=leak)
    state = cell.rest()
    assert float(state["voltage"]) == pytest.approx(rest, abs=1e-7)
    assert [float(state[name]) for name in "mhn"] == pytest.approx(gates, abs=1e-6)
    assert membranes.hopf(cell, 2, 10)[0] == pytest.approx(lower, abs=2e-6)
    assert membranes.hopf(cell, 15, 30)[0] == pytest.approx(upper, abs=2e-6)


def test_rest_at_zero_is_at_zero(membranes):
    assert float(HodgkinHuxley.preset("rest-at-zero").rest()["voltage"]) == pytest.approx(0, abs=1e-12)


@pytest.mark.validation
def test_frequencies_at_the_hopf_points(membranes):
    cell = HodgkinHuxley.preset("original")
    assert membranes.hopf(cell, 2, 10)[1:] == pytest.approx((5.345856, 0.586234), abs=1e-6)
    assert membranes.hopf(cell, 15, 30)[1:] == pytest.approx((21.941908, 1.062922), abs=1e-6)


@pytest.mark.validation
def test_the_hopf_currents_that_were_proved(membranes):
    cell = HodgkinHuxley.preset("original")
    assert membranes.hopf(cell, 2, 10)[0] == pytest.approx(9.775437995393, abs=1e-9)
    assert membranes.hopf(cell, 15, 30)[0] == pytest.approx(154.5224336658, abs=1e-8)


def test_one_equilibrium_at_every_current(membranes):
    for current in np.linspace(0, 200, 9):
        assert len(membranes.equilibria(HodgkinHuxley(), current)) == 1


def test_modern_form_is_the_original_counted_from_outside():
    with double():
        modern, original = HodgkinHuxley(), HodgkinHuxley.preset("original")
        state = original.settled(jnp.asarray(12.0))
        moved = {**state, "voltage": state["voltage"] - 65}
        given = {"current": jnp.asarray(3.0)}
        one, other = original.flow(state, {}, given), modern.flow(moved, {}, given)
        for name, value in one.items():
            assert float(other[name]) == pytest.approx(float(value), rel=1e-12)


PERIODS = {
    6.5: 18.1629, 8: 16.0077, 10: 14.6362, 15: 12.7147, 20: 11.5647, 50: 8.5444, 100: 6.7903, 150: 5.9576,
}  # fmt: skip


@pytest.mark.validation
def test_periods_of_firing(membranes):
    """Beyond 60 µA/cm² the peaks stay below 0 mV, so crossings of −43 mV are counted."""
    found = membranes.crossings(HodgkinHuxley(), list(PERIODS), 900, -43.0, voltage=-50.0)
    periods = [np.mean(np.diff(times)[-5:]) for times in found]
    assert periods == pytest.approx(list(PERIODS.values()), rel=1e-4)


@pytest.mark.validation
def test_steps_from_rest_fire_once_twice_or_for_good(membranes):
    """Class 3 up to 5 µA/cm², class 2 from 6.3: spikes in 500 ms."""
    counts = {2.2: 0, 2.3: 1, 5: 1, 6: 2, 6.2: 3, 6.3: 27, 7: 30, 8: 32, 10: 35}
    found = membranes.crossings(HodgkinHuxley(), list(counts), 500, 0.0)
    assert [len(times) for times in found] == list(counts.values())


@pytest.mark.validation
def test_shocks(membranes):
    """Instantaneous displacements from rest: 6 mV fails, 7, 15 and 90 mV fire; peaks above rest."""
    cell = HodgkinHuxley.preset("original")
    rest = float(cell.rest()["voltage"])
    shocks = np.array([6.0, 6.5, 6.51, 7.0, 15.0, 90.0])
    found = membranes.crossings(cell, np.zeros(6), 20, 60.0, voltage=rest + shocks)
    fired = [len(times) > 0 for times in found]
    assert fired == [False, False, True, True, True, False], "90 mV starts above the level"
    recording = simulate(cell, 0.0, 6, dt=0.001, start={"voltage": rest + shocks, **gates_of(cell, 6)})
    assert recording["voltage"].values[:, 3:].max(0) - rest == pytest.approx([102.12, 105.41, 108.54], abs=0.01)
    assert recording["voltage"].values[:, 0].max() - rest < 10


def gates_of(cell, count):
    """The resting gates, once for each of several cells."""
    return {name: np.full(count, float(value)) for name, value in cell.rest().items() if name != "voltage"}


def test_single_spike(membranes):
    """5 µA/cm² from 5 to 30 ms: 0 mV is crossed at 7.9894 ms (computed; 7.994 in the published test)."""
    (times,) = membranes.crossings(HodgkinHuxley(), 5.0, 30, 0.0, stimulus=lambda t: (t > 5) & (t < 30))
    assert times == pytest.approx([7.9894], abs=2e-4)


ACCURATE = [101.901, 116.823, 131.472, 146.109, 160.745, 175.382, 190.018, 300.929, 311.287, 320.983, 330.620]
PUBLISHED = [101.94, 116.91, 131.6, 146.29, 160.97, 175.65, 190.34, 300.95, 311.36, 321.11, 330.8]


def test_two_steps_of_the_tutorial(membranes):
    """10 µA/cm² from 100 to 200 ms, 35 from 300 to 400 ms; the published list carries 0.4 % of integration error."""

    def steps(t):
        return 10.0 * ((t > 100) & (t < 200)) + 35.0 * ((t > 300) & (t < 400))

    (times,) = membranes.crossings(HodgkinHuxley(), 1.0, 450, 0.0, stimulus=steps, voltage=-65.0, m=0.05, h=0.6, n=0.32)
    assert len(times) == 18
    assert times[:11] == pytest.approx(ACCURATE, abs=2e-3)
    assert times[-1] == pytest.approx(397.997, abs=2e-3)
    assert times[:11] == pytest.approx(PUBLISHED, abs=0.6)


def test_action_potential_of_110_mv_every_15_and_a_half_ms(membranes):
    """Row C5: the playground's constants, its scheme (forward Euler, 0.025 ms), its current; times on a true clock."""
    cell = HodgkinHuxley.preset("playground")
    start = {"voltage": 0.0, "m": 0.05, "h": 0.6, "n": 0.32}
    pulse = stimuli.step(8.0, 100, 900)
    recording = simulate(cell, pulse, 1000, dt=0.025, integrator=Euler(), start=start)
    times = recording.spikes["spikes"].times
    assert len(times) == 52
    assert np.diff(times)[5:].mean() == pytest.approx(15.5, abs=0.05)
    assert recording["voltage"].values.max() == pytest.approx(110.4, abs=0.3)
    for current, count in ((5.0, 2), (6.3, 47)):
        recording = simulate(cell, stimuli.step(current, 100, 900), 1000, dt=0.025, integrator=Euler(), start=start)
        assert len(recording.spikes["spikes"].times) == count


def test_gates_stay_shares(drive):
    """Row C6; exponential Euler keeps it at any step, however fast the gates are."""
    currents, temperatures = np.meshgrid([-20.0, 0.0, 5.0, 10.0, 50.0, 200.0], [0.0, 6.3, 25.0])
    size = currents.size
    with double():
        cell = discretise(HodgkinHuxley(temperature=jnp.asarray(temperatures.ravel())), ExponentialEuler())
        start = {name: jnp.broadcast_to(value, size) for name, value in cell.cell.rest().items()}
        latch = {"latch 0": jnp.zeros(size, jnp.int32)}
        trace, _ = drive(cell, 2000, 0.02, {"current": jnp.asarray(currents.ravel())}, **start, **latch)
    for gate in "mhn":
        assert trace[gate].min() >= 0
        assert trace[gate].max() <= 1
        assert np.ptp(trace[gate], axis=0).max() > 0.1


def test_potassium_goes_with_the_fourth_power():
    with double():
        cell = HodgkinHuxley()
        state = cell.settled(jnp.asarray(-30.0))
        half = {**state, "n": state["n"] / 2}
        one, other = cell.currents(state)["potassium_current"], cell.currents(half)["potassium_current"]
        assert float(one / other) == pytest.approx(16, rel=1e-12)


def test_ten_degrees_make_the_gates_three_times_as_fast():
    with double():
        slow, fast = HodgkinHuxley(), HodgkinHuxley(temperature=16.3)
        for name, rates in slow.rates(jnp.asarray(-40.0)).items():
            warm = fast.rates(jnp.asarray(-40.0))[name]
            assert float(rates.time_constant / warm.time_constant) == pytest.approx(3, rel=1e-12)
            assert float(warm.steady) == pytest.approx(float(rates.steady), rel=1e-12)


def test_blockers_take_their_current_and_no_other():
    with double():
        state = HodgkinHuxley().settled(jnp.asarray(-20.0))
        whole = HodgkinHuxley().currents(state)
        for drug, current in (("sodium_block", "sodium_current"), ("potassium_block", "potassium_current")):
            blocked = HodgkinHuxley(**{drug: 0.75}).currents(state)
            for name, value in whole.items():
                share = 0.25 if name == current else 1.0
                assert float(blocked[name]) == pytest.approx(share * float(value), rel=1e-12)
    assert len(simulate(HodgkinHuxley.preset("tetrodotoxin"), 20.0, 100).spikes["spikes"].times) == 0


def test_tetraethylammonium_lengthens_the_spike():
    def width(cell):
        voltage = simulate(cell, stimuli.step(40.0, 5, 5.5), 60, dt=0.01)["voltage"].values
        return 0.01 * np.count_nonzero(voltage > -20)

    assert width(HodgkinHuxley.preset("tetraethylammonium")) > 1.15 * width(HodgkinHuxley())


def test_rates_and_their_slopes_are_finite_where_the_textbook_form_is_0_over_0(membranes):
    cell = HodgkinHuxley.preset("original")
    at_m, at_n = cell.rates(jnp.asarray(25.0))["m"], cell.rates(jnp.asarray(10.0))["n"]
    assert float(at_m.opening) == pytest.approx(1.0, rel=1e-12)
    assert float(at_n.opening) == pytest.approx(0.1, rel=1e-12)
    for voltage in (10.0, 25.0):
        assert np.isfinite(membranes.eigenvalues(cell, voltage)).all()
