"""Rows B6, B11 to B18, B20 and B21: showing, teaching, forgetting and keeping."""

import numpy as np
import pytest

from wetnet.brains.digit_brain import DigitBrain
from wetnet.brains.digit_design import DT
from wetnet.core import saved
from wetnet.core.errors import ConfigurationError, SavedFileError
from wetnet.learning.learner import NO_ANSWER
from wetnet.networks import Network, Population, Projection, Simulator
from wetnet.neurons import Permeability
from wetnet.simulation import ExponentialEuler, discretise
from wetnet.synapses import AMPA, GABAA, CooperativeCleft, Synapse
from wetnet.tasks import digits, ten_digits

SQUARE = np.zeros((28, 28), np.uint8)
SQUARE[8:20, 8:20] = 255


def spikes_of(brain, show, population):
    first, last = brain.simulator.span(population)
    cells = show.spikes[1]
    return (cells[(cells >= first) & (cells < last)] - first).tolist()


def test_gaba_prevents_the_spike_that_ampa_alone_causes():
    """Row B6: one glutamatergic cell reaches two others; a GABAergic cell, as early, reaches the second."""
    cell = discretise(Permeability(channel_permeability=2e-7), ExponentialEuler())
    populations = (
        Population("glutamate", 1, cell, {"voltage": -40.0}),
        Population("gaba", 1, cell, {"voltage": -40.0}),
        Population("targets", 2, cell),
    )
    excite = Synapse(CooperativeCleft(), {"ampa": AMPA()})
    inhibit = Synapse(CooperativeCleft(glutamate=0.0, gaba=1.0), {"gaba": GABAA()})
    zero = np.zeros(2, int)
    projections = (
        Projection("excite", "glutamate", "targets", excite, zero, np.arange(2), {"ampa": 20.0}, 1.05),
        Projection("inhibit", "gaba", "targets", inhibit, zero[:1], np.array([1]), {"gaba": 200.0}, 0.75),
    )
    simulator = Simulator(Network(populations, projections, DT))
    simulator.advance(150)
    assert simulator.spikes()[1].tolist().count(2) == 1
    assert simulator.spikes()[1].tolist().count(3) == 0


def test_the_teacher_says_its_digit_once_and_only_when_asked(brain):
    """Row B11."""
    taught = brain.present(SQUARE, teacher=7, plasticity=0.0)
    taught.finish()
    assert spikes_of(brain, taught, "wernicke") == [7]
    untaught = brain.present(SQUARE, plasticity=0.0)
    untaught.finish()
    assert spikes_of(brain, untaught, "wernicke") == []


def test_the_partner_of_the_teacher_is_the_likeliest_to_speak(default, ten):
    """Row B11: while it is taught, the brain says what it is told more often than anything else."""
    said = [default.present(image, teacher=digit).finish() for digit, image in enumerate(ten.train_images)]
    right = sum(answer == digit for digit, answer in enumerate(said))
    assert right >= 5
    assert sum(answer is not None for answer in said) - right <= 2


def test_with_plasticity_zero_no_count_changes(brain, ten):
    """Row B12."""
    before = brain.learned()
    for digit in (0, 4):
        brain.present(ten.train_images[digit], teacher=digit, plasticity=0.0).finish()
    assert before
    for name, counts in brain.learned().items():
        np.testing.assert_array_equal(counts, before[name])


def test_plasticity_changes_counts_in_proportion_and_within_their_range(default, ten):
    changes = []
    for gain in (1.0, 2.0):
        default.reset()
        before = default.learned()
        default.present(ten.train_images[3], teacher=3, plasticity=gain).finish()
        after = default.learned()
        changes.append(sum(np.abs(after[name] - before[name]).sum() for name in before))
    assert 0 < changes[0] < changes[1]


def test_one_digit_is_said_in_a_presentation(default, ten):
    """Row B13: after the first Broca cell has fired, no other does."""
    spoken = []
    for digit, image in enumerate(ten.train_images):
        show = default.present(image, teacher=digit)
        answer = show.finish()
        spoken.append(set(show.spoken()))
        assert answer is None or answer == show.spoken()[0]
    assert any(spoken)
    assert all(len(digits) <= 1 for digits in spoken)


def test_a_presentation_ends_after_30_silent_steps(brain):
    """Row B15."""
    show = brain.present(SQUARE, plasticity=0.0)
    show.finish()
    assert show.done
    assert show.step == show.spikes[0].max() + 1 + 30 or show.step == 400
    blank = brain.present(np.zeros((28, 28), np.uint8))
    assert blank.finish() is None
    assert (blank.step, len(blank.spikes[0])) == (30, 0)


def test_a_presentation_has_an_upper_limit(brain):
    """Row B15: a retina that is flashed without end."""
    show = brain.present(SQUARE, plasticity=0.0)
    while not show.done:
        show.show(SQUARE)
        assert show.advance(20) > 0
    assert show.step == 400
    assert show.advance(1) == 0


def test_untrained_and_untaught_the_seeds_brain_says_nothing(brains, ten):
    """Row B16."""
    brain = brains["original"]
    brain.reset()
    assert brain.predict(ten.test_images).tolist() == [NO_ANSWER] * 10


@pytest.mark.parametrize("seed", [0, 1])
def test_after_three_rounds_the_default_brain_knows_more_than_the_original(mnist_folder, seed):
    """Row B17: the original knew 0 of 10."""
    task = ten_digits.choose(digits.load(mnist_folder), seed)
    brain = DigitBrain(seed)
    list(brain.lessons(task, epochs=3))
    assert brain.examples_seen == 30
    assert (brain.predict(task.test_images) == task.test_labels).sum() > 0


def test_what_was_learned_survives_presentations_and_a_file_and_not_a_reset(default, ten, tmp_path):
    """Row B18."""
    fresh = default.learned()
    list(default.lessons(ten, epochs=1))
    learned = default.learned()
    assert any((learned[name] != fresh[name]).any() for name in fresh)
    answers = default.predict(ten.test_images)

    loaded = DigitBrain.load(default.save(tmp_path / "brain.safetensors"))
    assert (loaded.seed, loaded.preset, loaded.epoch, loaded.examples_seen) == (0, "default", 1, 10)
    for name, counts in loaded.learned().items():
        np.testing.assert_array_equal(counts, learned[name])
    np.testing.assert_array_equal(loaded.predict(ten.test_images), answers)

    default.reset()
    assert (default.epoch, default.examples_seen) == (0, 0)
    for name, counts in default.learned().items():
        np.testing.assert_array_equal(counts, fresh[name])


def test_lessons_that_were_broken_off_go_on_as_if_they_had_not_been(default, ten, tmp_path):
    list(default.lessons(ten, epochs=1))
    whole = default.learned()
    default.reset()
    for _ in default.lessons(ten, epochs=1):
        if default.examples_seen == 4:
            break
    resumed = DigitBrain.load(default.save(tmp_path / "half.safetensors"))
    list(resumed.lessons(ten, epochs=1))
    for name, counts in resumed.learned().items():
        np.testing.assert_array_equal(counts, whole[name])


def test_same_seed_same_spikes(default):
    """Row D2: another brain of one seed, and the same brain again."""
    runs = []
    for brain in (default, default, DigitBrain(0)):
        show = brain.present(SQUARE, teacher=1, plasticity=0.0)
        show.finish()
        runs.append(np.stack(show.spikes))
    assert runs[0].shape[1] > 144
    np.testing.assert_array_equal(runs[0], runs[1])
    np.testing.assert_array_equal(runs[0], runs[2])


def test_step_by_step_is_what_a_run_is(default):
    """Rows B20 and B21: one step is 0.15 ms, and pace changes nothing."""
    whole = default.present(SQUARE, plasticity=0.0)
    whole.finish()
    expected, voltage = np.stack(whole.spikes), whole.voltage()
    stepped = default.present(SQUARE, plasticity=0.0)
    while not stepped.done:
        stepped.advance(1)
        assert stepped.time == pytest.approx(stepped.step * 0.15)
    np.testing.assert_array_equal(np.stack(stepped.spikes), expected)
    np.testing.assert_array_equal(stepped.voltage(), voltage)


@pytest.mark.parametrize("damage", ["missing", "short", "preset"])
def test_a_file_that_is_no_whole_brain_is_refused(default, tmp_path, damage):
    path = default.save(tmp_path / "brain.safetensors")
    arrays, header = saved.load(path, "digit-brain", 1)
    name = next(iter(default.learned()))
    if damage == "missing":
        del arrays[name]
    elif damage == "short":
        arrays[name] = arrays[name][:-1]
    else:
        header["preset"] = "defualt"
    kept = {key: value for key, value in header.items() if key not in ("kind", "format_version")}
    saved.save(path, "digit-brain", 1, arrays, kept)
    with pytest.raises(SavedFileError, match="no whole digit brain"):
        DigitBrain.load(path)


def test_a_presentation_refuses_what_it_cannot_show(default, ten):
    with pytest.raises(ConfigurationError, match=r"\(3, 3\); the retina has 28 × 28"):
        default.present(np.zeros((3, 3), np.uint8))
    with pytest.raises(ConfigurationError, match="teacher = 10"):
        default.present(SQUARE, teacher=10)
    with pytest.raises(ConfigurationError, match="epochs = 31"):
        next(default.lessons(ten, epochs=31))


def test_what_is_drawn_fits_the_cells(default):
    assert default.positions.shape == (2915, 2)
    assert [last - first for _, first, last in default.populations] == [784, 1936, 120, 50, 10, 10, 1, 4]
    for name, first, last in default.populations:
        assert default.simulator.span(name) == (first, last), "brain-wide numbers are the network's"
    assert len(default.links.source) == sum(len(p.pre) for p in default.wiring.network.projections)
    assert np.abs(default.links.value).max() <= 1
