"""The table of a comparison: records, and the means, intervals and paired differences that follow from them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from wetnet.compare.intervals import mean_interval
from wetnet.compare.protocol import Metric, Protocol
from wetnet.compare.record import MEASURED_FIELDS, SCHEMA_VERSION, Record
from wetnet.core import saved
from wetnet.core.registry import declared, find


class Row(NamedTuple):
    """One measured figure.

    value, low, high: mean over the seeds and its 95 % interval; the bounds are None for a single seed.
    seeds: how many seeds.
    seconds: mean time one seed took, learning included.
    """

    network: str
    protocol: str
    metric: str
    value: float
    low: float | None
    high: float | None
    seeds: int
    seconds: float


class Difference(NamedTuple):
    """A figure minus that of a control on the same seeds, and its 95 % interval over them.

    control, control_metric: the network and its metric that is subtracted.
    """

    network: str
    protocol: str
    metric: str
    control: str
    control_metric: str
    value: float
    low: float | None
    high: float | None
    seeds: int


class Remark(NamedTuple):
    """What is to be known of the figures in one cell. kind: error, not applicable, cut, stale or note."""

    network: str
    protocol: str
    kind: str
    text: str
    seeds: tuple[int, ...]


class Table(NamedTuple):
    """The records of a comparison of networks at one task.

    source: where the data come from, in words. protocols: those of the records, by slug.
    stale: numbers of the records that were measured with other sources or data than those of today.
    """

    task: str
    source: str
    records: tuple[Record, ...]
    protocols: Mapping[str, type[Protocol]]
    stale: frozenset[int] = frozenset()

    @property
    def rows(self) -> list[Row]:
        """One row for each network, protocol and metric of which something was measured."""
        return [
            self._row(records, metric)
            for network, protocol in self.cells
            for metric in self.protocols[protocol].metrics
            if (records := [record for record in self.of(network, protocol) if metric.name in record.metrics])
        ]

    @property
    def cells(self) -> list[tuple[str, str]]:
        """Pairs of network and protocol, in the order in which they first appear."""
        return list(dict.fromkeys((record.network, record.protocol) for record in self.records))

    @property
    def networks(self) -> list[str]:
        """The networks, in the order in which they first appear."""
        return list(dict.fromkeys(record.network for record in self.records))

    def of(self, network: str, protocol: str) -> list[Record]:
        """The records of one cell, one per seed."""
        return [record for record in self.records if (record.network, record.protocol) == (network, protocol)]

    @property
    def remarks(self) -> list[Remark]:
        """What was cut, what failed, what cannot be, what is old: each text once for a cell, with its seeds."""
        found: dict[tuple[str, str, str, str], list[int]] = {}
        for number, record in enumerate(self.records):
            told = [("error", record.error), ("not applicable", record.not_applicable), ("cut", record.cut)]
            told += [("note", note) for note in (*record.absences, *record.notes)]
            told += [("stale", f"measured with code {record.code_version}, not today's")] * (number in self.stale)
            for kind, text in told:
                if text:
                    found.setdefault((record.network, record.protocol, kind, text), []).append(record.seed)
        return [Remark(*key, tuple(seeds)) for key, seeds in found.items()]

    @property
    def differences(self) -> list[Difference]:
        """Every figure against the control that its protocol declares, on the seeds that both have."""
        return [
            difference
            for network, protocol in self.cells
            for metric in self.protocols[protocol].metrics
            if metric.control and (difference := self._difference(network, protocol, metric))
        ]

    def against(self, control: str) -> list[Difference]:
        """Every figure of every network against the same figure of one network, on the seeds that both have."""
        return [
            difference
            for network, protocol in self.cells
            for metric in self.protocols[protocol].metrics
            if (difference := self._paired(network, protocol, metric, control, metric.name))
        ]

    def to_json(self) -> dict[str, Any]:
        """The table as one JSON-able object."""
        from wetnet.compare.report import gather
        from wetnet.compare.report_json import declarations

        return {
            "schema_version": SCHEMA_VERSION,
            "task": self.task,
            "source": self.source,
            "results": [row._asdict() for row in self.rows],
            "differences": [difference._asdict() for difference in self.differences],
            "remarks": [remark._asdict() for remark in self.remarks],
            **declarations(gather(self)),
            "records": [record.to_json() for record in self.records],
        }

    def comparable(self) -> list[dict[str, Any]]:
        """The records without measured time and energy: equal for two runs that agree."""
        return [self._lasting(record) for record in self.records]

    def _lasting(self, record: Record) -> dict[str, Any]:
        measured = {metric.name for metric in self.protocols[record.protocol].metrics if metric.measured}
        metrics = {name: value for name, value in record.metrics.items() if name not in measured}
        values = record.with_(metrics=metrics).to_json()
        return {name: value for name, value in values.items() if name not in MEASURED_FIELDS}

    def to_text(self) -> Any:
        """The table for a terminal: for each protocol one line per network."""
        from wetnet.compare.text import drawn

        return drawn(self)

    def to_html(self, path: Path | str) -> Path:
        """Write the report as one page that needs nothing else."""
        return self._write("html", path)

    def to_markdown(self, path: Path | str) -> Path:
        """Write the report as Markdown."""
        return self._write("md", path)

    def to_csv(self, path: Path | str) -> Path:
        """Write every seed's figure as a line of comma-separated values."""
        return self._write("csv", path)

    def _write(self, ending: str, path: Path | str) -> Path:
        from wetnet.compare.report import gather
        from wetnet.compare.report_files import FORMATS

        return saved.write_text(path, FORMATS[ending](gather(self)))

    def _row(self, records: Sequence[Record], metric: Metric) -> Row:
        value, low, high = mean_interval([record.metrics[metric.name] for record in records])
        # A Student-t interval knows no bounds; what is reported stays within what the metric can be.
        lowest = None if math.isnan(low) else max(low, metric.low)
        highest = None if math.isnan(high) else min(high, metric.high)
        first = records[0]
        seconds = sum(record.seconds for record in records) / len(records)
        return Row(first.network, first.protocol, metric.name, value, lowest, highest, len(records), seconds)

    def _difference(self, network: str, protocol: str, metric: Metric) -> Difference | None:
        assert metric.control is not None
        control, other, _ = metric.control
        return self._paired(network, protocol, metric, control or network, other or metric.name)

    def _paired(self, network: str, protocol: str, metric: Metric, control: str, other: str) -> Difference | None:
        if (control, other) == (network, metric.name):
            return None
        held = {record.seed: record.metrics[other] for record in self.of(control, protocol) if other in record.metrics}
        pairs = [
            record.metrics[metric.name] - held[record.seed]
            for record in self.of(network, protocol)
            if record.seed in held and metric.name in record.metrics
        ]
        if not pairs:
            return None
        value, low, high = mean_interval(pairs)
        single = math.isnan(low)
        bounds = {"low": None if single else low, "high": None if single else high}
        return Difference(network, protocol, metric.name, control, other, value, **bounds, seeds=len(pairs))


def protocols_of(records: Sequence[Record]) -> dict[str, type[Protocol]]:
    """The registered protocols of which there are records."""
    known = declared("protocol")
    return {slug: find("protocol", slug) for slug in dict.fromkeys(r.protocol for r in records) if slug in known}
