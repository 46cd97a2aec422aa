"""Frames: what a worker shows a page, as one binary message.

All numbers are little-endian. A frame is a header followed by its blocks; each part starts at a multiple
of four bytes, so that the page reads the payload in place as typed arrays.

=========== ====== ======= =========================================================================
part        offset type    meaning
=========== ====== ======= =========================================================================
header      0      4 bytes ``WNF2``
header      4      uint32  sequence: counted up from 1 by the worker, acknowledged by the page
header      8      uint32  revision: the last change that this frame shows
header      12     uint32  number of blocks
each block  0      uint8   length of the name
each block  1      uint8   type of the payload: 0 float32, 1 uint8, 2 uint32
each block  2      uint16  zero
each block  4      uint32  rows
each block  8      uint32  columns
each block  12     name    ASCII, padded with zeros to a multiple of four
each block         payload rows x columns numbers, row by row, padded with zeros to a multiple of four
=========== ====== ======= =========================================================================
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

_HEADER = struct.Struct("<4sIII")
_BLOCK = struct.Struct("<BBHII")
_TYPES = (np.dtype("<f4"), np.dtype("u1"), np.dtype("<u4"))
_MAGIC = b"WNF2"


class Frame(NamedTuple):
    """A decoded frame."""

    sequence: int
    revision: int
    blocks: dict[str, np.ndarray]


def encode(sequence: int, revision: int, blocks: Mapping[str, np.ndarray]) -> bytes:
    """The frame as bytes; each block a two-dimensional float32, uint8 or uint32 array."""
    parts = [_HEADER.pack(_MAGIC, sequence, revision, len(blocks))]
    for name, array in blocks.items():
        kind = _TYPES.index(array.dtype.newbyteorder("<"))
        rows, columns = array.shape
        payload = array.astype(_TYPES[kind], copy=False).tobytes()
        label = name.encode("ascii")
        parts += [_BLOCK.pack(len(label), kind, 0, rows, columns), *_padded(label), *_padded(payload)]
    return b"".join(parts)


def decode(data: bytes) -> Frame:
    """The frame that :func:`encode` wrote.

    Raises
    ------
    ValueError: not a frame, cut short, or followed by something else.
    """
    try:
        magic, sequence, revision, count = _HEADER.unpack_from(data)
        if magic != _MAGIC:
            raise ValueError(f"not a frame: it starts with {magic!r} instead of {_MAGIC!r}")
        offset, blocks = _HEADER.size, {}
        for _ in range(count):
            length, kind, _, rows, columns = _BLOCK.unpack_from(data, offset)
            offset += _BLOCK.size
            name = data[offset : offset + length].decode("ascii")
            offset += length + -length % 4
            if kind >= len(_TYPES):
                raise ValueError(f"block {name!r} is of unknown type {kind}")
            size = rows * columns * _TYPES[kind].itemsize
            if size > len(data) - offset:
                raise ValueError(f"a frame cut short at {len(data)} bytes")
            values = np.frombuffer(data, _TYPES[kind], rows * columns, offset)
            blocks[name] = values.reshape(rows, columns)
            offset += size + -size % 4
    except struct.error as error:
        raise ValueError(f"a frame cut short at {len(data)} bytes") from error
    if offset != len(data):
        raise ValueError(f"a frame of {offset} bytes in a message of {len(data)}")
    return Frame(sequence, revision, blocks)


def _padded(part: bytes) -> tuple[bytes, bytes]:
    return part, bytes(-len(part) % 4)


class Credits:
    """How many frames may be on the way to the page: without this the server's buffers grow without bound."""

    IN_FLIGHT = 2

    def __init__(self) -> None:
        self.sent = 0
        self.acknowledged = 0

    @property
    def available(self) -> bool:
        """Whether one more frame may be sent."""
        return self.sent - self.acknowledged < self.IN_FLIGHT

    def spend(self) -> int:
        """Sequence number of the next frame."""
        self.sent += 1
        return self.sent

    def acknowledge(self, sequence: int) -> None:
        """Frames up to ``sequence`` were drawn; numbers never sent, or older ones, change nothing."""
        if self.acknowledged < sequence <= self.sent:
            self.acknowledged = sequence
