"""The table of a comparison for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wetnet.compare.protocol import Metric
    from wetnet.compare.table import Row, Table

PERCENT = 100
COLUMNS = 6
"""More metrics than this stand one below the other, and the networks side by side."""


def drawn(table: Table) -> Any:
    """For each protocol one table of rich's, then what is to be known of the cells."""
    from rich.console import Group
    from rich.text import Text

    return Group(
        *(_grid(table, slug) for slug in table.protocols),
        *(Text(line, style="dim") for line in [*remarks(table), table.source]),
    )


def remarks(table: Table) -> list[str]:
    """What is to be known of the cells, each text once, with the cells it is about."""
    about: dict[tuple[str, str], dict[str, list[str]]] = {}
    for remark in table.remarks:
        about.setdefault((remark.kind, remark.text), {}).setdefault(remark.protocol, []).append(remark.network)
    return [
        f"{kind}: {text} ({'; '.join(f'{protocol}: {_named(table, names)}' for protocol, names in cells.items())})"
        for (kind, text), cells in about.items()
    ]


def _named(table: Table, networks: list[str]) -> str:
    return "all" if len(networks) > 1 and set(networks) == set(table.networks) else ", ".join(dict.fromkeys(networks))


def _grid(table: Table, protocol: str) -> Any:
    from rich import box
    from rich.table import Table as Grid
    from rich.text import Text

    declared = table.protocols[protocol]
    rows = {(row.network, row.metric): row for row in table.rows if row.protocol == protocol}
    measured = [network for network in table.networks if any(name == network for name, _ in rows)]
    corner, across = ("network", [_heading(metric) for metric in declared.metrics])
    lines = [
        (network, [_cell(rows.get((network, metric.name)), metric) for metric in declared.metrics])
        for network in measured
    ]
    if len(across) > COLUMNS:
        lines = [(heading, [cells[number] for _, cells in lines]) for number, heading in enumerate(across)]
        corner, across = "metric", measured
    # Text, not str: rich would take the units in brackets for markup.
    grid = Grid(title=Text(f"{table.task}, {declared.title}: mean and 95 % interval over seeds"), box=box.SIMPLE_HEAD)
    grid.add_column(corner, no_wrap=corner == "network")
    for heading in across:
        grid.add_column(Text(heading), justify="right")
    for name, cells in lines:
        grid.add_row(Text(name), *cells)
    for network in table.networks:
        if network not in measured and (records := table.of(network, protocol)):
            grid.add_row(network, Text(records[0].error or records[0].not_applicable or "", style="dim"))
    seeds = sorted({row.seeds for row in rows.values()})
    grid.caption = Text(f"seeds: {' or '.join(map(str, seeds))}" if seeds else "no figures")
    return grid


def _heading(metric: Metric) -> str:
    unit = "%" if _is_share(metric) else metric.unit
    name = metric.name.replace("_", " ")
    return f"{name} [{unit}]" if unit else name


def _cell(row: Row | None, metric: Metric) -> str:
    """A figure with its interval, a share in per cent."""
    if row is None:
        return "–"
    scale = PERCENT if _is_share(metric) else 1
    mean = _number(row.value * scale, metric)
    if row.low is None or row.high is None or row.low == row.high:
        return mean
    return f"{mean} ({_number(row.low * scale, metric)} to {_number(row.high * scale, metric)})"


def _is_share(metric: Metric) -> bool:
    return metric.high == 1 and not metric.unit


def _number(value: float, metric: Metric) -> str:
    if _is_share(metric) or metric.unit == "s":
        return f"{value:.2f}"
    return f"{value:,.0f}" if abs(value) >= 100 or value == round(value) else f"{value:.3g}"
