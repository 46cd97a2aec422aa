"""What can be done to a digit brain: blocking, silencing, and asking why it answered."""

import numpy as np
import pytest

from wetnet.brains.orientation_map import winding
from wetnet.brains.silencing import Effect, rank
from wetnet.core.errors import UnknownNameError
from wetnet.networks.engine import advance


@pytest.fixture
def whole(default):
    """A brain of which nothing is blocked, before and after."""
    default.block()
    yield default
    default.block()


def first(brain, area):
    return brain.simulator.span(area)[0]


def test_a_silenced_area_does_not_fire_and_what_hears_only_it_is_silent_too(whole, ten):
    whole.block(areas=["v1"])
    shown = whole.present(ten.train_images[3], plasticity=0.0)
    assert shown.finish() is None
    assert shown.spikes[1].size > 50
    assert shown.spikes[1].max() < first(whole, "v1")


def test_without_nmda_receptors_the_teacher_teaches_nothing(whole, ten):
    before = whole.learned()
    whole.block(receptors=["nmda"])
    assert whole.present(ten.train_images[3], teacher=3).finish() == 3
    for name, counts in whole.learned().items():
        np.testing.assert_array_equal(counts, before[name])


def test_without_ampa_receptors_nothing_passes_on_and_nothing_learned_is_lost(whole, ten):
    whole.present(ten.train_images[3], teacher=3).finish()
    before = whole.learned()
    whole.block(receptors=["ampa"])
    shown = whole.present(ten.train_images[3], plasticity=0.0)
    assert shown.finish() is None
    assert shown.spikes[1].max() < first(whole, "v1")
    for name, counts in whole.learned().items():
        np.testing.assert_array_equal(counts, before[name])


def test_blocks_in_a_presentation_under_way_compile_nothing(whole, ten):
    whole.present(ten.train_images[3], plasticity=0.0).finish()
    programs = advance._cache_size()
    shown = whole.present(ten.train_images[3], plasticity=0.0)
    shown.advance(8)
    fired = shown.spikes[1].max()
    assert first(whole, "v1") > fired or fired < first(whole, "posterior")
    whole.block(receptors=["gaba"], areas=["posterior", "stop"])
    assert shown.finish() is None
    assert advance._cache_size() == programs


def test_unknown_areas_and_receptors_are_refused_by_name(whole):
    with pytest.raises(UnknownNameError, match="anterior"):
        whole.block(areas=["anteriour"])
    with pytest.raises(UnknownNameError, match="ampa"):
        whole.block(receptors=["apma"])


def test_a_presentation_says_why_it_ended(whole, ten):
    shown = whole.present(ten.train_images[3], plasticity=0.0)
    assert shown.ending is None
    shown.finish()
    assert shown.ending == "silence"
    endless = whole.present(ten.train_images[3], plasticity=0.0)
    while not endless.done:
        endless.show(ten.train_images[3])
        endless.advance(20)
    assert endless.ending == "limit"


def test_the_taught_answer_is_traced_to_the_teacher_and_to_the_light(whole, ten):
    shown = whole.present(ten.train_images[3], teacher=3)
    observed = whole.observe(shown)
    assert observed.causes() == []
    while not shown.done:
        observed.advance(50)
    winner = first(whole, "broca") + 3
    assert shown.answer == 3
    causes = observed.causes()
    assert causes[0].target == winner
    assert (causes[0].source, causes[0].depth) == (first(whole, "wernicke") + 3, 1)
    assert causes[0].share > 0.9
    spikes = set(zip(*(values.tolist() for values in shown.spikes), strict=True))
    assert all((cause.fired, cause.source) in spikes for cause in causes)
    traces, contacts = observed.traces(winner), observed.contacts(winner)
    assert len(traces.voltage) == shown.step
    assert traces.ampa[-1] > traces.ampa[0]
    assert sum(contact.ampa for contact in contacts) == pytest.approx(traces.ampa[-1], rel=1e-4)
    assert contacts[0].source == causes[0].source  # the teacher's is the largest synapse
    assert traces.voltage[shown.answered] > 0


def test_silencing_says_what_an_answer_needs_and_leaves_the_brain_alone(whole, ten):
    shown = whole.present(ten.train_images[3], teacher=3, plasticity=0.0)
    shown.finish()
    spikes = [values.tolist() for values in shown.spikes]
    study = whole.silencing(ten.train_images[3], teacher=3)
    assert study.answer == 3
    teacher, other = first(whole, "wernicke") + 3, first(whole, "wernicke") + 4
    needed, idle = study.each([teacher, other])
    assert (needed.answer, idle.answer) == (None, 3)
    assert np.isnan(needed.later)
    assert idle.later == 0
    assert rank([idle, needed], 3) == [needed, idle]
    assert [effect.cells for effect in study.together([idle, needed])] == [(teacher,)]
    assert [values.tolist() for values in shown.spikes] == spikes


def test_a_silenced_group_grows_until_the_answer_is_another():
    effects = [Effect((1,), 3, 0.3), Effect((2,), 3, 0.9), Effect((3,), None, float("nan")), Effect((4,), 3, -0.1)]
    assert [effect.cells for effect in rank(effects, 3)] == [(3,), (2,), (1,), (4,)]


def test_a_double_has_learned_the_same_and_has_the_same_blocked(whole, ten):
    whole.present(ten.train_images[3], teacher=3).finish()
    whole.block(receptors=["gaba"], areas=["stop"])
    double = whole.double()
    for name, counts in whole.learned().items():
        np.testing.assert_array_equal(double.learned()[name], counts)
    assert (double.blocked, double.silenced) == (whole.blocked, whole.silenced)
    spikes = [brain.present(ten.train_images[3], plasticity=0.0) for brain in (whole, double)]
    for show in spikes:
        show.finish()
    np.testing.assert_array_equal(spikes[0].spikes[1], spikes[1].spikes[1])


def test_what_is_drawn_of_axons_and_of_the_map(whole, brains):
    links = whole.links
    assert links.delay.min() >= 1
    assert (links.delay == np.rint(links.delay)).all()
    assert (links.clearance > 1).all()
    pinwheels, v1 = whole.pinwheels, whole.positions[first(whole, "v1") : first(whole, "posterior")]
    assert len(pinwheels) == np.count_nonzero(winding(whole.orientation.reshape(44, 44))) > 20
    assert (pinwheels[:, :2] > v1.min(0)).all()
    assert (pinwheels[:, :2] < v1.max(0)).all()
    assert set(np.unique(pinwheels[:, 2])) == {-0.5, 0.5}
    assert len(brains["original"].pinwheels) == 0
