"""What the scripts of a page with hardly any text are for."""

from __future__ import annotations

import re

from crawler.extraction.document import Document

_COOKIE_AND_AGAIN = re.compile(r"document\.cookie\s*=(?!=)")
_AGAIN = re.compile(r"location\.reload|location(?:\.href)?\s*=(?!=)|location\.(?:replace|assign)|\.submit\(\)")
_WORK = re.compile(r"crypto\.subtle|proof.?of.?work|sha-?256", re.IGNORECASE)
_ONCE = re.compile(r"\b(?:difficulty|nonce)\b", re.IGNORECASE)
_ELSEWHERE = re.compile(
    r"location(?:\.href)?\s*=\s*[\"'](?:https?:|/)|location\.(?:replace|assign)\(\s*[\"'](?:https?:|/)"
)


def check_browser(document: Document) -> bool:
    """Whether scripts leave a cookie or do sums and load the page again, as challenges do."""
    scripts = _all(document)
    return _AGAIN.search(scripts) is not None and any(
        pattern.search(scripts) for pattern in (_COOKIE_AND_AGAIN, _WORK, _ONCE)
    )


def lead_elsewhere(document: Document) -> bool:
    """Whether the only thing that scripts do is to lead to another page."""
    scripts = _all(document)
    return len(scripts) < 2_000 and _ELSEWHERE.search(scripts) is not None and not check_browser(document)


def do_sums(document: Document) -> bool:
    """Whether a script of the page has sums done, as challenges do."""
    return any(_WORK.search((script.text or "")[:20_000]) for script in document.named["script"][:20])


def _all(document: Document) -> str:
    return "\n".join((script.text or "")[:20_000] for script in document.named["script"][:20])
