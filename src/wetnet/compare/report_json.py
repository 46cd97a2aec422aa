"""The report as one JSON object, from which it can be read again; so can the JSON of a table."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from wetnet.compare.protocol import Control, Metric, Published
from wetnet.compare.record import SCHEMA_VERSION, Curve, Record
from wetnet.compare.report import Cell, Report, Section
from wetnet.compare.report_numbers import number, plain
from wetnet.core.errors import SavedFileError


def to_json(report: Report) -> dict[str, Any]:
    """Everything the report knows, as strict JSON; ``results`` is the table, one object for each cell with a figure."""
    return {
        "schema_version": SCHEMA_VERSION,
        "task": report.task,
        "source": report.source,
        "results": [_result(cell) for cell in report.cells.values()],
        **declarations(report),
        "records": [plain(record.to_json()) for record in report.records],
    }


def declarations(report: Report) -> dict[str, Any]:
    """What a reader must know of the records besides the records: networks, protocols, which records are stale."""
    return {
        "networks": list(report.networks),
        "protocols": [
            {**section._asdict(), "metrics": [_metric(metric) for metric in section.metrics]}
            for section in report.sections
        ],
        "stale": sorted(report.stale),
    }


def from_json(values: Mapping[str, Any]) -> Report:
    """The report that ``to_json`` described, or `Table.to_json`.

    Raises
    ------
    SavedFileError: another kind or version, or damaged.
    """
    version = values.get("schema_version")
    if version != SCHEMA_VERSION:
        raise SavedFileError(f"a comparison of version {version!r}; this wetnet reads version {SCHEMA_VERSION}")
    try:
        sections = tuple(
            Section(each["slug"], each["title"], each["question"], tuple(map(_read_metric, each["metrics"])))
            for each in values["protocols"]
        )
        records = tuple(_read_record(each) for each in values["records"])
        return Report(
            values["task"], values["source"], tuple(values["networks"]), sections, records, frozenset(values["stale"])
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise SavedFileError(f"a damaged comparison: {error}") from error


def _result(cell: Cell) -> dict[str, Any]:
    value, low, high = (bound if math.isfinite(bound) else None for bound in cell.interval)
    return {
        "network": cell.network,
        "protocol": cell.section.slug,
        "metric": cell.metric.name,
        "unit": cell.metric.unit,
        "value": value,
        "low": low,
        "high": high,
        "state": cell.state,
        "seeds": len(cell.records),
        "samples": {str(seed): sample for seed, sample in cell.samples.items()},
        "seconds": plain(sum(number(record.seconds) for record in cell.records)),
        "cut": cell.cuts,
        "troubles": cell.troubles,
        "published": plain(cell.published._asdict()) if cell.published else None,
    }


def _metric(metric: Metric) -> dict[str, Any]:
    return plain(
        {
            **metric._asdict(),
            "published": {network: figure._asdict() for network, figure in metric.published.items()},
            "control": metric.control._asdict() if metric.control else None,
        }
    )


def _read_metric(values: Mapping[str, Any]) -> Metric:
    published = {
        network: Published(_read(each["value"]), each["source"], each["task"])
        for network, each in values["published"].items()
    }
    control = Control(**values["control"]) if values["control"] else None
    bounds = {"low": _read(values["low"]), "high": _read(values["high"])}
    return Metric(**{**values, **bounds, "published": published, "control": control})


def _read_record(values: Mapping[str, Any]) -> Record:
    """A record that may hold numbers which JSON does not know."""
    curves = {
        name: Curve([_read(x) for x in each["x"]], [_read(y) for y in each["y"]], each["x_label"], each["y_label"])
        for name, each in values["curves"].items()
    }
    metrics = {name: _read(value) for name, value in values["metrics"].items()}
    bare = Record.from_json({**values, "curves": {}, "metrics": {}, "seconds": _read(values["seconds"])})
    return bare.with_(curves=curves, metrics=metrics)


def _read(value: Any) -> Any:
    """A number as it was: whole ones stay whole."""
    return number(value) if isinstance(value, str) else value
