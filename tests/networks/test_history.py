"""The memory of past spikes: native kernel against twin, and both against a plain array."""

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wetnet.core import native
from wetnet.networks import history

WAYS = [
    pytest.param(jax.jit(history.remember), id="chosen"),
    pytest.param(jax.jit(history.remember_jax), id="twin"),
]


@pytest.mark.parametrize("remember", WAYS)
@given(
    cells=st.sampled_from([1, 31, 32, 33, 75]),
    density=st.sampled_from([0.05, 0.5, 1.0]),
    seed=st.integers(0, 2**32 - 1),
)
@settings(max_examples=10)
def test_every_step_back_to_the_longest_delay_is_recalled(remember, cells, density, seed):
    spikes = np.random.default_rng(seed).uniform(size=(80, cells)) < density
    past = jnp.asarray(history.silent(cells, history.depth(40)))
    for step, fired in enumerate(spikes):
        past = remember(past, jnp.asarray(fired), jnp.int32(step))
    for delay in range(1, 41):
        np.testing.assert_array_equal(history.recall(past, jnp.int32(80 - delay), cells), spikes[80 - delay])
    several = history.recall(past, jnp.array([79, 60], jnp.int32), cells)
    np.testing.assert_array_equal(several, spikes[[79, 60]])


@pytest.mark.parametrize(("longest", "steps"), [(0, 0), (1, 32), (32, 32), (33, 64)])
def test_it_is_as_long_as_the_longest_delay(longest, steps):
    assert history.silent(70, history.depth(longest)).shape == (steps, 3)


def test_without_delays_nothing_is_remembered():
    past = history.silent(5, 0)
    assert history.remember(past, np.ones(5, bool), np.int32(3)) is past


def test_the_kernel_is_what_is_tested_above():
    if not native.available():
        pytest.skip("the native kernels were not built")
    text = str(jax.make_jaxpr(history.remember)(history.silent(3, 32), jnp.zeros(3, bool), jnp.int32(0)))
    assert "wetnet_remember_spikes" in text
