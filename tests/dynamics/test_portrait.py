"""Fixed points where their closed forms are, of the kind their eigenvalues say; nullclines are zeros."""

import io

import numpy as np
import pytest

import wetnet as wn
from wetnet.core.errors import ConfigurationError, UnknownNameError
from wetnet.dynamics import KINDS, Field, classify, fixed_points, portrait
from wetnet.neurons import FitzHughNagumo, Izhikevich, LeakyIntegrateAndFire, PermeabilityMap


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ((-1, -2), "stable node"),
        ((-1 + 2j, -1 - 2j), "stable focus"),
        ((1, 2), "unstable node"),
        ((1 + 1j, 1 - 1j), "unstable focus"),
        ((1, -2), "saddle"),
        ((2j, -2j), "centre"),
        ((0, -1), "degenerate"),
        ((-3,), "stable node"),
        ((0.1 + 1j, 0.1 - 1j, -5), "unstable focus"),
    ],
)
def test_kinds(values, kind):
    assert classify(np.array(values)) == kind
    assert kind in KINDS


@pytest.mark.parametrize("current", [-5.0, 0.0, 3.0, 3.99])
def test_fixed_points_of_the_simple_model_are_the_roots_of_its_parabola(current):
    """C10, C12: 0.04 v² + (5 − b) v + 140 + I = 0."""
    points = fixed_points(Izhikevich(), current)
    roots = np.sort(np.roots([0.04, 4.8, 140 + current]).real)
    np.testing.assert_allclose([point.state["voltage"] for point in points], roots, rtol=1e-9)
    trace = [0.08 * root + 5 - 0.02 for root in roots]
    assert [point.kind for point in points][1] == "saddle"
    assert points[0].stable == (trace[0] < 0)
    for point, total in zip(points, trace, strict=True):
        assert point.eigenvalues.sum().real == pytest.approx(total, abs=1e-9)


def test_they_merge_and_vanish_at_the_fold():
    """C12: at I = (5 − b)²/0.16 − 140 an eigenvalue is zero, beyond it nothing is left."""
    fold = 4.8**2 / 0.16 - 140
    low, high = fixed_points(Izhikevich(), fold - 1e-6)
    assert high.state["voltage"] - low.state["voltage"] == pytest.approx(2 * np.sqrt(1e-6 / 0.04), rel=1e-4)
    assert min(abs(low.eigenvalues)) < 1e-3
    assert fixed_points(Izhikevich(), fold + 1e-6) == []


def test_rest_of_the_simple_model_is_lost_at_its_hopf_point():
    """values.md: I = 3.7975 at −62.25 mV."""
    before, after = (fixed_points(Izhikevich(), current)[0] for current in (3.797, 3.798))
    assert before.kind == "stable focus"
    assert after.kind == "unstable focus"
    assert after.state["voltage"] == pytest.approx(-62.25, abs=0.05)


def test_hopf_points_of_fitzhugh_and_nagumo():
    """values.md: the fixed point is unstable between I = 0.331281 and 1.418719."""
    kinds = [fixed_points(FitzHughNagumo(), current)[0].kind for current in (0.3312, 0.3314, 1.4186, 1.4188)]
    assert kinds == ["stable focus", "unstable focus", "unstable focus", "stable focus"]


@pytest.fixture(scope="module")
def plane():
    return portrait(Izhikevich(), 3.0, starts=[{"voltage": -50.0, "recovery": -13.0}], duration=50)


def test_nullclines_are_zeros_of_the_flow(plane):
    field = Field(Izhikevich(), 3.0)
    for number, name in enumerate(plane.nullclines):
        assert plane.nullclines[name], name
        for line in plane.nullclines[name]:
            assert np.abs(field.flow(line)[:, number]).max() < 1e-7
    (parabola,) = plane.nullclines["voltage"]
    v, u = parabola.T
    np.testing.assert_allclose(u, 0.04 * v**2 + 5 * v + 143, atol=1e-6)


def test_a_branch_is_one_line():
    """The cubic is one line: its pieces between grid cells are joined."""
    lines = portrait(FitzHughNagumo(), 0.5).nullclines["voltage"]
    assert len(lines) == 1


def test_the_separatrix_parts_rest_from_spike(plane):
    """C11: just to either side of it the cell returns or fires; it begins along the stable eigenvector."""
    saddle = plane.fixed_points[1]
    for path in plane.separatrices:
        np.testing.assert_allclose(path[0], list(saddle.state.values()))
        stable = np.real(saddle.eigenvectors[:, np.argmin(saddle.eigenvalues.real)])
        direction = path[50] - path[0]
        assert abs(direction @ stable) / np.linalg.norm(direction) > 0.999
    upper = max(plane.separatrices, key=lambda path: path[-1, 1])
    on = upper[len(upper) // 3]
    fired = []
    for shift in (-0.5, 0.5):
        start = {"voltage": on[0] + shift, "recovery": on[1]}
        fired.append(len(wn.simulate(Izhikevich(), 3.0, 40, start=start).spikes["spikes"].times))
    assert fired[0] == 0 < fired[1]


def test_the_basin_is_on_the_resting_side_of_the_separatrix(plane):
    low, high = plane.window["voltage"]
    row = plane.basin[plane.basin.shape[0] // 2]
    v = np.linspace(low, high, len(row))
    assert (row[v < -70] == 0).all()
    assert (row[v > -30] == -1).all()


def test_it_plots_prints_and_saves(plane):
    plane.plot().savefig(io.BytesIO(), format="png")
    assert "stable node at voltage -65 mV" in plane.table()
    assert "saddle at voltage -55 mV" in plane.table()
    assert plane.as_json()["fixed_points"][1]["kind"] == "saddle"
    assert plane.trajectories[0][0].tolist() == [-50, -13]


def test_one_dimension_is_a_line_with_a_fan():
    """C15: trajectories from a range of starts run to the fixed point on the axis."""
    fan = portrait(LeakyIntegrateAndFire(threshold=90), 50.0, duration=300)
    (point,) = fan.fixed_points
    assert point.state["voltage"] == pytest.approx(-55)
    assert point.kind == "stable node"
    assert point.eigenvalues[0] == pytest.approx(-1 / 20)
    assert len(fan.trajectories) == 21
    np.testing.assert_allclose([path[-1, 0] for path in fan.trajectories], -55, atol=1e-3)
    fan.plot().savefig(io.BytesIO(), format="png")


def test_what_has_no_portrait_is_named():
    with pytest.raises(ConfigurationError, match="PermeabilityMap is a map"):
        portrait(PermeabilityMap())
    with pytest.raises(UnknownNameError, match="did you mean 'voltage'"):
        portrait(Izhikevich(), window={"voltge": (0, 1)})
    with pytest.raises(UnknownNameError, match="did you mean 'current'"):
        fixed_points(Izhikevich(), input="curent")
