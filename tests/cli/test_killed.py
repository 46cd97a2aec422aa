"""A real training run, killed twice, ends where an undisturbed one ends."""

import json
import signal
import subprocess
import sys
import time

import numpy as np
import pytest
from safetensors.numpy import load_file

# As `wetnet`, but with a checkpoint every tenth of a second instead of every five.
PROGRAM = """
import sys
from wetnet.learning import learner
learner.CHECKPOINT_INTERVAL = 0.1
from wetnet.cli import main
main(sys.argv[1:])
"""
EPOCHS = 25


@pytest.fixture
def start(tmp_path, mnist_folder):
    started = []

    def launch(out, *more):
        task = ["--task", "seed-digits", "--epochs", str(EPOCHS), "--data", str(mnist_folder), "--out", out, "--json"]
        command = [sys.executable, "-c", PROGRAM, "train", "mlp", *task, *more]
        pipe = subprocess.PIPE
        started.append(subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, cwd=tmp_path))
        return started[-1]

    yield launch
    for process in started:
        process.kill()
        process.communicate()


def after_checkpoint(process, checkpoint, number):
    """Send a signal as soon as the process has written the checkpoint anew; what it printed."""
    before = checkpoint.stat().st_mtime_ns if checkpoint.exists() else 0
    while not checkpoint.exists() or checkpoint.stat().st_mtime_ns == before:
        assert process.poll() is None, process.communicate()
        time.sleep(0.01)
    process.send_signal(number)
    return process.communicate()


def test_killed_and_terminated_training_loses_nothing(start, tmp_path):
    name = "mlp-seed-digits-seed0.safetensors"
    undisturbed = start("undisturbed")

    killed = start("killed")
    out, _ = after_checkpoint(killed, tmp_path / "killed" / name, signal.SIGKILL)
    assert (killed.returncode, out) == (-signal.SIGKILL, "")
    assert [path.name for path in (tmp_path / "killed").glob("*.safetensors")] == [name]

    terminated = start("killed", "--resume")
    out, errors = after_checkpoint(terminated, tmp_path / "killed" / name, signal.SIGTERM)
    assert (terminated.returncode, out) == (1, "")
    assert "--out killed --resume" in errors.splitlines()[-1]

    out, errors = start("killed", "--resume").communicate()
    resumed, expected = json.loads(out), json.loads(undisturbed.communicate()[0])
    assert 0 < resumed["resumed_at"] < resumed["examples"] == EPOCHS * 8000
    assert (resumed["correct"], resumed["examples"]) == (expected["correct"], expected["examples"])
    final, reference = load_file(tmp_path / "killed" / name), load_file(tmp_path / "undisturbed" / name)
    for array in reference:
        np.testing.assert_array_equal(final[array], reference[array])
