"""JSON that a page assigns to a JavaScript variable."""

from __future__ import annotations

import re
from itertools import islice
from typing import Any

from crawler.sources import _json

_TRIES = 5  # assignments that are looked at


def assigned(page: str, variable: str) -> Any:
    """The value that a page's script assigns to a variable ("window.initialState"); None where there is none.

    It is read by a JSON decoder from the assignment on, so that brackets in its texts do no harm.
    """
    for match in islice(re.finditer(rf"(?<![\w$.]){re.escape(variable)}\s*=\s*(?=[\[{{\"])", page), _TRIES):
        try:
            return _json.loads_at(page, match.end())[0]
        except (ValueError, RecursionError):
            continue
    return None
