"""Antagonists and silenced cells: what they do, that they are undone, and that nothing is compiled for them."""

import numpy as np
import pytest
from small_circuit import EARLY, GABA, LAST, LATE, MIDDLE, simulator

from wetnet.brains.blockade import Blockade
from wetnet.brains.brette import cuba
from wetnet.core.errors import ConfigurationError, UnknownNameError
from wetnet.networks import Simulator
from wetnet.networks.engine import advance

CELLS = 5


@pytest.fixture(scope="module")
def lab():
    circuit = simulator()
    return circuit, Blockade(circuit)


def fired(lab, blocked=None, silenced=()):
    circuit, blockade = lab
    blockade.apply(blocked, np.isin(np.arange(CELLS), silenced))
    circuit.reset()
    circuit.advance(150)
    return set(circuit.spikes()[1].tolist())


def test_each_antagonist_does_its_own(lab):
    assert fired(lab) == {EARLY, LATE, GABA, MIDDLE, LAST}
    assert fired(lab, {"ampa": 1.0}) == {EARLY, LATE, GABA}
    assert fired(lab, {"nmda": 1.0, "gaba": 1.0}) == {EARLY, LATE, GABA, MIDDLE, LAST}
    assert fired(lab) == {EARLY, LATE, GABA, MIDDLE, LAST}


def test_a_partial_dose_leaves_the_rest(lab):
    assert MIDDLE in fired(lab, {"ampa": 0.1})
    assert MIDDLE not in fired(lab, {"ampa": 0.9})


def test_a_silenced_cell_hears_but_does_not_fire(lab):
    assert fired(lab, silenced=[MIDDLE]) == {EARLY, LATE, GABA}
    assert fired(lab, silenced=[EARLY]) == {LATE, GABA}
    blocked, _ = lab
    assert blocked.get("middle", "voltage") > -75


def test_it_takes_effect_in_a_run_under_way(lab):
    circuit, blockade = lab
    blockade.apply()
    circuit.reset()
    circuit.advance(3)
    blockade.apply({"ampa": 1.0})
    circuit.advance(150)
    assert MIDDLE not in circuit.spikes()[1]


def test_nothing_is_compiled_for_it(lab):
    fired(lab)
    programs = advance._cache_size()
    fired(lab, {"ampa": 0.5, "gaba": 1.0}, [MIDDLE])
    fired(lab, {"nmda": 1.0})
    assert advance._cache_size() == programs


def test_what_is_unknown_is_refused_by_name(lab):
    _, blockade = lab
    with pytest.raises(UnknownNameError, match="nmda"):
        blockade.apply({"nmdar": 1.0})
    with pytest.raises(ConfigurationError, match=r"1\.5; expected 0 to 1"):
        blockade.apply({"nmda": 1.5})
    with pytest.raises(ConfigurationError, match="the network has 5 cells"):
        blockade.apply(silenced=np.zeros(4, bool))
    with pytest.raises(ConfigurationError, match="no sodium channels"):
        Blockade(Simulator(cuba(size=20, probability=0.2)))
