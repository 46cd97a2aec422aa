"""Stopping where it is safe: between two slices of work, when nothing is half done."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from wetnet.core.errors import WetnetError


class Interrupted(WetnetError):
    """The user asked to stop; the message says what was saved and how to go on."""


class Stop:
    """Whether somebody asked to stop; ask with :meth:`check` between two slices of work."""

    def __init__(self) -> None:
        self._asked = False

    def ask(self, *_: Any) -> None:
        """Stop at the next check."""
        self._asked = True

    def check(self) -> None:
        """Raise Interrupted where somebody asked."""
        if self._asked:
            raise Interrupted("stopped")


@contextmanager
def stoppable() -> Iterator[Stop]:
    """Within the block Ctrl-C and SIGTERM ask to stop, instead of breaking in wherever the program happens to be."""
    stop = Stop()
    before = {number: signal.signal(number, stop.ask) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
