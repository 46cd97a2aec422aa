"""``wetnet analyse``: portraits and excitability in words, numbers and pictures."""

import pytest

LIF = "leaky-integrate-and-fire"


def test_a_portrait(run, tmp_path):
    plot = tmp_path / "a.svg"
    result = run("analyse", "izhikevich", "--portrait", "--current", 3, "--plot", plot, "--json").json
    assert [(round(one["state"]["voltage"]), one["kind"]) for one in result["fixed_points"]] == [
        (-65, "stable node"),
        (-55, "saddle"),
    ]
    assert "<svg" in plot.read_text(encoding="utf-8")
    assert "saddle" in run("analyse", "izhikevich", "--portrait", "--current", 3).out


def test_excitability(run):
    result = run("analyse", LIF, "--excitability", "--json").json
    assert result["hodgkin_class"] == 1
    assert result["rheobase"] == pytest.approx(100, rel=1e-3)


@pytest.mark.parametrize(
    ("arguments", "status", "complaint"),
    [
        ((LIF,), 2, "one of --portrait, --excitability"),
        ((LIF, "--portrait", "--excitability"), 2, "one of"),
        (("permeability-map", "--portrait"), 1, "is a map"),
        (("izhikevic", "--portrait"), 2, "did you mean 'izhikevich'"),
    ],
)
def test_bad_arguments_are_named(run, arguments, status, complaint):
    outcome = run("analyse", *arguments)
    assert (outcome.status, outcome.out) == (status, "")
    assert complaint in outcome.err
