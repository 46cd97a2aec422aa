"""CUBA in Brian2, C++ standalone: the peer's side of bench/cuba.py, run by the peers' own Python.

Prints one JSON object: rates in Hz from 200 ms to the end, seconds of building, and seconds of each run of the
compiled program as Brian2 itself measures them (simulation only, double precision). Exact integration, as Brian2 does.
"""

import json
import sys
import tempfile
import time

import numpy as np
from brian2 import NeuronGroup, SpikeMonitor, Synapses, defaultclock, device, ms, prefs, run, second, seed, set_device

threads, repeats = int(sys.argv[1]), int(sys.argv[2])
started = time.perf_counter()
prefs.devices.cpp_standalone.openmp_threads = threads
set_device("cpp_standalone", build_on_run=False)
seed(1)
defaultclock.dt = 0.1 * ms
cells = NeuronGroup(
    4000,
    """dv/dt = (ge + gi - (v + 49*mV)) / (20*ms) : volt (unless refractory)
       dge/dt = -ge / (5*ms) : volt
       dgi/dt = -gi / (10*ms) : volt""",
    threshold="v > -50*mV", reset="v = -60*mV", refractory=5 * ms, method="exact",
)  # fmt: skip
cells.v = "-60*mV + 10*mV*rand()"
excitatory = Synapses(cells[:3200], cells, on_pre="ge += 1.62*mV", delay=defaultclock.dt)
excitatory.connect("i != j", p=0.02)
inhibitory = Synapses(cells[3200:], cells, on_pre="gi -= 9*mV", delay=defaultclock.dt)
inhibitory.connect("i + 3200 != j", p=0.02)
spikes = SpikeMonitor(cells)
run(1 * second)
device.build(directory=tempfile.mkdtemp(), run=False, compile=True)
built = time.perf_counter() - started
seconds, rates = [], []
for _ in range(repeats):
    device.run()
    seconds.append(device._last_run_time)
    times = np.asarray(spikes.t / ms)
    rates.append(float(np.sum(times >= 200) / 4000 / 0.8))
print(json.dumps({"build": built, "seconds": seconds, "rates": rates}))
