"""What the tests of comparisons share; odd records (odd_records.py) can be imported here."""

import importlib.util
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(scope="session")
def toys():
    """The networks of toys.py."""
    spec = importlib.util.spec_from_file_location("compare_toys", Path(__file__).with_name("toys.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert "compare_toys" not in sys.modules  # so that other processes get the classes themselves, not their name
    return module
