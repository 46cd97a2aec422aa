"""What measurements against peers share: running a peer's script, and medians of interleaved runs."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

NO_PEERS = "no peers: run `make bench-peers` once to install them (an environment of its own, .venv-peers)"


def peer(script: str, *arguments: object) -> dict[str, Any] | None:
    """The JSON that a peer's script prints, or None where the peers are not installed."""
    python = os.environ.get("WETNET_PEERS") or str(Path(__file__).parent.parent / ".venv-peers" / "bin" / "python")
    if not Path(python).exists():
        return None
    command = [python, str(Path(__file__).parent / script), *map(str, arguments)]
    answer = subprocess.run(command, capture_output=True, text=True)
    if answer.returncode:
        raise SystemExit(f"{script} failed:\n{answer.stderr[-2000:]}")
    return json.loads(answer.stdout.strip().splitlines()[-1])
