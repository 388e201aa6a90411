"""The charsets that documents name, as codecs that Python has."""

from __future__ import annotations

from w3lib.encoding import resolve_encoding

# What are codecs in Python too, though no document is written in them: most raise something of their own.
_NO_CHARSETS = frozenset(
    "base64 bz2 hex idna mbcs oem punycode quopri raw-unicode-escape rot-13 rot13 undefined unicode-escape uu "
    "zlib".split()
)


def codec(label: str | None) -> str | None:
    """Python's name of the codec that browsers use for a label (encoding.spec.whatwg.org); None for no charset."""
    name = resolve_encoding(label.strip().strip("'\"")) if label else None
    return None if name is None or name.replace("_", "-") in _NO_CHARSETS else name
