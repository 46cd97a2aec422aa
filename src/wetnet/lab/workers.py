"""Worker processes as the server sees them: spawned (never forked), kept warm, ended with their page."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator

from wetnet.core import process
from wetnet.core.errors import ResourceError
from wetnet.lab.pipes import EVENT, HEAD, READY, Packet

SESSIONS = 8
"""Pages at once, unless said otherwise: each has a process with a compiled network in it."""

BACKLOG = 8
"""Packets read ahead of the page; a worker that says more waits."""


class Worker:
    """One process and the packets it says."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.ready = asyncio.Event()
        self._process = process
        self._packets: asyncio.Queue[Packet | None] = asyncio.Queue(BACKLOG)
        self._reading = asyncio.create_task(self._read())

    @classmethod
    async def spawn(cls, room: str) -> Worker:
        """Start a process for the room at ``module:Class``."""
        pipe = asyncio.subprocess.PIPE
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "wetnet.lab.worker", room, stdin=pipe, stdout=pipe, env=environment()
        )
        return cls(process)

    @property
    def pid(self) -> int:
        """The process id."""
        return self._process.pid

    @property
    def running(self) -> bool:
        """Whether the process still lives."""
        return self._process.returncode is None

    async def tell(self, text: str) -> None:
        """Pass on a message; one to a process that has ended is lost, as its end is reported anyway."""
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(Packet(EVENT, text.encode()).pack())
            await self._process.stdin.drain()
        except (ConnectionError, RuntimeError):
            pass

    async def packets(self) -> AsyncIterator[Packet]:
        """What the process says, until it ends."""
        while (packet := await self._packets.get()) is not None:
            yield packet

    async def ending(self) -> str:
        """Wait for the end and say how it came."""
        code = await self._process.wait()
        return f"killed by signal {-code}" if code < 0 else f"ended with status {code}"

    async def stop(self) -> None:
        """End the process now; it holds nothing that must be finished."""
        self._reading.cancel()
        if self.running:
            self._process.kill()
        await self._process.wait()

    async def _read(self) -> None:
        assert self._process.stdout is not None
        try:
            while True:
                length, kind = HEAD.unpack(await self._process.stdout.readexactly(HEAD.size))
                packet = Packet(kind, await self._process.stdout.readexactly(length))
                if kind == READY:
                    self.ready.set()
                await self._packets.put(packet)
        except asyncio.IncompleteReadError:
            await self._packets.put(None)


class Pool:
    """The workers of all pages, and for each room that was ever asked for a spare that warms up before it is needed."""

    def __init__(self, sessions: int = SESSIONS) -> None:
        self._sessions = sessions
        self._taken: set[Worker] = set()
        self._spares: dict[str, Worker] = {}
        self._refills: dict[str, asyncio.Task[None]] = {}
        self._reserved = 0
        self._closing = asyncio.Event()
        self._endings: set[asyncio.Task[None]] = set()

    async def warm(self, room: str) -> None:
        """Start warming a spare for the room at ``module:Class``."""
        self._spares[room] = await Worker.spawn(room)

    async def take(self, room: str) -> Worker:
        """A worker for one page in a room: the spare if it lives.

        Raises
        ------
        ResourceError: as many pages are open as this server allows.
        """
        if len(self._taken) + self._reserved >= self._sessions:
            raise ResourceError(f"{self._sessions} pages are open, as many as this lab serves; close one of them")
        spare = self._spares.pop(room, None)
        if spare is None or not spare.running:
            self._reserved += 1
            try:
                spare = await Worker.spawn(room)
            finally:
                self._reserved -= 1
        self._taken.add(spare)
        if room not in self._refills or self._refills[room].done():
            self._refills[room] = asyncio.create_task(self._warm_after(spare, room))
        return spare

    def give_back(self, worker: Worker) -> None:
        """End a worker whose page has gone; the page's own task may be cancelled at any moment, so not in that."""
        self._taken.discard(worker)
        ending = asyncio.create_task(worker.stop())
        self._endings.add(ending)
        ending.add_done_callback(self._endings.discard)

    async def close(self) -> None:
        """End all workers."""
        self._closing.set()
        await asyncio.gather(*self._refills.values())  # never cancelled: a process half started would belong to nobody
        workers = [*self._taken, *self._spares.values()]
        await asyncio.gather(*(worker.stop() for worker in workers), *self._endings)

    async def _warm_after(self, worker: Worker, room: str) -> None:
        """Start the next spare once ``worker`` is warm, so that the two do not compete for the processor."""
        events = (worker.ready.wait(), worker.ending(), self._closing.wait())
        _, late = await asyncio.wait(
            [asyncio.create_task(event) for event in events], return_when=asyncio.FIRST_COMPLETED
        )
        for task in late:
            task.cancel()
        if room not in self._spares and not self._closing.is_set():
            await self.warm(room)


def environment() -> dict[str, str]:
    """A worker's environment: one thread, so that the server keeps a core, and compiled code kept on disk."""
    return {
        **process.settings(),
        "OMP_NUM_THREADS": "1",
        # networks this small are faster without a GPU, and many pages would fight for its memory
        "JAX_PLATFORMS": "cpu",
        **os.environ,
    }
