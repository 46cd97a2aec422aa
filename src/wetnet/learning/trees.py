"""The arrays of a tree by name, and back: what a checkpoint holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

import jax
import jax.numpy as jnp
import numpy as np

T = TypeVar("T")


def named(tree: object) -> dict[str, np.ndarray]:
    """Every array of the tree under its path, such as ``network/weights/0``."""
    return {_name(path): np.asarray(leaf) for path, leaf in jax.tree_util.tree_leaves_with_path(tree)}


def filled(template: T, arrays: Mapping[str, np.ndarray]) -> T:
    """A tree like ``template`` with the given arrays; ValueError unless names, shapes and types are the same."""
    expected = named(template)
    if expected.keys() != arrays.keys():
        raise ValueError(f"it has other arrays than expected: {', '.join(sorted(expected.keys() ^ arrays.keys()))}")
    for name, array in expected.items():
        found = arrays[name]
        if (found.shape, found.dtype) != (array.shape, array.dtype):
            raise ValueError(f"{name} is {found.dtype}{list(found.shape)}, expected {array.dtype}{list(array.shape)}")
    return jax.tree_util.tree_map_with_path(lambda path, leaf: jnp.asarray(arrays[_name(path)]), template)


def _name(path: tuple) -> str:
    return jax.tree_util.keystr(path, simple=True, separator="/")
