"""Showing one digit to the brain: from the flash on the retina to the answer and the silence after it."""

from __future__ import annotations

import numpy as np
from jaxtyping import Float, Int, UInt8

from wetnet.brains.digit_wiring import SIZES, offsets
from wetnet.core.errors import ConfigurationError
from wetnet.networks.simulator import Simulator

FLASH = -40.0
"""mV to which lit rods and the taught Wernicke cell are set once; well above threshold."""
BRIGHT = 128
"""Least pixel value (0 to 255) that lights a rod."""
QUIET = 30
"""A presentation ends after so many silent steps."""
LIMIT = 400
"""The most steps of a presentation."""


class Presentation:
    """One digit before the eyes of a brain.

    ``teacher`` is the digit that the teacher says, or None; ``plasticity`` scales every change of a synapse, and at 0
    nothing is learned. Everything but what was learned is put back to the start first.
    """

    def __init__(
        self,
        simulator: Simulator,
        image: UInt8[np.ndarray, "28 28"],
        teacher: int | None = None,
        plasticity: float = 1.0,
        limit: int = LIMIT,
    ):
        image = np.asarray(image)
        if image.size != SIZES["retina"]:
            raise ConfigurationError(f"an image of shape {image.shape}; the retina has 28 × 28 rods")
        if teacher is not None and not 0 <= teacher <= 9:
            raise ConfigurationError(f"teacher = {teacher}; expected a digit from 0 to 9, or None")
        self._simulator, self._limit = simulator, limit
        self.teacher, self.plasticity = teacher, plasticity
        self.done = False
        simulator.reset()
        self.show(image)
        if teacher is not None:
            simulator.put("wernicke", "voltage", FLASH, np.arange(SIZES["wernicke"]) == teacher)

    def show(self, image: UInt8[np.ndarray, "28 28"]) -> None:
        """Flash an image on the retina."""
        self._simulator.put("retina", "voltage", FLASH, np.asarray(image).ravel() >= BRIGHT)

    def advance(self, steps: int) -> int:
        """Run up to ``steps`` steps; the number done, fewer at the end of the presentation."""
        if self.done:
            return 0
        ran, _ = self._simulator.advance(min(steps, self._limit - self.step), quiet=QUIET, gain=self.plasticity)
        self.done = self._silent or self.step >= self._limit
        return ran

    def finish(self) -> int | None:
        """Run to the end; the answer."""
        self.advance(self._limit)
        return self.answer

    @property
    def step(self) -> int:
        """Steps since the flash."""
        return self._simulator.step

    @property
    def time(self) -> float:
        """ms since the flash."""
        return self._simulator.time

    @property
    def spikes(self) -> tuple[Int[np.ndarray, " spikes"], Int[np.ndarray, " spikes"]]:
        """Steps and brain-wide cell numbers of all spikes so far, in order."""
        return self._simulator.spikes()

    def spoken(self) -> list[int]:
        """The digits whose Broca cells have fired, in the order in which they did."""
        first = offsets()["broca"]
        _, cells = self.spikes
        return (cells[(cells >= first) & (cells < first + SIZES["broca"])] - first).tolist()

    @property
    def answer(self) -> int | None:
        """The digit of the first Broca cell that fired, None if none has."""
        spoken = self.spoken()
        return spoken[0] if spoken else None

    @property
    def answered(self) -> int | None:
        """The step in which the answer was given."""
        first = offsets()["broca"]
        steps, cells = self.spikes
        spoken = steps[(cells >= first) & (cells < first + SIZES["broca"])]
        return int(spoken[0]) if len(spoken) else None

    @property
    def ending(self) -> str | None:
        """Why it ended: ``silence``, the ``limit`` of steps, or None while it goes on."""
        if not self.done:
            return None
        return "silence" if self._silent else "limit"

    @property
    def _silent(self) -> bool:
        return int(self._simulator.state.silent_steps) >= QUIET

    def voltage(self) -> Float[np.ndarray, " cells"]:
        """Voltage of every cell of the brain now, in mV."""
        return np.concatenate([self._simulator.get(name, "voltage") for name in SIZES])
