"""Characters for the references that HTML writes for them: https://html.spec.whatwg.org/#character-reference-state."""

from __future__ import annotations

import html
import re

_ENDLESS = re.compile(r"&#[0-9]{1000,}")
_NO_CHARACTER = "&#9999999"


def unescape(text: str) -> str:
    """As `html.unescape`, which raises for a number of more digits than Python reads: it is no character's either."""
    return html.unescape(_ENDLESS.sub(_NO_CHARACTER, text) if "&#" in text else text)
