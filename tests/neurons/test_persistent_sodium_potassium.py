"""Five sets of the persistent sodium and potassium model against published and recomputed bifurcations."""

import jax.numpy as jnp
import numpy as np
import pytest

from wetnet import simulate
from wetnet.core.precision import double
from wetnet.neurons import PersistentSodiumPotassium as Model

HIGH = ("high-threshold", "fast-potassium", "homoclinic")


@pytest.mark.parametrize("preset", HIGH)
def test_folds_of_the_high_threshold_sets(membranes, preset):
    """They do not depend on the potassium gate's time constant."""
    cell = Model.preset(preset)
    current, voltage = membranes.fold(cell, -63, -55)
    assert (current, voltage) == pytest.approx((4.512868, -60.93252), abs=1e-5)
    assert float(cell.settled(jnp.asarray(voltage))["n"]) == pytest.approx(0.000756, abs=1e-6)
    assert membranes.fold(cell, -45, -30) == pytest.approx((-85.822842, -35.66334), abs=1e-5)


def test_normal_form_of_the_saddle_node(membranes):
    """a = I''(V)/(2 C), the sign turned: 0.188724."""
    cell = Model()
    _, v = membranes.fold(cell, -63, -55)
    h = 1e-2
    second = sum(s * membranes.steady_current(cell, v + d) for s, d in ((1, h), (-2, 0), (1, -h))) / h**2
    assert -second / 2 == pytest.approx(0.188724, abs=2e-6)


def test_equilibria_of_the_high_set(membranes):
    cell = Model()
    voltages = membranes.equilibria(cell, 3.0)
    assert voltages == pytest.approx([-63.8054, -58.1365, -27.1442], abs=1e-4)
    gates = [float(cell.settled(jnp.asarray(v))["n"]) for v in voltages]
    assert gates == pytest.approx([0.0004, 0.0013, 0.3944], abs=1e-4)


HOPF = [
    ("high-threshold", (-30, -10), (200.4395, None, None)),
    ("low-threshold", (-60, -50), (14.659040, -56.48149, 2.137477)),
    ("low-threshold", (-45, -20), (353.5502, None, None)),
    ("low-threshold-subcritical", (-55, -45), (48.901606, -49.67507, 2.351718)),
]


@pytest.mark.parametrize(("preset", "between", "point"), HOPF)
def test_hopf_points(membranes, preset, between, point):
    found = membranes.hopf(Model.preset(preset), *between)
    for value, expected in zip(found, point, strict=True):
        if expected is not None:
            assert value == pytest.approx(expected, abs=1e-4 if expected > 100 else 1e-5)


def test_gate_at_the_low_hopf_point(membranes):
    cell = Model.preset("low-threshold")
    _, voltage, _ = membranes.hopf(cell, -60, -50)
    assert float(cell.settled(jnp.asarray(voltage))["n"]) == pytest.approx(0.09143, abs=1e-5)


def test_periods_near_the_saddle_node_on_the_circle(membranes):
    expected = {4.52: 87.276, 4.6: 28.805, 6: 10.514, 10: 7.0735, 40: 3.8781}
    found = membranes.crossings(Model(), list(expected), 400, -40.0, dt=0.005)
    periods = [np.diff(times)[-1] for times in found]
    assert periods == pytest.approx(list(expected.values()), rel=1e-3)


@pytest.mark.validation
def test_periods_beyond_the_supercritical_hopf_point(membranes):
    expected = {15: 2.9332, 20: 2.8674, 50: 3.3906}
    found = membranes.crossings(Model.preset("low-threshold"), list(expected), 600, -56.5, dt=0.01, voltage=-40.0)
    periods = [np.diff(times)[-1] for times in found]
    assert periods == pytest.approx(list(expected.values()), rel=1e-3)


def test_rest_and_firing_side_by_side_with_fast_potassium(membranes):
    """At 3 µA/cm² the saddle-node off the cycle has not come yet: it fires only if it starts above."""
    cell = Model.preset("fast-potassium")
    for start, fires in ((-63.8, False), (-40.0, True)):
        (times,) = membranes.crossings(cell, 3.0, 100, -40.0, dt=0.005, voltage=start, n=0.0)
        assert (len(times) > 5) == fires


def test_a_larger_capacitance_is_a_slower_membrane(membranes):
    """Row C20: the time constant at rest grows with C, and the period with it."""
    periods, decay = [], []
    for capacitance in (0.5, 1.0, 2.0):
        cell = Model(capacitance=capacitance)
        (times,) = membranes.crossings(cell, 10.0, 100, -40.0, dt=0.005)
        periods.append(np.diff(times)[-1])
        flow = cell.flow({"voltage": jnp.asarray(-40.0), "n": jnp.asarray(0.1)}, {}, {"current": jnp.asarray(0.0)})
        decay.append(float(flow["voltage"]) * capacitance)
    assert decay == pytest.approx([decay[0]] * 3, rel=1e-12)
    assert periods[0] < 0.9 * periods[1]
    assert periods[1] < 0.9 * periods[2]


@pytest.mark.validation
def test_playground_counts():
    """Row C4 on intervals: 15.2, 10.6 and 7.1 ms at 5, 6 and 10 µA/cm², silence at 4."""
    for current, interval in ((5, 15.2), (6, 10.6), (10, 7.1)):
        times = simulate(Model(), current, 300, dt=0.01).spikes["spikes"].times
        assert np.diff(times)[3:].mean() == pytest.approx(interval, rel=0.02)
    assert len(simulate(Model(), 4.0, 300).spikes["spikes"].times) == 0


def test_blockers():
    with double():
        state = Model().settled(jnp.asarray(-20.0))
        whole = Model().currents(state)
        assert float(Model(sodium_block=1.0).currents(state)["sodium_current"]) == 0
        half = Model(potassium_block=0.5).currents(state)["potassium_current"]
        assert float(half) == pytest.approx(float(whole["potassium_current"]) / 2)
