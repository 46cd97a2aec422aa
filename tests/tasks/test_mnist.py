import hashlib

import numpy as np
import pytest

from wetnet.core.errors import DataError
from wetnet.tasks import mnist


@pytest.fixture(params=[False, True], ids=["plain", "gzipped"])
def folder(request, tmp_path, small_mnist, write_idx):
    for file, values in small_mnist.items():
        write_idx(tmp_path / (file.name + ".gz" * request.param), values, request.param)
    return tmp_path


def test_plain_and_gzipped_files_read_the_same(folder, small_mnist):
    contents = mnist.read(folder)
    assert contents.unknown == []
    for file, values in small_mnist.items():
        np.testing.assert_array_equal(contents.arrays[file], values)


@pytest.mark.parametrize("number", range(4))
def test_every_missing_or_truncated_file_is_named(folder, number):
    path = mnist.locate(folder, mnist.FILES[number])
    whole = path.read_bytes()
    path.write_bytes(whole[:-3])
    with pytest.raises(DataError, match=path.name):
        mnist.read(folder)
    path.unlink()
    with pytest.raises(DataError, match=mnist.FILES[number].name):
        mnist.read(folder)
    assert not mnist.complete(folder)


def test_an_altered_pixel_is_reported_not_refused(folder, small_mnist, write_idx):
    altered = small_mnist[mnist.TRAIN_IMAGES].copy()
    altered[3, 4, 5] ^= 1
    path = mnist.locate(folder, mnist.TRAIN_IMAGES)
    write_idx(path, altered, path.suffix == ".gz")
    assert mnist.read(folder).unknown == [path]


@pytest.mark.parametrize(("label", "complaint"), [(10, "label 10, expected 0 to 9"), (1, "3 images as 1, expected 2")])
def test_labels_out_of_range_and_wrong_class_counts_are_refused(folder, small_mnist, write_idx, label, complaint):
    labels = small_mnist[mnist.TRAIN_LABELS].copy()
    labels[-1] = label
    path = mnist.locate(folder, mnist.TRAIN_LABELS)
    write_idx(path, labels, path.suffix == ".gz")
    with pytest.raises(DataError, match=f"train-labels.*{complaint}"):
        mnist.read(folder)


def test_files_given_the_wrong_names_are_refused(folder):
    train, test = mnist.locate(folder, mnist.TRAIN_IMAGES), mnist.locate(folder, mnist.TEST_IMAGES)
    spare = folder / "spare"
    train.rename(spare)
    test.rename(train)
    spare.rename(test)
    with pytest.raises(DataError, match=r"train-images.* holds 10 × 28 × 28 values, expected 20 × 28 × 28"):
        mnist.read(folder)


def test_a_folder_that_is_none_is_named(tmp_path):
    with pytest.raises(DataError, match="nowhere is not a directory"):
        mnist.read(tmp_path / "nowhere")


def test_the_declared_class_counts_add_up():
    for labels, counts in mnist.CLASS_COUNTS.items():
        assert sum(counts) == labels.shape[0]


def test_the_published_digests_are_those_of_the_original_files(mnist_folder):
    for file in (mnist.TRAIN_LABELS, mnist.TEST_IMAGES, mnist.TEST_LABELS):
        content = (mnist_folder / f"{file.name}.gz").read_bytes()
        assert hashlib.sha256(content).hexdigest() == file.compressed
    assert [path.name for path in mnist.read(mnist_folder).unknown] in ([], ["train-images-idx3-ubyte.gz"])
