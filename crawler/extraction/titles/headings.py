"""The headings of a page, weighed by how likely one is the article's."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from crawler.extraction.authors.lines import credit_in
from crawler.extraction.document import LONGEST_NAMES, Document, Marked, names_of
from crawler.extraction.elsewhere import BEFORE, BEHIND, WIDGET
from crawler.extraction.site import key
from crawler.extraction.text import PERMALINKS, text_inside
from crawler.extraction.titles.stated import BETWEEN, Statement, colon_parts, most_overlap, without_unseen
from crawler.extraction.titles.vote import Vote
from crawler.extraction.titles.wording import LONGEST, is_end, is_long, overlap, words_of

_HEADLINE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:entry|post|article|page|story|content|news|main|single|blog|art|detail|node|item)?[_-]*"
    r"(?:title|headline|heading|hed|titre|titel|titulo|titolo|überschrift)(?:[\s_-]|$)"
)
_BOILERPLATE = re.compile(
    rf"{BEFORE}(?:nav|navigation|menu|footer|sidebar|{WIDGET}|related|recommend\w*|teaser|comments?|respond|cookie\w*|"
    r"consent|newsletter|popup|modal|banner|breadcrumbs?|promo|logo|branding|masthead|site[_-]?(?:title|name|header)|"
    rf"search|share|social|blind|sr-only|visually-?hidden|aural|assistive|screen-?reader\w*|element-invisible|off-?screen){BEHIND}"
)
_ARTICLE_TITLE = re.compile(
    r"(?:^|[\s_-])(?:entry|post|article|arti|story|content|news|main|art|detail|view|node)[_-]?"
    r"(?:title|headline|heading|tit|titre|titulo|titolo|titel)(?:[\s_-]|$)|^(?:headline|title)\s*$"
)
_LABEL = re.compile(
    r"(?:^|[\s_.-])(?:kicker|overline|over-?title|top-?line|roof-?line|dachzeile|spitzmarke|eyebrow|rubrik|pre-?title|"
    r"supertitle|surtitre|antetitulo|occhiello|chapeau|vignette|label|badge|category|section|flag)(?:[\s_.-]|$)"
)
_UNTITLED_TAGS = frozenset({"div", "p", "span", "td", "font", "strong", "b", "dt"})
_BEHIND_HEADING = re.compile(rf"\s*(?:\[[^\[\]]{{2,30}}\]|[{''.join(PERMALINKS)}]|\(\d+\))+$")
# When a text appeared, in its heading: "发布时间：2019-09-26", "2019-09-26 10:09".
_DETAILS_BEHIND = re.compile(r"(?<=\S{6}) (?:(?:发布)?(?:时间|日期)[:：] ?\d{4}-|20\d\d-\d\d-\d\d \d\d:\d\d)")
_ENDS_BEHIND = ("]", ")", *PERMALINKS)
_HEADINGS = frozenset({"h1", "h2", "h3"})
_SHORTEST_KICKER = 4  # letters
_SHORTEST_STATED = 12  # letters of a stated title that is looked for inside a longer heading
_MOSTLY = 0.8  # share of words
_SENTENCE = 5  # words, from which a heading is no section's
_SHORTEST_PART = 10  # letters of a heading that a part of the page's title confirms


class Headings:
    """The headings of a page, weighed by how likely they are the article's own and how they agree with the metadata."""

    def __init__(
        self, shown: list[tuple[HtmlElement, str]], statements: list[Statement], document: Document, slug: set[str]
    ) -> None:
        self.shown = shown
        self.statements = statements
        self.document = document
        self.slug = slug
        self.stated = {key(said.whole): said.whole for said in statements if said.origin != "title"}
        self.ends = [key(said.whole) for said in statements if said.origin == "title"]
        self.parts = {key(part) for said in statements for part in said.parts}
        self.words = {word for whole in {said.whole for said in statements} for word in words_of(whole)}
        self.apart = {  # what a dash or a bar sets apart
            key(part): part
            for said in statements
            for behind in [colon_parts(said.whole)]
            for part in [said.whole, *said.parts]
            if part not in behind
        }
        self.inside = [_stated_inside(text, heading, self.stated, self.ends) for heading, text in shown]
        self.confirmed = [
            heading.tag
            for (heading, text), inner in zip(shown, self.inside, strict=True)
            if inner or key(text) in self.stated
        ]
        self.with_h1 = sum(heading.tag == "h1" for heading, _ in shown)
        self.addressed = most_overlap(statements, slug)  # how much of what the metadata state the address repeats
        # Of a section's or a site's few words no more than half are in a title that a lower heading has nearly all of.
        highest = [words_of(text) for heading, text in shown if heading.tag == "h1"]
        self.below = (
            bool(highest)
            and all(len(words) < _SENTENCE and 2 * len(self.words & words) <= len(words) for words in highest)
            and any(heading.tag == "h2" and self._repeats(text) for heading, text in shown)
        )
        self.seen_h1, self.seen_h2 = "h1" in self.confirmed, self.with_h1 > 0 and not self.below
        self.site_names, self.longest_part = self._partial()
        # An application's page is titled by its view: "Details | Diary".
        views = [part for said in statements for part in said.parts]
        self.names_view = len(views) > 1 and not self.stated and not any(" " in part for part in views)

    def _repeats(self, text: str) -> bool:
        """Whether a heading has hardly a word that the metadata do not have, and is no title cut short."""
        words, name = words_of(text), key(text)
        return (
            len(words) >= _SENTENCE
            and len(self.words & words) >= _MOSTLY * len(words)
            and not any(key(said.whole).startswith(name) for said in self.statements)
        )

    def _partial(self) -> tuple[set[str], int]:
        """Of headings that show parts of the title: the site's names (half as long as another) and the longest."""
        partial = {
            name: text
            for heading, text in self.shown
            if ((name := key(text)) in self.parts or any(is_end(name, whole) for whole in self.ends))
            and _heading_weight(heading, self.document) > 0
        }
        longest = max(map(len, partial), default=0)
        return {name for name, text in partial.items() if 2 * len(name) <= longest and not is_long(text)}, longest

    def count(self, vote: Vote) -> None:
        """Count the headings that may be the article's."""
        for (heading, text), inner in zip(self.shown, self.inside, strict=True):
            name = key(text)
            first_h2 = heading.tag == "h2" and not self.seen_h2
            if heading.tag == "h1" or first_h2 or inner or not self.stated or name in vote.wordings:
                self._show(heading, text, inner, self._weight(heading, text, inner, first_h2), vote)

    def _weight(self, heading: HtmlElement, text: str, inner: str | None, first_h2: bool) -> float:
        name, words = key(text), words_of(text)
        shared = len(self.words & words)
        related = not self.words or shared > 0 or overlap(text, self.slug) >= 0.5
        weight = _heading_weight(heading, self.document)
        if heading.tag == "h1" and related and weight > 0:
            another = self.seen_h1 or self.below or (self.confirmed and 2 * shared <= len(words))
            weight += 3.0 if inner or name in self.stated else 0.5 if another else 5.0
            self.seen_h1 = True
        elif first_h2 and weight > 0 and 2 * shared > len(words):
            weight += 5.0
            self.seen_h2 = True
        if name in self.parts and name not in self.stated and overlap(text, self.slug) < 0.2 <= self.addressed:
            weight -= 5  # the section or the blog, which the title names beside the article
        if len(self.slug) > 2 and not self.addressed and overlap(text, self.slug) >= _MOSTLY:
            weight += 8  # the only wording that the address repeats
        if name in self.site_names:
            weight -= 5
        elif self.site_names and name in self.parts and len(name) == self.longest_part:
            weight += 2
        if not related and heading.tag == "h1" and self.with_h1 == 1 and (is_long(text) or self.names_view):
            weight += 1
        elif not self.with_h1 and heading.tag not in _HEADINGS and is_long(text):
            weight += 2
        elif not related:
            weight -= 2
        letters = (2 if name > "\u2e80" else 1) * len(name)
        alone = not self.confirmed and not self.seen_h1
        if alone and weight > 0 and name in self.parts and letters >= _SHORTEST_PART:
            weight += 2
        return weight

    def _show(self, heading: HtmlElement, text: str, inner: str | None, weight: float, vote: Vote) -> None:
        name = key(text)
        if inner := inner or _beside_label(text, heading, self.apart, self.stated) or self._gone_on(text):
            # A kicker or a subtitle shares the heading with the title proper.
            vote.show(inner, "og", weight, 2, heading)
        elif name not in vote.wordings and (inner := _without_labels(text, heading)):
            vote.show(inner, heading.tag, weight, 0, heading)
        else:
            # A heading of several elements lacks the punctuation between them.
            whole = name in self.stated or name in self.ends
            vote.show(text, heading.tag, weight, 4 if len(heading) and whole else 0, heading)

    def _gone_on(self, text: str) -> str | None:
        """The stated title of which a heading shows but what stands before a colon."""
        if not text.endswith((":", "：")):
            return None
        name = key(text)
        return next((whole for other, whole in self.stated.items() if name in other and name != other), None)


def is_headline(marked: Marked) -> bool:
    """Whether an element is a heading, by its tag or by what its class and microdata say."""
    element = marked.element
    if element.tag in _HEADINGS:
        return True
    if element.tag not in _UNTITLED_TAGS:
        return False
    marks = marked.marks  # an itemprop is among them
    if "head" not in marks and "tit" not in marks:
        return False  # all words that are looked for have one of these in them, and few marks do
    return element.get("itemprop") == "headline" or _names_headline(marks)


@lru_cache(maxsize=10_000)
def _names_headline(marks: str) -> bool:
    return _ARTICLE_TITLE.search(marks) is not None


def heading_text(marked: Marked) -> str:
    """A heading's text without links to edit it, anchors and counts of comments behind it."""
    text = marked.text(LONGEST)
    if len(marked.element) > 1:
        text = _set_apart(text, marked.element)
    if not text.isascii():
        text = without_unseen(text)
        if "-" in text and (details := _DETAILS_BEHIND.search(text)) is not None:
            text = text[: details.start()]
    return _BEHIND_HEADING.sub("", text) if text.endswith(_ENDS_BEHIND) and len(marked.element) else text


def _set_apart(text: str, heading: HtmlElement) -> str:
    """A heading's text with a blank between its elements where only a style sets them apart: a kicker and the title."""
    for inner in heading:
        said = " ".join(text_inside(inner).split())
        end = text.find(said) + len(said)
        if len(said) >= _SHORTEST_KICKER and said in text and said[-1].islower() and text[end : end + 1].isupper():
            text = f"{text[:end]} {text[end:]}"
    return text


def _beside_label(text: str, heading: HtmlElement, parts: dict[str, str], stated: dict[str, str]) -> str | None:
    """The title in a heading that shares it with a label in markup of its own, where the metadata set both apart."""
    if len(heading) == 0:
        return None
    name = key(text)
    pieces = {key(said) for inner in heading.iterdescendants() for said in (inner.text, inner.tail)}
    pieces.add(key(heading.text))
    found = [
        other
        for other in parts
        if (len(other) >= _SHORTEST_STATED or (other in stated and other in pieces))
        and len(other) < len(name)
        and (
            (name.endswith(other) and (other in pieces or name[: -len(other)] in pieces))
            or (
                name.startswith(other)
                and len(name) < 2 * len(other)
                and other in pieces
                and name[len(other) :] in pieces
            )
        )
    ]
    return parts[max(found, key=len)] if found else None


def _without_labels(text: str, heading: HtmlElement) -> str | None:
    """A heading's text without what classes call a kicker or a label; None where nothing does."""
    credit = credit_in(heading)
    rest = text[: -len(credit)].rstrip(BETWEEN) if credit and text.endswith(credit) else text
    for inner in heading:
        if _is_label(f"{inner.get('class') or ''} {inner.get('data-testid') or ''}"[:LONGEST_NAMES]):
            label = " ".join(text_inside(inner).split())
            if label and rest.startswith(label):
                rest = rest[len(label) :].lstrip(BETWEEN)
            elif label and rest.endswith(label):
                rest = rest[: -len(label)].rstrip(BETWEEN)
    return rest if rest != text else None


@lru_cache(maxsize=10_000)
def _is_label(names: str) -> bool:
    return _LABEL.search(names.lower()) is not None


def _stated_inside(text: str, heading: HtmlElement, stated: dict[str, str], ends: list[str]) -> str | None:
    """The stated title that a heading holds together with something else."""
    name = key(text)
    if len(heading) == 0 and name in ends and not colon_parts(text):
        return None  # the page's title says it in one, too: the metadata have but a shorter wording
    for other, wording in stated.items():
        if len(other) >= _SHORTEST_STATED and other != name:
            if name.endswith(other):
                return wording
            if (
                name.startswith(other)
                and len(heading)
                and not 98 <= len(wording) <= 112
                and not wording.endswith(("…", "..."))
            ):
                return wording
    return None


def _heading_weight(heading: HtmlElement, document: Document) -> float:
    weight = {"h1": 2.0, "h2": 0.4}.get(heading.tag, 0.1)
    marks = names_of(heading).lower()
    if heading.get("itemprop") in {"headline", "name"}:
        weight += 1.5
    if _is_boilerplate(marks):
        weight -= 2
    elif _HEADLINE_CLASS.search(marks):
        weight += 0.7
    target = link_target(heading, document)
    if target is not None and target != urlsplit(document.url).path and (heading.tag != "h1" or target in {"", "/"}):
        weight -= 2  # a teaser, or the site's name
    outer = heading.getparent()
    for _ in range(6):
        if outer is None:
            break
        if outer.tag in {"nav", "aside", "footer"}:
            # Some templates call a column an aside that holds the article.
            weight -= 1.5 if heading.tag == "h1" and outer.tag == "aside" else 2
            break
        if outer.tag in {"article", "main"}:
            weight += 0.7
            break
        if _is_boilerplate(names_of(outer)) and outer.tag not in {
            "body",
            "html",
        }:
            weight -= 1
            break
        outer = outer.getparent()
    return weight


@lru_cache(maxsize=10_000)
def _is_boilerplate(names: str) -> bool:
    """Whether a class and an id name what is around articles; templates repeat them over and over."""
    return _BOILERPLATE.search(names.lower()) is not None


def link_target(heading: HtmlElement, document: Document) -> str | None:
    """The path of the page that a heading is a link to; None where it is none."""
    link = next(heading.iter("a"), None) if len(heading) else None
    if link is None or not link.get("href"):
        return None
    try:
        return str(urlsplit(urljoin(document.base_url, link.get("href"))).path)
    except ValueError:
        return None
