"""Why a network answered so: how much each input spoke for a class.

Source: input × gradient, Shrikumar, Greenside, Shcherbina & Kundaje 2016 (arXiv:1605.01713).
"""

from __future__ import annotations

from typing import Any

import jax
from jaxtyping import Array, Float

from wetnet.artificial import Dense


def input_times_gradient(
    network: Dense, inputs: Float[Array, "*batch inputs"], label: Any
) -> Float[Array, "*batch inputs"]:
    """x ∂z/∂x for each input x, z being the logit of the class ``label``; positive where the input speaks for it.

    The logit and not the probability, whose slope vanishes where the network is sure. In a network of rectifiers
    without biases the values of all inputs sum up to z (Euler's theorem: z is homogeneous of degree one).
    """
    slope = jax.grad(lambda inputs: network.logits(inputs)[..., label].sum())(inputs)
    return inputs * slope
