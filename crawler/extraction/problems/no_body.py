"""Pages without any text that could be an article: nothing, a few lines to the reader, a form."""

from __future__ import annotations

from itertools import islice

from lxml.html import HtmlElement

from crawler.extraction.problems.evidence import NOTHING, NOTICE, PLAIN, WHOLE, Evidence
from crawler.extraction.problems.markup import is_around
from crawler.extraction.problems.wording import headings
from crawler.extraction.result import Problem

_SIGN_UP_HEADING = headings(
    r"(?:subscri\w+(?: to)?|sign up for|abonn\w+|join)?[^.]{0,20}\b(?:newsletters?|mailing list|infolettre|boletín|"
    r"rundbrief|nyhetsbrev\w*|nyhedsbrev\w*|nieuwsbrief|uutiskirje\w*|hírlevél\w*|bülten\w*|рассылк\w+|розсилк\w+|"
    r"zpravodaj\w*)(?: \w+)?|^\W*(?:subscribe|sign up|mailing list|подписка)\W*$|ニュースレター|メルマガ|뉴스레터|"
    r"النشرة|ניוזלטר",
)
_FORM = 3  # fields to fill in, from which a page is a form
_FIELDS = frozenset({"text", "email", "tel", "password", "number", "date", "url"})
_SEARCHES = frozenset({"q", "s", "query", "search", "keyword", "keywords"})
_MOST_FIELDS = 200


def lines_to_reader(page: Evidence) -> Problem | None:
    """A few lines to the reader on a page that is not for search engines."""
    if not 0 < page.size < NOTICE or not page.is_unowned or page.tells or not page.speaks(most_told=0):
        return None
    if page.has_media or "noindex" not in (page.document.first("robots") or "").lower():
        return None
    return Problem("no-body", "a few lines to the reader rather than an article")


def form(page: Evidence) -> Problem | None:
    """A form to fill in, where no line tells anything."""
    if page.size >= NOTICE or not page.is_unowned or page.tells:
        return None
    asked = _fields(page.tree)
    tells = any(WHOLE.search(line) and not page.turns(line) for line in page.found.text.split("\n"))
    if (asked >= _FORM and page.turned and not tells) or (asked and page.names(_SIGN_UP_HEADING)):
        return Problem("no-body", "a form to fill in rather than an article")
    return None


def empty(page: Evidence) -> Problem | None:
    """A page with hardly any text, a picture or a player."""
    if page.size >= NOTHING or page.shows or (page.size and (page.found.title or page.standing != PLAIN)):
        return None
    return Problem("no-body", "the page has no text that could be an article")


def _fields(tree: HtmlElement) -> int:
    """How many fields the main part of a page has to fill in, other than to search, to tick or to comment."""
    found = 0
    for field in islice(tree.iter("input", "select"), _MOST_FIELDS):
        kind = (field.get("type") or "text").lower() if field.tag == "input" else "text"
        if kind not in _FIELDS or (field.get("name") or "").lower() in _SEARCHES or is_around(field):
            continue
        form = next(field.iterancestors("form"), None)
        found += form is None or (form.get("role") != "search" and next(form.iter("textarea"), None) is None)
    return found
