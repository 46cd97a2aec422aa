"""The original small network on MNIST: the figures of docs/results.md, section "Seed's ANN on MNIST"."""

import numpy as np
import pytest

from wetnet.learning.mlp import MLP
from wetnet.tasks import digits

pytestmark = pytest.mark.validation
SEEDS = range(5)


@pytest.fixture(scope="module")
def images():
    found = digits.load(download=False)
    if not found.source.startswith("MNIST"):
        pytest.skip("MNIST itself is needed; set WETNET_DATA to the folder that holds it")
    return found


def accuracy(network, task):
    return float(np.mean(network.predict(task.test_images) == task.test_labels))


def interval(values):
    """Mean and half-width of the 95 % interval over seeds (Student's t, 4 degrees of freedom)."""
    return f"{np.mean(values):.4f} ± {2.776 * np.std(values, ddof=1) / np.sqrt(len(values)):.4f}"


def test_ten_epochs_of_mnist(images):
    task = digits.digits(0)
    reached = []
    for seed in SEEDS:
        network = MLP.build(seed)
        network.fit(task, epochs=10)
        reached.append(accuracy(network, task))
    print(f"\nMNIST, 10 epochs: {interval(reached)}, each {reached}")
    assert np.mean(reached) >= 0.94
