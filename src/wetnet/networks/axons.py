"""Axons as shift registers: a spike is a bit that moves one place towards the terminal in each step.

A delay of d steps sets bit d − 1 at the spike; the bit at place 0 arrives. This is element-wise, holds any number of
spikes under way on one axon, and costs four bytes per 32 steps of the longest delay.
"""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp
import numpy as np
from jaxtyping import Array, Bool, Int32, UInt32

BITS = 32

Axons = UInt32[Array, "words axons"]


def words(longest: int) -> int:
    """Words of a shift register that holds a delay of ``longest`` steps."""
    return -(-int(longest) // BITS)


def silent(axons: int, words: int) -> Axons:
    """Axons of so many words, without a spike."""
    return np.zeros((words, axons), np.uint32)


def arrive(axons: Axons) -> tuple[Axons, Bool[Array, " axons"]]:
    """Move every spike one place; which axons delivered one at their end."""
    arrived = (axons[0] & jnp.uint32(1)) != 0
    carried = jnp.concatenate([axons[1:] << jnp.uint32(BITS - 1), jnp.zeros_like(axons[:1])])
    return (axons >> jnp.uint32(1)) | carried, arrived


def launch(axons: Axons, spikes: Bool[Array, " axons"], delay: Int32[Array, "#axons"]) -> Axons:
    """Put the spikes of this step on their way; they arrive ``delay`` steps (1 or more) later."""
    place = delay - 1
    words: list[Any] = []
    for number in range(axons.shape[0]):
        here = spikes & (place // BITS == number) if axons.shape[0] > 1 else spikes
        words.append(axons[number] | (here.astype(jnp.uint32) << (place % BITS).astype(jnp.uint32)))
    return jnp.stack(words)
