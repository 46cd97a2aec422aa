"""One step of the digit brain while it is taught a digit, for both presets, against the original toy.

The original (JavaScript in Node 20) took 1.1 ms for an idle step, 1.2 to 1.4 ms for an active one; it has no licence
and cannot be run here, so those are recorded constants. That the brain sees is asserted before a time is printed.
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
        taught, asked, idle, presentations = [], [], [], []
        for repeat in range(REPEATS):
            digit = repeat % 10
            for teacher, seconds in ((digit, taught), (None, asked)):
                shown = brain.present(task.train_images[digit], teacher, plasticity=0.0 if teacher is None else 1.0)
                shown.advance(1)
                started = time.perf_counter()
                steps = shown.advance(STEPS)
                seconds.append((time.perf_counter() - started) / max(steps, 1))
            brain.simulator.reset()
            started = time.perf_counter()
            brain.simulator.advance(10 * STEPS)
            idle.append((time.perf_counter() - started) / (10 * STEPS))
            started = time.perf_counter()
            shown = brain.present(task.train_images[digit], digit)
            shown.finish()
            presentations.append(time.perf_counter() - started)
            _, cells = shown.spikes
            assert len(cells) > 100, f"{preset}: only {len(cells)} spikes; what was timed was not seeing"
        rest, active = float(np.median(idle)), float(np.median(taught))
        print(f"{preset}, medians of {REPEATS}")
        print(
            f"  an idle step, plasticity on {1e6 * rest:6.1f} µs   needed {1e6 * NEEDED:.0f} µs; "
            f"recorded {1e6 * RECORDED:.0f} µs, {RECORDED / rest:.0f} times as much"
        )
        print(f"  a step while taught         {1e6 * active:6.1f} µs")
        print(f"  a step while asked          {1e6 * np.median(asked):6.1f} µs")
        print(f"  a presentation, all of it   {1e3 * np.median(presentations):6.1f} ms")


if __name__ == "__main__":
    main()
