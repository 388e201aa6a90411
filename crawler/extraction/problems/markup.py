"""What several kinds of problems ask of a page's elements."""

from __future__ import annotations

from lxml.html import HtmlElement

from crawler.extraction.patterns import lazy

AROUND = frozenset({"header", "nav", "footer", "aside"})
_NAMED = ("class", "id", "name", "src", "action", "data-callback")
_BESIDE = lazy(r"modal|popup|dropdown|header|menu|sidebar|widget|offcanvas|navbar|topbar|footer|comment|drawer")
MOST_ELEMENTS = 2_000  # that are asked for their names


def names_of(element: HtmlElement) -> str:
    """What an element calls itself and what it loads, in lower case."""
    return " ".join(element.get(name) or "" for name in _NAMED).lower()


def is_around(element: HtmlElement) -> bool:
    """Whether an element stands around the main part of a page."""
    return any(
        ancestor.tag in AROUND or _BESIDE.search((ancestor.get("class") or "") + (ancestor.get("id") or ""))
        for ancestor in element.iterancestors()
    )


def takes_answers(tree: HtmlElement) -> bool:
    """Whether there is something in the page to answer by."""
    return next(tree.iter("button", "select", "input"), None) is not None
