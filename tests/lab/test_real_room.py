"""The room that is served: both real networks, in this process."""

import base64
import itertools
import json

import numpy as np
import pytest

from wetnet.core.errors import ConfigurationError
from wetnet.lab.digits_messages import (
    Draw,
    Load,
    Probe,
    Quiz,
    Reset,
    Save,
    Script,
    Set,
    Settings,
    Show,
    Step,
    Trace,
    Train,
)
from wetnet.lab.digits_room import DigitsRoom
from wetnet.lab.electrode import COLUMNS
from wetnet.networks.engine import advance
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


def span(status, area):
    return next((start, stop) for name, start, stop in status["brain"]["populations"] if name == area)


def fresh(room, **settings):
    send(room, Reset, network="brain", seed=1)
    send(room, Set, settings=Settings(**{"pace": None, **settings}))
    send(room, Probe, cell=None)
    return json.loads(room.news()["status"].tobytes())


def test_a_probed_cell_is_traced_from_the_flash_on_and_every_row_is_told_once(room):
    cell = span(fresh(room), "broca")[0] + 3
    send(room, Show, digit=3)
    send(room, Step, steps=20)
    send(room, Probe, cell=cell)
    blocks = room.news()
    status = json.loads(blocks["status"].tobytes())
    assert status["brain"]["probe"] == {"cell": cell, "area": "broca", "number": 3}
    assert blocks["brain_trace_from"].tolist() == [[0]]
    assert blocks["brain_trace"].shape == (20, COLUMNS)
    assert np.isfinite(blocks["brain_trace"]).all()
    send(room, Step, steps=5)
    blocks = room.news()
    assert (blocks["brain_trace_from"].tolist(), len(blocks["brain_trace"])) == ([[20]], 5)
    assert blocks["brain_trace"][-1, 1] == blocks["brain_voltage"][0, cell]
    assert set(blocks["brain_contacts"][:, 0]) >= {span(status, "wernicke")[0] + 3}
    send(room, Probe, cell=0)
    assert room.news()["brain_trace"].shape == (25, COLUMNS)


def test_a_cell_that_is_not_there_is_refused_by_number(room):
    with pytest.raises(ConfigurationError, match="cell 2915; the brain has 0 to 2914"):
        send(room, Probe, cell=CELLS)


def test_a_taught_answer_is_traced_to_the_teacher_and_silencing_him_takes_it_away(room):
    status = fresh(room, plasticity=0.0)
    with pytest.raises(ConfigurationError, match="no answer"):
        send(room, Trace)
    send(room, Show, digit=3)
    work(room)
    send(room, Trace, silence=True)
    voltage = room.news()["brain_voltage"]
    blocks, after = work(room)
    why, teacher = after["brain"]["why"], span(status, "wernicke")[0] + 3
    assert (why["answer"], why["silencing"]["answer"], why["silencing"]["running"]) == (3, 3, False)
    assert why["silencing"]["done"] == why["silencing"]["total"] == len(blocks["brain_silenced"]) > 0
    assert blocks["brain_silenced"][0, :2].tolist() == [teacher, -1]
    assert why["silencing"]["together"][-1] == {"cells": [teacher], "answer": -1, "later": None}
    np.testing.assert_array_equal(blocks["brain_voltage"], voltage)
    send(room, Show, digit=4)
    assert work(room)[1]["brain"]["why"] is None


def test_blocks_act_on_the_digit_on_show_and_on_the_next_and_compile_nothing(room):
    status = fresh(room)
    first, last = span(status, "posterior")
    send(room, Show, digit=3)
    send(room, Step, steps=10)
    programs = advance._cache_size()
    for settings in ({"blocked": ("ampa",)}, {"silenced": ("v1",)}):
        send(room, Set, settings=Settings(pace=None, teacher=False, **settings))
        work(room)
        cells = room.brain.showing.presentation.spikes[1]
        assert not ((cells >= first) & (cells < last)).any()
        send(room, Show, digit=3)
    send(room, Reset, network="brain", seed=1)
    send(room, Show, digit=3)
    _, after = work(room)
    assert after["settings"]["silenced"] == ["v1"]
    assert not (room.brain.showing.presentation.spikes[1] >= 784).any()
    assert advance._cache_size() == programs


def test_the_ten_are_asked_after_every_round_and_on_request(room):
    fresh(room)
    send(room, Train, network="brain", epochs=2)
    _, status = work(room)
    rounds = status["brain"]["rounds"]
    assert [epoch for epoch, _ in rounds] == [1, 2]
    assert rounds[-1][1] == sum(said == digit for digit, said in enumerate(status["brain"]["ten"]))
    send(room, Set, settings=Settings(pace=None, silenced=("broca",)))
    send(room, Quiz)
    _, status = work(room)
    assert status["brain"]["ten"] == [-1] * 10
    assert status["brain"]["rounds"][-1] == [2, 0]


def test_the_end_of_a_presentation_is_said(room):
    fresh(room, plasticity=0.0)
    send(room, Show, digit=3)
    assert json.loads(room.news()["status"].tobytes())["brain"]["showing"]["ending"] is None
    _, status = work(room)
    showing = status["brain"]["showing"]
    assert showing["ending"] == "silence"
    assert showing["step"] == room.brain.showing.presentation.spikes[0].max() + 31


def run_script(room, capsys):
    text = room.take(Script())["text"]
    capsys.readouterr()
    exec(compile(text, "digits.py", "exec"), {"__name__": "__main__"})
    return text, json.loads(capsys.readouterr().out.splitlines()[-1])


def test_the_exported_python_runs_and_gives_the_same_answers(room, capsys):
    send(room, Reset, network="both", seed=4)
    send(room, Set, settings=Settings(pace=None))
    send(room, Train, network="mlp", epochs=1)
    send(room, Train, network="brain", epochs=1)
    work(room)
    for message in ({"digit": 3, "source": "ten"}, {"digit": 8}):
        send(room, Show, **message)
        work(room)
    send(room, Set, settings=Settings(pace=None, teacher=False, plasticity=0.0))
    send(room, Show, digit=3, source="ten")
    blocks, status = work(room)
    text, seen = run_script(room, capsys)
    assert "/tmp" not in text
    assert seen["mlp"] == status["mlp"]["answer"]
    assert seen["probabilities"] == pytest.approx(blocks["mlp_units"][0][-10:], abs=1e-6)
    assert seen["brain"] == status["brain"]["showing"]["answer"]


def test_the_python_of_what_cannot_be_done_again_loads_the_saved_networks(room, tmp_path, monkeypatch, capsys):
    ink = np.zeros((28, 28), int)
    ink[4:22, 13:15] = 255
    for network in ("mlp", "brain"):
        send(room, Load, network=network, data=room.take(Save(network=network))["data"])
    send(room, Draw, ink=ink.ravel().tolist())
    _, status = work(room)
    for network in ("mlp", "brain"):
        saved = room.take(Save(network=network))
        (tmp_path / saved["name"]).write_bytes(base64.b64decode(saved["data"]))
    monkeypatch.chdir(tmp_path)
    text, seen = run_script(room, capsys)
    assert text.count(".load('") == 2
    assert seen["mlp"] == status["mlp"]["answer"]
