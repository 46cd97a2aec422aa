"""The reference solver on conductance models, where it takes long to compile."""

import numpy as np
import pytest

from wetnet.neurons import HodgkinHuxley
from wetnet.simulation import reference

pytestmark = pytest.mark.validation


def test_the_reference_fires_at_the_known_period():
    """14.6362 ms at 10 µA/cm²."""
    intervals = np.diff(reference(HodgkinHuxley(), 10.0, 150).spikes["spikes"].times)
    assert intervals[-1] == pytest.approx(14.6362, abs=2e-4)
