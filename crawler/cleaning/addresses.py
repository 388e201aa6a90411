"""Which addresses may be published, and how they are written."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

# Browsers cut these off both ends, and take tabs and line breaks out of the middle (URL standard, 4.4).
_ENDS = "".join(map(chr, range(0x21)))
_IGNORED = str.maketrans("", "", "\t\n\r")
_FORBIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]")
_BREAKING = re.compile('[\\s"<>`]')
_BREAKING_MAIL = re.compile("[\\s\"'<>`]")
_HOST = re.compile(r"[^\s\\/?#@<>\"'`{}|^%]+")
_MAIL = re.compile(r"mailto:[^\s<>\"'`]+", re.IGNORECASE)
_PHONE = re.compile(r"tel:\+?[\d().;=a-z-]+", re.IGNORECASE)
_CANDIDATE = re.compile(r"[\s,]*(\S+)")
_DESCRIPTOR = re.compile(r"[^,]*")
_SIZE = re.compile(r"\d{1,5}w|\d{1,3}(?:\.\d{1,4})?x")


def safe_address(value: object) -> str | None:
    """An absolute http or https address, fit to be written into front matter or a body; None where it is not one.

    Refused: other schemes, an address without a host or with a user name or password in it, control and
    bidirectional characters. White space, quotes, angle brackets and backticks are percent-encoded.
    """
    if not isinstance(value, str):
        return None
    address = value.strip(_ENDS).translate(_IGNORED)
    if _FORBIDDEN.search(address):
        return None
    try:
        parts = urlsplit(address)
        _ = parts.port  # raises ValueError where it is no port
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not parts.hostname or "@" in parts.netloc:
        return None
    if not _HOST.fullmatch(parts.hostname):
        return None
    return _BREAKING.sub(lambda match: quote(match[0]), address)


def safe_link(value: str) -> str | None:
    """An address that a link may lead to: as `safe_address`, or a mail address or telephone number.

    The blanks and quotes of a mail's subject are percent-encoded, those between the digits of a number left out.
    """
    address = value.strip(_ENDS).translate(_IGNORED)
    if address[:4].lower() == "tel:":
        address = "".join(address.split())
    elif address[:7].lower() == "mailto:":
        address = _BREAKING_MAIL.sub(lambda match: quote(match[0]), address)
    if _MAIL.fullmatch(address) or _PHONE.fullmatch(address):
        return None if _FORBIDDEN.search(address) else address
    return safe_address(value)


def safe_srcset(value: str) -> str | None:
    """The candidates of a `srcset` (HTML standard, 4.8.4.2.1) whose addresses are safe; None where none is."""
    kept = []
    position = 0
    while candidate := _CANDIDATE.match(value, position):
        address, position, descriptor = candidate[1], candidate.end(), ""
        if not address.endswith(",") and (rest := _DESCRIPTOR.match(value, position)):
            descriptor, position = rest[0].strip(), rest.end()
        safe = safe_address(address.rstrip(","))
        if safe and (not descriptor or _SIZE.fullmatch(descriptor)):
            kept.append(f"{safe} {descriptor}".rstrip())
    return ", ".join(kept) or None
