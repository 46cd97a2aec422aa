"""Declared parameters: ranges, units, presets, and what is said of a wrong one."""

from __future__ import annotations

import math
from typing import ClassVar

import equinox as eqx
import jax
import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wetnet.core.errors import ParameterError, UnitError, UnknownNameError
from wetnet.core.parameters import Described, Preset, parameter


class Membrane(Described):
    """A patch of membrane."""

    capacitance: float = parameter(1.0, "uF/cm**2", "membrane capacitance", low=0.1, high=10, symbol="C_m")
    leak: float = parameter(-54.4, "mV", "leak reversal potential", low=-150, high=50)
    gain: float = parameter(2.0, "", "pure number")

    presets: ClassVar = {"squid": Preset({"leak": -49.387}, "the squid's axon", "Hodgkin & Huxley 1952")}


def test_the_declaration_is_all_that_a_form_needs():
    declared = Membrane.parameters()
    assert list(declared) == ["capacitance", "leak", "gain"]
    capacitance = declared["capacitance"]
    assert (capacitance.name, capacitance.unit, capacitance.symbol) == ("capacitance", "uF/cm**2", "C_m")
    assert (capacitance.default, capacitance.low, capacitance.high) == (1.0, 0.1, 10)
    assert capacitance.meaning == "membrane capacitance"
    assert (declared["gain"].low, declared["gain"].high) == (-math.inf, math.inf)


@given(st.floats(-150, 50))
def test_every_value_in_the_range_is_taken_as_it_is(value):
    assert Membrane(leak=value).leak == value


@given(st.floats(allow_nan=True, allow_infinity=True).filter(lambda x: not -150 <= x <= 50))
def test_every_value_outside_is_refused_with_name_range_and_unit(value):
    with pytest.raises(
        ParameterError, match=r"Membrane\.leak = .* is outside -150 to 50 mV \(leak reversal potential\)"
    ):
        Membrane(leak=value)


def test_the_ends_of_the_range_belong_to_it():
    assert Membrane(capacitance=0.1).capacitance == 0.1
    assert Membrane(capacitance=10).capacitance == 10.0
    with pytest.raises(ParameterError, match="10\\.0"):
        Membrane(capacitance=10.01)


def test_one_bad_cell_of_a_population_is_named():
    with pytest.raises(ParameterError, match="leak = 99 mV"):
        Membrane(leak=np.array([-60.0, 99.0, -70.0]))


def test_quantities_are_converted_on_assignment():
    assert Membrane(leak="-0.06 V").leak == pytest.approx(-60)
    assert Membrane(capacitance="0.02 F/m**2").capacitance == pytest.approx(2)
    with pytest.raises(UnitError, match=r"leak is declared in mV .* nS"):
        Membrane(leak="3 nS")


def test_what_is_no_number_is_refused():
    with pytest.raises(ParameterError, match=r"Membrane\.leak = .* is not a number"):
        Membrane(leak=object())


def test_a_preset_sets_its_values_and_takes_overrides():
    assert Membrane.preset("squid").leak == -49.387
    assert Membrane.preset("squid", capacitance=2).capacitance == 2.0
    with pytest.raises(UnknownNameError, match="did you mean 'squid'"):
        Membrane.preset("sqid")


def test_an_unknown_parameter_is_answered_with_the_nearest():
    with pytest.raises(
        UnknownNameError, match="no parameter of Membrane is called 'capacitence'; did you mean 'capacit"
    ):
        Membrane.create(capacitence=1)


def test_a_model_is_a_tree_that_can_be_differentiated_and_batched():
    def charge(membrane):
        return membrane.capacitance * membrane.leak

    slopes = jax.grad(charge)(Membrane(leak=-60))
    assert (slopes.capacitance, slopes.leak) == (-60.0, 1.0)
    batch = Membrane(leak=jnp.array([-60.0, -70.0], jnp.float32))
    axes = Membrane.__new__(Membrane)
    axes = jax.tree.map(lambda leaf: 0 if eqx.is_array(leaf) else None, batch)
    assert jax.vmap(charge, in_axes=(axes,))(batch).tolist() == [-60.0, -70.0]


def test_traced_values_are_not_checked():
    assert float(jax.jit(lambda value: Membrane(leak=value).leak)(1e6)) == 1e6
