"""What holds for every registered neuron: declared, finite, steppable by any integrator, a population like one cell."""

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from wetnet.core import keys
from wetnet.core.cells import Continuous, Discrete
from wetnet.core.precision import DOUBLE, SINGLE, cast, double
from wetnet.core.registry import declared, find
from wetnet.core.units import convert
from wetnet.simulation import discretise, simulate
from wetnet.simulation.discretise import Discretised

NEURONS = sorted(declared("neuron"))
INTEGRATORS = sorted(declared("integrator"))
PRESETS = [(slug, name) for slug in NEURONS for name in find("neuron", slug).presets]
DT = 0.01


def continuous(slug):
    cell = find("neuron", slug)()
    if not isinstance(cell, Continuous):
        pytest.skip("a map, not a flow")
    return cell


def still(cell):
    return {name: jnp.asarray(0.0) for name in cell.inputs}


def finite(tree):
    return all(np.isfinite(np.asarray(leaf)).all() for leaf in jax.tree.leaves(tree))


@pytest.mark.parametrize("slug", NEURONS)
def test_it_declares_what_it_holds_in_units_that_exist(slug):
    model = find("neuron", slug)
    assert issubclass(model, (Continuous, Discrete))
    assert model.inputs is not None
    declarations = [*model.parameters().values(), *model.states.values(), *model.inputs.values()]
    for one in (*declarations, *getattr(model, "readouts", {}).values()):
        assert one.meaning.strip(), f"{one} does not say what it is"
        assert convert(convert("1 " + one.unit, one.unit), one.unit) == 1
    for name, parameter in model.parameters().items():
        assert parameter.low <= parameter.default <= parameter.high, name
        assert np.isfinite([parameter.low, parameter.high]).all(), f"{name} needs a range: it is a slider"
    for word in ("Source:", "Checked against:"):
        assert word in model.__doc__


@pytest.mark.parametrize(("slug", "preset"), PRESETS)
def test_every_preset_is_valid_says_why_it_exists_and_rests_at_finite_numbers(slug, preset):
    model = find("neuron", slug)
    cell = model.preset(preset)
    assert model.presets[preset].meaning.strip()
    assert model.presets[preset].source.strip()
    if isinstance(cell, Continuous):
        assert finite(cell.rest())
        assert finite(cell.flow(cell.rest(), cell.memory(), still(cell)))
    else:
        assert finite(cell.start())


@pytest.mark.parametrize("slug", NEURONS)
def test_flow_and_readout_keep_names_and_shapes(slug):
    cell = continuous(slug)
    rest, memory, inputs = cell.rest(), cell.memory(), still(cell)
    batch = {name: jnp.broadcast_to(value, (3,)) for name, value in rest.items()}
    assert set(rest) == set(cell.states)
    for state, shape in ((rest, ()), (batch, (3,))):
        rates = cell.flow(state, memory, inputs)
        assert {name: np.shape(rate) for name, rate in rates.items()} == dict.fromkeys(cell.states, shape)
        assert finite(rates)
        assert finite(cell.readout(state, memory, inputs))
    seen = cell.readout(rest, memory, inputs)
    assert set(cell.readouts) <= set(seen)
    if "voltage" in cell.states:
        assert "voltage" in seen


@pytest.mark.parametrize("slug", NEURONS)
def test_the_gradient_of_the_flow_is_finite_at_rest_in_state_input_and_parameters(slug):
    cell = continuous(slug)

    def total(cell, state, inputs):
        return sum(jnp.sum(rate) for rate in cell.flow(state, cell.memory(), inputs).values())

    given = (cast(cell, SINGLE), cast(cell.rest(), SINGLE), still(cell))
    gradients = jax.grad(total, argnums=(0, 1, 2), allow_int=True)(*given)
    assert finite([leaf for leaf in jax.tree.leaves(gradients) if leaf.dtype == SINGLE])


@pytest.mark.parametrize("slug", NEURONS)
@pytest.mark.parametrize("method", INTEGRATORS)
def test_every_integrator_can_step_it(slug, method):
    cell = discretise(continuous(slug), find("integrator", method)())
    state = cell.start()
    after, spike = cell.step(state, still(cell), DT)
    assert after.keys() == state.keys()
    assert finite(after)
    assert jnp.issubdtype(jnp.result_type(spike), bool)


@pytest.mark.parametrize("slug", NEURONS)
def test_single_precision_stays_single(slug):
    model = find("neuron", slug)()
    cell = discretise(model, find("integrator", "rk4")()) if isinstance(model, Continuous) else model
    with double():  # where a careless constant would widen the arrays
        start = cast(cell.start(), SINGLE)
        given = {name: jnp.zeros((), SINGLE) for name in cell.inputs}
        key = keys.key(1) if cell.draws else None
        after, _ = jax.eval_shape(lambda: cast(cell, SINGLE).step(start, given, jnp.asarray(DT, SINGLE), key))
    assert not [name for name, value in after.items() if value.dtype == DOUBLE]


@pytest.mark.parametrize("slug", NEURONS)
def test_a_population_with_batched_parameters_is_its_cells_one_by_one(slug):
    """Two cells that differ in two parameters, driven alike for a while; the batch shows in every variable."""
    model = find("neuron", slug)
    if getattr(model, "draws", False):
        pytest.skip("each cell of a population draws its own numbers")
    declared_parameters = list(model.parameters().values())
    pairs = {
        one.name: np.array([one.default, one.default + 0.01 * min(one.high - one.default, 1.0)])
        for one in (declared_parameters[0], declared_parameters[-1])
    }
    together = simulate(model(**pairs), 1.0, dt=0.02, duration=2.0)
    for i in range(2):
        alone = simulate(model(**{name: float(pair[i]) for name, pair in pairs.items()}), 1.0, dt=0.02, duration=2.0)
        for state in model.states:
            seen = together[state].values
            np.testing.assert_allclose(seen[:, i % seen.shape[1]], alone[state].values[:, 0], rtol=1e-9, atol=1e-12)


def test_there_are_models_and_the_list_knows_them():
    assert len(NEURONS) >= 14
    assert isinstance(discretise(find("neuron", "izhikevich")(), find("integrator", "euler")()), Discretised)
