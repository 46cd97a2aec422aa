"""The ion-permeability cell with a membrane: rest, spike, refractoriness."""

import jax.numpy as jnp
import numpy as np
import pytest

from wetnet.core.precision import double
from wetnet.neurons import Permeability
from wetnet.neurons.goldman import Permeabilities, net_current
from wetnet.simulation import ExponentialEuler, RungeKutta4, discretise

DT = 0.15
BRAIN = {"channel_permeability": 2e-7}
"""The digit brain's cell."""


@pytest.fixture(scope="module")
def cell():
    return discretise(Permeability(**BRAIN), ExponentialEuler())


def test_at_rest_no_net_current_flows_and_nothing_moves():
    with double():
        model = Permeability()
        rest = model.rest()
        p = Permeabilities(*(rest[name] for name in Permeabilities._fields))
        net = float(net_current(p, model.concentrations, rest["voltage"], model.temperature))
        rates = model.flow(rest, model.memory(), dict.fromkeys(model.inputs, 0.0))
    assert net == pytest.approx(0, abs=1e-9)
    assert float(rest["voltage"]) == pytest.approx(-69.7, abs=0.1)
    # Gates are taken as shut at rest; what they let through is small against the leak's 48.
    assert all(abs(float(rate)) < 1e-3 for rate in rates.values())


def test_the_membrane_charges_by_the_current_over_its_capacitance():
    """Doubling the capacitance halves the slope; F P c is a current density."""
    with double():
        state = {**Permeability().rest(), "voltage": jnp.asarray(-40.0)}
        slopes = [
            float(Permeability(capacitance=c).flow(state, {"available": 1.0}, dict.fromkeys(state, 0.0))["voltage"])
            for c in (1.0, 2.0)
        ]
        p = Permeabilities(*(state[name] for name in Permeabilities._fields))
        mM = float(net_current(p, Permeability().concentrations, -40.0, 34.3))
    # 96485 C/mol × 1e-7 cm/s × (mM = 1e-6 mol/cm³) in µA/cm², over 1 µF/cm², is V/s = mV/ms.
    assert slopes[0] == pytest.approx(-96485.33212 * 1e-7 * mM * 1e-6 * 1e6, rel=1e-9)
    assert slopes[1] == pytest.approx(slopes[0] / 2, rel=1e-12)


def test_all_or_none(drive, cell):
    started = np.arange(-69.0, -35.0, 0.25)
    like = {name: jnp.full(len(started), value) for name, value in cell.start().items()}
    trace, _ = drive(cell, 60, DT, **{**like, "voltage": jnp.float32(started)})
    peaks = trace["voltage"].max(axis=0)
    spiked = peaks > 0
    assert np.array_equal(spiked, np.sort(spiked))
    assert spiked.any()
    assert not spiked.all()
    assert peaks[spiked].min() > 20
    assert (peaks - started)[~spiked].max() < 5


def test_one_flash_one_spike_and_back_to_rest(drive, cell):
    trace, spikes = drive(cell, 200, DT, voltage=-40.0)
    assert len(spikes) == 1
    assert trace["voltage"][-1] == pytest.approx(-69.7, abs=0.2)


def test_refractory_until_the_voltage_has_fallen_through_65_below_zero(drive, cell):
    trace, _ = drive(cell, 200, DT, voltage=-40.0)
    available, voltage = trace["available"], trace["voltage"]
    shut = np.flatnonzero(available == 0)
    assert len(shut) > 0
    assert voltage[shut[0]] > 25
    assert (voltage[shut] >= -65).all()
    assert voltage[shut[-1] + 1] < -65
    # Even a strong input cannot lift an inactivated cell over 25 mV again.
    state = {name: values[shut[1]] for name, values in trace.items()}
    held, _ = drive(cell, 100, DT, {"sodium": 60.0, "potassium": 60.0}, **state)
    assert held["available"].max() == 0


def test_the_spike_is_that_of_the_differential_equation(drive, cell):
    """The brain's coarse step against a hundredth of it: same spike, a little late."""
    fine = discretise(Permeability(**BRAIN), RungeKutta4())
    exact, _ = drive(fine, 5000, DT / 100, voltage=-50.0)
    coarse, _ = drive(cell, 50, DT, voltage=-50.0)
    assert coarse["voltage"].max() == pytest.approx(exact["voltage"].max(), abs=5)
    assert coarse["voltage"].argmax() * DT == pytest.approx(exact["voltage"].argmax() * DT / 100, abs=2 * DT)


def test_readout_says_where_the_voltage_is_heading():
    model = Permeability()
    rest = model.rest()
    read = model.readout({**rest, "voltage": jnp.asarray(-20.0)}, model.memory(), {})
    assert set(read) == set(model.readouts)
    assert float(read["voltage"]) == -20
    assert float(read["zero_flux_voltage"]) == pytest.approx(float(rest["voltage"]), abs=1e-4)


def test_the_currents_read_out_are_those_that_charge_the_membrane():
    model = Permeability()
    state = {**model.rest(), "voltage": jnp.asarray(-20.0), "calcium": jnp.asarray(3.0)}
    nothing = dict.fromkeys(model.inputs, 0.0)
    read = model.readout(state, model.memory(), nothing)
    net = sum(float(read[f"{ion}_current"]) for ion in ("sodium", "potassium", "chloride", "calcium"))
    charging = float(model.flow(state, model.memory(), nothing)["voltage"])
    assert charging == pytest.approx(-net / model.capacitance, rel=1e-4)
    assert abs(net) > 0.1


def test_tetrodotoxin_takes_the_spike_and_tetraethylammonium_hardly_lengthens_it(drive):
    """Sodium shuts by itself and the leak repolarises: the gated potassium channels of this cell do little."""

    def above_zero(**drug):
        cell = discretise(Permeability(**drug), RungeKutta4())
        trace, spikes = drive(cell, 2000, 0.01, voltage=-50.0)
        return np.count_nonzero(trace["voltage"] > 0), len(spikes)

    whole, blocked, slowed = above_zero(), above_zero(sodium_block=1.0), above_zero(potassium_block=0.9)
    assert whole[1] == 1
    assert blocked == (0, 0)
    assert whole[0] < slowed[0] < 1.1 * whole[0]
