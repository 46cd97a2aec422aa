"""Delivery: the native kernel, its twin, and SciPy's sparse product."""

import jax
import jax.numpy as jnp
import numpy as np
import pytest
import scipy.sparse
from hypothesis import given, settings
from hypothesis import strategies as st

from wetnet.core import native
from wetnet.core.precision import double
from wetnet.networks import history
from wetnet.networks.delivery import (
    Afferents,
    Synapses,
    compress,
    deliver,
    deliver_jax,
    deliver_spikes,
    deliver_spikes_jax,
)

needs_kernels = pytest.mark.skipif(not native.available(), reason="the native kernels were not built")
TWIN = jax.jit(deliver_jax)
KERNEL = jax.jit(deliver)
SPIKES_TWIN = jax.jit(deliver_spikes_jax)
SPIKES_KERNEL = jax.jit(deliver_spikes)


@st.composite
def problems(draw):
    """Rows, slots, synapses in any order (also several between one pair), a signal that is mostly zero."""
    rows, slots = draw(st.sampled_from([1, 7, 8, 33])), draw(st.sampled_from([1, 5, 40]))
    count = draw(st.sampled_from([0, 1, 30, 200]))
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    row, target = rng.integers(0, rows, count), rng.integers(0, slots, count)
    signal = rng.normal(size=rows) * (rng.uniform(size=rows) < draw(st.sampled_from([0.0, 0.1, 1.0])))
    return signal, row, target, rng.normal(size=count), rng.normal(size=slots), draw(st.sampled_from([0, 50]))


def operands(problem, dtype):
    signal, row, target, weight, base, spare = problem
    held = compress(len(signal), row, target, weight, spare)
    synapses = Synapses(jnp.asarray(held.indptr), jnp.asarray(held.target), jnp.asarray(held.weight, dtype))
    return jnp.asarray(signal, dtype), synapses, jnp.asarray(base, dtype)


@needs_kernels
@given(problems(), st.booleans())
@settings(max_examples=12)
def test_the_kernel_and_its_twin_agree_bit_for_bit(problem, in_double):
    dtype = jnp.float64 if in_double else jnp.float32
    with double():
        signal, synapses, base = operands(problem, dtype)
        ours, twins = KERNEL(signal, synapses, base), TWIN(signal, *synapses, base)
    assert ours.dtype == dtype
    np.testing.assert_array_equal(np.asarray(ours), np.asarray(twins))


@pytest.mark.parametrize("way", [lambda s, syn, b: KERNEL(s, syn, b), lambda s, syn, b: TWIN(s, *syn, b)])
@given(problem=problems())
@settings(max_examples=10)
def test_it_is_a_sparse_product(way, problem):
    signal, row, target, weight, base, _ = problem
    matrix = scipy.sparse.coo_matrix((weight, (target, row)), shape=(len(base), len(signal)))
    with double():
        found = np.asarray(way(*operands(problem, jnp.float64)))
    np.testing.assert_allclose(found, base + matrix @ signal, rtol=1e-12, atol=1e-12)


def test_compressing_keeps_the_order_within_a_row():
    held = compress(3, np.array([2, 0, 2, 0]), np.array([5, 6, 7, 8]), np.array([1.0, 2.0, 3.0, 4.0]), spare=4)
    assert held.indptr.tolist() == [0, 2, 2, 4]
    assert held.target.tolist() == [6, 8, 5, 7, 0, 0, 0, 0]
    assert held.weight.tolist() == [2, 4, 1, 3, 0, 0, 0, 0]


@pytest.mark.parametrize("way", [deliver_jax, lambda signal, i, t, w, base: deliver(signal, Synapses(i, t, w), base)])
def test_a_silent_row_costs_nothing_and_spoils_nothing(way):
    """What a silent terminal weighs does not matter, be it infinite; the operand that was given is left alone."""
    held = compress(2, np.array([0, 1]), np.array([0, 1]), np.array([3.0, 5.0]))
    base = jnp.zeros(2)
    found = way(jnp.float32([0, 2]), *map(jnp.asarray, held[:2]), jnp.float32(held.weight), base)
    assert found.tolist() == [0, 10]
    assert base.tolist() == [0, 0]


@st.composite
def volleys(draw):
    """Past spikes, synapses of several delays in any order, and the step in which they arrive."""
    cells, targets = draw(st.sampled_from([1, 31, 33, 70])), draw(st.sampled_from([1, 5, 40]))
    delays = np.array(draw(st.lists(st.integers(1, 50), min_size=1, max_size=4, unique=True)))
    now = draw(st.sampled_from([0, 3, 60, 99]))
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    count = draw(st.sampled_from([1, 30, 200]))
    delay, source, target = rng.choice(delays, count), rng.integers(0, cells, count), rng.integers(0, targets, count)
    spikes = rng.uniform(size=(now, cells)) < draw(st.sampled_from([0.05, 1.0]))
    return spikes, delay, source, target, rng.normal(size=count), rng.normal(size=targets)


def arriving(volley, dtype):
    """The operands of a delivery."""
    spikes, delay, source, target, weight, base = volley
    now, cells = spikes.shape
    longest_first = np.unique(delay)[::-1]
    row = np.array([np.flatnonzero(longest_first == d)[0] for d in delay]) * cells + source
    held = compress(cells * len(longest_first), row, target, weight, spare=7)
    past = jnp.asarray(history.silent(cells, history.depth(50)))
    for step, fired in enumerate(spikes):
        past = history.remember_jax(past, jnp.asarray(fired), step)
    afferents = Afferents(
        jnp.int32(longest_first), jnp.asarray(held.indptr), jnp.asarray(held.target), jnp.asarray(held.weight, dtype)
    )
    return past, jnp.int32(now), afferents, jnp.asarray(base, dtype)


@needs_kernels
@given(volleys(), st.booleans())
@settings(max_examples=12)
def test_spikes_kernel_and_its_twin_agree_bit_for_bit(volley, in_double):
    with double():
        past, now, afferents, base = arriving(volley, jnp.float64 if in_double else jnp.float32)
        ours, twins = SPIKES_KERNEL(past, now, afferents, base), SPIKES_TWIN(past, now, *afferents, base)
    np.testing.assert_array_equal(np.asarray(ours), np.asarray(twins))


@pytest.mark.parametrize(
    "way",
    [pytest.param(lambda p, n, a, b: SPIKES_KERNEL(p, n, a, b), id="chosen"),
     pytest.param(lambda p, n, a, b: SPIKES_TWIN(p, n, *a, b), id="twin")],
)  # fmt: skip
@given(volley=volleys())
@settings(max_examples=10)
def test_every_spike_arrives_its_delay_later(way, volley):
    spikes, delay, source, target, weight, base = volley
    expected = base.copy()
    for d, i, j, w in zip(delay, source, target, weight, strict=True):
        if d <= len(spikes) and spikes[len(spikes) - d, i]:
            expected[j] += w
    with double():
        found = np.asarray(way(*arriving(volley, jnp.float64)))
    np.testing.assert_allclose(found, expected, rtol=1e-12, atol=1e-12)
