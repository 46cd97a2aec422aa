"""The progress bar of learning, on standard error."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

if TYPE_CHECKING:
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
