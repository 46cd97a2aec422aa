"""Several networks at one task, each under several seeds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from wetnet.compare import trial
from wetnet.compare.table import Table, tabulate
from wetnet.core.errors import ConfigurationError
from wetnet.core.registry import find
from wetnet.learning.learner import Learner, Progress


class Step(NamedTuple):
    """How far a comparison has come: within a job ``progress``, after each job ``table`` with all that are complete."""

    network: str
    seed: int
    job: int
    jobs: int
    progress: Progress | None = None
    table: Table | None = None


def unwatched(step: Step) -> None:
    """A report that nobody reads."""


def run(
    networks: Sequence[str | type[Learner]],
    task: str,
    seeds: int = 5,
    epochs: int | None = None,
    report: Callable[[Step], None] = unwatched,
    data: Path | str | None = None,
) -> Table:
    """Teach every network the task under the seeds 0, 1, … and tabulate what came of it.

    Parameters
    ----------
    networks: registered names, or learner classes of your own.
    task: registered name of a task.
    epochs: how often the training images are shown; None takes what the task suggests.
    data: folder of the data set, for tasks that need one.

    Raises
    ------
    UnknownNameError: a network or the task is not registered.
    """
    kinds = [find("learner", network) if isinstance(network, str) else network for network in networks]
    if not kinds or seeds < 1:
        raise ConfigurationError(f"nothing to compare: {len(kinds)} networks, {seeds} seeds")
    make_task = find("task", task)
    trials: list[trial.Trial] = []
    jobs = len(kinds) * seeds
    for seed in range(seeds):
        lessons = make_task(seed, data)
        for kind in kinds:
            here = Step(kind.slug, seed, len(trials), jobs)

            def watch(progress: Progress, here: Step = here) -> None:
                report(here._replace(progress=progress))

            trials.append(trial.run(kind, lessons, trial.epochs_for(lessons, epochs), watch))
            report(here._replace(table=tabulate(task, lessons.source, trials)))
    return tabulate(task, lessons.source, trials)
