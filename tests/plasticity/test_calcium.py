"""Row B7: the curve of growth and loss, and its bounds."""

import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wetnet.core.precision import double
from wetnet.plasticity import CalciumAMPA
from wetnet.plasticity.calcium import growth

STEP = 0.15


def step(rule, ampa, nmda, glutamate, voltage, gain=1.0, state=None):
    state = state or {name: jnp.full(1, value) for name, value in rule.start().items()}
    weights = {"ampa": jnp.float32([ampa]), "nmda": jnp.float32([nmda])}
    pre, post = {"glutamate": jnp.float32([glutamate])}, {"voltage": jnp.float32([voltage])}
    state, changed = rule.step(state, weights, pre, post, jnp.float32(gain), jnp.float32(STEP))
    return state, float(changed["ampa"][0])


@pytest.mark.parametrize(("calcium", "expected"), [(1.0, 0.0), (0.5, -0.1), (2.0, 0.406), (0.09, 0.0), (0.0, 0.0)])
def test_the_curve_at_the_stated_points(calcium, expected):
    with double():
        assert float(growth(jnp.asarray(calcium), 0.1)) == pytest.approx(expected, abs=5e-4)


def test_the_curve_is_least_at_a_half_and_changes_sign_at_one_only():
    with double():
        calcium = np.linspace(0.1001, 20, 20001)
        g = np.asarray(growth(jnp.asarray(calcium), 0.1))
    assert calcium[g.argmin()] == pytest.approx(0.5, abs=2e-3)
    assert g.min() == pytest.approx(-0.1, abs=1e-6)
    crossings = np.flatnonzero(np.diff(np.sign(g)))
    assert calcium[crossings] == pytest.approx([1.0], abs=2e-3)


@given(
    ampa=st.floats(0, 15),
    nmda=st.floats(0, 20),
    glutamate=st.floats(0, 1),
    voltage=st.floats(-90, 30),
    gain=st.floats(0, 2),
)
@settings(max_examples=40)
def test_counts_stay_between_none_and_the_most(ampa, nmda, glutamate, voltage, gain):
    model, state = CalciumAMPA(rate=1.0, maximum=15.0), None
    for _ in range(4):
        state, ampa = step(model, ampa, nmda, glutamate, voltage, gain, state)
        assert 0 <= ampa <= 15 * (1 + 1e-6)


def test_much_calcium_grows_and_little_shrinks_in_proportion_to_what_is_left():
    model = CalciumAMPA(rate=0.1, maximum=15.0)
    rises = [step(model, ampa, 4.0, 1.0, 60.0)[1] - ampa for ampa in (0.0, 5.0, 10.0, 15.0)]
    assert rises == pytest.approx(rises[0] * np.array([1, 2 / 3, 1 / 3, 0]), abs=1e-5)
    assert rises[0] > 0
    falls = [step(model, ampa, 0.5, 1.0, 60.0)[1] - ampa for ampa in (0.0, 5.0, 10.0)]
    assert falls == pytest.approx(falls[2] * np.array([0, 0.5, 1]), abs=1e-5)
    assert falls[2] < 0


def test_one_step_of_the_seed():
    """AMPA += (15 − AMPA) g × plastic × slider, by hand: calcium 2, g 0.406, plastic 0.5, slider 0.8, AMPA 3."""
    _, ampa = step(CalciumAMPA(rate=0.5), 3.0, 2.0, 1.0, 60.0, gain=0.8)
    assert ampa == pytest.approx(3 + 12 * 0.40617 * 0.5 * 0.8, abs=2e-3)


@given(ampa=st.floats(0, 15, width=32, allow_subnormal=False), nmda=st.floats(0, 20), voltage=st.floats(-90, 30))
@settings(max_examples=40)
def test_with_gain_zero_weights_come_back_bit_for_bit(ampa, nmda, voltage):
    _, after = step(CalciumAMPA(maximum=15.0), ampa, nmda, 1.0, voltage, gain=0.0)
    assert after == ampa
