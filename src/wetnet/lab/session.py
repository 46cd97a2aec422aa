"""A session: one page's WebSocket on one side, one worker on the other.

Text from the page is a message (messages.py); binary to the page is a frame (frames.py); text to the page is
an event, a JSON object with a ``type``. Beside these each room may have events of its own:

======== ============================================= ====================================================
type     further fields                                meaning
======== ============================================= ====================================================
worker   state (warming, ready, stopped), text         what the worker is doing
error    text, revision (None where there is none)     a message was not followed; nothing else has changed
full     text                                          as many pages are open as are served
======== ============================================= ====================================================
"""

from __future__ import annotations

import asyncio
import json
import time
from typing import Any

from starlette.websockets import WebSocket, WebSocketDisconnect

from wetnet.core.errors import ResourceError
from wetnet.lab.messages import Ack, BadMessageError, Restart, read
from wetnet.lab.pipes import FRAME, READY, Packet
from wetnet.lab.workers import Pool, Worker

MESSAGES_PER_SECOND = 240.0
"""More than a page sends that moves a slider at every frame and acknowledges every frame."""

COMPLAINT_INTERVAL = 0.5
"""Seconds between two replies that say messages come too fast."""

TRY_AGAIN_LATER = 1013


class Rate:
    """A bucket of two seconds' messages that fills at MESSAGES_PER_SECOND."""

    def __init__(self) -> None:
        self._tokens, self._last, self._complained = 2 * MESSAGES_PER_SECOND, time.monotonic(), 0.0

    def allows(self) -> bool:
        """Whether one more message may pass now."""
        now = time.monotonic()
        self._tokens = min(2 * MESSAGES_PER_SECOND, self._tokens + (now - self._last) * MESSAGES_PER_SECOND)
        self._last = now
        if self._tokens < 1:
            return False
        self._tokens -= 1
        return True

    def may_complain(self) -> bool:
        """Whether it is time to say again that messages come too fast."""
        now = time.monotonic()
        if now - self._complained < COMPLAINT_INTERVAL:
            return False
        self._complained = now
        return True


class Session:
    """Carries messages one way, frames and events the other."""

    def __init__(self, socket: WebSocket, pool: Pool, room: str) -> None:
        self._socket, self._pool, self._room = socket, pool, room
        self._rate = Rate()
        self._worker: Worker | None = None
        self._forwarding: asyncio.Task[None] | None = None

    async def run(self) -> None:
        """Serve the page until it goes."""
        await self._socket.accept()
        try:
            await self._start_worker()
            while (received := await self._socket.receive())["type"] == "websocket.receive":
                await self._hear(received)
        except ResourceError as error:
            await self._say(type="full", text=str(error))
            await self._socket.close(TRY_AGAIN_LATER)
        except WebSocketDisconnect:
            pass
        finally:
            self._end_worker()

    async def _hear(self, received: Any) -> None:
        text = received.get("text")
        try:
            if text is None:
                raise BadMessageError("a message must be text, not binary")
            message = read(text)
        except BadMessageError as error:
            if self._rate.allows() or self._rate.may_complain():
                await self._say(type="error", text=str(error), revision=None)
            return
        if not self._rate.allows() and not isinstance(message, Ack):
            if self._rate.may_complain():
                limit = f"{MESSAGES_PER_SECOND:.0f} a second"
                text = f"too many messages, more than {limit}: this one was not followed"
                await self._say(type="error", text=text, revision=_number(message))
        elif isinstance(message, Restart):
            await self._restart()
        elif self._worker is not None and self._worker.running:
            await self._worker.tell(text)

    async def _restart(self) -> None:
        if self._worker is None or not self._worker.running:
            self._end_worker()
            await self._start_worker()

    async def _start_worker(self) -> None:
        self._worker = await self._pool.take(self._room)
        self._forwarding = asyncio.create_task(self._forward(self._worker))

    def _end_worker(self) -> None:
        if self._forwarding is not None:
            self._forwarding.cancel()
        if self._worker is not None:
            self._pool.give_back(self._worker)
        self._worker = self._forwarding = None

    async def _forward(self, worker: Worker) -> None:
        try:
            async for packet in worker.packets():
                await self._pass_on(packet)
            text = f"the process that computes was {await worker.ending()}; what it had not saved is lost"
            await self._say(type="worker", state="stopped", text=text)
        except (WebSocketDisconnect, RuntimeError):
            pass  # the page has gone in mid-sentence; run() sees that too

    async def _pass_on(self, packet: Packet) -> None:
        if packet.kind == FRAME:
            await self._socket.send_bytes(packet.payload)
        elif packet.kind == READY:
            await self._say(type="worker", state="ready", text="")
        else:
            await self._socket.send_text(packet.payload.decode())

    async def _say(self, **event: Any) -> None:
        await self._socket.send_text(json.dumps(event))


def _number(message: Any) -> int | None:
    """The revision of a message that nobody has checked."""
    revision = getattr(message, "revision", None)
    return revision if isinstance(revision, int) else None
