"""A protocol: one question asked of every network in the same way, and the figures that answer it."""

from __future__ import annotations

import abc
import math
import traceback
from collections.abc import Mapping
from typing import Any, ClassVar, Literal, NamedTuple

from wetnet.compare.budget import Budget
from wetnet.compare.meter import Meter
from wetnet.compare.record import Curve, Record
from wetnet.compare.subject import NotApplicable, Subject
from wetnet.core.errors import DivergedError, WetnetError
from wetnet.learning.learner import Learner, Report, silent
from wetnet.tasks.task import Task


class Published(NamedTuple):
    """A figure from the literature, in the metric's own unit, with where it stands and the task it was found on."""

    value: float
    source: str
    task: str


class Control(NamedTuple):
    """What a figure must be held against before it means anything: another network's figure, or another metric.

    network: slug of the network, "" for the same one. metric: name, "" for the same one.
    """

    network: str
    metric: str
    why: str


class Metric(NamedTuple):
    """One figure of a protocol.

    name: key in ``Record.metrics``. title: heading, in plain words. unit: "" for a plain number or a share.
    low, high: what the metric can be. published: by slug of the network.
    measured: whether it is a time or an energy of this machine, and so differs from run to run.
    """

    name: str
    title: str
    unit: str = ""
    better: Literal["higher", "lower"] = "higher"
    low: float = -math.inf
    high: float = math.inf
    published: Mapping[str, Published] = {}
    control: Control | None = None
    measured: bool = False


class Measurement(NamedTuple):
    """What a protocol found; ``absent`` says for which of its metrics this network has no figure, and why."""

    metrics: Mapping[str, float]
    curves: Mapping[str, Curve] = {}
    raw: Mapping[str, Any] = {}
    absent: Mapping[str, str] = {}


class Protocol(abc.ABC):
    """Asks one question of a network: declare what is measured, and write :meth:`measure`.

    slug: registered name. title: heading. question: what it answers, in plain words.
    """

    slug: str
    title: ClassVar[str]
    question: ClassVar[str]
    metrics: ClassVar[tuple[Metric, ...]]

    @abc.abstractmethod
    def measure(self, subject: Subject) -> Measurement:
        """The figures of one network under one seed; NotApplicable where there cannot be any."""

    def run(self, kind: type[Learner], task: Task, seed: int, budget: Budget, report: Report = silent) -> Record:
        """Measure a fresh network. Never raises on account of the network: what went wrong is in the record."""
        return self.ask(Subject(kind, budget.excerpt(task, seed), seed, budget, report))

    def ask(self, subject: Subject) -> Record:
        """As :meth:`run`, on a subject that several protocols share, so that it learns the task only once."""
        record = Record(subject.task.slug, subject.kind.slug, self.slug, subject.seed, subject.budget.name)
        subject.begin()
        with Meter() as meter:
            try:
                found = self.measure(subject)
                self._check(found)
                record = record.with_(
                    metrics=dict(found.metrics),
                    curves=dict(found.curves),
                    raw=dict(found.raw),
                    absent=dict(found.absent),
                )
            except NotApplicable as reason:
                record = record.with_(not_applicable=str(reason))
            except WetnetError as error:
                record = record.with_(error=_one_line(error))
            except Exception as error:  # somebody's own network may raise anything; the other cells must be filled
                where = traceback.format_exc(limit=-4)
                record = record.with_(error=f"{type(error).__name__}: {_one_line(error)}", raw={"traceback": where})
        return record.with_(cut=subject.cut, seconds=meter.seconds + subject.learned_earlier, energy=meter.energy)

    def _check(self, found: Measurement) -> None:
        missing = {metric.name for metric in self.metrics} ^ {*found.metrics, *found.absent}
        if missing:
            raise DivergedError(f"{self.slug} gave other metrics than it declares: {', '.join(sorted(missing))}")
        for name, value in found.metrics.items():
            if not math.isfinite(value):
                raise DivergedError(f"{name} = {value}; a finite number is needed")


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())
