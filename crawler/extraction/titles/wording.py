"""Wordings of a title, and how much of one a page's address repeats."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import unquote, urlsplit

_NO_WORD = re.compile(r"[\W_]+")
_WORD = re.compile(r"\w+")
_EXTENSION = re.compile(r"\.[a-z]{2,5}$")
LONGEST = 400  # characters of a title
_LONG_HEADLINE = 4  # words


def is_long(text: str) -> bool:
    """Whether a heading says more than the name of a site or a section does."""
    return _length(text) >= _LONG_HEADLINE


def _length(text: str) -> int:
    """The number of words; of scripts without blanks, as many as two characters make."""
    return len(text) // 2 if text > "\u2e80" else len(text.split())


def is_end(name: str, whole: str) -> bool:
    return name != whole and (whole.startswith(name) or whole.endswith(name))


def slug_words(url: str) -> set[str]:
    """The words of the address's last part that has some; else the last part as one word, if it is a long one."""
    parts = unquote(urlsplit(url).path).casefold().split("/")
    for part in reversed(parts):
        words = {word for word in _NO_WORD.split(part) if len(word) > 2 and not word.isdigit()}
        if len(words) > 2:
            return words
    last = "".join(_NO_WORD.split(_EXTENSION.sub("", parts[-1] or parts[-2] if len(parts) > 1 else "")))
    return {last} if len(last) >= 6 and not last.isdigit() else set()


def words_of(text: str) -> set[str]:
    """Words to compare by; of scripts without blanks, pairs of characters."""
    words: set[str] = set()
    for word in _WORD.findall(text.casefold().replace("\xad", "")):
        if word > "\u2e80":
            words.update(word[at : at + 2] for at in range(len(word) - 1))
        elif len(word) > 3:
            words.add(word)
    return words


def overlap(text: str, slug: set[str]) -> float:
    """Share of a wording's words that the page's address repeats."""
    if not slug:
        return 0.0
    whole, words = _address_words(text)
    if len(slug) == 1:
        return float(whole in slug)
    return len(words & slug) / len(words) if len(words) > 1 else 0.0


@lru_cache(maxsize=1_000)
def _address_words(text: str) -> tuple[str, frozenset[str]]:
    """A text as addresses repeat it, as one word and as several; the same few are asked for over and over."""
    parts = _NO_WORD.split(_romanised(text))
    return "".join(parts), frozenset(word for word in parts if len(word) > 2)


_UMLAUTS = {"ä": "ae", "ö": "oe", "ü": "ue"}  # "ß" is "ss" already where case is folded


def _romanised(text: str) -> str:
    text = text.casefold()
    for umlaut, plain in _UMLAUTS.items():
        text = text.replace(umlaut, plain)
    return text
