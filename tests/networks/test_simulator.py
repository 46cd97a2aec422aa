"""A network in progress: looked into, disturbed, recorded, put back to the start."""

from collections.abc import Mapping
from typing import ClassVar

import jax.numpy as jnp
import numpy as np
import pytest

from wetnet.core.cells import Discrete
from wetnet.core.errors import DivergedError, UnknownNameError
from wetnet.core.parameters import Quantity
from wetnet.networks import Network, Population, Projection, Simulator
from wetnet.plasticity.rule import Plasticity


class Doubling(Discrete):
    """x doubles in every step."""

    states: ClassVar[Mapping[str, Quantity]] = {"x": Quantity("mV", "what doubles")}
    inputs: ClassVar[Mapping[str, Quantity]] = {}

    def start(self):
        return {"x": jnp.asarray(0.0)}

    def step(self, state, input, dt, key):
        return {"x": 2 * state["x"]}, jnp.zeros_like(state["x"], bool)


class Counting(Plasticity):
    """Adds the gain to a weight at every arrival, and counts arrivals."""

    changes: ClassVar[tuple[str, ...]] = ("fast",)
    presynaptic: ClassVar[tuple[str, ...]] = ("arrived",)
    postsynaptic: ClassVar[tuple[str, ...]] = ("spike",)

    def start(self):
        return {"count": jnp.asarray(0.0)}

    def step(self, state, weights, pre, post, gain, dt):
        arrived = pre["arrived"].astype(weights["fast"].dtype)
        return {"count": state["count"] + arrived}, {"fast": weights["fast"] + gain * arrived}


@pytest.fixture
def plastic(lines):
    """Three cells to three with a plastic link whose synapses are described out of order."""

    def build():
        network = lines([5, 5, 5], weight=0.0)
        line = network.projections[0]
        shuffled = Projection(
            "line", "source", "target", line.synapse, np.array([2, 0, 1]), np.array([0, 1, 2]),
            {"fast": np.array([20.0, 0.0, 10.0])}, 0.5, Counting(),
        )  # fmt: skip
        return Network(network.populations, (shuffled,), network.dt)

    return build


def test_divergence_names_variable_cell_time_and_a_smaller_step():
    network = Network(
        (Population("calm", 3, Doubling()), Population("wild", 2, Doubling(), {"x": [0.0, 1.0]})), (), 0.1
    )
    with pytest.raises(DivergedError, match=r"x \(mV\) of cell 1 of 'wild'.* ms; try dt = 0\.05 ms"):
        Simulator(network).run(20.0)


def test_a_run_is_recorded_at_the_end_of_steps(lif):
    """τ = 20 ms towards −60 + 50/10 mV, in closed form at the stated times."""
    network = Network((Population("a", 2, lif, drive={"current": [50.0, 0.0]}),), (), 0.1)
    recording = Simulator(network).run(10.0, record={"a": ["voltage"]}, stride=5)
    trace = recording["a.voltage"]
    assert (trace.unit, trace.interval, trace.values.shape) == ("mV", 0.5, (20, 2))
    assert trace.times[[0, -1]] == pytest.approx([0.5, 10.0])
    np.testing.assert_allclose(trace.values[:, 0], -55 - 5 * np.exp(-trace.times / 20), atol=1e-3)


def test_a_second_run_goes_on_where_the_first_ended(random_network):
    whole, halves = Simulator(random_network()), Simulator(random_network())
    expected = whole.run(60.0, record={"inhibitory": ["voltage"]})
    halves.run(30.0)
    found = halves.run(30.0, record={"inhibitory": ["voltage"]})
    np.testing.assert_array_equal(found["inhibitory.voltage"].values, expected["inhibitory.voltage"].values[300:])
    np.testing.assert_allclose(found["inhibitory.voltage"].times, expected["inhibitory.voltage"].times[300:])
    late = expected.spikes["excitatory"]
    assert (late.times > 30 + 1e-9).any()
    np.testing.assert_array_equal(found.spikes["excitatory"].times, late.times[late.times > 30 + 0.05])


@pytest.mark.parametrize("stride", [1, 3, 2500])
def test_a_long_recording_has_one_sample_for_each_stride(lif, stride):
    steps = 7500 - 7500 % stride
    network = Network((Population("a", 1, lif, {"voltage": -55.0}),), (), 0.1)
    trace = Simulator(network).run(steps * 0.1, record={"a": ["voltage"]}, stride=stride)["a.voltage"]
    assert len(trace.values) == steps // stride
    np.testing.assert_allclose(trace.values[:, 0], -60 + 5 * np.exp(-trace.times / 20), atol=2e-3)


def test_progress_is_told_and_may_end_the_run(random_network):
    told = []
    Simulator(random_network()).run(450.0, progress=told.append)
    assert told == sorted(told)
    assert len(told) > 1
    assert told[-1] == pytest.approx(450.0)

    class Enough(Exception):
        pass

    def stop(ms):
        raise Enough

    simulator = Simulator(random_network())
    with pytest.raises(Enough):
        simulator.run(450.0, progress=stop)
    assert 0 < simulator.time < 450
    assert simulator.advance(1)[0] == 1


def test_put_disturbs_the_cells_that_were_meant_and_no_others(lif):
    simulator = Simulator(Network((Population("a", 3, lif), Population("b", 2, lif)), (), 0.1))
    simulator.put("b", "voltage", -40.0, np.array([False, True]))
    assert simulator.get("a", "voltage").tolist() == [-60] * 3
    assert simulator.get("b", "voltage").tolist() == [-60, -40]
    simulator.advance(1)
    assert np.stack(simulator.spikes()).tolist() == [[0], [4]]
    assert simulator.span("b") == (3, 5)


def test_weights_are_given_back_in_the_order_of_the_description(plastic):
    simulator = Simulator(plastic())
    assert simulator.weights("line")["fast"].tolist() == [20, 0, 10]
    simulator.put_weights("line", {"fast": np.array([3.0, 1.0, 2.0])})
    assert simulator.weights("line")["fast"].tolist() == [3, 1, 2]


def test_a_rule_sees_arrivals_and_its_gain(plastic):
    simulator = Simulator(plastic())
    simulator.advance(5, gain=2.0)
    assert simulator.weights("line")["fast"].tolist() == [20, 0, 10], "nothing has arrived yet"
    simulator.advance(1, gain=2.0)
    assert simulator.weights("line")["fast"].tolist() == [22, 2, 12]


def test_gain_zero_learns_nothing(plastic):
    """Row B12, in general."""
    simulator = Simulator(plastic())
    simulator.advance(50, gain=0.0)
    assert simulator.weights("line")["fast"].tolist() == [20, 0, 10]


def test_reset_forgets_all_but_the_weights(plastic):
    simulator = Simulator(plastic())
    fresh = simulator.get("target", "voltage").copy()
    simulator.advance(40, gain=1.0)
    first = np.stack(simulator.spikes())
    assert (simulator.get("target", "voltage") != fresh).any()
    simulator.reset()
    assert simulator.step == 0
    assert simulator.spikes()[0].size == 0
    assert simulator.get("target", "voltage").tolist() == fresh.tolist()
    assert simulator.weights("line")["fast"].tolist() == [21, 1, 11]
    simulator.advance(40, gain=0.0)
    np.testing.assert_array_equal(np.stack(simulator.spikes())[:, :3], first[:, :3])


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (lambda s: s.get("sourse", "voltage"), "population is called 'sourse'; did you mean 'source'"),
        (lambda s: s.put("source", "volts", 0.0), "state variable of population 'source' is called 'volts'"),
        (lambda s: s.run(1.0, record={"source": ["voltag"]}), "did you mean 'voltage'"),
        (lambda s: s.weights("lin"), "plastic projection is called 'lin'; did you mean 'line'"),
        (lambda s: s.put_weights("line", {"slow": np.zeros(3)}), "changing receptor of projection 'line'"),
    ],
)
def test_unknown_names_get_the_nearest(plastic, ask, said):
    with pytest.raises(UnknownNameError, match=said):
        ask(Simulator(plastic()))
