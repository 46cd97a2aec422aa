"""Random keys that depend on what draws, not on when or where it is drawn.

A key is made of (seed, CRC-32 of the object's name, step). Two runs with one seed are equal whatever
the number of threads or the order in which objects were made. Python's ``hash`` is salted per process and
is never used.
"""

from __future__ import annotations

from typing import Any
from zlib import crc32

import jax
import numpy as np


def key(seed: Any, name: str = "") -> jax.Array:
    """Threefry key of the object ``name`` under ``seed``."""
    return jax.random.fold_in(jax.random.key(seed, impl="threefry2x32"), crc32(name.encode()))


def at_step(base: jax.Array, step: Any) -> jax.Array:
    """Key of one time step."""
    return jax.random.fold_in(base, step)


def generator(seed: int, name: str = "") -> np.random.Generator:
    """NumPy generator of the object ``name`` under ``seed``: for what is drawn once, while building."""
    return np.random.Generator(np.random.Philox(key=[seed, crc32(name.encode())]))
