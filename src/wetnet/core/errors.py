"""The one family of exceptions a user of wetnet can meet.

A message names the thing, the value, what is allowed and the nearest right name.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


class WetnetError(Exception):
    """Base of every error that wetnet raises on purpose."""


class UnknownNameError(WetnetError, KeyError):
    """A name that is not registered: says which names are, and which one was probably meant."""

    def __init__(self, kind: str, name: object, known: Iterable[str]):
        self.kind, self.name, self.known = kind, name, sorted(known)
        message = f"no {kind} is called {name!r}"
        near = nearest(str(name), self.known)
        message += f"; did you mean {near!r}?" if near else "."
        if self.known:
            message += f" Known: {', '.join(self.known)}."
        self.message = message
        super().__init__(message)

    def __str__(self) -> str:
        return self.message


class ParameterError(WetnetError, ValueError):
    """A parameter outside what its declaration allows."""


class UnitError(ParameterError):
    """A quantity that cannot be converted to the declared unit."""


class DataError(WetnetError, ValueError):
    """A data file that is missing, truncated, corrupt or not what it claims to be."""


class SavedFileError(WetnetError, ValueError):
    """A saved network or checkpoint that cannot be read: wrong kind, wrong version, damaged."""


class DivergedError(WetnetError, ArithmeticError):
    """A simulation or training run that left the finite numbers."""


class ConfigurationError(WetnetError, ValueError):
    """Parts that are valid alone but cannot work together (shapes, receptors, delays…)."""


class ResourceError(WetnetError):
    """Something outside the program is missing or busy: a port, memory, disk, a server."""


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The registered name that looks most like ``name``, or None if none is near."""
    lowered = {candidate.lower(): candidate for candidate in known}
    matches = get_close_matches(name.lower().replace("_", "-"), lowered, n=1, cutoff=0.5)
    return lowered[matches[0]] if matches else None
