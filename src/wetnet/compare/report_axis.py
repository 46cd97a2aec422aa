"""Axes of the report's charts: where numbers fall, and which of them are written."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from wetnet.compare.report_numbers import MINUS, show

_DECADES_FOR_LOG = 1.5
"""From this many decades on, positive values are set out by their logarithm."""


class Axis(NamedTuple):
    """A stretch of numbers laid along a stretch of the picture."""

    low: float
    high: float
    start: float
    stop: float
    logarithmic: bool = False

    def place(self, value: float) -> float:
        """Where a number falls; numbers beyond the ends fall on them."""
        low, high, at = (math.log10(x) if self.logarithmic else x for x in (self.low, self.high, self._within(value)))
        return self.start + (self.stop - self.start) * (at / 2 - low / 2) / (high / 2 - low / 2)

    def ticks(self, about: int = 5) -> list[float]:
        """Round numbers between the ends."""
        if self.logarithmic:
            return _decades(self.low, self.high)
        step = _round_step((self.high - self.low) / about)
        first = math.ceil(self.low / step - 1e-9)
        return [step * n for n in range(first, math.floor(self.high / step + 1e-9) + 1)]

    def _within(self, value: float) -> float:
        return min(max(value, self.low), self.high)


def span(values: Sequence[float], start: float, stop: float, low: float = -math.inf, high: float = math.inf) -> Axis:
    """An axis that holds all finite ``values`` with a little room, but none beyond ``low`` and ``high``."""
    finite = _drawable(values)
    first, last = min(finite), max(finite)
    if _span_decades(first, last):
        return Axis(first / 1.3, last * 1.3, start, stop, logarithmic=True)
    room = 0.06 * (last - first) or max(abs(last) * 0.05, 1e-12)
    return Axis(max(first - room, min(low, first)), min(last + room, max(high, last)), start, stop)


def along(values: Sequence[float], start: float, stop: float) -> Axis:
    """An axis from the least of ``values`` to the greatest, by logarithm where they span decades."""
    finite = _drawable(values)
    first, last = min(finite), max(finite)
    if _span_decades(first, last):
        return Axis(first, last, start, stop, logarithmic=True)
    if first == last:
        room = abs(first) * 0.5 or 1.0
        return Axis(first - room, last + room, start, stop)
    return Axis(first, last, start, stop)


def label(value: float) -> str:
    """A tick's number, as short as it can be said."""
    if value == 0:
        return "0"
    if 1e-3 <= abs(value) < 1e5:
        return f"{value:.6g}".replace("-", MINUS)
    return show(value).value.replace("\u00a0", "\u202f")


def _drawable(values: Sequence[float]) -> list[float]:
    """The finite values; what is next to nothing is zero, so that differences are never lost in division."""
    finite = (value for value in values if abs(value) < 1e300)
    return [value if abs(value) > 1e-290 else 0.0 for value in finite] or [0.0, 1.0]


def _span_decades(first: float, last: float) -> bool:
    return first > 0 and math.log10(last) - math.log10(first) > _DECADES_FOR_LOG


def _round_step(wanted: float) -> float:
    power = 10.0 ** math.floor(math.log10(max(wanted, 1e-300)))
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= wanted * 0.999)


def _decades(low: float, high: float) -> list[float]:
    whole = [10.0**n for n in range(math.ceil(math.log10(low) - 1e-9), math.floor(math.log10(high) + 1e-9) + 1)]
    stride = math.ceil(len(whole) / 6) or 1
    if len(whole) > 3:
        return whole[::stride]
    first = math.floor(math.log10(low))
    between = (factor * 10.0**n for n in range(first, math.ceil(math.log10(high)) + 1) for factor in (1, 2, 5))
    return [value for value in between if low * 0.999 <= value <= high * 1.001]
