"""Elementary functions that channel models share, exact where the textbook form is 0/0."""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp
from jaxtyping import Array, Float


def exprel(x: Float[Array, "*shape"]) -> Float[Array, "*shape"]:
    """``(exp(x) - 1) / x``, 1 at the removable singularity, with a derivative that is finite there too."""
    small = jnp.abs(x) < 1e-4
    away = jnp.where(small, jnp.ones_like(x), x)
    series = 1 + x * (0.5 + x * (1 / 6 + x / 24))
    return jnp.where(small, series, jnp.expm1(away) / away)


def sigmoid(x: Float[Array, "*shape"], slope: Any, half: Any) -> Float[Array, "*shape"]:
    """``1 / (1 + exp(-slope (x - half)))``: the open fraction of a gate with one step."""
    return 0.5 * (1 + jnp.tanh(0.5 * slope * (x - half)))
