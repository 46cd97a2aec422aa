"""Row B5: what receptors let through; and the charge of an exponential current."""

import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wetnet.core.precision import double
from wetnet.core.registry import declared, find
from wetnet.synapses import AMPA, GABAA, NMDA, ExponentialCurrent

BOUND = 4.0


def opened(receptor, voltage):
    _, contribution = receptor.step(receptor.start(), jnp.float32(BOUND), jnp.float32(voltage), 0.15)
    return {name: float(value) for name, value in contribution.items()}


@pytest.mark.parametrize(("voltage", "share"), [(-70.0, 0.047), (-60.0, 0.5), (-50.0, 0.953)])
def test_magnesium_blocks_nmda_receptors(voltage, share):
    assert float(NMDA().unblocked(voltage)) == pytest.approx(share, abs=5e-4)
    through = opened(NMDA(), voltage)
    assert through["calcium"] == pytest.approx(BOUND * share, abs=2e-3)
    assert through["sodium"] == through["calcium"]
    assert through["potassium"] == pytest.approx(0.3 * through["sodium"])


@pytest.mark.parametrize("voltage", [-90.0, -70.0, 0.0])
def test_ampa_and_gaba_do_not_depend_on_voltage(voltage):
    assert opened(AMPA(), voltage) == pytest.approx({"sodium": BOUND, "potassium": 0.3 * BOUND})
    assert opened(GABAA(), voltage) == {"chloride": BOUND}


LANDING = [slug for slug in declared("synapse") if getattr(find("synapse", slug), "lands_on", None)]


@pytest.mark.parametrize("slug", LANDING)
@given(st.floats(-50, 50), st.floats(-50, 50))
@settings(max_examples=5)
def test_what_arrives_may_land_beforehand_where_a_receptor_says_so(slug, held, arriving):
    receptor = find("synapse", slug)()
    with double():
        state, voltage, dt = receptor.start(), jnp.asarray(-60.0), jnp.asarray(0.1)
        before = {**state, receptor.lands_on: jnp.asarray(held)}
        after = {**state, receptor.lands_on: jnp.asarray(held + arriving)}
        usual, landed = receptor.step(before, arriving, voltage, dt), receptor.step(after, 0.0, voltage, dt)
    for one, other in zip(usual, landed, strict=True):
        found = {name: float(value) for name, value in one.items()}
        assert found == pytest.approx({name: float(value) for name, value in other.items()}, abs=1e-12)


@given(st.floats(0.05, 2.0), st.floats(0.5, 50.0))
@settings(max_examples=20)
def test_charge_of_an_exponential_current_is_weight_times_time_constant(dt, tau):
    """Whatever the step: what has not flowed yet is in the current that is left."""
    with double():
        receptor = ExponentialCurrent(tau)
        state, charge = receptor.start(), 0.0
        for arriving in (16.2, 0.0, 0.0, 0.0):
            state, now = receptor.step(state, jnp.asarray(arriving), None, dt)
            charge += float(now["current"]) * dt
        left = float(state["current"]) * tau
    assert charge == pytest.approx(16.2 * tau * (1 - np.exp(-4 * dt / tau)), rel=1e-9)
    assert charge + left == pytest.approx(16.2 * tau, rel=1e-9)
