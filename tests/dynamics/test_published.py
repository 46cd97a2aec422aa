"""Fixed points of conductance models, as published and recomputed elsewhere."""

import numpy as np
import pytest

from wetnet.dynamics import fixed_points
from wetnet.neurons import HodgkinHuxley, PersistentSodiumPotassium


@pytest.mark.validation
def test_hodgkin_and_huxleys_axon_loses_and_regains_rest_at_its_hopf_points():
    """9.775438 and 154.522434 µA/cm² (proved); exactly one fixed point between."""
    kinds = []
    for current in (9.7754, 9.7755, 154.5224, 154.5225):
        (point,) = fixed_points(HodgkinHuxley(), current)
        kinds.append(point.kind)
    assert kinds == ["stable focus", "unstable focus", "unstable focus", "stable focus"]


@pytest.mark.validation
def test_equilibria_of_persistent_sodium_and_potassium():
    """Izhikevich 2007, chapter 3: I = 3, high threshold."""
    points = fixed_points(PersistentSodiumPotassium(), 3.0)
    np.testing.assert_allclose([one.state["voltage"] for one in points], [-63.8054, -58.1365, -27.1442], atol=1e-4)
    assert points[1].kind == "saddle"
