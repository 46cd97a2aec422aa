"""A comparison killed at ten random moments ends with the table of one that was never disturbed."""

import random
import signal
import subprocess
import sys
import time

import pytest

from wetnet import compare
from wetnet.compare import Store

pytestmark = pytest.mark.validation
NETWORKS = ["linear", "nearest-mean", "knn", "mlp"]


def test_ten_kills(tmp_path):
    command = [sys.executable, "-m", "wetnet.cli", "compare", "digits", "--networks", ",".join(NETWORKS)]
    command += ["--protocols", "all", "--budget", "quick", "--seeds", "2", "--out", str(tmp_path), "--resume"]
    draw = random.Random(3)
    for _ in range(10):
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(draw.uniform(1, 15))
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert not Store(tmp_path).records()[1]
    options = {"protocols": "all", "seeds": 2, "budget": "quick"}
    resumed = compare.run(NETWORKS, "digits", out=tmp_path, resume=True, **options)
    assert resumed.comparable() == compare.run(NETWORKS, "digits", **options).comparable()
