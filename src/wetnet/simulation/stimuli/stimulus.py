"""What a stimulus is: a pure function of time with declared parameters, which adds and scales."""

from __future__ import annotations

import abc
import inspect
from typing import Any

import equinox as eqx
import numpy as np
from jaxtyping import Array, Float

from wetnet.core.errors import ConfigurationError
from wetnet.core.parameters import Described

INPUT = "unit of the input"
"""Stands for the unit of whatever input of a cell the stimulus is given to."""

FOREVER = 1e9
"""ms: later than the end of any run."""


class Stimulus(Described):
    """An input over time: element-wise in time (ms), differentiable, and the same at any dt.

    Parameters are leaves of a tree that compiled code takes as arguments, so changing one compiles nothing.
    ``a + b`` adds, ``2 * a`` scales, ``str(a)`` is the text that :func:`wetnet.simulation.stimuli.parse` reads.
    """

    @abc.abstractmethod
    def __call__(self, time: Float[Array, "*times"]) -> Float[Array, "*times"]:
        """Value at ``time``, in the unit of the input."""

    @abc.abstractmethod
    def corners(self, duration: float) -> Float[np.ndarray, " corners"]:
        """Times up to ``duration`` where it or its slope may jump: where an adaptive solver begins anew."""

    def __add__(self, other: Stimulus | float) -> Stimulus:
        return Sum((*_parts(self), *_parts(as_stimulus(other))))

    def __radd__(self, other: Stimulus | float) -> Stimulus:
        return self if isinstance(other, int) and other == 0 else as_stimulus(other) + self

    def __mul__(self, factor: float) -> Stimulus:
        return Scaled(self, factor)

    __rmul__ = __mul__

    def __str__(self) -> str:
        arguments = inspect.signature(type(self)).parameters.values()
        values = [
            (one.name, getattr(self, one.name)) for one in arguments if np.any(getattr(self, one.name) != one.default)
        ]
        listed = [
            f'{name}="{value}"' if isinstance(value, str) else f"{name}={_number(value)}" for name, value in values
        ]
        return self.slug + (":" if listed else "") + ",".join(listed)  # type: ignore[attr-defined]


class Sum(Stimulus):
    """Several stimuli at once."""

    parts: tuple[Stimulus, ...]

    def __call__(self, time: Any) -> Any:
        """Sum of the parts."""
        return sum(part(time) for part in self.parts)

    def corners(self, duration: float) -> Float[np.ndarray, " corners"]:
        """Those of all parts."""
        return np.unique(np.concatenate([part.corners(duration) for part in self.parts]))

    def __str__(self) -> str:
        return " + ".join(map(str, self.parts))


class Scaled(Stimulus):
    """A stimulus times a number."""

    stimulus: Stimulus
    factor: float = eqx.field(converter=lambda value: float(value) if isinstance(value, int) else value)

    def __call__(self, time: Any) -> Any:
        """Factor times value."""
        return self.factor * self.stimulus(time)

    def corners(self, duration: float) -> Float[np.ndarray, " corners"]:
        """Those of what is scaled."""
        return self.stimulus.corners(duration)

    def __str__(self) -> str:
        return " + ".join(f"{_number(self.factor)}*{part}" for part in _parts(self.stimulus))


def as_stimulus(value: Any) -> Stimulus:
    """A stimulus as it is, a number (or one for each cell) as a constant.

    Raises
    ------
    ConfigurationError: neither.
    """
    from wetnet.simulation.stimuli.step import Step

    if isinstance(value, Stimulus):
        return value
    if callable(value) or isinstance(value, str):
        raise ConfigurationError(
            f"{value!r} is no stimulus; expected a number or one of wetnet.stimuli, such as stimuli.step(10, start=100)"
        )
    return Step(value)


def within(times: Any, duration: float) -> Float[np.ndarray, " corners"]:
    """Those of ``times`` (a list of numbers and arrays) that lie inside a run, in order."""
    every = np.unique(np.concatenate([np.ravel(np.asarray(time, float)) for time in times]))
    return every[(every > 0) & (every < duration)]


def _parts(stimulus: Stimulus) -> tuple[Stimulus, ...]:
    return stimulus.parts if isinstance(stimulus, Sum) else (stimulus,)


def _number(value: Any) -> str:
    """Shortest text of a number; of a batch, its first and last."""
    values = np.ravel(value).tolist()
    return repr(values[0]) if len(values) == 1 else f"[{values[0]!r} … {values[-1]!r}]"
