"""Precision is chosen where work is done, never globally.

Importing wetnet changes no JAX setting. Analysis runs inside :func:`double`; networks and learning run
in single precision; :func:`cast` gives every number of a model an explicit type.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Any, TypeVar

import jax
import jax.numpy as jnp

T = TypeVar("T")

SINGLE = jnp.float32
DOUBLE = jnp.float64


def double() -> AbstractContextManager[Any]:
    """Scope in which JAX keeps 64-bit numbers; nothing outside the ``with`` block is affected."""
    return jax.enable_x64(True)


def cast(tree: T, dtype: Any = SINGLE) -> T:
    """Every floating-point number or array of a tree as an array of ``dtype``; the rest untouched."""

    def leaf(value: Any) -> Any:
        if isinstance(value, bool) or not (isinstance(value, float) or hasattr(value, "dtype")):
            return value
        return jnp.asarray(value, dtype) if jnp.issubdtype(jnp.result_type(value), jnp.floating) else value

    return jax.tree.map(leaf, tree)
