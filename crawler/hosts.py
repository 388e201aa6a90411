"""Addresses of the web: whether a text is one, and whose it is, as far as its host's name tells."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urlsplit


@lru_cache(maxsize=1_000)
def host_and_path(address: str) -> tuple[str, str]:
    """The host of an address without `www.`, in lower case, and its path; both "" where it cannot be parsed."""
    try:
        parts = urlsplit(address)
        return (parts.hostname or "").removeprefix("www."), parts.path
    except ValueError:
        return "", ""


def bare_host(address: str) -> str:
    """The host of an address without `www.`, in lower case; "" where it has none or cannot be parsed."""
    return host_and_path(address)[0]


def site_of(address: str) -> str:
    """Scheme, host and port of an address, as one itself (`https://example.org/`); the address where it has none."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    return f"{parts.scheme}://{parts.netloc.lower()}/"


def is_one_site(host: str, other: str) -> bool:
    """Whether two of these hosts are one or have one above them, as far as their names tell."""
    if host == other or host.endswith(f".{other}") or other.endswith(f".{host}"):
        return True
    name, others = host.split("."), other.split(".")
    if name[-2:] != others[-2:]:
        return False
    longest_shared = 3 if len(name[-1]) == 2 else 2  # letters of "co" in "co.uk" and "uk.com"
    return len(name[-2]) > longest_shared or name[-3:] == others[-3:]


def web_address(value: str) -> str:
    """The value, where it is an address that can be asked as it stands.

    Raises:
        ValueError: It is none, for a reason that the user can read.
    """
    try:
        value.encode()  # what was typed may be no UTF-8
        parts = urlsplit(value)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable or any(character.isspace() for character in value):
        raise ValueError(f"{value!r} is no web address; it must start with http:// or https:// and name a host")
    if "@" in parts.netloc:
        raise ValueError(
            "an address may hold no user name or password; request: headers says what a source's site asks for"
        )
    return value
