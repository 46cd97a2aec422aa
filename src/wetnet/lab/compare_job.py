"""The process that measures for the compare room: told once what to do, it says line by line how far it has come.

Everything it finishes is in the store at once, so it may be killed at any moment; when its room goes, its standard
input ends and so does it.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from typing import Any, TextIO

from wetnet.core.errors import WetnetError


def main() -> None:
    """Read the request, measure, report."""
    request = json.loads(sys.stdin.readline())
    threading.Thread(target=_end_with_the_room, daemon=True).start()
    sink = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # whatever a library prints must not end up among the lines
    try:
        measure(request, sink)
    except WetnetError as error:
        _say(sink, error=str(error))


def measure(request: dict[str, Any], sink: TextIO) -> None:
    """Run the comparison; records that the store has already are used."""
    from wetnet import compare

    def report(step: compare.Step) -> None:
        now = f"{step.network}, {step.protocol}, seed {step.seed}" if step.network else ""
        table = step.table.to_json() if step.table else None
        _say(sink, done=step.done, total=step.total, remaining=step.remaining, now=now, table=table)

    compare.run(**request, resume=True, report=report)


def _say(sink: TextIO, **fields: Any) -> None:
    sink.write(json.dumps(fields) + "\n")
    sink.flush()


def _end_with_the_room() -> None:
    sys.stdin.read()
    os._exit(0)


if __name__ == "__main__":
    main()
