"""One protocol's part of the page: its question, its pictures, controls, published figures, paired differences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from wetnet.compare.protocol import Metric
from wetnet.compare.report import Cell, Figure, Pair, Report, Section, amount, difference, factor, is_share
from wetnet.compare.report_chart import Style, dots, lines, styles, swatch
from wetnet.compare.report_markup import details, element, table, text
from wetnet.compare.report_numbers import MINUS, show


def protocol_part(report: Report, section: Section, identity: str) -> str:
    """The part as markup."""
    question = element("p", text(section.question)) if section.question else ""
    parts = [element("h2", text(section.title), id=identity), question, _pictures(report, section)]
    parts += [_control(report, section, metric) for metric in section.metrics if metric.control]
    parts += [_published(report, section), _differences(report, section)]
    return element("section", "".join(parts), aria_labelledby=identity)


def _pictures(report: Report, section: Section) -> str:
    style = styles(report.networks)
    figures = report.figures(section)
    parts = [_curve_figure(figure, style) for figure in figures]
    for metric in section.metrics:
        cells = [report.cells[network, section.slug, metric.name] for network in report.networks]
        if any(cell.samples for cell in cells):
            described = f"{metric.title}: mean, interval and every seed of each network"
            note = " Hollow diamond: published." if any(cell.published for cell in cells) else ""
            caption = element("figcaption", text(metric.title) + element("span", text(note), class_="faint"))
            parts.append(element("figure", caption + dots(cells, style, described)))
    legend = element(
        "ul",
        "".join(element("li", swatch(style[network]) + text(network)) for network in report.networks),
        class_="legend",
        aria_label="Networks",
    )
    return (legend if figures else "") + element("div", "".join(parts), class_="figures")


def _curve_figure(figure: Figure, style: Mapping[str, Style]) -> str:
    described = f"{figure.name}: {figure.y_label} against {figure.x_label}, one line for each network"
    rows = [
        [text(band.network), text(show(x).value), text(mean.value), text(mean.span) or "–"]
        for band in figure.bands
        for x, mean in zip(band.x, (show(*point) for point in band.y), strict=True)
    ]
    headings = ["network", text(figure.x_label), text(figure.y_label), "95 % interval"]
    numbers = details("The numbers behind this picture", table(text(described), headings, rows))
    return element("figure", element("figcaption", text(figure.name)) + lines(figure, style, described) + numbers)


def _control(report: Report, section: Section, metric: Metric) -> str:
    assert metric.control is not None
    rows = []
    for network in report.networks:
        cell = report.cells[network, section.slug, metric.name]
        other = report.control(cell)
        if other is not None and cell.samples:
            rows.append([text(network), _figure(cell), _figure(other), *_verdict(difference(cell, other), metric)])
    against = " ".join(
        each for each in (metric.control.network, f"({metric.control.metric})" if metric.control.metric else "") if each
    )
    heading = element("h3", text(f"{metric.title}, held against its control")) + element("p", text(metric.control.why))
    if not rows:
        return heading + element("p", text(f"The control, {against}, was not measured here."), class_="bad")
    headings = ["network", "figure", text(f"control: {against}"), _difference_heading(metric), "reading"]
    return heading + table(text(f"{metric.title} and its control"), headings, rows, frozenset({4}))


def _verdict(pair: Pair | None, metric: Metric) -> tuple[str, str]:
    if pair is None:
        return "–", "too few common seeds to tell"
    written = _difference(pair, metric)
    if not pair.beyond_chance:
        return written, "no difference beyond chance"
    better = (pair.difference.value > 0) == (metric.better == "higher")
    return written, "better than its control" if better else "worse than its control"


def _published(report: Report, section: Section) -> str:
    cells = [cell for cell in report.cells.values() if cell.section is section]
    rows = [
        [
            text(cell.network),
            text(cell.metric.title),
            _figure(cell),
            _literature(cell),
            text("; ".join(cell.cuts)) or "–",
        ]
        for cell in cells
        if cell.published
    ]
    absent = [
        [text(network), text(metric.title), "not run", text(amount(figure.value, metric)) + _source(figure.source), "–"]
        for metric in section.metrics
        for network, figure in metric.published.items()
        if network not in report.networks
    ]
    if not rows + absent:
        return ""
    headings = ["network", "figure", "ours", "published", "what the budget cut of ours"]
    return element("h3", "Beside the literature") + table(
        text(f"{section.title}: our figures beside published ones"), headings, rows + absent, frozenset({1, 4})
    )


def _differences(report: Report, section: Section) -> str:
    parts = []
    for metric in section.metrics:
        if pairs := report.pairs(section, metric):
            parts.append(details(f"{metric.title}: {len(pairs)} pairs", _pairs(metric, pairs)))
    if not parts:
        return ""
    note = (
        "Each line is the first network minus the second at the same seeds: the same images, drawn alike. "
        "With 95 % intervals about one pair in twenty leaves out zero by chance alone."
    )
    return details("Paired differences between networks", element("p", note, class_="small") + "".join(parts))


def _pairs(metric: Metric, pairs: Sequence[Pair]) -> str:
    rows = [
        [
            text(f"{pair.first} {MINUS} {pair.second}"),
            _difference(pair, metric),
            str(pair.seeds),
            "leaves out zero" if pair.beyond_chance else "holds zero",
        ]
        for pair in pairs
    ]
    headings = ["pair", _difference_heading(metric), "seeds", "95 % interval"]
    return table(text(metric.title), headings, rows, frozenset({3}))


def _difference(pair: Pair, metric: Metric) -> str:
    value, low, high = (factor(metric) * each for each in pair.difference)
    found = show(value, low, high)
    return text(found.value) + (element("small", text(found.span)) if found.span else "")


def _difference_heading(metric: Metric) -> str:
    measured_in = "percentage points" if is_share(metric) else metric.unit
    return "difference, seed by seed" + element("small", text(measured_in))


def _figure(cell: Cell) -> str:
    if not cell.samples:
        return text(cell.state)
    return text(cell.shown.value) + (element("small", text(cell.shown.span)) if cell.shown.span else "")


def _literature(cell: Cell) -> str:
    assert cell.published is not None
    return text(amount(cell.published.value, cell.metric)) + _source(cell.published.source)


def _source(source: str) -> str:
    return element("small", text(source), class_="words")
