"""Row B9: a V1 cell fires for a bar of its orientation over its field."""

import numpy as np
import pytest

ANGLES = {"-": 0.0, "/": np.pi / 4, "|": np.pi / 2, "\\": 3 * np.pi / 4}


def bar(angle, centre):
    """A line one rod wide and nine long; counter-clockwise from the horizontal, rows counted downwards."""
    image = np.zeros((28, 28), np.uint8)
    for along in range(-4, 5):
        column, row = np.rint(centre + along * np.array([np.cos(angle), -np.sin(angle)])).astype(int)
        if 0 <= column < 28 and 0 <= row < 28:
            image[row, column] = 255
    return image


def fires(brain, cell, image):
    show = brain.present(image, plasticity=0.0)
    show.advance(40)
    return brain.simulator.span("v1")[0] + cell in show.spikes[1]


@pytest.mark.parametrize("angle", ANGLES.values(), ids=["0", "45", "90", "135 degrees"])
def test_a_cell_fires_for_a_bar_of_its_orientation_and_hardly_across(brain, angle, record_property):
    """Ten cells of each orientation; in the seed's columns none ever fires across."""
    fields = brain.wiring.fields
    apart = np.abs((fields.orientation - angle + np.pi / 2) % np.pi - np.pi / 2)
    cells = np.random.default_rng(0).choice(np.flatnonzero(apart < np.pi / 16), 10, replace=False)
    rates = []
    for turned in (0, np.pi / 4, np.pi / 2):
        images = [bar(fields.orientation[cell] + turned, fields.centre[cell]) for cell in cells]
        rates.append(np.mean([fires(brain, cell, image) for cell, image in zip(cells, images, strict=True)]))
    record_property("share that fires at 0, 45, 90 degrees from its own", [float(rate) for rate in rates])
    print(brain.preset, f"{np.degrees(angle):.0f} degrees: fire at 0, 45, 90 from their own:", rates)
    assert rates[0] == 1
    assert rates[2] <= (0 if brain.preset == "original" else 0.3)


def test_every_orientation_is_there(brain):
    orientation = brain.wiring.fields.orientation
    nearest = [np.abs((orientation - angle + np.pi / 2) % np.pi - np.pi / 2).min() for angle in ANGLES.values()]
    assert max(nearest) < 0.05


def test_fields_are_lines_of_rods_on_the_retina(brain):
    """The rods of a cell lie on a line through its centre in its orientation, to the nearest rod."""
    fields = brain.wiring.fields
    column, row = fields.rod % 28, fields.rod // 28
    away = np.stack([column, row], 1) - fields.centre[fields.cell]
    angle = fields.orientation[fields.cell]
    across = away @ np.array([1, 0]) * np.sin(angle) + away @ np.array([0, 1]) * np.cos(angle)
    assert np.abs(across).max() <= np.sqrt(0.5) + 1e-6
    assert np.array_equal(np.unique(fields.cell), np.arange(1936))
    assert len(np.unique(np.bincount(fields.cell))) == 1


def test_there_are_pinwheels_in_the_default_map(brains):
    from wetnet.brains.orientation_map import pinwheels

    count = pinwheels(brains["default"].wiring.fields.orientation.reshape(44, 44))
    print(f"default: {count} pinwheels")
    assert count == pytest.approx(np.pi * (43 / 9) ** 2, rel=0.3)
