"""The line between the server and a worker process: packets over the worker's standard input and output.

======== ====== ==========================================
offset   type   meaning
======== ====== ==========================================
0        uint32 length of the payload, little-endian
4        uint8  kind: FRAME, EVENT or READY
5        bytes  payload: a frame, or JSON text
======== ====== ==========================================
"""

from __future__ import annotations

import struct
from typing import NamedTuple

HEAD = struct.Struct("<IB")

FRAME = 0
"""A binary frame for the page."""
EVENT = 1
"""JSON text for the page, or (to the worker) a message from it."""
READY = 2
"""The worker has built its room; no payload."""


class Packet(NamedTuple):
    """One thing said over the line."""

    kind: int
    payload: bytes = b""

    def pack(self) -> bytes:
        """The packet as bytes."""
        return HEAD.pack(len(self.payload), self.kind) + self.payload
