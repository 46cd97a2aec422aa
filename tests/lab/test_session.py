"""The protocol from the page's side, against a room that needs no JAX."""

import json
import os
import time
from contextlib import contextmanager

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from wetnet.lab import messages
from wetnet.lab.app import create_app
from wetnet.lab.frames import decode
from wetnet.lab.guard import Guard

HERE = "http://127.0.0.1:8642"
SOCKET = "ws://127.0.0.1:8642/ws/digits"
SESSIONS = 3


@pytest.fixture(scope="module")
def client():
    with TestClient(
        create_app(Guard(), rooms={"digits": "toy_room:ToyRoom"}, sessions=SESSIONS), base_url=HERE
    ) as client:
        yield client


class Page:
    """A page that answers as the real one does, or less politely."""

    def __init__(self, socket):
        self.socket, self.revision, self.spikes, self.last = socket, 0, [], None

    def send(self, kind, **fields):
        self.revision += 1
        self.socket.send_text(json.dumps({"type": kind, "revision": self.revision, **fields}))
        return self.revision

    def ask(self, kind, **fields):
        self.socket.send_text(json.dumps({"type": kind, **fields}))

    def event(self, kind, state=None):
        """The next event of a kind; frames on the way are drawn."""
        while True:
            received = self.receive()
            if isinstance(received, dict) and received["type"] == kind and state in (None, received.get("state")):
                return received

    def frame(self, revision=0, acknowledge=True):
        """The next frame that shows a revision, and its status."""
        while True:
            received = self.receive(acknowledge)
            if not isinstance(received, dict) and received.revision >= revision:
                return received, json.loads(received.blocks["status"].tobytes())

    def receive(self, acknowledge=True):
        received = self.socket.receive()
        if received.get("text"):
            return json.loads(received["text"])
        if "bytes" not in received:
            raise WebSocketDisconnect(received.get("code", 1000))
        frame = decode(received["bytes"])
        self.spikes += frame.blocks["brain_spikes"][:, 0].tolist()
        self.last = frame.sequence
        if acknowledge:
            self.ask("ack", sequence=frame.sequence)
        return frame

    def worker(self):
        """The process that computes for this page."""
        self.ask("save", network="mlp")
        return int(self.event("saved")["data"])


@contextmanager
def page(client):
    with client.websocket_connect(SOCKET, headers={"origin": HERE}) as socket:
        opened = Page(socket)
        opened.event("worker", "ready")
        yield opened


def gone(pid, seconds=10.0):
    """Whether a process ends in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.02)
    return False


def test_a_change_is_shown_in_a_frame_that_carries_its_revision(client):
    with page(client) as opened:
        for digit in (3, 7):
            revision = opened.send("show", digit=digit)
            frame, status = opened.frame(revision)
            assert (frame.revision, status["shown"]) == (revision, digit)


def test_a_room_that_is_not_there_is_refused(client):
    with pytest.raises(WebSocketDisconnect), client.websocket_connect(SOCKET + "x", headers={"origin": HERE}):
        pass


def test_without_acknowledgement_two_frames_come_and_no_more(client):
    with page(client) as opened:
        opened.send("train", network="mlp")
        opened.frame(acknowledge=False)
        second, _ = opened.frame(acknowledge=False)
        assert second.sequence == 2
        time.sleep(0.3)
        # the worker is alive and working; its answer overtakes no frame, for there is none
        opened.ask("save", network="mlp")
        assert isinstance(opened.receive(acknowledge=False), dict)
        opened.ask("ack", sequence=2)
        assert opened.frame(acknowledge=False)[0].sequence == 3


def test_what_happened_while_the_page_was_slow_is_merged_not_lost(client):
    with page(client) as opened:
        opened.send("train", network="mlp")
        for _ in range(5):
            opened.frame(acknowledge=False)
            time.sleep(0.05)
            opened.ask("ack", sequence=opened.last)
        revision = opened.send("cancel", network="mlp")
        _, status = opened.frame(revision)
        assert status["count"] == len(opened.spikes) > 50
        assert opened.spikes == list(range(status["count"]))


def test_acknowledging_frames_that_never_were_gives_no_credit(client):
    with page(client) as opened:
        opened.ask("ack", sequence=4_000_000_000)
        opened.send("train", network="mlp")
        opened.frame(acknowledge=False)
        opened.frame(acknowledge=False)
        opened.ask("ack", sequence=4_000_000_000)
        opened.ask("save", network="mlp")
        assert opened.receive(acknowledge=False)["type"] == "saved"


def test_settings_apply_while_the_work_goes_on(client):
    with page(client) as opened:
        opened.send("train", network="mlp")
        opened.frame()
        for plasticity in (0.1, 0.2, 0.3):
            revision = opened.send("set", settings={"plasticity": plasticity})
        _, status = opened.frame(revision)
        assert (status["plasticity"], status["training"]) == (0.3, True)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no JSON",
        "[]",
        '{"type": "fly"}',
        '{"type": "show", "revision": 1, "digit": 11}',
        "x" * (messages.TEXT_LIMIT + 1),
    ],
    ids=["empty", "text", "list", "unknown", "range", "oversized"],
)
def test_a_bad_message_is_answered_and_the_session_lives(client, text):
    with page(client) as opened:
        opened.socket.send_text(text)
        assert opened.event("error")["text"]
        assert opened.frame(opened.send("show", digit=5))[1]["shown"] == 5


def test_a_binary_message_is_answered(client):
    with page(client) as opened:
        opened.socket.send_bytes(b"\x00" * 100)
        assert "binary" in opened.event("error")["text"]
        assert opened.frame(opened.send("show", digit=5))[1]["shown"] == 5


def test_random_messages_never_kill_a_session(client):
    with page(client) as opened:

        @settings(max_examples=25, deadline=None, database=None)
        @given(st.lists(st.one_of(st.text(max_size=30), st.binary(max_size=30)), max_size=8))
        def survives(rubbish):
            for message in rubbish:
                if isinstance(message, bytes):
                    opened.socket.send_bytes(message)
                else:
                    opened.socket.send_text(message)
                opened.event("error")
            assert opened.frame(opened.send("show", digit=5))[1]["shown"] == 5

        survives()


def test_too_many_messages_are_answered_and_the_session_lives(client):
    with page(client) as opened:
        for _ in range(1500):
            opened.send("show", digit=1)
        assert "too many messages" in opened.event("error")["text"]
        time.sleep(0.2)
        assert opened.frame(opened.send("show", digit=8))[1]["shown"] == 8


@pytest.mark.parametrize(("kind", "fields", "text"), [
    ("reset", {"seed": 13}, "thirteen is refused"),
    ("load", {"network": "mlp", "data": ""}, "internal error: RuntimeError: a bug"),
])  # fmt: skip
def test_what_the_room_refuses_is_answered_with_its_revision(client, kind, fields, text):
    with page(client) as opened:
        opened.send("show", digit=4)
        revision = opened.send(kind, **fields)
        error = opened.event("error")
        assert (error["text"], error["revision"]) == (text, revision)
        assert opened.frame(opened.send("train", network="mlp"))[1]["shown"] == 4


def test_a_killed_worker_is_reported_and_started_again_on_demand(client):
    with page(client) as other, page(client) as opened:
        other_worker = other.worker()
        first = opened.worker()
        os.kill(first, 9)
        assert "killed by signal 9" in opened.event("worker", "stopped")["text"]
        opened.send("show", digit=1)  # to nobody: neither an error nor the end of the session
        opened.ask("restart")
        opened.event("worker", "ready")
        assert opened.worker() != first
        assert opened.frame(opened.send("show", digit=6))[1]["shown"] == 6
        assert other.worker() == other_worker


def test_a_worker_that_dies_of_a_message_is_reported(client):
    with page(client) as opened:
        opened.send("reset", seed=666)
        assert opened.event("worker", "stopped")


def test_asking_for_a_restart_of_a_living_worker_changes_nothing(client):
    with page(client) as opened:
        first = opened.worker()
        opened.ask("restart")
        assert opened.worker() == first


def test_the_worker_ends_with_its_page(client):
    with page(client) as opened:
        opened.send("train", network="mlp")
        worker = opened.worker()
    assert gone(worker)


def test_one_page_too_many_is_told_so(client):
    with page(client) as first, page(client), page(client):
        with client.websocket_connect(SOCKET, headers={"origin": HERE}) as refused:
            full = json.loads(refused.receive_text())
            assert full["type"] == "full"
            assert f"{SESSIONS} pages are open" in full["text"]
            with pytest.raises(WebSocketDisconnect) as closed:
                refused.receive_text()
            assert closed.value.code == 1013
        assert first.frame(first.send("show", digit=2))[1]["shown"] == 2
    with page(client) as later:
        assert later.worker()
