"""CUBA, 4000 cells, 1 s of model time: wetnet against Brian2's C++ standalone, runs interleaved.

Both sides: dt 0.1 ms, delay one step, 80 synapses a cell, start V uniform in −60…−50 mV, every spike recorded; rates
are asserted before a time is printed. Times are of the run alone, compilation apart. wetnet computes in single
precision (the double-precision time is printed beside it), Brian2 in double.
"""

from __future__ import annotations

from wetnet.core import process

process.own()

import time  # noqa: E402

import numpy as np  # noqa: E402
from _side_by_side import NO_PEERS, peer  # noqa: E402

from wetnet.brains.brette import cuba  # noqa: E402
from wetnet.core.precision import DOUBLE, SINGLE, double  # noqa: E402
from wetnet.networks import Simulator  # noqa: E402

ROUNDS, REPEATS = 2, 7
GATE = (4.9, 6.1)


def ours(dtype: type, seed: int) -> tuple[list[float], list[float]]:
    """Rates and seconds of several runs of one network, after a first one that compiles."""
    network = cuba(seed)
    rates, seconds = [], []
    for repeat in range(REPEATS + 1):
        simulator = Simulator(network, seed, dtype)
        simulator.advance(0)
        started = time.perf_counter()
        simulator.advance(10_000)
        if repeat:
            seconds.append(time.perf_counter() - started)
        steps, _ = simulator.spikes()
        rates.append(float(np.sum(steps >= 2000) / 4000 / 0.8))
    return rates, seconds


def check(name: str, rates: list[float]) -> None:
    low, high = GATE
    assert all(low <= rate <= high for rate in rates), f"{name} fires at {rates} Hz; expected {low} to {high}"


def main() -> None:
    single, twice, theirs, build = [], [], [], 0.0
    for number in range(ROUNDS):
        rates, seconds = ours(SINGLE, number + 1)
        check("wetnet", rates)
        single += seconds
        with double():
            rates, seconds = ours(DOUBLE, number + 1)
        check("wetnet in double", rates)
        twice += seconds
        for threads in (0, 2):
            answer = peer("_brian2_cuba.py", threads, REPEATS)
            if answer is not None:
                check("Brian2", answer["rates"])
                theirs.append((float(np.median(answer["seconds"])), threads))
                build = answer["build"]
    mine, mine_double = float(np.median(single)), float(np.median(twice))
    print(f"wetnet, single   {mine * 1e3:7.1f} ms for 1 s of model time ({rates[-1]:.2f} Hz), median of {len(single)}")
    print(f"wetnet, double   {mine_double * 1e3:7.1f} ms")
    if not theirs:
        print(NO_PEERS)
        return
    by_threads = {t: float(np.median([s for s, n in theirs if n == t])) for t in {n for _, n in theirs}}
    threads, best = min(by_threads.items(), key=lambda item: item[1])
    print(f"Brian2, C++      {best * 1e3:7.1f} ms ({threads} OpenMP threads are its best), built in {build:.1f} s")
    print(f"ratio            {mine / best:7.2f} (needed: at most 0.6); in double {mine_double / best:.2f}")


if __name__ == "__main__":
    main()
