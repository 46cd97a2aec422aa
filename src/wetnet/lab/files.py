"""Saved networks on their way to and from the page: learners write files, pages speak text."""

from __future__ import annotations

import base64
import binascii
import tempfile
from pathlib import Path
from typing import TypeVar

from wetnet.core.errors import SavedFileError
from wetnet.learning.learner import Learner

L = TypeVar("L", bound=Learner)


def to_text(learner: Learner) -> str:
    """The learner's file as base64."""
    with tempfile.TemporaryDirectory(prefix="wetnet-") as folder:
        return base64.b64encode(learner.save(Path(folder) / "network.safetensors").read_bytes()).decode()


def from_text(kind: type[L], text: str) -> L:
    """The learner whose file is in ``text``.

    Raises
    ------
    SavedFileError: not base64, or not a file of this kind and version, or damaged.
    """
    try:
        content = base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise SavedFileError(f"the uploaded network is not base64 ({error})") from error
    with tempfile.TemporaryDirectory(prefix="wetnet-") as folder:
        path = Path(folder) / "the uploaded file"
        path.write_bytes(content)
        try:
            return kind.load(path)
        except SavedFileError as error:
            raise SavedFileError(str(error).replace(f"{folder}/", "")) from error
