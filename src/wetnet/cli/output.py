"""What commands print: results on standard output, everything else on standard error."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from wetnet.core import saved

SCHEMA_VERSION = 1

Json = Annotated[bool, typer.Option("--json", help="Print one JSON object on standard output and nothing else.")]
"""The option that every command takes."""

Data = Annotated[Path | None, typer.Option("--data", metavar="DIR", help="Folder of the data set [WETNET_DATA].")]
"""The option of every command that reads a data set."""


def note(text: str) -> None:
    """One line to the person at the terminal, out of the way of the result."""
    print(text, file=sys.stderr)


def show(result: Mapping[str, Any], text: Any, as_json: bool) -> None:
    """Print the result: as JSON, or as ``text`` (a string or anything that rich can draw)."""
    if as_json:
        print(_encode(result))
    elif isinstance(text, str):
        print(text)
    else:
        from rich.console import Console

        Console().print(text)


def write_json(path: Path, result: Mapping[str, Any]) -> None:
    """Write the result to a file, all of it or nothing."""
    saved.write_text(path, _encode(result) + "\n")


def _encode(result: Mapping[str, Any]) -> str:
    return json.dumps({"schema_version": SCHEMA_VERSION, **result}, allow_nan=False, ensure_ascii=False)
