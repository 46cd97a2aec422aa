"""Rows B1 and B8: anatomy."""

import numpy as np
import pytest

from wetnet.brains.digit_design import DT, design
from wetnet.brains.digit_wiring import SIZES, offsets, wire
from wetnet.core.errors import UnknownNameError


@pytest.fixture(scope="module", params=[0, 1, 2])
def original(request):
    return wire(design("original"), request.param)


def test_cells_and_synapses_of_the_seed(original):
    sizes = {population.name: population.size for population in original.network.populations}
    temporal = {"posterior": 120, "anterior": 50}
    assert sizes == {"retina": 784, "v1": 1936, **temporal, "broca": 10, "wernicke": 10, "stop": 1, "feedback": 4}
    assert sum(sizes.values()) == 2915
    counts = {p.name: len(p.pre) for p in original.network.projections}
    assert counts["retina to v1"] == 5808
    assert counts["wernicke to broca"] == 10
    assert sum(counts.values()) == pytest.approx(8950, abs=150)


def test_no_pair_is_connected_twice_and_no_temporal_cell_hears_itself(original):
    for projection in original.network.projections:
        pairs = np.stack([projection.pre, projection.post], 1)
        assert len(np.unique(pairs, axis=0)) == len(pairs), projection.name
    within = next(p for p in original.network.projections if p.name == "posterior to posterior")
    heard = set(zip(within.pre.tolist(), within.post.tolist(), strict=True))
    assert not any((post, pre) in heard for pre, post in heard), "never reciprocal, so never a cell to itself"


@pytest.mark.parametrize("preset", ["original", "default"])
def test_more_myelin_earlier_arrival(preset):
    """An axon of length L, 150 times the mean distance to its targets, takes ⌈L/(myelination + 1)⌉ + 4 steps."""
    wiring = wire(design(preset), 0)
    first, checked = offsets(), 0
    for projection in wiring.network.projections:
        if projection.source == "retina":
            continue
        if design(preset).stop_loop and {projection.source, projection.target} == {"broca", "stop"}:
            assert np.all(projection.delay == pytest.approx(DT)), "in electrical contact"
            continue
        source, target = first[projection.source], first[projection.target]
        away = np.linalg.norm(
            wiring.positions[source + projection.pre] - wiring.positions[target + projection.post], axis=1
        )
        delay = np.broadcast_to(projection.delay, SIZES[projection.source])
        for cell in np.unique(projection.pre):
            length = 150 * away[projection.pre == cell].mean()
            steps = np.ceil(length / (wiring.myelination[source + cell] + 1)) + 4
            assert delay[cell] == pytest.approx(steps * DT), projection.name
            checked += 1
    assert checked > 1000


def test_dale_cells_release_one_transmitter_and_the_seeds_mix():
    wiring = {preset: wire(design(preset), 0) for preset in ("original", "default")}
    v1 = slice(784, 784 + 1936)
    mixed = wiring["original"].glutamate[v1]
    assert ((mixed > 0.01) & (mixed < 0.99)).mean() > 0.9
    np.testing.assert_allclose(mixed + wiring["original"].gaba[v1], 1)
    assert set(np.unique(wiring["default"].glutamate[v1])) <= {0.0, 1.0}
    assert (wiring["default"].glutamate * wiring["default"].gaba)[v1].max() == 0


def test_same_seed_same_brain_another_seed_another():
    one, same, other = (wire(design("default"), seed) for seed in (3, 3, 4))
    np.testing.assert_array_equal(one.positions, same.positions)
    for ours, theirs in zip(one.network.projections, same.network.projections, strict=True):
        np.testing.assert_array_equal(ours.pre, theirs.pre)
        np.testing.assert_array_equal(ours.delay, theirs.delay)
    assert not np.array_equal(one.positions, other.positions)


def test_positions_are_on_the_page():
    positions = wire(design("default"), 0).positions
    assert positions.shape == (2915, 2)
    assert positions.min() >= 0
    assert positions.max() <= 1


def test_an_unknown_preset_names_the_nearest():
    with pytest.raises(UnknownNameError, match="did you mean 'original'"):
        design("orginal")
