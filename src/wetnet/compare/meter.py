"""Time and energy that a piece of work took on this machine: measured, so different from run to run."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any, Self

RAPL = Path("/sys/class/powercap")
"""Where Linux shows the running average power limit counters of the processor, in µJ."""


class Meter:
    """Seconds and joules between entering and leaving the block.

    ``energy``: ``seconds`` and ``cpu_seconds`` of this process; ``joules`` of the whole processor package, idle power
    and whatever else ran included, None where the machine shows no counter; ``source``, which says which it is.
    """

    def __init__(self) -> None:
        self.seconds = 0.0
        self.energy: dict[str, Any] = {}

    def __enter__(self) -> Self:
        self._counters = _counters()
        self._wall, self._cpu = time.perf_counter(), time.process_time()
        return self

    def __exit__(self, *_: object) -> None:
        self.seconds = time.perf_counter() - self._wall
        self.energy = {
            "seconds": self.seconds,
            "cpu_seconds": time.process_time() - self._cpu,
            "joules": _joules(self._counters, _counters()),
            "source": "RAPL, whole package" if self._counters else "no RAPL counter here: processor seconds only",
        }


def _counters() -> dict[Path, tuple[int, int]]:
    """Reading and range of each package counter that can be read."""
    found = {}
    for folder in sorted(RAPL.glob("intel-rapl:[0-9]")):
        try:
            found[folder] = (int((folder / "energy_uj").read_text()), int((folder / "max_energy_range_uj").read_text()))
        except (OSError, ValueError):
            continue
    return found


def _joules(before: dict[Path, tuple[int, int]], after: dict[Path, tuple[int, int]]) -> float | None:
    """The difference in J; a counter that wrapped around once is put right."""
    spent = [(after[folder][0] - start) % (span + 1) for folder, (start, span) in before.items() if folder in after]
    return sum(spent) * 1e-6 if spent else None
