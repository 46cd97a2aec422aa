"""Declared parameters: value, unit, meaning, range and source in one place.

A model is an Equinox module whose fields are made with :func:`parameter`. The declaration is all there
is: sliders, command-line options, tables in the documentation and property tests are read from it.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping
from typing import Any, ClassVar, Self

import equinox as eqx
import jax
import numpy as np

from wetnet.core.errors import ParameterError, UnknownNameError
from wetnet.core.units import convert


@dataclasses.dataclass(frozen=True)
class Parameter:
    """What is known of one parameter beside its value."""

    name: str
    unit: str
    meaning: str
    default: float
    low: float = -math.inf
    high: float = math.inf
    symbol: str = ""
    source: str = ""

    def check(self, owner: str, value: Any) -> None:
        """Refuse a concrete value that is outside the range or not finite; traced values pass."""
        if isinstance(value, jax.core.Tracer):
            return
        try:
            numbers = np.asarray(value, dtype=float)
        except (TypeError, ValueError) as error:
            raise ParameterError(f"{owner}.{self.name} = {value!r} is not a number [{self.unit or '1'}]") from error
        bad = ~((numbers >= self.low) & (numbers <= self.high) & np.isfinite(numbers))
        if bad.any():
            shown = float(numbers[bad].flat[0])
            raise ParameterError(
                f"{owner}.{self.name} = {shown:g} {self.unit}".rstrip()
                + f" is outside {self.low:g} to {self.high:g} {self.unit}".rstrip()
                + f" ({self.meaning})"
            )


@dataclasses.dataclass(frozen=True)
class Quantity:
    """Unit and meaning of something that is not a parameter: a state variable, an input, a read-out."""

    unit: str
    meaning: str


@dataclasses.dataclass(frozen=True)
class Preset:
    """A named set of parameter values with the reason it exists."""

    values: Mapping[str, float]
    meaning: str
    source: str = ""


def parameter(
    default: float,
    unit: str,
    meaning: str,
    *,
    low: float = -math.inf,
    high: float = math.inf,
    symbol: str = "",
    source: str = "",
) -> Any:
    """Declare a field of a model; quantities such as ``"3 nS"`` are converted to ``unit`` on assignment."""
    declaration = Parameter("", unit, meaning, default, low, high, symbol, source)
    field: Any = eqx.field(
        default=default,
        converter=lambda value: _number(convert(value, unit, field.name)),
        metadata={"parameter": declaration},
    )
    return field


def _number(value: Any) -> Any:
    return float(value) if isinstance(value, int) else value


class Described(eqx.Module):
    """Base of everything with declared parameters: cells, synapses, rules, units."""

    presets: ClassVar[Mapping[str, Preset]] = {}

    def __check_init__(self) -> None:
        for name, declared in self.parameters().items():
            declared.check(type(self).__name__, getattr(self, name))

    @classmethod
    def parameters(cls) -> dict[str, Parameter]:
        """The declared parameters by name, in the order of declaration."""
        return {
            field.name: dataclasses.replace(field.metadata["parameter"], name=field.name)
            for field in dataclasses.fields(cls)
            if "parameter" in field.metadata
        }

    @classmethod
    def preset(cls, name: str, **overrides: Any) -> Self:
        """The model with the values of a named preset, some of them replaced."""
        if name not in cls.presets:
            raise UnknownNameError(f"preset of {cls.__name__}", name, cls.presets)
        return cls.create(**{**cls.presets[name].values, **overrides})

    @classmethod
    def create(cls, **values: Any) -> Self:
        """Like the constructor, but an unknown name is answered with the nearest right one."""
        fields = {field.name for field in dataclasses.fields(cls) if field.init}
        for name in values:
            if name not in fields:
                raise UnknownNameError(f"parameter of {cls.__name__}", name, fields)
        return cls(**values)
