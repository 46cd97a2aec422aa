"""The neuron room in this process: whatever is set is what ``simulate`` computes, in words where it cannot be."""

import csv
import io
import itertools
import json
import logging
import subprocess
import sys

import jax
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from wetnet.core.errors import WetnetError
from wetnet.core.registry import declared, find
from wetnet.lab.neuron_bench import COLUMNS, narrow
from wetnet.lab.neuron_messages import Cell, Curve, Data, Live, Script, Set, Settings
from wetnet.lab.neuron_room import NeuronRoom
from wetnet.lab.room import clock
from wetnet.simulation import simulate
from wetnet.simulation.recording import Recording, Spikes, Trace
from wetnet.simulation.stimuli import step


@pytest.fixture(scope="module")
def bench():
    return Bench()


class Bench:
    """Sends settings and keeps what is shown."""

    def __init__(self):
        self.room, self.revision = NeuronRoom(lambda text: None), itertools.count(1)
        self.form = json.loads(self.room.news()["form"].tobytes())

    def show(self, **settings):
        self.room.take(Set(revision=next(self.revision), settings=Settings(**settings)))
        while self.room.advance(0.0) is not None:
            pass
        self.blocks = self.room.news()
        return json.loads(self.blocks["status"].tobytes())


def test_the_form_is_what_is_declared(bench):
    assert {one["slug"] for one in bench.form["models"]} == set(declared("neuron"))
    for one in bench.form["models"]:
        kind = find("neuron", one["slug"])
        assert [known["name"] for known in one["parameters"]] == list(kind.parameters())
        assert [known["name"] for known in one["presets"]] == list(kind.presets)
        assert all(np.isfinite([known["low"], known["high"]]).all() for known in one["parameters"])
    assert {one["slug"] for one in bench.form["stimuli"]} == set(declared("stimulus")) - {"file"}


def test_what_is_shown_is_what_simulate_computes(bench):
    status = bench.show(
        cell=Cell(preset="chattering", values={"d": 1.5}),
        stimulus_values={"amplitude": 12.0, "start": 20.0, "stop": 180.0},
        duration=200.0,
        start={"voltage": -70.0},
    )
    cell = find("neuron", "izhikevich").preset("chattering", d=1.5)
    expected = simulate(cell, step(12.0, 20.0, 180.0), 200.0, start={"voltage": -70.0}).spikes["spikes"].times
    assert len(expected) > 5
    assert bench.blocks["trace_spikes"][0] == pytest.approx(expected, abs=1e-4)
    assert (status["spikes"], status["values"]["d"], status["values"]["c"]) == (len(expected), 1.5, -50.0)
    voltage = bench.blocks["trace_values"][status["names"].index("voltage")]
    assert voltage.max() == pytest.approx(30, abs=60)
    assert len(voltage) == bench.blocks["trace_times"].shape[1] == 2 * COLUMNS


def test_a_moving_slider_compiles_nothing(bench, caplog):
    fixed = {"cell": Cell(preset="regular-spiking"), "stimulus_values": {"amplitude": 10.0}}
    bench.show(**fixed)
    with jax.log_compiles(), caplog.at_level(logging.WARNING):
        for number in range(4):
            values = {"a": 0.02 + 0.01 * number, "d": 8.0 - number}
            bench.show(
                cell=Cell(preset="regular-spiking", values=values),
                stimulus_values={"amplitude": 10.0 + number, "start": 30.0 + number},
                duration=500.0 / (1 + number),
                dt=0.05 / (1 + number),
                seed=number,
            )
    assert [line for line in caplog.messages if "ompil" in line] == []


def test_of_several_changes_only_the_newest_is_computed(bench):
    for amplitude in (5.0, 6.0, 0.0):
        bench.room.take(Set(revision=next(bench.revision), settings=Settings(stimulus_values={"amplitude": amplitude})))
    bench.room.advance(0.0)
    assert json.loads(bench.room.news()["status"].tobytes())["spikes"] == 0
    assert bench.room.news() == {}


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"cell": Cell(model="izhikevic", preset=None)}, "izhikevich"),
        ({"cell": Cell(preset="chatering")}, "chattering"),
        ({"cell": Cell(values={"a": 99.0})}, "outside -1 to 5"),
        ({"cell": Cell(values={"e": 1.0})}, "parameter of Izhikevich"),
        ({"stimulus": "stop"}, "step"),
        ({"stimulus_values": {"height": 1.0}}, "parameter of Step"),
        ({"integrator": "rk5"}, "rk4"),
        ({"input": "curent"}, "current"),
        ({"start": {"voltge": 1.0}}, "voltage"),
        ({"cell": Cell(values={"peak": 100.0}), "start": {"voltage": 1e200}, "duration": 1.0}, "finite"),
    ],
)
def test_what_cannot_be_followed_is_answered_in_words_and_the_picture_stays(bench, settings, said):
    before = bench.show()
    status = bench.show(**settings)
    assert said in status["problem"]
    assert "trace_values" not in bench.blocks
    assert status["spikes"] == before["spikes"]
    with pytest.raises(WetnetError):
        bench.room.take(Data())
    assert bench.show()["problem"] == ""


@pytest.mark.parametrize("fields", [{"dt": 0.0}, {"dt": 1e-4, "duration": 1e4}, {"dt": 2.0, "duration": 1.0}])
def test_a_run_without_bounds_is_refused(fields):
    with pytest.raises(ValidationError):
        Settings(**fields)


def test_an_artificial_unit_answers_the_same_input_at_once(bench):
    status = bench.show(beside=Cell(model="relu", preset=None), stimulus="sine", stimulus_values={"amplitude": 4.0})
    assert status["beside"]["names"] == ["output"]
    given = bench.blocks["trace_values"][-1]
    assert bench.blocks["beside_values"][0].max() == pytest.approx(1.0, abs=1e-3)
    assert bench.blocks["beside_values"][0].min() == 0.0 < -given.min()


def test_a_second_cell_has_the_same_stimulus_or_one_in_its_own_unit(bench):
    same = bench.show(beside=Cell(preset="fast-spiking"), stimulus_values={"amplitude": 10.0})
    assert same["beside"]["spikes"] > same["spikes"] > 0
    assert bench.blocks["beside_values"][-1].max() == 10
    other = bench.show(beside=Cell(model="leaky-integrate-and-fire", preset=None), stimulus_values={"amplitude": 10.0})
    assert other["beside"]["units"][-1] == "pA"
    assert other["beside"]["spikes"] >= 3


def test_every_sample_is_given_as_csv(bench):
    status = bench.show(duration=20.0, stimulus_values={"amplitude": 20.0, "start": 0.0})
    event = bench.room.take(Data())
    rows = list(csv.reader(io.StringIO(event["text"])))
    assert rows[0][0] == "time (ms)"
    assert len(rows) == 401
    assert sum(int(row[-1]) for row in rows[1:]) == status["spikes"] > 0


def test_the_python_computes_the_same_spikes(bench, tmp_path):
    status = bench.show(cell=Cell(preset="chattering", values={"a": 0.03}), integrator="euler", duration=150.0, dt=0.1)
    event = bench.room.take(Script())
    file = tmp_path / event["name"]
    file.write_text(event["text"], encoding="utf-8")
    ran = subprocess.run([sys.executable, file], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert ran.stdout.startswith(f"{status['spikes']} spikes at [")
    assert (tmp_path / "izhikevich.png").stat().st_size > 1000


@given(st.integers(1, 12 * COLUMNS), st.integers(0, 2**32 - 1))
def test_narrowing_keeps_extremes_and_order(count, seed):
    values = np.random.default_rng(seed).normal(size=(count, 1))
    recording = Recording(count * 0.1, {"x": Trace(values, "mV", 0.1, 0.1)}, {"spikes": Spikes(*np.zeros((2, 0)), 1)})
    times, kept, _, _ = narrow(recording, ["x"])
    assert len(times) == kept.shape[1] <= 2 * COLUMNS
    assert (kept.min(), kept.max()) == (values.min(), values.max())
    assert (np.diff(times) > 0).all()
    assert set(kept[0]) <= set(values[:, 0])


def test_the_plane_of_the_regular_spiking_cell(bench):
    status = bench.show(plane=True, plane_input=0.0)
    stable, saddle = status["plane"]["points"]
    # 0.04 v² + 5 v + 140 − 0.2 v = 0
    assert [stable["state"][0], saddle["state"][0]] == pytest.approx([-70, -50])
    assert (stable["kind"], saddle["kind"]) == ("stable node", "saddle")
    lines = bench.blocks["plane_lines"]
    v, u = lines[lines[:, 0] == 1][:, 1:].T
    assert u == pytest.approx(0.2 * v, abs=1e-3)
    assert (lines[:, 0] == 2).any()
    assert bench.show(plane=True, plane_input=10.0)["plane"]["points"] == []


def test_a_moving_slider_compiles_nothing_of_the_plane(bench, caplog):
    bench.show(plane=True, plane_input=0.0)
    with jax.log_compiles(), caplog.at_level(logging.WARNING):
        for number in range(4):
            cell = Cell(preset="regular-spiking", values={"b": 0.2 - 0.005 * number})
            bench.show(cell=cell, plane=True, plane_input=-0.5 * number)
    assert [line for line in caplog.messages if "ompil" in line] == []


def test_a_cell_of_one_variable_has_a_fan_that_parts_at_the_threshold(bench):
    cell = Cell(model="persistent-sodium", preset="no-reset")
    status = bench.show(cell=cell, plane=True, plane_input=0.0, duration=50.0)
    kinds = [point["kind"] for point in status["plane"]["points"]]
    assert kinds == ["stable node", "unstable node", "stable node"]
    rest, threshold, upper = (point["state"][0] for point in status["plane"]["points"])
    starts, ends = bench.blocks["fan_values"][:, [0, -1]].T
    below = starts < threshold
    assert 3 < below.sum() < len(starts)
    assert ends[below] == pytest.approx(rest, abs=0.5)
    assert ends[~below] == pytest.approx(upper, abs=0.5)


def test_the_curve_is_the_rate_in_hertz(bench):
    bench.show()
    bench.room.take(Curve(revision=next(bench.revision), most=20.0))
    while bench.room.advance(0.0) is not None:
        pass
    inputs, rates, latencies = bench.room.news()["curve"].T
    assert (inputs[0], inputs[-1], rates[0]) == (0, 20, 0)
    assert np.isnan(latencies[0])
    assert latencies[-1] > 0
    spikes = simulate(find("neuron", "izhikevich").preset("regular-spiking"), 20.0, 1000.0).spikes["spikes"].times
    late = spikes[spikes > 500]
    assert rates[-1] == pytest.approx(1e3 / np.diff(late).mean(), rel=1e-3)


def test_the_live_cell_goes_on_with_the_input_of_the_moment(bench):
    bench.show(cell=Cell(preset="fast-spiking"))
    bench.room.take(Live(revision=next(bench.revision), input=0.0))
    now = clock()
    rows = []
    for number in range(200):
        if number == 100:
            bench.room.take(Live(revision=next(bench.revision), input=15.0))
        bench.room.advance(now + number * 0.016)
        rows.append(bench.room.news().get("live", np.zeros((0, 3))))
    times, voltage, _ = np.concatenate(rows).T
    assert (np.diff(times) > 0).all()
    half = len(times) // 2
    assert voltage[: half - 20].max() < -50 < 0 < voltage[half:].max()
    bench.room.take(Live(revision=next(bench.revision), input=None))
    assert bench.room.advance(now + 9) is None
