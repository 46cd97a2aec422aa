"""exprel and sigmoid, on which every rate stands, in both precisions."""

import math
from fractions import Fraction

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wetnet.core.functions import exprel, sigmoid
from wetnet.core.precision import double


def series(x, derivative=False):
    """Σ xⁿ/(n+1)! or its derivative Σ n xⁿ⁻¹/(n+1)!, in exact fractions."""
    q, total, factorial = Fraction(x), Fraction(0), 1
    for n in range(90):
        factorial *= n + 1
        if not derivative:
            total += q**n / Fraction(factorial)
        elif n:
            total += n * q ** (n - 1) / Fraction(factorial)
    return float(total)


POINTS = [0.0, 1e-9, -1e-9, 0.1, -0.1, math.nextafter(0.5, 0), 0.5, -0.5, math.nextafter(0.5, 1), 3.0, -3.0]


@pytest.mark.parametrize("x", POINTS)
def test_value_and_derivative_in_double(x):
    with double():
        value, slope = jax.value_and_grad(exprel)(jnp.asarray(x))
    assert float(value) == pytest.approx(series(x), rel=1e-13)
    assert float(slope) == pytest.approx(series(x, derivative=True), rel=1e-11)


@given(st.floats(-20, 20, width=32))
def test_value_in_single(x):
    assert float(exprel(jnp.float32(x))) == pytest.approx(float(np.expm1(x) / x) if x else 1.0, rel=3e-6)


def test_second_derivative_is_finite_at_the_removable_singularity():
    with double():
        assert float(jax.grad(jax.grad(exprel))(jnp.asarray(0.0))) == pytest.approx(1 / 3, rel=1e-12)


@given(st.floats(-100, 100))
def test_sigmoid(v):
    with double():
        assert float(sigmoid(jnp.asarray(v), 0.3, -60.0)) == pytest.approx(
            1 / (1 + math.exp(-0.3 * (v + 60))), abs=1e-15
        )
