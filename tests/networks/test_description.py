"""Mistakes in a description are answered by name, before anything runs."""

import numpy as np
import pytest

from wetnet.core.errors import ConfigurationError, UnknownNameError
from wetnet.networks import Network, Population, Projection, Simulator
from wetnet.neurons import Permeability
from wetnet.plasticity import CalciumAMPA
from wetnet.simulation import ExponentialEuler, discretise
from wetnet.synapses import AMPA, Cleft, ExponentialCurrent, Relay, Synapse

SYNAPSE = Synapse(Relay(), {"fast": ExponentialCurrent(5.0)})


@pytest.fixture
def network(lif):
    """Two cells to three, with anything replaced."""

    def build(populations=(), **changed):
        given = {
            "name": "link",
            "source": "two",
            "target": "three",
            "synapse": SYNAPSE,
            "pre": np.array([0, 1]),
            "post": np.array([2, 0]),
            "weights": {"fast": 1.0},
            "delay": 0.3,
            **changed,
        }
        two, three = Population("two", 2, lif), Population("three", 3, lif)
        return Network((two, three, *populations), (Projection(**given),), 0.1)

    return build


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"pre": np.array([0, 2])}, r"'link' names source cells 0 to 2; population 'two' has 0 to 1"),
        ({"post": np.array([-1, 0])}, r"'link' names target cells -1 to 0; population 'three' has 0 to 2"),
        ({"post": np.array([1])}, r"'link' has 2 sources and 1 targets"),
        ({"delay": 0.0}, r"'link' has a delay of 0\.0 ms; the least is one step of 0\.1 ms"),
        ({"delay": np.full(3, 1.0)}, r"delay of projection 'link' has shape \(3,\).*\(2,\)"),
        ({"delay": np.array([1.0, np.nan])}, r"'link' has a delay of nan ms"),
        ({"delay": np.inf}, r"'link' has a delay of inf ms"),
        ({"weights": {"fast": np.ones(3)}}, r"weight 'fast' of projection 'link' has shape \(3,\).*\(2,\)"),
        ({"plasticity": CalciumAMPA()}, r"'link' changes 'ampa', which has no weight"),
    ],
)
def test_what_does_not_fit_is_named(network, changed, said):
    with pytest.raises(ConfigurationError, match=said):
        network(**changed)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"source": "twoo"}, "source population of projection 'link' is called 'twoo'; did you mean 'two'"),
        ({"target": "thre"}, "target population of projection 'link' is called 'thre'; did you mean 'three'"),
        ({"weights": {"fats": 1.0}}, "receptor of projection 'link' is called 'fats'; did you mean 'fast'"),
    ],
)
def test_unknown_names_get_the_nearest(network, changed, said):
    with pytest.raises(UnknownNameError, match=said):
        network(**changed)


def test_populations_check_their_values(lif):
    with pytest.raises(ConfigurationError, match="population 'none' has size 0"):
        Population("none", 0, lif)
    with pytest.raises(ConfigurationError, match=r"state 'voltage' of population 'a' has shape \(3,\).*\(2,\)"):
        Population("a", 2, lif, {"voltage": np.zeros(3)})
    with pytest.raises(UnknownNameError, match="input of population 'a' is called 'curent'; did you mean 'current'"):
        Population("a", 2, lif, drive={"curent": 1.0})


def test_names_are_given_once(network, lif):
    with pytest.raises(ConfigurationError, match="two populations are called 'two'"):
        network((Population("two", 1, lif),))


@pytest.mark.parametrize("dt", [0.0, -0.1, np.nan, np.inf])
def test_dt_is_positive(lif, dt):
    with pytest.raises(ConfigurationError, match="dt ="):
        Network((Population("a", 1, lif),), (), dt)


def test_a_receptor_must_suit_its_cell(network):
    synapse = Synapse(Cleft(), {"ampa": AMPA()})
    with pytest.raises(ConfigurationError, match=r"'ampa' of projection 'link' contributes 'potassium'.*'three' take"):
        Simulator(network(synapse=synapse, weights={"ampa": 1.0}))


def test_a_receptor_must_suit_its_terminal(network):
    synapse = Synapse(Relay(), {"ampa": AMPA()})
    cell = discretise(Permeability(), ExponentialEuler())
    described = network((Population("ions", 1, cell),), target="ions", post=np.array([0, 0]), synapse=synapse,
                        weights={"ampa": 1.0})  # fmt: skip
    with pytest.raises(ConfigurationError, match="binds 'glutamate'; its terminal releases spike"):
        Simulator(described)


def test_one_name_means_one_receptor(network, lif):
    first = network().projections[0]
    other = Synapse(Relay(), {"fast": ExponentialCurrent(7.0)})
    second = Projection("again", "two", "three", other, first.pre, first.post, {"fast": 1.0}, 0.3)
    with pytest.raises(ConfigurationError, match="receptor 'fast' of projection 'again' differs"):
        Simulator(Network(network().populations, (first, second), 0.1))


def test_a_population_that_is_not_there(network):
    with pytest.raises(UnknownNameError, match="no population is called 'tow'; did you mean 'two'"):
        network().population("tow")
