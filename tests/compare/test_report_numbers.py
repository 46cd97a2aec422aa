import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wetnet.compare.report_axis import along, span
from wetnet.compare.report_numbers import MINUS, number, plain, seconds, show

finite = st.floats(-1e300, 1e300)


@pytest.mark.parametrize(
    ("given", "value", "interval"),
    [
        ((97.1234, 96.5, 97.7, "%"), "97.12\u00a0%", "96.50 to 97.70"),
        ((97.1234, 90.0, 99.0, "%"), "97.1\u00a0%", "90.0 to 99.0"),
        ((20000.0, 20000.0, 20000.0), "20000", ""),
        ((1489.6, 1489.6, 1489.6000000001), "1490", ""),
        ((123456.0, None, None, "J"), "123.5\u00a0kJ", ""),
        ((2.3e-7, 1e-7, 3e-7), "2.3·10⁻⁷", "1.0·10⁻⁷ to 3.0·10⁻⁷"),
        ((-3.2, -4.0, 1.0), f"{MINUS}3.2", f"{MINUS}4.0 to 1.0"),
        ((-0.0,), "0", ""),
        ((1e300,), "1·10³⁰⁰", ""),
        ((math.nan, 0, 1), "not a number", ""),
        ((-math.inf,), f"{MINUS}∞", ""),
    ],
)
def test_digits_follow_the_interval(given, value, interval):
    assert show(*given) == (value, interval)


@given(finite, finite, finite)
def test_what_is_shown_is_near_what_is_meant(value, low, high):
    shown = show(value)
    text = shown.value.replace(MINUS, "-").replace("\u00a0", "")
    scale = {"k": 1e3, "M": 1e6, "G": 1e9, "T": 1e12}.get(text[-1:], 1.0)
    mantissa, _, power = text.rstrip("kMGT").partition("·10")
    exponent = int(power.translate(str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")) or 0)
    assert float(f"{mantissa}e{exponent}") * scale == pytest.approx(value, rel=2e-3, abs=1e-300)
    assert show(value, low, high).value


@given(st.recursive(st.none() | st.booleans() | st.floats() | st.text(), lambda inner: st.lists(inner, max_size=3)))
def test_plain_is_strict_json_and_numbers_come_back(value):
    again = json.loads(json.dumps(plain(value), allow_nan=False))
    if isinstance(value, float):
        assert number(again) == value or math.isnan(value)


@pytest.mark.parametrize("nothing", [None, True, "", "soon", [], {}])
def test_what_is_no_number_is_nan(nothing):
    assert math.isnan(number(nothing))


@given(st.lists(st.floats(), max_size=6))
def test_axes_hold_what_they_show_and_their_ticks_lie_within(values):
    for axis in (span(values, 0, 100), along(values, 0, 100), span(values, 100, 0, low=0.0)):
        assert 0 < len(axis.ticks()) < 20
        for value in [*axis.ticks(), *(v for v in values if not math.isnan(v))]:
            assert -1e-6 <= axis.place(value) <= 100 + 1e-6


def test_decades_are_laid_out_by_their_logarithm():
    axis = along([1, 10, 100], 0, 100)
    assert [axis.place(value) for value in (1, 10, 100)] == pytest.approx([0, 50, 100])
    assert axis.ticks() == [1, 2, 5, 10, 20, 50, 100]


def test_durations_read_at_a_glance():
    assert [seconds(value).replace("\u00a0", " ") for value in (0.5, 89, 120, 7200, math.nan)] == [
        "0.5 s", "89 s", "2 min", "2 h", "unknown time",
    ]  # fmt: skip
