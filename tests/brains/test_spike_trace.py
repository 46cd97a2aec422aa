"""The backward trace on a circuit in which every cause is known."""

import numpy as np
import pytest
from small_circuit import DELAY, EARLY, GABA, LAST, LATE, MIDDLE, simulator

from wetnet.brains.afferents import Wires
from wetnet.brains.spike_trace import trace


def ran(**weights):
    circuit = simulator(**weights)
    circuit.advance(150)
    return circuit, dict(zip(circuit.spikes()[1].tolist(), circuit.spikes()[0].tolist(), strict=True))


@pytest.fixture(scope="module")
def circuit():
    return ran()


def test_the_causes_are_those_wired_and_nothing_else(circuit):
    simulator, fired = circuit
    causes = trace(Wires(simulator.network), simulator.spikes(), LAST, fired[LAST])
    assert [(cause.depth, cause.source) for cause in causes] == [(1, MIDDLE), (2, EARLY), (2, GABA)]
    onward, early, gaba = causes
    assert (onward.target, onward.fired) == (LAST, fired[MIDDLE])
    assert onward.arrived == fired[MIDDLE] + DELAY["onward"] <= fired[LAST]
    assert early.arrived == fired[EARLY] + DELAY["early"] <= fired[MIDDLE]
    assert (early.target, early.target_fired) == (MIDDLE, fired[MIDDLE])
    assert onward.share == early.share == 1
    assert gaba.drive < 0 > gaba.share


def test_what_came_too_late_is_no_cause(circuit):
    simulator, fired = circuit
    assert fired[LATE] + DELAY["late"] > fired[MIDDLE]
    assert LATE not in {c.source for c in trace(Wires(simulator.network), simulator.spikes(), LAST, fired[LAST])}


def test_what_came_before_the_window_is_no_cause(circuit):
    simulator, fired = circuit
    wait = (fired[LAST] - fired[MIDDLE] - DELAY["onward"]) * simulator.network.dt
    wires = Wires(simulator.network)
    assert wait > 0
    assert trace(wires, simulator.spikes(), LAST, fired[LAST], window=wait / 2) == []
    assert len(trace(wires, simulator.spikes(), LAST, fired[LAST], window=wait + simulator.network.dt)) > 0


def test_the_drive_is_the_time_integral_of_what_is_bound(circuit):
    """Of 25 AMPA and, half of it free, 1 NMDA receptors, with the Hill curve of the emptying cleft."""
    simulator, fired = circuit
    early = trace(Wires(simulator.network), simulator.spikes(), MIDDLE, fired[MIDDLE])[0]
    dt = simulator.network.dt
    steps = np.arange(1, fired[MIDDLE] - early.arrived + 2)
    filled = 0.9 * np.exp(-steps * dt / 0.42055)
    bound = np.where(filled > 0.01, filled**2 / (filled**2 + 0.55**2), 0)
    assert early.drive == pytest.approx(25.5 * bound.sum() * dt, rel=1e-5)


def test_learned_weights_and_antagonists_count(circuit):
    simulator, fired = circuit
    wires, spikes = Wires(simulator.network), simulator.spikes()
    whole = trace(wires, spikes, MIDDLE, fired[MIDDLE])[0].drive
    learned = {"excite": {"ampa": np.array([50.0, 5.0])}}
    assert trace(wires, spikes, MIDDLE, fired[MIDDLE], learned=learned)[0].drive == pytest.approx(whole * 50.5 / 25.5)
    assert GABA not in {c.source for c in trace(wires, spikes, MIDDLE, fired[MIDDLE], blocked={"gaba": 1.0})}


def test_of_several_spikes_of_a_cell_each_has_its_own_causes():
    simulator, fired = ran(early=60.0, gaba=0.0)
    steps, cells = simulator.spikes()
    again = np.concatenate([steps, [fired[MIDDLE] + 20]]), np.concatenate([cells, [MIDDLE]])
    second = trace(Wires(simulator.network), again, MIDDLE, fired[MIDDLE] + 20)
    assert EARLY not in {cause.source for cause in second}
