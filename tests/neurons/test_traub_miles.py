"""The cell of the COBAHH network against an independent program's formulas."""

import jax.numpy as jnp
import numpy as np
import pytest

from wetnet.neurons import TraubMiles


def linoid(x, y):
    return x / np.expm1(x / y)


@pytest.mark.parametrize("v", [-90.0, -63.0, -41.3, 12.0])
def test_rates(membranes, v):
    u = v + 63
    expected = {
        "m": (0.32 * linoid(13 - u, 4), 0.28 * linoid(u - 40, 5)),
        "h": (0.128 * np.exp((17 - u) / 18), 4 / (1 + np.exp((40 - u) / 5))),
        "n": (0.032 * linoid(15 - u, 5), 0.5 * np.exp((10 - u) / 40)),
    }
    for gate, rates in TraubMiles().rates(jnp.asarray(v)).items():
        assert (float(rates.opening), float(rates.closing)) == pytest.approx(expected[gate], rel=1e-12)


def test_flow_with_synapses_is_a_battery_behind_a_conductance(membranes):
    cell = TraubMiles()
    state = cell.settled(jnp.asarray(-55.0))
    quiet = {"current": 0.0, "conductance": 0.0, "drive": 0.0}
    at_rest = cell.flow(state, {}, quiet)["voltage"]
    g, reversal = 6.0, -80.0
    driven = cell.flow(state, {}, {**quiet, "conductance": g, "drive": g * reversal})["voltage"]
    assert float(driven - at_rest) == pytest.approx(g * (reversal + 55) / 200, rel=1e-9)


def test_it_fires_by_itself_unless_hyperpolarised(membranes):
    """Its only equilibrium is a focus that repels; −50 pA make it a stable rest."""
    (voltage,) = membranes.equilibria(TraubMiles(), 0.0)
    assert membranes.eigenvalues(TraubMiles(), voltage).real.max() > 0
    spontaneous, held = membranes.crossings(TraubMiles(), [0.0, -50.0], 500, -20.0)
    assert np.diff(spontaneous)[-1] == pytest.approx(72.18, abs=0.02)
    assert len(held) == 0
