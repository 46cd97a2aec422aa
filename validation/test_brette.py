"""CUBA against an independent NumPy program: same wiring statistics, same rate."""

import importlib.util
from pathlib import Path

import numpy as np
import pytest

from wetnet.brains.brette import cuba
from wetnet.networks import Simulator

ORACLE = Path(__file__).parents[1].with_name("shared") / "reference" / "brette2007.py"

pytestmark = [
    pytest.mark.validation,
    pytest.mark.skipif(not ORACLE.is_file(), reason=f"needs the oracle {ORACLE.name}"),
]


def test_rate_agrees_with_the_oracle():
    spec = importlib.util.spec_from_file_location("brette2007", ORACLE)
    oracle = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(oracle)
    theirs, ours = [], []
    for seed in (1, 2, 3):
        times, _ = oracle.run("cuba", 1000.0, seed, 0.1, 16.2, -90.0)
        theirs.append(np.mean(times >= 200) * len(times) / (4000 * 0.8))
        simulator = Simulator(cuba(seed), seed)
        simulator.advance(10000)
        ours.append(np.sum(simulator.spikes()[0] >= 2000) / (4000 * 0.8))
    print(f"oracle {np.round(theirs, 2)} Hz, wetnet {np.round(ours, 2)} Hz")
    assert all(4.9 <= rate <= 6.1 for rate in (*ours, *theirs))
    assert np.mean(ours) == pytest.approx(np.mean(theirs), rel=0.08)
