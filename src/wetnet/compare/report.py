"""What a report says, whatever its format: records gathered into cells, curves, controls and paired differences."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np

from wetnet.compare.intervals import Interval, mean_interval
from wetnet.compare.protocol import Metric, Published
from wetnet.compare.record import Record
from wetnet.compare.report_numbers import Shown, number, show

if TYPE_CHECKING:
    from wetnet.compare.table import Table

State = Literal["measured", "partly", "error", "not applicable", "not run"]


class Section(NamedTuple):
    """One protocol as the report shows it."""

    slug: str
    title: str
    question: str
    metrics: tuple[Metric, ...]


class Pair(NamedTuple):
    """One network minus another at the same seeds; ``seeds`` counts them."""

    first: str
    second: str
    difference: Interval
    seeds: int

    @property
    def beyond_chance(self) -> bool:
        """Whether the 95 % interval of the difference leaves out zero."""
        return self.difference.low > 0 or self.difference.high < 0


class Band(NamedTuple):
    """A curve averaged over seeds: mean and interval at every x; bounds are NaN where one seed gave a value."""

    network: str
    x: list[float]
    y: list[Interval]
    seeds: int


class Figure(NamedTuple):
    """The curves of all networks that are drawn into one picture."""

    name: str
    x_label: str
    y_label: str
    bands: list[Band]


@dataclass(frozen=True)
class Cell:
    """One network's figure under one metric, and the records behind it, by seed; ``old``: seeds of stale records."""

    network: str
    section: Section
    metric: Metric
    records: tuple[Record, ...]
    old: frozenset[int] = frozenset()

    @cached_property
    def samples(self) -> dict[int, float]:
        """The finite values, by seed."""
        values = {record.seed: number(record.metrics[self.metric.name]) for record in self._measured}
        return {seed: value for seed, value in values.items() if math.isfinite(value)}

    @cached_property
    def interval(self) -> Interval:
        """Mean over the seeds and its 95 % interval, cut to what the metric can be; NaN where unknown."""
        return clipped(interval(self.samples.values()), self.metric)

    @cached_property
    def troubles(self) -> list[str]:
        """What went wrong with all figures of the records, or must be known of them, each reason once."""
        return self._once(self._reasons)

    @cached_property
    def gaps(self) -> list[str]:
        """What is wrong with this figure alone."""
        return self._once(self._missing)

    @property
    def state(self) -> State:
        """Whether there is a figure, and if not, why."""
        if not self.records:
            return "not run"
        if self.samples:
            return "measured" if len(self.samples) == len(self.records) else "partly"
        return "not applicable" if all(map(self._inapplicable, self.records)) else "error"

    @property
    def cuts(self) -> list[str]:
        """What the budget left out."""
        return list(dict.fromkeys(record.cut for record in self.records if record.cut))

    @property
    def published(self) -> Published | None:
        """The figure in the literature."""
        return self.metric.published.get(self.network)

    @property
    def shown(self) -> Shown:
        """Value and interval as text."""
        return shown(self.interval, self.metric)

    def _once(self, reasons: Callable[[Record], Iterable[str]]) -> list[str]:
        seeds: dict[str, list[int]] = {}
        for record in self.records:
            for reason in reasons(record):
                seeds.setdefault(reason, []).append(record.seed)
        return [_at_seeds(reason, at, len(self.records)) for reason, at in seeds.items()]

    @property
    def _measured(self) -> list[Record]:
        return [record for record in self.records if self.metric.name in record.metrics]

    def _reasons(self, record: Record) -> Iterable[str]:
        if record.not_applicable:
            yield f"not applicable: {record.not_applicable}"
        elif record.error:
            yield f"error: {record.error}"
        if record.seed in self.old:
            yield f"stale: measured with version {record.code_version} of the code, not today's"
        yield from record.notes

    def _inapplicable(self, record: Record) -> str | None:
        return record.not_applicable or record.absent.get(self.metric.name)

    def _missing(self, record: Record) -> Iterable[str]:
        if reason := record.absent.get(self.metric.name):
            yield f"not applicable: {reason}"
        elif not (record.not_applicable or record.error or record.seed in self.samples):
            yield f"error: {record.metrics.get(self.metric.name, 'nothing')} is not a finite number"


@dataclass(frozen=True)
class Report:
    """All that was found in one task.

    source: where its images come from. stale: numbers of the records that were measured with another version.
    """

    task: str
    source: str
    networks: tuple[str, ...]
    sections: tuple[Section, ...]
    records: tuple[Record, ...]
    stale: frozenset[int] = frozenset()

    @cached_property
    def cells(self) -> dict[tuple[str, str, str], Cell]:
        """Every cell, by network, protocol and metric; also those of which there is no record."""
        found = {}
        for section in self.sections:
            for network in self.networks:
                records = self.behind(network, section.slug)
                old = frozenset(record.seed for record in records if record in self._old)
                for metric in section.metrics:
                    found[network, section.slug, metric.name] = Cell(network, section, metric, records, old)
        return found

    def behind(self, network: str, protocol: str) -> tuple[Record, ...]:
        """The records behind the cells of one network under one protocol."""
        return self._by_place.get((network, protocol), ())

    @cached_property
    def _old(self) -> list[Record]:
        return [self.records[number] for number in sorted(self.stale)]

    @cached_property
    def _by_place(self) -> Mapping[tuple[str, str], tuple[Record, ...]]:
        places: dict[tuple[str, str], dict[int, Record]] = {}
        for record in self.records:
            places.setdefault((record.network, record.protocol), {})[record.seed] = record
        return {place: tuple(by_seed[seed] for seed in sorted(by_seed)) for place, by_seed in places.items()}

    def best(self, section: Section, metric: Metric) -> set[str]:
        """The networks with the best mean; none where there is nothing to choose."""
        means = {network: self.cells[network, section.slug, metric.name].interval.value for network in self.networks}
        finite = {network: mean for network, mean in means.items() if math.isfinite(mean)}
        if len(set(finite.values())) < 2:
            return set()
        best = max(finite.values()) if metric.better == "higher" else min(finite.values())
        return {network for network, mean in finite.items() if mean == best}

    def pairs(self, section: Section, metric: Metric) -> list[Pair]:
        """Differences of all pairs of networks at the seeds that both were measured with, two at least."""
        cells = [self.cells[network, section.slug, metric.name] for network in self.networks]
        found = (difference(a, b) for at, a in enumerate(cells) for b in cells[at + 1 :])
        return [pair for pair in found if pair]

    def control(self, cell: Cell) -> Cell | None:
        """The cell that a cell's figure must be held against; None where none is declared or it is itself."""
        held_against = cell.metric.control
        if held_against is None:
            return None
        place = (held_against.network or cell.network, cell.section.slug, held_against.metric or cell.metric.name)
        other = self.cells.get(place)
        return None if other is cell else other

    def figures(self, section: Section) -> list[Figure]:
        """The curves of a protocol, one figure for each name of a curve."""
        labels: dict[str, tuple[str, str]] = {}
        for record in self.records:
            if record.protocol == section.slug:
                for name, curve in record.curves.items():
                    labels.setdefault(name, (curve.x_label, curve.y_label))
        figures = (
            Figure(name, *axes, [band for n in self.networks if (band := _band(n, name, self.behind(n, section.slug)))])
            for name, axes in labels.items()
        )
        return [figure for figure in figures if figure.bands]


def gather(table: Table) -> Report:
    """The report of a table; metrics and protocols that nobody declares are shown under their bare names."""
    declared = {
        slug: Section(slug, p.title, p.question, tuple(_beside(metric, table.task) for metric in p.metrics))
        for slug, p in table.protocols.items()
    }
    sections = (
        _with_undeclared(
            declared.get(slug, Section(slug, slug, "", ())), [r for r in table.records if r.protocol == slug]
        )
        for slug in dict.fromkeys([*declared, *(record.protocol for record in table.records)])
    )
    networks = tuple(dict.fromkeys(record.network for record in table.records))
    return Report(table.task, table.source, networks, tuple(sections), tuple(table.records), table.stale)


def interval(samples: Iterable[float]) -> Interval:
    """Mean and 95 % interval; NaN where there is no sample, or none that doubles can average."""
    values = list(samples)
    if not values:
        return Interval(math.nan, math.nan, math.nan)
    with np.errstate(all="ignore"):
        return mean_interval(values)


def clipped(found: Interval, metric: Metric) -> Interval:
    """The interval within what the metric can be: a Student-t interval itself knows no bounds."""
    low = found.low if math.isnan(found.low) else max(found.low, metric.low)
    high = found.high if math.isnan(found.high) else min(found.high, metric.high)
    return Interval(found.value, low, high)


def difference(first: Cell, second: Cell) -> Pair | None:
    """First minus second at the seeds that both have; None with fewer than two."""
    seeds = [seed for seed in first.samples if seed in second.samples]
    if len(seeds) < 2:
        return None
    found = interval(first.samples[seed] - second.samples[seed] for seed in seeds)
    return Pair(first.network, second.network, found, len(seeds))


def is_share(metric: Metric) -> bool:
    """Whether a metric is a share from 0 to 1, which is shown in per cent."""
    return metric.unit == "" and (metric.low, metric.high) == (0, 1)


def unit(metric: Metric) -> str:
    """The unit in which a metric is shown."""
    return "%" if is_share(metric) else metric.unit


def factor(metric: Metric) -> float:
    """What a metric's values are multiplied with where they are shown."""
    return 100.0 if is_share(metric) else 1.0


def shown(found: Interval, metric: Metric) -> Shown:
    """A mean and its interval as text, in the metric's unit."""
    value, low, high = (factor(metric) * each for each in found)
    return show(value, low, high, unit(metric))


def amount(value: float, metric: Metric) -> str:
    """One value as text, in the metric's unit."""
    return show(factor(metric) * value, unit=unit(metric)).value


def _beside(metric: Metric, task: str) -> Metric:
    """The metric with those published figures only that were found on this task."""
    return metric._replace(published={n: figure for n, figure in metric.published.items() if figure.task == task})


def _with_undeclared(section: Section, records: Sequence[Record]) -> Section:
    known = {metric.name for metric in section.metrics}
    found = dict.fromkeys(name for record in records for name in record.metrics if name not in known)
    metrics = (*section.metrics, *(Metric(name, name) for name in found))
    if not metrics and records:
        metrics = (Metric("", "figures"),)  # nothing but failures, which must be seen
    return section._replace(metrics=metrics)


def _band(network: str, name: str, records: Sequence[Record]) -> Band | None:
    at: dict[float, list[float]] = {}
    curves = [record.curves[name] for record in records if name in record.curves]
    for curve in curves:
        for x, y in zip(map(number, curve.x), map(number, curve.y), strict=False):
            if math.isfinite(x) and math.isfinite(y):
                at.setdefault(x, []).append(y)
    places = sorted(at)
    return Band(network, places, [interval(at[x]) for x in places], len(curves)) if at else None


def _at_seeds(reason: str, seeds: Sequence[int], of: int) -> str:
    if len(seeds) == of:
        return reason
    return f"seed {', '.join(map(str, seeds))}: {reason}"
