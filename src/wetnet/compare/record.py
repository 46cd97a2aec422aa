"""What came of one network under one protocol and one seed: one small JSON file, the unit of every comparison."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple, Self

from wetnet.core import saved
from wetnet.core.errors import SavedFileError

SCHEMA_VERSION = 3

MEASURED_FIELDS = ("seconds", "energy")
"""What differs from run to run; everything else is the same whenever, wherever and with however many workers."""


class Curve(NamedTuple):
    """One quantity against another; equally many x and y."""

    x: list[float]
    y: list[float]
    x_label: str
    y_label: str


@dataclass(frozen=True)
class Record:
    """One measurement, or the reason why there is none.

    code_version: hash of the sources that decide the figures (:mod:`wetnet.compare.version`).
    data_version: hash of the images and of the numbers of the budget.
    metrics: by name, finite numbers, as the protocol declares them. curves: by name.
    raw: small raw data from which the metrics follow.
    cut: what the budget left out, None where nothing.
    absent: reasons, by name of those metrics that this network cannot have.
    error: why there is no measurement, one line. not_applicable: why the protocol cannot be run on this network.
    notes: other remarks, one line each: not kept because the disk is full, computed here because there is no cluster.
    command: what reproduces this one record.
    seconds: time it took, learning included. energy: what was measured of it (:mod:`wetnet.compare.meter`).
    """

    task: str
    network: str
    protocol: str
    seed: int
    budget: str = ""
    code_version: str = ""
    data_version: str = ""
    metrics: Mapping[str, float] = field(default_factory=dict)
    curves: Mapping[str, Curve] = field(default_factory=dict)
    raw: Mapping[str, Any] = field(default_factory=dict)
    absent: Mapping[str, str] = field(default_factory=dict)
    cut: str | None = None
    error: str | None = None
    not_applicable: str | None = None
    notes: tuple[str, ...] = ()
    command: str = ""
    seconds: float = 0.0
    energy: Mapping[str, Any] = field(default_factory=dict)

    def with_(self, **changes: Any) -> Self:
        """The same record but for ``changes``."""
        return dataclasses.replace(self, **changes)

    @property
    def absences(self) -> tuple[str, ...]:
        """The metrics that it cannot have, those of one reason in one line."""
        names: dict[str, list[str]] = {}
        for name, reason in self.absent.items():
            names.setdefault(reason, []).append(name)
        return tuple(f"no {', '.join(those)}: {reason}" for reason, those in names.items())

    def to_json(self) -> dict[str, Any]:
        """As one JSON-able object."""
        values = {entry.name: getattr(self, entry.name) for entry in dataclasses.fields(self)}
        curves = {name: curve._asdict() for name, curve in self.curves.items()}
        return {"schema_version": SCHEMA_VERSION, **values, "curves": curves, "notes": list(self.notes)}

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Self:
        """The record that ``to_json`` described.

        Raises
        ------
        SavedFileError: another version, or fields that are missing, unknown or of the wrong kind.
        """
        version = values.get("schema_version") if isinstance(values, Mapping) else None
        if version != SCHEMA_VERSION:
            raise SavedFileError(f"a record of version {version!r}; this wetnet reads version {SCHEMA_VERSION}")
        known = {entry.name for entry in dataclasses.fields(cls)}
        given = set(values) - {"schema_version"}
        if given != known:
            raise SavedFileError(f"a record with missing or unknown fields: {', '.join(sorted(given ^ known))}")
        try:
            curves = {name: Curve(**curve) for name, curve in values["curves"].items()}
            record = cls(**{name: values[name] for name in known} | {"curves": curves, "notes": tuple(values["notes"])})
            _check(record)
        except (TypeError, AttributeError) as error:
            raise SavedFileError(f"a damaged record: {error}") from error
        return record


def write(path: Path | str, record: Record) -> Path:
    """Write a record, all of it or nothing; OSError where the disk does not take it."""
    return saved.write_text(path, json.dumps(record.to_json(), allow_nan=False, ensure_ascii=False) + "\n")


def read(path: Path | str) -> Record:
    """The record in a file; SavedFileError, naming the file, where it holds none."""
    try:
        return Record.from_json(json.loads(Path(path).read_text(encoding="utf-8")))
    except (OSError, ValueError, SavedFileError) as error:
        raise SavedFileError(f"{path}: {error}") from error


def _check(record: Record) -> None:
    """TypeError where a field is not of its kind."""
    texts = ("task", "network", "protocol", "budget", "code_version", "data_version", "command")
    wrong = [name for name in texts if not isinstance(getattr(record, name), str)]
    wrong += [name for name in ("metrics", "raw", "absent", "energy") if not isinstance(getattr(record, name), Mapping)]
    wrong += [name for name in ("cut", "error", "not_applicable") if not isinstance(getattr(record, name), str | None)]
    wrong += [] if type(record.seed) is int else ["seed"]
    wrong += [] if type(record.seconds) in (int, float) else ["seconds"]
    wrong += [f"metrics.{name}" for name, value in record.metrics.items() if type(value) not in (int, float)]
    wrong += [f"absent.{name}" for name, reason in record.absent.items() if not isinstance(reason, str)]
    wrong += [f"curves.{name}" for name, curve in record.curves.items() if len(curve.x) != len(curve.y)]
    if wrong:
        raise TypeError(f"{', '.join(wrong)} of the wrong kind")
