"""``wetnet simulate``: what it prints is what the library computes; what is wrong is answered in one line."""

import math
import re
from pathlib import Path

import numpy as np
import pytest

from wetnet.simulation import Recording

CONTRIBUTING = (Path(__file__).resolve().parents[2] / "CONTRIBUTING.md").read_text(encoding="utf-8")
LIF = "leaky-integrate-and-fire"


@pytest.fixture
def own_model(tmp_path):
    """The example of CONTRIBUTING.md in a user's own file."""
    path = tmp_path / "my_model.py"
    path.write_text(re.findall(r"```python\n(.*?)```", CONTRIBUTING, flags=re.DOTALL)[0], encoding="utf-8")
    return path


def test_spike_times_are_the_closed_form(run):
    times = run(
        "simulate", LIF, "--stimulus", "step:150,start=10", "--duration", 200, "--integrator", "reference", "--json"
    )
    expected = 10 + 20 * math.log(3) + (5 + 20 * math.log(3)) * np.arange(7)
    np.testing.assert_allclose(times.json["spike_times"], expected[expected < 200], atol=1e-6)


def test_presets_settings_units_and_steps_reach_the_cell(run):
    one = run("simulate", LIF, "--set", "leak_reversal=-49", "--duration", 100, "--dt", 0.1, "--json").json
    other = run("simulate", LIF, "--preset", "cuba", "--duration", 100, "--dt", 0.1, "--json").json
    assert one["spike_times"] == other["spike_times"] != []
    nano = run("simulate", LIF, "--stimulus", "0.15 nA", "--duration", 50, "--json").json
    pico = run("simulate", LIF, "--stimulus", "150", "--duration", 50, "--json").json
    assert nano["spike_times"] == pico["spike_times"] != []
    fast = run(
        "simulate", LIF, "--stimulus", "150", "--duration", 50, "--set", "refractory_period=0.001 s", "--json"
    ).json
    assert len(fast["spike_times"]) > len(pico["spike_times"]) - 1
    assert nano["end"]["voltage"]["unit"] == "mV"


def test_it_saves_and_draws(run, tmp_path):
    out, plot = tmp_path / "a.safetensors", tmp_path / "a.svg"
    outcome = run("simulate", LIF, "--stimulus", "150", "--duration", 100, "--out", out, "--plot", plot)
    assert "spikes (" in outcome.out
    assert len(Recording.load(out).spikes["spikes"].times) == 3
    assert "<svg" in plot.read_text(encoding="utf-8")


def test_a_model_of_ones_own(run, own_model):
    for address in (f"{own_model}:Theta", own_model):
        result = run("simulate", address, "--stimulus", "1", "--duration", 100, "--preset", "fast", "--json").json
        assert len(result["spike_times"]) > 1


@pytest.mark.parametrize(
    ("edit", "complaint"),
    [
        (lambda text: text.replace("def flow", "def flows"), "Theta in .* must define flow()"),
        (lambda text: text.replace("    inputs:", "    input:"), "must define inputs"),
        (lambda text: text + "\nraise RuntimeError('no')", "cannot be loaded: RuntimeError: no"),
        (lambda text: text + "\n)", "cannot be loaded: SyntaxError"),
        (lambda text: text.replace("(Continuous)", ""), "is no model: it must derive from Continuous or Discrete"),
    ],
)
def test_a_file_that_lacks_what_it_must_define_is_told(run, own_model, edit, complaint):
    own_model.write_text(edit(own_model.read_text(encoding="utf-8")), encoding="utf-8")
    outcome = run("simulate", f"{own_model}:Theta")
    assert (outcome.status, outcome.out) == (1, "")
    assert re.search(complaint, outcome.err)


@pytest.mark.parametrize(
    ("arguments", "status", "complaint"),
    [
        (("leaky-integrate-and-fir",), 2, f"did you mean '{LIF}'"),
        ((LIF, "--preset", "cub"), 2, "did you mean 'cuba'"),
        ((LIF, "--set", "threshhold=-50"), 2, "did you mean 'threshold'"),
        ((LIF, "--set", "threshold"), 2, "expected NAME=VALUE"),
        ((LIF, "--set", "threshold=3 nS"), 2, "cannot take a value in nS"),
        ((LIF, "--set", "capacitance=-1"), 2, "is outside 0.001 to"),
        ((LIF, "--stimulus", "stp:1"), 2, "did you mean 'step'"),
        ((LIF, "--integrator", "eulr"), 2, "did you mean 'euler'"),
        ((LIF, "--input", "curent"), 2, "did you mean 'current'"),
        ((LIF, "--dt", -1), 1, "expected 0 < dt"),
        (("none.py:Cell",), 1, "none.py is not there"),
        ((LIF, "--plot", "a.xyz"), 1, "a.xyz cannot be drawn"),
    ],
)
def test_bad_arguments_are_named(run, arguments, status, complaint):
    outcome = run("simulate", *arguments)
    assert (outcome.status, outcome.out) == (status, "")
    assert complaint in outcome.err
    assert len(outcome.err.strip().splitlines()) == 1


def test_a_class_that_is_not_in_the_file(run, own_model):
    outcome = run("simulate", f"{own_model}:Thta")
    assert "did you mean 'Theta'" in outcome.err
