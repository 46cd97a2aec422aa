import runpy
import sys
from pathlib import Path

EXAMPLE = Path(__file__).parents[2] / "examples" / "perceptron_xor.py"


def test_the_perceptron_fails_and_the_hidden_layer_does_not(monkeypatch, capsys, tmp_path):
    figure = tmp_path / "xor.png"
    monkeypatch.setattr(sys, "argv", [str(EXAMPLE), str(figure)])
    runpy.run_path(str(EXAMPLE), run_name="__main__")
    lines = capsys.readouterr().out.splitlines()
    assert "not learned" in next(line for line in lines if line.startswith("perceptron on exclusive or"))
    assert "[0, 1, 1, 0]  learned" in next(line for line in lines if line.startswith("hidden layer"))
    assert figure.stat().st_size > 1000
