"""No article here: the pages that must not be published as articles, each recognised with its reason.

A page with a body of some length is an article, whatever else it holds: the marks of walls and challenges count only
where there is little text, since many sites load the same scripts on every page.
"""

from __future__ import annotations

import json
import re
from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, chain, islice
from operator import itemgetter
from urllib.parse import parse_qs, urlsplit

from lxml import etree
from lxml.html import HtmlElement

from crawler.extraction import families, json_ld, refusals, shape
from crawler.extraction.document import Document
from crawler.extraction.result import Extraction, Problem
from crawler.extraction.text import INLINE, text_inside

# Letters; a dense script's character counts as three.
_NOTHING = 60
_NOTICE = 350
_STUB = 700
_SHORT = 1_500
_LONG = 3 * _SHORT
_LONGEST_TEASER = 450
_LINE = 60
_TALE = 80
_HEAD = 300  # characters of a heading that count
_SEPARATOR = re.compile(r"\s+[|·•»›‹–—-]+\s+|\s*[|»›‹]\s*|(?<=[!！])\s*")
_MOST_PARTS = 8
_MOST_LINKS = 10_000
_MOST_ROOTS = 10
_MOST_LINES = 200
_LONGEST_LINE = 4_000
# How much of a heading a notice takes up, by how sure the metadata are that the page is an article.
_PLAIN, _CALLED, _DATED = 0.5, 0.75, 0.9
_WHOLE = re.compile(r"[^.…][.!?。！？\])»”\"]\s*$")
_LISTING_PATH = re.compile(
    r"/(?:tags?|categor(?:y|ies|ia|ie)|kategorien?|topics?|themen?|rubrik|archives?|search|suche|page/\d+|"
    r"author|authors|autor|section|index\.(?:html?|php))(?:/|$)",
    re.IGNORECASE,
)
_ARCHIVE_PATH = re.compile(r"^(?:/[a-z]{2})?/(?:19|20)\d\d/(?:0?[1-9]|1[0-2])(?:/\d\d?)?/?$")
_SECTION_PATH = re.compile(r"^(?:/[a-z]+){1,2}(?:-[a-z]+)?/?$")
_QUERIES = frozenset({"s", "q", "query", "search", "keyword"})
_LISTING_CLASSES = frozenset({"archive", "category", "tag", "search", "search-results", "search-no-results", "author"})
_LISTING_TYPES = frozenset({"CollectionPage", "SearchResultsPage"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4"})
_BESIDE = frozenset({"nav", "footer", "aside"})
_CHROME = _BESIDE | {"header"}
_SILENT = frozenset({"script", "style", "template", "noscript", "head", "svg"})
_APP_ROOTS = frozenset({"root", "app", "__next", "__nuxt", "___gatsby", "app-root", "react-root"})
# How files begin that are no pages, in the charset that they were taken for.
_FILES = (
    ("%PDF-", "a PDF file"),
    ("{\\rtf", "an RTF file"),
    ("PK\x03\x04", "a ZIP archive or an office document"),
    ("GIF8", "an image"),
    ("BEGIN:V", "a calendar or a card"),
    ("#EXTM3U", "a playlist"),
    ("WEBVTT", "subtitles"),
)
_XML = re.compile(r"\s*<(?:\?xml\b[^>]*>\s*(?:<[!?][^>]*>\s*)*<)?([\w:.-]+)")
_XML_FILES = {
    **dict.fromkeys(("rss", "feed", "rdf:rdf"), "a feed"),
    **dict.fromkeys(("urlset", "sitemapindex"), "a sitemap"),
    **dict.fromkeys(("error", "svg", "opml", "soap:envelope", "xsl:stylesheet"), "XML"),
}
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\ufffd]")
_PAGE = re.compile(r"<(?:!doctype|html|head|body|meta|p|div)\b", re.IGNORECASE)
_TAG = re.compile(r"<[a-zA-Z!/?]")
_CODE = re.compile(r"[{};=]")
_REFRESH = re.compile(r"^\s*(\d{1,3})(?:\.\d*)?\s*[;,]\s*(?:url\s*=\s*)?['\"]?\S", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|(?<=[。！？])")
_MEDIA = re.compile(r"<(?:img|video|audio|iframe)\b")
_SOON = 10  # seconds
_FORM = 3  # fields to fill in, from which a page is a form


def find_problem(document: Document, found: Extraction) -> Problem | None:
    """Why a page is no article; None where it is one.

    Kinds: "empty-page", "not-html", "challenge", "consent-wall", "age-gate", "not-found", "server-error",
    "placeholder", "redirect", "log-in", "paywall", "needs-javascript", "index-page", "no-body".

    Args:
        document: The page.
        found: All that was extracted from it.
    """
    if document.tree is None:
        return Problem("empty-page", "the page is empty")
    if problem := _no_page(document.html):
        return problem
    page = _Page(document, found)
    if page.size >= _LONG or (page.size >= _SHORT and (page.is_article == _DATED or not page.is_listed)):
        return _consent(page) or (_cards(page) if page.size < 2 * _LONG and page.is_section else None)
    for check in _CHECKS:
        if problem := check(page):
            return problem
    return None


@dataclass
class _Page:
    """What the checks ask of a page, each found when it is first needed."""

    document: Document
    found: Extraction

    @cached_property
    def tree(self) -> HtmlElement:
        assert self.document.tree is not None
        return self.document.tree

    @cached_property
    def size(self) -> int:
        return _letters(self.found.text)

    @cached_property
    def heads(self) -> list[str]:
        """What the page calls itself: its `title` and its first heading."""
        heads = [self.found.title or ""]
        first = chain(self.document.named["title"][:1], islice(self.tree.iter("h1"), 1))
        return [*heads, *(" ".join(text_inside(element)[:_HEAD].split()) for element in first)]

    @cached_property
    def parts(self) -> dict[str, float]:
        """Its headings and the parts of these, with the first lines of a short text, and what a notice must take."""
        heads = list(self.heads)
        heads += (" ".join(text_inside(element)[:_HEAD].split()) for element in islice(self.tree.iter("h2", "h3"), 2))
        parts = dict.fromkeys(
            (part for head in heads for part in (head, *_SEPARATOR.split(head)[:_MOST_PARTS])), _PLAIN
        )
        if self.size < _NOTICE and self.is_article == _PLAIN:
            for line in self.found.text.split("\n", 2)[:2]:
                parts.setdefault(line, _CALLED)
        return {part: share for part, share in parts.items() if 0 < len(part) < _HEAD}

    @cached_property
    def seen(self) -> str:
        """The beginning of the page's text, `noscript` included, scripts not."""
        parts: list[str] = []
        size = 0
        body = self.tree.find("body")
        for element in body.iter() if body is not None else ():
            words = "" if element.tag in {"script", "style", "template"} else element.text or ""
            for piece in (words, element.tail or ""):
                if said := " ".join(piece[:8_000].split()):
                    parts.append(said)
                    size += len(said)
            if size > 4_000:
                break
        return " ".join(parts)

    @cached_property
    def lines(self) -> list[str]:
        """The first lines of the page's text, a block each, without what stands around the article."""
        return list(_lines(self.tree))

    @cached_property
    def said(self) -> str:
        """The text to look for refusals in: what was extracted, or all there is where that is nothing."""
        return (self.found.text if self.size >= _NOTHING else "\n".join((self.seen, *self.lines[:12])))[:_SHORT]

    @cached_property
    def is_article(self) -> float:
        """How sure the metadata are that this is an article, as the share of a heading that a notice must take."""
        document = self.document
        if (
            any(json_ld.types(node) & json_ld.ARTICLES - {"CreativeWork"} for node in document.json_ld)
            or document.first("article:published_time")
            or self.found.origins.get("published") in {"json-ld", "og", "meta", "microdata"}
        ):
            return _DATED
        if (document.first("og:type") or "").lower() == "article" or self.found.origins.get("published") == "time":
            return _CALLED
        return _PLAIN

    @cached_property
    def shows(self) -> bool:
        """Whether there is a picture or a player, on what metadata call an article."""
        return self.is_article != _PLAIN and _MEDIA.search(self.found.body) is not None

    @cached_property
    def is_listed(self) -> bool:
        """Whether address or markup say that this may be a front page, a section, an archive or a search."""
        parts = urlsplit(self.document.url)
        if _LISTING_PATH.search(parts.path) or self.is_archive:
            return True
        return "." in (parts.hostname or "") and not parts.path.strip("/") and not parts.query

    @cached_property
    def is_section(self) -> bool:
        """Whether the address is as short as those of sections."""
        return _SECTION_PATH.match(urlsplit(self.document.url).path) is not None

    @cached_property
    def is_archive(self) -> bool:
        """Whether address or markup leave no doubt that this is a list."""
        parts = urlsplit(self.document.url)
        if _ARCHIVE_PATH.match(parts.path) or self.names(refusals.LISTING_HEADING):
            return True
        if not parts.path.strip("/") and not _QUERIES.isdisjoint(parse_qs(parts.query)):
            return True
        if any(json_ld.types(node) & _LISTING_TYPES for node in self.document.json_ld) and not self.document.articles:
            return True
        body = self.tree.find("body")
        classes = (body.get("class") or "").split() if body is not None else ()
        return not _LISTING_CLASSES.isdisjoint(classes) and "single" not in classes

    @cached_property
    def tells(self) -> bool:
        """Whether a paragraph tells something without turning to the reader, as refusals do."""
        return any(
            _letters(line) >= _TALE and not refusals.ADDRESSED.search(line) and "opyright" not in line
            for line in self.found.text[:_SHORT].split("\n")
        )

    @cached_property
    def is_unowned(self) -> bool:
        """Whether nothing but its text could say that this is an article: no metadata, no author."""
        authors = self.found.authors and self.found.origins.get("authors") != "entry"
        return self.is_article == _PLAIN and not authors

    @cached_property
    def words(self) -> list[str]:
        """The first headings and lines of the page's own few words."""
        if self.size >= _NOTHING:
            lines = self.found.text[:_STUB].split("\n")
        else:
            menu = {" ".join(text_inside(link).split()) for link in islice(self.tree.iter("a"), _MOST_LINES)}
            lines = [line for line in self.lines if line not in menu][:12]
        heads = (" ".join(text_inside(element)[:_HEAD].split()) for element in islice(self.tree.iter("h2", "h3"), 1))
        return list(dict.fromkeys(line for line in (*self.heads, *heads, *lines) if line))[:20]

    @cached_property
    def turned(self) -> int:
        """How many letters stand in lines that turn to the reader."""
        return sum(_letters(line) for line in self.words if self.turns(line))

    def turns(self, line: str) -> bool:
        """Whether a line speaks to the reader."""
        return families.turns_to_reader(line, self.found.language)

    def speaks(self, family: families.Family | None = None, most_told: float = 0.4) -> bool:
        """Whether most of what is said at some length turns to the reader, or is of the family's matter."""
        if not self.turned and (self.size >= 2 * _NOTHING or not most_told):
            return False
        told = 0.0
        for line in self.words:
            if (letters := _letters(line)) < _TALE or self.turns(line):
                continue
            low = line.lower()
            told += letters * _told(family, low, self.turned > 0, self.size)
        return told <= most_told * self.turned

    def names(self, pattern: re.Pattern[str], least: float | None = None) -> str | None:
        """What a heading says, where it says little else than the pattern."""
        for part, share in self.parts.items():
            words = _found(pattern, part)
            # What is asked last takes longest to tell, and few headings get that far.
            if words and len(words) >= max(least or 0.0, share, self.is_article, _DATED if self.tells else 0.0) * len(
                part
            ):
                return words
        return None

    def says(self, pattern: re.Pattern[str]) -> str | None:
        """How a sentence of the page's few words begins."""
        match = pattern.search(self.said)
        return match[0].strip(" .!?。！？:：…\n") if match else None


def _told(family: families.Family | None, line: str, is_turned: bool, size: int) -> float:
    """How much of a longer line that does not turn to the reader tells something other than what the family does."""
    if family is None:
        return 1.0
    if family.weight(line) >= family.least + 2 * (not is_turned):
        return 0.0
    return 0.25 if is_turned and size < _NOTICE and family.touches(line) else 1.0


def _found(pattern: re.Pattern[str], text: str) -> str | None:
    """What a pattern of lower case finds in a text, in the text's own spelling."""
    lower = text.lower()
    match = pattern.search(lower)
    if match is None:
        return None
    return (text if len(text) == len(lower) else lower)[match.start() : match.end()].strip()


def _letters(text: str) -> int:
    return len(text) if len(text) > _LONG else shape.letters(text)


def _no_page(text: str) -> Problem | None:
    """What is no HTML: other files, which a parser makes paragraphs of."""
    start = text[:2_000].lstrip("\ufeff \t\r\n")
    for mark, file in _FILES:
        if start.startswith(mark):
            return Problem("not-html", f"{file} rather than a page")
    if len(_CONTROL.findall(start)) > max(2, len(start) / 50) and not _PAGE.search(start):
        return Problem("not-html", "a binary file rather than a page")
    if start[:1] in {"{", "["} and _is_json(text):
        return Problem("not-html", "JSON rather than a page")
    if start[:1] == "<":
        root = _XML.match(start)
        if root and (name := _XML_FILES.get(root[1].lower())):
            return Problem("not-html", f"{name} rather than a page")
    elif not _TAG.search(start) and len(_CODE.findall(start)) > max(8, len(start) / 40):
        return Problem("not-html", "code rather than a page")
    return None


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _challenge(page: _Page) -> Problem | None:
    if page.size >= _SHORT:
        return None
    dated = page.is_article == _DATED
    spoken = page.names(refusals.CHALLENGE_HEADING)
    if page.size >= _STUB and not spoken:
        return None
    if not spoken and not dated and page.size < _NOTICE:
        spoken = page.says(refusals.CHALLENGE_SENTENCE)
    if (len(page.seen) < _STUB and not (dated and page.size >= _NOTHING)) or spoken:
        markup = page.document.html[:300_000].lower()
        sure = (refusals.GUARDS, refusals.LOADED) if spoken or page.size < _NOTHING else (refusals.GUARDS,)
        for guards in sure:
            for guard, marks in guards.items():
                if any(mark in markup for mark in marks):
                    return Problem("challenge", f"a challenge or block page of {guard}")
    if spoken and not dated and page.size < _STUB:
        return Problem("challenge", f"a block page: it says {spoken[:80]!r}")
    if (
        page.size < _NOTICE
        and page.is_unowned
        and page.speaks(families.BLOCK_FAMILY)
        and (shape.has_captcha(page.tree) or shape.works(page.document))
    ):
        return Problem("challenge", "a page that asks to solve a puzzle first")
    if page.size < _NOTHING and _letters(page.seen) < _NOTICE and shape.runs(page.document) == "challenge":
        return Problem("challenge", "a page whose script checks the browser and loads the page again")
    return None


def _consent(page: _Page) -> Problem | None:
    host = urlsplit(page.document.url).hostname or ""
    if host.startswith(("consent.", "myprivacy.", "cmp.")) or (
        page.size < _STUB and page.names(refusals.CONSENT_HEADING)
    ):
        return Problem("consent-wall", "a wall that asks for consent to cookies")
    if page.size > 4_000:
        return None
    text = page.found.text or page.seen[:_SHORT]
    if not any(map(text.lower().__contains__, refusals.CONSENT_WORDS)):
        return None
    words = len(text.split())
    # Walls speak to the reader; articles about cookies do not.
    dense = (
        words >= 15
        and any(map(page.turns, text.split("\n")))
        and len(refusals.CONSENT.findall(text)) >= max(4, words / 14)
    )
    if dense and (words < 150 or page.is_article == _PLAIN) and not _tells_more(text):
        return Problem("consent-wall", "a wall that asks for consent to cookies")
    return None


def _asks_consent(page: _Page) -> Problem | None:
    family = families.CONSENT_FAMILY
    if page.size >= _SHORT or not page.is_unowned or not (page.turned or page.size < 2 * _NOTHING):
        return None
    # How cookies are cleared takes fewer words than to ask for consent, and nothing to answer by.
    least = family.least + (not shape.takes_answers(page.tree))
    if family.weight("\n".join((*page.words, *shape.answers(page.tree))).lower()) >= least and page.speaks(family):
        return Problem("consent-wall", "a wall that asks for consent to cookies")
    return None


def _tells_more(text: str) -> bool:
    """Whether a good part of a text has nothing to do with consent: a short article above a banner."""
    lines = text.split("\n")
    other = sum(
        len(line) for line in lines if not refusals.CONSENT.search(line) and not refusals.ADDRESSED.search(line)
    )
    return other >= max(2 * _NOTHING, len(text) / 4)


def _server_error(page: _Page) -> Problem | None:
    if page.size >= _SHORT or (page.is_article == _DATED and page.size >= _NOTICE):
        return None
    failure = page.names(refusals.SERVER_ERROR_HEADING)
    if not failure and page.size < _STUB and page.is_article != _DATED:
        failure = page.says(refusals.SERVER_ERROR_SENTENCE)
    if failure and not any("404" in head for head in page.heads):
        return Problem("server-error", f"an error of the server: {failure[:80]!r}")
    return None


# Kind, what is found in a heading, what is found in a sentence, the most letters, and what to tell.
_NOTICES = (
    ("not-found", refusals.GONE_HEADING, None, _SHORT, "a page for what is not found"),
    ("placeholder", refusals.PLACEHOLDER_HEADING, refusals.PLACEHOLDER_SENTENCE, _SHORT, "a page without content"),
    ("age-gate", refusals.AGE_HEADING, refusals.AGE_SENTENCE, _NOTICE, "a page that asks for the reader's age"),
    ("redirect", refusals.REDIRECT_HEADING, None, _NOTICE, "a page that leads on to another"),
)  # fmt: skip


def _notice(page: _Page) -> Problem | None:
    if page.size >= _SHORT or (page.is_article == _DATED and (page.size >= _NOTICE or page.tells)):
        return None
    for kind, heading, sentence, most, tells in _NOTICES:
        if page.size >= most:
            continue
        # The longer the text, the more of the heading must be the notice.
        words = page.names(heading, _PLAIN if page.size < _STUB else _DATED)
        if not words and sentence is not None and page.size < _NOTICE and page.is_article == _PLAIN:
            words = page.says(sentence)
        if words:
            return Problem(kind, f"{tells}: {words[:80]!r}")
    if page.size < _NOTHING and page.is_article != _DATED:
        if words := _found(refusals.GONE_HEADING, page.seen[:600]):
            return Problem("not-found", f"a page for what is not found: {words[:80]!r}")
        if any(_leads_on(refresh) for refresh in page.document.meta.get("refresh", ())):
            return Problem("redirect", "a page that leads on to another")
    return None


def _leads_on(refresh: str) -> bool:
    match = _REFRESH.match(refresh)
    return match is not None and int(match[1]) <= _SOON


def _log_in(page: _Page) -> Problem | None:
    if page.size >= _STUB or page.is_article != _PLAIN:
        return None
    kinds = {(field.get("type") or "").lower() for field in page.tree.iter("input")}
    asks = "password" in kinds or ("email" in kinds and page.size < _NOTHING)
    if asks and any(
        refusals.LOGIN_HEADING.search(part) and len(part) < _NOTHING
        for head in page.heads
        for part in _SEPARATOR.split(head)
    ):
        return Problem("log-in", "a page to log in at")
    most_told = 0.4 if page.size < 2 * _NOTHING else 0
    if page.is_unowned and page.speaks(most_told=most_told) and shape.asks_password(page.tree):
        return Problem("log-in", "a page that asks for a password")
    return None


def _paywall(page: _Page) -> Problem | None:
    if page.size >= _STUB:
        return None
    stated = {
        str(node["isAccessibleForFree"]).lower() for node in page.document.json_ld if "isAccessibleForFree" in node
    }
    closed = "false" in stated or (page.document.first("article:content_tier") or "").lower() in {"locked", "metered"}
    said = refusals.PAYWALL.search(page.seen) if closed else None
    if said is None and ("true" not in stated or closed):
        said = next(filter(None, (_shut(line, page) for line in page.lines)), None)
    words = said[0].strip() if said else None
    if not words and page.size < _NOTICE and "true" not in stated:
        words = next((line for line in page.lines if _cuts_off(line) and line not in page.heads), None)
    if not words and page.size < _NOTICE and "true" not in stated:
        words = _offer(page)
    if words:
        return Problem("paywall", f"only the beginning of an article that is for subscribers: {words[:60]!r}")
    # A short report may be whole though the site as such is not free: then it ends as sentences do.
    if closed and (page.size < _STUB / 3 or (page.size < _NOTICE and not _WHOLE.search(page.found.text))):
        return Problem("paywall", "only the beginning of an article that is for subscribers")
    return None


def _shut(line: str, page: _Page) -> re.Match[str] | None:
    """Where a line says that the rest is not for everybody; a long one that does not turn to the reader tells of it."""
    said = refusals.PAYWALL_SENTENCE.search(line)
    if said is None or (len(line) >= 2 * _LINE and not page.turns(line)):
        return None
    return None if _has_more(line) else said


def _has_more(line: str) -> bool:
    """Whether a line says that not all free articles are read yet."""
    count = families.COUNT.search(line)
    return count is not None and int(count[1]) < int(count[2])


def _offer(page: _Page) -> str | None:
    """What it costs to read on, or what stands in a part that is named as a wall, below a few lines of text."""
    told = [line for line in page.lines if line not in page.heads]
    for at, line in enumerate(told):
        if len(line) > _TALE * 2 or refusals.OFFERS.search(line):
            continue
        if families.PRICE_FOR.search(line.lower()) and _offers(line, page):
            return line if sum(_letters(above) >= _LINE for above in told[:at]) <= 1 else None
    for wall in shape.walls(page.tree):
        if len(wall) >= _STUB or refusals.OFFERS.search(wall):
            continue
        if refusals.SUBSCRIBER.search(wall) or families.PRICE.search(wall.lower()):
            return wall
    return None


def _offers(line: str, page: _Page) -> bool:
    """Whether a line with a price asks the reader for it; articles tell of rents."""
    if len(line) < _LINE and line[-1] != ".":
        return True
    return page.turns(line) or (len(line) < _TALE and refusals.SUBSCRIBER.search(line) is not None)


def _cuts_off(line: str) -> bool:
    """Whether a line is the notice at which an article ends for who has not paid; paragraphs are longer and end so."""
    said = families.unquoted(line)
    return (
        len(line) <= 2 * _LINE
        and (line[-1] not in ".。।" or (len(line) <= _LINE and refusals.RESERVED.search(said) is not None))
        and refusals.SUBSCRIBER.search(said) is not None
        and refusals.READING.search(said) is not None
        and refusals.OFFERS.search(line) is None
        and not _has_more(line)
    )


def _lines(tree: HtmlElement) -> Iterator[str]:
    """The first lines of a page's text, a block each, without what stands around the article."""
    body = tree.find("body")
    if body is None:
        return
    line: list[str] = []
    lines = articles = 0
    walker = etree.iterwalk(body, events=("start", "end"))
    for event, element in walker:
        tag = element.tag
        if tag not in INLINE and (words := " ".join("".join(line).split())):
            yield words[:_LONGEST_LINE]
            lines += 1
            if lines >= _MOST_LINES:
                return
        if tag not in INLINE:
            line.clear()
        if event == "end":
            articles -= tag == "article"
            line.append(element.tail or "")
        elif tag in _SILENT or (tag in _CHROME and not articles):
            walker.skip_subtree()
        else:
            articles += tag == "article"
            line.append(element.text or "")


def _turned_away(page: _Page) -> Problem | None:
    """A few lines that speak to the reader of what is not there, where nothing says that they are an article."""
    if page.size >= _STUB or not page.is_unowned:
        return None
    text = "\n".join(page.words).lower()
    if page.size < _NOTICE:
        if words := families.UNFILLED.search(text):
            return Problem("placeholder", f"a template that nothing was filled into: {words[0][:40]!r}")
        if trace := _trace(page):
            return Problem("server-error", f"an error of the server: {trace[:80]!r}")
    if not page.turned and page.size >= 2 * _NOTHING:
        return None
    if page.size < _NOTICE and (_asks_of_age(page) or (shape.asks_age(page.tree) and page.speaks())):
        return Problem("age-gate", "a page that asks for the reader's age")
    weighed = [(_weight(page, family, text), family) for family in families.FAMILIES]
    for weight, family in sorted(weighed, key=itemgetter(0), reverse=True):
        if weight >= (family.least if page.size < _NOTICE else 3) and page.speaks(family):
            return Problem(family.kind, f"{family.tells}, by its words")
    if (error := shape.states_error(page.document)) and page.speaks():
        return Problem("not-found", f"a page that its markup calls an error: {error[:40]!r}")
    return None


def _asks_of_age(page: _Page) -> bool:
    """Whether a page asks whether one is of age, with something to answer by."""
    asked = any(
        len(line) < _LINE and line[-1] in "?？;" and families.AGE.search(line.lower()) and page.turns(line)
        for line in page.words
    )
    return asked and shape.takes_answers(page.tree)


def _weight(page: _Page, family: families.Family, text: str) -> int:
    """How much a page's words say of a family: the different words, less what longer lines may hold by chance.

    Both halves of the family must stand in one sentence, and that be short or turn to the reader, but on pages of a
    line or two that turn to the reader; a short line that says it alone counts once more.
    """
    weight = family.weight(text)
    if not weight:
        return 0
    if page.size >= (2 * _NOTHING if page.turned else _NOTHING) and not any(
        family.weight(sentence.lower())
        and (_letters(sentence) < (_LINE if page.turned else _TALE) or page.turns(sentence))
        for line in page.words
        for sentence in _SENTENCE_END.split(line)
    ):
        return 0
    if family.kind == "server-error" and any(head.endswith("?") for head in page.heads):
        return 0  # a question with its answer
    if family.kind == "log-in" and not shape.leads_to_log_in(page.tree):
        return 0
    weight -= max(0, sum(_letters(line) >= _TALE for line in page.words) - 1)
    return weight + any(len(line) < _LINE and family.weight(line.lower()) for line in page.words)


def _trace(page: _Page) -> str | None:
    """What a program says when it fails, where nothing else is told, or among what stands around an article."""
    found = None
    for line in page.words:
        if match := families.TRACE.search(line.lower()):
            found = found or match[0]
        elif _letters(line) >= _TALE and page.size >= _NOTHING and not page.turns(line):
            return None
    return found


def _script_shell(page: _Page) -> Problem | None:
    if page.size >= _NOTICE:
        return None
    # What a page with some text says to those without scripts concerns a part of it, unless that is the text.
    lines = page.found.text.split("\n") if page.size >= _NOTHING else [page.seen]
    asks = any(
        refusals.SCRIPTLESS.search(line)
        for line in lines
        if page.size < _NOTHING or len(line) < _TALE or refusals.ADDRESSED.search(line)
    )
    if asks and len(page.seen) < _SHORT:
        return Problem("needs-javascript", "a page that shows nothing without JavaScript")
    if page.size < _NOTICE and page.is_unowned and page.speaks() and shape.names_browsers(page.tree):
        return Problem("needs-javascript", "a page that asks for another browser")
    if page.shows or not page.document.named["script"]:
        return None
    if _letters(page.seen) < _NOTHING and shape.runs(page.document) == "redirect":
        return Problem("redirect", "a page whose script leads on to another")
    if _letters(page.seen) < _NOTHING:
        return Problem("needs-javascript", "a page that holds scripts and no text")
    if page.size < _NOTHING and _has_empty_root(page.tree):
        return Problem("needs-javascript", "a page that shows nothing without JavaScript")
    return None


def _has_empty_root(tree: HtmlElement) -> bool:
    roots = (
        element
        for element in tree.iter("div", "main", "app-root")
        if element.get("id") in _APP_ROOTS or element.tag == "app-root"
    )
    return any(len(text_inside(root).split(None, 2)) < 3 for root in islice(roots, _MOST_ROOTS))


def _index(page: _Page) -> Problem | None:
    """A front page, a section, a list of search results: many headlines that lead elsewhere, no text of its own."""
    listed = page.is_listed
    if page.is_article == _DATED or (page.is_article == _CALLED and not page.is_archive):
        return None
    found = page.tree.iter("a") if listed else _links(page.tree)
    links = [link for link in islice(found, _MOST_LINKS) if _is_headline(link)]
    headlines = len(links)
    if not listed and page.size < _STUB and page.is_section:
        listed = sum(map(_is_heading, links)) >= 8 or page.size < _NOTHING
    if not listed and any(len(line) >= 2 * _NOTHING and _WHOLE.search(line) for line in page.found.text.split("\n")):
        return None  # the text of its own that teasers do not have
    if headlines >= (8 if listed else 25) and page.size < (_LONG if listed else _STUB):
        return _list_of(headlines)
    if page.size < _NOTICE and not page.tells and page.names(refusals.LISTING_HEADING, _CALLED):
        return Problem("index-page", "a list of other pages rather than an article")
    return None


def _links(tree: HtmlElement) -> Iterator[HtmlElement]:
    """The links of a page, without those in what stands beside or around the article."""
    walker = etree.iterwalk(tree, events=("start",), tag=("a", *_BESIDE))
    for _, element in walker:
        if element.tag in _BESIDE:
            walker.skip_subtree()
        else:
            yield element


def _cards(page: _Page) -> Problem | None:
    """A list whose text stands in teasers, each leading to another page, however long they are."""
    if page.is_article == _DATED or (page.document.first("og:type") or "").lower() == "article":
        return None
    lines = [line for line in page.found.text[: 2 * _LONG].split("\n") if line]
    if sum(len(line) for line in lines if len(line) > _LONGEST_TEASER) > sum(map(len, lines)) / 4:
        return None
    cards = shape.cards(page.document)
    if not cards:
        return None
    if not lines and page.is_unowned:
        return _list_of(len(cards))
    whole = sum(map(len, lines))
    texts = "\0".join(cards)
    ends = list(accumulate(len(card) + 1 for card in cards))
    taken = [0] * len(cards)
    for line in lines:
        if (at := texts.find(line[:_TALE])) >= 0:
            taken[bisect(ends, at)] += len(line)
    # What stands in one block for the most part is an article that leads on somewhere.
    if sum(taken) >= 3 * whole / 4 and max(taken) <= 0.6 * whole:
        return _list_of(len(cards))
    return None


def _list_of(pages: int) -> Problem:
    return Problem("index-page", f"a list of {pages} other pages rather than an article")


def _is_headline(link: HtmlElement) -> bool:
    text = text_inside(link)
    return bool(link.get("href")) and 25 <= _letters(" ".join(text.split())) <= 300


def _is_heading(link: HtmlElement) -> bool:
    parent = link.getparent()
    return (parent is not None and parent.tag in _HEADINGS) or any(child.tag in _HEADINGS for child in link)


def _lines_only(page: _Page) -> Problem | None:
    if not 0 < page.size < _NOTICE or not page.is_unowned or page.tells or not page.speaks(most_told=0):
        return None
    if _MEDIA.search(page.found.body) or "noindex" not in (page.document.first("robots") or "").lower():
        return None
    return Problem("no-body", "a few lines to the reader rather than an article")


def _service(page: _Page) -> Problem | None:
    """A page of the site's own, told by its address or by what is to be filled in, where no line tells anything."""
    if page.size >= _NOTICE or not page.is_unowned or page.tells:
        return None
    if served := shape.serves(page.document.url):
        return Problem(served[0], f"a page for what its address calls {served[1]!r}")
    asked = shape.fields(page.tree)
    tells = any(_WHOLE.search(line) and not page.turns(line) for line in page.found.text.split("\n"))
    if (asked >= _FORM and page.turned and not tells) or (asked and page.names(refusals.SIGN_UP_HEADING)):
        return Problem("no-body", "a form to fill in rather than an article")
    return None


def _no_body(page: _Page) -> Problem | None:
    if page.size >= _NOTHING or page.shows or (page.size and (page.found.title or page.is_article != _PLAIN)):
        return None
    return Problem("no-body", "the page has no text that could be an article")


_CHECKS = (
    _server_error,
    _challenge,
    _consent,
    _asks_consent,
    _notice,
    _log_in,
    _paywall,
    _turned_away,
    _script_shell,
    _index,
    _cards,
    _lines_only,
    _service,
    _no_body,
)
