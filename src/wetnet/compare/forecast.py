"""How long a comparison will still take: from what its parts took this time or last time."""

from __future__ import annotations

from collections.abc import Iterable

from wetnet.compare.record import Record

GUESS = 3.0
"""Seconds for a network and a protocol of which nothing is known."""
SLOW = 2000
"""Presentations of an image that are expected of a slow network under a protocol of which nothing is known."""


class Forecast:
    """Expected seconds of every record that is wanted; learns from the records that arrive.

    earlier: records of other days, whose times are the first guess.
    """

    def __init__(self, wanted: Iterable[Record], nominal: dict[str, float], earlier: Iterable[Record], workers: int):
        self._open = {_key(record): record for record in wanted}
        self._nominal, self._workers = nominal, max(workers, 1)
        self._known: dict[tuple[str, str, str], float] = {}
        self.spent = 0.0
        for record in earlier:
            self._learn(record)

    def finished(self, record: Record) -> None:
        """A record has arrived."""
        if self._open.pop(_key(record), None) is not None:
            self.spent += _took(record) / self._workers
            self._learn(record)

    def remaining(self) -> float:
        """Seconds until the last record, if the workers are never idle."""
        return sum(self._expected(record) for record in self._open.values()) / self._workers

    def cost(self, records: Iterable[Record]) -> float:
        """Expected seconds of some records, one after the other."""
        return sum(self._expected(record) for record in records)

    def _expected(self, record: Record) -> float:
        guess = GUESS + SLOW * self._nominal.get(record.network, 0.0)
        return self._known.get((record.network, record.protocol, record.budget), guess)

    def _learn(self, record: Record) -> None:
        if record.metrics:
            key = (record.network, record.protocol, record.budget)
            self._known[key] = (_took(record) + self._known.get(key, _took(record))) / 2


def _took(record: Record) -> float:
    """Seconds of this measurement alone, without learning that another one had done before."""
    return float(record.energy.get("seconds", record.seconds))


def _key(record: Record) -> tuple[str, str, int]:
    return record.network, record.protocol, record.seed
