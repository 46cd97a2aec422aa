"""What can be chosen of a learner, read from its declarations: the form that a page or a command line shows.

A field of a :class:`~wetnet.core.parameters.Described` that is no quantity is declared with :func:`option`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from typing import Any

import equinox as eqx

from wetnet.core.errors import ParameterError
from wetnet.core.parameters import Described


def option(
    default: Any, meaning: str, *, choices: Iterable[str] = (), low: int = 0, high: int = 0, **field: Any
) -> Any:
    """Declare a field that is a name among ``choices``, a whole number from ``low`` to ``high``, or a switch."""
    declared = {"meaning": meaning, "choices": tuple(choices), "low": low, "high": high}
    return eqx.field(default=default, metadata={"option": declared}, **field)


@dataclasses.dataclass(frozen=True)
class Entry:
    """One line of a form; ``kind`` is number, whole, choice or switch."""

    name: str
    kind: str
    meaning: str
    default: Any
    low: float | None = None
    high: float | None = None
    choices: tuple[str, ...] = ()


def form(described: type[Described]) -> list[Entry]:
    """The lines for all declared fields, in the order of declaration."""
    quantities = described.parameters()
    entries = []
    for field in dataclasses.fields(described):
        if field.name in quantities:
            known = quantities[field.name]
            entries.append(Entry(field.name, "number", known.meaning, known.default, known.low, known.high))
        elif "option" in field.metadata:
            entries.append(_entry(field.name, field.default, **field.metadata["option"]))
    return entries


def check(described: Described) -> None:
    """Refuse whole numbers beyond what the form offers: for values that come from a page.

    Raises
    ------
    ParameterError: names the field, its value and what is allowed.
    """
    for entry in form(type(described)):
        value = getattr(described, entry.name)
        if entry.kind == "whole" and not (entry.low or 0) <= value <= (entry.high or 0):
            owner = type(described).__name__
            raise ParameterError(f"{owner}.{entry.name} = {value}; {entry.low} to {entry.high} is allowed")


def _entry(name: str, default: Any, meaning: str, choices: tuple[str, ...], low: int, high: int) -> Entry:
    if isinstance(default, bool):
        return Entry(name, "switch", meaning, default)
    if choices:
        return Entry(name, "choice", meaning, default, choices=choices)
    return Entry(name, "whole", meaning, default, low, high)
