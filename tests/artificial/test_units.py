import math

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from wetnet.artificial import (
    GELU,
    Identity,
    LeakyReLU,
    McCullochPitts,
    ReLU,
    Sigmoid,
    SiLU,
    Softmax,
    Softplus,
    Step,
    Tanh,
)
from wetnet.core.errors import ParameterError
from wetnet.core.precision import double
from wetnet.core.registry import declared

UNITS = sorted(declared("unit"))
SMOOTH = sorted(set(UNITS) - {"mcculloch-pitts", "step"})

CLOSED_FORMS = {
    Identity(): lambda x: x,
    ReLU(): lambda x: max(0.0, x),
    LeakyReLU(0.1): lambda x: x if x > 0 else 0.1 * x,
    Sigmoid(): lambda x: 1 / (1 + math.exp(-x)),
    Tanh(): math.tanh,
    Softplus(): lambda x: math.log1p(math.exp(x)),
    GELU(): lambda x: 0.5 * x * math.erfc(-x / math.sqrt(2)),
    SiLU(): lambda x: x / (1 + math.exp(-x)),
    Step(): lambda x: float(x > 0),
    McCullochPitts(2.0): lambda x: float(x >= 2),
}


def test_every_family_is_registered():
    assert set(UNITS) == {
        "gelu",
        "identity",
        "leaky-relu",
        "mcculloch-pitts",
        "relu",
        "sigmoid",
        "silu",
        "softmax",
        "softplus",
        "step",
        "tanh",
    }


@pytest.mark.parametrize("unit", CLOSED_FORMS, ids=lambda unit: unit.slug)
def test_closed_form(unit):
    x = np.concatenate([np.linspace(-30, 30, 601), [-1e-9, 1e-9, 2.0]])
    with double():
        np.testing.assert_allclose(unit(jnp.asarray(x)), [CLOSED_FORMS[unit](value) for value in x], rtol=1e-12)


def test_softmax_closed_form():
    logits = np.random.default_rng(0).uniform(-300, 300, (200, 7))
    raised = np.exp(logits)
    with double():
        found = Softmax()(jnp.asarray(logits))
        np.testing.assert_allclose(found, raised / raised.sum(-1, keepdims=True), rtol=1e-12)


@pytest.mark.parametrize("slug", UNITS)
def test_finite_with_finite_gradient_at_a_thousand(slug):
    unit = declared("unit")[slug].load()()
    x = jnp.array([-1000.0, -50.0, 0.0, 50.0, 1000.0], jnp.float32)
    assert np.isfinite(unit(x)).all()
    slopes = jax.jacobian(unit)(x)
    assert np.isfinite(slopes).all()


@pytest.mark.parametrize("slug", SMOOTH)
def test_derivative_is_the_finite_difference(slug):
    unit = declared("unit")[slug].load()()
    with double():
        # Pairs, since a softmax needs company; an even number of points leaves out the corner at 0.
        at = jnp.stack([jnp.linspace(-20, 20, 400), jnp.full(400, 0.3)], axis=-1)
        towards = jnp.array([1.0, -0.5], jnp.float64)
        h = 1e-5
        numeric = (unit(at + h * towards) - unit(at - h * towards)) / (2 * h)
        _, exact = jax.jvp(unit, (at,), (jnp.broadcast_to(towards, at.shape),))
        np.testing.assert_allclose(exact, numeric, atol=1e-8)


def test_far_tail_of_gelu_keeps_its_digits():
    # x Φ(x) at −10 is −10 × 7.61985e−24 (tables of the normal distribution); 1 + erf would give 0.
    assert float(GELU()(jnp.float32(-10.0))) == pytest.approx(-7.61985e-23, rel=1e-4)


@pytest.mark.parametrize("slug", UNITS)
def test_single_precision_stays_single(slug):
    unit = declared("unit")[slug].load()()
    assert unit(jnp.ones((2, 3), jnp.float32)).dtype == jnp.float32


def test_mcculloch_pitts_computes_and_or_not():
    both = jnp.array([[0, 0], [0, 1], [1, 0], [1, 1]], jnp.float32)
    assert McCullochPitts(2.0)(both.sum(-1)).tolist() == [0, 0, 0, 1]
    assert McCullochPitts(1.0)(both.sum(-1)).tolist() == [0, 1, 1, 1]
    assert McCullochPitts(0.0)(-both[:, 0]).tolist() == [1, 1, 0, 0]


def test_a_leak_above_one_is_refused():
    with pytest.raises(ParameterError, match="leak = 2"):
        LeakyReLU(2.0)
