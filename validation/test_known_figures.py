"""Networks of the comparison at figures that are known, on the whole of MNIST."""

import pytest

from wetnet import compare
from wetnet.tasks import digits

pytestmark = pytest.mark.validation


@pytest.fixture(scope="module")
def table():
    if not digits.load(download=False).source.startswith("MNIST"):
        pytest.skip("MNIST itself is needed; set WETNET_DATA to the folder that holds it")
    return compare.run(["linear", "nearest-mean", "knn", "sparse-mlp", "wide-mlp"], "digits", seeds=1, budget="full")


@pytest.mark.parametrize(
    ("network", "low", "high"),
    [
        ("linear", 0.915, 0.93),
        ("nearest-mean", 0.815, 0.825),
        ("knn", 0.968, 0.974),
        ("sparse-mlp", 0.95, 0.98),
        ("wide-mlp", 0.98, 0.99),
    ],
)
def test_accuracy_on_mnist(table, network, low, high):
    found = next(row for row in table.rows if (row.network, row.metric) == (network, "accuracy"))
    print(f"\n{network}: {found.value:.4f}")
    assert low <= found.value <= high
