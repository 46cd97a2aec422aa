"""The worked example of CONTRIBUTING.md is run as it is printed."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from wetnet.core.registry import declared

TEXT = (Path(__file__).resolve().parent.parent / "CONTRIBUTING.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def example(tmp_path_factory):
    """The example's neuron and its test, as one module."""
    neuron, test = re.findall(r"```python\n(.*?)```", TEXT, flags=re.DOTALL)
    folder = tmp_path_factory.mktemp("example")
    (folder / "contributed_example.py").write_text(f"{neuron}\n{test}", encoding="utf-8")
    sys.path.insert(0, str(folder))
    try:
        yield __import__("contributed_example")
    finally:
        sys.path.remove(str(folder))


@pytest.mark.parametrize("preset", [None, "fast"])
def test_the_example_passes_its_own_test(example, preset):
    example.test_the_interval_is_pi_over_the_root_of_the_current(preset)


def test_the_name_of_the_example_is_free(example):
    assert example.Theta.slug not in declared("neuron")
