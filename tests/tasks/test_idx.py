import contextlib
import gzip
import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from wetnet.core.errors import DataError
from wetnet.tasks import idx

arrays = npst.arrays(np.uint8, npst.array_shapes(min_dims=1, max_dims=3, max_side=6))


def encode(values):
    header = bytes([0, 0, 8, values.ndim]) + np.asarray(values.shape, ">u4").tobytes()
    return header + values.tobytes()


def read_bytes(content, shape):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "some-file"
        path.write_bytes(content)
        return idx.read(path, shape)


@given(arrays, st.booleans())
def test_what_was_written_is_read(values, compressed):
    content = encode(values)
    np.testing.assert_array_equal(read_bytes(gzip.compress(content) if compressed else content, values.shape), values)


@given(arrays, st.booleans(), st.data())
def test_a_file_cut_anywhere_is_refused_by_name(values, compressed, data):
    content = gzip.compress(encode(values)) if compressed else encode(values)
    cut = data.draw(st.integers(0, len(content) - 1))
    with pytest.raises(DataError, match="some-file"):
        read_bytes(content[:cut], values.shape)


@given(arrays, st.data())
def test_a_changed_byte_in_a_gzipped_file_never_changes_what_is_read(values, data):
    content = bytearray(gzip.compress(encode(values), mtime=0))
    position = data.draw(st.integers(0, len(content) - 1))
    content[position] ^= data.draw(st.integers(1, 255))
    with contextlib.suppress(DataError):  # bytes of the gzip header that carry no data (time, system) may change
        np.testing.assert_array_equal(read_bytes(bytes(content), values.shape), values)


@given(st.binary(max_size=64))
def test_random_bytes_are_refused(content):
    with pytest.raises(DataError, match="some-file"):
        read_bytes(content, (3, 5, 7))


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"", "no IDX file"),
        (b"<html>not found</html>", "no IDX file"),
        (bytes([0, 0, 9, 1, 0, 0, 0, 2, 1, 1]), "magic number 00000901"),
        (bytes([0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 1, 1, 1]), "2 dimensions|magic number 00000802"),
        (encode(np.zeros(3, np.uint8)), "holds 3 values, expected 2"),
        (encode(np.zeros(2, np.uint8)) + b"!", "goes on after its last value"),
    ],
)
def test_the_message_says_what_is_wrong(content, complaint):
    with pytest.raises(DataError, match=complaint):
        read_bytes(content, (2,))


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(DataError, match="nowhere does not exist"):
        idx.read(tmp_path / "nowhere", (1,))


def test_a_claim_of_enormous_size_is_refused_without_reading(tmp_path):
    path = tmp_path / "huge"
    path.write_bytes(bytes([0, 0, 8, 3]) + b"\xff" * 12)
    with pytest.raises(DataError, match=r"4294967295 × 4294967295 × 4294967295 values, expected 2 × 28 × 28"):
        idx.read(path, (2, 28, 28))
