"""The report as comma-separated values: one line for each network, protocol, metric and seed, and what came of it."""

from __future__ import annotations

import csv
import io
import math

from wetnet.compare.report import Cell, Report
from wetnet.compare.report_numbers import printable

FIELDS = (
    "task", "network", "protocol", "metric", "unit", "seed", "value", "mean", "low", "high", "state", "trouble",
    "cut", "published", "source", "seconds", "code_version", "command",
)  # fmt: skip
"""The columns. ``value`` belongs to the seed; mean, low and high to the cell; empty where there is none."""


def to_csv(report: Report) -> str:
    """The lines, quoted as RFC 4180 has it."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, FIELDS, lineterminator="\n")
    writer.writeheader()
    for cell in report.cells.values():
        writer.writerows(_lines(report.task, cell))
    return text.getvalue()


def _lines(task: str, cell: Cell) -> list[dict[str, object]]:
    mean, low, high = cell.interval
    common: dict[str, object] = {
        "task": task,
        "network": cell.network,
        "protocol": cell.section.slug,
        "metric": cell.metric.name,
        "unit": cell.metric.unit,
        "mean": _finite(mean),
        "low": _finite(low),
        "high": _finite(high),
        "state": cell.state,
        "published": _finite(cell.published.value) if cell.published else "",
        "source": cell.published.source if cell.published else "",
    }
    lines: list[dict[str, object]] = [
        {
            **common,
            "seed": record.seed,
            "value": _finite(cell.samples.get(record.seed, math.nan)),
            "trouble": record.not_applicable or record.error or record.absent.get(cell.metric.name, ""),
            "cut": record.cut or "",
            "seconds": _finite(record.seconds),
            "code_version": record.code_version,
            "command": record.command,
        }
        for record in cell.records
    ]
    return [{key: _clean(value) for key, value in line.items()} for line in lines or [common]]


def _finite(value: float) -> str:
    """The number with every digit that it has, "" where it is none."""
    return repr(float(value)) if math.isfinite(value) else ""


def _clean(value: object) -> object:
    return printable(value) if isinstance(value, str) else value
