"""Several networks at one task, under several protocols and seeds: planned, measured, kept, tabulated."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from wetnet.compare.budget import Budget, Excerpt, find_budget
from wetnet.compare.forecast import Forecast
from wetnet.compare.job import Job
from wetnet.compare.protocol import Protocol
from wetnet.compare.record import Record
from wetnet.compare.store import Store
from wetnet.compare.subject import Halted
from wetnet.compare.table import Table
from wetnet.compare.version import code_version, data_version, source_file
from wetnet.compare.workers import Outcome, cluster, gather, processes
from wetnet.core.errors import ConfigurationError, ResourceError
from wetnet.core.registry import declared, find
from wetnet.learning.learner import Learner, Progress

ALL = "all"


class Step(NamedTuple):
    """How far a comparison has come.

    done, total: records. remaining: expected seconds. table: with all records so far, whenever there is a new one.
    network, protocol, seed, progress: what is being measured, where that is known.
    """

    done: int
    total: int
    remaining: float
    spent: float
    table: Table | None = None
    network: str = ""
    protocol: str = ""
    seed: int | None = None
    progress: Progress | None = None


def unwatched(step: Step) -> None:
    """A report that nobody reads."""


def run(
    networks: Sequence[str | type[Learner]],
    task: str,
    protocols: str | Sequence[str | type[Protocol]] = "accuracy",
    seeds: int | Sequence[int] | None = None,
    budget: str | Budget = "full",
    *,
    epochs: int | None = None,
    out: Path | str | None = None,
    resume: bool = False,
    jobs: int = 1,
    dask: str | None = None,
    data: Path | str | None = None,
    report: Callable[[Step], None] = unwatched,
) -> Table:
    """Measure every network under every protocol and seed, and tabulate what came of it.

    Parameters
    ----------
    networks: registered names, or learner classes of your own.
    task: registered name of a task.
    protocols: registered names or classes, or "all".
    seeds: how many (0, 1, …), or which; None takes the budget's number.
    budget: "quick", "full" or one of your own. epochs: how often images are shown; None takes the networks' schedules.
    out: folder in which every record is kept as soon as it is there; with ``resume`` records found there are used.
    jobs: processes of this machine; 1 measures in this process. dask: address of a scheduler, instead of those.
    data: folder of the data set, for tasks that need one.
    report: told of every step; what it raises ends the comparison, and what is finished is kept.

    Raises
    ------
    UnknownNameError: a network, protocol, budget or the task is not registered.
    ConfigurationError: nothing to compare. Whatever goes wrong later is in the records.
    """
    plan = _Plan.made(networks, task, protocols, seeds, budget, epochs, data)
    store = Store(out) if out else None
    comparison = _Comparison(plan, store, resume, jobs, report)
    try:
        if dask:
            comparison.on_cluster(dask)
        comparison.on_processes()
    except Halted as halted:
        raise (halted.__cause__ or halted) from None
    return comparison.table()


class _Plan(NamedTuple):
    """Everything that is to be measured."""

    task: str
    source: str
    kinds: list[type[Learner]]
    protocols: list[type[Protocol]]
    excerpts: dict[int, Excerpt]
    budget: Budget
    wanted: list[Record]
    versions: dict[str, str]

    @classmethod
    def made(
        cls,
        networks: Sequence[str | type[Learner]],
        task: str,
        protocols: str | Sequence[str | type[Protocol]],
        seeds: int | Sequence[int] | None,
        budget: str | Budget,
        epochs: int | None,
        data: Path | str | None,
    ) -> _Plan:
        """The plan; names are looked up before any work."""
        make_task = find("task", task)
        kinds = list(dict.fromkeys(find("learner", n) if isinstance(n, str) else n for n in networks))
        if isinstance(protocols, str):
            protocols = list(declared("protocol")) if protocols == ALL else [protocols]
        asked = list(dict.fromkeys(find("protocol", p) if isinstance(p, str) else p for p in protocols))
        budget = find_budget(budget) if isinstance(budget, str) else budget
        budget = replace(budget, epochs=epochs) if epochs is not None else budget
        numbers = list(range(budget.seeds if seeds is None else seeds) if not isinstance(seeds, Sequence) else seeds)
        if not (kinds and asked and numbers):
            raise ConfigurationError(
                f"nothing to compare: {len(kinds)} networks, {len(asked)} protocols, {len(numbers)} seeds"
            )
        code = {(k.slug, p.slug): code_version(k, p) for k in kinds for p in asked}
        excerpts, wanted, source = {}, [], ""
        for seed in numbers:
            whole = make_task(seed, data)
            source, version = whole.source, data_version(whole, budget)
            excerpts[seed] = budget.excerpt(whole, seed)
            for kind in kinds:
                for protocol in asked:
                    wanted.append(
                        Record(
                            task=task, network=kind.slug, protocol=protocol.slug, seed=seed, budget=budget.name,
                            code_version=code[kind.slug, protocol.slug], data_version=version,
                            command=_command(kind, protocol, task, seed, budget),
                        )
                    )  # fmt: skip
        versions = {kind.slug: code_version(kind) for kind in kinds}
        return cls(task, source, kinds, asked, excerpts, budget, wanted, versions)


class _Comparison:
    """A comparison under way: what is there, what is still open, who is told."""

    def __init__(
        self, plan: _Plan, store: Store | None, resume: bool, workers: int, report: Callable[[Step], None]
    ) -> None:
        self.plan, self.store, self.workers, self._report = plan, store, workers, report
        self._kinds = {kind.slug: kind for kind in plan.kinds}
        self._protocols = {protocol.slug: protocol for protocol in plan.protocols}
        self._done: dict[tuple[str, str, int], Record] = {}
        self._open: dict[tuple[str, str, int], Record] = {}
        for wanted in plan.wanted:
            found = store.find(wanted) if store and resume else None
            if found and found.record:
                self._done[_key(wanted)] = found.record
            else:
                self._open[_key(wanted)] = wanted.with_(notes=found.notes if found else ())
        nominal = {kind.slug: kind.presentation_seconds for kind in plan.kinds}
        earlier = store.records()[0] if store else []
        self._forecast = Forecast(self._open.values(), nominal, earlier, workers)
        self._tell(table=True)

    def table(self) -> Table:
        """The table of the records so far, in the order of the plan."""
        records = [self._done[key] for wanted in self.plan.wanted if (key := _key(wanted)) in self._done]
        return Table(self.plan.task, self.plan.source, tuple(records), self._protocols)

    def on_cluster(self, address: str) -> None:
        """Measure on a Dask cluster; what cannot be measured there stays open, with a note."""
        try:
            with cluster(address) as executor:
                self._gather(gather(executor, jobs := self._jobs(None)), jobs)
        except ResourceError as error:
            self._note(f"{error}; measured on this machine instead")

    def on_processes(self) -> None:
        """Measure what is open on this machine: in this process, or in as many others as there are workers."""
        if self.workers == 1 or not self._open:
            for job in self._jobs(self.store):
                job.run(self._heard)
            return
        with processes(self.workers) as executor:
            self._gather(gather(executor, jobs := self._jobs(self.store)), jobs)
        # When a process dies, so does its pool: each job that is still open gets a process to itself.
        for job in self._jobs(self.store):
            with processes(1) as executor:
                for outcome in gather(executor, [job]):
                    if outcome is None:
                        self._look()
                    elif outcome.failure:
                        self._take(job.failed(f"the process that measured this ended: {outcome.failure}"), kept=False)
                    else:
                        self._take(outcome.records, kept=job.folder is not None)

    def _jobs(self, store: Store | None) -> list[Job]:
        """What is open, one job for each network and seed, the longest first."""
        jobs = []
        for seed, excerpt in self.plan.excerpts.items():
            for slug, kind in self._kinds.items():
                wanted = tuple(r for r in self._open.values() if (r.network, r.seed) == (slug, seed))
                if wanted:
                    asked = tuple(self._protocols[record.protocol] for record in wanted)
                    folder = store.folder if store else None
                    version = self.plan.versions[slug]
                    jobs.append(Job(kind, excerpt, seed, self.plan.budget, asked, wanted, folder, version))
        if self.workers == 1:
            return jobs
        return sorted(jobs, key=lambda job: -self._forecast.cost(job.wanted))

    def _gather(self, outcomes: Iterator[Outcome | None], jobs: list[Job]) -> None:
        for outcome in outcomes:
            if outcome is None:
                self._look()
            elif outcome.failure is None:
                self._take(outcome.records, kept=jobs[outcome.number].folder is not None)
            elif not jobs[outcome.number].folder:
                self._note(f"measured on this machine: the cluster gave up ({outcome.failure})", jobs[outcome.number])

    def _take(self, records: list[Record], kept: bool) -> None:
        """Records from elsewhere; those that their job could not keep are kept here."""
        for record in records:
            self._heard(self.store.write(record) if self.store and not kept else record, None)

    def _look(self) -> None:
        """Look for records that other processes have written meanwhile."""
        for wanted in list(self._open.values()) if self.store else []:
            assert self.store
            if found := self.store.find(wanted).record:
                self._heard(found, None)
        self._tell()

    def _heard(self, record: Record, progress: Progress | None) -> None:
        """A job made progress, or there is a new record."""
        if progress is None and _key(record) in self._open:
            del self._open[_key(record)]
            self._done[_key(record)] = record
            self._forecast.finished(record)
            self._tell(record, table=True)
        elif progress is not None:
            self._tell(record, progress)

    def _tell(self, record: Record | None = None, progress: Progress | None = None, table: bool = False) -> None:
        step = Step(len(self._done), len(self.plan.wanted), self._forecast.remaining(), self._forecast.spent)
        if record:
            step = step._replace(network=record.network, protocol=record.protocol, seed=record.seed)
        self._report(step._replace(table=self.table() if table else None, progress=progress))

    def _note(self, text: str, job: Job | None = None) -> None:
        for key in [_key(record) for record in job.wanted] if job else list(self._open):
            if key in self._open:
                self._open[key] = self._open[key].with_(notes=(*self._open[key].notes, text))


def _key(record: Record) -> tuple[str, str, int]:
    return record.network, record.protocol, record.seed


def _command(kind: type[Learner], protocol: type[Protocol], task: str, seed: int, budget: Budget) -> str:
    """What measures one record: a command line, or Python where the network or the protocol is the user's own."""
    if kind.slug in declared("learner") and protocol.slug in declared("protocol"):
        epochs = "" if budget.epochs is None else f" --epochs {budget.epochs}"
        return (
            f"wetnet compare {task} --networks {kind.slug} --protocols {protocol.slug} --budget {budget.name} "
            f"--seeds 1 --first-seed {seed}{epochs}"
        )
    epochs = "" if budget.epochs is None else f", epochs={budget.epochs}"
    where = (source_file(kind) or Path("a session")).name
    return (
        f"wetnet.compare.run([{kind.__name__}], {task!r}, [{protocol.__name__}], seeds=[{seed}], "
        f"budget={budget.name!r}{epochs})  # {kind.__name__} from {where}"
    )
