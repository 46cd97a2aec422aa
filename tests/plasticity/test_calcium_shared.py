"""Receptors shared between the synapses of a cell that are at work."""

import jax.numpy as jnp
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wetnet.plasticity import CalciumSharedAMPA


def step(rule, ampa, nmda, open_in_cell, gain=1.0, voltage=60.0):
    weights = {"ampa": jnp.float32([ampa]), "nmda": jnp.float32([nmda])}
    post = {"voltage": jnp.float32([voltage]), "calcium": jnp.float32([open_in_cell])}
    _, changed = rule.step({}, weights, {"glutamate": jnp.float32([1.0])}, post, jnp.float32(gain), jnp.float32(0.15))
    return float(changed["ampa"][0])


@pytest.mark.parametrize("calcium", [0.0, 0.3, 2.7])
def test_a_count_settles_at_its_share_of_the_receptors(calcium):
    """From below and from above: maximum / (1 + C / half)."""
    rule = CalciumSharedAMPA(maximum=20.0, half=0.3)
    for ampa in (0.0, 20.0):
        for _ in range(100):
            ampa = step(rule, ampa, 2.0, calcium)
        assert ampa == pytest.approx(20 / (1 + calcium / 0.3), rel=1e-4)


def test_little_calcium_shrinks_a_count_whatever_the_cell_does():
    rule = CalciumSharedAMPA(rate=0.5, calcium=1.0)
    assert step(rule, 4.0, 0.5, 0.0) == pytest.approx(4 * (1 - 0.1 * 0.5), rel=1e-4)
    assert step(rule, 4.0, 0.5, 9.0) == step(rule, 4.0, 0.5, 0.0)


@given(
    st.floats(0, 25, width=32, allow_subnormal=False),
    st.floats(0, 5),
    st.floats(0, 20),
    st.floats(0, 2),
    st.floats(-90, 30),
)
@settings(max_examples=40)
def test_counts_stay_in_range_and_with_gain_zero_as_they_are(ampa, nmda, open_in_cell, gain, voltage):
    rule = CalciumSharedAMPA(rate=1.0)
    assert -1e-5 <= step(rule, ampa, nmda, open_in_cell, gain, voltage) <= 25 * (1 + 1e-6)
    assert step(rule, ampa, nmda, open_in_cell, 0.0, voltage) == ampa
