"""The figure of a run shows what was recorded."""

import io

import numpy as np
import pytest

from wetnet.plots.recording import figure

TIMES = np.arange(5.0)


def test_lines_are_the_values_and_dots_the_spikes():
    values = np.arange(10.0).reshape(5, 2)
    made = figure({"v": (TIMES, values, "mV")}, {"cells": (np.array([1.0, 3.0]), np.array([7, 8]))})
    above, below = made.axes
    assert len(above.lines) == 2
    np.testing.assert_array_equal(above.lines[1].get_xydata(), np.stack([TIMES, values[:, 1]], 1))
    np.testing.assert_array_equal(below.collections[0].get_offsets(), [[1, 7], [3, 8]])


def test_no_more_cells_are_drawn_than_asked_for():
    made = figure({"v": (TIMES, np.zeros((5, 50)), "")}, {}, most_cells=3)
    assert len(made.axes[0].lines) == 3
    assert made.axes[0].get_ylabel() == "v"


@pytest.mark.parametrize("spikes", [([], []), ([0.5], [1])])
def test_it_is_drawn(spikes):
    """Also with nothing at all to show."""
    picture = io.BytesIO()
    rasters = {"cells": (np.array(spikes[0]), np.array(spikes[1], int))}
    figure({}, rasters).savefig(picture, format="png")
    figure({}, {}).savefig(io.BytesIO(), format="png")
    assert picture.getvalue().startswith(b"\x89PNG")
