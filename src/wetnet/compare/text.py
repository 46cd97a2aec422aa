"""The table of a comparison for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wetnet.compare.protocol import Metric
    from wetnet.compare.table import Row, Table

PERCENT = 100


def drawn(table: Table) -> Any:
    """For each protocol one table of rich's, a line per network; then what is to be known of the cells."""
    from rich.console import Group
    from rich.text import Text

    parts = [_grid(table, slug) for slug in table.protocols]
    remarks = [
        Text(f"{remark.network}, {remark.protocol}: {remark.text}", style="dim")
        for remark in table.remarks
        if remark.kind != "cut"
    ]
    cuts = dict.fromkeys(
        f"{remark.network}, {remark.protocol}: {remark.text}" for remark in table.remarks if remark.kind == "cut"
    )
    return Group(
        *parts, *remarks, *(Text(f"cut  {line}", style="dim") for line in cuts), Text(table.source, style="dim")
    )


def _grid(table: Table, protocol: str) -> Any:
    from rich import box
    from rich.table import Table as Grid
    from rich.text import Text

    declared = table.protocols[protocol]
    # Text, not str: rich would take the units in brackets for markup.
    grid = Grid(title=Text(f"{table.task}, {declared.title}: mean and 95 % interval over seeds"), box=box.SIMPLE_HEAD)
    grid.add_column("network", no_wrap=True)
    for metric in declared.metrics:
        unit = "%" if _is_share(metric) else metric.unit
        grid.add_column(Text(f"{metric.name} [{unit}]" if unit else metric.name), justify="right")
    grid.add_column("seeds", justify="right")
    rows = {(row.network, row.metric): row for row in table.rows if row.protocol == protocol}
    for network in table.networks:
        cells = [(rows.get((network, metric.name)), metric) for metric in declared.metrics]
        if any(row for row, _ in cells):
            grid.add_row(network, *(span(row, metric) if row else "" for row, metric in cells), str(_seeds(cells)))
        elif records := table.of(network, protocol):
            grid.add_row(network, Text(records[0].error or records[0].not_applicable or "", style="dim"))
    return grid


def _seeds(cells: list[tuple[Row | None, Metric]]) -> int:
    return max(row.seeds for row, _ in cells if row)


def span(row: Row, metric: Metric) -> str:
    """A figure with its interval, a share in per cent."""
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
