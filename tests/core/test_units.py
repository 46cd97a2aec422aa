"""Conversion at the public boundary."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wetnet.core.errors import UnitError
from wetnet.core.units import convert

# Powers of ten between a unit and its neighbours, known without pint.
PREFIXES = {"p": -12, "n": -9, "u": -6, "m": -3, "": 0}
numbers = st.floats(-1e6, 1e6, allow_nan=False).filter(lambda x: x == 0 or abs(x) > 1e-6)


@given(numbers, st.sampled_from(sorted(PREFIXES)), st.sampled_from(sorted(PREFIXES)), st.sampled_from(["S", "A", "F"]))
def test_prefixes_are_powers_of_ten(number, have, want, unit):
    expected = number * 10.0 ** (PREFIXES[have] - PREFIXES[want])
    assert convert(f"{number!r} {have}{unit}", f"{want}{unit}") == pytest.approx(expected, rel=1e-12)


@given(numbers, st.sampled_from([("nS", "pS"), ("mV", "V"), ("ms", "s"), ("mS/cm**2", "S/m**2"), ("pA", "uA")]))
def test_there_and_back_is_the_same_number(number, units):
    one, other = units
    there = convert(f"{number!r} {one}", other)
    assert convert(f"{there!r} {other}", one) == pytest.approx(number, rel=1e-12)


def test_published_conversions():
    assert convert("3 nS", "pS") == pytest.approx(3000)
    assert convert("-0.065 V", "mV") == pytest.approx(-65)
    assert convert("1 uA/cm**2", "A/m**2") == pytest.approx(0.01)
    assert convert("2 uS * 3 mV", "nA") == pytest.approx(6)
    assert convert("34.3 degC", "kelvin") == pytest.approx(307.45)
    assert convert("307.45 kelvin", "degC") == pytest.approx(34.3)


@given(numbers)
def test_plain_numbers_and_arrays_are_in_the_declared_unit(number):
    assert convert(number, "mV") == number
    assert convert(repr(number), "mV") == number
    array = np.array([number, 1.0])
    assert convert(array, "mV") is array


def test_a_pint_quantity_is_converted():
    pint = pytest.importorskip("pint")
    assert convert(pint.UnitRegistry().Quantity([1.0, 2.0], "nS"), "pS") == pytest.approx([1000, 2000])


@pytest.mark.parametrize(("text", "unit"), [("3 nS", "mV"), ("3 mV", ""), ("3 mV", "mV/ms"), ("3 degC", "mV")])
def test_another_dimension_is_refused_with_both_units_named(text, unit):
    with pytest.raises(UnitError) as caught:
        convert(text, unit, "threshold")
    message = str(caught.value)
    assert "threshold" in message
    assert (unit or "no unit") in message
    assert text.split()[1].replace("degC", "°C") in message


@given(st.text(max_size=12))
def test_any_text_is_a_number_or_refused_by_name(text):
    try:
        number = convert(text, "mV", "threshold")
    except UnitError as error:
        assert "threshold" in str(error)  # noqa: PT017 (either outcome is right; what is wrong is any other exception)
    else:
        assert isinstance(number, (int, float))
