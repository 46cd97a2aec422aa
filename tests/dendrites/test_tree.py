"""The tree solve against a dense one; conservation."""

import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wetnet.core.precision import double
from wetnet.dendrites import Tree


def some_tree(seed, count):
    rng = np.random.default_rng(seed)
    parents = np.array([0] + [int(rng.integers(0, i)) for i in range(1, count)])
    return Tree(parents, jnp.asarray(rng.uniform(0.01, 10, count)), jnp.asarray(rng.uniform(0.1, 3, count))), rng


@given(st.integers(0, 10_000))
@settings(max_examples=8, deadline=None)
def test_solve_is_the_inverse_of_the_matrix(seed):
    with double():
        tree, rng = some_tree(seed, 12)
        own, right = jnp.asarray(rng.uniform(0.1, 100, 12)), jnp.asarray(rng.normal(size=12))
        matrix = np.array([tree.pull(unit) for unit in jnp.eye(12)]).T
        expected = np.linalg.solve(np.diag(own) - matrix, right)
        np.testing.assert_allclose(tree.solve(own, right), expected, rtol=1e-9, atol=1e-12)


def test_what_leaves_one_compartment_arrives_in_another():
    with double():
        tree, rng = some_tree(3, 30)
        moved = tree.pull(jnp.asarray(rng.normal(size=30)))
        assert float(jnp.sum(tree.capacitance * moved)) == pytest.approx(0, abs=1e-12)
        np.testing.assert_allclose(tree.pull(jnp.full(30, -65.0)), 0, atol=1e-12)


def test_an_implicit_step_keeps_the_charge():
    with double():
        tree, rng = some_tree(4, 30)
        before = jnp.asarray(rng.normal(size=30))
        after = before + tree.solve(jnp.full(30, 1 / 0.1), tree.pull(before))
        assert float(jnp.sum(tree.capacitance * after)) == pytest.approx(float(jnp.sum(tree.capacitance * before)))
        assert float(jnp.ptp(after)) < float(jnp.ptp(before))
