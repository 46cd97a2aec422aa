"""A folder of records: one small file each, written whole or not at all, found again by the hashes in its name."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from wetnet.compare.record import Record, read, write
from wetnet.core.errors import SavedFileError


class Found(NamedTuple):
    """What the store has of one measurement: the record if it is good, and remarks on what else lies there."""

    record: Record | None
    notes: tuple[str, ...] = ()


class Store:
    """Records below ``folder``: ``task-budget/network/protocol.seed0.<code version>.<data version>.json``."""

    def __init__(self, folder: Path | str):
        self.folder = Path(folder)

    def path(self, record: Record) -> Path:
        """Where a record is, or would be."""
        name = f"{_stem(record)}{record.code_version}.{record.data_version}.json"
        return self._folder(record) / name

    def write(self, record: Record) -> Record:
        """Keep a record; where the disk does not take it, the record with a note that says so."""
        try:
            write(self.path(record), record)
        except OSError as error:
            return record.with_(notes=(*record.notes, f"measured, but not kept: {error.strerror or error}"))
        return record

    def find(self, wanted: Record) -> Found:
        """The record with the same task, network, protocol, seed and hashes; failures are not reused."""
        path = self.path(wanted)
        notes = []
        if path.is_file():
            try:
                record = read(path)
                if record.error is None:
                    return Found(record)
            except SavedFileError as error:
                notes.append(f"a damaged record was measured again: {error}")
        stale = [other.name for other in self._folder(wanted).glob(f"{_stem(wanted)}*.json") if other != path]
        if stale and not path.is_file():
            notes.append(f"a stale result of other sources or data was measured again: {', '.join(sorted(stale))}")
        return Found(None, tuple(notes))

    def records(self) -> tuple[list[Record], list[str]]:
        """The newest record of every measurement, in the order of their names, and what could not be read."""
        newest: dict[tuple[str, str, str, str, int], tuple[float, Record]] = {}
        unread = []
        for path in sorted(self.folder.glob("*/*/*.json")):
            try:
                record, written = read(path), path.stat().st_mtime
            except (OSError, SavedFileError) as error:
                unread.append(str(error))
                continue
            key = (record.task, record.budget, record.network, record.protocol, record.seed)
            if key not in newest or newest[key][0] <= written:
                newest[key] = written, record
        return [record for _, record in newest.values()], unread

    def checkpoint(self, record: Record, version: str) -> Path:
        """Where a slow network is kept until all that is wanted of it is measured; ``version`` is that of its code."""
        name = f"network.seed{record.seed}.{version}.{record.data_version}.safetensors"
        return self._folder(record) / name

    def _folder(self, record: Record) -> Path:
        return self.folder / f"{record.task}-{record.budget}" / record.network


def _stem(record: Record) -> str:
    return f"{record.protocol}.seed{record.seed}."
