"""What the tests of comparisons share."""

import importlib.util
from pathlib import Path

import pytest

from wetnet.tasks import digits


@pytest.fixture(scope="session")
def class_mean():
    """The stub learner of tests/class_mean.py."""
    spec = importlib.util.spec_from_file_location("class_mean", Path(__file__).parents[1] / "class_mean.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.ClassMean


@pytest.fixture
def small_digits(monkeypatch):
    """Every task is made of the stand-in digits: fast, and the same on every machine."""
    stand_in = digits._stand_in()
    for module in ("digits", "ten_digits", "seed_digits"):
        monkeypatch.setattr(f"wetnet.tasks.{module}.load", lambda data=None: stand_in)
    return stand_in
