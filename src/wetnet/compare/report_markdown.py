"""The report as Markdown: a table for each protocol, with what a reader must know to believe it."""

from __future__ import annotations

import re

from wetnet.compare.report import Cell, Report, Section, amount, unit
from wetnet.compare.report_numbers import printable

_SPECIAL = re.compile(r"([\\`*_\[\]<>|~&]|^[-+#=]|^\d+(?=[.)]))")


def to_markdown(report: Report) -> str:
    """The document as text."""
    seeds = sorted({record.seed for record in report.records})
    facts = [
        f"seeds {', '.join(map(str, seeds))}" if seeds else "",
        f"images: {_safe(report.source)}" if report.source else "",
        "mean (95 % interval over seeds)",
    ]
    parts = [f"# Networks compared on {_safe(report.task)}", "; ".join(fact for fact in facts if fact)]
    for section in report.sections:
        parts += [part for part in _section(report, section) if part]
    return "\n\n".join(parts) + "\n"


def _section(report: Report, section: Section) -> list[str]:
    headings = ["network", *(_heading(m.title, unit(m)) for m in section.metrics), "cut by the budget"]
    lines = [_row(headings), _row(["---"] + ["---:"] * len(section.metrics) + ["---"])]
    for network in report.networks:
        cells = [report.cells[network, section.slug, metric.name] for metric in section.metrics]
        cuts = dict.fromkeys(cut for cell in cells for cut in cell.cuts)
        lines.append(_row([_safe(network), *map(_cell, cells), _safe("; ".join(cuts))]))
    controls = [
        f"- {_safe(metric.title)} is held against {_safe(metric.control.network or 'the same network')}"
        f"{f', {_safe(metric.control.metric)}' if metric.control.metric else ''}: {_safe(metric.control.why)}"
        for metric in section.metrics
        if metric.control
    ]
    sources = [
        f"- {_safe(network)}, {_safe(metric.title)}: {_safe(figure.source)}"
        for metric in section.metrics
        for network, figure in metric.published.items()
        if network in report.networks
    ]
    return [
        f"## {_safe(section.title)}",
        _safe(section.question),
        "\n".join(lines),
        "Controls:\n\n" + "\n".join(controls) if controls else "",
        "Published figures:\n\n" + "\n".join(sources) if sources else "",
    ]


def _cell(cell: Cell) -> str:
    parts = [f"{cell.shown.value}{f' ({cell.shown.span})' if cell.shown.span else ''}"] if cell.samples else []
    parts += cell.gaps or cell.troubles or ([] if cell.records else ["not run"])
    if cell.published:
        parts.append(f"published {amount(cell.published.value, cell.metric)}")
    return _safe("; ".join(parts))


def _heading(title: str, measured_in: str) -> str:
    return _safe(f"{title} [{measured_in}]" if measured_in else title)


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _safe(words: str) -> str:
    """Words on one line in which nothing is markup."""
    return _SPECIAL.sub(_escape, " ".join(printable(words).split()))


def _escape(found: re.Match[str]) -> str:
    return found[0] + "\\" if found[0].isdigit() else "\\" + found[0]
