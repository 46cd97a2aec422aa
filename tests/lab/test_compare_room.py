"""The compare room: measuring in a process of its own, cancelled, resumed from the store, shown and exported."""

import base64
import json
import time

import pytest

from wetnet.core.errors import ConfigurationError, UnknownNameError
from wetnet.lab.compare_messages import Cancel, Evidence, Export, Start
from wetnet.lab.compare_room import CompareRoom, store

REQUEST = {"task": "ten-digits", "networks": ["nearest-mean"], "protocols": ["accuracy"], "seeds": 2, "budget": "quick"}


@pytest.fixture
def room(tmp_path, monkeypatch):
    """A room with a store of its own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    room = CompareRoom(lambda text: None)
    yield room
    room.take(Cancel(revision=99))


def status(room):
    """The JSON of the next frame."""
    room._dirty = True
    return json.loads(room.news()["status"].tobytes())


def finish(room):
    """Let it measure to the end; how many were done at each look."""
    end, seen = time.monotonic() + 120, []
    while room.advance(0.0) is not None:
        assert time.monotonic() < end
        seen.append(status(room)["progress"]["done"])
        time.sleep(0.02)
    return seen


def test_the_table_fills_and_its_cells_have_evidence_and_exports(room):
    assert status(room)["table"] is None
    room.take(Start(revision=1, **REQUEST))
    assert status(room)["running"]
    finish(room)
    told = status(room)
    assert (told["running"], told["progress"]["done"], told["progress"]["total"]) == (False, 2, 2)
    cell = told["table"]["rows"][0]["groups"][0][0]
    assert (cell["state"], cell["value"]) == ("measured", "100\u00a0%")
    assert len(list(store().glob("*/*/*.json"))) == 2
    html = room.take(Evidence(network="nearest-mean", protocol="accuracy"))["html"]
    assert "--first-seed 1" in html
    for ending, start in (("html", b"<!doctype html>"), ("md", b"# "), ("csv", b"task,"), ("json", b"{")):
        saved = room.take(Export(format=ending))
        assert saved["name"] == f"compare-ten-digits.{ending}"
        assert base64.b64decode(saved["data"]).startswith(start)

    written = {path: path.stat().st_mtime_ns for path in store().glob("*/*/*.json")}
    room.take(Start(revision=2, **REQUEST))
    finish(room)
    assert status(room)["progress"]["done"] == 2
    assert {path: path.stat().st_mtime_ns for path in store().glob("*/*/*.json")} == written  # nothing measured twice


def test_a_cancelled_comparison_goes_on_where_it_was(room):
    room.take(Start(revision=1, **REQUEST))
    process = room._process
    room.take(Cancel(revision=2))
    assert process.wait(timeout=20) != 0
    assert not status(room)["running"]
    room.take(Start(revision=3, **REQUEST))
    finish(room)
    assert status(room)["progress"]["done"] == 2


def test_wrong_requests_are_answered_in_words(room):
    with pytest.raises(UnknownNameError, match="did you mean 'nearest-mean'"):
        room.take(Start(revision=1, **{**REQUEST, "networks": ["nearest-men"]}))
    with pytest.raises(ConfigurationError, match="run a comparison first"):
        room.take(Export(format="html"))
    room.take(Start(revision=2, **REQUEST))
    with pytest.raises(ConfigurationError, match="cancel it first"):
        room.take(Start(revision=3, **REQUEST))
