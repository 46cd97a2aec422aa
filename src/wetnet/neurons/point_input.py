"""What a point neuron is given: a current, and synapses as an affine pair."""

from __future__ import annotations

from typing import Any

from wetnet.core.cells import Values
from wetnet.core.parameters import Quantity

POINT_INPUTS = {
    "current": Quantity("pA", "injected or synaptic current, positive depolarises"),
    "conductance": Quantity("nS", "sum of the synaptic conductances"),
    "drive": Quantity("pA", "sum of synaptic conductance times reversal potential"),
}
"""The current, and what conductance synapses are together: Σ g (E − V) = a − b V, a the drive, b the conductance."""


def input_current(input: Values, voltage: Any) -> Any:
    """I + a − b V in pA."""
    return input["current"] + input["drive"] - input["conductance"] * voltage
