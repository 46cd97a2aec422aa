"""What each protocol measures, on networks whose figures are known beforehand."""

import numpy as np
import pytest

from wetnet import compare
from wetnet.compare.budget import Budget
from wetnet.compare.curves import mean_height
from wetnet.compare.sample_efficiency import order
from wetnet.compare.subject import Subject
from wetnet.learning.lesions import CELLS, SYNAPSES, Lesionable
from wetnet.learning.streamed import Streamed
from wetnet.tasks.task import Task

SMALL = Budget("small", 400, 100, 2, learning_seconds=20, testing_seconds=20)


class Oracle(Streamed, Lesionable):
    """Reads the label that is written into the first pixel; a lesion takes its eyes by the share that is lost."""

    slug = "oracle"

    def begin(self):
        self.sight = 1.0

    def learn(self, images, labels):
        pass

    def predict(self, images):
        blind = np.arange(len(images)) >= round(self.sight * len(images))
        return np.where(blind, -1, images[:, 0, 0].astype(int))

    def lesion_sites(self):
        return {CELLS: 10, SYNAPSES: 100}

    def lesioned(self, site, share, draw):
        twin = type(self)(self.seed)
        twin.sight = 1 - share
        return twin


def telling(seed=0, data=None):
    """A task whose images say what they are."""
    draw = np.random.default_rng(seed)
    labels = np.repeat(np.arange(10, dtype=np.uint8), 60)
    images = draw.integers(0, 256, (600, 28, 28), dtype=np.uint8)
    images[:, 0, 0] = labels
    return Task("telling", seed, images, labels, images[::3], labels[::3], source="made here")


def asked(kind, protocol, budget=SMALL, task=None):
    from wetnet.core.registry import find

    return find("protocol", protocol)().run(kind, task or telling(), 0, budget)


def test_degradation_of_a_network_that_loses_what_it_is_robbed_of():
    record = asked(Oracle, "degradation")
    assert record.error is None
    assert record.metrics["intact"] == 1
    assert record.metrics["drop_cells"] == pytest.approx(0.3)
    # Right answers fall as 1 - share: over 0 to 0.9 their mean is 0.55.
    assert record.metrics["area_cells"] == pytest.approx(0.55)
    assert record.curves["synapses"].y == pytest.approx([1, 0.9, 0.8, 0.7, 0.5, 0.3, 0.1])
    assert record.cut == "400 of 600 training images, 100 of 200 test images in each condition"


def test_sample_efficiency_of_one_who_needs_none():
    record = asked(Oracle, "sample-efficiency")
    assert {record.metrics[name] for name in ("accuracy_at_1", "accuracy_at_10", "area", "single_pass")} == {1.0}
    assert record.raw["labels"] == [1, 2, 5, 10, 20]
    assert record.raw["presentations"] == [10 * 10 * n for n in (1, 2, 5, 10, 20)]  # ten epochs


def test_labelled_images_are_nested_and_balanced():
    task = telling()
    classes = order(task, 3)
    assert [len(members) for members in classes] == [60] * 10
    for label, members in enumerate(classes):
        assert (task.train_labels[members] == label).all()
    assert [m.tolist() for m in order(task, 3)] == [m.tolist() for m in classes]
    assert [m.tolist() for m in order(task, 4)] != [m.tolist() for m in classes]


def test_noise_reaches_the_images_and_only_them():
    record = asked(Oracle, "noise")
    flipped = record.curves["flips"]
    # The label's own pixel is inverted in that share of the images, and then never right.
    assert flipped.y == pytest.approx([1 - share for share in flipped.x], abs=0.12)
    assert record.metrics["clean"] == 1
    assert record.metrics["drop"] == pytest.approx(1 - record.metrics["corrupted"])
    assert record.raw["accuracy_by_damage"]["brightness"] < 0.2


def test_what_a_network_cannot_do_is_not_applicable_with_its_reason(class_mean):
    assert "class-mean has no lesions" in asked(class_mean, "degradation").not_applicable
    assert "does not count its operations" in asked(class_mean, "operations").not_applicable
    task = telling()
    few = Task("few", 0, task.train_images[::60], task.train_labels[::60], task.test_images, task.test_labels)
    assert "few has 1" in asked(class_mean, "sample-efficiency", task=few).not_applicable
    linear = asked(__import__("wetnet.learning.linear", fromlist=["Linear"]).Linear, "degradation")
    assert linear.absences == ("no area_cells, drop_cells: linear has no cells between input and output",)
    assert set(linear.metrics) == {"intact", "area_synapses", "drop_synapses"}


def test_a_slow_network_gets_less_and_the_record_says_so(class_mean, monkeypatch):
    monkeypatch.setattr(class_mean, "presentation_seconds", 0.1)
    record = asked(class_mean, "accuracy", Budget("tight", 400, 100, 1, learning_seconds=200, testing_seconds=5))
    assert record.cut == "200 of 600 training images, 50 of 200 test images"
    assert record.metrics["examples"] == 200 * 10
    assert record.raw["total"] == 50


def test_a_budget_takes_the_same_images_for_everybody_and_others_for_another_seed():
    task = telling()
    first, again, other = (SMALL.excerpt(task, seed).task.train_images for seed in (0, 0, 1))
    assert (first == again).all()
    assert not (first == other).all()
    whole = SMALL.excerpt(
        Task(
            "t",
            0,
            *(x[:100] for x in (task.train_images, task.train_labels)),
            task.test_images[:50],
            task.test_labels[:50],
        ),
        0,
    )
    assert len(whole.task.train_labels) == whole.whole_train == 100


def test_protocols_of_one_subject_share_one_course_of_learning(class_mean):
    from wetnet.compare.accuracy import Accuracy
    from wetnet.compare.noise import Noise

    subject = Subject(class_mean, SMALL.excerpt(telling(), 0), 0, SMALL)
    first = Accuracy().ask(subject)
    network = subject.trained()
    second = Noise().ask(subject)
    assert subject.trained() is network
    assert second.seconds > second.energy["seconds"]
    assert first.seconds == first.energy["seconds"]


def test_mean_height_is_the_trapezoid_over_the_width():
    assert mean_height([0, 1, 3], [0, 2, 2]) == pytest.approx((1 + 4) / 3)
    assert mean_height([2.0], [0.5]) == 0.5


def test_every_protocol_declares_what_it_measures():
    from wetnet.core.registry import declared

    for slug, declaration in declared("protocol").items():
        protocol = declaration.load()
        names = [metric.name for metric in protocol.metrics]
        assert len(set(names)) == len(names) > 0, slug
        assert protocol.question.endswith(("?", "?"))
        for metric in protocol.metrics:
            assert metric.low < metric.high
            if metric.control:
                assert (metric.control.metric or metric.name) in names
                assert metric.control.network in ("", *declared("learner"))
            for network, published in metric.published.items():
                assert network in declared("learner")
                assert metric.low <= published.value <= metric.high
                assert published.source
                assert published.task in declared("task")
    assert {"accuracy", "sample-efficiency", "noise", "degradation", "operations"} <= set(declared("protocol"))
    assert compare.Protocol.run is protocol.run
