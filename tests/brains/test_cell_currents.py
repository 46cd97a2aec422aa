"""A cell's history taken apart: what is replayed must be what the engine computed."""

import numpy as np
import pytest
from small_circuit import EARLY, LAST, MIDDLE, simulator

from wetnet.brains.afferents import Wires
from wetnet.brains.blockade import Blockade
from wetnet.brains.cell_currents import cell_traces
from wetnet.brains.cell_history import CellHistory

STEPS = 120


def history(**blocked):
    circuit = simulator()
    blockade = Blockade(circuit)
    blockade.apply(blocked)
    kept = CellHistory(circuit, Wires(circuit.network))
    for _ in range(STEPS):
        circuit.advance(1)
        kept.note(blocked)
    return kept


@pytest.fixture(scope="module")
def kept():
    return history()


def test_the_voltage_is_the_engines_own(kept):
    circuit = simulator()
    recording = circuit.run(STEPS * kept.dt, record={"middle": ["voltage"]})
    traces = cell_traces(kept, MIDDLE)
    np.testing.assert_array_equal(traces.voltage, recording["middle.voltage"].values[:, 0])
    np.testing.assert_allclose(traces.time, kept.dt * np.arange(1, STEPS + 1))
    assert traces.voltage.max() > 0


@pytest.mark.parametrize("cell", [EARLY, MIDDLE, LAST])
def test_currents_by_ion_and_by_path_sum_to_the_same(kept, cell):
    traces = cell_traces(kept, cell)
    net = sum(traces.ions.values())
    np.testing.assert_allclose(sum(traces.paths.values()), net, atol=2e-3 * np.abs(net).max())
    assert np.abs(net).max() > 1


def test_the_net_current_charges_the_membrane(kept):
    """C dV/dt = −I with C = 1 µF/cm², where the voltage moves slowly enough for a difference to be a derivative."""
    traces = cell_traces(kept, LAST)
    net, slope = sum(traces.ions.values()), np.gradient(traces.voltage, kept.dt)
    slow = (np.abs(slope) < 3) & (np.abs(np.gradient(slope, kept.dt)) < 2)
    assert slow.sum() > 20
    assert np.abs(slope[slow]).max() > 1
    np.testing.assert_allclose(slope[slow], -net[slow], atol=0.3)


def test_chloride_flows_through_gaba_alone_and_calcium_through_nmda_alone(kept):
    traces = cell_traces(kept, MIDDLE)
    np.testing.assert_allclose(traces.paths["gaba"], traces.ions["chloride"], atol=1e-3)
    assert np.abs(traces.ions["chloride"]).max() > 0.1
    assert traces.calcium.max() > 1e-3
    assert np.abs(traces.paths["nmda"]).max() > 0.01


def test_gated_channels_are_shut_at_rest(kept):
    traces = cell_traces(kept, LAST)
    assert np.abs(traces.paths["sodium channels"][:5]).max() < 1e-2
    assert traces.paths["sodium channels"].min() < -50
    assert traces.paths["potassium channels"].max() > 2


def test_what_an_antagonist_holds_carries_nothing():
    traces = cell_traces(history(nmda=1.0, gaba=1.0), MIDDLE)
    for path in ("nmda", "gaba"):
        assert not traces.paths[path].any()
    assert not traces.calcium.any()
    assert traces.ampa.tolist() == [30.0] * STEPS
