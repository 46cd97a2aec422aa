"""The report as one HTML page that needs nothing else: no script, no font, no picture from anywhere."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files

from wetnet.compare.protocol import Metric
from wetnet.compare.report import Cell, Report, amount, unit
from wetnet.compare.report_evidence import evidence
from wetnet.compare.report_markup import element, scrolling, text
from wetnet.compare.report_protocol import protocol_part

_READING = (
    "Each cell gives the mean over the seeds and, below it, its 95 % interval (Student's t). "
    "Bold is the best mean of a column, which need not be beyond chance: the paired differences tell. "
    "“cut” says what the budget left out; “published” is the figure in the literature, whose source is named "
    "under its protocol. "
)


def to_html(report: Report) -> str:
    """The page as text."""
    title = f"wetnet: networks compared on {report.task}"
    ids = {
        (network, section.slug): f"e{at}"
        for at, (section, network) in enumerate((s, n) for s in report.sections for n in report.networks)
    }
    style = files("wetnet.compare").joinpath("report.css").read_text(encoding="utf-8")
    head = (
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>{text(title)}</title><style>{style}</style>"
    )
    parts = [
        element("header", element("h1", text(f"Networks compared on {report.task}")) + _origin(report)),
        element("main", _main(report, ids)),
        *(
            evidence(report, section, network, ids[network, section.slug])
            for section in report.sections
            for network in report.networks
        ),
    ]
    return f'<!doctype html>\n<html lang="en"><head>{head}</head><body>\n{chr(10).join(parts)}\n</body></html>\n'


def _main(report: Report, ids: dict[tuple[str, str], str]) -> str:
    if not report.sections or not report.networks:
        return element("p", "There is nothing to show: no network was measured.")
    links = "".join(
        element("li", element("a", text(section.title), href=f"#p{at}")) for at, section in enumerate(report.sections)
    )
    clicking = element("span", "A click on a cell opens the evidence: command, seeds, time, raw data.", class_="screen")
    return "".join(
        [
            element("nav", element("ul", links), aria_label="Protocols", class_="screen"),
            element("p", _READING + clicking, class_="small"),
            scrolling(_table(report, ids), "All figures"),
            *(protocol_part(report, section, f"p{at}") for at, section in enumerate(report.sections)),
        ]
    )


def _origin(report: Report) -> str:
    seeds = sorted({record.seed for record in report.records})
    versions = sorted({record.code_version for record in report.records if record.code_version})
    facts = [
        f"{len(report.networks)} networks, {len(report.sections)} protocols",
        f"seeds {', '.join(map(str, seeds))}" if seeds else "",
        f"images: {report.source}" if report.source else "",
        f"version of the code {', '.join(versions)}" if versions else "",
    ]
    return element("p", text(" · ".join(fact for fact in facts if fact)), class_="faint")


def _table(report: Report, ids: dict[tuple[str, str], str]) -> str:
    groups = "".join(
        element("th", text(section.title), scope="colgroup", colspan=str(len(section.metrics)))
        for section in report.sections
        if section.metrics
    )
    headings = "".join(
        element("th", _heading(metric), scope="col", **_first(at))
        for section in report.sections
        for at, metric in enumerate(section.metrics)
    )
    rows = "".join(_rows(report, network, ids) for network in report.networks)
    corner = element("th", "network", scope="col", rowspan="2", class_="corner words")
    head = element("thead", element("tr", corner + groups) + element("tr", headings))
    return element("table", head + element("tbody", rows), class_="all")


def _heading(metric: Metric) -> str:
    better = "more is better" if metric.better == "higher" else "less is better"
    return text(metric.title) + element("small", text(", ".join(each for each in (unit(metric), better) if each)))


def _rows(report: Report, network: str, ids: dict[tuple[str, str], str]) -> str:
    """Two rows: the figures, and below them what must be known of all figures of a protocol."""
    figures, remarks = [], []
    for section in report.sections:
        identity = ids[network, section.slug]
        cells = [report.cells[network, section.slug, metric.name] for metric in section.metrics]
        across = {"colspan": str(len(cells)), "class_": "first"}
        if any(cell.samples for cell in cells):
            figures += [_cell(report, cell, identity, at) for at, cell in enumerate(cells)]
            remarks.append(element("td", _remarks(cells), **across))
        elif cells:
            content = _remarks(cells) or element("small", "not run")
            button = element("button", content, popovertarget=identity)
            figures.append(element("td", button, **across))
            remarks.append(element("td", "", **across))
    name = element("th", text(network), scope="row", rowspan="2")
    return element("tr", name + "".join(figures)) + element("tr", "".join(remarks), class_="remarks")


def _cell(report: Report, cell: Cell, identity: str, at: int) -> str:
    best = cell.network in report.best(cell.section, cell.metric)
    lines = [element("span", text(cell.shown.value if cell.samples else "–"), **({"class_": "best"} if best else {}))]
    if cell.shown.span and cell.samples:
        lines.append(element("small", text(cell.shown.span)))
    if cell.published:
        lines.append(element("small", text(f"published {amount(cell.published.value, cell.metric)}")))
    lines += [element("small", text(gap), class_="bad words") for gap in cell.gaps]
    return element("td", element("button", "".join(lines), popovertarget=identity), **_first(at))


def _remarks(cells: Sequence[Cell]) -> str:
    lines = [element("small", text(trouble), class_="bad") for trouble in cells[0].troubles]
    return "".join([*lines, *(element("small", text(f"cut: {cut}")) for cut in cells[0].cuts)])


def _first(at: int) -> dict[str, str]:
    return {"class_": "first"} if at == 0 else {}
