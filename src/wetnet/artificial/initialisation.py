"""What weights are before anything is learned. Biases start at zero."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp
from jaxtyping import Array, Float

from wetnet.core.errors import UnknownNameError

Initialisation = Callable[[Any, tuple[int, int], Any], Float[Array, "outputs inputs"]]
"""``(key, (outputs, inputs), dtype) -> weights``."""


def half(key: Any, shape: tuple[int, int], dtype: Any) -> Float[Array, "outputs inputs"]:
    """Uniform between −0.5 and 0.5, whatever the size of the layer: the choice of the original small network."""
    return jax.random.uniform(key, shape, dtype, -0.5, 0.5)


def he(key: Any, shape: tuple[int, int], dtype: Any) -> Float[Array, "outputs inputs"]:
    """Normal, variance 2 / inputs: keeps the size of activations through rectifiers.

    Source: He, Zhang, Ren & Sun 2015 (doi:10.1109/ICCV.2015.123), equation 10.
    """
    return math.sqrt(2 / shape[1]) * jax.random.normal(key, shape, dtype)


TENTH = 0.1


def he_tenth(key: Any, shape: tuple[int, int], dtype: Any) -> Float[Array, "outputs inputs"]:
    """A tenth of the connections, at random, normal with variance 2 / (inputs / 10); the others are zero.

    Source: He, Zhang, Ren & Sun 2015 as above, with the number of connections a unit has instead of inputs.
    """
    values, places = jax.random.split(key)
    present = jax.random.bernoulli(places, TENTH, shape)
    return jnp.where(present, he(values, shape, dtype) / math.sqrt(TENTH), jnp.zeros((), dtype))


def glorot(key: Any, shape: tuple[int, int], dtype: Any) -> Float[Array, "outputs inputs"]:
    """Uniform, variance 2 / (inputs + outputs): keeps the size of activations and of gradients.

    Source: Glorot & Bengio 2010, "Understanding the difficulty of training deep feedforward neural networks",
    AISTATS, equation 16.
    """
    bound = math.sqrt(6 / sum(shape))
    return jax.random.uniform(key, shape, dtype, -bound, bound)


INITIALISATIONS: dict[str, Initialisation] = {"half": half, "he": he, "he-tenth": he_tenth, "glorot": glorot}


def initialisation(name: str) -> Initialisation:
    """The initialisation of that name; UnknownNameError where there is none."""
    if name not in INITIALISATIONS:
        raise UnknownNameError("initialisation", name, INITIALISATIONS)
    return INITIALISATIONS[name]
