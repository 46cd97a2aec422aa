"""Row B3: Nernst and Goldman-Hodgkin-Katz."""

import math

import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wetnet.core.precision import double
from wetnet.neurons import Permeability
from wetnet.neurons.goldman import (
    Concentrations,
    Permeabilities,
    currents,
    nernst,
    net_current,
    square_root_voltage,
    zero_flux_voltage,
)
from wetnet.neurons.permeability_map import SEED_CONCENTRATIONS

BODY = 37.0
SEED_TEMPERATURE = 61e-3 / math.log(10) * 96485.33212 / 8.314462618 - 273.15
"""°C at which RT/F × ln is exactly 61 mV × log10."""
REAL = SEED_CONCENTRATIONS._replace(calcium=(2.0, 1e-4))

permeability = st.floats(0, 500)
some = st.builds(Permeabilities, permeability, st.floats(1, 500), permeability, permeability)


def ghk(permeability, valence, outside, inside, u):
    """One ion's current, in the form of the textbook; ``u`` is FV/RT and not 0."""
    x = valence * u
    return permeability * valence * x * (inside - outside * math.exp(-x)) / (1 - math.exp(-x))


@pytest.mark.parametrize(
    ("ion", "voltage"), [("potassium", -90.90), ("sodium", 59.70), ("chloride", -84.94), ("calcium", 132.34)]
)
def test_nernst_voltages_at_body_temperature(ion, voltage):
    assert float(Permeability(temperature=BODY).equilibria()[ion]) == pytest.approx(voltage, abs=0.01)


def test_61_millivolts_a_decade_is_34_degrees():
    assert pytest.approx(34.3, abs=0.05) == SEED_TEMPERATURE
    assert float(nernst(10.0, 1.0, 1, 34.3)) == pytest.approx(61.0, abs=0.01)


@pytest.mark.parametrize(
    ("p", "voltage"),
    [
        (Permeabilities(sodium=2, potassium=48, chloride=0, calcium=0), -69.731),  # 61 log10(520 / 7230): rest
        (Permeabilities(sodium=2, potassium=48, chloride=30, calcium=0), -73.722),  # 61 log10(670 / 10830): GABA
        (Permeabilities(sodium=100, potassium=48, chloride=10, calcium=4), 9.734),  # 61 log10(14295.657 / 9900)
    ],
)
def test_the_formula_of_the_seed_by_hand(p, voltage):
    with double():
        assert float(square_root_voltage(p, SEED_CONCENTRATIONS)) == pytest.approx(voltage, abs=5e-3)


@given(some)
@settings(max_examples=30)
def test_at_the_zero_flux_voltage_the_four_currents_cancel(p):
    with double():
        v = zero_flux_voltage(p, REAL, BODY)
        flow = [float(i) for i in currents(p, REAL, v, BODY)]
    assert sum(flow) == pytest.approx(0, abs=1e-9 * (150 * sum(p)))


@given(some, st.floats(-120, 120).filter(lambda v: abs(v) > 1e-3))
@settings(max_examples=30)
def test_currents_are_those_of_the_textbook_and_their_sum_is_the_net_current(p, v):
    u = v / (1e3 * 8.314462618 * (BODY + 273.15) / 96485.33212)
    expected = [ghk(q, z, *c, u) for q, z, c in zip(p, (1, 1, -1, 2), REAL, strict=True)]
    with double():
        flow = [float(i) for i in currents(p, REAL, v, BODY)]
        net = float(net_current(p, REAL, v, BODY))
    scale = max(map(abs, expected))
    np.testing.assert_allclose(flow, expected, atol=1e-9 * scale)
    assert net == pytest.approx(sum(expected), abs=1e-9 * scale)


def test_currents_are_regular_where_the_voltage_is_zero():
    with double():
        p = Permeabilities(1.0, 1.0, 1.0, 1.0)
        at = [float(i) for i in currents(p, REAL, 0.0, BODY)]
    # The limit is P z (inside - outside): diffusion alone.
    np.testing.assert_allclose(at, [15 - 140, 150 - 5, -(5 - 120), 2 * (1e-4 - 2)], rtol=1e-12)


@given(some)
@settings(max_examples=30)
def test_without_calcium_the_zero_flux_voltage_is_the_formula_of_the_seed(p):
    p = p._replace(calcium=0.0)
    with double():
        seed = float(square_root_voltage(p, SEED_CONCENTRATIONS))
        assert float(zero_flux_voltage(p, SEED_CONCENTRATIONS, SEED_TEMPERATURE)) == pytest.approx(seed, abs=1e-9)


@pytest.mark.parametrize(("calcium", "difference"), [(5.0, 1.470), (50.0, 10.461), (500.0, 25.993)])
def test_with_calcium_the_seed_guesses_its_pull_too_low(calcium, difference, record_property):
    p = Permeabilities(2.0, 48.0, 0.0, calcium)
    with double():
        lag = zero_flux_voltage(p, REAL, SEED_TEMPERATURE) - square_root_voltage(p, SEED_CONCENTRATIONS)
    record_property("zero flux less seed (mV)", float(lag))
    assert float(lag) == pytest.approx(difference, abs=2e-3)


def test_only_ratios_of_permeabilities_count():
    p, doubled = Permeabilities(2.0, 48.0, 7.0, 3.0), Permeabilities(4.0, 96.0, 14.0, 6.0)
    c = Concentrations(*(tuple(map(jnp.float32, pair)) for pair in REAL))
    assert float(zero_flux_voltage(p, c, BODY)) == pytest.approx(float(zero_flux_voltage(doubled, c, BODY)), abs=1e-4)
