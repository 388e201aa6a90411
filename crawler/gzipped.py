"""Gzip data, which may consist of several members in a row (RFC 1952, 2.2)."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

MARK = b"\x1f\x8b"  # with which each member begins
_PIECE = 1024  # bytes that are unpacked at once; those of a damaged one are lost
_CHUNK = 64 * 1024  # bytes that come out at once at most


def gunzip(data: bytes) -> Iterator[bytes]:
    """Unpack all members, chunk by chunk; what stands behind a whole one and is none is ignored, as gzip does.

    Raises:
        EOFError: The data is cut short.
        zlib.error: It is damaged or no gzip data.
    """
    position = 0
    while position == 0 or data.startswith(MARK, position):
        unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
        while not unpacker.eof:
            piece = data[position : position + _PIECE]
            if not piece:
                raise EOFError("the stream ends early")
            position += len(piece)
            while piece:
                yield unpacker.decompress(piece, _CHUNK)
                piece = unpacker.unconsumed_tail
        position -= len(unpacker.unused_data)
