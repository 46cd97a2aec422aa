"""Running a script of another simulator in a Python of its own, or skipping, loudly, where there is none."""

import json
import os
import subprocess
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def peer():
    """``peer(script, *arguments)`` gives the JSON on the last line that a script of another simulator prints."""
    return _answer


def _answer(script, *arguments):
    python = os.environ.get("WETNET_PEERS", "")
    if not Path(python).is_file():
        pytest.skip(f"{script} needs other simulators: set WETNET_PEERS to the Python that has them")
    command = [python, str(Path(__file__).with_name(script)), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": ""})
    if "ModuleNotFoundError" in done.stderr:
        pytest.skip(f"{script}: {done.stderr.strip().splitlines()[-1]}; install it beside the Python of WETNET_PEERS")
    assert done.returncode == 0, f"{script} failed:\n{done.stderr[-2000:]}"
    return json.loads(done.stdout.strip().splitlines()[-1])
