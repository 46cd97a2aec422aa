"""The shape of a layered network, as plain data."""

from __future__ import annotations

from dataclasses import dataclass

from wetnet.core.cells import Static
from wetnet.core.errors import ConfigurationError, ParameterError
from wetnet.core.registry import find


@dataclass(frozen=True)
class Layout:
    """How many units there are in each layer, of which kind, and which layers feed which.

    sizes: units per layer; layer 0 is the input.
    units: registered name of the unit of layers 1, 2, …
    skips: pairs (j, i): layer i receives from layer j in addition to layer i − 1.

    Raises
    ------
    ParameterError, ConfigurationError, UnknownNameError: no such shape, connection or unit.
    """

    sizes: tuple[int, ...]
    units: tuple[str, ...]
    skips: tuple[tuple[int, int], ...] = ()

    def __post_init__(self) -> None:
        # Lists become tuples, so that a layout read from JSON equals the one that was written.
        object.__setattr__(self, "sizes", tuple(self.sizes))
        object.__setattr__(self, "units", tuple(self.units))
        object.__setattr__(self, "skips", tuple((j, i) for j, i in self.skips))
        if len(self.sizes) < 2 or any(not isinstance(size, int) or size < 1 for size in self.sizes):
            raise ParameterError(f"Layout.sizes = {self.sizes}; needs at least two layers of at least one unit each")
        if len(self.units) != self.layers:
            raise ConfigurationError(
                f"Layout.units = {self.units}: {self.layers} are needed, one for each layer after the input"
            )
        for index in range(1, self.layers + 1):
            self.unit(index)
        for skip in self.skips:
            j, i = skip
            if not 0 <= j < i - 1 < self.layers:
                raise ConfigurationError(
                    f"skip {skip} in a network with layers 0 to {self.layers}: "
                    f"from layer j to layer i needs 0 ≤ j and j + 2 ≤ i ≤ {self.layers}"
                )
        if len(set(self.skips)) < len(self.skips):
            raise ConfigurationError(f"Layout.skips = {self.skips} names a connection twice")

    @classmethod
    def classifier(cls, sizes: tuple[int, ...], unit: str = "relu", skips: tuple[tuple[int, int], ...] = ()) -> Layout:
        """One kind of unit throughout, softmax at the end."""
        return cls(sizes, (unit,) * (len(sizes) - 2) + ("softmax",), skips)

    @property
    def layers(self) -> int:
        """Layers that compute: all but the input."""
        return len(self.sizes) - 1

    def unit(self, layer: int) -> Static:
        """The unit of a layer, 1 being the first after the input."""
        unit: Static = find("unit", self.units[layer - 1])()
        return unit

    def sources(self, layer: int) -> tuple[int, ...]:
        """The layers that feed ``layer``, in the order of the columns of its weights."""
        return (layer - 1, *(j for j, i in self.skips if i == layer))

    def fan_in(self, layer: int) -> int:
        """Inputs of one unit of ``layer``."""
        return sum(self.sizes[source] for source in self.sources(layer))
