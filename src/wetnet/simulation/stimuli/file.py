"""A stimulus measured or made elsewhere, from a CSV file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import equinox as eqx
import jax.numpy as jnp
import numpy as np
from jaxtyping import Float

from wetnet.core.errors import DataError
from wetnet.core.parameters import parameter
from wetnet.core.registry import registered
from wetnet.simulation.stimuli.stimulus import FOREVER, Stimulus, within

_REGULAR = 0.8
"""Where this share of the intervals is equal, the file is a sampled signal and a longer interval is a gap."""


@registered("file", kind="stimulus")
class File(Stimulus):
    """Samples of a CSV file, two columns: time (ms) and value; straight lines between them, zero outside.

    A first line of headings is skipped. Times rise; equally spaced samples have no gap (rows missing); a file whose
    intervals differ is taken as the corners of a line.

    Raises
    ------
    DataError: unreadable, or a line with something that is no number, NaN, a time that does not rise, a gap.
    """

    path: str = eqx.field(static=True)
    times: Float[np.ndarray, " samples"]
    values: Float[np.ndarray, " samples"]
    scale: float = parameter(1.0, "", "factor on the values", low=-1e9, high=1e9)
    start: float = parameter(0.0, "ms", "time of the run at which the file's time is 0", low=0, high=FOREVER)

    def __init__(self, path: Path | str, scale: Any = 1.0, start: Any = 0.0) -> None:
        self.path, self.scale, self.start = str(path), scale, start
        self.times, self.values = read(Path(path))

    def __call__(self, time: Any) -> Any:
        """Straight lines between the samples."""
        return self.scale * jnp.interp(time - self.start, self.times, self.values, left=0.0, right=0.0)

    def corners(self, duration: float) -> Float[np.ndarray, " corners"]:
        """Both ends; the samples themselves are left to the solver's error control."""
        return within([self.start + self.times[[0, -1]]], duration)


def read(path: Path) -> tuple[Float[np.ndarray, " samples"], Float[np.ndarray, " samples"]]:
    """Times (ms) and values of a CSV file, checked; errors name file and line."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{path}: cannot be read as a stimulus ({error})") from error
    numbers: list[int] = []
    rows: list[tuple[float, float]] = []
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        row = _row(line)
        if row is None and not rows and _heading(line):
            continue
        if row is None or not np.isfinite(row).all():
            raise DataError(f"{path}, line {number}: {line.strip()!r}; expected two numbers, time in ms and value")
        numbers.append(number)
        rows.append(row)
    if len(rows) < 2:
        raise DataError(f"{path} has {len(rows)} samples; a stimulus needs two or more")
    times, values = np.array(rows, float).T
    _check(path, numbers, times)
    return times, values


def _row(line: str) -> tuple[float, float] | None:
    cells = line.replace(";", ",").replace("\t", ",").split(",")
    try:
        time, value = map(float, cells)
    except ValueError:
        return None
    return time, value


def _heading(line: str) -> bool:
    return any(character.isalpha() for character in line.lower().replace("nan", "").replace("inf", ""))


def _check(path: Path, numbers: list[int], times: np.ndarray) -> None:
    intervals = np.diff(times)
    falls = np.flatnonzero(intervals <= 0)
    if len(falls):
        at = falls[0]
        raise DataError(
            f"{path}, line {numbers[at + 1]}: time {times[at + 1]:g} ms does not come after {times[at]:g} ms; "
            "sort the file by time and give each time once"
        )
    usual = float(np.median(intervals))
    if np.mean(np.isclose(intervals, usual, rtol=1e-3)) < _REGULAR:
        return
    gaps = np.flatnonzero(intervals > 1.5 * usual)
    if len(gaps):
        at = gaps[0]
        raise DataError(
            f"{path}, line {numbers[at + 1]}: nothing between {times[at]:g} and {times[at + 1]:g} ms, where the other "
            f"samples are {usual:g} ms apart ({len(gaps)} such gap{'s' * (len(gaps) > 1)}); fill in the missing rows"
        )
