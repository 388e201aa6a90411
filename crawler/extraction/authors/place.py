"""Where a byline stands: in the article, or with something else on its page."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice

from lxml.html import HtmlElement

from crawler.extraction.dates.written import dates_in
from crawler.extraction.document import holds, names_of, short_text
from crawler.extraction.elsewhere import elsewhere
from crawler.extraction.site import key
from crawler.extraction.text import text_inside

HEADINGS = frozenset({"h2", "h3", "h4", "h5"})
_OTHER_CONTENT = re.compile(
    r"comment|respond|reply|kommentar|discussion|disqus|photo|image|(?<![a-z])img|caption|licen[cs]e|credit(?!s)|copyright|source|"
    r"social|reviewer|share(?!.*(?:author|byline))|avatar|figure|bio(?:\b|graph)|description|count|form|sponsor|reward|"
    r"quote|latest"
)
names_elsewhere = elsewhere(
    r"cards?|(?<!icon-)list[_-]?items?|carousel|slider|testimonials?|quote|bibliography|bib-?references?|ref-?list"
)
PERSON_PAGE = re.compile(
    r"/(?:u(?!/\d/)|(?:author|autor|auteur|writer|people|person|profile|profil|journalist|reporter|redakt|redact|"
    r"contributor|staff|team|by|user|columnist|expert|kolumn(?:ist)?|autoren|authors|autores|kolumnisten|columnistas?|"
    r"colaborador(?:es)?|journaliste)s?)/"
    r"(?!(?:(?:sign|log)[_-]?(?:up|in|out|on)|regist\w+|join|auth|account|password|subscri\w+)(?![^/?#]))",
    re.IGNORECASE,
)
TOPIC_PAGE = re.compile(
    r"(?:/|[?&])(?:tags?|topics?|categor(?:y|ies|ie|ia|ias)|kategorien?|themen?|rubrik(?:en)?|schlagwort|stichwort|section|"
    r"keywords?|search|suche|temas?|etiquetas?|tema|mots?-cles?|argoment[oi]|onderwerp|emne)[/=]",
    re.IGNORECASE,
)
_TEASER_LEVELS = 3
_LONGEST_TEASER = 400  # characters
NARROW = 4  # levels
_LONGEST_LINK = 60  # characters of a link to an author


@lru_cache(maxsize=10_000)
def is_of_other_content(marks: str) -> bool:
    """Whether a class and an id, in lower case, name comments, pictures, licences and the like."""
    return _OTHER_CONTENT.search(marks) is not None


def _is_of_article(footer: HtmlElement, heading: HtmlElement | None) -> bool:
    """Whether a footer is not the page's: it stands in an element that holds little more than the title with it."""
    near = islice(heading.iterancestors("div", "section", "article"), NARROW) if heading is not None else ()
    return footer.getparent() in near or _is_around(next(footer.iterancestors("article"), None), heading)


def is_elsewhere(element: HtmlElement, heading: HtmlElement | None) -> bool:
    outer = element.getparent()
    for _ in range(10):
        if outer is None or outer.tag in {"body", "html", "main"}:
            return False
        names = names_of(outer)
        if (outer.tag == "footer" or "footer" in names) and _is_of_article(outer, heading):
            return False
        elsewhere = (
            outer.tag == "nav"
            or (outer.tag == "footer" and "meta" not in names)
            or names_elsewhere(names)
            or (outer.tag == "a" and not short_text(outer, _LONGEST_LINK))  # a teaser that is all one link
        )
        if elsewhere:
            return not _is_around(outer, heading)
        outer = outer.getparent()
    return False


def shared_container(element: HtmlElement, around: set[HtmlElement]) -> HtmlElement | None:
    """The narrow container that an element above the title shares with it, one of those `around` it, if any."""
    return next((outer for outer in islice(element.iterancestors(), NARROW) if outer in around), None)


def is_in_teaser(element: HtmlElement, heading: HtmlElement | None, names: list[str], *, above: bool) -> bool:
    """Whether a byline stands with the title of another article, which a link leads to."""
    known = {key(name) for name in names}
    for outer in islice(element.iterancestors(), _TEASER_LEVELS):
        if outer.tag in {"body", "main"} or holds(outer, heading) or not short_text(outer, _LONGEST_TEASER):
            return False
        listed = above or _is_twin(outer, outer.getnext()) or _is_twin(outer, outer.getprevious())
        for link in outer.iter("a"):
            parent = link.getparent()
            headed = (parent is not None and parent.tag in HEADINGS) or any(inner.tag in HEADINGS for inner in link)
            if (listed or headed) and _leads_on(link, known):
                return True
    return False


def _leads_on(link: HtmlElement, known: set[str]) -> bool:
    """Whether a link's text may be the title of another article, rather than a name, a topic or a day."""
    target, words = link.get("href") or "", " ".join(text_inside(link).split())
    return (
        " " in words
        and key(words) not in known
        and target.startswith(("/", "http"))
        and "bookmark" not in (link.get("rel") or "")
        and not PERSON_PAGE.search(target)
        and not TOPIC_PAGE.search(target)
        and next(dates_in(words), None) is None
    )


def _is_twin(outer: HtmlElement, beside: HtmlElement | None) -> bool:
    """Whether two elements are items of one list of articles."""
    return (
        beside is not None
        and outer.tag == beside.tag
        and outer.get("class") == beside.get("class")
        and any(_leads_on(link, set()) for link in beside.iter("a"))
    )


def _is_around(outer: HtmlElement | None, heading: HtmlElement | None) -> bool:
    return outer is not None and outer.tag != "body" and holds(outer, heading)
