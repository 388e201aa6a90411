"""The name that a text about a person begins with."""

from __future__ import annotations

import re

_CAPITAL = r"[^\W\d_a-zß-öø-ÿа-яёα-ωά-ώ]"
_FULL_NAME = rf"(?:{_CAPITAL}[\w.'’-]*\s+|v[ao]n\s+|de[rnl]?\s+|zu\s+){{1,4}}{_CAPITAL}[\w'’-]*"
# "Ann Lee is a writer in Berlin" in a box about the author.
_TOLD_OF = re.compile(
    rf"^({_FULL_NAME}),?\s+(?:ist|is|war|was|est|es|è|é|er|är|works|writes|has|covers|lives|joined|studied|arbeitet|"
    r"schreibt|lebt|leitet|berichtet|studierte?|gehört|escribe|trabaja|scrive|lavora|schrijft|werkt|skriver|jobber|jest|"
    r"pracuje|пишет|является)\s.*$"
)
_FIRST_NAME = re.compile(rf"{_FULL_NAME}(?=[\s,.(:–-]|$)")
_LONGEST_NAME = 40  # characters


def told_of(text: str) -> str | None:
    """The person whom a sentence introduces: "Ann Lee is a writer in London." gives Ann Lee."""
    told = _TOLD_OF.match(text)
    return str(told[1]) if told else None


def first_name(text: str) -> str:
    """The words with capitals that a text about a person begins with: "Ann Lee, born in Reed, writes" gives Ann Lee."""
    found = _FIRST_NAME.match(text)
    return found[0] if found else text[:_LONGEST_NAME]
