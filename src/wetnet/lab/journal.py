"""What happened to the brain since it was made: enough to do it again."""

from __future__ import annotations

from typing import Any

import numpy as np

LONGEST = 200
"""Entries kept; a longer story is told by the brain's saved file."""

Entry = dict[str, Any]


class Journal:
    """Images shown and lessons learned, in order.

    exact: whether doing it again gives the same brain; not so where it was loaded, or a setting moved under way.
    """

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.exact = True

    def looked(self, shown: dict[str, Any], image: np.ndarray, teacher: int | None, settings: Any) -> None:
        """The brain begins to look at an image; :meth:`close` says how far it came."""
        where = {"source": shown["source"], "index": shown["index"]}
        if shown["source"] == "drawn":
            where["pixels"] = image.tobytes().hex()
        rest = {"teacher": teacher, "plasticity": settings.plasticity, "steps": 0}
        self._add({**where, **rest, "blocked": list(settings.blocked), "silenced": list(settings.silenced)})

    def learned(self, presentations: int, settings: Any) -> None:
        """The brain was taught the ten digits, by so many presentations."""
        if presentations:
            self._add(
                {"lessons": presentations, "blocked": list(settings.blocked), "silenced": list(settings.silenced)}
            )

    def close(self, steps: int) -> None:
        """The digit on show has come so far."""
        if self.entries and "steps" in self.entries[-1]:
            self.entries[-1]["steps"] = steps

    def _add(self, entry: Entry) -> None:
        if len(self.entries) >= LONGEST:
            self.exact = False
        else:
            self.entries.append(entry)
