"""JSON as it is found: with bare line breaks in its texts, with halves of characters, with something after it."""

from __future__ import annotations

import json
import re
from typing import Any

_DECODER = json.JSONDecoder(strict=False)
_HALF = re.compile(r"\\u[dD][89a-fA-F]")  # of a UTF-16 pair, which programs that cut texts off leave behind
_SURROGATE = re.compile("[\ud800-\udfff]")


def loads(text: str) -> Any:
    """The value that a text stands for.

    Raises:
        ValueError: It is no JSON.
        RecursionError: It is nested too deep.
    """
    return _whole(_DECODER.decode(text), text, 0, len(text))


def loads_at(text: str, position: int) -> tuple[Any, int]:
    """The value that begins at a position, and where it ends.

    Raises:
        ValueError: None does.
        RecursionError: It is nested too deep.
    """
    value, end = _DECODER.raw_decode(text, position)
    return _whole(value, text, position, end), end


def _whole(value: Any, text: str, start: int, end: int) -> Any:
    """The value with U+FFFD for halves of characters, which can be neither stored nor asked for."""
    if not _HALF.search(text, start, end):
        return value
    return json.loads(_SURROGATE.sub("\ufffd", json.dumps(value, ensure_ascii=False)))
