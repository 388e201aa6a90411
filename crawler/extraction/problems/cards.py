"""The teasers of a list: blocks that each lead to another page of the site."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from lxml.html import HtmlElement

from crawler.extraction.document import Document
from crawler.extraction.problems.evidence import letters
from crawler.extraction.problems.markup import AROUND
from crawler.extraction.text import text_inside
from crawler.hosts import bare_host

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5"})
_BLOCKS = frozenset({"div", "p", "li", "h1", "h2", "h3", "h4", "h5", "section", "article", "figure", "td", "dt", "dd"})
_MOST_LINKS = 200
_FEWEST_CARDS = 5
_DEEPEST = 12  # levels between a card and its link
_CARD = 25  # letters of a headline at least, where nothing stands below it
_SHORTEST = 10  # letters of one above some lines


def find_cards(document: Document) -> list[str]:
    """The texts of the blocks that each lead to another page of the site: the teasers of a list.

    A headline takes up its block, or holds blocks; a link inside a paragraph does neither. Links that repeat the same
    words ("read more") lead too.
    """
    leads = list(_leads(document))
    counted = Counter(ancestor for lead in leads for ancestor in lead.ancestors)
    found = []
    for lead in leads:
        card = lead.link
        for ancestor in lead.ancestors:
            if counted[ancestor] > 1 or ancestor.tag == "body":
                break
            card = ancestor
        text = " ".join(text_inside(card).split())
        if letters(lead.words) >= _CARD or len(text) >= len(lead.words) + _CARD:
            found.append(text)
    return found if len(found) >= _FEWEST_CARDS else []


class _Lead(NamedTuple):
    """A link that may lead to what a card is about."""

    link: HtmlElement
    words: str
    ancestors: list[HtmlElement]


def _leads(document: Document) -> Iterator[_Lead]:
    """The first link to each page of the site that makes up a line of its own or repeats the words of others."""
    links = list(islice(_links(document), _MOST_LINKS))
    repeated: defaultdict[str, set[str]] = defaultdict(set)
    for _, href, words in links:
        repeated[words].add(href)
    known: set[str] = set()
    for link, href, words in links:
        if href in known:
            continue
        if len(repeated[words]) < _FEWEST_CARDS and (letters(words) < _SHORTEST or not _is_own_line(link, words)):
            continue
        ancestors = list(islice(link.iterancestors(), _DEEPEST))
        tags = {ancestor.tag for ancestor in ancestors}
        if tags.isdisjoint(AROUND) or "article" in tags:
            known.add(href)
            yield _Lead(link, words, ancestors)


def _links(document: Document) -> Iterator[tuple[HtmlElement, str, str]]:
    """The links to the site itself that say something: element, address and words."""
    assert document.tree is not None
    host = bare_host(document.url)
    for link in document.tree.iter("a"):
        href = link.get("href") or "#"
        if href.startswith(("#", "javascript:", "mailto:")) or not _same_site(href, host):
            continue
        if words := " ".join(text_inside(link).split()):
            yield link, href, words


def _is_own_line(link: HtmlElement, words: str) -> bool:
    """Whether a link takes up its block or holds blocks."""
    parent = link.getparent()
    while parent is not None and parent.tag not in _BLOCKS:
        parent = parent.getparent()
    if parent is None or parent.tag in _HEADINGS or any(inner.tag in _BLOCKS for inner in link.iterdescendants()):
        return True
    return len(" ".join(text_inside(parent).split())) <= len(words) + 12


def _same_site(href: str, host: str) -> bool:
    return not href.startswith(("http:", "https:", "//")) or bare_host(href) == host
