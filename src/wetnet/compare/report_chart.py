"""The report's charts as SVG: curves with interval bands, and figures as dots with interval bars.

Networks are told apart by colour (Okabe and Ito 2008, "Color universal design", safe for colour-blind readers), by the
shape of their marks and by the dashes of their lines, so that a print in grey can be read too.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import NamedTuple

from wetnet.compare.intervals import Interval
from wetnet.compare.report import Cell, Figure, factor, unit
from wetnet.compare.report_axis import Axis, along, label, span
from wetnet.compare.report_numbers import printable

WIDTH, HEIGHT = 440, 280
_LEFT, _RIGHT, _TOP, _BOTTOM = 58, 12, 10, 44
_ROW = 24
_NAME = 128
_TITLE_CHARACTERS = 18

_COLOURS = ("#0072b2", "#d55e00", "#009e73", "#b65f92", "#1a1a1a", "#b87900", "#2b8cc4")
_DASHES = ("", "7 3", "2 3", "9 3 2 3", "5 5", "1 4", "12 3")
_SHAPES = ("circle", "square", "triangle", "diamond", "cross", "down", "plus")


class Style(NamedTuple):
    """How a network is drawn, everywhere alike."""

    colour: str
    dashes: str
    shape: str


def styles(networks: Iterable[str]) -> dict[str, Style]:
    """A style for each network; dashes move against the colours where there are more networks than colours."""
    n = len(_COLOURS)
    return {
        network: Style(_COLOURS[at % n], _DASHES[(at + at // n) % n], _SHAPES[(at + at // n) % n])
        for at, network in enumerate(networks)
    }


def lines(figure: Figure, style: Mapping[str, Style], described: str) -> str:
    """Curves with the 95 % band of each."""
    bands = [band for band in figure.bands if band.x]
    x = along([value for band in bands for value in band.x], _LEFT, WIDTH - _RIGHT)
    y = span([edge for band in bands for point in band.y for edge in point], HEIGHT - _BOTTOM, _TOP)
    parts = [_grid(x, y), _labels(figure.x_label, figure.y_label)]
    for band in bands:
        colour, dashes, _ = style[band.network]
        places = [x.place(value) for value in band.x]
        known = [(at, point) for at, point in zip(places, band.y, strict=True) if math.isfinite(point.low)]
        if known:
            upper = [(at, y.place(point.high)) for at, point in known]
            lower = [(at, y.place(point.low)) for at, point in reversed(known)]
            parts.append(f'<polygon points="{_points(upper + lower)}" fill="{colour}" opacity="0.14"/>')
        means = [(at, y.place(point.value)) for at, point in zip(places, band.y, strict=True)]
        dash = f' stroke-dasharray="{dashes}"' if dashes else ""
        parts.append(f'<polyline points="{_points(means)}" fill="none" stroke="{colour}" stroke-width="2"{dash}/>')
        parts += [mark(at, height, style[band.network], 4) for at, height in means]
    return _svg(HEIGHT, described, parts)


def dots(cells: Sequence[Cell], style: Mapping[str, Style], described: str) -> str:
    """One line for each network: every seed faint, the mean with its interval, the published figure hollow."""
    metric = cells[0].metric
    times = factor(metric)
    published = [cell.published.value for cell in cells if cell.published]
    values = [value for cell in cells for value in (*cell.samples.values(), *cell.interval)] + published
    height = _TOP + _ROW * len(cells) + _BOTTOM
    x = span([times * v for v in values], _NAME, WIDTH - _RIGHT - 6, times * metric.low, times * metric.high)
    parts = [_verticals(x, _TOP, height - _BOTTOM)]
    parts.append(
        _text(WIDTH - _RIGHT, height - 6, f"{metric.title}{f' [{unit(metric)}]' if unit(metric) else ''}", "end")
    )
    for row, cell in enumerate(cells):
        at = _TOP + _ROW * (row + 0.5)
        parts.append(_text(_NAME - 10, at + 4, _short(cell.network), "end"))
        found = Interval(*(times * each for each in cell.interval))
        parts += [
            f'<circle cx="{x.place(times * sample):.1f}" cy="{at:.1f}" r="3" fill="{style[cell.network].colour}" '
            'opacity="0.3"/>'
            for sample in cell.samples.values()
        ]
        if cell.published:
            parts.append(_diamond(x.place(times * cell.published.value), at))
        if math.isfinite(found.low):
            parts.append(_bar(x.place(found.low), x.place(found.high), at, style[cell.network].colour))
        if math.isfinite(found.value):
            parts.append(mark(x.place(found.value), at, style[cell.network], 5))
        elif not cell.samples:
            parts.append(_text(_NAME + 2, at + 4, cell.state, "start", "#555"))
    return _svg(height, described, parts)


def swatch(style: Style) -> str:
    """The sample of a style that stands in a legend."""
    dash = f' stroke-dasharray="{style.dashes}"' if style.dashes else ""
    line = f'<line x1="0" y1="7" x2="34" y2="7" stroke="{style.colour}" stroke-width="2"{dash}/>'
    return f'<svg width="34" height="14" viewBox="0 0 34 14" aria-hidden="true">{line}{mark(17, 7, style, 4)}</svg>'


def mark(x: float, y: float, style: Style, r: float) -> str:
    """One mark of a network."""
    fill = f'fill="{style.colour}" stroke="#fff" stroke-width="0.8"'
    corners: dict[str, list[tuple[float, float]]] = {
        "square": [(-1, -1), (1, -1), (1, 1), (-1, 1)],
        "triangle": [(0, -1.2), (1.1, 0.9), (-1.1, 0.9)],
        "down": [(0, 1.2), (1.1, -0.9), (-1.1, -0.9)],
        "diamond": [(0, -1.35), (1.35, 0), (0, 1.35), (-1.35, 0)],
        "cross": _cross(math.pi / 4),
        "plus": _cross(0.0),
    }
    if style.shape not in corners:
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r}" {fill}/>'
    return f'<polygon points="{_points([(x + r * dx, y + r * dy) for dx, dy in corners[style.shape]])}" {fill}/>'


def _cross(turn: float) -> list[tuple[float, float]]:
    arms = []
    for quarter in range(4):
        angle = turn + quarter * math.pi / 2
        for along_arm, across in ((1.3, -0.4), (1.3, 0.4), (0.4, 0.4)):
            cosine, sine = math.cos(angle), math.sin(angle)
            arms.append((along_arm * cosine - across * sine, along_arm * sine + across * cosine))
    return arms


def _grid(x: Axis, y: Axis) -> str:
    parts = [_verticals(x, _TOP, HEIGHT - _BOTTOM)]
    for tick in y.ticks():
        at = y.place(tick)
        parts.append(f'<line x1="{_LEFT}" x2="{WIDTH - _RIGHT}" y1="{at:.1f}" y2="{at:.1f}" stroke="#e3e3e3"/>')
        parts.append(_text(_LEFT - 6, at + 4, label(tick), "end"))
    return "".join(parts)


def _verticals(x: Axis, top: float, bottom: float) -> str:
    parts = [f'<line x1="{x.start}" x2="{x.stop}" y1="{bottom}" y2="{bottom}" stroke="#777"/>']
    for tick in x.ticks(4):
        at = x.place(tick)
        parts.append(f'<line x1="{at:.1f}" x2="{at:.1f}" y1="{top}" y2="{bottom + 4}" stroke="#e3e3e3"/>')
        parts.append(_text(at, bottom + 17, label(tick), "middle"))
    return "".join(parts)


def _labels(x: str, y: str) -> str:
    middle = (_TOP + HEIGHT - _BOTTOM) / 2
    turned = f'<g transform="translate(12 {middle}) rotate(-90)">{_text(0, 0, _short(y, 38), "middle")}</g>'
    return _text((_LEFT + WIDTH - _RIGHT) / 2, HEIGHT - 8, _short(x, 56), "middle") + turned


def _bar(low: float, high: float, y: float, colour: str) -> str:
    ends = "".join(f"M{at:.1f} {y - 5:.1f}v10" for at in (low, high))
    return f'<path d="M{low:.1f} {y:.1f}H{high:.1f}{ends}" stroke="{colour}" stroke-width="2" fill="none"/>'


def _diamond(x: float, y: float) -> str:
    corners = [(x, y - 8), (x + 8, y), (x, y + 8), (x - 8, y)]
    return f'<polygon points="{_points(corners)}" fill="none" stroke="#1a1a1a" stroke-width="1.5"/>'


def _points(points: Iterable[tuple[float, float]]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)


def _text(x: float, y: float, text: str, anchor: str, colour: str = "#333") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}">{escape(printable(text))}</text>'


def _short(text: str, most: int = _TITLE_CHARACTERS) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _svg(height: float, described: str, parts: Iterable[str]) -> str:
    return (
        f'<svg viewBox="0 0 {WIDTH} {height:g}" role="img" aria-label="{escape(printable(described))}" font-size="12">'
        f"{''.join(parts)}</svg>"
    )
