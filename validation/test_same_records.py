"""Networks that run on JAX give the same records twice in this process, in two others, and on two Dask workers."""

import distributed
import pytest

from wetnet import compare
from wetnet.compare.budget import Budget

pytestmark = pytest.mark.validation
TINY = Budget("tiny", 200, 20, 2, learning_seconds=2, testing_seconds=2)


def measured(**options):
    return compare.run(["mlp", "digit-brain"], "digits", ["accuracy", "operations"], budget=TINY, **options)


@pytest.fixture(scope="module")
def here():
    table = measured()
    assert len(table.records) == 8
    assert not [remark for remark in table.remarks if remark.kind in ("error", "not applicable")]
    assert all(record.raw["total"] > 1 for record in table.records if record.protocol == "accuracy")
    return table.comparable()


def test_the_same_seeds_again(here):
    assert measured().comparable() == here


def test_seeds_differ(here):
    first, second = ([r for r in here if r["seed"] == seed and r["network"] == "digit-brain"] for seed in (0, 1))
    assert [r["metrics"] for r in first] != [r["metrics"] for r in second]


def test_two_processes(here):
    assert measured(jobs=2).comparable() == here


def test_two_dask_workers(here):
    quiet = {"dashboard_address": None, "worker_dashboard_address": None}
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, **quiet) as cluster:
        table = measured(dask=cluster.scheduler_address)
    assert table.comparable() == here
    assert not [remark for remark in table.remarks if "this machine" in remark.text]
