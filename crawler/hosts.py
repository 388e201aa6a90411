"""Whose an address is, as far as its host's name tells."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urlsplit


@lru_cache(maxsize=1_000)
def bare_host(address: str) -> str:
    """The host of an address without `www.`, in lower case; "" where it has none or cannot be parsed."""
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
