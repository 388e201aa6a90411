"""Articles that a site cuts into pieces: the address of the next one, where the page's own links lead to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from urllib.parse import parse_qsl, quote, unquote, urldefrag, urljoin, urlsplit

from lxml.html import HtmlElement

from crawler.extraction import document as documents
from crawler.extraction import extract
from crawler.extraction.document import Document
from crawler.extraction.text import collapse
from crawler.items import Page
from crawler.paging import NEXT_PAGE

_WORD = "(?:page|pagina|página|pag|seite|strona|sida|side|sayfa|p)"
# What stands for a piece's number behind an article's own address: "/2", "_2", "/page/2", "-seite-2".
_STEP = rf"(?:[/_]|(?P<worded>[/_,;~.-]{{1,3}}{_WORD}[-_=/,]?))0*(?P<number>\d{{1,3}})"
_PATH_STEP = re.compile(_STEP, re.IGNORECASE)
_FIRST = re.compile(rf"{_STEP}(?<=[^\d]1)$", re.IGNORECASE)
_PARAMETER = re.compile(_WORD, re.IGNORECASE)
_QUERY_STEP = re.compile(rf"[?&;]{_WORD}=\d{{1,3}}(?!\w)".encode(), re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_PARTS = re.compile(r"(?P<base>.+?)(?P<ending>\.[a-z][a-z0-9]{1,4})?/?", re.IGNORECASE | re.DOTALL)
_CUT = "post-page-numbers"  # the class of WordPress' links to the pieces of a post
_NEXT = re.compile(
    rf"(?:{NEXT_PAGE}|continue|weiter(?:lesen)?|próxima|(?:pagina )?successiva|seuraava|další|sonraki|επόμενη"
    r"|berikutnya|selanjutnya|trang sau|次のページへ|ถัดไป|الصفحة التالية|التالي)(?!\w)",
    re.IGNORECASE,
)
_SIGNS = " «»‹›<>→⟶▶…|()[]"
_LONGEST_NUMBER = 20  # characters of a link that is called by its number ("Page 2 of 5")
_OF_COMMENTS = re.compile(
    r"(?:^|[\s_-])(?:comments?|kommentare?|commentaires?|comentarios|disqus|replies|responses)(?:$|[\s_-])",
    re.IGNORECASE,
)
_LARGEST = 2_000_000  # bytes of a page that is looked at: this takes place between other requests
_MOST_LINKS = 200  # to the article's pieces that are looked at
_DISCUSSIONS = re.compile(r"DiscussionForumPosting|QAPage")  # their next page has other people's answers


def further_address(pages: Sequence[Page]) -> str | None:
    """Where the next piece of an article is, by the links of its last one; None: nowhere.

    Its address is the article's own with a number behind it. The link says that it leads on: by `rel=next` (HTML), by
    WordPress' class for it, by that number or by its name. Where the number comes with a word that lists have, too
    (`?page=2`), the page must call itself an article. Nothing is followed from a page that is none, nor from a piece
    that only repeats the one before it.

    Args:
        pages: The article's so far, in their order: one or more.
    """
    own = _Address.of(pages[0].url)
    if own is None or len(pages[-1].body) > _LARGEST or not own.may_go_on(pages[-1].body):
        return None
    url = next(_leading_on(documents.read(pages[-1]), own, len(pages) + 1), None)
    if url is None:
        return None
    last = extract(pages[-1])
    repeats = len(pages) > 1 and last.text == extract(pages[-2]).text
    return None if last.problem or repeats else url


@dataclass(frozen=True, slots=True)
class _Address:
    """An article's: `base` is its path up to where a piece's number would stand, `ending` such as ".html"."""

    host: str
    base: str
    ending: str
    query: frozenset[tuple[str, str]]

    @classmethod
    def of(cls, url: str) -> _Address | None:
        """None for an address that is none, and for a site's front page."""
        try:
            parts = urlsplit(url)
            host = _host(parts.hostname)
        except ValueError:
            return None
        path = _PARTS.fullmatch(unquote(parts.path))
        query = frozenset(
            (name, value) for name, value in parse_qsl(parts.query) if not (_PARAMETER.fullmatch(name) and value == "1")
        )
        if not path or (not path["base"].strip("/") and not query):
            return None
        return cls(host, _FIRST.sub("", path["base"]).rstrip("/"), path["ending"] or "", query)

    def may_go_on(self, body: bytes) -> bool:
        """Whether a page may have a link to a piece of this article, told before it is parsed."""
        if _QUERY_STEP.search(body):
            return True
        name = self.base.rpartition("/")[2]
        spellings = "|".join({re.escape(name), re.escape(quote(name))})
        step = rf"(?:{spellings})(?:\.\w{{2,5}})?{_STEP}(?!\w)"
        return bool(name) and re.search(step.encode(), body) is not None

    def step_to(self, url: str) -> tuple[int, bool] | None:
        """The number behind the article's address in another, and whether a word or a parameter comes with it."""
        try:
            parts = urlsplit(url)
            host = _host(parts.hostname)
        except ValueError:
            return None
        path, query = unquote(parts.path), parse_qsl(parts.query)
        if host != self.host or not path.startswith(self.base):
            return None
        rest = path[len(self.base) :].removesuffix("/")
        if rest in {"", self.ending}:
            return self._step_in(query)
        if not self.base:
            return None  # an article that the query alone names: what is below the front page is another
        # "a_2.html" or "a.html/2"
        rest = rest.removesuffix(self.ending) if rest.endswith(self.ending) else rest.removeprefix(self.ending)
        step = _PATH_STEP.fullmatch(rest)
        return (int(step["number"]), bool(step["worded"])) if step and self.query.issuperset(query) else None

    def _step_in(self, query: list[tuple[str, str]]) -> tuple[int, bool] | None:
        added = {*query} - self.query
        if len(added) != 1 or {*query} - added != self.query:
            return None
        ((name, value),) = added
        return (int(value), True) if _PARAMETER.fullmatch(name) and re.fullmatch(r"\d{1,3}", value) else None


def _host(name: str | None) -> str:
    return (name or "").removeprefix("www.")


def _leading_on(document: Document, own: _Address, number: int) -> Iterator[str]:
    """The addresses of the article's piece of that number that the page's links lead to."""
    if document.tree is None or _DISCUSSIONS.search(document.html):
        return
    is_article = bool(document.articles) or "article" in document.meta.get("og:type", [])
    for link, url, step, worded in islice(_steps(document, own), _MOST_LINKS):
        if _is_next(link, number, step, worded, is_article=is_article):
            yield url


def _steps(document: Document, own: _Address) -> Iterator[tuple[HtmlElement, str, int, bool]]:
    """The links that lead to any piece of the article, their addresses, and what these say (`_Address.step_to`)."""
    assert document.tree is not None
    for link in document.tree.iter("link", "a"):
        href = (link.get("href") or "").strip()
        if not _DIGIT.search(href):
            continue
        try:
            url = urldefrag(urljoin(document.base_url, href)).url
        except ValueError:
            continue
        if found := own.step_to(url):
            yield link, url, *found


def _is_next(link: HtmlElement, number: int, step: int, worded: bool, *, is_article: bool) -> bool:
    """Whether a link says that it leads to the article's piece of that number.

    Args:
        link: The link.
        number: The piece's, from 1.
        step: The one in the link's address, from 1 or from 0.
        worded: Whether a word or a parameter of the address names it.
        is_article: Whether the page calls itself an article.
    """
    if _CUT in (link.get("class") or "").split():
        return step == number
    name = collapse(link.text_content() or link.get("aria-label") or link.get("title") or "").strip(_SIGNS)
    is_numbered = len(name) <= _LONGEST_NUMBER and re.findall(r"\d+", name)[:1] == [str(number)]
    is_called = "next" in (link.get("rel") or "").lower().split() or _NEXT.match(name) is not None
    if worded:
        says_so = step == number and is_called and is_article
    else:
        says_so = step in {number, number - 1} and (is_called or is_numbered)
    return says_so and not any(
        _OF_COMMENTS.search(f"{outer.get('class')} {outer.get('id')}")
        for outer in (link, *link.iterancestors())
        if outer.tag != "body"
    )
