import logging

import numpy as np
import pytest

from wetnet.core.errors import DataError
from wetnet.core.registry import declared, find
from wetnet.tasks import digits, mnist, seed_digits, ten_digits


def test_a1_class_counts_of_the_first_ten_thousand(mnist_digits):
    """Row A1: the counts measured in the data of the original program."""
    counts = np.bincount(mnist_digits.train_labels[:10_000])
    assert counts.tolist() == [1001, 1127, 991, 1032, 980, 863, 1014, 1070, 944, 978]


def test_mnist_has_its_published_shape(mnist_digits):
    assert mnist_digits.train_images.shape == (60_000, 28, 28)
    assert mnist_digits.test_images.shape == (10_000, 28, 28)
    assert mnist_digits.train_images.dtype == np.uint8
    assert mnist_digits.train_labels[:5].tolist() == [5, 0, 4, 1, 9]
    assert mnist_digits.test_labels[:5].tolist() == [7, 2, 1, 0, 4]


def test_no_network_gives_a_stand_in_and_says_so_once(nothing_here, monkeypatch, caplog):
    monkeypatch.setattr(mnist, "MIRRORS", ("http://127.0.0.1:9/",))
    with caplog.at_level(logging.WARNING, "wetnet"):
        found = digits.load()
        digits.load()
    (line,) = [record.getMessage() for record in caplog.records]
    assert "MNIST is not here and was not downloaded (`wetnet data fetch digits` says why)" in line
    assert "scikit-learn's 1797 small digits scaled up" in line
    assert "scikit-learn" in found.source
    assert not nothing_here.exists() or not any(nothing_here.iterdir())


def test_the_stand_in_looks_like_mnist(nothing_here):
    found = digits.load(download=False)
    assert found.train_images.shape == (1500, 28, 28)
    assert found.test_images.shape == (297, 28, 28)
    assert found.train_images.dtype == found.train_labels.dtype == np.uint8
    assert found.train_images.max() == 255
    assert not found.train_images[:, :4].any()
    assert not found.train_images[:, :, -4:].any()
    means = np.stack([found.train_images[found.train_labels == digit].mean(0).ravel() for digit in range(10)])
    distances = ((found.test_images.reshape(297, 1, -1) - means) ** 2).sum(-1)
    assert (distances.argmin(1) == found.test_labels).mean() > 0.8


def test_an_enlarged_digit_keeps_its_ink():
    from sklearn.datasets import load_digits

    found, small = digits._stand_in(), load_digits().images
    ratio = found.train_images.sum((1, 2)) / (small[:1500].sum((1, 2)) * 255 / 16 * 2.5**2)
    np.testing.assert_allclose(ratio, 1, atol=0.06)


def test_a_chosen_folder_is_never_replaced_by_something_else(tmp_path, monkeypatch):
    with pytest.raises(DataError, match="train-images"):
        digits.load(tmp_path)
    monkeypatch.setenv("WETNET_DATA", str(tmp_path / "gone"))
    with pytest.raises(DataError, match="gone"):
        digits.load()


def test_an_unknown_digest_is_reported(tmp_path, small_mnist, write_idx, caplog):
    for file, values in small_mnist.items():
        write_idx(tmp_path / file.name, values if file.name.startswith("t10k") or values.ndim == 1 else values ^ 1)
    with caplog.at_level(logging.WARNING, "wetnet"):
        found = digits.load(tmp_path)
    assert "train-images" in caplog.text
    assert "SHA-256" in caplog.text
    assert "train-images-idx3-ubyte differs from the original" in found.source


@pytest.fixture(scope="module")
def stand_in():
    return digits._stand_in()


def test_ten_digits_has_one_image_of_each_class_chosen_by_the_seed(stand_in):
    tasks = [ten_digits.choose(stand_in, seed) for seed in (0, 0, 1)]
    for task in tasks:
        assert task.train_labels.tolist() == list(range(10))
        assert task.presentations == 30
        np.testing.assert_array_equal(task.train_images, task.test_images)
        assert all((stand_in.train_images == image).all((1, 2)).any() for image in task.train_images)
    np.testing.assert_array_equal(tasks[0].train_images, tasks[1].train_images)
    assert (tasks[0].train_images != tasks[2].train_images).any((1, 2)).sum() >= 8


def test_seed_digits_is_the_protocol_of_the_original(mnist_digits):
    task = seed_digits.seed_split(mnist_digits)
    assert task.train_labels.tolist() == list(range(10)) * 800
    first = mnist_digits.train_images[:10_000]
    labels = mnist_digits.train_labels[:10_000]
    fives = first[labels == 5]
    np.testing.assert_array_equal(task.train_images[5::10], fives[:800])
    assert len(task.test_labels) == 2000
    np.testing.assert_array_equal(task.test_images[task.test_labels == 5], fives[800:])
    assert np.bincount(task.test_labels).tolist() == [201, 327, 191, 232, 180, 63, 214, 270, 144, 178]


def test_seed_digits_holds_images_out_where_there_are_few(stand_in):
    task = seed_digits.seed_split(stand_in)
    assert len(task.train_labels) + len(task.test_labels) == 1500
    shown = {image.tobytes() for image in task.train_images}
    assert not any(image.tobytes() in shown for image in task.test_images)


@pytest.mark.parametrize("slug", ["digits", "ten-digits", "seed-digits"])
def test_registered_tasks_give_tasks(slug, mnist_folder):
    assert declared("task")[slug].summary
    task = find("task", slug)(3, mnist_folder)
    assert (task.slug, task.seed) == (slug, 3)
    assert "MNIST" in task.source
