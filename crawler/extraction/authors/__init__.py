"""Who wrote the article: the names of persons or organisations, in the order of the byline."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from crawler.extraction.authors.byline import HOST, find_byline, fuller_byline
from crawler.extraction.authors.chinese import Credit, chinese_credit, edits, ends_title, is_chinese
from crawler.extraction.authors.lines import PARAGRAPHS, SPEAKING, credit_in, is_desk, spoken_authors
from crawler.extraction.authors.signed import opening_authors, signed_authors
from crawler.extraction.authors.stated import LONGEST, attribute_authors, is_user_name, spelt_out, stated_authors
from crawler.extraction.document import Document, short_text
from crawler.extraction.given_names import has_given_name
from crawler.extraction.names import CASELESS, is_agency, is_organisation, is_personal, split_names
from crawler.extraction.site import key, site_keys

_SHORTEST_SITE = 3  # letters
_KNOWN_AS = {"site": "meta", "organisation": "json-ld"}  # where names of lesser worth were found


@dataclass(slots=True)
class Authors:
    """The authors' names with where they were found; `weak` where they are but the site's own name."""

    names: list[str] = field(default_factory=list)
    origin: str = ""
    weak: bool = False


def find_authors(
    document: Document, heading: HtmlElement | None = None, sites: AbstractSet[str] | None = None
) -> Authors:
    """The article's authors: names alone, without "By", roles, places and dates.

    The site's own name counts only where nobody else is named.

    Args:
        heading: The title on the page, if it is known: the byline near it is the article's.
        sites: The keys of the site's names, if they are known.
    """
    sites = site_keys(document) if sites is None else sites
    stated = list(stated_authors(document, sites))
    sites = sites | {key(name) for names, _ in stated for name in names if ends_title(document, name)}
    stated = _personal_first(stated, sites)
    written = {key(name): name for names, _ in stated for name in names if not name.islower()}
    stated = [([_as_written(name, written, document) for name in names], origin) for names, origin in stated]
    weak: Authors | None = None
    if stated and stated[0][1] == "json-ld":
        persons = [_without_outlet(name, sites) for name in stated[0][0] if key(name) not in sites]
        if any(map(is_personal, persons)):
            fuller = _without_sites(fuller_byline(document, heading, persons), sites)
            return Authors(fuller, "byline") if len(fuller) > len(persons) else Authors(persons, "json-ld")
    chinese = is_chinese(_title(document, heading))
    credit = chinese_credit(document, heading) if chinese else Credit([], [])
    if credit.persons:
        return Authors(credit.persons, "byline")
    byline, sure, others, aside = find_byline(document, heading, near=bool(credit.source))
    if credit.source and edits(document.html, byline):
        byline = []
    byline = _without_sites(byline, sites) or attribute_authors(heading) or _in_title(heading)
    credited = _is_credit(byline)
    told: list[str] | None = [] if chinese else None
    for names, origin in stated:
        persons = [name for name in names if key(name.partition(" - ")[0]) not in sites]
        if origin == "site" or (len(persons) < len(names) and origin == "meta"):
            persons = []  # the site's name, perhaps with its place
        personal = [name for name in persons if is_personal(name) and not is_user_name(name)]
        if origin == "organisation":
            personal = []  # however much its name looks like a person's
        if persons and not personal and (not byline or all(map(is_desk, byline))):
            told = _told(document, heading, sites) if told is None else told
            if not byline or _is_credit(told):
                byline, credited, others = told, _is_credit(told), set()
        stated_keys = {key(name) for name in persons}
        byline_keys = {key(name) for name in byline}
        confirmed = stated_keys <= others and not any(HOST.search(name) for name in persons)
        doubtful = not (personal or confirmed) or (
            origin == "meta" and (sure or len(personal) < len(persons)) and not byline_keys < stated_keys
        )
        if persons and not (doubtful and credited):
            if sure and credited and stated_keys < byline_keys:
                return Authors(byline, "byline")
            return Authors(persons, _KNOWN_AS.get(origin, origin))
        weak = weak or Authors(names, _KNOWN_AS.get(origin, origin), weak=not persons)
    if not byline:
        byline = (_told(document, heading, sites) if told is None else told) or list(aside)
    elif all(is_desk(name) and "/" not in name for name in byline):  # "srf/ann" are initials
        told = _told(document, heading, sites, tags=PARAGRAPHS) if told is None else told
        if _is_credit(told) and all(name > CASELESS or has_given_name(name) for name in told):
            byline = told
    if credit.source and (not byline or all(key(name) in sites for name in byline)):
        return Authors(credit.source, "byline", weak=True)
    if byline and (weak is None or any(key(name) not in sites for name in byline)):
        return Authors(byline, "byline")
    if weak is not None:
        opening = opening_authors(document, heading) if weak.weak else []
        return Authors(opening, "byline") if opening else weak
    if byline:
        return Authors(byline, "byline", weak=all(key(name) in sites for name in byline))
    return Authors()


def _title(document: Document, heading: HtmlElement | None) -> str:
    """What the heading or, without one, the head calls the page."""
    titles = [heading] if heading is not None else document.named["title"][:1]
    return " ".join(short_text(title, 2 * LONGEST) for title in titles)


def _in_title(heading: HtmlElement | None) -> list[str]:
    """The names that the title's heading holds, too."""
    return split_names(credit_in(heading)) if heading is not None else []


def _as_written(name: str, written: dict[str, str], document: Document) -> str:
    """A name in lower case, most likely an account's, as other metadata or the page write it: "annlee" as "Ann Lee"."""
    return (written.get(key(name)) if name.islower() else None) or spelt_out(name, document.html)


def _told(
    document: Document, heading: HtmlElement | None, sites: AbstractSet[str], *, tags: AbstractSet[str] = SPEAKING
) -> list[str]:
    """The names in a line of text, which an element of these tags begins, or below it."""
    return _without_sites(spoken_authors(document, heading, tags), sites) or signed_authors(document, heading)


def _personal_first(stated: list[tuple[list[str], str]], sites: AbstractSet[str]) -> list[tuple[list[str], str]]:
    """The sources in their order, but those that name an organisation alone behind those that name persons."""
    return sorted(stated, key=lambda source: all(is_organisation(name) or key(name) in sites for name in source[0]))


def _without_sites(names: list[str], sites: AbstractSet[str]) -> list[str]:
    """The names without the site's own and those of its parts beside those of persons, nor behind one's own."""
    names = [_without_outlet(name, sites) for name in names]
    others = [name for name in names if key(name) not in sites and not _is_part_of(sites, name)]
    single = len(others) == 1 and others[0].isalpha() and others[0].istitle()  # "Ann | The Paper"
    return others if single or any(map(is_personal, others)) else names


def _without_outlet(name: str, sites: AbstractSet[str]) -> str:
    """A person's name without the site's in capitals behind it: "Ann Lee HS"."""
    person, _, outlet = name.rpartition(" ")
    return person if outlet.isupper() and key(outlet) in sites and is_personal(person) else name


def _is_part_of(sites: AbstractSet[str], name: str) -> bool:
    """Whether a name that begins as the site's does is that of one of its desks: "Reed Valley" at Reed News."""
    first = key(name.split(maxsplit=1)[0])
    return (
        len(first) >= _SHORTEST_SITE
        and " " in name
        and not has_given_name(name)
        and any(site.startswith(first) for site in sites)
    )


def _is_credit(byline: list[str]) -> bool:
    """Whether a byline names persons or news agencies, rather than something in doubt."""
    return bool(byline) and (all(map(is_personal, byline)) or all(map(is_agency, byline)))
