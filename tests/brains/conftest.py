"""What the tests of brains share: one brain of each preset, and ten digits."""

import sys
from pathlib import Path

import pytest

from wetnet.brains.digit_brain import DigitBrain
from wetnet.tasks import digits, ten_digits

sys.path.insert(0, str(Path(__file__).parent))  # tests import small_circuit

PRESETS = ["original", "default"]


@pytest.fixture(scope="session")
def brains():
    return {preset: DigitBrain(0, preset) for preset in PRESETS}


@pytest.fixture(params=PRESETS)
def brain(brains, request):
    """A brain that has learned nothing."""
    brains[request.param].reset()
    return brains[request.param]


@pytest.fixture
def default(brains):
    brains["default"].reset()
    return brains["default"]


@pytest.fixture(scope="session")
def ten(mnist_folder):
    return ten_digits.choose(digits.load(mnist_folder), 0)
