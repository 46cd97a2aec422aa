"""Spike times of leaky, AdEx and Izhikevich cells in Brian2. Argument: a JSON file with their parameters."""

import json
import sys
from pathlib import Path

import numpy as np
from brian2 import NeuronGroup, SpikeMonitor, defaultclock, ms, prefs, run, start_scope

prefs.codegen.target = "numpy"

EQUATIONS = {
    "leaky-integrate-and-fire": (
        """dv/dt = (leak_conductance * (leak_reversal - v) + current) / capacitance / ms : 1 (unless refractory)
        leak_conductance : 1
        leak_reversal : 1
        capacitance : 1
        threshold : 1
        reset : 1
        refractory_period : second
        current : 1""",
        {"threshold": "v > threshold", "reset": "v = reset", "refractory": "refractory_period", "method": "exact"},
    ),
    "adaptive-exponential": (
        """dv/dt = (leak_conductance * (leak_reversal - v)
            + leak_conductance * slope * exp((v - threshold) / slope) - w + current) / capacitance / ms : 1
        dw/dt = (a * (v - leak_reversal) - w) / adaptation_time / ms : 1
        leak_conductance : 1
        leak_reversal : 1
        capacitance : 1
        threshold : 1
        slope : 1
        a : 1
        adaptation_time : 1
        b : 1
        reset : 1
        cutoff : 1
        current : 1""",
        {"threshold": "v > cutoff", "reset": "v = reset; w += b", "method": "euler"},
    ),
    "izhikevich": (
        """dv/dt = (0.04 * v**2 + 5 * v + 140 - u + current) / ms : 1
        du/dt = a * (b * v - u) / ms : 1
        a : 1
        b : 1
        c : 1
        d : 1
        current : 1""",
        {"threshold": "v > 30", "reset": "v = c; u += d", "method": "rk4"},
    ),
}


def spikes(model, cells, start, dt, duration):
    """Spike times of each cell at the end of their step, as wetnet counts them."""
    start_scope()
    defaultclock.dt = dt * ms
    equations, options = EQUATIONS[model]
    group = NeuronGroup(len(cells["current"]), equations, **options)
    for name, values in cells.items():
        if hasattr(group, name):
            setattr(group, name, np.array(values) * (ms if name == "refractory_period" else 1))
    for name, values in start.items():
        setattr(group, name, np.array(values))
    monitor = SpikeMonitor(group)
    run(duration * ms)
    return [(np.array(monitor.t[monitor.i == i] / ms) + dt).tolist() for i in range(len(group))]


jobs = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
print(json.dumps({name: spikes(**job) for name, job in jobs.items()}))
