"""The independent job of which a comparison is made: one network under one seed, asked by several protocols."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from wetnet.compare.budget import Budget, Excerpt
from wetnet.compare.protocol import Protocol
from wetnet.compare.record import Record
from wetnet.compare.store import Store
from wetnet.compare.subject import Subject
from wetnet.learning.learner import Learner, Progress


def unheard(wanted: Record, progress: Progress | None) -> None:
    """A listener that does nothing."""


@dataclass(frozen=True)
class Job:
    """One network, one seed, and what is wanted of it.

    wanted: empty records that say which protocols, with the hashes, the command and the notes they will carry.
    folder: of the store into which each record goes as soon as it is there; None keeps them to the end.
    network_version: hash of the network's sources, by which what it has learned is found after an interruption.
    """

    kind: type[Learner]
    excerpt: Excerpt
    seed: int
    budget: Budget
    protocols: tuple[type[Protocol], ...]
    wanted: tuple[Record, ...]
    folder: Path | None = None
    network_version: str = ""

    def run(self, listener: Callable[[Record, Progress | None], None] = unheard) -> list[Record]:
        """The records, in the order in which they are wanted; ``listener`` hears of progress and of each record."""
        from threadpoolctl import threadpool_limits

        store = Store(self.folder) if self.folder else None
        now = self.wanted[0]
        slow = self.kind.presentation_seconds > 0
        checkpoint = store.checkpoint(now, self.network_version) if store and slow else None
        subject = Subject(
            self.kind, self.excerpt, self.seed, self.budget, lambda progress: listener(now, progress), checkpoint
        )
        done = []
        # One thread: the sums of a matrix product depend on how many threads share them.
        with threadpool_limits(1):
            for protocol, now in zip(self.protocols, self.wanted, strict=True):
                found = protocol().ask(subject)
                record = found.with_(
                    code_version=now.code_version,
                    data_version=now.data_version,
                    command=now.command,
                    notes=(*now.notes, *found.notes),
                )
                done.append(store.write(record) if store else record)
                listener(done[-1], None)
        if checkpoint:
            checkpoint.unlink(missing_ok=True)
        return done

    def failed(self, why: str) -> list[Record]:
        """The records of a job that died: those it had kept, and the reason for the others."""
        store = Store(self.folder) if self.folder else None
        kept = [store.find(record).record if store else None for record in self.wanted]
        return [found or wanted.with_(error=why) for found, wanted in zip(kept, self.wanted, strict=True)]
