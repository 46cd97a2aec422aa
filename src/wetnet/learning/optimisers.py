"""Optimisers by name, each made for a learning rate of 1: the real one is applied outside and compiles nothing."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import jax
import optax

from wetnet.core.errors import UnknownNameError


def masked(optimiser: optax.GradientTransformation) -> optax.GradientTransformation:
    """Connections that are zero stay zero: weights (arrays of two dimensions) move only where there is one."""

    def update(gradients: Any, state: Any, network: Any = None) -> tuple[Any, Any]:
        updates, state = optimiser.update(gradients, state, network)
        return jax.tree.map(_where_connected, updates, network), state

    return optax.GradientTransformation(optimiser.init, update)


def _where_connected(update: Any, weights: Any) -> Any:
    return update * (weights != 0) if weights.ndim == 2 else update


OPTIMISERS: dict[str, Callable[[], optax.GradientTransformation]] = {
    "sgd": lambda: optax.sgd(1.0),
    "momentum": lambda: optax.sgd(1.0, momentum=0.9),
    "nesterov": lambda: optax.sgd(1.0, momentum=0.9, nesterov=True),
    "adagrad": lambda: optax.adagrad(1.0),
    "rmsprop": lambda: optax.rmsprop(1.0),
    "adam": lambda: optax.adam(1.0),
    "adamw": lambda: optax.adamw(1.0),
    "adam-masked": lambda: masked(optax.adam(1.0)),
}


@cache
def optimiser(name: str) -> optax.GradientTransformation:
    """The optimiser of that name, always the same object: compiled code is kept by it."""
    if name not in OPTIMISERS:
        raise UnknownNameError("optimiser", name, OPTIMISERS)
    return OPTIMISERS[name]()
