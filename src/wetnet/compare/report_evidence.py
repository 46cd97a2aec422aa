"""What stands behind the cells of one network under one protocol: every seed's figures, command, time and raw data."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from wetnet.compare.record import Record
from wetnet.compare.report import Report, Section, amount
from wetnet.compare.report_markup import definitions, details, element, table, text
from wetnet.compare.report_numbers import number, plain, seconds


def evidence(report: Report, section: Section, network: str, identity: str) -> str:
    """The sheet that a click on a cell opens; ``identity`` names it on the page."""
    records = report.behind(network, section.slug)
    title = f"{network}: {section.title}"
    parts = [
        element("button", "Close", class_="close", popovertarget=identity, popovertargetaction="hide"),
        element("h2", text(title), id=f"{identity}-title"),
        _figures(report, section, network) if records else element("p", "Not run: there is no record of this one."),
        *(details(_summary(record), _record(record)) for record in records),
    ]
    label = {"role": "dialog", "aria_labelledby": f"{identity}-title", "tabindex": "-1"}
    return element("div", "".join(parts), id=identity, popover="auto", **label)


def _figures(report: Report, section: Section, network: str) -> str:
    cells = [report.cells[network, section.slug, metric.name] for metric in section.metrics]
    rows = []
    for cell in cells:
        by_seed = [
            text(amount(cell.samples[record.seed], cell.metric)) if record.seed in cell.samples else "–"
            for record in cell.records
        ]
        mean = element("strong", text(cell.shown.value)) if cell.samples else text(cell.state)
        published = cell.published
        literature = (
            text(amount(published.value, cell.metric)) + element("small", text(published.source), class_="words")
            if published
            else "–"
        )
        rows.append([text(cell.metric.title), *by_seed, mean, text(cell.shown.span) or "–", literature])
    seeds = [f"seed {record.seed}" for record in report.behind(network, section.slug)]
    headings = ["figure", *seeds, "mean", "95 % interval", "published"]
    return table("Every seed's figures", headings, rows)


def _summary(record: Record) -> str:
    outcome = (
        "not applicable" if record.not_applicable else "failed" if record.error else seconds(number(record.seconds))
    )
    return f"Seed {record.seed}: {outcome}; command and raw data"


def _record(record: Record) -> str:
    return definitions(
        [
            ("error", _bad(record.error)),
            ("not applicable", text(record.not_applicable or "")),
            ("without a figure", text("; ".join(record.absences))),
            ("cut by the budget", text(record.cut or "")),
            ("notes", text("; ".join(record.notes))),
            ("command", element("pre", element("code", text(record.command))) if record.command else ""),
            ("budget", text(record.budget)),
            ("seed", text(record.seed)),
            ("time", text(seconds(number(record.seconds)))),
            ("energy", _json(record.energy)),
            ("version of the code", text(record.code_version)),
            ("version of the data", text(record.data_version)),
            ("figures", _json(record.metrics)),
            ("curves", _json({name: curve._asdict() for name, curve in record.curves.items()})),
            ("raw data", _json(record.raw)),
        ]
    )


def _bad(words: str | None) -> str:
    return element("span", text(words), class_="bad") if words else ""


def _json(values: Mapping[str, Any]) -> str:
    if not values:
        return ""
    return element("pre", element("code", text(json.dumps(plain(dict(values)), ensure_ascii=False, allow_nan=False))))
