"""What a worker computes: a room takes messages, works in small slices and tells what is to be seen."""

from __future__ import annotations

import abc
import time
from collections.abc import Callable
from typing import Any, ClassVar

import numpy as np
from pydantic import TypeAdapter

from wetnet.lab.messages import Change, Message

SLICE = 0.010
"""Seconds of work between two looks at the inbox."""

Say = Callable[[str], None]
"""Tells the user in words what is being prepared."""


class Room(abc.ABC):
    """One room of the lab, as its worker sees it.

    messages: what the room understands, made with :func:`~wetnet.lab.messages.understanding`.
    """

    messages: ClassVar[TypeAdapter[Any]]

    def __init__(self, say: Say) -> None:
        self.revision = 0

    @abc.abstractmethod
    def apply(self, message: Message) -> dict[str, Any] | None:
        """Act on a message; an event for the page, or None.

        Raises
        ------
        WetnetError: the message cannot be followed; the room is as it was.
        """

    @abc.abstractmethod
    def advance(self, now: float) -> float | None:
        """Work for about SLICE seconds; seconds until there is more to do, None: not before a message.

        Raises
        ------
        WetnetError: the work failed and was given up.
        """

    @abc.abstractmethod
    def news(self) -> dict[str, np.ndarray]:
        """What has changed since the last call, as blocks of a frame; empty where nothing has.

        Whatever must not be lost (spikes, points of a curve) is gathered until asked for.
        """

    def take(self, message: Message) -> dict[str, Any] | None:
        """Apply a message and remember its revision, also where it cannot be followed."""
        try:
            return self.apply(message)
        finally:
            if isinstance(message, Change):
                self.revision = message.revision


def soonest(*waits: float | None) -> float | None:
    """The shortest of some waiting times in seconds; None, which is for ever, where all are."""
    return min((seconds for seconds in waits if seconds is not None), default=None)


def clock() -> float:
    """Seconds on the clock that rooms are paced by."""
    return time.monotonic()
