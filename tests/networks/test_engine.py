"""The step loop: exact delays, a slow reference, slices, precision, and one compilation."""

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from wetnet.core import native
from wetnet.core.precision import double
from wetnet.networks import Network, Population, Projection, Simulator, engine
from wetnet.neurons import LeakyIntegrateAndFire
from wetnet.simulation import ExponentialEuler, discretise
from wetnet.synapses import ExponentialCurrent, Relay, Synapse

STEPS = 600


def spikes(simulator):
    return np.stack(simulator.spikes(), 1)


def test_a_spike_arrives_after_exactly_its_delay(lines):
    """Every delay from 1 to 100 steps: the target is untouched before, and moves in that very step."""
    delays = np.arange(1, 101)
    simulator = Simulator(lines(delays))
    trace = simulator.run(12.0, record={"target": ["voltage"]})["target.voltage"].values
    assert spikes(simulator)[:100].tolist() == [[0, cell] for cell in range(100)], "all sources fire in step 0"
    moved = trace != -60.0
    assert np.array_equal(moved.argmax(axis=0), delays)
    assert moved[-1].all()


@pytest.mark.parametrize("dt", [0.1, 0.05, 0.5])
def test_a_delay_is_a_time_not_a_number_of_steps(lines, dt):
    simulator = Simulator(lines([round(4 / dt)], dt=dt))
    trace = simulator.run(8.0, record={"target": ["voltage"]})["target.voltage"]
    assert trace.times[(trace.values[:, 0] != -60).argmax()] == pytest.approx(4 + dt)


def reference(network, steps):
    """The same network one cell and one spike at a time, in double, from the closed form of each step."""
    dt, offsets, total = network.dt, {}, 0
    for population in network.populations:
        offsets[population.name], total = total, total + population.size
    v = np.concatenate([np.asarray(p.start["voltage"]) for p in network.populations])
    drive = np.concatenate([np.asarray(p.drive["current"]) for p in network.populations])
    current = {"fast": np.zeros(total), "slow": np.zeros(total)}
    due = {(k, name): np.zeros(total) for k in range(steps + 100) for name in current}
    held, found = np.zeros(total, int), []
    for k in range(steps):
        push = drive.copy()
        for name, tau in (("fast", 5.0), ("slow", 10.0)):
            current[name] += due[k, name]
            push += current[name] * tau / dt * (1 - np.exp(-dt / tau))
            current[name] *= np.exp(-dt / tau)
        for cell in range(total):
            if held[cell]:
                held[cell] -= 1
                continue
            end = -60 + push[cell] / 10
            v[cell] = end + (v[cell] - end) * np.exp(-dt * 10 / 200)
            if v[cell] > -50:
                v[cell], held[cell] = -60, round(5 / dt)
                found.append((k, cell))
                for p in network.projections:
                    local = cell - offsets[p.source]
                    if 0 <= local < len(p.delay):
                        for receptor, weight in p.weights.items():
                            mine = p.pre == local
                            when = k + round(p.delay[local] / dt)
                            np.add.at(due[when, receptor], offsets[p.target] + p.post[mine], weight[mine])
    return np.array(found)


@pytest.mark.parametrize("seed", [0, 1])
def test_spike_trains_equal_those_of_a_slow_reference(random_network, seed):
    network = random_network(seed)
    with double():
        simulator = Simulator(network, dtype=jnp.float64)
        simulator.advance(STEPS)
        found = spikes(simulator)
    expected = reference(network, STEPS)
    assert len(expected) > 50
    assert len(np.unique(expected[:, 1])) > 15
    np.testing.assert_array_equal(found, expected)


def test_kernels_and_their_twins_run_the_same_network(random_network, monkeypatch):
    if not native.available():
        pytest.skip("the native kernels were not built")

    def run():
        jax.clear_caches()
        simulator = Simulator(random_network())
        simulator.advance(STEPS)
        return spikes(simulator), simulator.get("excitatory", "voltage")

    ours = run()
    monkeypatch.setattr(native, "choose", lambda native, twin, *args: twin(*args))
    twins = run()
    monkeypatch.undo()
    jax.clear_caches()
    assert len(ours[0]) > 50
    for one, other in zip(ours, twins, strict=True):
        np.testing.assert_array_equal(one, other)


@pytest.mark.parametrize("slices", [[1] * 60, [7, 1, 30, 22], [59, 1]])
def test_slices_do_not_matter(random_network, slices):
    """Row B20: pausing, stepping and running give the same bits."""
    whole, sliced = Simulator(random_network()), Simulator(random_network())
    whole.advance(60)
    for part in slices:
        assert sliced.advance(part)[0] == part
    np.testing.assert_array_equal(spikes(whole), spikes(sliced))
    for ours, theirs in zip(jax.tree.leaves(whole.state), jax.tree.leaves(sliced.state), strict=True):
        np.testing.assert_array_equal(ours, theirs)


def test_same_seed_same_spikes(random_network):
    """Row D2."""
    runs = []
    for seed in (0, 0, 1):
        simulator = Simulator(random_network(seed))
        simulator.advance(STEPS)
        runs.append(spikes(simulator))
    np.testing.assert_array_equal(runs[0], runs[1])
    assert not np.array_equal(runs[0], runs[2])


def test_quiet_counts_silent_steps_since_the_last_spike(lines):
    simulator = Simulator(lines([12], weight=0.0))
    done, _ = simulator.advance(500, quiet=30)
    assert done == 31, "one spike in step 0, then 30 silent steps"
    assert simulator.advance(5, quiet=30)[0] == 0
    assert simulator.advance(5)[0] == 5


def test_many_spikes_overflow_no_log(lif):
    """Each of 5000 cells fires every step or so for longer than the log is large."""
    cell = discretise(LeakyIntegrateAndFire(refractory_period=0.0), ExponentialEuler())
    simulator = Simulator(Network((Population("all", 5000, cell, drive={"current": 1e6}),), (), 0.1))
    assert simulator.advance(50)[0] == 50
    np.testing.assert_array_equal(
        spikes(simulator), np.stack([np.repeat(np.arange(50), 5000), np.tile(np.arange(5000), 50)], 1)
    )


def test_charge_delivered_is_weight_times_time_constant(lif):
    """Into a cell that cannot fire nor leak: C ΔV = w τ, at two steps."""
    cell = discretise(LeakyIntegrateAndFire(leak_conductance=1e-6, threshold=90.0), ExponentialEuler())
    each = np.zeros(1, int)
    for dt in (0.1, 1.0):
        source = Population("source", 1, lif, {"voltage": -40.0})
        synapse = Synapse(Relay(), {"fast": ExponentialCurrent(5.0)})
        link = Projection("link", "source", "sink", synapse, each, each, {"fast": 80.0}, 2.0)
        simulator = Simulator(Network((source, Population("sink", 1, cell)), (link,), dt))
        simulator.advance(round(200 / dt))
        assert float(simulator.get("sink", "voltage")[0]) + 60 == pytest.approx(80 * 5 / 200, rel=1e-4)


def test_several_synapses_between_one_pair_add_up(lif):
    def end(pre, weight):
        populations = (Population("a", 2, lif, {"voltage": [-40.0, -60.0]}), Population("b", 1, lif))
        synapse = Synapse(Relay(), {"fast": ExponentialCurrent(5.0)})
        link = Projection("link", "a", "b", synapse, np.array(pre), np.zeros(len(pre), int), {"fast": weight}, 0.5)
        simulator = Simulator(Network(populations, (link,), 0.1))
        simulator.advance(50)
        return float(simulator.get("b", "voltage")[0])

    assert end([0, 0, 1], np.array([40.0, 20.0, 500.0])) == pytest.approx(end([0], 60.0), abs=1e-5)
    assert end([0], 60.0) > -60


def test_nothing_compiles_again_when_a_number_changes(lines, random_network):
    """Seeds, durations, gains, weights, parameters: all are arguments of one program."""
    Simulator(lines([30] * 4)).run(5.0)
    before = engine.advance._cache_size()
    for weight in (50.0, 80.0):
        Simulator(lines([30] * 4, weight=weight), seed=int(weight)).run(weight / 10, gain=weight)
    assert engine.advance._cache_size() == before


@pytest.mark.parametrize("changed", ["dt", "delay"])
def test_nothing_compiles_again_when_delays_last_some_steps_more_or_less(lines, changed):
    Simulator(lines([40] * 4)).run(2.0)
    before = engine.advance._cache_size()
    Simulator(lines([45] * 4) if changed == "delay" else lines([20] * 4, dt=0.2)).run(2.0)
    assert engine.advance._cache_size() == before


def variables(jaxpr):
    """The abstract values of all variables of a program, those of inner programs too."""
    for equation in jaxpr.eqns:
        yield from (variable.aval for variable in (*equation.invars, *equation.outvars))
        for parameter in jax.tree.leaves(
            list(equation.params.values()), is_leaf=lambda p: isinstance(p, jax.extend.core.ClosedJaxpr)
        ):
            inner = getattr(parameter, "jaxpr", parameter)
            if hasattr(inner, "eqns"):
                yield from variables(inner)


def test_a_step_in_single_precision_has_no_double_in_it(random_network):
    """Traced where doubles are allowed: otherwise JAX would hide them, and the test could not fail."""
    simulator = Simulator(random_network())
    operands = (
        simulator.layout.parts, simulator.state, simulator._log, {},
        jnp.int32(10), jnp.int32(5), jnp.float32(1.0),
    )  # fmt: skip
    with double():
        traced = engine.advance.trace(simulator.layout.plan, engine.Recorded(), *operands).jaxpr
    seen = [value for value in variables(traced.jaxpr) if hasattr(value, "dtype")]
    assert len(seen) > 100
    wide = {str(value) for value in seen if str(value.dtype) in ("float64", "complex128") and not value.weak_type}
    assert not wide


def test_running_a_network_changes_no_global_setting(random_network):
    before = jax.config.jax_enable_x64
    simulator = Simulator(random_network())
    simulator.advance(5)
    assert not before
    assert jax.config.jax_enable_x64 == before
    assert jnp.ones(()).dtype == jnp.float32
    assert {leaf.dtype.name for leaf in jax.tree.leaves(simulator.state)} <= {"float32", "int32", "uint32", "bool"}
