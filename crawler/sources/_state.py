"""JSON that a page assigns to a JavaScript variable."""

from __future__ import annotations

import json
import re
from itertools import islice
from typing import Any

_TRIES = 5  # assignments that are looked at
_DECODER = json.JSONDecoder(strict=False)


def assigned(page: str, variable: str) -> Any:
    """The value that a page's script assigns to a variable ("window.initialState"); None where there is none.

    It is read by a JSON decoder from the assignment on, so that brackets in its texts do no harm.
    """
    for match in islice(re.finditer(rf"(?<![\w$.]){re.escape(variable)}\s*=\s*(?=[\[{{\"])", page), _TRIES):
        try:
            return _DECODER.raw_decode(page, match.end())[0]
        except (ValueError, RecursionError):
            continue
    return None
