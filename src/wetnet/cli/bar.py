"""Progress bars, on standard error."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

if TYPE_CHECKING:
    from wetnet.compare import Step
    from wetnet.learning import learner

_COLUMNS = (
    TextColumn("{task.description}"),
    BarColumn(20),
    TaskProgressColumn(),
    TextColumn("{task.completed:.0f} examples {task.fields[figures]}"),
    TimeRemainingColumn(),
)


class Bar:
    """A bar that counts the examples a network has seen."""

    def __init__(self, progress: Progress):
        self._progress = progress
        self._line = progress.add_task("", total=None, figures="")

    def show(self, title: str, progress: learner.Progress) -> None:
        """Draw how far learning has come."""
        figures = []
        if progress.loss is not None:
            figures.append(f"loss {progress.loss:.4f}")
        if progress.accuracy is not None:
            figures.append(f"accuracy {progress.accuracy:.1%}")
        self._progress.update(
            self._line,
            description=title,
            completed=progress.examples,
            total=progress.total,
            figures=" ".join(figures),
        )


@contextmanager
def learning_bar() -> Iterator[Bar]:
    """A bar for as long as the block runs."""
    with Progress(*_COLUMNS, console=Console(stderr=True)) as progress:
        yield Bar(progress)


class ComparisonBar:
    """A bar that says how many records there are, what is being measured, and how long it will still take."""

    def __init__(self, progress: Progress):
        self._progress = progress
        self._line = progress.add_task("", total=None, figures="", left="")

    def show(self, step: Step) -> None:
        """Draw how far the comparison has come."""
        what = f"{step.network}, {step.protocol}, seed {step.seed}" if step.network else ""
        whole = step.spent + step.remaining
        minutes, seconds = divmod(round(step.remaining), 60)
        self._progress.update(
            self._line,
            description=f"{step.done} of {step.total}",
            completed=step.spent if step.done < step.total else max(whole, 1),
            total=max(whole, 1),
            figures=what,
            left=f"about {minutes}:{seconds:02d} left" if step.done < step.total else "done",
        )


@contextmanager
def comparison_bar() -> Iterator[ComparisonBar]:
    """A bar for as long as the block runs."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(20),
        TaskProgressColumn(),
        TextColumn("{task.fields[left]}"),
        TextColumn("{task.fields[figures]}"),
    )
    with Progress(*columns, console=Console(stderr=True)) as progress:
        yield ComparisonBar(progress)
