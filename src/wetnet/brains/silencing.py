"""Which cells an answer needs: each is silenced in turn, and the brain is asked again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from jaxtyping import UInt8

from wetnet.brains.digit_design import DT

if TYPE_CHECKING:
    from wetnet.brains.digit_brain import DigitBrain


class Effect(NamedTuple):
    """What the brain said without some cells, and how many ms later than with them (NaN: it said nothing)."""

    cells: tuple[int, ...]
    answer: int | None
    later: float


class Silencing:
    """One question asked again and again of a brain, which should be a double: nothing of its present state is kept.

    Learning is frozen, also in the answer that all others are compared with. ``teacher`` is who names the digit, if
    anybody did.
    """

    def __init__(self, brain: DigitBrain, image: UInt8[np.ndarray, "28 28"], teacher: int | None = None):
        self._double, self._always = brain, brain.silenced
        self._image, self._teacher = image, teacher
        self.answer, self._answered = self._ask(())

    def without(self, cells: Iterable[int]) -> Effect:
        """The answer without these cells."""
        cells = tuple(int(cell) for cell in cells)
        answer, answered = self._ask(cells)
        later = np.nan if answered is None or self._answered is None else (answered - self._answered) * DT
        return Effect(cells, answer, float(later))

    def each(self, cells: Iterable[int]) -> Iterator[Effect]:
        """Without one cell at a time."""
        for cell in cells:
            yield self.without((cell,))

    def together(self, effects: Sequence[Effect]) -> Iterator[Effect]:
        """Without the first two of the ranked cells, the first three and so on, until the answer is another."""
        gone: list[int] = []
        for effect in rank(effects, self.answer):
            gone += effect.cells
            found = self.without(gone)
            yield found
            if found.answer != self.answer:
                return

    def _ask(self, cells: tuple[int, ...]) -> tuple[int | None, int | None]:
        self._double.block(self._double.blocked, cells=self._always.union(cells))
        presentation = self._double.present(self._image, self._teacher, plasticity=0.0)
        presentation.finish()
        return presentation.answer, presentation.answered


def rank(effects: Iterable[Effect], answer: int | None) -> list[Effect]:
    """Those that change the answer first, then those that delay it most; those that hasten it last."""
    return sorted(effects, key=lambda effect: (effect.answer == answer, -np.nan_to_num(effect.later, nan=np.inf)))
