"""What the tests of tasks share."""

import gzip
import struct

import numpy as np
import pytest

from wetnet.tasks import digits


def idx_bytes(values):
    """The IDX file that holds an array of unsigned bytes."""
    return bytes([0, 0, 8, values.ndim]) + struct.pack(f">{values.ndim}I", *values.shape) + values.tobytes()


@pytest.fixture
def write_idx():
    def write(path, values, compressed=False):
        content = idx_bytes(values)
        path.write_bytes(gzip.compress(content, 1) if compressed else content)
        return path

    return write


@pytest.fixture(scope="session")
def mnist_digits(mnist_folder):
    return digits.load(mnist_folder)


@pytest.fixture
def nothing_here(tmp_path, monkeypatch):
    """A user without WETNET_DATA, whose cache is empty."""
    monkeypatch.delenv("WETNET_DATA", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    digits._say_once.cache_clear()
    return tmp_path / "cache" / "wetnet" / "mnist"


@pytest.fixture
def small_mnist(monkeypatch):
    """MNIST's four files as if they held 20 and 10 images: fast to write, damage and read."""
    from wetnet.tasks import mnist

    def shrink(file, count):
        return file._replace(shape=(count, *file.shape[1:]))

    files = [shrink(mnist.TRAIN_IMAGES, 20), shrink(mnist.TRAIN_LABELS, 20)]
    files += [shrink(mnist.TEST_IMAGES, 10), shrink(mnist.TEST_LABELS, 10)]
    arrays = {
        files[0]: np.arange(20 * 28 * 28, dtype=np.uint32).astype(np.uint8).reshape(20, 28, 28),
        files[1]: np.repeat(np.arange(10, dtype=np.uint8), 2),
        files[2]: np.full((10, 28, 28), 7, np.uint8),
        files[3]: np.arange(10, dtype=np.uint8),
    }
    files = [file._replace(content=mnist.content_digest(file, arrays[file])) for file in files]
    arrays = dict(zip(files, arrays.values(), strict=True))
    monkeypatch.setattr(mnist, "FILES", tuple(files))
    for name, file in zip(("TRAIN_IMAGES", "TRAIN_LABELS", "TEST_IMAGES", "TEST_LABELS"), files, strict=True):
        monkeypatch.setattr(mnist, name, file)
    monkeypatch.setattr(mnist, "CLASS_COUNTS", {files[1]: (2,) * 10, files[3]: (1,) * 10})
    return arrays
