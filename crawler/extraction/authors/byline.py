"""The byline: the element near the title whose markup says that it names who wrote the article."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from crawler.extraction.authors.lines import (
    LONGEST_LABEL,
    SELDOM_BYLINE,
    barred,
    byline_text,
    claims_rights,
    names_in_line,
)
from crawler.extraction.authors.place import (
    PERSON_PAGE,
    is_elsewhere,
    is_in_teaser,
    is_of_other_content,
    names_elsewhere,
    shared_container,
)
from crawler.extraction.authors.stated import LONGEST
from crawler.extraction.document import Document, Marked, holds, names_of, short_text
from crawler.extraction.given_names import has_given_name
from crawler.extraction.names import MOST_NAMES, is_name, is_personal, is_picture_role, says_by, split_names
from crawler.extraction.site import key

HOST = re.compile(r"^\S+\.[a-z]{2,10}$", re.IGNORECASE)
_IMAGE = re.compile(r"(?:img|image|photo)-?_?(?:author|credit)")
# What may stand before a word is asked behind its first letter: patterns that begin with letters are found faster.
_BYLINE = re.compile(
    r"a(?:u|(?=th))t[hu]*ors?\b|author|autor|auteur|athor|byline|by-line|byl\b|writer(?<!-css-writer)|written|"
    r"skribent|szerzo|avtor|yazar|muhabir|penulis|verfasser|kirjoittaja|"
    r"authi\b|[jrck](?<![^\W_].)(?:ournalist|eporter|reator|ontributor|olumnist)s?(?![^\W_])|vcard|submitted"
)
# Words that as often name something else: a company (firma), a text editor, a signature in a forum.
_MAYBE_BYLINE = re.compile(r"redakt|redact|journalist|reporter|creator|contributor")
_NAME_INSIDE = re.compile(r"fn\b(?<!\wfn)|(?:author|byline)[\w-]{0,60}name|nickname")
_NAME_MARKS = re.compile(
    rf"{_NAME_INSIDE.pattern}|name[\w-]{{0,60}}author|p-author|byline__author|author__link|author-link"
)
_OF_PICTURE = re.compile(
    r"^(?:(?:the )?(?:profile?|profil|author|autoren|portr[aäe]i?t|avatar|photo|foto|picture|image|bild|headshot|"
    r"profilbild|autorenbild|autorenfoto)[ -]?)+(?:(?:of|von|de|di|av|af|for)\s+|:\s*)?",
    re.IGNORECASE,
)
_JOINING = re.compile(r"\s(?:and|und|et|y|e|og|och|en|i|ja|и|та|&)\s")
_DETAILS = re.compile(r"meta|info|date|publi|posted|credits")
_ACCOUNT = re.compile(r"username|nickname")
_NO_BYLINES = frozenset({"body", "main", "article", "nav", "form", "input", "time", "h1", "label"})
_AUTHOR_PAGE = re.compile(r"/(?:aut(?:ho|o|eu)r(?:e[ns]|s)?)/([^/?#]+)")
_EMPLOYER = re.compile(r"affiliation|worksFor|publisher|jobTitle|address|memberOf")
_AFFILIATION = re.compile(r"(?:^|[\s_-])affiliations?(?:$|[\s_-])")  # in a class
_SIDE_BAR = re.compile(r"side-?bar")
_SURE = 3.0  # the weight of what microdata call the author
_CLEAR = 2.5  # the weight of a byline beside which no line of details counts
_LIKELY = 1.5  # the weight of a byline that confirms what the metadata say
_BESIDE_TITLE = 1.0  # what a byline above the title gains in a narrow container that both share
_NEAREST = 10  # marked elements after the title
_NEAREST_DETAILS = 15  # the same
_MOST_EXAMINED = 300  # elements
_MOST_FOUND = 40  # candidates


class Byline(NamedTuple):
    """Whom a page's byline names."""

    names: list[str]
    sure: bool = False  # surely the article's
    likely: AbstractSet[str] = frozenset()  # the keys of all that is likely a byline
    aside: Sequence[str] = ()  # where there are no names: whom the page's side bar calls the authors


class _Candidate(NamedTuple):
    """What may be the byline."""

    score: float
    names: list[str]
    marked: Marked


def fuller_byline(document: Document, heading: HtmlElement | None, persons: list[str]) -> list[str]:
    """The names of a byline that has the persons named by the metadata and others beside them, if there is one."""
    known = {key(name) for name in persons}
    wanted = [name.casefold() for name in persons]
    passed = -1
    for marked in document.marked:
        if passed >= 0 or marked.element is heading:
            passed += 1
        if passed > _NEAREST:
            break
        if _byline_weight(marked) < _LIKELY or is_of_other_content(marked.marks):
            continue
        text = marked.text(LONGEST)
        folded = text.casefold()
        if not text or not all(name in folded for name in wanted):
            continue
        names = _all_inside(marked.element, barred(marked.element, text))
        if known < {key(name) for name in names} and all(map(is_personal, names)):
            return [] if is_elsewhere(marked.element, heading) else names
    return []


def find_byline(document: Document, heading: HtmlElement | None, *, near: bool = False) -> Byline:
    """The page's byline.

    Args:
        near: Whether only what stands near the title counts.
    """
    candidates = _Candidates(document, heading, farthest=_NEAREST if near else len(document.marked))
    best = candidates.best_of_article()
    if best is None or best.score <= 0.5:
        return Byline(candidates.linked_author(), aside=candidates.authors_aside())
    least = max(best.score, _LIKELY) - 0.5
    likely = {key(name) for score, names, _ in candidates.found if score > least for name in names}
    return Byline(candidates.names_beside(best)[:MOST_NAMES], best.score >= 2, likely)


class _Candidates:
    """What may be the byline of a page, in document order."""

    def __init__(self, document: Document, heading: HtmlElement | None, farthest: int) -> None:
        self.found: list[_Candidate] = []
        self._heading = heading
        self._host = urlsplit(document.url).hostname or ""
        self._best: _Candidate | None = None
        # Of the bylines that a template repeats, the one above the title, with the container that both share, and the
        # first behind it.
        self._above: dict[str, tuple[_Candidate, HtmlElement]] = {}
        self._first: dict[str, _Candidate] = {}
        self._below = 0  # candidates behind the title
        self._around: set[HtmlElement] = set()
        if heading is not None:
            self._around.update(heading.iterancestors("div", "section", "article", "header", "li", "td"))
            if (before := heading.getprevious()) is not None:
                self._around.add(before)
        self._collect(document.marked, farthest)

    def best_of_article(self) -> _Candidate | None:
        """The best candidate or, where a template repeats that one, the one of them that is the article's."""
        best = self._best
        if (
            best is not None
            and (own := self._above.get(_alike(best.marked)))
            and (own[0] is best or not holds(own[1], best.marked.element))
        ):
            return own[0]  # of the post that the title shares a container with; the others are replies
        if best is not None and best.score > 0:
            return self._first.get(_alike(best.marked), best)
        return best

    def linked_author(self) -> list[str]:
        """Whom a link beside the article, as in a side bar, calls its author, if the page names nobody else."""
        best = self._best
        if best is None or "author" not in (best.marked.element.get("rel") or "").split():
            return []
        named = {key(name) for found in self.found for name in found.names}
        return best.names if len(named) == 1 and is_personal(best.names[0]) else []

    def authors_aside(self) -> Sequence[str]:
        """Whom all clear bylines in the page's side bar name, be it together or each one of them."""
        clear = [
            names for _, names, marked in self.found if _byline_weight(marked) >= 2 and self._is_aside(marked, names)
        ]
        named = {key(name) for names in clear for name in names}
        together = max(clear, key=len, default=())
        return together if len(together) == len(named) else ()

    def _is_aside(self, marked: Marked, names: list[str]) -> bool:
        """Whether a byline of persons stands in a side bar, with nothing that other articles or comments stand in."""
        outside: list[str] = []
        for outer in marked.element.iterancestors():
            if outer.tag in {"body", "main"} or holds(outer, self._heading):
                break
            outside.append(names_of(outer).lower())
        return (
            all(map(has_given_name, names))
            and any(map(_SIDE_BAR.search, outside))
            and not any(names_elsewhere(_SIDE_BAR.sub("", outer)) for outer in outside)
            and not is_in_teaser(marked.element, self._heading, names, above=True)
        )

    def names_beside(self, best: _Candidate) -> list[str]:
        """The names of a candidate, and those of further authors: they stand side by side, in the same markup."""
        alike = [
            found
            for found in self.found
            if found.score > 0 and found.marked.marks == best.marked.marks and found.marked is not best.marked
        ]
        names = list(best.names)
        if not alike:
            return names
        place = best.marked.element
        while (
            (outer := place.getparent()) is not None
            and outer.tag not in {"body", "main", "article"}
            and short_text(outer, 2 * LONGEST)
        ):
            place = outer
        for _, others, marked in alike:
            if holds(place, marked.element):
                names += [name for name in others if key(name) not in {key(known) for known in names}]
        return names

    def _collect(self, marked: Sequence[Marked], farthest: int) -> None:
        examined, title_at, most = 0, len(marked), _MOST_FOUND
        for at, candidate in enumerate(marked):
            if candidate.element is self._heading:
                title_at, most = at, len(self.found) + _MOST_FOUND
                continue
            if at - title_at > farthest:
                break
            if len(self.found) >= most:
                if at > title_at or self._heading is None:
                    break
                continue  # teasers above the title must not crowd out the byline
            weight = _byline_weight(candidate)
            marks = candidate.marks
            if "nickname" in marks and at - title_at > _NEAREST:
                continue  # who comments
            if weight <= 0 or (is_of_other_content(marks) and (weight < _SURE or "comment" in marks)):
                continue
            outer = candidate.element.getparent()
            if outer is not None and (classes := outer.get("class")) and _IMAGE.search(classes) is not None:
                continue
            examined += 1
            if examined > _MOST_EXAMINED:
                break
            text = barred(candidate.element, candidate.text(LONGEST))
            if text or weight >= _LIKELY:
                self._examine(candidate, text, weight, at - title_at)

    def _examine(self, marked: Marked, text: str, weight: float, distance: int) -> None:
        """Take in a candidate, if it names anybody; `distance`: marked elements behind the title, negative above it."""
        element = marked.element
        spoken = says_by(text) is not None and not claims_rights(text)
        if weight < 1 and not spoken:
            names = self._names_of_details(element, text, distance)
            spoken = bool(names)
        else:
            names = _all_inside(element, text) if text else _unseen_names(element)
        if not names and weight >= _LIKELY:
            names = _pictured(element)
        names = [name for name in names if name.lower() in self._host or not HOST.search(name)]
        personal = all(map(is_personal, names))
        trusted = weight >= 2 or spoken
        if (
            not names
            or not (trusted or _is_page_of(names, element) or self._is_account(marked, distance) or personal)
            or _took_pictures(element)
        ):
            return
        heading = self._heading
        if heading is not None and 0 < distance <= _NEAREST and holds(heading, element) and not personal:
            return  # a label that the title shares its heading with
        score = weight + spoken
        score -= 0.5 * sum(not is_personal(name) for name in names[:2])
        score -= min(len(text) / 100, 1)
        post: HtmlElement | None = None
        if distance > 0:
            score += max(1.5 - 0.15 * self._below, 0)
            self._below += 1
        elif (post := shared_container(element, self._around)) is not None:
            score += _BESIDE_TITLE
        if score > 0 and (
            is_elsewhere(element, self._heading) or is_in_teaser(element, self._heading, names, above=distance < 0)
        ):
            score -= 4
        found = _Candidate(score, names, marked)
        self.found.append(found)
        if score > 0 and post is not None:
            self._above.setdefault(_alike(marked), (found, post))
        elif score > 0 and (distance > 0 or self._heading is None):
            self._first.setdefault(_alike(marked), found)
        if self._best is None or score > self._best.score:
            self._best = found

    def _names_of_details(self, element: HtmlElement, text: str, distance: int) -> list[str]:
        """The names in a line of details near the title, beside which there is no clear byline."""
        if (
            (self._best is not None and self._best.score >= _CLEAR)
            or distance > _NEAREST_DETAILS
            or (distance < 0 and shared_container(element, self._around) is None)
        ):
            return []
        return names_in_line(element, text, self._heading)

    def _is_account(self, marked: Marked, distance: int) -> bool:
        """Whether an element names the account of an author; one far above the title is the visitor's."""
        return _ACCOUNT.search(marked.marks) is not None and (
            distance > 0 or not self._around or shared_container(marked.element, self._around) is not None
        )


def _byline_weight(marked: Marked) -> float:
    tag, get = marked.element.tag, marked.element.get
    if tag in _NO_BYLINES:
        return 0
    if stated := marked.element.keys():
        if "itemprop" in stated and "author" in get("itemprop"):
            return 3
        if "property" in stated and ("author" in (role := get("property")) or "creator" in role):
            return 3
        if "rel" in stated and "author" in get("rel"):
            return 2.5
    weight = _weight_of_marks(marked.marks)
    if weight < 2 and tag in {"author", "byline"}:
        return 2
    if weight < 1.5 and tag == "a" and PERSON_PAGE.search(get("href") or ""):
        return 1.5
    if weight < 2 and tag == "address":
        return 0.8
    return weight


@lru_cache(maxsize=10_000)
def _weight_of_marks(marks: str) -> float:
    """How much a class and an id look like those of a byline; templates repeat them over and over."""
    if _BYLINE.search(marks):
        return 2.5 if _NAME_MARKS.search(marks) else 2
    if _ACCOUNT.search(marks) or _MAYBE_BYLINE.search(marks):
        return 1
    return 0.5 if _DETAILS.search(marks) or SELDOM_BYLINE.search(marks) else 0


def _all_inside(element: HtmlElement, text: str) -> list[str]:
    """The names in a byline: those that its markup singles out, unless its text joins others to them."""
    inside = _names_inside(element)
    if not inside:
        return _without_employers(split_names(text), element)
    joined = _JOINING.search(text) is not None
    if not joined and "," not in text:
        return inside
    said = split_names(text)
    others = [name for name in said if name not in inside]
    fuller = len(said) == len(inside) + len(others) and all(map(is_personal, said))
    # A comma may stand before a place or a role, too.
    return said if others and fuller and (joined or all(map(has_given_name, others))) else inside


def _without_employers(names: list[str], element: HtmlElement) -> list[str]:
    """The names in a byline, without those of where its authors work, if classes call any so."""
    if len(names) < 2:
        return names
    marked = (inner for inner in element.iterdescendants() if _AFFILIATION.search(inner.get("class") or ""))
    employers = " ".join(short_text(inner, LONGEST) for inner in marked)
    return [name for name in names if name not in employers] or names


def _names_inside(element: HtmlElement) -> list[str]:
    """Names that the markup inside a byline singles out."""
    names: list[str] = []
    for inner in element.iterdescendants():
        get = inner.get
        singled_out = (
            ((classes := get("class")) and _NAME_INSIDE.search(classes) and "org" not in classes.split())
            or "name" in (get("itemprop") or "")
            or "author" in (get("rel") or "")
            or (inner.tag == "a" and PERSON_PAGE.search(get("href") or ""))
        )
        if singled_out and not _is_of_other(inner, element) and not _took_pictures(inner):
            for name in split_names(get("content") or byline_text(inner)):
                if key(name) not in {key(known) for known in names}:
                    names.append(name)
    return names


def _is_page_of(names: list[str], link: HtmlElement) -> bool:
    """Whether a link leads to the author's page that a single name has."""
    page = _AUTHOR_PAGE.search(link.get("href") or "") if link.tag == "a" and len(names) == 1 else None
    return page is not None and key(names[0]) in key(page[1])


def _took_pictures(inner: HtmlElement) -> bool:
    """Whether a name in a byline has the role of a photographer beside it."""
    beside = inner.getnext()
    return beside is not None and is_picture_role(short_text(beside, LONGEST_LABEL))


def _unseen_names(element: HtmlElement) -> list[str]:
    """Names that microdata give to machines alone."""
    unseen = (meta for meta in element if meta.tag == "meta" and "name" in (meta.get("itemprop") or ""))
    return [name for meta in unseen for name in split_names(meta.get("content") or "") if has_given_name(name)]


def _is_of_other(inner: HtmlElement, element: HtmlElement) -> bool:
    """Whether a name in a byline is that of an employer or publisher, as microdata says."""
    if not inner.get("itemprop"):
        return False
    outer: HtmlElement | None = inner
    while outer is not None and outer is not element:
        if _EMPLOYER.search(outer.get("itemprop") or ""):
            return True
        outer = outer.getparent()
    return False


def _alike(marked: Marked) -> str:
    """What the bylines that a template repeats have in common; later words of a class tell of states."""
    return f"{marked.element.tag} {marked.marks.split(maxsplit=1)[0] if marked.marks.strip() else ''}"


def _pictured(element: HtmlElement) -> list[str]:
    """The person whom the text for the picture in a byline names."""
    picture = next(element.iter("img"), None) if len(element) else None
    words = _OF_PICTURE.sub("", " ".join((picture.get("alt") or "").split())) if picture is not None else ""
    return [words] if is_personal(words) and is_name(words) and has_given_name(words) else []
