"""Numbers as a reader wants them: no more digits than the interval supports, a value and its bounds alike."""

from __future__ import annotations

import math
import re
from typing import Any, NamedTuple

MINUS = "−"
NBSP = "\u00a0"

_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_PREFIXES = ((1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k"))
_PLAIN = (1e-3, 1e5)
_POWERS_FROM = 1e15
_DIGITS = 4
"""Significant digits of a number without an interval."""
_DIGITS_OF_INTERVAL = 2
_MOST_DECIMALS = 6
_ROUNDING = 1e-9
"""Bounds closer than this, by their size, differ by the rounding of sums alone."""


class Shown(NamedTuple):
    """A value with its unit, and its interval, "" where there is none or it is the value itself."""

    value: str
    span: str


def number(value: Any) -> float:
    """A number as it stands in a record; NaN for what is none. JSON has words for what is not finite."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return math.nan
    try:
        return float(value)
    except (ValueError, OverflowError):
        return math.nan


def plain(value: Any) -> Any:
    """A record's content as strict JSON: numbers that JSON does not know become the words that `number` reads."""
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    return value


def show(value: float, low: float | None = None, high: float | None = None, unit: str = "") -> Shown:
    """A number and its interval as text, with as many digits as the interval supports, else four significant ones."""
    if not math.isfinite(value):
        return Shown("not a number" if math.isnan(value) else f"{MINUS if value < 0 else ''}∞", "")
    bounds = [bound for bound in (low, high) if bound is not None and math.isfinite(bound)]
    if len(bounds) == 2 and math.isclose(*bounds, rel_tol=_ROUNDING):
        bounds = []
    scale, prefix, power = _scale(max(abs(each) for each in (value, *bounds)))
    decimals = _decimals(value / scale, [bound / scale for bound in bounds], whole=scale == 1)

    def written(x: float) -> str:
        text = f"{x / scale:.{decimals}f}"
        text = text.rstrip("0").rstrip(".") if not bounds and "." in text else text
        return (text[1:] if float(text) == 0 and text[0] == "-" else text.replace("-", MINUS)) + power

    label = prefix + unit
    text = written(value) + (NBSP + label if label else "")
    if len(bounds) < 2:
        return Shown(text, "")
    return Shown(text, f"{written(bounds[0])} to {written(bounds[1])}")


def printable(text: str) -> str:
    """Text without what no page may hold: control characters and halves of characters become a replacement sign."""
    return _UNPRINTABLE.sub("\ufffd", text)


def seconds(value: float) -> str:
    """A duration in words a person reads at a glance."""
    if not math.isfinite(value) or value < 0:
        return "unknown time"
    if value < 90:
        return f"{value:.3g}{NBSP}s"
    if value < 5400:
        return f"{value / 60:.3g}{NBSP}min"
    return f"{value / 3600:.3g}{NBSP}h"


def _scale(size: float) -> tuple[float, str, str]:
    """What to divide by, the prefix of the unit and the power of ten that say so."""
    if size == 0 or _PLAIN[0] <= size < _PLAIN[1]:
        return 1.0, "", ""
    if _PLAIN[1] <= size < _POWERS_FROM:
        scale, prefix = next((scale, prefix) for scale, prefix in _PREFIXES if size >= scale)
        return scale, prefix, ""
    exponent = max(math.floor(math.log10(size)), -300)
    return 10.0**exponent, "", f"·10{str(exponent).translate(_SUPERSCRIPT)}"


def _decimals(value: float, bounds: list[float], whole: bool) -> int:
    spread = (max(bounds) - min(bounds)) / 2 if len(bounds) == 2 else 0.0
    if spread > 0:
        wanted = _DIGITS_OF_INTERVAL - 1 - math.floor(math.log10(spread))
    elif value == 0 or (whole and value == round(value)):
        wanted = 0
    else:
        wanted = _DIGITS - 1 - math.floor(math.log10(abs(value)))
    return min(max(wanted, 0), _MOST_DECIMALS)


_SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
