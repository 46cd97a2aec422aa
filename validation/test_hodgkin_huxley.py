"""Hodgkin-Huxley: against NEURON, Brian2 and NEST, and the folds of its cycles that only long runs show.

The other simulators live in an environment of their own; WETNET_PEERS names its Python.
"""

import json
import os
import subprocess
from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from wetnet import simulate
from wetnet.core.precision import DOUBLE, cast, double
from wetnet.neurons import HodgkinHuxley, MorrisLecar, PersistentSodiumPotassium
from wetnet.simulation import RungeKutta4, discretise

pytestmark = pytest.mark.validation

HERE = Path(__file__).parent
PYTHON = os.environ.get("WETNET_PEERS", str(HERE.parent / ".venv-peers" / "bin" / "python"))


@pytest.mark.parametrize("simulator", ["NEURON", "Brian2", "NEST"])
def test_conformance(simulator):
    """13 spikes of one cell at 10 µA/cm²: every 0 mV crossing within 0.02 ms after 200 ms."""
    if not Path(PYTHON).exists():
        pytest.skip(f"needs {simulator}: set WETNET_PEERS to the Python that has it")
    command = [PYTHON, str(HERE / "_hodgkin_huxley_peers.py"), simulator]
    answer = subprocess.run(command, capture_output=True, text=True)
    if "ModuleNotFoundError" in answer.stderr:
        pytest.skip(f"needs {simulator}, which {PYTHON} does not have")
    assert answer.returncode == 0, answer.stderr[-2000:]
    theirs = np.array(json.loads(answer.stdout.strip().splitlines()[-1])["times"])
    start = {"voltage": -65.0, "m": 0.0529, "h": 0.5961, "n": 0.3177}
    trace = simulate(HodgkinHuxley(), 10.0, 200, dt=0.01, start=start)["voltage"]
    v, times = trace.values[:, 0], trace.times
    k = np.flatnonzero((v[:-1] < 0) & (v[1:] >= 0))
    ours = times[k] + 0.01 * -v[k] / (v[k + 1] - v[k])
    assert len(ours) == len(theirs) > 12
    print(f"{simulator}: {len(ours)} spikes, largest difference {np.abs(ours - theirs).max():.4f} ms")
    np.testing.assert_allclose(ours, theirs, atol=0.02)


NA_K = PersistentSodiumPotassium
FOLDS = [
    # start, the current of the first moments (None: that of the rest), the currents between which the cycle ends, level
    ("hodgkin-huxley", HodgkinHuxley(), {"voltage": -10.0}, None, (6.2594, 6.2606), -40.0),
    ("morris-lecar", MorrisLecar(), {"voltage": 30.0, "w": 0.0}, None, (88.2925, 88.2943), 0.0),
    ("fast potassium", NA_K.preset("fast-potassium"), {"voltage": -40.0, "n": 0.0}, 3.0, (-0.31, -0.29), -40.0),
    ("homoclinic", NA_K.preset("homoclinic"), {"voltage": -40.0, "n": 0.0}, 10.0, (3.0912, 3.0928), -40.0),
]


@pytest.mark.parametrize(("name", "cell", "start", "first", "between", "level"), FOLDS, ids=[row[0] for row in FOLDS])
def test_where_the_cycle_ends(name, cell, start, first, between, level):
    """Below the first current it is lost, above the second it goes on; the current comes down in 300 ms."""
    duration, dt = (20_000, 0.05) if name == "morris-lecar" else (4_000, 0.01)
    with double():
        stepped = cast(discretise(cell, RungeKutta4()), DOUBLE)
        state = {n: jnp.broadcast_to(jnp.asarray(x), 2) for n, x in {**stepped.start(), **start}.items()}
        target = jnp.asarray(between, float)
        began = target if first is None else first

        def advance(i, held):
            state, last = held
            current = target + (began - target) * jnp.clip(1 - i * dt / 300, 0, 1)
            after, _ = stepped.step(state, {"current": current}, dt)
            rose = (state["voltage"] < level) & (after["voltage"] >= level)
            return after, jnp.where(rose, i * dt, last)

        _, last = jax.jit(lambda s: jax.lax.fori_loop(0, int(duration / dt), advance, (s, jnp.zeros(2))))(state)
    assert last[0] < 0.9 * duration, f"at {between[0]} it should have stopped"
    assert last[1] > 0.95 * duration, f"at {between[1]} it should go on; it stopped at {last[1]} ms"
