"""What the tests of commands share."""

import json
from typing import NamedTuple

import pytest

from wetnet.cli import main
from wetnet.core import registry


@pytest.fixture
def run(small_digits, class_mean, monkeypatch, capsys, tmp_path):
    """Run a command in this process, the stub learner registered: gives status, standard output, standard error."""
    real = registry.declared

    class Stub(registry.Declaration):
        def load(self):
            return class_mean

    def declared(kind):
        stub = Stub("class-mean", "learner", "tests", "ClassMean", "Remembers the mean image of each class.")
        return {**real(kind), **({"class-mean": stub} if kind == "learner" else {})}

    for module in ("core.registry", "cli.compare", "cli.models"):
        monkeypatch.setattr(f"wetnet.{module}.declared", declared)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(class_mean, "signal_at", None)

    def call(*arguments):
        with pytest.raises(SystemExit) as ended:
            main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Outcome(ended.value.code or 0, captured.out, captured.err)

    return call


class Outcome(NamedTuple):
    status: int
    out: str
    err: str

    @property
    def json(self):
        """The one object on standard output; anything beside it fails."""
        return json.loads(self.out)
