"""Stimuli as text: what is written can be read again, and what is wrong is answered by name."""

import dataclasses

import jax
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wetnet.core.errors import ParameterError, UnitError, UnknownNameError
from wetnet.core.registry import declared, find
from wetnet.simulation import stimuli
from wetnet.simulation.stimuli import parse

NAMES = sorted(set(declared("stimulus")) - {"file"})


@st.composite
def one(draw):
    kind = find("stimulus", draw(st.sampled_from(NAMES)))
    values = {
        parameter.name: draw(st.floats(max(parameter.low, -1e12), min(parameter.high, 1e12), allow_nan=False))
        for parameter in kind.parameters().values()
        if draw(st.booleans())
    }
    return kind(**values)


def same(a, b):
    return jax.tree.structure(a) == jax.tree.structure(b) and jax.tree.leaves(a) == jax.tree.leaves(b)


@given(st.lists(one(), min_size=1, max_size=3), st.floats(-1e6, 1e6))
def test_what_is_written_is_read_again(parts, factor):
    whole = sum(parts[1:], parts[0])
    assert same(parse(str(whole)), whole)
    scaled = parse(str(factor * parts[0]))
    assert same(scaled, factor * parts[0])


@given(st.text(alphabet='stepou:=,+*."0123456789e- ', max_size=30))
def test_any_text_is_read_or_answered(text):
    try:
        parsed = parse(text)
    except (UnknownNameError, ParameterError):
        return
    np.testing.assert_array_equal(jax.tree.leaves(parse(str(parsed))), jax.tree.leaves(parsed))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("step:10,start=100", stimuli.step(10, start=100)),
        ("step", stimuli.step()),
        (" step : 10 , 100, stop = 2e+2 ", stimuli.step(10, 100, 200)),
        ("7.5", stimuli.step(7.5)),
        ("-3e-1", stimuli.step(-0.3)),
        ("step:+5,start=+1+sine:2", stimuli.step(5, start=1) + stimuli.sine(2)),
        ("0.5*sine:2,frequency=20 + 1", stimuli.sine(2, frequency=20) * 0.5 + 1),
        ("1 + 2*step:1 + 3*sine", stimuli.as_stimulus(1) + 2 * stimuli.step(1) + 3 * stimuli.sine()),
        ("step:10,start=0.1 s,stop=300 ms", stimuli.step(10, start=100, stop=300)),
    ],
)
def test_it_means_what_it_says(text, expected):
    parsed = parse(text)
    assert jax.tree.structure(parsed) == jax.tree.structure(expected)
    np.testing.assert_allclose(jax.tree.leaves(parsed), jax.tree.leaves(expected), rtol=1e-12)


def test_amplitudes_take_the_unit_of_the_input():
    assert parse("step:0.2 nA", "pA").amplitude == pytest.approx(200)
    assert parse("0.1 nA", "pA").amplitude == pytest.approx(100)
    with pytest.raises(UnitError, match=r"step\.amplitude is declared in pA"):
        parse("step:3 mV", "pA")


@pytest.mark.parametrize(
    ("text", "error", "complaint"),
    [
        ("stp:10", UnknownNameError, "did you mean 'step'"),
        ("ou:1", UnknownNameError, "Known: .*ornstein-uhlenbeck"),
        ("step:10,begin=100", UnknownNameError, "no parameter of step is called 'begin'.* Known: amplitude"),
        ("step:10,strat=100", UnknownNameError, "did you mean 'start'"),
        ("step:ten", UnitError, r"step\.amplitude = 'ten' is not a quantity"),
        ("step:10,start=-5", ParameterError, "Step.start = -5 ms is outside 0 to"),
        ("step:10,nan", ParameterError, "Step.start = nan ms is outside"),
        ("step:1,amplitude=2", ParameterError, "step: amplitude is given twice"),
        ("step:start=2,stop=9,5,5", ParameterError, "'5' has no name"),
        ("step:1,2,3,4", ParameterError, "'4' has no name; its parameters are amplitude, start, stop"),
        ("step:1,start=", ParameterError, "step.start has no value"),
        ("step:1 + ", ParameterError, "has an empty part"),
        ("", ParameterError, "has an empty part"),
        ("file", ParameterError, "file needs its path, such as file:PATH"),
    ],
)
def test_what_is_wrong_is_named(text, error, complaint):
    with pytest.raises(error, match=complaint):
        parse(text)


def test_every_parameter_can_be_given_by_name():
    for name in NAMES:
        kind = find("stimulus", name)
        for field in dataclasses.fields(kind):
            assert same(parse(f"{name}:{field.name}={field.default}"), kind())
