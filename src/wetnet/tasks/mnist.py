"""The four files of MNIST: what they are called, what must be in them, where they can be had.

Source: Y. LeCun, L. Bottou, Y. Bengio, P. Haffner, "Gradient-based learning applied to document recognition",
Proc. IEEE 86, 2278-2324 (1998), doi:10.1109/5.726791.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import NamedTuple

import numpy as np
from jaxtyping import UInt8

from wetnet.core.errors import DataError
from wetnet.tasks import download, idx
from wetnet.tasks.task import Labels

MIRRORS = (
    "https://ossci-datasets.s3.amazonaws.com/mnist/",
    "https://storage.googleapis.com/cvdf-datasets/mnist/",
)


class File(NamedTuple):
    """One file: the SHA-256 of the compressed original, and of what is in it."""

    name: str
    shape: tuple[int, ...]
    compressed: str
    content: str


TRAIN_IMAGES = File(
    "train-images-idx3-ubyte",
    (60_000, 28, 28),
    "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609",
    "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
)
TRAIN_LABELS = File(
    "train-labels-idx1-ubyte",
    (60_000,),
    "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c",
    "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
)
TEST_IMAGES = File(
    "t10k-images-idx3-ubyte",
    (10_000, 28, 28),
    "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6",
    "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
)
TEST_LABELS = File(
    "t10k-labels-idx1-ubyte",
    (10_000,),
    "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6",
    "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
)
FILES = (TRAIN_IMAGES, TRAIN_LABELS, TEST_IMAGES, TEST_LABELS)

CLASS_COUNTS = {
    TRAIN_LABELS: (5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949),
    TEST_LABELS: (980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009),
}


class Contents(NamedTuple):
    """What was read from a directory; ``unknown`` are the files that differ from the original."""

    arrays: dict[File, UInt8[np.ndarray, "..."]]
    unknown: list[Path]


def locate(directory: Path, file: File) -> Path:
    """The file in ``directory``, gzipped or plain; where there is neither, the gzipped name."""
    compressed, plain = directory / f"{file.name}.gz", directory / file.name
    return plain if plain.is_file() and not compressed.is_file() else compressed


def complete(directory: Path) -> bool:
    """Whether all four files are there."""
    return all(locate(directory, file).is_file() for file in FILES)


def read(directory: Path) -> Contents:
    """All four files, checked: magic numbers, sizes, label range, class counts.

    Raises
    ------
    DataError: the directory or a file is missing, damaged, or not MNIST; the message names the file.
    """
    if not directory.is_dir():
        raise DataError(f"{directory} is not a directory; expected one that holds {', '.join(f.name for f in FILES)}")
    contents = Contents({}, [])
    for file in FILES:
        path = locate(directory, file)
        values = idx.read(path, file.shape)
        if file in CLASS_COUNTS:
            _check_labels(path, values, CLASS_COUNTS[file])
        if content_digest(file, values) != file.content:
            contents.unknown.append(path)
        contents.arrays[file] = values
    return contents


def content_digest(file: File, values: np.ndarray) -> str:
    """SHA-256 of the uncompressed file that holds ``values``."""
    header = bytes([0, 0, 8, len(file.shape)]) + np.asarray(file.shape, ">u4").tobytes()
    digest = hashlib.sha256(header)
    digest.update(values.tobytes())
    return digest.hexdigest()


def fetch(directory: Path) -> None:
    """Download into ``directory`` whatever is not there already with the right SHA-256.

    Raises
    ------
    ResourceError: no mirror gave the right file, or the directory cannot be written.
    """
    for file in FILES:
        name = f"{file.name}.gz"
        download.fetch([mirror + name for mirror in MIRRORS], directory / name, file.compressed)


def _check_labels(path: Path, labels: Labels, expected: tuple[int, ...]) -> None:
    if labels.max() > 9:
        raise DataError(f"{path} holds the label {labels.max()}, expected 0 to 9")
    counts = np.bincount(labels, minlength=10)
    wrong = np.flatnonzero(counts != expected)
    if len(wrong):
        digit = int(wrong[0])
        raise DataError(
            f"{path} is not MNIST's: it labels {counts[digit]} images as {digit}, expected {expected[digit]}"
        )
