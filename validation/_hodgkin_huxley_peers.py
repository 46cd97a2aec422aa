"""One Hodgkin-Huxley cell in another simulator, by that one's own Python: what test_hodgkin_huxley.py compares with.

    python _hodgkin_huxley_peers.py NEURON|Brian2|NEST

Prints one JSON object: times in ms at which the voltage rises through 0 mV, linearly interpolated. 10 µA/cm² for 200 ms
from V = −65 mV, m = 0.0529, h = 0.5961, n = 0.3177.
"""

import json
import sys

import numpy as np

CURRENT, DURATION, LEAK = 10.0, 200.0, -54.387
START = {"m": 0.0529, "h": 0.5961, "n": 0.3177}


def neuron():
    from neuron import h

    h.load_file("stdrun.hoc")
    section = h.Section(name="patch")
    section.L = section.diam = 10.0
    section.cm = 1.0
    section.insert("hh")
    h.usetable_hh = 0
    section(0.5).hh.el = LEAK
    section.ena, section.ek, h.celsius = 50.0, -77.0, 6.3
    clamp = h.IClamp(section(0.5))
    clamp.delay, clamp.dur, clamp.amp = 0.0, 1e9, CURRENT * np.pi * 10.0 * 10.0 * 1e-8 * 1e3
    voltage, time = h.Vector().record(section(0.5)._ref_v), h.Vector().record(h._ref_t)
    h.secondorder, h.dt, h.steps_per_ms = 2, 0.0025, 400
    h.finitialize(-65.0)
    for gate, value in START.items():
        setattr(section(0.5).hh, gate, value)
    h.fcurrent()
    h.continuerun(DURATION)
    return np.array(time), np.array(voltage)


def brian2():
    from brian2 import NeuronGroup, StateMonitor, defaultclock, ms, prefs, run

    prefs.codegen.target = "numpy"
    defaultclock.dt = 0.01 * ms
    group = NeuronGroup(
        1,
        """dv/dt = (10 - 120*m**3*h*(v - 50) - 36*n**4*(v + 77) - 0.3*(v + 54.387)) / ms : 1
           dm/dt = (0.1*10/exprel(-(v + 40)/10)*(1 - m) - 4*exp(-(v + 65)/18)*m) / ms : 1
           dh/dt = (0.07*exp(-(v + 65)/20)*(1 - h) - 1/(1 + exp(-(v + 35)/10))*h) / ms : 1
           dn/dt = (0.01*10/exprel(-(v + 55)/10)*(1 - n) - 0.125*exp(-(v + 65)/80)*n) / ms : 1""",
        method="rk4",
    )  # fmt: skip
    group.v = -65.0
    for gate, value in START.items():
        setattr(group, gate, value)
    monitor = StateMonitor(group, "v", record=True)
    run(DURATION * ms)
    return np.array(monitor.t / ms), np.array(monitor.v[0])


def nest():
    import nest

    nest.set_verbosity("M_ERROR")
    nest.resolution = 0.01
    cell = nest.Create("hh_psc_alpha")
    cell.set(C_m=100.0, g_Na=12_000.0, g_K=3_600.0, g_L=30.0, E_L=LEAK, E_Na=50.0, E_K=-77.0, I_e=100 * CURRENT)
    cell.set(V_m=-65.0, Act_m=START["m"], Inact_h=START["h"], Act_n=START["n"])
    meter = nest.Create("multimeter", params={"record_from": ["V_m"], "interval": 0.01})
    nest.Connect(meter, cell)
    nest.Simulate(DURATION)
    return np.array(meter.events["times"]), np.array(meter.events["V_m"])


times, v = {"NEURON": neuron, "Brian2": brian2, "NEST": nest}[sys.argv[1]]()
k = np.flatnonzero((v[:-1] < 0) & (v[1:] >= 0))
crossed = times[k] + (times[k + 1] - times[k]) * -v[k] / (v[k + 1] - v[k])
print(json.dumps({"times": crossed.tolist()}))
