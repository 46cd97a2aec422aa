"""Leaky, AdEx and Izhikevich cells against Brian2 and NEST: the same spikes.

Same parameters and start. Where the peer has the same scheme, the same dt and agreement to the step; where it solves
adaptively (AdEx in NEST), to what the resets at the end of a step leave.
"""

import json

import numpy as np
import pytest

from wetnet.neurons import AdaptiveExponential, Izhikevich, LeakyIntegrateAndFire
from wetnet.simulation import Euler, ExponentialEuler, HalfStepEuler, RungeKutta4, simulate

pytestmark = pytest.mark.validation

NAUD = {
    "tonic-spiking": 500.0,
    "adaptation": 500.0,
    "initial-burst": 400.0,
    "regular-bursting": 210.0,
    "delayed-accelerating": 300.0,
    "delayed-regular-bursting": 110.0,
    "transient-spiking": 180.0,
}  # the irregular one is chaotic: no two programs agree for long
CELLS = (
    "regular-spiking",
    "intrinsically-bursting",
    "chattering",
    "fast-spiking",
    "low-threshold-spiking",
    "resonator",
)


def together(model, presets, currents):
    """A population of the presets, and its parameters as lists."""
    cells = [model.preset(name) for name in presets]
    values = {name: [float(getattr(cell, name)) for cell in cells] for name in model.parameters()}
    return model(**{name: np.array(one) for name, one in values.items()}), {**values, "current": list(currents)}


LEAKY, LEAKY_VALUES = together(LeakyIntegrateAndFire, ["coba"] * 4 + ["playground"], [110.0, 150.0, 300.0, 600.0, 8e3])
ADEX, ADEX_VALUES = together(AdaptiveExponential, NAUD, NAUD.values())
SIMPLE, SIMPLE_VALUES = together(Izhikevich, CELLS, [10.0] * 6)
V = -65.0


def job(model, values, start, dt, duration):
    return {"model": model, "cells": values, "start": start, "dt": dt, "duration": duration}


def leaky(dt):
    start = {"v": LEAKY_VALUES["reset"]}
    return job("leaky-integrate-and-fire", LEAKY_VALUES, start, dt, 500.0)


def adex(dt):
    start = {"v": ADEX_VALUES["leak_reversal"], "w": [0.0] * len(NAUD)}
    return job("adaptive-exponential", ADEX_VALUES, start, dt, 600.0)


def simple(dt, duration):
    start = {"v": [V] * 6, "u": [b * V for b in SIMPLE_VALUES["b"]]}
    return job("izhikevich", SIMPLE_VALUES, start, dt, duration)


def theirs(peer, script, jobs, folder):
    path = folder / "jobs.json"
    path.write_text(json.dumps(jobs), encoding="utf-8")
    return peer(script, path)


def ours(cell, values, dt, duration, integrator, **start):
    run = simulate(cell, np.array(values["current"]), duration, dt=dt, integrator=integrator, start=start)
    return [run.spikes["spikes"].of(i) for i in range(len(values["current"]))]


def compare(label, ours, theirs, tolerance):
    """Every cell the same number of spikes, each within the tolerance (ms); prints the row of docs/validation.md."""
    worst, number = 0.0, 0
    for i, (mine, other) in enumerate(zip(ours, theirs, strict=True)):
        assert len(mine) == len(other), f"{label}, cell {i}: {len(mine)} spikes, the peer has {len(other)}"
        if len(mine):
            worst = max(worst, float(np.abs(mine - np.array(other)).max()))
            number += len(mine)
    print(f"{label}: {number} spikes of {len(ours)} cells, largest difference {worst:.4g} ms")
    assert number > 20
    assert worst <= tolerance


def test_brian2(peer, tmp_path):
    jobs = {"leaky": leaky(0.1), "adex": adex(0.01), "izhikevich": simple(0.01, 300.0)}
    # Brian2 counts refractoriness from the beginning of the step of the spike, wetnet and NEST from its end.
    longer = [one + 0.1 for one in LEAKY_VALUES["refractory_period"]]
    jobs["leaky"]["cells"] = {**LEAKY_VALUES, "refractory_period": longer}
    found = theirs(peer, "_brian2_cells.py", jobs, tmp_path)
    compare(
        "Brian2, leaky, exact, 0.1 ms",
        ours(LEAKY, LEAKY_VALUES, 0.1, 500, ExponentialEuler()),
        found["leaky"],
        1e-6,
    )
    # The order in which a sum is rounded can move a spike to the next step.
    compare("Brian2, AdEx, Euler, 0.01 ms", ours(ADEX, ADEX_VALUES, 0.01, 600, Euler()), found["adex"], 0.0101)
    mine = ours(SIMPLE, SIMPLE_VALUES, 0.01, 300, RungeKutta4(), voltage=V, recovery=np.array(SIMPLE_VALUES["b"]) * V)
    compare("Brian2, Izhikevich, RK4, 0.01 ms", mine, found["izhikevich"], 0.0101)


def test_nest(peer, tmp_path):
    jobs = {"leaky": leaky(0.1), "adex": adex(0.01), "izhikevich": simple(1.0, 150.0)}
    found = theirs(peer, "_nest_cells.py", jobs, tmp_path)
    compare(
        "NEST iaf_psc_delta, exact, 0.1 ms",
        ours(LEAKY, LEAKY_VALUES, 0.1, 500, ExponentialEuler()),
        found["leaky"],
        1e-6,
    )
    mine = ours(ADEX, ADEX_VALUES, 0.002, 600, RungeKutta4())  # NEST resets within a step, wetnet at its end
    compare("NEST aeif_psc_delta, adaptive, against RK4, 0.002 ms", mine, found["adex"], 0.3)
    start = {"voltage": V, "recovery": np.array(SIMPLE_VALUES["b"]) * V}
    # With steps of 1 ms the cell is chaotic: a start off by 1e-12 mV moves spikes from about 160 ms on.
    mine = ours(SIMPLE, SIMPLE_VALUES, 1.0, 150, HalfStepEuler(), **start)
    compare("NEST izhikevich, its half steps, 1 ms", mine, found["izhikevich"], 1e-6)
