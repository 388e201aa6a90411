"""Regular expressions that users write, each with a time limit: a careless one may run for years.

They are those of the `regex` package, which understands what Python's `re` does and can be told to give up.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Annotated

import regex
from pydantic import AfterValidator

TIME_LIMIT = 2.0  # seconds that one pattern may take over one text


class PatternTooSlow(Exception):  # noqa: N818 - not a fault of the program
    """A pattern that took too long over a text; the message is one line."""


def is_found(pattern: str, text: str) -> bool:
    """Whether the pattern matches anywhere in the text, in upper or lower case.

    Raises:
        PatternTooSlow: It did not come to an end.
    """
    try:
        return _compiled(pattern, regex.IGNORECASE).search(text, timeout=TIME_LIMIT) is not None
    except TimeoutError:
        raise PatternTooSlow(_too_slow(pattern)) from None


def replaced(pattern: str, template: str, text: str) -> tuple[str, int]:
    r"""The text with all matches replaced, and how many there were.

    Args:
        pattern: The regular expression.
        template: What to put in place of a match; `\1` and `\g<name>` stand for groups.
        text: The text.

    Raises:
        PatternTooSlow: It did not come to an end.
    """
    try:
        return _compiled(pattern).subn(template, text, timeout=TIME_LIMIT)
    except TimeoutError:
        raise PatternTooSlow(_too_slow(pattern)) from None


def check_template(pattern: str, template: str) -> None:
    """Make sure that a pattern's matches can be replaced by a template.

    Raises:
        ValueError: The template names a group that the pattern does not have; the message is one line.
    """
    try:
        regex.compile(f"(?:{pattern})|").sub(template, "", count=1)
    except (regex.error, IndexError) as error:
        raise ValueError(f"{template!r} does not go with {pattern!r}: {error}") from None


@lru_cache(maxsize=1024)
def _compiled(pattern: str, flags: int = 0) -> regex.Pattern[str]:
    return regex.compile(pattern, flags)


def _checked(pattern: str) -> str:
    try:
        _compiled(pattern)
    except regex.error as error:
        raise ValueError(f"{pattern!r} is no regular expression: {error}") from None
    return pattern


def _too_slow(pattern: str) -> str:
    return f"the pattern {pattern!r} takes longer than {TIME_LIMIT:g} s over a text; write it with fewer nested repeats"


PatternText = Annotated[str, AfterValidator(_checked)]
