"""Release, reuptake and binding at a terminal."""

import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wetnet.synapses import Cleft, CooperativeCleft, Relay

STEP = 0.15
CLEFTS = [Cleft, CooperativeCleft]


def after(terminal, arrivals, dt=STEP):
    """What is bound after each step, and the last state."""
    state, bound = terminal.start(), []
    for arrived in arrivals:
        state, now = terminal.step(state, jnp.float32(arrived), dt)
        bound.append({name: float(value) for name, value in now.items()})
    return bound, state


def test_one_release_binds_what_the_seed_measured():
    """Row B5: effective levels 0.63, 0.44, 0.31 by reuptake of 0.3 a step; sigmoid of slope 10 about 0.55."""
    bound, _ = after(Cleft(), [1, 0, 0])
    assert [now["glutamate"] for now in bound] == pytest.approx([0.69, 0.25, 0.08], abs=0.005)


@pytest.mark.parametrize("kind", CLEFTS)
def test_reuptake_is_exponential_and_independent_of_the_step(kind):
    coarse, state = after(kind(), [1, 0, 0, 0], dt=0.2)
    fine, same = after(kind(), [1] + [0] * 7, dt=0.1)
    assert float(state["filled"]) == pytest.approx(0.9 * np.exp(-0.8 / 0.42055), rel=1e-5)
    assert float(same["filled"]) == pytest.approx(float(state["filled"]), rel=1e-5)
    assert fine[-1] == pytest.approx(coarse[-1], rel=1e-5)


@pytest.mark.parametrize("kind", CLEFTS)
def test_a_second_spike_fills_nine_tenths_of_what_is_empty(kind):
    terminal = kind(reuptake_time=1e4)
    _, state = after(terminal, [1, 1], dt=1e-3)
    assert float(state["filled"]) == pytest.approx(0.99, abs=1e-4)


@pytest.mark.parametrize("kind", CLEFTS)
@given(glutamate=st.floats(0, 1), arrivals=st.lists(st.booleans(), min_size=1, max_size=12))
def test_bound_shares_are_shares_and_follow_the_content(kind, glutamate, arrivals):
    mixed, state = after(kind(glutamate=glutamate, gaba=1 - glutamate), arrivals)
    assert 0 <= float(state["filled"]) <= 1
    for now in mixed:
        assert all(0 <= value <= 1 for value in now.values())
        assert (now["glutamate"] >= now["gaba"]) == (glutamate >= 0.5) or now["glutamate"] == pytest.approx(now["gaba"])


def test_without_transmitter_the_seeds_cleft_leaks_and_the_cooperative_one_does_not():
    leaking, _ = after(Cleft(), [0])
    assert leaking[0]["glutamate"] == pytest.approx(1 / (1 + np.exp(5.5)), rel=1e-3)
    tight, _ = after(CooperativeCleft(), [0])
    assert tight[0] == {"glutamate": 0, "gaba": 0}


def test_the_cooperative_cleft_is_half_bound_at_half():
    terminal = CooperativeCleft(residue=0.45, reuptake_time=1e4)  # one release fills 0.55
    bound, _ = after(terminal, [1], dt=1e-4)
    assert bound[0]["glutamate"] == pytest.approx(0.5, abs=1e-3)
    assert bound[0]["gaba"] == 0


def test_a_cooperative_cleft_empties_for_good():
    bound, state = after(CooperativeCleft(), [1] + [0] * 100)
    assert float(state["filled"]) == 0
    assert bound[-1]["glutamate"] == 0


def test_a_relay_passes_on_what_arrives():
    bound, _ = after(Relay(), [0, 1, 0])
    assert [now["spike"] for now in bound] == [0, 1, 0]
