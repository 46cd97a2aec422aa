"""Elementary functions that channel models share, exact where the textbook form is 0/0."""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp
from jaxtyping import Array, Float


def exprel(x: Float[Array, "*shape"], exponential: Any = None) -> Float[Array, "*shape"]:
    """``(exp(x) - 1) / x``, 1 at the removable singularity, with derivatives that are finite there too.

    Near zero a Taylor series, as long as the precision asks for. ``exponential`` is exp(x), where it is at hand.
    """
    near = jnp.abs(x) < 0.1
    small = jnp.where(near, x, jnp.zeros_like(x))
    series = jnp.ones_like(x)
    for n in range(10 if jnp.result_type(x) == jnp.float64 else 5, 1, -1):
        series = 1 + small * (1 / n) * series
    away = jnp.where(near, jnp.ones_like(x), x)
    return jnp.where(near, series, ((jnp.exp(x) if exponential is None else exponential) - 1) / away)


def sigmoid(x: Float[Array, "*shape"], slope: Any, half: Any) -> Float[Array, "*shape"]:
    """``1 / (1 + exp(-slope (x - half)))``: the open fraction of a gate with one step."""
    return 0.5 * (1 + jnp.tanh(0.5 * slope * (x - half)))
