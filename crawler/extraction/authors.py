"""Who wrote the article: the names of persons or organisations, in the order of the byline."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import lru_cache
from html import unescape
from itertools import dropwhile, islice
from typing import Any
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from crawler.extraction import json_ld
from crawler.extraction.dates.written import dates_in
from crawler.extraction.document import Document, Marked, holds, short_text
from crawler.extraction.given_names import has_given_name
from crawler.extraction.names import (
    MAYBE_DETAILS,
    SPOKEN_AFTER_DATE,
    first_name,
    is_agency,
    is_label,
    is_name,
    is_organisation,
    is_personal,
    is_picture_role,
    names_in_details,
    says_by,
    split_names,
    told_of,
)
from crawler.extraction.patterns import lazy
from crawler.extraction.site import key, site_keys
from crawler.extraction.text import INLINE, text_inside
from crawler.hosts import bare_host

_META = (
    "citation_author", "author", "article:author", "article:author_name", "article:byline", "og:article:author",
    "parsely-author", "author.name", "dc.author", "dcsext.author",
    "sailthru.author", "byl", "byline", "dc.creator",
    "dc:creator", "dcterms.creator", "dc.contributor", "dcterms.contributor",
    "cxenseparse:author", "cxenseparse:recs:author", "articleauthor",
    "article.author", "article_author", "shareaholic:article_author_name", "rnews:creator", "twitter:data1",
    "creator", "authors", "og:author", "vr:author",
    "news:author", "content-author", "writer", "dable:author", "mediaauthor", "autor", "bt:author",
    "brightspot.author", "displayauthor", "auth",
)  # fmt: skip
_KNOWN_AS = {"site": "meta", "organisation": "json-ld"}  # where names of lesser worth were found
_SURNAME_FIRST = frozenset({"citation_author", "dc.creator", "dc:creator", "dcterms.creator", "dc.contributor"})
_HOST = re.compile(r"^\S+\.[a-z]{2,10}$", re.IGNORECASE)
_COMMENT = lazy(
    r"comment|respond|reply|kommentar|discussion|disqus|photo|image|(?<![a-z])img|caption|licen[cs]e|credit(?!s)|copyright|source|"
    r"social|share(?!.*(?:author|byline))|avatar|figure|bio(?:\b|graph)|description|count|form|sponsor|quote"
)
_LONE_NAME = re.compile(r"[^\W\d_a-z][\w'’-]+(?: [^\W\d_a-z][\w.'’-]*){1,2}")
_IMAGE = re.compile(r"(?:img|image|photo)-?_?(?:author|credit)")
# What may stand before a word is asked behind its first letter: patterns that begin with letters are found faster.
_BYLINE = lazy(
    r"a(?:u|)t[hu]*ors?\b|author|autor|auteur|athor|byline|by-line|byl\b|writer(?<!-css-writer)|written|"
    r"skribent|szerzo|avtor|yazar|muhabir|penulis|verfasser|kirjoittaja|"
    r"[jrck](?<![^\W_].)(?:ournalist|eporter|reator|ontributor|olumnist)s?(?![^\W_])|vcard|submitted"
)
# Words that as often name something else: a company (firma), a text editor, a signature in a forum.
_MAYBE_BYLINE = lazy(r"redakt|redact|journalist|reporter|creator|contributor")
_SELDOM_BYLINE = lazy(r"signatur|firma|editor")
_NAME_INSIDE = re.compile(r"fn\b(?<!\wfn)|author[\w-]*name|byline[\w-]*name")
_NAME_MARKS = re.compile(rf"{_NAME_INSIDE.pattern}|name[\w-]*author|p-author|byline__author|author__link|author-link")
_ABOUT_AUTHOR = frozenset(
    """über den autor|über die autorin|über den autor / die autorin|zum autor|zur autorin|der autor|die autorin|autor|
    autorin|über den verfasser|about the author|about author|meet the author|à propos de l'auteur|à propos de l’auteur|
    à propos de l'auteure|l'auteur|l’auteur|sobre el autor|sobre la autora|acerca del autor|acerca de la autora|
    sobre o autor|sobre a autora|sull'autore|sull’autore|l'autore|l’autore|informazioni sull'autore|over de auteur|
    over de schrijver|om forfatteren|om författaren|om skribenten|o autorze|o autorce|o autorovi|об авторе|
    про автора|yazar hakkında|σχετικά με τον συντάκτη|عن الكاتب|关于作者|關於作者|作者简介|作者簡介|この記事を書いた人|
    著者について|著者プロフィール|저자 소개|글쓴이 소개|tentang penulis""".replace("\n    ", "").split("|")
)
_LAST_CREDIT = lazy(
    r"[.!?…:“\"–-]\s+((?:(?:Eine?|Une?|Una?) [\w-]{4,30} (?:von|par|de|por|di)|Von|By|Par|Por|Di|Door|Av|Af)\s+"
    r"[^\W\d_a-zß-öø-ÿ][^.!?:]{4,60}?)\.?$"
)
_PERSON_SIGN = re.compile(r"(?:icon|fa|glyphicon|bi|ti|las|dashicons|uil|ri|bx)-(?:\w+-)?(?:user|person|author|male)\b")
_OF_PICTURE = re.compile(
    r"^(?:(?:the )?(?:profile?|profil|author|autoren|portr[aäe]i?t|avatar|photo|foto|picture|image|bild|headshot|"
    r"profilbild|autorenbild|autorenfoto)[ -]?)+(?:(?:of|von|de|di|av|af|for)\s+|:\s*)?",
    re.IGNORECASE,
)
_VAGUE_LABELS = frozenset("bericht beitrag interview story report haber posted redaktion".split())
_INITIALED = re.compile(r"(?:[^\W\d_]\.[ -]?){1,3} ?[^\W\d_a-z][\w'’-]+(?: [^\W\d_a-z][\w'’-]+)?")
_DENSE = "\u2e80"  # the first of the scripts without blanks
_AROUND_SIGNATURE = " –—-()[]./"
_EMPHASIS = frozenset({"em", "i", "strong", "b", "span", "font"})
_LONGEST_WEEKDAY = 14  # characters
_BEGINS_WITH_DATE = re.compile(r"(?:[^\W\d_]{2,12}\.?,? )?(?:\d|[^\W\d_]{3,12}\.? \d)")
_NO_NAME = re.compile(r"\s*(?:(?:https?:)?//|@)")  # an address or an account
_DOTTED = str.maketrans("_", ".")
_UMLAUTS = {"ae": "ä", "oe": "ö", "ue": "ü", "ss": "ß"}
_ACCOUNT = re.compile(r"[._\d]")
_JOINING = re.compile(r"\s(?:and|und|et|y|e|og|och|en|i|ja|и|та|&)\s")
_CONTACT = re.compile(r"[ck]onta[ck]t|contatt|ansprech|presse")
_DETAILS = re.compile(r"meta|info|date|publi|posted|credits")
_HEADINGS = frozenset({"h2", "h3", "h4", "h5"})
_NO_BYLINES = frozenset({"body", "main", "article", "nav", "form", "input", "time", "h1", "label"})
_ELSEWHERE = lazy(
    r"(?:^|[\s_-])(?<!\bh-)(?:comments?|respond|disqus|related|recommend\w*|sidebar|(?<!elementor-)widget|(?<!entry[_-])(?<!post[_-])(?<!article[_-])footer|nav|menu|teasers?\w*|"
    r"most[_-]?\w*|latest|popular|"
    r"trending|more[_-]?\w*|promo(?!ted)\w*|newsletter|read[_-]?next|aside|ticker|banner|similar|replies|reactions|"
    r"kommentare?|cards?|(?<!icon-)list[_-]?items?|carousel|slider|testimonials?|quote)(?:[\s_-]|$)"
)
_PERSON_PAGE = lazy(
    r"/(?:author|autor|auteur|writer|people|person|profile|profil|journalist|reporter|redakt|redact|"
    r"contributor|staff|team|by|user|columnist|expert|kolumn(?:ist)?|autoren|authors|autores|kolumnisten|columnistas?|"
    r"colaborador(?:es)?|journaliste)s?/",
    re.IGNORECASE,
)
_TOPIC_PAGE = lazy(
    r"(?:/|[?&])(?:tags?|topics?|categor(?:y|ies|ie|ia|ias)|kategorien?|themen?|rubrik(?:en)?|schlagwort|stichwort|section|"
    r"keywords?|search|suche|temas?|etiquetas?|tema|mots?-cles?|argoment[oi]|onderwerp|emne)[/=]",
    re.IGNORECASE,
)
_JOURNEY = re.compile(r"^(?:von|vom|from|de|da|dal)\b.*\s(?:zu[rm]?|bis|nach|to|à|al?)\s\S+\s\S", re.IGNORECASE)
_AUTHOR_PAGE = re.compile(r"/(?:aut(?:ho|o|eu)r(?:e[ns]|s)?)/([^/?#]+)")
_AUTHOR_ATTRIBUTES = frozenset({"data-author", "data-author-name", "data-authors", "data-byline", "data-writer"})
_EMPLOYER = re.compile(r"affiliation|worksFor|publisher|jobTitle|address|memberOf")
_SPEAKING = frozenset("h1 h2 h3 h4 h5 h6 p span div em i small td th li strong b dt dd font a br cite center".split())
_BRACKETED_REPORTER = ("（记者", "(记者", "（記者", "(記者", "【记者")
_KOREAN_REPORTER = "기자"  # stands behind the name
_LONGEST_CREDIT = 40  # characters of a line that is but a reporter's name
_MOST_NAMES = 12
_MOST_MARKED = 4_000  # elements of a page
_LONGEST_NAME = 5  # words of a name in running text
_FIRST_PARAGRAPHS = 4
_SURE = 3.0  # the weight of what microdata call the author
_CLEAR = 2.5  # the weight of a byline beside which no line of details counts
_LIKELY = 1.5  # the weight of a byline that confirms what the metadata say
_BESIDE_TITLE = 1.0  # what a byline above the title gains in a narrow container that both share
_TEASER_LEVELS = 3
_LONGEST_TEASER = 400  # characters
_NARROW = 4  # levels
_LONG_ACCOUNT = 6  # letters
_NEAREST = 10  # marked elements after the title
_NEAREST_DETAILS = 15  # the same
_TEXT_LABELS = ("tex", "tek", "testo", "words", "author", "autor", "aut", "written", "story")
_SHORTEST_LEAD = 40  # characters of its first line
_LONGEST_LEAD = 400  # characters
_MOST_LEADS = 2  # long lines, the last of which is no lead but the text
_NEAREST_LINES = 12  # elements that hold text after the title
_LONGEST_DETAILS = 100  # characters of a line of details
_ABOUT_TAGS = ("h2", "h3", "h4", "h5", "h6", "strong", "b")
_BETWEEN_NAMES = 5  # characters between a name in a signature and the next, at most
_MOST_INTRODUCED = 10  # elements of a text about the author
_NEAR = 150  # elements after the title
_FAR = 2_000  # the same, for names behind a label and a colon
_LONGEST_LABEL = 20  # characters
_MOST_EXAMINED = 300  # elements
_MOST_SPEAKING = 20_000  # elements
_LONGEST = 160  # characters of a byline
_LONGEST_LINK = 60  # characters of a link to an author


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
    stated = _personal_first(list(_stated(document, sites)), sites)
    stated = [([_spelt_out(name, document.html) for name in names], origin) for names, origin in stated]
    weak: Authors | None = None
    if stated and stated[0][1] == "json-ld":
        persons = [name for name in stated[0][0] if key(name) not in sites]
        if any(map(is_personal, persons)):
            fuller = _fuller_byline(document, heading, persons)
            return Authors(fuller, "byline") if fuller else Authors(persons, "json-ld")
    byline, sure, others = _byline(document, heading)
    byline = _without_sites(byline, sites) or _in_attributes(heading)
    credited = _is_credit(byline)
    told: list[str] | None = None
    for names, origin in stated:
        persons = [name for name in names if key(name.partition(" - ")[0]) not in sites]
        if origin == "site" or (len(persons) < len(names) and origin == "meta"):
            persons = []  # the site's name, perhaps with its place
        personal = [name for name in persons if is_personal(name) and not _is_user_name(name)]
        if origin == "organisation":
            personal = []  # however much its name looks like a person's
        if persons and not personal and (not byline or all(map(_is_desk, byline))):
            told = _told(document, heading, sites) if told is None else told
            if not byline or _is_credit(told):
                byline, credited, others = told, _is_credit(told), set()
        stated_keys = {key(name) for name in persons}
        byline_keys = {key(name) for name in byline}
        confirmed = stated_keys <= others and not any(_HOST.search(name) for name in persons)
        doubtful = not (personal or confirmed) or (
            origin == "meta" and (sure or len(personal) < len(persons)) and not byline_keys < stated_keys
        )
        if persons and not (doubtful and credited):
            if sure and credited and stated_keys < byline_keys:
                return Authors(byline, "byline")
            return Authors(persons, _KNOWN_AS.get(origin, origin))
        weak = weak or Authors(names, _KNOWN_AS.get(origin, origin), weak=not persons)
    if not byline:
        byline = _told(document, heading, sites) if told is None else told
    if byline and (weak is None or any(key(name) not in sites for name in byline)):
        return Authors(byline, "byline")
    if weak is not None:
        opening = _opening(document, heading) if weak.weak else []
        return Authors(opening, "byline") if opening else weak
    if byline:
        return Authors(byline, "byline", weak=all(key(name) in sites for name in byline))
    return Authors()


def _told(document: Document, heading: HtmlElement | None, sites: AbstractSet[str]) -> list[str]:
    """The names in a line of text, or below it."""
    return _without_sites(_spoken(document, heading), sites) or _signed(document, heading)


def _personal_first(stated: list[tuple[list[str], str]], sites: AbstractSet[str]) -> list[tuple[list[str], str]]:
    """The sources in their order, but those that name an organisation alone behind those that name persons."""
    return sorted(stated, key=lambda source: all(is_organisation(name) or key(name) in sites for name in source[0]))


def _without_sites(names: list[str], sites: AbstractSet[str]) -> list[str]:
    """The names without the site's own beside those of persons."""
    others = [name for name in names if key(name) not in sites]
    return others if any(map(is_personal, others)) else names


def _is_credit(byline: list[str]) -> bool:
    """Whether a byline names persons or news agencies, rather than something in doubt."""
    return bool(byline) and (all(map(is_personal, byline)) or all(map(is_agency, byline)))


def _is_desk(name: str) -> bool:
    """Whether a name is that of an account or of a newsroom, behind which the page may name a person."""
    return (name.islower() and " " not in name) or is_organisation(name)


def _in_attributes(heading: HtmlElement | None) -> list[str]:
    """Names that an attribute of an element around the title gives: `<article data-author="Ann Lee">`."""
    for outer in heading.iterancestors() if heading is not None else ():
        for name, value in outer.attrib.items():
            if name in _AUTHOR_ATTRIBUTES and len(value) <= _LONGEST and (names := split_names(value)):
                return [] if all(map(str.islower, names)) else names  # accounts
    return []


def _spelt_out(name: str, html: str) -> str:
    """An account's name as the page writes that of its owner, if it does: "ann.lee" as "Ann M. Lee"."""
    if not (
        _is_user_name(name) or (name.isalpha() and name.islower() and name.isascii() and len(name) >= _LONG_ACCOUNT)
    ):
        return name
    given, dot, surname = name.translate(_DOTTED).partition(".")
    if not dot:
        given, surname = name[0], name[1:]  # "alee"
    if not (given.isalpha() and surname.isalpha() and len(surname) > 2):
        return name
    written = surname.title()
    for plain, umlaut in _UMLAUTS.items():
        written = written.replace(plain, umlaut)
    spellings = [spelling for spelling in {surname.title(), written} if f" {spelling}" in html]
    if not spellings:
        return name  # sooner asked than the pattern
    given = given.title() if len(given) > 1 else rf"{given.upper()}\w+"
    for plain, umlaut in _UMLAUTS.items():
        given = given.replace(plain, f"(?:{plain}|{umlaut})")
    pattern = rf"\b{given}(?: \w\.?| [^\W\d_a-z]\w+)? (?:{'|'.join(spellings)})\b(?:-[^\W\d_a-z]\w+)?"
    found = re.search(pattern, html)
    return found[0] if found else name


def _is_user_name(name: str) -> bool:
    """Whether a name is an account's rather than a person's: "christian.stadtfeld", "gabor_munier"."""
    return " " not in name and name == name.lower() and name.isascii() and _ACCOUNT.search(name) is not None


def _stated(document: Document, sites: AbstractSet[str]) -> Iterator[tuple[list[str], str]]:
    """Names that the page's metadata gives, the best source first."""
    leftover: list[tuple[list[str], str]] = []
    host = bare_host(document.url)
    for node in document.articles:
        for field_name in ("author", "creator"):
            names, organisations = _json_ld_names(node.get(field_name), document, sites)
            if names:
                yield names, "json-ld"
            elif organisations:
                leftover.append((organisations, "organisation"))
    if not leftover:
        for node in document.json_ld:
            # Pages that are no articles have their author beside them in the graph.
            if "/schema/person/" in str(node.get("@id")) and json_ld.types(node) == {"Person"}:
                names, _ = _json_ld_names(node, document, sites)
                if names and all(map(is_personal, names)):
                    yield names, "json-ld"
                break
    parsely = json_ld.parsely(document.first("parsely-page")).get("authors", ())
    if names := [name for author in parsely for name in split_names(author)]:
        yield names, "meta"
    for name in _META:
        names = []
        for value in document.meta.get(name, ())[:_MOST_NAMES]:
            if name == "twitter:data1" and not re.match(
                r"written|author|autor|verfasst|escrito|écrit|par|von|by|geschrieben",
                document.first("twitter:label1") or "",
                re.IGNORECASE,
            ):
                continue
            if _NO_NAME.match(value) or value.strip().isdigit():
                continue
            last, comma, given = value.partition(",")
            if name in _SURNAME_FIRST and comma and "," not in given and is_personal(f"{given} {last}"):
                names.append(f"{given} {last}".strip())
                continue
            first, dash, rest = value.partition(" - ")
            said = rest if dash and key(first) in sites else value
            names += [found for found in split_names(said) if key(found) not in {key(known) for known in names}]
        if names and host and any(host in value for value in document.meta[name]):
            leftover.append((names, "site"))
        elif names:
            yield names, "og" if name.startswith(("og:", "article:")) else "meta"
    yield from leftover


def _json_ld_names(value: Any, document: Document, sites: AbstractSet[str]) -> tuple[list[str], list[str]]:
    """Names of persons, and of organisations where there are no persons."""
    persons: list[str] = []
    organisations: list[str] = []
    waiting = [value]
    while waiting and len(persons) < _MOST_NAMES:
        item = json_ld.resolve(waiting.pop(0), document.json_ld)
        if isinstance(item, list):
            waiting = [*item, *waiting]
        elif isinstance(item, str):
            if not item.startswith(("http", "#", "/")):
                persons += split_names(item)
        elif isinstance(item, dict):
            name = item.get("name") or item.get("alternateName")
            if isinstance(name, dict):
                name = name.get("@value") or name.get("name")
            if not name and (item.get("givenName") or item.get("familyName")):
                name = f"{item.get('givenName') or ''} {item.get('familyName') or ''}".strip()
            for single in name if isinstance(name, list) else [name]:
                if isinstance(single, str):
                    if "Organization" in str(item.get("@type")):
                        whole = " ".join(unescape(single).split())  # with the commas and conjunctions that it has
                        organisations += [whole] if is_name(whole) else []
                    else:
                        persons += [single.strip()] if key(single) in sites else split_names(single)
                elif isinstance(single, dict):
                    waiting.append(single)
    unique = {key(name): name for name in reversed(persons)}
    return list(reversed(unique.values())), organisations


def _fuller_byline(document: Document, heading: HtmlElement | None, persons: list[str]) -> list[str]:
    """The names of a byline that has the persons named by the metadata and others beside them, if there is one."""
    known = {key(name) for name in persons}
    wanted = [name.casefold() for name in persons]
    passed = -1
    for marked in document.marked:
        if passed >= 0 or marked.element is heading:
            passed += 1
        if passed > _NEAREST:
            break
        if _byline_weight(marked) < _LIKELY or _is_of_comment(marked.marks):
            continue
        text = marked.text(_LONGEST)
        folded = text.casefold()
        if not text or not all(name in folded for name in wanted):
            continue
        names = _all_inside(marked.element, _barred(marked.element, text))
        if known < {key(name) for name in names} and all(map(is_personal, names)):
            return [] if _is_elsewhere(marked.element, heading) else names
    return []


def _byline(document: Document, heading: HtmlElement | None) -> tuple[list[str], bool, set[str]]:
    """Names of the page's byline, whether it surely is the article's, and the keys of all that is likely one."""
    best: tuple[float, list[str], Marked] | None = None
    candidates: list[tuple[float, list[str], Marked]] = []
    above: dict[str, tuple[tuple[float, list[str], Marked], HtmlElement]] = {}
    first: dict[str, tuple[float, list[str], Marked]] = {}  # behind the title, of those that a template repeats
    since, examined, title_at = -1, 0, _MOST_MARKED
    post: HtmlElement | None = None
    around = set() if heading is None else set(heading.iterancestors("div", "section", "article", "header", "li", "td"))
    if heading is not None and (before := heading.getprevious()) is not None:
        around.add(before)
    host = urlsplit(document.url).hostname or ""
    for at, marked in enumerate(document.marked):
        element = marked.element
        if element is heading:
            since, title_at = 0, at
            continue
        if len(candidates) >= 40:
            break
        score = _byline_weight(marked)
        if score <= 0 or (_is_of_comment(marked.marks) and (score < _SURE or "comment" in marked.marks)):
            continue
        outer = element.getparent()
        if outer is not None and (classes := outer.get("class")) and _IMAGE.search(classes) is not None:
            continue
        examined += 1
        if examined > _MOST_EXAMINED:
            break
        text = _barred(element, marked.text(_LONGEST))
        if not text and score < _LIKELY:
            continue
        spoken = says_by(text) is not None
        if score < 1 and not spoken:
            if (
                (best is not None and best[0] >= _CLEAR)
                or at - title_at > _NEAREST_DETAILS
                or (since < 0 and _shared(element, around) is None)
            ):
                continue
            names = _in_details(element, text, heading)
            spoken = bool(names)
        else:
            names = _all_inside(element, text) if text else _unseen_names(element)
        if not names and score >= _LIKELY:
            names = _pictured(element)
        names = [name for name in names if name.lower() in host or not _HOST.search(name)]
        if (
            not names
            or (
                score < 2
                and not spoken
                and not _is_page_of(names, element)
                # An account far above the title is the visitor's.
                and not (
                    "username" in marked.marks and (since >= 0 or not around or _shared(element, around) is not None)
                )
                and not all(map(is_personal, names))
            )
            or _took_pictures(element)
        ):
            continue
        score += spoken
        score -= 0.5 * sum(not is_personal(name) for name in names[:2])
        score -= min(len(text) / 100, 1)
        if since >= 0:
            score += max(1.5 - 0.15 * since, 0)
            since += 1
        elif (post := _shared(element, around)) is not None:
            score += _BESIDE_TITLE
        if score > 0 and (_is_elsewhere(element, heading) or _is_in_teaser(element, heading, names, above=since < 0)):
            score -= 4
        candidates.append((score, names, marked))
        if since < 0 and post is not None:
            above.setdefault(_alike(marked), (candidates[-1], post))
        elif (since >= 0 or heading is None) and score > 0:
            first.setdefault(_alike(marked), candidates[-1])
        if best is None or score > best[0]:
            best = candidates[-1]
    if best is not None and (own := above.get(_alike(best[2]))) and not holds(own[1], best[2].element):
        best = own[0]  # of the post that the title shares a container with; the others are replies
    elif best is not None and best[0] > 0:
        best = first.get(_alike(best[2]), best)
    if best is None or best[0] <= 0.5:
        return [], False, set()
    names = list(best[1])
    place = best[2].element
    while (
        (outer := place.getparent()) is not None
        and outer.tag not in {"body", "main", "article"}
        and short_text(outer, 2 * _LONGEST)
    ):
        place = outer
    for score, others, marked in candidates:
        # The names of several authors stand side by side, in the same markup.
        if (
            marked is not best[2]
            and marked.marks == best[2].marks
            and score > 0
            and any(up is place for up in marked.element.iterancestors())
        ):
            names += [name for name in others if key(name) not in {key(known) for known in names}]
    likely = {key(name) for score, others, _ in candidates if score > max(best[0], _LIKELY) - 0.5 for name in others}
    return names[:_MOST_NAMES], best[0] >= 2, likely


def _byline_text(element: HtmlElement) -> str:
    """A byline's text; its elements are set apart by bars, except single words, which make a name together."""
    return _barred(element, short_text(element, _LONGEST))


def _barred(element: HtmlElement, whole: str) -> str:
    if not whole or len(element) == 0:
        return whole
    text = ""
    at = 0
    for piece in element.itertext():
        words = " ".join(piece.split())
        if not words or words not in whole:  # a script's
            continue
        at = max(whole.find(words, at), 0)
        if len(words) == 1 and words.islower() and at and whole[at - 1].isalpha():
            text += words  # the last letter of a name, set apart for its spacing
            continue
        lonely = " " not in words and words[0].isalpha() and text.rpartition("| ")[2].count(" ") == 0
        if not text or words[0] in ",;:." or (text.endswith((":", "(")) and not lonely):
            text += words
        else:
            text += f" {words}" if lonely else f" | {words}"
    return text


def _spoken(document: Document, heading: HtmlElement | None) -> list[str]:
    """Names in a line of text that begins with "By" or "Author:", the first after the title."""
    if document.tree is None:
        return []
    seen, passed, prose = heading is None, 0, 0
    desk: list[str] = []
    earlier: list[str] = []
    speaking = [element for element in document.elements if element.tag in _SPEAKING]
    # What stands far above the title is not the article's.
    first = max(speaking.index(heading) - _NEAR, 0) if heading is not None and heading.tag in _SPEAKING else 0
    for element in islice(speaking, first, first + _MOST_SPEAKING):
        if element is heading:
            seen, prose = True, 0
        elif seen and heading is not None:
            passed += 1
            if passed > _FAR:
                break
        start = element.tail if element.tag == "br" else element.text
        if 0 < passed <= _NEAREST_LINES and start and len(start) > _SHORTEST_LEAD and (names := _ends_with(element)):
            return names
        prose += start is not None and len(start) > _LONGEST_DETAILS
        if (
            0 < passed <= _NEAREST_LINES
            and prose < _MOST_LEADS
            and element.tag != "br"
            and (names := _in_line(element, heading))
        ):
            return names
        if not start or not (start := start.lstrip()):
            continue
        if (
            passed > _NEAR
            and ":" not in start[:_LONGEST_LABEL]
            and "：" not in start[:_LONGEST_LABEL]
            and not start.startswith(_BRACKETED_REPORTER)
        ):
            continue
        if len(start) <= _LONGEST_CREDIT and is_label(start):
            text = _text_behind(element)
            names = split_names(text) if len(text) <= 100 else []
            colon = start.rstrip().endswith((":", "：")) or (element.tail or "").lstrip().startswith(":")
            if _is_vague(start) and not (colon and all(map(has_given_name, names))):
                continue
            if names and all(is_personal(name) for name in names) and not _is_elsewhere(element, heading):
                return names
        if len(start) > _LONGEST_DETAILS:
            continue
        if _KOREAN_REPORTER in start and len(start) <= _LONGEST_CREDIT and (names := split_names(start)) and seen:
            return names
        said = says_by(start + "x") or _dated(start)
        if not said:
            continue
        text = f"{start} {_text_behind(element)}" if element.tag == "br" else _byline_text(element)
        if not text or len(text) > 100 or _is_elsewhere(element, heading):
            continue
        names = split_names(text)
        if _is_vague(said[0]) and not all(map(has_given_name, names)):
            continue
        if not names or _JOURNEY.search(text) or any(len(name.split()) > _LONGEST_NAME for name in names):
            continue
        explicit = (
            len(said[0].split()) > 1
            or ":" in said[0]
            or start[0].isdigit()
            or (" " not in names[0] and names[0][0].isupper() and next(dates_in(text), None) is not None)
        )
        # A box of credits may well say who wrote the text.
        marks = (
            (element.get("class") or "").lower().replace("credit", "" if said[0].startswith(_TEXT_LABELS) else "credit")
        )
        if not (explicit or all(is_personal(name) for name in names)) or _COMMENT.search(marks):
            continue
        if _is_in_teaser(element, heading, names, above=not seen):
            continue
        if not seen:
            earlier = names
        elif all(map(_is_desk, names)):
            desk = desk or names
        else:
            return names
    return desk or earlier


def _beside_icon(element: HtmlElement) -> list[str]:
    """Names behind the sign for a person."""
    for sign in element.iter("i", "span", "svg") if len(element) else ():
        if (classes := sign.get("class")) and _PERSON_SIGN.search(classes):
            outer = sign.getparent()
            said = (sign.tail or "").strip() or (short_text(outer, _LONGEST_CREDIT) if outer is not None else "")
            names = split_names(said)
            if names and all(map(is_personal, names)):
                return names
    return []


def _is_vague(label: str) -> bool:
    """Whether a word before a colon says what follows as often as who wrote it."""
    return label.strip(" \t\r\n:：").lower() in _VAGUE_LABELS


def _ends_with(lead: HtmlElement) -> list[str]:
    """The names in the last sentence of a lead, where that is but a credit: "… Eine Reportage von Ann Lee"."""
    credit = _LAST_CREDIT.search(short_text(lead, _LONGEST_LEAD))
    names = split_names(credit[1]) if credit else []
    return names if all(map(is_personal, names)) else []


def _in_line(element: HtmlElement, heading: HtmlElement | None) -> list[str]:
    """Names in a line of details that nothing marks as one."""
    text = short_text(element, _LONGEST_DETAILS)
    if not text or not MAYBE_DETAILS.search(text) or says_by(text):
        return []
    names = _in_details(element, _barred(element, text), heading)
    elsewhere = names and (_is_elsewhere(element, heading) or _names_elsewhere(element.get("class") or ""))
    return [] if elsewhere else names


def _in_details(element: HtmlElement, text: str, heading: HtmlElement | None) -> list[str]:
    """Names in a line of details, but for those that are topics: linked as such, or in the title."""
    if element.tag == "table":
        return []
    names = _beside_icon(element) or names_in_details(text)
    if not names and _SELDOM_BYLINE.search((element.get("class") or "").lower()):
        signed = split_names(text)
        names = signed if all(map(has_given_name, signed)) else []
    if not names:
        return []
    topics = {key(link.text_content()) for link in element.iter("a") if _TOPIC_PAGE.search(link.get("href") or "")}
    title = key(short_text(heading, 2 * _LONGEST)) if heading is not None else ""
    return [name for name in names if key(name) not in topics and key(name) not in title]


def _opening(document: Document, heading: HtmlElement | None) -> list[str]:
    """The names that are all of one of the first paragraphs: papers that post under their own name open with them."""
    if document.tree is None or heading is None:
        return []
    behind = dropwhile(lambda element: element is not heading, document.tree.iter("p", heading.tag))
    for paragraph in islice(behind, 1, _FIRST_PARAGRAPHS + 1):
        text = short_text(paragraph, _LONGEST)
        parts = text.split("/")
        following = paragraph.getnext()
        if (
            all(_LONE_NAME.fullmatch(part.strip()) for part in parts)
            and following is not None
            and following.tag == "p"
            and (names := split_names(text))
            and len(names) == len(parts)
        ):
            return names
    return []


def _signed(document: Document, heading: HtmlElement | None) -> list[str]:
    """The names below the text: alone in its last paragraph, or under a heading such as "About the author"."""
    if document.tree is None:
        return []
    lines = (
        document.tree.iter("p", *_ABOUT_TAGS) if heading is None else document.tree.iter("p", *_ABOUT_TAGS, heading.tag)
    )
    for element in (
        islice(lines, _MOST_SPEAKING) if heading is None else dropwhile(lambda line: line is not heading, lines)
    ):
        if element.tag == "p":
            names = _signature(element)
        elif (
            (words := element.text)
            and len(words) < _LONGEST_CREDIT
            and words.strip(" \t\r\n:").lower() in _ABOUT_AUTHOR
        ):
            names = _introduced(element)
        else:
            continue
        if names and not _is_elsewhere(element, heading) and not _is_contact(element):
            return names
    return []


def _is_contact(element: HtmlElement) -> bool:
    """Whether a name is that of whom to ask."""
    return any(
        _CONTACT.search((outer.get("class") or "").lower()) for outer in islice(element.iterancestors(), _NARROW)
    )


def _signature(paragraph: HtmlElement) -> list[str]:
    """The names that are all of a text's last paragraph."""
    if paragraph.text and len(paragraph.text) > _LONGEST_CREDIT:
        return []
    before = paragraph.getprevious()
    text = short_text(paragraph, 2 * _LONGEST) if before is not None and before.tag == "p" else ""
    if (
        not text
        or short_text(before, _LONGEST_CREDIT)
        or any(
            beside.tag == "p" and not short_text(beside, _LONGEST) and len(beside) + len(beside.text or "")
            for beside in islice(paragraph.itersiblings(), 10)
        )
    ):
        return []
    if len(text) > _LONGEST_CREDIT:
        told = told_of(text)
        apart = len(paragraph) > 0 and not (paragraph.text or "").strip() and paragraph[0].tag in _EMPHASIS
        return [told] if told and apart and has_given_name(told) else []
    said = text.strip(_AROUND_SIGNATURE).partition(",")[0]
    if (initials := _INITIALED.fullmatch(said)) and paragraph[:1] and paragraph[0].tag in _EMPHASIS:
        return [initials[0]]
    names = split_names(said)
    length = sum(map(len, names)) + _BETWEEN_NAMES * len(names)
    known = all(has_given_name(name) or (name > _DENSE and text[0] in "（(【") for name in names)
    return names if length >= len(said) and known else []


def _introduced(label: HtmlElement) -> list[str]:
    """The author whom the text behind "About the author" names first."""
    place = label
    while place.getnext() is None and (outer := place.getparent()) is not None and len(outer) == 1:
        place = outer
    beside = place.getnext()
    for inner in islice(beside.iter(), _MOST_INTRODUCED) if beside is not None else ():
        text = " ".join((inner.text or "").split())
        if not text:
            continue
        names = split_names(first_name(text))
        known = len(names) == 1 and is_personal(names[0]) and (has_given_name(names[0]) or names[0] > _DENSE)
        return names if known else []
    return []


def _dated(start: str) -> re.Match[str] | None:
    """The "by" in a line that begins with a date: "5 May 2024 by Ann Lee", "Sunday, 5 May 2024 by Ann Lee"."""
    if not start[0].isdigit() and (len(start) > _LONGEST_DETAILS or not _BEGINS_WITH_DATE.match(start)):
        return None
    first = next(dates_in(start), None)
    if first is None or first[1] > _LONGEST_WEEKDAY:
        return None
    return SPOKEN_AFTER_DATE.search(start)


def _text_behind(element: HtmlElement) -> str:
    """What stands on the line behind an element, or on the next where that is empty."""
    while (  # a label's markup in a cell of its own
        element.tag in _EMPHASIS
        and element.getnext() is None
        and not (element.tail or "").strip(" \t\r\n:")
        and (outer := element.getparent()) is not None
        and len(outer) == 1
        and not (outer.text or "").strip()
    ):
        element = outer
    words = [] if element.tag == "br" else [(element.tail or "").strip(" \t\r\n:")]
    for beside in islice(element.itersiblings(), 8):
        if beside.tag == "br" and any(words):
            break
        words += ["" if beside.tag == "br" else _byline_text(beside), (beside.tail or "").strip()]
        if beside.tag != "br" and beside.tag not in INLINE:
            break
    return " ".join(filter(None, words))


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
    if weight < 1.5 and tag == "a" and _PERSON_PAGE.search(get("href") or ""):
        return 1.5
    if weight < 2 and tag == "address":
        return 0.8
    return weight


@lru_cache(maxsize=10_000)
def _weight_of_marks(marks: str) -> float:
    """How much a class and an id look like those of a byline; templates repeat them over and over."""
    if _BYLINE.search(marks):
        return 2.5 if _NAME_MARKS.search(marks) else 2
    if "username" in marks or _MAYBE_BYLINE.search(marks):
        return 1
    return 0.5 if _DETAILS.search(marks) or _SELDOM_BYLINE.search(marks) else 0


@lru_cache(maxsize=10_000)
def _is_of_comment(marks: str) -> bool:
    return _COMMENT.search(marks) is not None


@lru_cache(maxsize=10_000)
def _names_elsewhere(names: str) -> bool:
    return _ELSEWHERE.search(names.lower()) is not None


def _all_inside(element: HtmlElement, text: str) -> list[str]:
    """The names in a byline: those that its markup singles out, unless its text joins others to them."""
    inside = _names_inside(element)
    if not inside:
        return split_names(text)
    if _JOINING.search(text) is None:
        return inside
    said = split_names(text)
    return said if set(inside) < set(said) and all(map(is_personal, said)) else inside


def _names_inside(element: HtmlElement) -> list[str]:
    """Names that the markup inside a byline singles out."""
    names: list[str] = []
    for inner in element.iterdescendants():
        get = inner.get
        if _is_of_other(inner, element) or _took_pictures(inner):
            continue
        if (
            "name" in (get("itemprop") or "")
            or "author" in (get("rel") or "")
            or ((classes := get("class")) and _NAME_INSIDE.search(classes))
            or (inner.tag == "a" and _PERSON_PAGE.search(get("href") or ""))
        ):
            for name in split_names(get("content") or _byline_text(inner)):
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
    return beside is not None and is_picture_role(short_text(beside, _LONGEST_LABEL))


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


def _is_of_article(footer: HtmlElement, heading: HtmlElement | None) -> bool:
    """Whether a footer is not the page's: it stands in an element that holds little more than the title with it."""
    near = islice(heading.iterancestors("div", "section", "article"), _NARROW) if heading is not None else ()
    return footer.getparent() in near or _is_around(next(footer.iterancestors("article"), None), heading)


def _is_elsewhere(element: HtmlElement, heading: HtmlElement | None) -> bool:
    outer = element.getparent()
    for _ in range(10):
        if outer is None or outer.tag in {"body", "html", "main"}:
            return False
        names = f"{outer.get('class') or ''} {outer.get('id') or ''}"
        if (outer.tag == "footer" or "footer" in names) and _is_of_article(outer, heading):
            return False
        elsewhere = (
            outer.tag == "nav"
            or (outer.tag == "footer" and "meta" not in names)
            or _names_elsewhere(names)
            or (outer.tag == "a" and not short_text(outer, _LONGEST_LINK))  # a teaser that is all one link
        )
        if elsewhere:
            return not _is_around(outer, heading)
        outer = outer.getparent()
    return False


def _alike(marked: Marked) -> str:
    """What the bylines that a template repeats have in common; later words of a class tell of states."""
    return f"{marked.element.tag} {marked.marks.split(maxsplit=1)[0] if marked.marks.strip() else ''}"


def _shared(element: HtmlElement, around: set[HtmlElement]) -> HtmlElement | None:
    """The narrow container that an element above the title shares with it, one of those `around` it, if any."""
    return next((outer for outer in islice(element.iterancestors(), _NARROW) if outer in around), None)


def _pictured(element: HtmlElement) -> list[str]:
    """The person whom the text for the picture in a byline names."""
    picture = next(element.iter("img"), None) if len(element) else None
    words = _OF_PICTURE.sub("", " ".join((picture.get("alt") or "").split())) if picture is not None else ""
    return [words] if is_personal(words) and is_name(words) and has_given_name(words) else []


def _is_in_teaser(element: HtmlElement, heading: HtmlElement | None, names: list[str], *, above: bool) -> bool:
    """Whether a byline stands with the title of another article, which a link leads to."""
    known = {key(name) for name in names}
    for outer in islice(element.iterancestors(), _TEASER_LEVELS):
        if outer.tag in {"body", "main"} or holds(outer, heading) or not short_text(outer, _LONGEST_TEASER):
            return False
        listed = above or _is_twin(outer, outer.getnext()) or _is_twin(outer, outer.getprevious())
        for link in outer.iter("a"):
            parent = link.getparent()
            headed = (parent is not None and parent.tag in _HEADINGS) or any(inner.tag in _HEADINGS for inner in link)
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
        and not _PERSON_PAGE.search(target)
        and not _TOPIC_PAGE.search(target)
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
