"""Row A5: the original's own training protocol, with the right gradient, on MNIST itself."""

import numpy as np
import pytest

from wetnet.learning.mlp import MLP
from wetnet.tasks import digits
from wetnet.tasks.seed_digits import seed_split

SEEDS = range(5)


@pytest.fixture(scope="module")
def images():
    found = digits.load(download=False)
    if not found.source.startswith("MNIST"):
        pytest.skip("MNIST itself is needed; set WETNET_DATA to the folder that holds it")
    return found


def accuracy(network, task):
    return float(np.mean(network.predict(task.test_images) == task.test_labels))


@pytest.mark.parametrize("decay", [0.8, 1.0], ids=["default", "constant rate as the original"])
def test_two_epochs_of_the_originals_images(images, decay):
    task = seed_split(images)
    reached = []
    for seed in SEEDS:
        network = MLP(seed, decay=decay)
        untrained = accuracy(network, task)
        network.fit(task, epochs=1)
        first = accuracy(network, task)
        network.fit(task, epochs=2)
        reached.append((untrained, first, accuracy(network, task)))
    untrained, first, second = np.array(reached).T
    assert 0.03 < untrained.mean() < 0.2
    assert first.mean() >= 0.80
    assert second.mean() >= 0.84
    assert min(first.min(), second.min()) >= 0.72
