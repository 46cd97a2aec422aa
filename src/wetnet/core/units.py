"""Units at the public boundary: numbers in the declared unit inside, quantities outside.

``convert("3 nS", "pS")`` gives 3000.0. Plain numbers and arrays are taken to be in the declared
unit already. Pint does the arithmetic and is imported only when a quantity really arrives.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from wetnet.core.errors import UnitError


@cache
def _registry() -> Any:
    import pint

    return pint.UnitRegistry(autoconvert_offset_to_baseunit=True)  # so that "34.3 degC" is a quantity


def convert(value: Any, unit: str, name: str = "value") -> Any:
    """Express ``value`` in ``unit``.

    Parameters
    ----------
    value: a number or array (already in ``unit``), a string such as ``"3 nS"``, or a pint quantity.
    unit: the declared unit; ``""`` for a pure number.
    name: what is being converted, for the message.

    Raises
    ------
    UnitError: the text is no quantity, or its dimension is not that of ``unit``.
    """
    if isinstance(value, str):
        try:
            return float(value)
        except ValueError:
            pass
        try:
            value = _registry().Quantity(value)
        except Exception as error:  # pint raises a different type for each way a text can be malformed
            expected = f"a number in {unit}" if unit else "a number"
            raise UnitError(f"{name} = {value!r} is not a quantity; expected {expected}") from error
    if not hasattr(value, "magnitude"):
        return value
    try:
        return value.to(unit or "dimensionless").magnitude
    except Exception as error:
        raise UnitError(
            f"{name} is declared in {unit or 'no unit'} and cannot take a value in {value.units:~}"
        ) from error
