"""The article's title: the wording on which the page's headings and its metadata agree best."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from crawler.extraction.document import Document, Marked
from crawler.extraction.site import key, site_keys
from crawler.extraction.titles.headings import Headings, heading_text, is_headline, link_target
from crawler.extraction.titles.stated import Statement, read_statements, split_title, without_suffix
from crawler.extraction.titles.vote import Title, Vote
from crawler.extraction.titles.wording import LONGEST, slug_words

__all__ = ["Title", "find_title"]

_MOST_HEADINGS = 300
_MOST_ON_TOP = 3


def find_title(document: Document, sites: AbstractSet[str] | None = None) -> Title:
    """The title without the site's name; `sites` are the keys of its names, if they are known."""
    statements = list(read_statements(document))
    headings = [marked for marked in document.marked if is_headline(marked)][:_MOST_HEADINGS]
    sites = site_keys(document) if sites is None else sites
    on_top = _names_on_top(headings, document, {key(said.text) for said in statements})
    sites = sites | on_top
    vote = Vote()
    pieces: dict[str, list[str]] = {}
    for said in statements:
        if said.text not in pieces:
            pieces[said.text] = split_title(said.text, sites)
        said.whole, *said.parts = pieces[said.text]
        vote.state(said.whole, said.origin, said.weight, said.rank)
        for part in said.parts:
            vote.state(part, said.origin, said.weight * 0.4, said.rank + 4)
    slug = slug_words(document.url)
    shown = [(marked.element, heading_text(marked)) for marked in headings if marked.text(LONGEST)]
    shown = [(heading, text) for heading, text in shown if key(text) not in on_top] or shown
    _state_without_suffix(vote, statements, {key(text) for _, text in shown})
    Headings(shown, statements, document, slug).count(vote)
    named = any(key(said.whole) not in sites for said in statements)
    return vote.best(sites, slug, 2.0 if named else 4.0)


def _state_without_suffix(vote: Vote, statements: list[Statement], shown: set[str]) -> None:
    """Where nothing shows the page's title as it is, and nothing else states a title: its end may be a site's name."""
    if any(key(part) in shown for said in statements for part in said.parts):
        return
    named = {key(said.whole) for said in statements if said.origin != "title"}
    for said in statements:
        name = key(said.whole)
        if said.origin == "title" and name not in shown and named <= {name} and said.text.endswith(said.whole):
            vote.state(without_suffix(said.whole), said.origin, said.weight + (3.5 if named else 0.5), said.rank)


def _names_on_top(headings: list[Marked], document: Document, ends: set[str]) -> set[str]:
    """Keys of the first headings that lead to the front page, of the site or, where titles end with it, of a blog."""
    path, query = urlsplit(document.url).path.rstrip("/"), urlsplit(document.url).query
    names = set()
    for marked in headings[:_MOST_ON_TOP] if path or query else ():
        target = link_target(marked.element, document)
        if target is None or (target.rstrip("/") == path and (path or not _leads_to_front(marked.element))):
            continue
        name = key(marked.text(LONGEST))
        front = target.strip("/")
        if not front or (
            "/" not in front and path.startswith(f"/{front}/") and any(end.endswith(name) for end in ends)
        ):
            names.add(name)
    return names - {""}


def _leads_to_front(heading: HtmlElement) -> bool:
    """Whether a heading's link has no query, where that is what the address of an article differs in."""
    return not any("?" in (link.get("href") or "") for link in heading.iter("a"))
