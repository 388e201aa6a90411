"""The article's title: the wording on which the page's headings and its metadata agree best."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import lru_cache
from html import unescape
from urllib.parse import unquote, urljoin, urlsplit

from lxml.html import HtmlElement

from crawler.extraction import json_ld
from crawler.extraction.document import Document, Marked
from crawler.extraction.elsewhere import BEFORE, BEHIND, WIDGET
from crawler.extraction.site import key, site_keys
from crawler.extraction.text import text_inside

_SEPARATOR = re.compile(
    r"\s+(?:[|¦‖ǀ•·»«›‹<>→~⋆★✦]+|[-–—―]+|::?|//|/)\s+|\s*[|｜]\s*|\s+[-–—]{2,}\s+|(?<=\S)::(?=\S)|(?:(?<=[\u2e80-\uffff])_|_(?=[\u2e80-\uffff]))(?=[^_]{2,20}$)|：(?=[^：]{2,12}$)"
)
_DENSE_SUFFIX = re.compile(r"(?<=[\u2e80-\uffff])(?:[-—–_|]{1,2}[\u2e80-\uffff]{2,8})+$")
_DASHES = frozenset({"-", "–", "—", "―", ":", "--"})
_COLON = re.compile(r"\s*[:：]\s+|：")
_TAG = re.compile(r"<[^>]{1,200}>")
_HEADLINE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:entry|post|article|page|story|content|news|main|single|blog|art|detail|node|item)?[_-]*"
    r"(?:title|headline|heading|hed|titre|titel|titulo|titolo|überschrift)(?:[\s_-]|$)"
)
_BOILERPLATE = re.compile(
    rf"{BEFORE}(?:nav|navigation|menu|footer|sidebar|{WIDGET}|related|recommend\w*|teaser|comments?|respond|cookie\w*|"
    r"consent|newsletter|popup|modal|banner|breadcrumbs?|promo|logo|branding|masthead|site[_-]?(?:title|name|header)|"
    rf"search|share|social|sr-only|visually-?hidden|aural|assistive|screen-?reader\w*|element-invisible|off-?screen){BEHIND}"
)
_ARTICLE_TITLE = re.compile(
    r"(?:^|[\s_-])(?:entry|post|article|arti|story|content|news|main|art|detail|view|node)[_-]?"
    r"(?:title|headline|heading|tit|titre|titulo|titolo|titel)(?:[\s_-]|$)|^(?:headline|title)\s*$"
)
_LABEL = re.compile(
    r"(?:^|[\s_-])(?:kicker|overline|over-?title|top-?line|roof-?line|dachzeile|spitzmarke|eyebrow|rubrik|pre-?title|"
    r"supertitle|surtitre|antetitulo|occhiello|chapeau|vignette|label|badge|category|section|flag)(?:[\s_-]|$)"
)
_UNSEEN = dict.fromkeys(map(ord, "\xad\u200b\ufeff"))  # where words may be broken, and marks of byte order
_EXTENSION = re.compile(r"\.[a-z]{2,5}$")
_BETWEEN = " :|/–-"  # a label and the title
_UNTITLED_TAGS = frozenset({"div", "p", "span", "td", "font", "strong", "b", "dt"})
_BEHIND_HEADING = re.compile(r"\s*(?:\[[^\[\]]{2,30}\]|[#¶🔗]|\(\d+\))+$")
_ENDS_BEHIND = ("]", ")", "#", "¶", "🔗")
_TITLED = json_ld.ARTICLES | {"WebPage", "ItemPage"}
_PAGES = frozenset({"WebPage", "ItemPage", "CreativeWork"})
_HEADINGS = frozenset({"h1", "h2", "h3"})
_META_TITLES = (
    (("og:title",), "og", 2.5),
    (("twitter:title", "twitter:text:title"), "twitter", 1.5),
    (
        ("headline", "dc.title", "dcterms.title", "parsely-title", "sailthru.title", "title", "citation_title", "hdl"),
        "meta",
        1.5,
    ),
)
_REPEATED = 0.6  # what a metadata title counts that repeats another
_MOST_HEADINGS = 300
_MOST_ON_TOP = 3
_LONGEST = 400
_SHORTEST_STATED = 12  # letters of a stated title that is looked for inside a longer heading
_LONG_HEADLINE = 4  # words
_SHORTEST_BESIDE = 30  # letters of a title that a section stands beside
_MOSTLY = 0.8  # share of words
_SHORTEST_PART = 10  # letters of a heading that a part of the page's title confirms


@dataclass(slots=True)
class _Wording:
    """One wording of the title, with all that speaks for it."""

    text: str
    origin: str
    stated: list[float] = field(default_factory=list)  # weights of the metadata that state it
    shown: float | None = None  # weight of the best heading that shows it
    heading: HtmlElement | None = None
    rank: int = 9  # of the text's source: a heading's spelling is the one that readers see

    def score(self) -> float:
        """Metadata mostly repeat one field of the site's database, so what several of them say counts little more."""
        most = max(self.stated, default=0.0)
        return most + _REPEATED * (sum(self.stated) - most) + (self.shown or 0.0)


class _Vote:
    """The wordings that the page proposes, by what all spellings of one have in common."""

    def __init__(self) -> None:
        self.wordings: dict[str, _Wording] = {}

    def _wording(self, text: str | None, origin: str, rank: int) -> _Wording | None:
        name = key(text) if text and len(text) <= _LONGEST else ""
        if not name or not text:
            return None
        wording = self.wordings.setdefault(name, _Wording(text, origin))
        if rank < wording.rank:
            wording.text, wording.origin, wording.rank = text, origin, rank
        return wording

    def state(self, text: str | None, origin: str, weight: float, rank: int) -> None:
        """Count a wording that metadata state."""
        if wording := self._wording(text, origin, rank):
            wording.stated.append(weight)

    def show(self, text: str, origin: str, weight: float, rank: int, heading: HtmlElement) -> None:
        """Count a wording that a heading shows; lists that repeat it say no more than the first."""
        if wording := self._wording(text, origin, rank):
            wording.shown = weight if wording.shown is None else max(wording.shown, weight)
            if wording.heading is None:
                wording.heading = heading

    def best(self, sites: AbstractSet[str], slug: set[str], trust: float) -> Title:
        """The wording with the best support, the address's words among it, which count as `trust` says."""
        best, most = None, 0.0
        for name, wording in self.wordings.items():
            score = wording.score() + trust * _overlap(wording.text, slug)
            if name in sites:
                score -= 6
            if len(name) < 8:
                score -= 1
            if best is None or score > most:
                best, most = wording, score
        return Title(best.text, best.origin, best.heading) if best else Title()


@dataclass(slots=True)
class Title:
    """The article's title, where it was found, and the heading that shows it."""

    text: str | None = None
    origin: str = ""
    heading: HtmlElement | None = None


@dataclass(slots=True)
class _Statement:
    """A title that the metadata state: as it stands there, without the site's name, and in parts."""

    text: str
    origin: str
    weight: float
    rank: int
    whole: str = ""
    parts: list[str] = field(default_factory=list)


def find_title(document: Document, sites: AbstractSet[str] | None = None) -> Title:
    """The title without the site's name; `sites` are the keys of its names, if they are known."""
    statements = list(_statements(document))
    headings = [marked for marked in document.marked if _is_headline(marked)][:_MOST_HEADINGS]
    sites = site_keys(document) if sites is None else sites
    on_top = _names_on_top(headings, document, {key(said.text) for said in statements})
    sites = sites | on_top
    vote = _Vote()
    pieces: dict[str, list[str]] = {}
    for said in statements:
        if said.text not in pieces:
            pieces[said.text] = _pieces(said.text, sites)
        said.whole, *said.parts = pieces[said.text]
        vote.state(said.whole, said.origin, said.weight, said.rank)
        for part in said.parts:
            vote.state(part, said.origin, said.weight * 0.4, said.rank + 4)
    slug = _slug(document.url)
    shown = [(marked.element, _heading_text(marked)) for marked in headings if marked.text(_LONGEST)]
    shown = [(heading, text) for heading, text in shown if key(text) not in on_top] or shown
    _state_without_suffix(vote, statements, {key(text) for _, text in shown})
    _Headings(shown, statements, document, slug).count(vote)
    named = any(key(said.whole) not in sites for said in statements)
    return vote.best(sites, slug, 2.0 if named else 4.0)


def _state_without_suffix(vote: _Vote, statements: list[_Statement], shown: set[str]) -> None:
    """Where nothing shows the page's title as it is, and nothing else states a title: its end may be a site's name."""
    if any(key(part) in shown for said in statements for part in said.parts):
        return
    named = {key(said.whole) for said in statements if said.origin != "title"}
    for said in statements:
        name = key(said.whole)
        if said.origin == "title" and name not in shown and named <= {name} and said.text.endswith(said.whole):
            vote.state(_without_suffix(said.whole), said.origin, said.weight + (3.5 if named else 0.5), said.rank)


class _Headings:
    """The headings of a page, weighed by how likely they are the article's own and how they agree with the metadata."""

    def __init__(
        self, shown: list[tuple[HtmlElement, str]], statements: list[_Statement], document: Document, slug: set[str]
    ) -> None:
        self.shown = shown
        self.statements = statements
        self.document = document
        self.slug = slug
        self.stated = {key(said.whole): said.whole for said in statements if said.origin != "title"}
        self.ends = [key(said.whole) for said in statements if said.origin == "title"]
        self.parts = {key(part) for said in statements for part in said.parts}
        self.words = {word for whole in {said.whole for said in statements} for word in _words(whole)}
        self.apart = {  # what a dash or a bar sets apart
            key(part): part
            for said in statements
            for behind in [_colon_parts(said.whole)]
            for part in [said.whole, *said.parts]
            if part not in behind
        }
        self.inside = [_stated_inside(text, heading, self.stated) for heading, text in shown]
        self.confirmed = [
            heading.tag
            for (heading, text), inner in zip(shown, self.inside, strict=True)
            if inner or key(text) in self.stated
        ]
        self.with_h1 = sum(heading.tag == "h1" for heading, _ in shown)
        self.addressed = _most_overlap(statements, slug) > 0
        self.seen_h1, self.seen_h2 = "h1" in self.confirmed, self.with_h1 > 0
        self.site_names, self.longest_part = self._partial()

    def _partial(self) -> tuple[set[str], int]:
        """Of headings that show parts of the title: the site's names (half as long as another) and the longest."""
        partial = {
            name: text
            for heading, text in self.shown
            if ((name := key(text)) in self.parts or any(_is_end(name, whole) for whole in self.ends))
            and _heading_weight(heading, self.document) > 0
        }
        longest = max(map(len, partial), default=0)
        return {name for name, text in partial.items() if 2 * len(name) <= longest and not _is_long(text)}, longest

    def count(self, vote: _Vote) -> None:
        """Count the headings that may be the article's."""
        for (heading, text), inner in zip(self.shown, self.inside, strict=True):
            name = key(text)
            first_h2 = heading.tag == "h2" and not self.seen_h2
            if heading.tag == "h1" or first_h2 or inner or not self.stated or name in vote.wordings:
                self._show(heading, text, inner, self._weight(heading, text, inner, first_h2), vote)

    def _weight(self, heading: HtmlElement, text: str, inner: str | None, first_h2: bool) -> float:
        name, words = key(text), _words(text)
        shared = len(self.words & words)
        related = not self.words or shared > 0 or _overlap(text, self.slug) >= 0.5
        weight = _heading_weight(heading, self.document)
        if heading.tag == "h1" and related and weight > 0:
            another = self.seen_h1 or (self.confirmed and 2 * shared <= len(words))
            weight += 3.0 if inner or name in self.stated else 0.5 if another else 5.0
            self.seen_h1 = True
        elif first_h2 and weight > 0 and 2 * shared > len(words):
            weight += 5.0
            self.seen_h2 = True
        if (
            name in self.parts
            and name not in self.stated
            and _overlap(text, self.slug) < 0.2 <= _most_overlap(self.statements, self.slug)
        ):
            weight -= 5  # the section or the blog, which the title names beside the article
        if len(self.slug) > 2 and not self.addressed and _overlap(text, self.slug) >= _MOSTLY:
            weight += 8  # the only wording that the address repeats
        if name in self.site_names:
            weight -= 5
        elif self.site_names and name in self.parts and len(name) == self.longest_part:
            weight += 2
        if not related and heading.tag == "h1" and self.with_h1 == 1 and _is_long(text):
            weight += 1
        elif not self.with_h1 and heading.tag not in _HEADINGS and _is_long(text):
            weight += 2
        elif not related:
            weight -= 2
        letters = (2 if name > "\u2e80" else 1) * len(name)
        alone = not self.confirmed and not self.seen_h1
        if alone and weight > 0 and name in self.parts and letters >= _SHORTEST_PART:
            weight += 2
        return weight

    def _show(self, heading: HtmlElement, text: str, inner: str | None, weight: float, vote: _Vote) -> None:
        name = key(text)
        if inner := inner or _beside_label(text, heading, self.apart):
            # A kicker or a subtitle shares the heading with the title proper.
            vote.show(inner, "og", weight, 2, heading)
        elif name not in vote.wordings and (inner := _without_labels(text, heading)):
            vote.show(inner, heading.tag, weight, 0, heading)
        else:
            # A heading of several elements lacks the punctuation between them.
            whole = name in self.stated or name in self.ends
            vote.show(text, heading.tag, weight, 4 if len(heading) and whole else 0, heading)


def _names_on_top(headings: list[Marked], document: Document, ends: set[str]) -> set[str]:
    """Keys of the first headings that lead to the front page, of the site or, where titles end with it, of a blog."""
    path, query = urlsplit(document.url).path.rstrip("/"), urlsplit(document.url).query
    names = set()
    for marked in headings[:_MOST_ON_TOP] if path or query else ():
        target = _link_target(marked.element, document)
        if target is None or (target.rstrip("/") == path and (path or not _leads_to_front(marked.element))):
            continue
        name = key(marked.text(_LONGEST))
        front = target.strip("/")
        if not front or (
            "/" not in front and path.startswith(f"/{front}/") and any(end.endswith(name) for end in ends)
        ):
            names.add(name)
    return names - {""}


def _leads_to_front(heading: HtmlElement) -> bool:
    """Whether a heading's link has no query, where that is what the address of an article differs in."""
    return not any("?" in (link.get("href") or "") for link in heading.iter("a"))


def _is_long(text: str) -> bool:
    """Whether a heading says more than the name of a site or a section does."""
    return _length(text) >= _LONG_HEADLINE


def _length(text: str) -> int:
    """The number of words; of scripts without blanks, as many as two characters make."""
    return len(text) // 2 if text > "\u2e80" else len(text.split())


def _is_end(name: str, whole: str) -> bool:
    return name != whole and (whole.startswith(name) or whole.endswith(name))


def _is_headline(marked: Marked) -> bool:
    """Whether an element is a heading, by its tag or by what its class and microdata say."""
    element = marked.element
    if element.tag in _HEADINGS:
        return True
    if element.tag not in _UNTITLED_TAGS:
        return False
    return element.get("itemprop") == "headline" or _names_headline(marked.marks)


@lru_cache(maxsize=10_000)
def _names_headline(marks: str) -> bool:
    return _ARTICLE_TITLE.search(marks) is not None


def _heading_text(marked: Marked) -> str:
    """A heading's text without links to edit it, anchors and counts of comments behind it."""
    text = marked.text(_LONGEST)
    if not text.isascii():
        text = text.translate(_UNSEEN)
    return _BEHIND_HEADING.sub("", text) if text.endswith(_ENDS_BEHIND) and len(marked.element) else text


def _most_overlap(statements: list[_Statement], slug: set[str]) -> float:
    return max((_overlap(part, slug) for said in statements for part in [said.whole, *said.parts]), default=0.0)


def _beside_label(text: str, heading: HtmlElement, parts: dict[str, str]) -> str | None:
    """The title in a heading that shares it with a label in markup of its own, where the metadata set both apart."""
    if len(heading) == 0:
        return None
    name = key(text)
    pieces = {key(said) for inner in heading.iterdescendants() for said in (inner.text, inner.tail)}
    pieces.add(key(heading.text))
    found = [
        other
        for other in parts
        if len(other) >= _SHORTEST_STATED
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
    rest = text
    for inner in heading:
        if _is_label(inner.get("class") or ""):
            label = " ".join(text_inside(inner).split())
            if label and rest.startswith(label):
                rest = rest[len(label) :].lstrip(_BETWEEN)
            elif label and rest.endswith(label):
                rest = rest[: -len(label)].rstrip(_BETWEEN)
    return rest if rest != text else None


@lru_cache(maxsize=10_000)
def _is_label(names: str) -> bool:
    return _LABEL.search(names.lower()) is not None


def _stated_inside(text: str, heading: HtmlElement, stated: dict[str, str]) -> str | None:
    """The stated title that a heading holds together with something else."""
    name = key(text)
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


def _statements(document: Document) -> Iterator[_Statement]:
    """Titles that the page's metadata state."""
    if node := _titled_node(document):
        page = json_ld.types(node) <= _PAGES
        for name, weight in (("headline", 3.0), ("name", 1.5)):
            if isinstance(node.get(name), str):
                yield _Statement(_clean(node[name]), "json-ld", weight * (0.4 if page else 1), 2)
    for names, origin, weight in _META_TITLES:
        if value := document.first(*names):
            yield _Statement(_clean(value), origin, weight, 3)
    for title in document.named["title"]:
        parent = title.getparent()
        if parent is None or parent.tag != "svg":
            yield _Statement(_clean(text_inside(title)), "title", 2.0, 4)
            break


def _titled_node(document: Document) -> json_ld.Node | None:
    """The JSON-LD node of the article; that of the page where there is none."""
    first = None
    for node in document.json_ld:
        kinds = json_ld.types(node)
        if kinds & _TITLED:
            if not kinds <= _PAGES:
                return node
            first = first or node
    return first


def _clean(text: str) -> str:
    text = text[: 4 * _LONGEST]
    if "&" in text:
        text = unescape(text)  # escaped twice
    if "<" in text:
        text = _TAG.sub("", text)
    if not text.isascii():
        text = text.translate(_UNSEEN)
    return " ".join(text.split())


def _pieces(text: str, sites: AbstractSet[str]) -> list[str]:
    """The text without the site's name first, then its parts."""
    cuts = list(_SEPARATOR.finditer(text))
    if not cuts:
        behind = _colon_parts(text)
        before = text[: -len(behind[0])].rstrip(_BETWEEN) if behind else ""
        if key(before) in sites:
            return behind  # "A blog: its article"
        if before and key(behind[0]) in sites:
            return [before]
        return [text, *behind]
    bounds = [0, *[cut.end() for cut in cuts]], [*[cut.start() for cut in cuts], len(text)]
    parts = [text[start:end].strip() for start, end in zip(*bounds, strict=True)]
    first, last = 0, len(parts)
    while first < last and _is_site(parts[first], sites):
        first += 1
    if first == last:
        first, last = 0, 1  # an article on the site itself
    for at in range(first + 1, last):
        if _is_site(parts[at], sites):
            last = at  # what follows the site's name is its motto
            break
    bars = [cut[0].strip() not in _DASHES for cut in cuts]
    if last < len(parts):
        while last - first > 1 and _is_section(parts[last - 1], parts[first : last - 1], bars[last - 2]):
            last -= 1
    elif first:
        while last - first > 1 and _is_section(parts[first], parts[first + 1 : last], bars[first]):
            first += 1
    whole = text[bounds[0][first] : bounds[1][last - 1]].strip()
    inner = [part for part in parts[first:last] if part and part != whole]
    if last - first > 2:
        inner.append(text[bounds[0][first] : bounds[1][last - 2]].strip())
    return [whole, *inner, *_colon_parts(whole)]


def _is_section(part: str, rest: list[str], bar: bool) -> bool:
    """Whether a part between the site's name and the rest of a title is but a section of the site."""
    longest = max(map(len, rest))
    return len(part.split()) <= (3 if bar else 1) and longest >= max(_SHORTEST_BESIDE, 2 * len(part))


def _without_suffix(text: str) -> str | None:
    """The page's title without what seems to be the name of an unknown site or section; None where nothing does."""
    tail = _DENSE_SUFFIX.search(text)
    text = text[: tail.start()] if tail else text
    parts = [part.strip() for part in _SEPARATOR.split(text) if part.strip()]
    if len(parts) < 2:
        return text if tail else None
    longest = max(parts, key=len)
    if all(part is longest or 2 * len(part) <= len(longest) for part in parts):
        return longest
    bars = [cut[0].strip() for cut in _SEPARATOR.finditer(text)]
    if len(parts) == 2 and bars[0] not in _DASHES and len(parts[0].split()) > 1 and len(parts[1].split()) <= 4:
        return parts[0]
    return None


def _colon_parts(text: str) -> list[str]:
    cut = _COLON.search(text) if ":" in text or "：" in text else None
    return [text[cut.end() :].strip()] if cut and text[cut.end() :].strip() else []


def _is_site(part: str, sites: AbstractSet[str]) -> bool:
    name = key(part)
    return (
        not name
        or name in sites
        or any(
            len(site) > 3
            and (
                ((name.startswith(site) or name.endswith(site)) and len(name) < len(site) + 14)
                or (site in name and len(name) < 2 * len(site))
            )
            for site in sites
        )
    )


def _heading_weight(heading: HtmlElement, document: Document) -> float:
    weight = {"h1": 2.0, "h2": 0.4}.get(heading.tag, 0.1)
    marks = f"{heading.get('class') or ''} {heading.get('id') or ''}".lower()
    if heading.get("itemprop") in {"headline", "name"}:
        weight += 1.5
    if _is_boilerplate(marks):
        weight -= 2
    elif _HEADLINE_CLASS.search(marks):
        weight += 0.7
    target = _link_target(heading, document)
    if target is not None and target != urlsplit(document.url).path and (heading.tag != "h1" or target in {"", "/"}):
        weight -= 2  # a teaser, or the site's name
    outer = heading.getparent()
    for _ in range(6):
        if outer is None:
            break
        if outer.tag in {"nav", "aside", "footer"}:
            weight -= 2
            break
        if outer.tag in {"article", "main"}:
            weight += 0.7
            break
        if _is_boilerplate(f"{outer.get('class') or ''} {outer.get('id') or ''}") and outer.tag not in {
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


def _link_target(heading: HtmlElement, document: Document) -> str | None:
    """The path of the page that a heading is a link to; None where it is none."""
    link = next(heading.iter("a"), None) if len(heading) else None
    if link is None or not link.get("href"):
        return None
    try:
        return str(urlsplit(urljoin(document.base_url, link.get("href"))).path)
    except ValueError:
        return None


def _slug(url: str) -> set[str]:
    """The words of the address's last part that has some; else the last part as one word, if it is a long one."""
    parts = unquote(urlsplit(url).path).casefold().split("/")
    for part in reversed(parts):
        words = {word for word in re.split(r"[\W_]+", part) if len(word) > 2 and not word.isdigit()}
        if len(words) > 2:
            return words
    last = "".join(re.split(r"[\W_]+", _EXTENSION.sub("", parts[-1] or parts[-2] if len(parts) > 1 else "")))
    return {last} if len(last) >= 6 and not last.isdigit() else set()


def _words(text: str) -> set[str]:
    """Words to compare by; of scripts without blanks, pairs of characters."""
    words: set[str] = set()
    for word in re.findall(r"\w+", text.casefold().replace("\xad", "")):
        if word > "\u2e80":
            words.update(word[at : at + 2] for at in range(len(word) - 1))
        elif len(word) > 3:
            words.add(word)
    return words


def _overlap(text: str, slug: set[str]) -> float:
    """Share of a wording's words that the page's address repeats."""
    if not slug:
        return 0.0
    whole, words = _address_words(text)
    if len(slug) == 1:
        return float(whole in slug)
    return len(words & slug) / len(words) if len(words) > 1 else 0.0


@lru_cache(maxsize=1_000)
def _address_words(text: str) -> tuple[str, frozenset[str]]:
    """A text as addresses repeat it, as one word and as several; the same few are asked for over and over."""
    parts = re.split(r"[\W_]+", _romanised(text))
    return "".join(parts), frozenset(word for word in parts if len(word) > 2)


_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def _romanised(text: str) -> str:
    return text.casefold().translate(_UMLAUTS)
