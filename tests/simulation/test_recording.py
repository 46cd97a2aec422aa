"""A recording is a value: it can be read, asked, saved and drawn."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from wetnet.core import saved
from wetnet.core.errors import SavedFileError, UnknownNameError
from wetnet.simulation import Recording
from wetnet.simulation.recording import Spikes, Trace

names = st.text(min_size=1, max_size=8)
traces = st.dictionaries(
    names,
    st.builds(
        Trace,
        arrays(np.float32, st.tuples(st.integers(0, 5), st.integers(1, 3)), elements=st.floats(-90, 60, width=32)),
        st.sampled_from(["mV", "pA", ""]),
        st.floats(0.01, 10),
        st.floats(0, 1e4),
    ),
    max_size=2,
)


@pytest.fixture
def recording():
    times, cells = np.array([1.0, 2.5, 2.5, 9.0]), np.array([0, 2, 0, 1], np.int32)
    trace = Trace(np.array([[-60.0, -61.0], [-59.0, -62.0]], np.float32), "mV", 0.5, 0.5)
    return Recording(10.0, {"cells.voltage": trace}, {"cells": Spikes(times, cells, 4)}, {"seed": 1, "dt": 0.1})


def test_rate_counts_per_cell_and_second(recording):
    assert recording.spikes["cells"].rate(0, 10) == pytest.approx(4 / (4 * 0.010))
    assert recording.spikes["cells"].rate(1.0, 9.0) == pytest.approx(3 / (4 * 0.008)), "from, and up to but without"


def test_times(recording):
    assert recording.spikes["cells"].of(0).tolist() == [1.0, 2.5]
    assert recording["cells.voltage"].times.tolist() == [0.5, 1.0]


def test_an_unknown_trace_names_the_nearest(recording):
    with pytest.raises(UnknownNameError, match=r"did you mean 'cells.voltage'"):
        recording["cell.voltage"]


@given(st.floats(0.1, 1e6), traces)
@settings(max_examples=20)
def test_what_is_saved_is_what_is_loaded(tmp_path_factory, duration, recorded):
    spikes = {"all": Spikes(np.array([0.1, 0.2]), np.array([3, 1], np.int32), 5)}
    path = Recording(duration, recorded, spikes, {"seed": 3}).save(tmp_path_factory.mktemp("run") / "a.safetensors")
    back = Recording.load(path)
    assert back.duration == duration
    assert back.meta == {"seed": 3}
    assert back.traces.keys() == recorded.keys()
    for name, trace in recorded.items():
        assert (back[name].unit, back[name].interval, back[name].start) == (trace.unit, trace.interval, trace.start)
        assert back[name].values.dtype == np.float32
        np.testing.assert_array_equal(back[name].values, trace.values)
    assert back.spikes["all"].size == 5
    np.testing.assert_array_equal(back.spikes["all"].times, [0.1, 0.2])
    np.testing.assert_array_equal(back.spikes["all"].cells, [3, 1])


def test_a_file_that_lacks_what_its_header_names_is_refused(tmp_path):
    header = {"duration": 1.0, "traces": {"v": ["mV", 0.1, 0.0]}, "sizes": {}, "meta": {}}
    path = saved.save(tmp_path / "a.safetensors", "recording", 1, {}, header)
    with pytest.raises(SavedFileError, match=r"a\.safetensors"):
        Recording.load(path)


def test_another_kind_of_file_is_refused(tmp_path):
    path = saved.save(tmp_path / "net.safetensors", "mlp", 1, {}, {})
    with pytest.raises(SavedFileError, match="holds a 'mlp'"):
        Recording.load(path)


def test_plot_has_an_axis_with_units_for_each_trace_and_each_raster(recording):
    axes = recording.plot().axes
    assert [axis.get_ylabel() for axis in axes] == ["cells.voltage (mV)", "cells, cell"]
    assert axes[-1].get_xlabel() == "time (ms)"
