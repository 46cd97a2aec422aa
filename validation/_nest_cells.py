"""Spike times of leaky, AdEx and Izhikevich cells in NEST. Argument: a JSON file with their parameters."""

import json
import sys
from pathlib import Path

import nest

nest.set_verbosity("M_ERROR")

MODELS = {
    "leaky-integrate-and-fire": (
        "iaf_psc_delta",
        {
            "leak_reversal": "E_L",
            "capacitance": "C_m",
            "threshold": "V_th",
            "reset": "V_reset",
            "refractory_period": "t_ref",
            "current": "I_e",
        },
    ),
    "adaptive-exponential": (
        "aeif_psc_delta",
        {
            "leak_conductance": "g_L",
            "leak_reversal": "E_L",
            "capacitance": "C_m",
            "threshold": "V_th",
            "slope": "Delta_T",
            "a": "a",
            "adaptation_time": "tau_w",
            "b": "b",
            "reset": "V_reset",
            "cutoff": "V_peak",
            "current": "I_e",
        },
    ),
    "izhikevich": ("izhikevich", {"a": "a", "b": "b", "c": "c", "d": "d", "current": "I_e"}),
}
START = {"v": "V_m", "w": "w", "u": "U_m"}


def spikes(model, cells, start, dt, duration):
    """Spike times of each cell, at the end of their step."""
    nest.ResetKernel()
    nest.resolution = dt
    kind, names = MODELS[model]
    found = []
    for i in range(len(cells["current"])):
        values = {theirs: cells[ours][i] for ours, theirs in names.items()}
        if kind == "iaf_psc_delta":
            values["tau_m"] = cells["capacitance"][i] / cells["leak_conductance"][i]
        if kind == "izhikevich":
            values["consistent_integration"] = False  # the scheme of the network program of 2003
        if kind == "aeif_psc_delta":
            values["gsl_error_tol"] = 1e-9
        cell = nest.Create(kind, params=values)
        cell.set({START[name]: value[i] for name, value in start.items()})
        recorder = nest.Create("spike_recorder")
        nest.Connect(cell, recorder)
        found.append(recorder)
    nest.Simulate(duration)
    return [[float(time) for time in recorder.events["times"]] for recorder in found]


jobs = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
print(json.dumps({name: spikes(**job) for name, job in jobs.items()}))
