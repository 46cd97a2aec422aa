"""Stimuli as text: ``step:10,start=100 + sine:2,frequency=5``."""

from __future__ import annotations

import inspect
import re
from typing import Any

from wetnet.core.errors import ParameterError, UnknownNameError
from wetnet.core.registry import find
from wetnet.core.units import convert
from wetnet.simulation.stimuli.step import Step
from wetnet.simulation.stimuli.stimulus import INPUT, Stimulus, Sum

# What is quoted, the plus of an exponent and the sign of a value are passed over.
_PLUS = re.compile(r'"[^"]*"|(?<=[\d.][eE])\+(?=\d)|(?<=[:,=*])\s*\+|(?P<here>\+)')
_COMMA = re.compile(r'"[^"]*"|(?P<here>,)')
_FACTOR = re.compile(r"([-+]?[\d.]+(?:[eE][-+]?\d+)?)\s*\*\s*(.*)", re.DOTALL)
_EXAMPLE = "expected NAME:VALUE,PARAMETER=VALUE,…, such as step:10,start=100, joined by +"


def parse(text: str, unit: str = "") -> Stimulus:
    """The stimulus that ``text`` describes.

    ``name:value,…,parameter=value,…``: values without a name go to the parameters in the order of their declaration
    (``wetnet models NAME`` lists them). Terms are joined by ``+`` and may have a factor (``0.5*sine:2``); a number
    alone is a constant. A path with a comma or a plus goes in double quotes.

    unit: that of the input it is for, so that amplitudes may be quantities (``step:0.2 nA``).

    Raises
    ------
    UnknownNameError: no such stimulus or parameter; the nearest right one is named.
    ParameterError, UnitError: a value that is no number, out of range or in a wrong unit. DataError: see File.
    """
    terms = tuple(_term(term, text, unit) for term in _split(_PLUS, text))
    return terms[0] if len(terms) == 1 else Sum(terms)


def _split(separator: re.Pattern[str], text: str) -> list[str]:
    marks = [match.start() for match in separator.finditer(text) if match["here"]]
    return [text[a:b].strip() for a, b in zip([0, *(m + 1 for m in marks)], [*marks, len(text)], strict=True)]


def _term(text: str, whole: str, unit: str) -> Stimulus:
    if not text:
        raise ParameterError(f"stimulus {whole!r} has an empty part; {_EXAMPLE}")
    factor = _FACTOR.fullmatch(text)
    if factor:
        return _value(factor[1], "", "factor") * _term(factor[2], whole, unit)
    name, _, rest = text.partition(":")
    name = name.strip()
    if re.match(r"[-+.\d]", name) and not rest:
        return Step(_value(name, unit, "constant stimulus"))
    kind = find("stimulus", name)
    return kind(**_arguments(kind, name, rest, unit))


def _arguments(kind: type[Stimulus], name: str, text: str, unit: str) -> dict[str, Any]:
    fields = inspect.signature(kind).parameters
    units = {one.name: unit if one.unit == INPUT else one.unit for one in kind.parameters().values()}
    given: dict[str, Any] = {}
    named = False
    for position, part in enumerate(_split(_COMMA, text) if text.strip() else []):
        key, equals, value = ("", "", part) if part.startswith('"') else part.partition("=")
        if not equals:
            if named or position >= len(fields):
                raise ParameterError(f"{name}: {part!r} has no name; its parameters are {', '.join(fields)}")
            key, value = list(fields)[position], part
        named = named or bool(equals)
        key, value = key.strip(), value.strip()
        if key not in fields:
            raise UnknownNameError(f"parameter of {name}", key, fields)
        if key in given:
            raise ParameterError(f"{name}: {key} is given twice")
        given[key] = _value(value, units[key], f"{name}.{key}") if key in units else value.strip('"')
    for key, field in fields.items():
        if field.default is inspect.Parameter.empty and not given.get(key):
            raise ParameterError(f"{name} needs its {key}, such as {name}:{key.upper()}")
    return given


def _value(text: str, unit: str, what: str) -> float:
    if not text:
        raise ParameterError(f"{what} has no value; {_EXAMPLE}")
    return float(convert(text, unit, what))
