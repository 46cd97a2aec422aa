"""The same records in this process, in others, on a cluster, and after being killed."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import distributed
import pytest

from wetnet import compare

PROGRAM = """
import sys
sys.path.insert(0, {here!r})
from toys import Means
from wetnet import compare
from wetnet.tasks import digits, seed_digits
seed_digits.load = lambda data=None: stand_in
stand_in = digits._stand_in()
compare.run([Means, "nearest-mean"], "seed-digits", ["accuracy", "sample-efficiency"], seeds=2, epochs=1,
            out={out!r}, resume=True)
"""


def measured(toys, **options):
    protocols = ["accuracy", "sample-efficiency"]
    return compare.run([toys.Means, "nearest-mean"], "seed-digits", protocols, seeds=2, epochs=1, **options)


@pytest.fixture(scope="module")
def here(toys):
    from wetnet.tasks import digits, seed_digits

    stand_in, real = digits._stand_in(), seed_digits.load
    seed_digits.load = lambda data=None: stand_in
    yield measured(toys)
    seed_digits.load = real


def test_other_processes_find_the_same(toys, here, small_digits, tmp_path):
    assert measured(toys, jobs=2, out=tmp_path).comparable() == here.comparable()


def test_a_cluster_finds_the_same(toys, here, small_digits):
    """Workers in threads of this process, which start at once; those in processes of their own are in validation/."""
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=False, protocol="tcp://", dashboard_address=None
    ) as cluster:
        table = measured(toys, dask=cluster.scheduler_address)
    assert table.comparable() == here.comparable()
    assert not [remark for remark in table.remarks if "this machine" in remark.text]


def test_killed_it_ends_where_it_would_have(toys, here, small_digits, tmp_path):
    """The program is killed when it has kept a record; what it kept is used, and the rest measured."""
    program = PROGRAM.format(here=str(Path(__file__).parent), out=str(tmp_path))
    process = subprocess.Popen([sys.executable, "-c", program], env=os.environ)
    while process.poll() is None and not list(tmp_path.rglob("*.json")):
        time.sleep(0.005)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert list(tmp_path.rglob("*.json"))
    resumed = measured(toys, out=tmp_path, resume=True)
    ours, theirs = ([{**r, "code_version": "", "command": ""} for r in t.comparable()] for t in (resumed, here))
    assert ours == theirs
