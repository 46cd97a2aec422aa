"""Connor-Stevens: what the A current does."""

import jax.numpy as jnp
import numpy as np
import pytest

from wetnet import simulate
from wetnet.neurons import ConnorStevens


def test_rest(membranes):
    assert float(ConnorStevens().rest()["voltage"]) == pytest.approx(-68, abs=0.1)
    assert membranes.eigenvalues(ConnorStevens(), ConnorStevens().rest()["voltage"]).real.max() < 0


def test_rates_are_those_of_the_book(membranes):
    v = -50.0
    rates = ConnorStevens().rates(jnp.asarray(v))
    assert float(rates["m"].opening) == pytest.approx(0.38 * (v + 29.7) / (1 - np.exp(-0.1 * (v + 29.7))), rel=1e-12)
    assert float(rates["m"].closing) == pytest.approx(15.2 * np.exp(-0.0556 * (v + 54.7)), rel=1e-3)
    assert float(rates["h"].closing) == pytest.approx(3.8 / (1 + np.exp(-0.1 * (v + 18))), rel=1e-12)
    assert float(rates["n"].closing) == pytest.approx(0.25 * np.exp(-0.0125 * (v + 55.7)), rel=1e-12)
    a = (0.0761 * np.exp(0.0314 * (v + 94.22)) / (1 + np.exp(0.0346 * (v + 1.17)))) ** (1 / 3)
    assert float(rates["a"].steady) == pytest.approx(a, rel=2e-3)
    assert float(rates["a"].time_constant) == pytest.approx(
        0.3632 + 1.158 / (1 + np.exp(0.0497 * (v + 55.96))), rel=2e-3
    )
    assert float(rates["b"].steady) == pytest.approx((1 / (1 + np.exp(0.0688 * (v + 53.3)))) ** 4, rel=2e-3)
    assert float(rates["b"].time_constant) == pytest.approx(1.24 + 2.678 / (1 + np.exp(0.0624 * (v + 50))), rel=2e-3)


@pytest.mark.validation
def test_class_1_with_the_a_current_and_class_2_without(membranes):
    """As slow as 7 Hz with it; without it nothing between silence and 60 Hz."""
    currents = np.arange(7.6, 9.0, 0.1)
    rates = [last_rate(times) for times in membranes.crossings(ConnorStevens(), currents, 600, -20.0, dt=0.02)]
    firing = [rate for rate in rates if rate]
    assert 0 < min(firing) < 12
    without = ConnorStevens.preset("no-a-current")
    found = membranes.crossings(without, np.arange(6.0, 9.0, 0.2), 600, -20.0, dt=0.02)
    jumped = [rate for rate in map(last_rate, found) if rate]
    assert jumped
    assert min(jumped) > 60


def last_rate(times):
    """Hz, from the last interval; None where the cell does not fire repeatedly."""
    return 1e3 / np.diff(times)[-1] if len(times) > 2 and times[-1] > 400 else None


def test_4_aminopyridine_shortens_the_wait_for_the_first_spike():
    waits = [simulate(ConnorStevens(transient_block=b), 12.0, 100, dt=0.02).spikes["spikes"].times[0] for b in (0, 0.5)]
    assert waits[1] < waits[0]
