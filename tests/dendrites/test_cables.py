"""Passive cable in closed form; speeds of travelling spikes against published values and scaling laws."""

import jax.numpy as jnp
import numpy as np
import pytest

from wetnet import simulate
from wetnet.core.errors import ConfigurationError
from wetnet.core.precision import double
from wetnet.dendrites import ActiveAxon, MyelinatedAxon, PassiveCable, myelinated_speed
from wetnet.neurons import HodgkinHuxley
from wetnet.simulation import Hines, stimuli


def arrivals(voltage, dt, level=-20.0):
    """When the voltage of each compartment first rises through a level, interpolated."""
    found = []
    for v in voltage.T:
        k = int(np.flatnonzero((v[:-1] < level) & (v[1:] >= level))[0])
        found.append(dt * (k + 1 + (level - v[k]) / (v[k + 1] - v[k])))
    return np.array(found)


def unmyelinated_speed(axon, dt=0.01, duration=8.0):
    strong = 40_000.0 * (axon.diameter / 476) ** 1.5
    times = arrivals(simulate(axon, stimuli.step(strong, 0, 0.5), duration, dt=dt)["voltage"].values, dt)
    first, last = axon.compartments // 3, 2 * axon.compartments // 3
    return (last - first) * axon.length / axon.compartments / (times[last] - times[first])


def saltatory_speed(axon, dt=0.005):
    strong = 0.5 + 0.005 * axon.diameter**2
    voltage = simulate(axon, stimuli.step(strong, 0, 0.3), 6, dt=dt)["voltage"].values
    times = arrivals(voltage[:, axon.is_node], dt)
    return 5 * (axon.internode + 1e-3 * axon.node_length) / (times[14] - times[9])


@pytest.mark.parametrize(("preset", "of_end"), [("sealed", np.cosh), ("killed", np.sinh)])
def test_steady_voltage_of_a_passive_cable(preset, of_end):
    """V(x)/V(0) = cosh or sinh of (L − x)/λ, input resistance R∞ coth or tanh of L/λ; compartments have middles."""
    cable = PassiveCable.preset(preset, compartments=100)
    current = 0.01
    above = simulate(cable, current, 400, dt=0.1)["voltage"].values[-1] - cable.rest_voltage
    constant, at = float(cable.length_constant), (np.arange(100) + 0.5) / 100 * cable.length
    shape = of_end((cable.length - at) / constant)
    np.testing.assert_allclose(above / above[0], shape / shape[0], rtol=1e-3, atol=1e-6)
    ratio = cable.length / constant
    resistance = float(cable.infinite_resistance) * (1 / np.tanh(ratio) if preset == "sealed" else np.tanh(ratio))
    section = np.pi / 4 * (cable.diameter * 1e-4) ** 2
    half = 1e-6 * cable.axial_resistivity * (cable.length * 0.1 / 200) / section
    assert above[0] / current + half == pytest.approx(resistance, rel=1e-3)


def test_length_and_time_constant_of_the_defaults():
    """√(2 µm · 20 kΩcm² / (4 · 150 Ωcm)) = 0.8165 mm; 20 kΩcm² · 1 µF/cm² = 20 ms."""
    with double():
        assert float(PassiveCable().length_constant) == pytest.approx(np.sqrt(2 / 3), rel=1e-9)
        assert PassiveCable().time_constant == pytest.approx(20)


def test_a_short_cable_decays_with_the_time_constant_of_its_membrane():
    cable = PassiveCable(compartments=10)
    trace = simulate(cable, 0.0, 40, dt=0.05, start={"voltage": np.full(10, -55.0)})["voltage"].values
    assert (trace[-1] + 65) == pytest.approx(10 * np.exp(-40 / 20), rel=1e-5)


@pytest.mark.validation
def test_the_step_is_of_second_order():
    """Against a step sixteen times as fine, errors fall fourfold at each halving, with gates and with coupling."""
    axon = ActiveAxon(compartments=12, length=12.0)
    start = {"voltage": -65 + 40 * np.exp(-np.arange(12.0))}

    def end(dt):
        return simulate(axon, 0.0, 0.8, dt=dt, start=start)["voltage"].values[-1]

    exact = end(0.00125)
    errors = [np.abs(end(dt) - exact).max() for dt in (0.04, 0.02, 0.01)]
    orders = np.log2(np.array(errors[:-1]) / np.array(errors[1:]))
    assert orders == pytest.approx([2, 2], abs=0.25)


def test_the_implicit_step_is_stable_where_an_explicit_one_is_not():
    """Compartments of 20 µm: the explicit limit is a step of some 1e-5 ms."""
    axon = ActiveAxon(compartments=50, length=1.0)
    voltage = simulate(axon, 0.0, 5, dt=0.05, start={"voltage": np.linspace(-80, -50, 50)})["voltage"].values
    assert np.ptp(voltage[-1]) < 3
    assert np.abs(voltage).max() < 200


def test_points_are_refused_by_the_tree_solve():
    with pytest.raises(ConfigurationError, match="rk4"):
        simulate(HodgkinHuxley(), 0.0, 1, integrator=Hines())


@pytest.mark.validation
@pytest.mark.parametrize(("temperature", "proved"), [(18.5, 18.73188824788), (6.3, 12.31375672016)])
def test_conduction_speed_of_the_squid_axon(temperature, proved):
    """Half a millimetre and 0.01 ms: within 0.5 % of the speed proved for the equations."""
    assert unmyelinated_speed(ActiveAxon(temperature=temperature)) == pytest.approx(proved, rel=5e-3)


def test_speed_goes_with_the_square_root_of_diameter():
    """A fibre a quarter as thick, cut into pieces half as long, is half as fast: exactly so in the equations."""
    thick, thin = ActiveAxon(), ActiveAxon(diameter=119.0, length=30.0)
    assert unmyelinated_speed(thick) / unmyelinated_speed(thin) == pytest.approx(2, rel=1e-3)


def test_tetrodotoxin_stops_it():
    recording = simulate(ActiveAxon(sodium_block=1.0), stimuli.step(40_000.0, 0, 0.5), 6, dt=0.01)
    assert recording["voltage"].values[:, 60:].max() < -55


@pytest.mark.validation
@pytest.mark.parametrize(("diameter", "g_ratio"), [(5.0, 0.7), (20.0, 0.7), (10.0, 0.95)])
def test_the_fitted_speed_is_that_of_the_myelinated_axon(diameter, g_ratio):
    speed = saltatory_speed(MyelinatedAxon(diameter=diameter, g_ratio=g_ratio))
    assert float(myelinated_speed(diameter, g_ratio)) == pytest.approx(speed, rel=0.05)


def test_myelin_makes_it_faster_and_speed_goes_with_diameter():
    thick, thin = MyelinatedAxon(g_ratio=0.7), MyelinatedAxon.preset("thin-myelin")
    assert saltatory_speed(thick) > 2 * saltatory_speed(thin)
    ratio = saltatory_speed(MyelinatedAxon(diameter=20.0)) / saltatory_speed(thick)
    assert ratio == pytest.approx(2, rel=0.02)


def test_charge_that_enters_stays_on_the_membrane():
    """Sealed ends and hardly a leak: C ΔV summed over the cable is the charge injected."""
    cable = PassiveCable(membrane_resistance=1e6, capacitance=1.0)
    with double():
        capacitance = np.asarray(cable.tree().capacitance)
    trace = simulate(cable, 0.01, 2, dt=0.05)["voltage"].values[-1] + 65
    assert jnp.sum(capacitance * trace) == pytest.approx(1e-3 * 0.01 * 2, rel=2e-3)
