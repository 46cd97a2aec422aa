"""The loop of a worker, without a process."""

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from toy_room import ToyRoom

from wetnet.lab import pipes
from wetnet.lab.digits_messages import Cancel, Set, Settings, Show, Train
from wetnet.lab.frames import decode
from wetnet.lab.worker import FRAME_INTERVAL, Outbox, newest, understood


def packets(stream):
    data, found = stream.getvalue(), []
    while data:
        length, kind = pipes.HEAD.unpack_from(data)
        found.append((kind, data[pipes.HEAD.size : pipes.HEAD.size + length]))
        data = data[pipes.HEAD.size + length :]
    return found


@pytest.fixture
def room():
    return ToyRoom(lambda text: None)


def test_frames_come_no_faster_than_a_screen_shows_them(room):
    stream = io.BytesIO()
    outbox = Outbox(stream)
    room.take(Show(revision=4, digit=2))
    assert outbox.show(room, now=10.0) is None
    room.take(Show(revision=5, digit=3))
    wait = outbox.show(room, now=10.0 + FRAME_INTERVAL / 4)
    assert wait == pytest.approx(FRAME_INTERVAL * 3 / 4)
    assert len(packets(stream)) == 1
    assert outbox.show(room, now=10.0 + FRAME_INTERVAL) is None
    assert [decode(data).revision for _, data in packets(stream)] == [4, 5]


def test_nothing_new_gives_no_frame_and_spends_no_credit(room):
    stream = io.BytesIO()
    outbox = Outbox(stream)
    assert outbox.show(room, now=1.0) is None
    assert stream.getvalue() == b""
    assert outbox.credits.sent == 0


@given(st.lists(st.sampled_from(["set", "show", "train", "cancel"]), max_size=20))
def test_of_waiting_settings_only_the_newest_is_applied_and_nothing_else_is_dropped(kinds):
    make = {
        "set": lambda revision: Set(revision=revision, settings=Settings()),
        "show": lambda revision: Show(revision=revision),
        "train": lambda revision: Train(revision=revision, network="mlp"),
        "cancel": lambda revision: Cancel(revision=revision, network="mlp"),
    }
    waiting = [make[kind](revision) for revision, kind in enumerate(kinds, 1)]
    kept = newest(waiting)
    others = [message for message in waiting if not isinstance(message, Set)]
    sets = [message for message in waiting if isinstance(message, Set)]
    assert [message for message in kept if not isinstance(message, Set)] == others
    assert [message for message in kept if isinstance(message, Set)] == sets[-1:]
    assert kept == sorted(kept, key=lambda message: message.revision)


def test_what_the_room_does_not_understand_is_told_and_the_rest_is_followed(room):
    stream = io.BytesIO()
    good = Show(revision=2, digit=3)
    texts = [
        b"{",
        good.model_dump_json().encode(),
        b'{"type": "restart"}',
        b'{"type": "show", "revision": 1, "digit": 10}',
    ]
    assert understood(texts, room, Outbox(stream)) == [good]
    told = [json.loads(data) for _, data in packets(stream)]
    assert [event["type"] for event in told] == ["error"] * 3
    assert "digit" in told[2]["text"]
