"""One step of the digit brain while it is taught a digit, for both presets, against the original toy.

The original (JavaScript in Node 20) took 1.1 ms a step; it has no licence and cannot be run here, so that is a recorded
constant. That the brain sees, and that the taught cell speaks, is asserted before a time is printed.
"""

from __future__ import annotations

from wetnet.core import process

process.own()

import time  # noqa: E402

import numpy as np  # noqa: E402

from wetnet.brains.digit_brain import DigitBrain  # noqa: E402
from wetnet.tasks.ten_digits import ten_digits  # noqa: E402

RECORDED = 1.1e-3
NEEDED = 55e-6
STEPS, REPEATS = 100, 30


def main() -> None:
    task = ten_digits(0)
    for preset in ("original", "default"):
        brain = DigitBrain.build(0, preset)
        taught, asked, presentations = [], [], []
        for repeat in range(REPEATS):
            digit = repeat % 10
            for teacher, seconds in ((digit, taught), (None, asked)):
                shown = brain.present(task.train_images[digit], teacher, plasticity=0.0 if teacher is None else 1.0)
                shown.advance(1)
                started = time.perf_counter()
                steps = shown.advance(STEPS)
                seconds.append((time.perf_counter() - started) / max(steps, 1))
            started = time.perf_counter()
            shown = brain.present(task.train_images[digit], digit)
            shown.finish()
            presentations.append(time.perf_counter() - started)
            _, cells = shown.spikes
            assert len(cells) > 100, f"{preset}: only {len(cells)} spikes; what was timed was not seeing"
        step = float(np.median(taught))
        print(
            f"{preset:9} {1e6 * step:6.1f} µs a step while taught, {1e6 * np.median(asked):6.1f} µs while asked,",
            end="",
        )
        print(f" {1e3 * np.median(presentations):5.1f} ms a whole presentation (medians of {REPEATS})")
        print(
            f"{'':9} recorded constant {1e6 * RECORDED:.0f} µs, {RECORDED / step:.0f} times as much; "
            f"needed: {1e6 * NEEDED:.0f} µs"
        )


if __name__ == "__main__":
    main()
