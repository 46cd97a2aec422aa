"""Why the brain answered as it did: the spikes behind the answer, and the cells that it needs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from wetnet.brains.silencing import Effect, rank

MOST_CELLS = 300
"""Silenced one at a time at most."""
NO_ANSWER = -1


class Why:
    """One explanation: the causes at once, silencing slice by slice on a double of the brain."""

    def __init__(self, observation: Any) -> None:
        self.causes = observation.causes()
        self._answer, self._step = observation.presentation.answer, observation.presentation.answered
        self._presentation = observation.presentation
        self._study: Any = None
        self._work: Iterator[Effect] | None = None
        self._total = 0
        self._alone: list[Effect] = []
        self._together: list[Effect] = []
        self._causes_told = False

    @property
    def running(self) -> bool:
        """Whether cells are still being silenced."""
        return self._work is not None

    def silence(self, study: Any, first: int, last: int) -> None:
        """Begin to silence the cells first to last − 1 that lie on the paths, those nearest the answer first."""
        cells = dict.fromkeys(cause.source for cause in self.causes if first <= cause.source < last)
        chosen = list(cells)[:MOST_CELLS]
        self._study, self._total = study, len(chosen)
        self._alone, self._together = [], []
        self._work = self._silencing(chosen)

    def advance(self) -> None:
        """Silence one more cell, or one more of those together."""
        if self._work is not None and next(self._work, None) is None:
            self._work = None

    def news(self) -> dict[str, np.ndarray]:
        """Blocks: the causes once, the silenced cells ranked whenever there are more."""
        blocks: dict[str, np.ndarray] = {}
        if not self._causes_told:
            spikes = [(c.depth, c.source, c.fired, c.arrived, c.target, c.target_fired) for c in self.causes]
            blocks["brain_causes"] = np.array(spikes, np.uint32).reshape(-1, 6)
            drives = [(c.drive, c.share) for c in self.causes]
            blocks["brain_cause_drives"] = np.array(drives, np.float32).reshape(-1, 2)
            self._causes_told = True
        if self._study is not None:
            ranked = rank(self._alone, self._study.answer)
            effects = [(effect.cells[0], _told(effect.answer), effect.later) for effect in ranked]
            blocks["brain_silenced"] = np.array(effects, np.float32).reshape(-1, 3)
        return blocks

    def status(self) -> dict[str, Any]:
        """What is known so far, as JSON."""
        return {
            "answer": self._answer,
            "step": self._step,
            "causes": len(self.causes),
            "silencing": None
            if self._study is None
            else {
                "running": self.running,
                "done": len(self._alone),
                "total": self._total,
                "answer": _told(self._study.answer),
                "together": [
                    {"cells": list(e.cells), "answer": _told(e.answer), "later": None if np.isnan(e.later) else e.later}
                    for e in self._together
                ],
            },
        }

    def _silencing(self, cells: list[int]) -> Iterator[Effect]:
        for effect in self._study.each(cells):
            self._alone.append(effect)
            yield effect
        for effect in self._study.together(self._alone):
            self._together.append(effect)
            yield effect


def _told(answer: int | None) -> int:
    return NO_ANSWER if answer is None else answer
