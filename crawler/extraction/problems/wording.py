"""How the words of walls, refusals and errors are written down and found.

Headings are patterns for a heading in lower case that says little else; sentences begin a line or a sentence of a
page's text; a family is the words that any way to put a notice is made of.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import repeat
from math import ceil

from crawler.extraction.reader import unquoted
from crawler.extraction.text import lower_case


def sentences(*patterns: str) -> re.Pattern[str]:
    """Any of the patterns where a sentence begins; not inside quotation marks, where articles tell of them."""
    return re.compile(r"(?:^|[.!?。！？:：…]\s*)(?:" + "|".join(patterns) + ")", re.IGNORECASE | re.MULTILINE)


def headings(*patterns: str) -> re.Pattern[str]:
    """Any of the patterns, in lower case: far sooner searched than what ignores case."""
    return re.compile("|".join(patterns))


def found_in(text: str, pattern: re.Pattern[str]) -> str | None:
    """What a pattern of lower case finds in a text, in the text's own spelling."""
    lower = lower_case(text)
    return _spelt(text, lower, pattern.search(lower))


def makes_up(text: str, pattern: re.Pattern[str], share: float) -> str | None:
    """As `found_in`, where what is found first takes up this share of the text."""
    lower = lower_case(text)
    least = share * len(text)
    # What begins later cannot be long enough: a search would go on to the end.
    begins = range(len(lower) - ceil(least) + 1)
    words = _spelt(text, lower, next(filter(None, map(pattern.match, repeat(lower), begins)), None))
    return words if words and len(words) >= least else None


def _spelt(text: str, lower: str, match: re.Match[str] | None) -> str | None:
    if match is None:
        return None
    return (text if len(text) == len(lower) else lower)[match.start() : match.end()].strip()


@dataclass(frozen=True, slots=True)
class Family:
    """Words that say together what kind of a notice a few lines are, whichever way they are put, in lower case.

    Neither `what` nor `done` tells anything alone: a page may tell of robots or ask to confirm something.
    """

    kind: str
    tells: str
    what: re.Pattern[str]
    done: re.Pattern[str]
    least: int = 2  # different words of both

    def touches(self, text: str) -> bool:
        """Whether a text has any of the matter's words."""
        return self.what.search(text) is not None

    def does(self, text: str) -> bool:
        """Whether a text has any of the words for what is done."""
        return self.done.search(text) is not None

    def weight(self, text: str) -> int:
        """How many different words of the family a text has outside quotations; none where one half is missing."""
        text = unquoted(text)
        if not (what := set(self.what.findall(text))) or not (done := set(self.done.findall(text))):
            return 0
        return len(what | done)
