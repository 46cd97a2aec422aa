"""The table of a comparison: plain values that print, and that turn into JSON."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

from wetnet.compare.intervals import mean_interval
from wetnet.compare.trial import Trial

SCHEMA_VERSION = 1
PROTOCOL = "accuracy"

ACCURACY = "accuracy"
EXAMPLES = "examples"
SECONDS = "seconds"


class Row(NamedTuple):
    """One measured figure.

    value, low, high: mean over the seeds and its 95 % interval; the bounds are None for a single seed.
    seeds: how many seeds.
    seconds: mean time one seed took to learn.
    """

    network: str
    protocol: str
    metric: str
    value: float
    low: float | None
    high: float | None
    seeds: int
    seconds: float


class Table(NamedTuple):
    """The figures of a comparison, and the trials behind them."""

    task: str
    source: str
    rows: list[Row]
    trials: list[Trial]

    def to_json(self) -> dict[str, Any]:
        """The table as one JSON-able object."""
        return {
            "schema_version": SCHEMA_VERSION,
            "task": self.task,
            "source": self.source,
            "results": [row._asdict() for row in self.rows],
            "trials": [
                {
                    "network": trial.network,
                    "seed": trial.seed,
                    "test_accuracy": trial.score.accuracy,
                    **trial.score._asdict(),
                    "examples": trial.examples,
                    "seconds": trial.seconds,
                }
                for trial in self.trials
            ],
        }

    def to_text(self) -> Any:
        """The table for a terminal (a rich table): one line per network."""
        from rich import box
        from rich.table import Table as Grid
        from rich.text import Text

        # Text, not str: rich would take the units in brackets for markup.
        text = Grid(title=Text(f"{self.task}: mean and 95 % interval over seeds"), box=box.SIMPLE_HEAD)
        text.caption = Text(self.source)
        text.add_column("network", no_wrap=True)
        for heading in ("accuracy [%]", "examples", "learning [s]", "seeds"):
            text.add_column(Text(heading), justify="right", no_wrap=True)
        by_metric = {(row.network, row.metric): row for row in self.rows}
        for network in dict.fromkeys(row.network for row in self.rows):
            accuracy, examples, seconds = (by_metric[network, metric] for metric in (ACCURACY, EXAMPLES, SECONDS))
            text.add_row(
                network,
                _span(accuracy, 100, ".2f"),
                _span(examples, 1, ",.0f"),
                _span(seconds, 1, ".2f"),
                str(accuracy.seeds),
            )
        return text


def tabulate(task: str, source: str, trials: Sequence[Trial]) -> Table:
    """The table of all trials of one task, networks in the order in which they first appear."""
    rows = []
    for network in dict.fromkeys(trial.network for trial in trials):
        own = [trial for trial in trials if trial.network == network]
        rows += [
            _row(own, ACCURACY, [trial.score.accuracy for trial in own], limit=1.0),
            _row(own, EXAMPLES, [trial.examples for trial in own]),
            _row(own, SECONDS, [trial.seconds for trial in own]),
        ]
    return Table(task, source, rows, list(trials))


def _row(trials: Sequence[Trial], metric: str, samples: Sequence[float], limit: float = math.inf) -> Row:
    value, low, high = mean_interval(samples)
    # A Student-t interval knows no bounds; what is reported stays within what the metric can be.
    lowest = None if math.isnan(low) else max(low, 0.0)
    highest = None if math.isnan(high) else min(high, limit)
    seconds = sum(trial.seconds for trial in trials) / len(trials)
    return Row(trials[0].network, PROTOCOL, metric, value, lowest, highest, len(trials), seconds)


def _span(row: Row, scale: float, style: str) -> str:
    mean = format(row.value * scale, style)
    if row.low is None or row.high is None or row.low == row.high:
        return mean
    return f"{mean} ({format(row.low * scale, style)} to {format(row.high * scale, style)})"
