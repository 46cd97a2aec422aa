"""Saved networks and checkpoints: named arrays plus a JSON header in one safetensors file, never pickle.

Files are written atomically (a reader sees the old file or the new one, never half of one) and say what
they hold and in which version of the format.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wetnet.core.errors import SavedFileError

if TYPE_CHECKING:
    import numpy as np

_HEADER = "wetnet"


def save(
    path: Path | str, kind: str, version: int, arrays: Mapping[str, np.ndarray], header: Mapping[str, Any]
) -> Path:
    """Write ``arrays`` and a JSON-able ``header`` as a file of the given kind and format version."""
    import numpy as np
    from safetensors.numpy import save_file

    text = json.dumps({"kind": kind, "format_version": version, **header})
    with _replacing(Path(path)) as temporary:
        save_file({name: np.asarray(array, order="C") for name, array in arrays.items()}, temporary, {_HEADER: text})
    return Path(path)


def write_text(path: Path | str, text: str) -> Path:
    """Write a text file, all of it or nothing."""
    with _replacing(Path(path)) as temporary:
        temporary.write_text(text, encoding="utf-8")
    return Path(path)


def load(path: Path | str, kind: str, version: int) -> tuple[dict[str, np.ndarray], dict[str, Any]]:
    """Arrays and header of a file written by :func:`save`.

    Raises
    ------
    SavedFileError: no such file, not a file of wetnet, another kind, another version, or damaged.
    """
    from safetensors import SafetensorError, safe_open

    path = Path(path)
    if not path.is_file():
        raise SavedFileError(f"{path} does not exist or is not a file; expected a saved {kind}")
    try:
        with safe_open(path, framework="numpy") as opened:
            text = (opened.metadata() or {}).get(_HEADER)
            header = json.loads(text) if text else None
            arrays = {name: opened.get_tensor(name) for name in opened.keys()}  # noqa: SIM118 (not a mapping)
    except (SafetensorError, OSError, ValueError) as error:
        raise SavedFileError(f"{path} is no saved {kind}, or it is damaged ({error})") from error
    if not isinstance(header, dict):
        raise SavedFileError(f"{path} was not written by wetnet; expected a saved {kind}")
    if header.get("kind") != kind:
        raise SavedFileError(f"{path} holds a {header.get('kind')!r}, expected a {kind!r}")
    if header.get("format_version") != version:
        raise SavedFileError(
            f"{path} is a {kind} of format version {header.get('format_version')}; this wetnet reads version {version}"
        )
    return arrays, header


@contextmanager
def _replacing(path: Path) -> Iterator[Path]:
    """A temporary file beside ``path`` that takes its place when the block ends without an error."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        yield temporary
        with open(temporary, "rb") as written:
            os.fsync(written.fileno())
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
