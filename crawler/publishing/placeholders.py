"""The picture of an article that has none."""

from __future__ import annotations

import hashlib

_PICTURES = 10_001  # numbers 0 to 10000


def placeholder(url: str) -> str:
    """The address of a stand-in picture, always the same for the same article address."""
    number = int.from_bytes(hashlib.sha256(url.encode()).digest()[:8]) % _PICTURES
    return f"https://picsum.photos/400/300?random={number}"
