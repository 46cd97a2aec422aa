"""``wetnet data``: what data sets there are, where they lie, fetching and checking them."""

from __future__ import annotations

import os
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from wetnet.cli.output import Data, Json, note, show
from wetnet.core.errors import DataError, UnknownNameError
from wetnet.core.registry import registered


class Action(StrEnum):
    """What can be done with a data set."""

    FETCH = "fetch"
    VERIFY = "verify"


@registered("data", kind="command")
def data(
    action: Annotated[Action | None, typer.Argument(help="fetch: download; verify: read and check.")] = None,
    name: Annotated[str | None, typer.Argument(help="Name of the data set.")] = None,
    directory: Data = None,
    as_json: Json = False,
) -> None:
    """List the data sets; download one; check one."""
    if action is None:
        found = [_describe(directory)]
        lines = [f"{one['name']}: {one['meaning']}\n  {_state(one)}" for one in found]
        show({"data": found}, "\n".join(lines), as_json)
        return
    if name is None:
        raise typer.BadParameter(f"which data set? For example: wetnet data {action} digits", param_hint="NAME")
    if name != "digits":
        raise UnknownNameError("data set", name, ["digits"])
    if action is Action.FETCH:
        _fetch(directory, as_json)
    else:
        _verify(directory, as_json)


def _place(directory: Path | None) -> Path:
    from wetnet.tasks import digits

    chosen = directory or os.environ.get("WETNET_DATA")
    return Path(chosen).expanduser() if chosen else digits.cache_folder()


def _describe(directory: Path | None) -> dict[str, Any]:
    from wetnet.tasks import mnist

    place = _place(directory)
    return {
        "name": "digits",
        "meaning": "MNIST: 70 000 handwritten digits, 28×28",
        "directory": str(place),
        "present": mnist.complete(place),
    }


def _state(one: dict[str, Any]) -> str:
    if one["present"]:
        return f"in {one['directory']}"
    return f"not in {one['directory']}; get it with: wetnet data fetch {one['name']}"


def _fetch(directory: Path | None, as_json: bool) -> None:
    from wetnet.tasks import digits, mnist

    place = directory or digits.cache_folder()
    mnist.fetch(place)
    show({"name": "digits", "directory": str(place)}, f"digits are in {place}", as_json)


def _verify(directory: Path | None, as_json: bool) -> None:
    from wetnet.tasks import mnist

    place = _place(directory)
    if not any(mnist.locate(place, file).is_file() for file in mnist.FILES):
        raise DataError(f"digits are not in {place}; get them with: wetnet data fetch digits")
    contents = mnist.read(place)
    files = [
        {
            "path": str(path),
            "values": " × ".join(str(size) for size in file.shape),
            "original": path not in contents.unknown,
        }
        for file, path in ((file, mnist.locate(place, file)) for file in mnist.FILES)
    ]
    lines = [f"{one['path']}: {one['values']}, {'' if one['original'] else 'NOT '}the original" for one in files]
    show({"name": "digits", "directory": str(place), "files": files}, "\n".join(lines), as_json)
    if contents.unknown:
        note("What is not the original passed every check of form: it can be used, and results made with it say so.")
