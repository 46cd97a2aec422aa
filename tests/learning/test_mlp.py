import itertools

import jax
import numpy as np
import pytest

from wetnet.core.errors import ConfigurationError, DivergedError, ParameterError, SavedFileError, UnknownNameError
from wetnet.core.registry import find
from wetnet.learning import mlp
from wetnet.learning.mlp import MLP
from wetnet.tasks.task import Task


def blobs(count=57, side=4, classes=3, seed=0, presentations=None):
    """Noisy copies of one random picture per class."""
    draw = np.random.default_rng(seed)
    pictures = draw.integers(0, 256, (classes, side, side))
    labels = draw.integers(0, classes, count).astype(np.uint8)
    images = np.clip(pictures[labels] + draw.normal(0, 30, (count, side, side)), 0, 255).astype(np.uint8)
    return Task("blobs", seed, images, labels, images, labels, presentations)


def small(seed=0, **options):
    return MLP(seed, sizes=(16, 8, 3), **options)


class Slices:
    """A pace that is told beforehand how long each slice is."""

    def __init__(self, lengths):
        self.lengths = itertools.cycle(lengths)
        self.steps = next(self.lengths)

    def took(self, steps, seconds):
        self.steps = next(self.lengths)


@pytest.fixture
def slices(monkeypatch):
    def choose(*lengths):
        monkeypatch.setattr(mlp, "Pace", lambda: Slices(lengths))

    return choose


def everything(network):
    """All that a network is, as bytes and numbers."""
    course, *position = network._state
    return [np.asarray(leaf).tobytes() for leaf in jax.tree.leaves(course)], position


RECIPES = [{}, {"batch_size": 10, "optimiser": "adam", "learning_rate": 0.01, "shuffle": True}]


def test_default_is_the_original_small_network():
    network = find("learner", "mlp").build(3)
    assert [array.shape for array in network.weights] == [(20, 784), (16, 20), (10, 16), (10, 10)]
    assert sum(array.size for array in network.weights) == 16_260
    assert sum(array.size for array in network.biases) == 56
    assert network.layout.units == ("relu", "relu", "relu", "softmax")
    assert (network.epoch, network.examples_seen) == (0, 0)


def test_first_steps_are_the_originals_with_the_right_gradient():
    task = blobs(count=3)
    network = small()
    weights, biases = [a.astype(np.float64) for a in network.weights], [a.astype(np.float64) for a in network.biases]
    for image, label in zip(task.train_images, task.train_labels, strict=True):
        x = image.ravel() / 255
        hidden = np.maximum(weights[0] @ x + biases[0], 0)
        raised = np.exp(weights[1] @ hidden + biases[1])
        output_error = 2 * (raised / raised.sum() - np.eye(3)[label])
        hidden_error = (weights[1].T @ output_error) * (hidden > 0)
        weights[1] -= 0.01 * np.outer(output_error, hidden)
        biases[1] -= 0.01 * output_error
        weights[0] -= 0.01 * np.outer(hidden_error, x)
        biases[0] -= 0.01 * hidden_error
    network.fit(task, epochs=1)
    for found, expected in zip([*network.weights, *network.biases], [*weights, *biases], strict=True):
        np.testing.assert_allclose(found, expected, atol=1e-6)


def test_learns_and_reports():
    task, network = blobs(), small()
    before = np.mean(network.predict(task.test_images) == task.test_labels)
    reports = list(network.lessons(task, epochs=60))
    assert before < 0.7
    assert (network.predict(task.test_images) == task.test_labels).all()
    assert reports[-1][:3] == (60 * 57, 60 * 57, 60)
    assert reports[-1].accuracy == 1
    assert reports[-1].loss < 0.5 * reports[0].loss
    assert [report.examples for report in reports] == sorted({report.examples for report in reports})
    assert (network.epoch, network.examples_seen) == (60, 60 * 57)


@pytest.mark.parametrize("recipe", RECIPES, ids=["one at a time", "batches"])
def test_length_of_slices_changes_nothing(slices, recipe):
    task, found = blobs(), []
    for lengths in [(1,), (3, 1, 7), (1000,)]:
        slices(*lengths)
        network = small(**recipe)
        last = list(network.lessons(task, epochs=3))[-1]
        found.append((everything(network), last))
    assert found[0] == found[1] == found[2]


@pytest.mark.parametrize("recipe", RECIPES, ids=["one at a time", "batches"])
@pytest.mark.parametrize("stop", [1, 2, 5])
def test_saved_in_mid_epoch_goes_on_as_if_never_interrupted(slices, tmp_path, recipe, stop):
    task = blobs()
    slices(2)
    whole = small(**recipe)
    whole.fit(task, epochs=2)
    first = small(**recipe)
    for _ in zip(range(stop), first.lessons(task, epochs=2), strict=False):
        pass
    assert 0 < first.examples_seen < 2 * 57
    second = MLP.load(first.save(tmp_path / "net"))
    assert everything(second) == everything(first)
    second.fit(task, epochs=2)
    assert everything(second) == everything(whole)


def test_an_exception_in_the_report_loses_nothing(slices, tmp_path):
    task, checkpoint = blobs(), tmp_path / "net"
    slices(5)
    whole = small()
    whole.fit(task, epochs=2)

    def stop(progress):
        if progress.examples >= 30:
            raise KeyboardInterrupt

    interrupted = small()
    with pytest.raises(KeyboardInterrupt):
        interrupted.fit(task, epochs=2, report=stop, checkpoint=checkpoint)
    resumed = MLP.load(checkpoint)
    assert resumed.examples_seen == 30
    resumed.fit(task, epochs=2)
    assert everything(resumed) == everything(whole)


def test_one_compilation_serves_slices_rates_and_networks_of_any_length(slices):
    compiled = []

    def count(event, duration, **labels):
        if event == "/jax/core/compile/backend_compile_duration":
            compiled.append(labels)

    jax.monitoring.register_event_duration_secs_listener(count)
    try:
        slices(1)
        small().fit(blobs(count=61), epochs=1)
        first = len(compiled)
        slices(2, 9, 4, 30)
        small(1, learning_rate=0.5, decay=0.1).fit(blobs(count=61), epochs=3)
        second = len(compiled)
        small().fit(blobs(count=62), epochs=1)
        other_shape = len(compiled)
    finally:
        jax.monitoring.unregister_event_duration_listener(count)
    assert first > 0
    assert second == first
    assert other_shape > second


def test_divergence_names_the_rate_and_keeps_the_last_finite_network(slices, tmp_path):
    slices(1)
    network = small(learning_rate=1e25)
    with pytest.raises(DivergedError, match=r"learning rate of 1e\+25 \(sgd\).*Try learning_rate = 1e\+24"):
        network.fit(blobs(), epochs=3)
    assert network.examples_seen == 1
    assert all(np.isfinite(array).all() for array in network.weights)
    assert network.examples_seen == MLP.load(network.save(tmp_path / "net")).examples_seen


def test_images_of_another_shape_are_refused():
    with pytest.raises(ConfigurationError, match=r"784 values per image.*4 × 4 = 16"):
        MLP().predict(blobs().test_images)
    with pytest.raises(ConfigurationError, match="784 values per image"):
        MLP().lessons(blobs(), epochs=1)


def test_too_many_classes_or_presentations_are_refused():
    with pytest.raises(ConfigurationError, match=r"3 classes apart.*label 4"):
        small().lessons(blobs(classes=5), epochs=1)
    with pytest.raises(ConfigurationError, match="at most 2 times; epochs = 3"):
        small().lessons(blobs(presentations=2), epochs=3)


def test_an_unfinished_epoch_goes_on_with_its_own_task_only(slices):
    slices(5)
    network = small()
    next(network.lessons(blobs(), epochs=1))
    with pytest.raises(ConfigurationError, match="in the middle of an epoch"):
        network.lessons(blobs(seed=1), epochs=1)


def test_answers_do_not_depend_on_how_many_are_asked_and_change_nothing():
    task, network = blobs(count=300), small()
    before = everything(network)
    probabilities = network.probabilities(task.test_images)
    np.testing.assert_allclose(probabilities.sum(axis=1), 1, atol=1e-6)
    assert (network.predict(task.test_images) == probabilities.argmax(axis=1)).all()
    np.testing.assert_allclose(network.probabilities(task.test_images[299:])[0], probabilities[299], rtol=1e-6)
    assert network.probabilities(task.test_images[:0]).shape == (0, 3)
    assert everything(network) == before


def test_activations_are_those_of_every_layer():
    image = blobs().test_images[0]
    network = small()
    layers = network.activations(image)
    np.testing.assert_allclose(layers[0], image.ravel() / 255, rtol=1e-6)
    np.testing.assert_allclose(layers[1], np.maximum(network.weights[0] @ layers[0], 0), rtol=1e-4, atol=1e-5)
    np.testing.assert_allclose(layers[2], network.probabilities(image[None])[0], rtol=1e-5)


def test_skips_and_units_survive_saving(tmp_path):
    network = MLP(4, sizes=(16, 5, 4, 3), unit="tanh", skips=((0, 3),), optimiser="adam", batch_size=7)
    again = MLP.load(network.save(tmp_path / "net"))
    assert again.layout == network.layout
    assert again.recipe == network.recipe
    assert everything(again) == everything(network)


def test_a_file_with_other_arrays_is_refused_by_name(tmp_path):
    from wetnet.core import saved

    path = small().save(tmp_path / "net")
    arrays, header = saved.load(path, "mlp", 1)
    fields = {name: header[name] for name in ("seed", "shape", "recipe", "position")}
    saved.save(path, "mlp", 1, {**arrays, "network/weights/0": np.zeros((8, 15), np.float32)}, fields)
    with pytest.raises(SavedFileError, match=r"network/weights/0 is float32\[8, 15\], expected float32\[8, 16\]"):
        MLP.load(path)
    saved.save(path, "mlp", 1, arrays, {**fields, "recipe": {"optimizer": "sgd"}})
    with pytest.raises(SavedFileError, match="did you mean 'optimiser'"):
        MLP.load(path)


def test_bad_options_are_named():
    with pytest.raises(UnknownNameError, match="did you mean 'learning_rate'"):
        small(learning_rates=1)
    with pytest.raises(UnknownNameError, match="did you mean 'adam'"):
        small(optimiser="Adan")
    with pytest.raises(ParameterError, match="learning_rate = -1"):
        small(learning_rate=-1)
    with pytest.raises(ParameterError, match="batch_size = 0"):
        small(batch_size=0)
