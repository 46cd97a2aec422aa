"""The F-I curve of a Hodgkin-Huxley cell: 200 currents, 1 s each, warm; rates are asserted before a time is printed."""

from __future__ import annotations

from wetnet.core import process

process.own()

import time  # noqa: E402

import numpy as np  # noqa: E402

from wetnet.dynamics import fi_curve  # noqa: E402
from wetnet.neurons import HodgkinHuxley  # noqa: E402

REPEATS = 5
KNOWN = {10.0: 68.324, 20.0: 86.470, 50.0: 117.036}
"""Hz: from the periods of reference solutions (µA/cm²)."""


def main() -> None:
    currents = np.linspace(0, 99.5, 200)
    seconds = []
    for _ in range(1 + REPEATS):
        started = time.perf_counter()
        rates, _ = fi_curve(HodgkinHuxley(), currents, 1000)
        seconds.append(time.perf_counter() - started)
    for current, rate in KNOWN.items():
        found = rates[np.argmin(np.abs(currents - current))]
        assert abs(found - rate) < 0.01 * rate, f"{found} Hz at {current}; expected {rate}"
    print(f"200 currents × 1 s, dt 0.05 ms, RK4 in double: {np.median(seconds[1:]):.2f} s")
    print(f"the first, compiling: {seconds[0]:.2f} s")


if __name__ == "__main__":
    main()
