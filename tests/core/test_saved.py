"""Saved files: what was written is what is read, and nothing half-written is ever there."""

from __future__ import annotations

import os
import signal
import string
import subprocess
import sys

import numpy as np
import pytest
import safetensors.numpy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from wetnet.core.errors import SavedFileError
from wetnet.core.saved import load, save

names = st.text(string.ascii_letters + string.digits + "._-/", min_size=1, max_size=12).filter(lambda n: n[0] != "_")
dtypes = st.sampled_from(["float32", "float64", "int32", "int64", "uint8", "uint32", "bool"])
contents = st.dictionaries(
    names, dtypes.flatmap(lambda d: arrays.arrays(d, arrays.array_shapes(min_dims=0, min_side=0)))
)
headers = st.dictionaries(
    st.text(min_size=1, max_size=8).filter(lambda k: k not in {"kind", "format_version"}),
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False) | st.text(max_size=8),
)
per_example = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def saved(tmp_path):
    return save(tmp_path / "a.wetnet", "network", 3, {"weights": np.arange(1000.0)}, {"epoch": 7})


@per_example
@given(contents, headers)
def test_what_was_saved_is_what_is_loaded(tmp_path, tensors, header):
    path = save(tmp_path / "deep" / "a.wetnet", "network", 3, tensors, header)
    found, read = load(path, "network", 3)
    assert read == {"kind": "network", "format_version": 3, **header}
    assert found.keys() == tensors.keys()
    for name, tensor in tensors.items():
        assert found[name].dtype == tensor.dtype
        np.testing.assert_array_equal(found[name], tensor)


def test_arrays_in_any_memory_order_are_read_back_in_place(tmp_path):
    matrix = np.arange(12.0).reshape(3, 4)
    path = save(tmp_path / "a", "network", 1, {"turned": matrix.T, "every-other": matrix[:, ::2]}, {})
    found, _ = load(path, "network", 1)
    np.testing.assert_array_equal(found["turned"], matrix.T)
    np.testing.assert_array_equal(found["every-other"], matrix[:, ::2])


def test_another_kind_or_version_is_refused_by_name(saved):
    with pytest.raises(SavedFileError, match=r"a\.wetnet holds a 'network', expected a 'recording'"):
        load(saved, "recording", 3)
    with pytest.raises(
        SavedFileError, match=r"a\.wetnet is a network of format version 3; this wetnet reads version 4"
    ):
        load(saved, "network", 4)


def test_a_missing_file_a_folder_and_a_strangers_file_are_refused_by_name(tmp_path):
    with pytest.raises(SavedFileError, match=r"nothing\.wetnet does not exist"):
        load(tmp_path / "nothing.wetnet", "network", 1)
    with pytest.raises(SavedFileError, match="is not a file"):
        load(tmp_path, "network", 1)
    stranger = tmp_path / "stranger.safetensors"
    safetensors.numpy.save_file({"x": np.ones(2)}, stranger)
    with pytest.raises(SavedFileError, match="was not written by wetnet"):
        load(stranger, "network", 1)
    safetensors.numpy.save_file({"x": np.ones(2)}, stranger, {"wetnet": "[1]"})
    with pytest.raises(SavedFileError, match="was not written by wetnet"):
        load(stranger, "network", 1)
    safetensors.numpy.save_file({"x": np.ones(2)}, stranger, {"wetnet": "{half"})
    with pytest.raises(SavedFileError, match="damaged"):
        load(stranger, "network", 1)


@per_example
@given(st.floats(0, 1, exclude_max=True))
def test_a_truncated_file_is_refused_wherever_it_ends(saved, share):
    whole = saved.read_bytes()
    cut = saved.with_name("cut.wetnet")
    cut.write_bytes(whole[: int(share * len(whole))])
    with pytest.raises(SavedFileError, match=r"cut\.wetnet"):
        load(cut, "network", 3)


@per_example
@given(st.binary(max_size=200))
def test_random_bytes_are_refused(tmp_path, content):
    path = tmp_path / "noise.wetnet"
    path.write_bytes(content)
    with pytest.raises(SavedFileError, match=r"noise\.wetnet"):
        load(path, "network", 3)


def test_a_crash_before_the_rename_leaves_the_old_file(saved, monkeypatch):
    before = saved.read_bytes()

    def crash(*_):
        raise OSError("no space left on device")

    monkeypatch.setattr(os, "replace", crash)
    with pytest.raises(OSError, match="no space left"):
        save(saved, "network", 3, {"weights": np.zeros(5)}, {})
    assert saved.read_bytes() == before
    assert list(saved.parent.iterdir()) == [saved]


def test_a_writer_killed_in_the_middle_leaves_the_old_file(saved):
    code = """
import os, signal, sys
import numpy as np
from wetnet.core.saved import save
os.fsync = lambda descriptor: os.kill(os.getpid(), signal.SIGKILL)
save(sys.argv[1], "network", 3, {"weights": np.zeros(5)}, {})
"""
    assert subprocess.run([sys.executable, "-c", code, str(saved)]).returncode == -signal.SIGKILL
    arrays_found, header = load(saved, "network", 3)
    assert header["epoch"] == 7
    assert arrays_found["weights"].size == 1000
