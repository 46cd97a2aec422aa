"""The digits room in this process: the real artificial network, a brain that only obeys the interface."""

import base64
import itertools
import json

import numpy as np
import pytest
from fake_brain import LENGTH, FakeBrainRoom

from wetnet.core.errors import ConfigurationError, DataError, SavedFileError, WetnetError
from wetnet.lab.digits_messages import (
    Build,
    Cancel,
    Draw,
    Explain,
    Load,
    Reset,
    Save,
    Set,
    Settings,
    Show,
    Step,
    Train,
    Turn,
)  # fmt: skip
from wetnet.tasks import digits
from wetnet.tasks.drawing import as_digit


@pytest.fixture(scope="module")
def built():
    with pytest.MonkeyPatch.context() as patch:
        stand_in = digits._stand_in()
        patch.setattr(digits, "load", lambda: stand_in)
        yield FakeBrainRoom(lambda text: None)


@pytest.fixture
def bench(built):
    """The room as on a fresh page, in the hands of a driver."""
    return Bench(built)


class Bench:
    """Sends messages, lets time pass, keeps what is shown."""

    def __init__(self, room):
        self.room, self.revision, self.now = room, itertools.count(1), 0.0
        self.spikes, self.curve = [], []
        self.send(Reset, seed=1)
        self.send(Set, settings=Settings(pace=None))
        self.look()
        self.spikes, self.curve = [], []

    def send(self, kind, **fields):
        if kind is not Save:
            fields["revision"] = next(self.revision)
        return self.room.take(kind(**fields))

    def look(self):
        blocks = self.room.news()
        self.blocks = blocks
        self.spikes += blocks.get("brain_spikes", np.empty((0, 2))).tolist()
        self.curve += blocks.get("mlp_curve", np.empty((0, 3))).tolist()
        return json.loads(blocks["status"].tobytes()) if blocks else None

    def work(self, slices=10_000, every=0.001):
        """Work until there is nothing left to do."""
        for _ in range(slices):
            self.now += every
            if self.room.advance(self.now) is None:
                return


def test_a_held_out_image_of_the_digit_is_shown_to_both(bench):
    task = bench.room.mlp.task
    learned = set(map(bytes, task.train_images))
    for digit in range(10):
        bench.send(Show, digit=digit)
        status = bench.look()
        image = bench.blocks["image"]
        assert status["shown"]["digit"] == digit == status["brain"]["showing"]["expected"]
        assert task.test_labels[status["shown"]["index"]] == digit
        assert image.tobytes() == task.test_images[status["shown"]["index"]].tobytes()
        assert image.tobytes() not in learned
        assert status["shown"]["learned"] is False
        assert bench.room.brain.showing.presentation._image.tobytes() == image.tobytes()


def test_clicking_again_shows_another_image_and_random_reaches_every_digit(bench):
    shown = {bench.send(Show, digit=3) or bench.look()["shown"]["index"] for _ in range(12)}
    assert len(shown) > 4
    drawn = {bench.send(Show) or bench.look()["shown"]["digit"] for _ in range(120)}
    assert drawn == set(range(10))


def test_the_same_seed_shows_the_same_images(bench):
    def some():
        bench.send(Reset, seed=5)
        return [bench.send(Show) or bench.look()["shown"]["index"] for _ in range(8)]

    assert some() == some()


def test_the_ten_images_belong_to_the_brains_seed(bench):
    def ten(seed):
        bench.send(Reset, seed=seed)
        return [bench.send(Show, digit=digit, source="ten") or (bench.look(), bench.blocks["image"].tobytes())[1]
                for digit in range(10)]  # fmt: skip

    assert ten(1) == ten(1)
    assert ten(1) != ten(2)


def test_of_an_image_that_the_artificial_network_learns_from_the_page_is_told(bench):
    task = bench.room.mlp.task
    for digit in range(10):
        bench.send(Show, digit=digit, source="ten")
        shown = bench.look()["shown"]
        assert shown["learned"] == (bench.blocks["image"] == task.train_images).all((1, 2)).any()


def test_the_held_out_images_are_gone_through_in_order_and_round(bench):
    task = bench.room.mlp.task
    count = len(task.test_labels)
    for asked, index in [(0, 0), (1, 1), (-1, count - 1), (count, 0)]:
        bench.send(Turn, index=asked)
        shown = bench.look()["shown"]
        assert (shown["index"], shown["digit"]) == (index, task.test_labels[index])
        assert (bench.blocks["image"] == task.test_images[index]).all()


def test_a_drawing_is_seen_by_both_and_judged_only_where_its_digit_is_said(bench):
    ink = np.zeros((28, 28), int)
    ink[2:12, 20] = 255
    bench.send(Draw, ink=ink.ravel().tolist())
    status = bench.look()
    assert status["shown"] == {"digit": None, "source": "drawn", "index": None, "learned": False}
    assert (bench.blocks["image"] == as_digit(ink.astype(np.uint8))).all()
    assert bench.room.brain.showing.presentation._image.tobytes() == bench.blocks["image"].tobytes()
    assert (status["brain"]["showing"]["expected"], status["brain"]["showing"]["taught"]) == (None, False)
    bench.send(Draw, ink=ink.ravel().tolist(), digit=1)
    showing = bench.look()["brain"]["showing"]
    assert (showing["expected"], showing["taught"]) == (1, True)


def test_an_empty_drawing_changes_nothing(bench):
    bench.send(Show, digit=3)
    before = bench.look()["shown"]
    with pytest.raises(DataError, match="nothing is drawn"):
        bench.send(Draw, ink=[0] * 784)
    assert bench.look()["shown"] == before


def test_what_speaks_for_the_answer_is_told_and_for_any_class_asked(bench):
    bench.send(Show, digit=6)
    status = bench.look()
    mlp, image = bench.room.mlp.mlp, bench.blocks["image"]
    assert status["mlp"]["explained"] == status["mlp"]["answer"]
    assert (bench.blocks["mlp_why"] == mlp.evidence(image, status["mlp"]["answer"])).all()
    bench.send(Explain, digit=9)
    assert bench.look()["mlp"]["explained"] == 9
    assert (bench.blocks["mlp_why"] == mlp.evidence(image, 9)).all()
    bench.send(Show, digit=6)
    status = bench.look()
    assert status["mlp"]["explained"] == status["mlp"]["answer"]


def test_the_confusion_matrix_counts_every_held_out_image_once(bench):
    bench.send(Train, network="mlp")
    bench.room.advance(0.0)
    while bench.room.mlp.lesson.running:
        bench.room.advance(0.0)
    status = bench.look()
    confusion, labels = bench.blocks["mlp_confusion"], bench.room.mlp.task.test_labels
    assert (confusion.sum(axis=1) == np.bincount(labels, minlength=10)).all()
    assert np.trace(confusion) / len(labels) == pytest.approx(status["mlp"]["held_out"])
    answers = bench.room.mlp.mlp.predict(bench.room.mlp.task.test_images)
    assert confusion[3, 5] == np.sum((labels == 3) & (answers == 5))


def test_the_first_layer_is_shown_as_images(bench):
    bench.send(Reset, seed=6)
    bench.look()
    patterns, weights = bench.blocks["mlp_patterns"], bench.room.mlp.mlp.weights[0]
    assert patterns.shape == weights.shape
    assert ((patterns > 128) <= (weights > 0)).all()
    back = (patterns.astype(float) - 128) / 127 * np.abs(weights).max(axis=1, keepdims=True)
    assert np.abs(back - weights).max() <= np.abs(weights).max() / 254 + 1e-6


def test_another_network_is_built_from_the_form(bench):
    (choice,) = (entry for entry in bench.room.mlp.form() if entry["name"] == "optimiser")
    recipe = {"optimiser": choice["choices"][-1], "learning_rate": 0.001}
    bench.send(Build, seed=3, hidden=[12], unit="tanh", recipe=recipe)
    mlp = bench.look()["mlp"]
    assert (mlp["layers"], mlp["unit"], mlp["seed"], mlp["epoch"]) == ([12, 10], "tanh", 3, 0)
    assert mlp["recipe"]["learning_rate"] == 0.001
    bench.send(Reset, network="mlp", seed=4)
    assert bench.look()["mlp"]["layers"] == [12, 10]
    bench.send(Build, seed=1, hidden=[20, 16, 10])


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"unit": "relo"}, "relu"),
        ({"recipe": {"optimiser": "adem"}}, "adam"),
        ({"recipe": {"speed": 1}}, "parameter of Recipe"),
        ({"recipe": {"sizes": 1}}, "parameter of Recipe"),
        ({"recipe": {"learning_rate": -1.0}}, "learning_rate"),
        ({"recipe": {"learning_rate": "fast"}}, "learning_rate"),
        ({"recipe": {"batch_size": 10**9}}, "batch_size"),
    ],
)
def test_what_cannot_be_built_is_refused_by_name_and_the_old_network_stays(bench, fields, said):
    before = bench.room.mlp.mlp
    with pytest.raises(WetnetError, match=said):
        bench.send(Build, hidden=[5], **fields)
    assert bench.room.mlp.mlp is before


def test_the_outputs_shown_are_the_networks_own(bench):
    bench.send(Show, digit=4)
    status = bench.look()
    units = bench.blocks["mlp_units"][0]
    assert len(units) == sum(status["mlp"]["layers"]) == 56
    assert units[-10:].sum() == pytest.approx(1, abs=1e-5)
    assert status["mlp"]["answer"] == units[-10:].argmax() == bench.room.mlp.mlp.predict(bench.blocks["image"][None])[0]


def test_training_one_epoch_is_seen_while_it_happens(bench):
    before = bench.look() or {}
    bench.send(Train, network="mlp")
    seen = []
    while bench.room.advance(0.0) is not None:
        seen.append(bench.look()["mlp"])
    after = seen[-1]
    done = [status["lesson"]["done"] for status in seen]
    assert done == sorted(done)
    assert len(set(done)) > 1
    assert after["lesson"]["learning"] is False
    assert after["lesson"]["done"] == after["lesson"]["total"] == len(bench.room.mlp.task.train_labels)
    assert after["epoch"] == 1
    assert after["held_out"] > 0.3
    assert [point[0] for point in bench.curve] == sorted({point[0] for point in bench.curve})
    assert bench.curve[-1][1] < bench.curve[0][1]
    assert not before or before["mlp"]["epoch"] == 0


def test_points_that_no_frame_took_are_kept_for_the_next(bench):
    bench.send(Train, network="mlp")
    slices = 0
    while bench.room.advance(0.0) is not None:
        slices += 1
    bench.look()
    assert len(bench.curve) == slices - 1 > 1  # the last slice finds that there is nothing left


def test_cancelled_training_stays_where_it_is(bench):
    bench.send(Train, network="mlp", epochs=100)
    bench.room.advance(0.0)
    bench.send(Cancel, network="mlp")
    seen = bench.room.mlp.mlp.examples_seen
    bench.work()
    status = bench.look()["mlp"]
    assert status["lesson"]["learning"] is False
    assert bench.room.mlp.mlp.examples_seen == seen > 0


def test_the_brain_reads_the_digit_it_was_told_and_only_then(bench):
    bench.send(Set, settings=Settings(pace=None, teacher=False))
    bench.send(Show, digit=6, source="ten")
    bench.work()
    assert bench.look()["brain"]["showing"]["answer"] is None
    bench.send(Set, settings=Settings(pace=None, teacher=True))
    bench.send(Show, digit=6, source="ten")
    bench.work()
    showing = bench.look()["brain"]["showing"]
    assert (showing["answer"], showing["expected"], showing["taught"], showing["running"]) == (6, 6, True, False)


def test_no_spike_is_lost_or_told_twice(bench):
    bench.send(Show, digit=2)
    while bench.room.brain.showing.running:
        bench.now += 0.01
        bench.room.advance(bench.now)
        if bench.room.brain.showing.presentation.step % 2:
            bench.look()
    status = bench.look()
    steps, cells = bench.room.brain.showing.presentation.spikes
    assert bench.spikes == np.stack([steps, cells], 1).tolist()
    assert status["brain"]["showing"]["spikes"] == len(steps) > 0


@pytest.mark.parametrize("pace", [1.0, 50.0, 400.0])
def test_the_pace_is_kept_whatever_the_rhythm_of_the_loop(bench, pace):
    bench.send(Set, settings=Settings(pace=pace))
    bench.send(Show, digit=2)
    began = bench.now
    for gap in itertools.cycle([0.001, 0.003, 0.0005]):
        bench.now += gap
        wait = bench.room.advance(bench.now)
        step = bench.room.brain.showing.presentation.step
        assert step <= (bench.now - began) * pace + 1
        if wait is None or step >= 20:
            break
        assert 0 <= wait <= 1 / pace
        bench.now += wait
    assert step >= 20
    assert step >= (bench.now - began) * pace * 0.9 - 1


def test_a_pause_holds_both_and_a_step_is_one_step(bench):
    bench.send(Show, digit=2)
    bench.send(Train, network="mlp")
    bench.send(Set, settings=Settings(pace=50.0, paused=True))
    assert bench.room.advance(5.0) is None
    assert bench.look()["brain"]["showing"]["step"] == 0
    bench.send(Step, steps=1)
    bench.send(Step, steps=3)
    assert bench.look()["brain"]["showing"]["step"] == 4
    assert bench.room.mlp.mlp.examples_seen == 0
    bench.send(Set, settings=Settings(pace=50.0))
    bench.room.advance(1000.0)  # the pause does not count as time to make up for
    assert bench.look()["brain"]["showing"]["step"] <= 5
    assert bench.room.mlp.mlp.examples_seen > 0


def test_a_presentation_ends(bench):
    bench.send(Show, digit=2)
    bench.send(Step, steps=1000)
    status = bench.look()["brain"]["showing"]
    assert (status["running"], status["step"], status["time"]) == (False, LENGTH, pytest.approx(0.15 * LENGTH))
    bench.send(Step, steps=1)
    assert bench.room.brain.showing.presentation.step == LENGTH


def test_teaching_the_ten_ends_with_their_answers(bench):
    bench.send(Train, network="brain", epochs=2)
    bench.room.advance(0.0)
    lesson = bench.look()["brain"]["lesson"]
    assert (lesson["learning"], lesson["done"], lesson["total"]) == (True, 1, 20)
    bench.work()
    assert bench.look()["brain"]["ten"] == list(range(10))


def test_a_digit_clicked_during_teaching_ends_it(bench):
    bench.send(Train, network="brain", epochs=30)
    bench.room.advance(0.0)
    bench.send(Show, digit=1)
    bench.work()
    brain = bench.look()["brain"]
    assert brain["lesson"]["learning"] is False
    assert brain["showing"]["running"] is False
    assert bench.room.brain.brain.examples_seen < 300


def test_what_was_learned_is_saved_and_loaded(bench):
    bench.send(Train, network="mlp")
    bench.work()
    trained = bench.look()["mlp"]
    saved = bench.send(Save, network="mlp")
    assert saved["name"] == "mlp-seed-1-epoch-1.safetensors"
    bench.send(Reset, seed=2)
    assert bench.look()["mlp"]["epoch"] == 0
    bench.send(Load, network="mlp", data=saved["data"])
    loaded = bench.look()["mlp"]
    for field in ("seed", "epoch", "held_out"):
        assert loaded[field] == trained[field]


def test_a_loaded_brain_brings_its_seed_and_its_ten_images(bench):
    bench.send(Reset, seed=7)
    images = bench.room.brain.lesson.task.train_images
    saved = bench.send(Save, network="brain")
    bench.send(Reset, seed=1)
    bench.send(Load, network="brain", data=saved["data"])
    assert bench.look()["brain"]["seed"] == 7
    assert (bench.room.brain.lesson.task.train_images == images).all()
    assert "brain_links" in bench.blocks


@pytest.mark.parametrize("data", ["%", base64.b64encode(b"no network").decode(), ""])
def test_a_file_that_is_no_network_changes_nothing(bench, data):
    before, revision = bench.room.mlp.mlp, next(bench.revision)
    with pytest.raises(SavedFileError) as refusal:
        bench.room.take(Load(revision=revision, network="mlp", data=data))
    assert "/" not in str(refusal.value).split("(")[0]
    assert bench.room.mlp.mlp is before
    assert bench.room.revision == revision
    assert bench.look() is not None


def test_a_brain_is_no_artificial_network(bench):
    saved = bench.send(Save, network="brain")
    with pytest.raises(SavedFileError, match="expected a 'mlp'"):
        bench.send(Load, network="mlp", data=saved["data"])


def test_a_network_for_other_images_is_refused_and_the_old_one_stays(bench, tmp_path):
    from wetnet.learning.mlp import MLP

    other = MLP(sizes=(16, 4, 10)).save(tmp_path / "small")
    before = bench.room.mlp.mlp
    with pytest.raises(ConfigurationError, match="16"):
        bench.send(Load, network="mlp", data=base64.b64encode(other.read_bytes()).decode())
    assert bench.room.mlp.mlp is before


def test_the_scene_is_told_once_and_again_after_a_reset(bench):
    bench.send(Show, digit=1)
    bench.look()
    assert "brain_links" not in bench.blocks
    bench.send(Reset, network="brain", seed=3)
    bench.look()
    assert bench.blocks["brain_positions"].shape == (2915, 2)
    assert bench.blocks["brain_links"].shape == bench.blocks["brain_link_values"].shape


def test_without_news_there_is_no_frame(bench):
    bench.work()
    bench.look()
    assert bench.room.news() == {}
