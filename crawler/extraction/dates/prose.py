"""The date in a page's running text, where nothing else gives one."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

import lxml.etree
from lxml.html import HtmlElement

from crawler.extraction.dates.labels import LAST_CHANGE, OTHER_LABEL, OTHER_WORD, PUBLISHED_LABEL, names_other
from crawler.extraction.dates.written import Order, dates_in, first_date
from crawler.extraction.document import LONGEST_NAMES, Document
from crawler.extraction.elsewhere import BEFORE, BEHIND, is_listed_entry

_NEAR = 300  # characters after the title
_NEAR_LINE = 2_000  # the same, for a line that is but a date
_LONGEST_LINE = 32  # characters
_LONGEST_DETAILS = 80  # characters of a line that has a date first, and then who wrote and the like
_DETAILS = re.compile(
    r"[^|·•(]{5,30}\d(?:\s*(?:Uhr|h|[ap]m|[AP]M))?\s*(?:[,|·•(–—]\s*[^\W\d_]|(?:来源|出处|作者|编辑)[:：])"
)
_SOURCED = re.compile(r"(?:19|20)\d\d[-年/.]\d\d?[-月/.]\d\d?日?[\s\d:]{0,12}(?:来源|出处|作者|编辑)[:：]")
_SHORTEST = 6  # characters of a date
_LABEL = 45  # characters before a date that may say what it is the date of
_UNREAD = frozenset({"script", "style", "noscript", "template", "select", "nav", "footer", "blockquote", "figcaption"})
_COMMENTS = re.compile(rf"{BEFORE}(?:comments|comment-?list|comment-(?:body|date|meta|metadata)){BEHIND}")
_SEARCHED = 20_000  # characters of running text, before and after the title


def date_in_prose(
    document: Document, heading: HtmlElement | None, order: Order, *, labelled: bool = False, alone: bool = False
) -> date | None:
    """The first date in the text after the title, else before it.

    Args:
        labelled: Whether only a date that the text calls published will do.
        alone: Whether only a date will do that is all of a line near the title.
    """
    if document.tree is None:
        return None
    body = document.tree.find("body")
    if body is None:
        return None
    parts: list[str] = []
    lines: list[tuple[int, date]] = []  # where something near the title says a date and nothing else
    size = start = 0
    titled = False
    most = _SEARCHED if heading is None else 10 * _SEARCHED
    around = set() if heading is None else set(heading.iterancestors())
    walker = lxml.etree.iterwalk(body, events=("start", "end"))
    for event, element in walker:
        if event == "end":
            piece = element.tail
        elif (element.tag in _UNREAD or _is_of_other(element)) and element not in around:
            walker.skip_subtree()
            continue
        else:
            if element is heading:
                titled, start, most = True, size, size + (_NEAR_LINE if labelled or alone else _SEARCHED)
            piece = element.text
        if piece and (said := " ".join(piece[: 2 * _SEARCHED].split())):
            sourced = heading is None and _SOURCED.match(said)
            if (
                not labelled
                and (sourced or size < start + _NEAR_LINE)
                and (len(said) <= _LONGEST_LINE or (len(said) <= _LONGEST_DETAILS and _DETAILS.match(said)))
                and (first := first_date(said, order))
            ):
                if sourced:
                    return first[0]
                lines.append((size + first[1], first[0]))
                if titled and _is_of_article(lines[-1][0], start, f"{''.join(parts)}{said}"):
                    return first[0]
            parts.append(f"{said} ")
            size += len(said) + 1
        if size > most:
            break
    words = "".join(parts)
    if labelled:
        return _called_published(words[start:], order)
    for at, moment in lines:
        if _is_of_article(at, start, words):
            return moment
    if alone:
        return None
    found = _likeliest(words, start, order)
    summary = document.first("description", "og:description") if found is None else None
    return _likeliest(summary, 0, order) if summary else found


def _is_of_article(at: int, start: int, words: str) -> bool:
    """Whether the date in a line of its own, at `at`, is near behind the title, and no word before it says more."""
    label = words[max(0, at - _LABEL) : at]
    return start <= at < start + _NEAR_LINE and not LAST_CHANGE.search(label) and not OTHER_LABEL.search(label)


def _is_of_other(element: HtmlElement) -> bool:
    names = element.get("class")
    return names is not None and (_names_other(names[:LONGEST_NAMES]) or is_listed_entry(element))


@lru_cache(maxsize=10_000)
def _names_other(names: str) -> bool:
    """Whether a class is that of a comment or of another thing with a date; templates repeat them over and over."""
    return names_other(names.lower()) or _COMMENTS.search(names) is not None


def _called_published(words: str, order: Order) -> date | None:
    for moment, at in dates_in(words, order):
        if PUBLISHED_LABEL.search(words[max(0, at - _LABEL) : at]):
            return moment
    return None


def _likeliest(words: str, start: int, order: Order) -> date | None:
    """The date in running text that is most likely the article's, whose title is at `start`."""
    published: date | None = None
    changed: date | None = None
    after: tuple[int, date] | None = None
    before: tuple[int, date] | None = None
    read = 0
    for moment, at in dates_in(words, order):
        label = words[max(read, at - _LABEL) : at]
        read = at + _SHORTEST  # what was said of this date is not said of the next
        if OTHER_WORD.search(label[-25:].lower()) or OTHER_LABEL.search(label):
            continue
        if LAST_CHANGE.search(label):
            changed = changed or moment
        elif published is None and PUBLISHED_LABEL.search(label):
            published = moment
        elif start <= at < start + _NEAR:
            return moment
        if at >= start:
            after = after or (at - start, moment)
        elif start - at <= _NEAR or before is None:
            before = (start - at, moment)
    if labelled := published or changed:
        return labelled
    found = min((pair for pair in (after, before) if pair and pair[0] < _NEAR), default=after or before)
    return found[1] if found else None
