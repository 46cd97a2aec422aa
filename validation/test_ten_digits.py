"""The digit brain on its own ten digits: the figures of docs/results.md, section "ten-digits"."""

import numpy as np
import pytest

from wetnet.brains.digit_brain import DigitBrain
from wetnet.tasks import digits
from wetnet.tasks.ten_digits import choose

pytestmark = pytest.mark.validation
SEEDS = range(5)
SHOWN = (1, 2, 5, 10, 20, 30)


@pytest.fixture(scope="module")
def images():
    found = digits.load(download=False)
    if not found.source.startswith("MNIST"):
        pytest.skip("MNIST itself is needed; set WETNET_DATA to the folder that holds it")
    return found


@pytest.mark.parametrize("seed", SEEDS)
def test_thirty_presentations(images, seed):
    task, brain = choose(images, seed), DigitBrain.build(seed)

    def right():
        return int(np.sum(brain.predict(task.test_images) == task.test_labels))

    def spoken(digit, teacher):
        presentation = brain.present(task.test_images[digit], teacher, plasticity=0.0)
        presentation.finish()
        return presentation.spoken()

    untrained = right()
    curve = []
    for epochs in SHOWN:
        brain.fit(task, epochs=epochs)
        curve.append(right())
    taught = [spoken(digit, digit) for digit in range(10)]
    asked = [len(set(spoken(digit, None))) for digit in range(10)]
    print(f"\nseed {seed}: untrained {untrained}, right after {SHOWN} epochs {curve}; Broca cells that speak {asked}")
    assert untrained == 0
    assert curve[-1] >= 9
    assert [cells[:1] for cells in taught] == [[digit] for digit in range(10)]
    assert all(len(set(cells)) == 1 for cells in taught)
