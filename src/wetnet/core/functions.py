"""Elementary functions that channel models share, exact where the textbook form is 0/0."""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp
from jaxtyping import Array, Float


@jax.custom_jvp
def reciprocal(x: Float[Array, "*shape"]) -> Float[Array, "*shape"]:
    """``1 / x``, whose derivative −(1/x)² costs no further division: those are what a vector unit is slowest at."""
    return 1 / x


@reciprocal.defjvp
def _reciprocal_jvp(primals: Any, tangents: Any) -> Any:
    (x,), (dx,) = primals, tangents
    inverse = reciprocal(x)
    return inverse, -inverse * inverse * dx


def exprel(x: Float[Array, "*shape"]) -> Float[Array, "*shape"]:
    """``(exp(x) - 1) / x``, 1 at the removable singularity, with derivatives that are finite there too.

    Near zero a Taylor series, as long as the precision asks for.
    """
    near = jnp.abs(x) < 0.1
    small = jnp.where(near, x, jnp.zeros_like(x))
    series = jnp.ones_like(x)
    for n in range(10 if jnp.result_type(x) == jnp.float64 else 5, 1, -1):
        series = 1 + small * (1 / n) * series
    away = jnp.where(near, jnp.ones_like(x), x)
    return jnp.where(near, series, (jnp.exp(x) - 1) * reciprocal(away))


def bernoulli(x: Float[Array, "*shape"], exponential: Float[Array, "*shape"]) -> Float[Array, "*shape"]:
    """``x / (exp(x) - 1)``, one over :func:`exprel`, given exp(x); near zero its series in Bernoulli's numbers."""
    near = jnp.abs(x) < 0.1
    small = jnp.where(near, x, jnp.zeros_like(x))
    square = small * small
    series = 1 - small / 2 + square * (1 / 12 - square * (1 / 720 - square * (1 / 30240 - square / 1209600)))
    away = jnp.where(near, jnp.full_like(x, 2), exponential)
    return jnp.where(near, series, x * reciprocal(away - 1))


def sigmoid(x: Float[Array, "*shape"], slope: Any, half: Any) -> Float[Array, "*shape"]:
    """``1 / (1 + exp(-slope (x - half)))``: the open fraction of a gate with one step."""
    return 0.5 * (1 + jnp.tanh(0.5 * slope * (x - half)))
