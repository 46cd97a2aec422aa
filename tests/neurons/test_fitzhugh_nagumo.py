"""FitzHugh-Nagumo: both Hopf points, the period, the symmetry, rest."""

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wetnet.core.precision import DOUBLE, double
from wetnet.neurons import FitzHughNagumo
from wetnet.simulation import simulate


def flow(cell, v, w, current):
    rates = cell.flow({"voltage": v, "recovery": w}, {}, {"current": current})
    return jnp.stack([rates["voltage"], rates["recovery"]])


@pytest.mark.parametrize(
    ("current", "v", "w"), [(0.331281, -0.967471, -0.334339), (1.418719, 0.967471, 2.084339)], ids=["lower", "upper"]
)
def test_hopf_points(current, v, w):
    cell = FitzHughNagumo()
    sharp = np.sign(v) * np.sqrt(1 - cell.b * cell.epsilon)
    recovery = (sharp + cell.a) / cell.b
    needed = recovery - (sharp - sharp**3 / 3)
    assert (needed, sharp, recovery) == pytest.approx((current, v, w), abs=1e-6)
    with double():
        x = jnp.asarray([sharp, recovery], DOUBLE)
        assert np.abs(flow(cell, x[0], x[1], needed)).max() < 1e-12
        eigenvalues = np.linalg.eigvals(jax.jacfwd(lambda x: flow(cell, x[0], x[1], needed))(x))
    assert eigenvalues.real == pytest.approx(0, abs=1e-12)
    assert eigenvalues.imag.max() == pytest.approx(0.275507, abs=1e-6)


def test_period():
    times = simulate(FitzHughNagumo(), 0.5, 500, dt=0.005).spikes["spikes"].times
    assert np.diff(times)[3:].mean() == pytest.approx(39.474415, rel=1e-4)


def test_firing_only_between_the_hopf_points():
    spikes = simulate(FitzHughNagumo(), np.array([0.25, 0.5, 1.3, 1.6]), 600, dt=0.05).spikes["spikes"]
    late = [int((spikes.of(i) > 300).sum()) for i in range(4)]
    assert late[0] == late[3] == 0
    assert late[1] > 4
    assert late[2] > 4


@given(st.floats(-3, 3), st.floats(-3, 3), st.floats(-2, 2))
@settings(max_examples=30)
def test_the_two_ends_are_mirror_images(v, w, current):
    """(v, w, I) → (−v, 2a/b − w, 2a/b − I) turns the flow around."""
    cell = FitzHughNagumo()
    twice = 2 * cell.a / cell.b
    with double():
        here = np.asarray(flow(cell, jnp.float64(v), jnp.float64(w), current))
        there = np.asarray(flow(cell, jnp.float64(-v), jnp.float64(twice - w), twice - current))
    np.testing.assert_allclose(there, -here, atol=1e-12)


@given(st.floats(-2, 2), st.floats(0.05, 3))
@settings(max_examples=20, deadline=None)
def test_rest_is_the_lowest_fixed_point(a, b):
    cell = FitzHughNagumo(a=a, b=b)
    with double():
        rest = {name: float(value) for name, value in cell.rest().items()}
    roots = np.roots([1 / 3, 0, 1 / b - 1, a / b])
    lowest = roots[np.abs(roots.imag) < 1e-5].real.min()
    assert rest["voltage"] == pytest.approx(lowest, abs=1e-4)
    assert rest["recovery"] == pytest.approx((rest["voltage"] + a) / b)
