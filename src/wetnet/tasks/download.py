"""Downloading one file: several mirrors, a progress bar, an enforced SHA-256, all or nothing."""

from __future__ import annotations

import hashlib
import http.client
import os
import urllib.request
from collections.abc import Sequence
from pathlib import Path

from wetnet.core.errors import ResourceError

TIMEOUT = 10.0
"""Seconds without an answer after which the next mirror is tried."""

_CHUNK = 1 << 16


def fetch(urls: Sequence[str], destination: Path, sha256: str) -> None:
    """Download the first of ``urls`` that gives the right content; do nothing where it is there already.

    The file appears under its name only when it is complete and its digest right.

    Raises
    ------
    ResourceError: no address gave the right content (each is named with its reason), or it cannot be written.
    """
    if destination.is_file() and _digest(destination) == sha256:
        return
    try:
        destination.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ResourceError(f"cannot write to {destination.parent} ({error})") from error
    partial = destination.with_name(f".{destination.name}.{os.getpid()}.part")
    failures = []
    try:
        for url in urls:
            try:
                found = _transfer(url, partial)
            except (OSError, http.client.HTTPException) as error:
                failures.append(f"{url}: {error}")
                continue
            if found == sha256:
                os.replace(partial, destination)
                return
            failures.append(f"{url}: SHA-256 is {found}, expected {sha256}")
    finally:
        partial.unlink(missing_ok=True)
    raise ResourceError(f"could not download {destination.name}: {'; '.join(failures)}")


def _transfer(url: str, partial: Path) -> str:
    """Copy what is at ``url`` into ``partial`` and give its SHA-256, showing progress on standard error."""
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

    digest = hashlib.sha256()
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with (
        urllib.request.urlopen(url, timeout=TIMEOUT) as answer,
        open(partial, "wb") as file,
        Progress(*columns, console=Console(stderr=True)) as progress,
    ):
        bar = progress.add_task(url.rpartition("/")[2], total=answer.length)
        while chunk := answer.read(_CHUNK):
            file.write(chunk)
            digest.update(chunk)
            progress.advance(bar, len(chunk))
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest()


def _digest(path: Path) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
