"""Reading IDX files, plain or gzipped: the format of MNIST.

Two zero bytes, a type code, the number of dimensions, each dimension as a big-endian 32-bit number, then the
values. Source: Y. LeCun, C. Cortes, C. J. C. Burges, "The MNIST database of handwritten digits", file formats.
"""

from __future__ import annotations

import gzip
import struct
import zlib
from pathlib import Path

import numpy as np
from jaxtyping import UInt8

from wetnet.core.errors import DataError

_UNSIGNED_BYTE = 0x08
_GZIP = b"\x1f\x8b"


def read(path: Path, shape: tuple[int, ...]) -> UInt8[np.ndarray, "..."]:
    """The array of unsigned bytes in ``path``, which must have exactly ``shape``.

    Raises
    ------
    DataError: no such file, not IDX, another type or shape, truncated, too long, or damaged.
    """
    length = 4 + 4 * len(shape) + int(np.prod(shape))
    content = _content(path, length + 1)
    if content[:2] != b"\0\0":
        raise DataError(f"{path} is no IDX file: it begins with {content[:4].hex() or 'nothing'}, expected 0000")
    if content[2:4] != bytes([_UNSIGNED_BYTE, len(shape)]):
        raise DataError(
            f"{path} has the IDX magic number {content[:4].hex()}, "
            f"expected {bytes([0, 0, _UNSIGNED_BYTE, len(shape)]).hex()} (unsigned bytes, {len(shape)} dimensions)"
        )
    start = 4 + 4 * len(shape)
    if len(content) < start:
        raise DataError(f"{path} is truncated: it ends within its header, after {len(content)} of {start} bytes")
    found = struct.unpack(f">{len(shape)}I", content[4:start])
    if found != shape:
        raise DataError(f"{path} holds {_by(found)} values, expected {_by(shape)}")
    if len(content) < length:
        raise DataError(f"{path} is truncated: {len(content)} of {length} bytes")
    if len(content) > length:
        raise DataError(f"{path} goes on after its last value: it should end after {length} bytes")
    return np.frombuffer(content, np.uint8, offset=start).reshape(shape)


def _content(path: Path, most: int) -> bytes:
    """The first ``most`` bytes, uncompressed; a gzipped file is read to its checksum."""
    try:
        with open(path, "rb") as file:
            compressed = file.read(2) == _GZIP
            file.seek(0)
            if not compressed:
                return file.read(most)
            with gzip.GzipFile(fileobj=file) as stream:
                return stream.read(most)
    except FileNotFoundError as error:
        raise DataError(f"{path} does not exist") from error
    except EOFError as error:
        raise DataError(f"{path} is truncated: its gzip stream has no end") from error
    except (OSError, zlib.error) as error:
        raise DataError(f"{path} cannot be read, or it is damaged ({error})") from error


def _by(shape: tuple[int, ...]) -> str:
    return " × ".join(str(size) for size in shape)
