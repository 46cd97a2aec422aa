"""The worker process: one room, computed in slices, for one page.

Started as ``python -m wetnet.lab.worker module:Room``. A thread reads messages; the main thread works. When the
server goes, however it goes, standard input ends and so does the worker.
"""

from __future__ import annotations

import importlib
import json
import os
import queue
import signal
import sys
import threading
import traceback
from collections.abc import Callable
from typing import Any, BinaryIO

from wetnet.core.errors import WetnetError
from wetnet.lab import pipes
from wetnet.lab.frames import Credits, encode
from wetnet.lab.messages import Ack, BadMessageError, Change, Message, Set, parse
from wetnet.lab.room import Room, clock, soonest

FRAME_INTERVAL = 1 / 60
"""Seconds between two frames: no page shows more."""


class Inbox:
    """Messages as they arrive, read by a thread so that the work never waits for them."""

    def __init__(self, source: BinaryIO) -> None:
        self._waiting: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self._source = source
        threading.Thread(target=self._read, daemon=True).start()

    def take(self, wait: float | None) -> list[bytes]:
        """All waiting messages, after at most ``wait`` seconds (None: as long as it takes) for the first."""
        try:
            texts = [self._waiting.get(timeout=wait) if wait != 0 else self._waiting.get_nowait()]
        except queue.Empty:
            return []
        while True:
            try:
                texts.append(self._waiting.get_nowait())
            except queue.Empty:
                return texts

    def _read(self) -> None:
        while len(head := self._source.read(pipes.HEAD.size)) == pipes.HEAD.size:
            length, _ = pipes.HEAD.unpack(head)
            self._waiting.put(self._source.read(length))
        os._exit(0)  # the server is gone: nothing here is worth finishing


class Outbox:
    """Everything said to the server; frames only as fast as the page takes them."""

    def __init__(self, sink: BinaryIO) -> None:
        self.credits = Credits()
        self._sink = sink
        self._next_frame = 0.0

    def event(self, **fields: Any) -> None:
        """Say something in words."""
        self._put(pipes.EVENT, json.dumps(fields).encode())

    def ready(self) -> None:
        """Say that the room is built."""
        self._put(pipes.READY)

    def show(self, room: Room, now: float) -> float | None:
        """Send the room's news if the page can take a frame; seconds until that is worth another try."""
        if not self.credits.available:
            return None
        if now < self._next_frame:
            return self._next_frame - now
        if blocks := room.news():
            self._put(pipes.FRAME, encode(self.credits.spend(), room.revision, blocks))
            self._next_frame = now + FRAME_INTERVAL
        return None

    def _put(self, kind: int, payload: bytes = b"") -> None:
        try:
            self._sink.write(pipes.Packet(kind, payload).pack())
            self._sink.flush()
        except BrokenPipeError:
            os._exit(0)  # the server is gone


def understood(texts: list[bytes], room: Room, outbox: Outbox) -> list[Message]:
    """The messages that the room understands; the page is told of the others."""
    messages = []
    for text in texts:
        try:
            messages.append(parse(text, room.messages))
        except BadMessageError as error:
            outbox.event(type="error", text=str(error), revision=None)
    return newest(messages)


def newest(messages: list[Message]) -> list[Message]:
    """The messages without those settings that a later message replaces."""
    last = max((index for index, message in enumerate(messages) if isinstance(message, Set)), default=-1)
    return [message for index, message in enumerate(messages) if index >= last or not isinstance(message, Set)]


def run(room: Room, inbox: Inbox, outbox: Outbox) -> None:
    """Take messages, work, show; for ever."""
    wait: float | None = 0.0
    while True:
        for message in understood(inbox.take(wait), room, outbox):
            if isinstance(message, Ack):
                outbox.credits.acknowledge(message.sequence)
            else:
                revision = message.revision if isinstance(message, Change) else None
                event = _attempt(outbox, room.take, message, revision=revision)
                if event is not None:
                    outbox.event(**event)
        work = _attempt(outbox, room.advance, clock())
        draw = outbox.show(room, clock())
        wait = soonest(work, draw)


def _attempt(outbox: Outbox, action: Callable[..., Any], argument: Any, revision: int | None = None) -> Any:
    """Do something; a failure becomes an event, for what the room has learned must survive it."""
    try:
        return action(argument)
    except WetnetError as error:
        outbox.event(type="error", text=str(error), revision=revision)
    except Exception as error:
        traceback.print_exc()
        outbox.event(type="error", text=f"internal error: {type(error).__name__}: {error}", revision=revision)
    return None


def main(address: str) -> None:
    """Build the room at ``module:Room`` and run it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which ends the workers
    outbox = Outbox(os.fdopen(os.dup(1), "wb"))
    os.dup2(2, 1)  # whatever a library prints must not end up among the packets
    inbox = Inbox(os.fdopen(os.dup(0), "rb"))
    module, _, name = address.partition(":")

    def say(text: str) -> None:
        outbox.event(type="worker", state="warming", text=text)

    try:
        say("starting")
        room: Room = getattr(importlib.import_module(module), name)(say)
    except WetnetError as error:
        outbox.event(type="error", text=str(error), revision=None)
        raise SystemExit(1) from error
    outbox.ready()
    run(room, inbox, outbox)


if __name__ == "__main__":
    main(sys.argv[1])
