"""What several kinds of problems ask of a page's elements."""

from __future__ import annotations

import re
from itertools import islice

from lxml.html import HtmlElement

AROUND = frozenset({"header", "nav", "footer", "aside"})
_WHOLE = frozenset({"html", "body"})  # their names tell what the page has, a side bar or none
_NAMED = ("class", "id", "name", "src", "action", "data-callback")
_BESIDE = re.compile(
    r"modal|popup|dropdown|header|menu|sidebar(?!-o)|(?<!ui-)widget|offcanvas|navbar|topbar|footer|comment|respond|drawer"
)
_FIELDS = frozenset({"text", "email", "tel", "password", "number", "date", "url"})
_SEARCHES = frozenset({"q", "s", "query", "search", "keyword", "keywords"})
_MOST_FIELDS = 200
MOST_ELEMENTS = 2_000  # that are asked for their names


def names_of(element: HtmlElement) -> str:
    """What an element calls itself and what it loads, in lower case."""
    return " ".join(element.get(name) or "" for name in _NAMED).lower()


def is_around(element: HtmlElement) -> bool:
    """Whether an element stands around the main part of a page."""
    return any(
        ancestor.tag in AROUND or _BESIDE.search((ancestor.get("class") or "") + (ancestor.get("id") or ""))
        for ancestor in element.iterancestors()
        if ancestor.tag not in _WHOLE
    )


def fields(tree: HtmlElement, *, letters: bool = False) -> list[str]:
    """The kinds of the fields to fill in that the main part of a page has, other than to search or to tick.

    Args:
        tree: The page.
        letters: Whether forms with room for a longer text count, which mostly are for comments but for those that ask
            for a password.
    """
    found = []
    for field in below_heading(tree, "input", "select"):
        kind = (field.get("type") or "text").lower() if field.tag == "input" else "text"
        if kind not in _FIELDS or (field.get("name") or "").lower() in _SEARCHES or is_around(field):
            continue
        form = next(field.iterancestors("form"), None)
        if form is None or (form.get("role") != "search" and (letters or not _is_for_letters(form))):
            found.append(kind)
    return found


def _is_for_letters(form: HtmlElement) -> bool:
    """Whether a form has room for a longer text, other than that of a puzzle, and asks for no password."""
    if all("captcha" in (area.get("name") or "").lower() for area in form.iter("textarea")):
        return False
    return not any((field.get("type") or "").lower() == "password" for field in form.iter("input"))


def below_heading(tree: HtmlElement, *tags: str) -> list[HtmlElement]:
    """The first elements of these tags that a page has, without those above its first main heading, if it has one."""
    found: list[HtmlElement] = []
    is_above = True
    for element in islice(tree.iter("h1", *tags), _MOST_FIELDS):
        if element.tag != "h1":
            found.append(element)
        elif is_above:
            found.clear()
            is_above = False
    return found


def takes_answers(tree: HtmlElement) -> bool:
    """Whether there is something in the page to answer by."""
    return next(tree.iter("button", "select", "input"), None) is not None
