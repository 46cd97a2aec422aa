"""Axons: every spike arrives exactly its delay later, whatever else is under way."""

import jax
import jax.numpy as jnp
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from wetnet.networks import axons


def travel(spikes, delays):
    """Arrivals (steps, axons) of spikes (steps, axons)."""

    def step(held, fired):
        held, arrived = axons.arrive(held)
        return axons.launch(held, fired, jnp.int32(delays)), arrived

    start = jnp.asarray(axons.silent(spikes.shape[1], int(np.max(delays))))
    return np.asarray(jax.lax.scan(step, start, jnp.asarray(spikes))[1])


def test_every_delay_from_1_to_100():
    delays = np.arange(1, 101)
    spikes = np.zeros((120, 100), bool)
    spikes[3] = True
    step, axon = np.nonzero(travel(spikes, delays))
    assert dict(zip(axon.tolist(), step.tolist(), strict=True)) == {i: 3 + i + 1 for i in range(100)}


@given(
    st.lists(st.integers(1, 100), min_size=1, max_size=6),
    st.floats(0, 1),
    st.integers(0, 2**32 - 1),
)
@settings(max_examples=15)
def test_any_train_on_mixed_delays_arrives_shifted(delays, density, seed):
    spikes = np.random.default_rng(seed).uniform(size=(150, len(delays))) < density
    arrived = travel(spikes, np.array(delays))
    for axon, delay in enumerate(delays):
        np.testing.assert_array_equal(arrived[delay:, axon], spikes[:-delay, axon])
        assert not arrived[:delay, axon].any()


def test_one_delay_for_all_axons():
    spikes = np.eye(40, 3, dtype=bool)
    np.testing.assert_array_equal(travel(spikes, np.int32(33))[33:], spikes[:-33])
