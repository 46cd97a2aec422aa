"""Units that answer all or nothing. Their derivative is 0 wherever it exists: no gradient can teach them."""

from __future__ import annotations

from jaxtyping import Array, Float

from wetnet.core.cells import Static
from wetnet.core.parameters import parameter
from wetnet.core.registry import registered


@registered("mcculloch-pitts", kind="unit")
class McCullochPitts(Static):
    """1 where the input reaches the threshold, else 0.

    Source: McCulloch & Pitts 1943 (doi:10.1007/BF02478259).
    Deviates from: there one inhibitory input vetoes all others; here it is a weight negative enough.
    """

    threshold: float = parameter(1.0, "", "active inputs of weight 1 that make it fire", low=-1e6, high=1e6, symbol="θ")

    def __call__(self, input: Float[Array, "*shape"]) -> Float[Array, "*shape"]:
        """Whether ``input`` is at least the threshold, as 1 or 0."""
        return (input >= self.threshold).astype(input.dtype)


@registered("step", kind="unit")
class Step(Static):
    """1 where the input is above zero, else 0: the output of a perceptron, whose bias is its threshold.

    Source: Rosenblatt 1958 (doi:10.1037/h0042519).
    """

    def __call__(self, input: Float[Array, "*shape"]) -> Float[Array, "*shape"]:
        """Whether ``input`` is above zero, as 1 or 0."""
        return (input > 0).astype(input.dtype)
