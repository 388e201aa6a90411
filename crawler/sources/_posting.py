"""Documents that are asked for by POST: what is sent, and how their further pages have addresses of their own.

All pages of such a source have one address. What tells a page from the others, the mark that the page before gave for
it, is kept in the address's fragment, which no server gets to see (RFC 9110, section 4.2.4).
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any
from urllib.parse import quote, unquote, urldefrag


def page_address(url: str, mark: Any) -> str:
    """The address of the page that has this mark (any JSON value)."""
    return f"{urldefrag(url).url}#{quote(json.dumps(mark, ensure_ascii=False), safe='')}"


def mark_of(url: str) -> Any:
    """The mark of a page; None for the first one."""
    try:
        return json.loads(unquote(urldefrag(url).fragment))
    except ValueError:
        return None


def milliseconds(now: datetime) -> int:
    """Since 1970, as scripts count them."""
    return int(now.timestamp() * 1000)


def filled(form: Any, values: dict[str, Any]) -> Any:
    """The form with values in their places: `{name}` within a text; where that is all of a text, the value as it is."""
    if isinstance(form, dict):
        return {key: filled(member, values) for key, member in form.items()}
    if isinstance(form, list):
        return [filled(member, values) for member in form]
    if isinstance(form, str):
        for name, value in values.items():
            if form == f"{{{name}}}":
                return value
            form = form.replace(f"{{{name}}}", str(value))
    return form


def merged(form: Any, changes: Any) -> Any:
    """The form with the changes laid over it, mapping by mapping."""
    if isinstance(form, dict) and isinstance(changes, dict):
        return form | {key: merged(form.get(key), change) for key, change in changes.items()}
    return changes
