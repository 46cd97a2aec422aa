"""10 000 Hodgkin-Huxley cells, dt 0.01 ms: wetnet against Brian2's C++ standalone, runs interleaved.

Both sides: exponential Euler, no connections, currents from 7 to 20 µA/cm² spread evenly over the cells, every spike
recorded. Number and first time of the spikes of every cell are compared before a time is printed. Times are of the run
alone, compilation apart. wetnet computes in single precision (double beside it), Brian2 in double.

    python bench/hodgkin_huxley.py [MS] [ROUNDS]      50 ms and 2 rounds by default; 1000 for the whole second
"""

from __future__ import annotations

from wetnet.core import process

process.own()

import sys  # noqa: E402
import time  # noqa: E402

import numpy as np  # noqa: E402
from _side_by_side import NO_PEERS, peer  # noqa: E402

from wetnet.core.precision import DOUBLE, SINGLE, double  # noqa: E402
from wetnet.networks import Network, Population, Simulator  # noqa: E402
from wetnet.neurons import HodgkinHuxley  # noqa: E402
from wetnet.simulation import ExponentialEuler, discretise  # noqa: E402

CELLS, DT = 10_000, 0.01
LOW, HIGH = 7.0, 20.0
START = {"voltage": -65.0, "m": 0.0529, "h": 0.5961, "n": 0.3177}


def ours(dtype: type, duration: float) -> tuple[np.ndarray, np.ndarray, float]:
    """Spikes of each cell, the first one's time, and seconds, after a first run that compiles."""
    currents = LOW + (HIGH - LOW) * np.arange(CELLS) / (CELLS - 1)
    cell = discretise(HodgkinHuxley(), ExponentialEuler())
    network = Network((Population("axons", CELLS, cell, drive={"current": currents}, start=START),), (), DT)
    steps = round(duration / DT)
    for _ in range(2):
        simulator = Simulator(network, 1, dtype)
        simulator.advance(0)
        started = time.perf_counter()
        simulator.advance(steps)
        seconds = time.perf_counter() - started
    spikes = simulator.spikes_of("axons")
    first = np.full(CELLS, np.inf)
    np.minimum.at(first, spikes.cells, spikes.times)
    return np.bincount(spikes.cells, minlength=CELLS), first, seconds


def check(name: str, counts: np.ndarray, first: np.ndarray, others: np.ndarray, others_first: np.ndarray) -> None:
    """Same number of spikes within one, the same in nearly all cells, first spikes within three steps."""
    apart = np.abs(counts - others)
    assert counts.min() > 0, f"{name}: a cell that should fire does not"
    assert apart.max() <= 1, f"{name}: {apart.max()} spikes apart"
    assert np.mean(apart > 0) < 0.05, f"{name}: {np.mean(apart > 0):.1%} of the cells differ in a spike"
    assert np.abs(first - others_first).max() <= 3 * DT + 1e-6, f"{name}: first spikes are not those of the peer"


def main() -> None:
    duration = float(sys.argv[1]) if len(sys.argv) > 1 else 50.0
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 2
    single, twice, theirs = [], [], []
    for _ in range(rounds):
        counts, first, seconds = ours(SINGLE, duration)
        single.append(seconds)
        with double():
            counts_double, first_double, seconds = ours(DOUBLE, duration)
        twice.append(seconds)
        check("single against double", counts, first, counts_double, first_double)
        for threads in (0, 2):
            answer = peer("_brian2_hodgkin_huxley.py", threads, 1, CELLS, duration, LOW, HIGH)
            if answer is not None:
                check("Brian2", counts, first, np.array(answer["counts"]), np.array(answer["first"]))
                theirs.append((float(np.median(answer["seconds"])), threads, answer["build"]))
    work = CELLS * duration / DT
    mine, mine_double = float(np.median(single)), float(np.median(twice))
    print(f"{CELLS} cells, {duration:g} ms, {counts.sum() / CELLS / duration * 1e3:.1f} Hz, median of {rounds}")
    print(f"wetnet, single   {mine:7.2f} s   {1e9 * mine / work:6.2f} ns a cell and step")
    print(f"wetnet, double   {mine_double:7.2f} s   {1e9 * mine_double / work:6.2f} ns")
    if not theirs:
        print(NO_PEERS)
        return
    by_threads = {t: float(np.median([s for s, n, _ in theirs if n == t])) for t in {n for _, n, _ in theirs}}
    threads, best = min(by_threads.items(), key=lambda item: item[1])
    print(f"Brian2, C++      {best:7.2f} s   {1e9 * best / work:6.2f} ns; {threads} OpenMP threads are its best")
    print(f"built in {np.median([built for *_, built in theirs]):.1f} s")
    print(
        f"ratio            1/{best / mine:.1f} (needed: at most 1/6; record 1/8); in double 1/{best / mine_double:.1f}"
    )


if __name__ == "__main__":
    main()
