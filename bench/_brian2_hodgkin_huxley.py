"""Hodgkin-Huxley cells in Brian2, C++ standalone: the peer's side of bench/hodgkin_huxley.py, by the peers' own Python.

Prints one JSON object: counts of spikes per cell, mean of the first spike's time in ms, seconds of building and of each
run of the compiled program as Brian2 itself measures them (simulation only, double precision).
"""

import json
import sys
import tempfile
import time

import numpy as np
from brian2 import NeuronGroup, SpikeMonitor, defaultclock, device, ms, prefs, run, set_device

threads, repeats, cells, duration = int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4])
low, high = float(sys.argv[5]), float(sys.argv[6])
started = time.perf_counter()
prefs.devices.cpp_standalone.openmp_threads = threads
set_device("cpp_standalone", build_on_run=False)
defaultclock.dt = 0.01 * ms
group = NeuronGroup(
    cells,
    """dv/dt = (I - 120*m**3*h*(v - 50) - 36*n**4*(v + 77) - 0.3*(v + 54.387)) / ms : 1
       dm/dt = (0.1*10/exprel(-(v + 40)/10)*(1 - m) - 4*exp(-(v + 65)/18)*m) / ms : 1
       dh/dt = (0.07*exp(-(v + 65)/20)*(1 - h) - 1/(1 + exp(-(v + 35)/10))*h) / ms : 1
       dn/dt = (0.01*10/exprel(-(v + 55)/10)*(1 - n) - 0.125*exp(-(v + 65)/80)*n) / ms : 1
       I : 1""",
    threshold="v > -40", refractory="v > -40", method="exponential_euler",
)  # fmt: skip
group.I = low + (high - low) * np.arange(cells) / (cells - 1)
group.v, group.m, group.h, group.n = -65.0, 0.0529, 0.5961, 0.3177
spikes = SpikeMonitor(group)
run(duration * ms)
device.build(directory=tempfile.mkdtemp(), run=False, compile=True)
built = time.perf_counter() - started
seconds = []
for _ in range(repeats):
    device.run()
    seconds.append(device._last_run_time)
times, who = np.asarray(spikes.t / ms), np.asarray(spikes.i)
first = np.full(cells, np.inf)
np.minimum.at(first, who, times)
counts = np.bincount(who, minlength=cells)
print(json.dumps({"build": built, "seconds": seconds, "counts": counts.tolist(), "first": first.tolist()}))
