"""What the tests of several rooms share."""

import importlib.util
import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def class_mean():
    """The stub learner of tests/class_mean.py."""
    spec = importlib.util.spec_from_file_location("class_mean", Path(__file__).with_name("class_mean.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.ClassMean


@pytest.fixture
def small_digits(monkeypatch):
    """Every task is made of the stand-in digits: fast, and the same on every machine."""
    from wetnet.tasks import digits

    stand_in = digits._stand_in()
    for module in ("digits", "ten_digits", "seed_digits"):
        monkeypatch.setattr(f"wetnet.tasks.{module}.load", lambda data=None: stand_in)
    return stand_in


@pytest.fixture(scope="session")
def mnist_folder():
    """The folder that holds MNIST; the test is skipped where there is none."""
    folder = os.environ.get("WETNET_DATA") or Path(__file__).parents[1].with_name("shared") / "mnist"
    if not Path(folder).is_dir():
        pytest.skip("needs MNIST: set WETNET_DATA to the folder that holds it")
    return Path(folder)
