"""Units that pass what is positive: firing rates cannot be negative."""

from __future__ import annotations

import jax
import jax.numpy as jnp
from jaxtyping import Array, Float

from wetnet.core.cells import Static
from wetnet.core.parameters import parameter
from wetnet.core.registry import registered


@registered("relu", kind="unit")
class ReLU(Static):
    """max(0, x); its derivative at 0 is taken to be 0.

    Source: Nair & Hinton 2010, "Rectified linear units improve restricted Boltzmann machines", ICML.
    """

    def __call__(self, input: Float[Array, "*shape"]) -> Float[Array, "*shape"]:
        """What is positive of ``input``."""
        return jax.nn.relu(input)


@registered("leaky-relu", kind="unit")
class LeakyReLU(Static):
    """x above zero, ``leak`` · x below, so that no unit is ever dead.

    Source: Maas, Hannun & Ng 2013, "Rectifier nonlinearities improve neural network acoustic models", ICML.
    """

    leak: float = parameter(0.01, "", "slope below zero", low=0, high=1)

    def __call__(self, input: Float[Array, "*shape"]) -> Float[Array, "*shape"]:
        """``input``, scaled by the leak where it is negative."""
        return jnp.where(input > 0, input, self.leak * input)


@registered("softplus", kind="unit")
class Softplus(Static):
    """log(1 + exp(x)): a rectifier without a corner; its derivative is the sigmoid.

    Source: Dugas et al. 2001, "Incorporating second-order functional knowledge for better option pricing", NIPS 13.
    """

    def __call__(self, input: Float[Array, "*shape"]) -> Float[Array, "*shape"]:
        """Smoothly rectified ``input``, without overflow."""
        return jnp.logaddexp(input, jnp.zeros_like(input))
