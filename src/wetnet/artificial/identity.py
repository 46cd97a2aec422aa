"""The unit that passes its input on, for the outputs of regression."""

from __future__ import annotations

from jaxtyping import Array, Float

from wetnet.core.cells import Static
from wetnet.core.registry import registered


@registered("identity", kind="unit")
class Identity(Static):
    """The input itself."""

    def __call__(self, input: Float[Array, "*shape"]) -> Float[Array, "*shape"]:
        """``input``, unchanged."""
        return input
