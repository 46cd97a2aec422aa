"""The room that is served: both real networks, in this process."""

import itertools
import json

import numpy as np
import pytest

from wetnet.lab.digits_messages import Load, Reset, Save, Set, Settings, Show, Train
from wetnet.lab.digits_room import DigitsRoom
from wetnet.tasks import digits

CELLS = 2915


@pytest.fixture(scope="module")
def room():
    with pytest.MonkeyPatch.context() as patch:
        stand_in = digits._stand_in()
        patch.setattr(digits, "load", lambda: stand_in)
        yield DigitsRoom(lambda text: None)


REVISION = itertools.count(1)


def send(room, kind, **fields):
    return room.take(kind(revision=next(REVISION), **fields))


def work(room):
    now = 0.0
    while room.advance(now := now + 0.01) is not None:
        pass
    blocks = room.news()
    return blocks, json.loads(blocks["status"].tobytes())


def ampa(room):
    return np.concatenate(list(room.brain.brain.learned().values()))


def test_both_networks_answer_the_same_image(room):
    send(room, Set, settings=Settings(pace=None))
    send(room, Show, digit=3)
    blocks, status = work(room)
    showing = status["brain"]["showing"]
    assert status["mlp"]["answer"] == room.mlp.mlp.predict(blocks["image"][None])[0]
    assert showing["running"] is False
    assert showing["time"] == pytest.approx(0.15 * showing["step"])
    assert blocks["brain_voltage"].shape == (1, CELLS)
    assert blocks["brain_positions"].shape == (CELLS, 2)
    steps, cells = room.brain.showing.presentation.spikes
    assert len(steps) == showing["spikes"] > 100
    retina = room.brain.brain.populations[0]
    assert set(np.flatnonzero(blocks["image"] >= 128)) == set(cells[(cells >= retina[1]) & (cells < retina[2])])


def test_paced_slices_and_one_go_give_the_same_spikes(room):
    def spikes(pace):
        send(room, Reset, network="both", seed=2)
        send(room, Set, settings=Settings(pace=pace))
        send(room, Show, digit=5)
        work(room)
        return [numbers.tolist() for numbers in room.brain.showing.presentation.spikes]

    assert spikes(None) == spikes(200.0)


def test_without_plasticity_the_teacher_changes_nothing_and_with_it_something(room):
    send(room, Reset, network="brain", seed=1)
    before = ampa(room)
    send(room, Set, settings=Settings(pace=None, plasticity=0.0))
    send(room, Show, digit=1)
    work(room)
    assert (ampa(room) == before).all()
    send(room, Set, settings=Settings(pace=None, plasticity=2.0))
    send(room, Show, digit=1)
    work(room)
    assert (ampa(room) != before).any()


def test_a_taught_brain_is_examined_saved_reset_and_loaded(room):
    send(room, Reset, network="brain", seed=1)
    send(room, Set, settings=Settings(pace=None))
    send(room, Train, network="brain", epochs=2)
    _, status = work(room)
    assert len(status["brain"]["ten"]) == 10
    learned = ampa(room)
    saved = room.take(Save(network="brain"))
    send(room, Reset, network="brain", seed=1)
    assert (ampa(room) != learned).any()
    send(room, Load, network="brain", data=saved["data"])
    assert (ampa(room) == learned).all()
    assert room.brain.brain.epoch == 2
