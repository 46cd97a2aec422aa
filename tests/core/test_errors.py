"""Messages name the thing, the value, what is allowed and the nearest right name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wetnet.core import errors
from wetnet.core.errors import UnknownNameError, WetnetError, nearest

SLUGS = ["hodgkin-huxley", "izhikevich", "leaky-integrate-and-fire", "digit-brain", "mlp"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("hodgkin_huxley", "hodgkin-huxley"),
        ("HodgkinHuxley", "hodgkin-huxley"),
        ("izikevich", "izhikevich"),
        ("Digit-Brian", "digit-brain"),
        ("mpl", "mlp"),
        ("zzzz", None),
        ("", None),
    ],
)
def test_the_nearest_name(typed, meant):
    assert nearest(typed, SLUGS) == meant


def test_the_nearest_name_keeps_its_own_spelling():
    assert nearest("e_l", ["E_L", "tau"]) == "E_L"


@given(st.sampled_from(SLUGS), st.data())
def test_one_wrong_letter_still_finds_the_name(slug, data):
    place = data.draw(st.integers(0, len(slug) - 1))
    letter = data.draw(st.sampled_from("abcdefghijklmnopqrstuvwxyz"))
    assert nearest(slug[:place] + letter + slug[place + 1 :], SLUGS) == slug


def test_an_unknown_name_is_answered_in_one_line():
    error = UnknownNameError("neuron", "izikevich", SLUGS)
    assert str(error) == (
        "no neuron is called 'izikevich'; did you mean 'izhikevich'?"
        " Known: digit-brain, hodgkin-huxley, izhikevich, leaky-integrate-and-fire, mlp."
    )
    assert str(UnknownNameError("neuron", "x", [])) == "no neuron is called 'x'."


def test_all_errors_are_one_family_and_keep_their_builtin_kind():
    family = [
        thing for thing in vars(errors).values() if isinstance(thing, type) and thing.__module__ == errors.__name__
    ]
    assert all(issubclass(kind, WetnetError) for kind in family)
    assert issubclass(errors.ParameterError, ValueError)
    assert issubclass(errors.UnknownNameError, KeyError)
    assert issubclass(errors.DivergedError, ArithmeticError)
