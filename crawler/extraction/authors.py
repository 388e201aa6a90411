"""Who wrote the article: the names of persons or organisations, in the order of the byline."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from crawler.extraction import json_ld
from crawler.extraction.dates import dates_in
from crawler.extraction.document import Document, Marked, short_text
from crawler.extraction.patterns import lazy
from crawler.extraction.site import key, site_keys

_META = (
    "author", "article:author", "article:author_name", "article:byline", "og:article:author", "parsely-author",
    "sailthru.author", "byl", "byline", "dc.creator",
    "dc:creator", "dcterms.creator", "dc.contributor", "dcterms.contributor", "citation_author",
    "cxenseparse:author", "cxenseparse:recs:author", "articleauthor",
    "article.author", "article_author", "shareaholic:article_author_name", "rnews:creator", "twitter:data1",
    "creator", "authors", "og:author", "vr:author",
    "news:author", "content-author", "writer", "dable:author", "mediaauthor", "autor", "bt:author",
    "brightspot.author", "displayauthor", "auth",
)  # fmt: skip
_BY = (
    r"(?:(?:article|text|story|words|report(?:ed|ing)?|written|post(?:ed)?|published|submitted|created|edited|"
    r"compiled|review(?:ed)?|analysis|opinion|by line|"
    r"ein (?:beitrag|artikel|kommentar|gastbeitrag|interview|essay)|(?:ein )?(?:gastbeitrag|kommentar|beitrag|"
    r"artikel|interview|text|analyse|kolumne|reportage)|geschrieben|veröffentlicht|verfasst|erstellt|"
    r"eingestellt|gespeichert|gepostet|interview|fotos?|"
    r"(?:un )?(?:article|texte|propos recueillis)|écrit|rédigé|publié|posté|(?:un )?(?:artículo|texto)|escrito|"
    r"publicado|redactado|scritto|pubblicato|(?:un )?articolo|(?:a cura)|"
    r"geschreven|skrevet|skriven|tekst|texto|napisał[ao]?)\s+)?"
    r"(?:by|von|vom|par|por|door|da|di|av|af|od|przez|του|της|από|oleh|bởi)\b[:\s]*"
)
_LABEL = (
    r"(?:authors?|written by|interview|story|reportage|words|posted by|text(?:\s*(?:&|und|and|\+|,|"
    r"/)\s*(?:photos?|fotos?|bilder?|bild|images?|grafik))?|autore?n?|autorin(?:nen)?|autore?s?|autora|"
    r"auteurs?|verfasser(?:in)?|redakteur(?:in)?|redaktion|"
    r"redakcja|redakce|byline|writer|reporter|journalist|texto|texte|testo|tekst|tekst og foto|tekijä|"
    r"kirjoittaja|skribent|foto og tekst|penulis|penyunting|yazar|yazan|"
    r"автор[ы]?|текст|журналист|корреспондент|συντάκτης|συγγραφέας|作者|文|撰文|记者|記者|編輯|编辑|责任编辑|執筆|著者|筆者|ライター|기자|글|"
    r"כותב|מאת|الكاتب|كتب|بقلم|बाय|लेखक)\s*[:：/|]\s*|(?:記者|记者|撰文|通讯员)\s+"
)
_PREFIX = lazy(
    rf"^\W{{0,3}}(?:(?:über|about(?: the)?|alle posts vom)\b\s*)?(?:{_LABEL})?(?:{_BY})?(?:{_LABEL})?", re.IGNORECASE
)
_ENDS_BY = re.compile(r"(?:^|\s)(?:by|von|par|por|di|av|af|door)$", re.IGNORECASE)
_LABELLED = lazy(rf"(?<=\W)(?:{_LABEL})(?<![/|]\s)(?<![/|])", re.IGNORECASE)
_LABEL_ALONE = lazy(
    r"(?:authors?|autor(?:in)?(?:(?:/|\(|:|\*)-?(?:autor|in)\)?)?|autore|auteurs?|written by|text|"
    r"verfasser(?:in)?|skribent|"
    r"journalist|reporter|автор|作者|记者|記者|by|von|par|por)\s*[:：]?\s*",
    re.IGNORECASE,
)
_BEFORE_DATE = re.compile(r"\s(?:on|at|am|vom|le|el|il|op|den|dne|в|@)\s*$", re.IGNORECASE)
_HOST = re.compile(r"\S+\.[a-z]{2,10}$", re.IGNORECASE)
_BY_AFTER_DATE = re.compile(r"\b(?:by|von|par|por|di|door|av|af|przez)\s+(?=[^\W\d_])", re.IGNORECASE)
_SAYS_BY = lazy(rf"^\W{{0,3}}(?:{_LABEL}|{_BY})(?=\S)", re.IGNORECASE)
_JUNK = lazy(
    r"\S+@\S+\.\w+|https?://\S+|www\.\S+|(?<!\w)@\w+|\([^()]*\)|\[[^\[\]]*\]|"
    r"(?<=[\w.])\s*[\u2010-\u2015-]\s*\d.*$|\b\d+\s*(?:min(?:ute[ns]?|utos|\.)?|comments?|kommentare?|posts?|"
    r"articles?|beiträge|stories|followers?)\b.*$|"
    r"\b(?:follow(?:\s+(?:us|me))?(?:\s+on\b.*)?|e-?mail(?:\s+(?:the )?author)?|share|view all posts.*|"
    r"more posts?.*|search for this author.*|see (?:all|more)\b.*|all articles.*|zum autor|mehr (?:von|zu)\b.*|"
    r"alle artikel.*|im gespräch$|read more.*|contact(?: me)?|bio|profile|updated?\b.*|"
    r"(?:published|veröffentlicht|publiziert)\b(?!\s+(?:by|von|par)\b).*|"
    r"aktualisiert\b.*|zuletzt\b.*|lesezeit\b.*|フォロー.*|すべて見る.*|この記事の筆者)(?=\W|$)",
    re.IGNORECASE,
)
_SPLIT = lazy(
    r"\s+/\s*|\s*/\s+|(?<=\w [^\W\d_]{3})/|(?<=[^\W\d_]{4})/(?=[^\W\d_]{2,}[ -])|"
    r"(?<=[^\x00-\u2e7f])/(?=[^\x00-\u2e7f])|"
    r"\s*(?:[;|•·∙、，；／\n\t]|,(?!\s*(?:jr|sr|ii|iii|iv|phd|ph\.d|md|m\.d)\b\.?)|&amp;|&(?!\w)|\+)\s*|"
    r"\s+(?:and|und|et|y|e|og|och|en|ja|и|та|i|és|și|ve|und die|with|mit|avec|con|im gespräch mit|και|dan|"
    r"und der|a)\s+(?=[^\W\d_a-zß-öø-ÿа-я]|\w+$|[^\x00-\u024f])",
)
_ROLE = lazy(
    r"\b(?:deputy|head of|staff|assistant|associate|executive|editors?|reporters?|correspondents?|writers?|"
    r"journalists?|columnists?|chief|redakteur\w*|redaktör|redaktor|korrespondent\w*|chefredak\w*|volontär\w*|"
    r"contributors?|contributing|photograph\w*|"
    r"fotograf\w*|fotos?|photos?|freelance\w*|analyst|professor|director|ceo|cto|founder|co-founder|senior|"
    r"bureau|desk|specialist|manager|\w*leiter(?:in)?|leitung|ressort\w*|reporterin|journalistin|autorin|"
    r"mitarbeiter\w*|"
    r"journaliste|rédac\w*|correspondant\w*|envoyé\w*|periodista|redactora?|corresponsal|giornalista|"
    r"inviat[oa]|verslaggever|redacteur|politikredakteur\w*|toimittaja|journalist|"
    r"ph\.?d|m\.?d|msc|mba|rd|rn|jr\.?,? md|author|medically|reviewed|fact.?check\w*|producer|host|"
    r"videograf\w*|illustration\w*|grafik\w*|kolumnist\w*|gastautor\w*|корреспондент|редактор|журналист|"
    r"обозреватель|secretary|minister|member|lecturer|expert\w*|lead|strategist|intern|trainee|correspondente|"
    r"repórter|jornalista|editora)\b|記者|记者|編集|기자",
    re.IGNORECASE,
)
_NOBODY = frozenset(
    """admin administrator root unknown none null undefined author authors autor autoren autore auteur guest webmaster
    editor user anonymous anonym true false default by von name quelle source datum date foto fotos photo bild fuente
    fonte kategorie category redactie and und et from mit with staffwriter superuser test webadmin siteadmin adminuser
    wpadmin posted am teilen share shares email facebook twitter home kontakt menu login
    comments comment kommentare kommentar""".split()
)
# News agencies that share a byline with the paper: "The Paper and AFP" is one author.
_AGENCY = re.compile(
    r"\b(?:AFP|AP|dpa|DPA|Reuters|SDA|sda|APA|ANSA|EFE|TASS|NTB|TT|PAP|ČTK|Lusa|PA Media|KNA|epd|sid|SID|AAP)\b"
)
_ORGANISATION = lazy(
    r"\b(?:e\.\s?v|gmbh|mbh|inc|ltd|llc|team|newsroom|agency|agencies|foundation|association)\b|stiftung|redaktion|"
    r"verlag|zeitung|verband|agentur|pressestelle|редакция|編集部|编辑部",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*\.?")
_COMMENT = lazy(
    r"comment|respond|reply|kommentar|discussion|disqus|photo|image|caption|credit(?!s)|copyright|source|"
    r"social|share(?!.*(?:author|byline))|avatar|figure|bio(?:\b|graph)|description|count|form|sponsor|quote"
)
_BYLINE = lazy(
    r"a(?:u|)t[hu]*ors?\b|author|autor|auteur|athor|byline|by-line|byl\b|writer|written|redakt|redact|"
    r"journalist|reporter|creator|contributor|vcard|signatur|firma|submitted|editor"
)
_NAME_MARKS = re.compile(
    r"author[\w-]*name|name[\w-]*author|byline[\w-]*name|p-author|byline__author|author__link|author-link|\bfn\b"
)
_DETAILS = re.compile(r"meta|info|date|publi|posted|credits")
_NO_BYLINES = frozenset({"body", "main", "article", "nav", "form", "input", "time", "h1", "label"})
_ELSEWHERE = lazy(
    r"(?:^|[\s_-])(?<!\bh-)(?:comments?|respond|disqus|related|recommend\w*|sidebar|widget|footer|nav|menu|teasers?\w*|"
    r"most[_-]?\w*|latest|popular|"
    r"trending|more[_-]?\w*|promo\w*|newsletter|read[_-]?next|aside|ticker|banner|similar|replies|reactions|"
    r"kommentare?|cards?|list[_-]?items?|carousel|slider|testimonials?|quote)(?:[\s_-]|$)"
)
_PERSON_PAGE = lazy(
    r"/(?:author|autor|auteur|writer|people|person|profile|profil|journalist|reporter|redakt|redact|"
    r"contributor|staff|team|by|user|columnist|kolumn|autoren|authors|autores)s?/",
    re.IGNORECASE,
)
_MOST_NAMES = 12
_NEAR = 150  # elements after the title
_FAR = 2_000  # the same, for names behind a label and a colon
_LONGEST_LABEL = 20  # characters
_LONGEST_LIST = 1_000  # characters of stated names
_MOST_EXAMINED = 300  # elements
_SHORTEST_BEFORE_DATE = 12  # characters before a date; fewer only say "Posted"
_LONGEST = 160  # characters of a byline


@dataclass(slots=True)
class Authors:
    """The authors' names with where they were found; `weak` where they are but the site's own name."""

    names: list[str] = field(default_factory=list)
    origin: str = ""
    weak: bool = False


def find_authors(document: Document, heading: HtmlElement | None = None) -> Authors:
    """The article's authors: names alone, without "By", roles, places and dates.

    The site's own name counts only where nobody else is named.

    Args:
        heading: The title on the page, if it is known: the byline near it is the article's.
    """
    sites = site_keys(document)
    stated = list(_stated(document, sites))
    weak: Authors | None = None
    if (
        stated
        and stated[0][1] == "json-ld"
        and any(key(name) not in sites and _looks_personal(name) for name in stated[0][0])
    ):
        return Authors([name for name in stated[0][0] if key(name) not in sites], "json-ld")
    byline, sure = _byline(document, heading)
    for names, origin in stated:
        persons = [name for name in names if key(name) not in sites]
        if origin == "site" or (len(persons) < len(names) and origin == "meta"):
            persons = []  # the site's name, perhaps with its place
        personal = [name for name in persons if _looks_personal(name) and not _is_user_name(name)]
        if persons and not personal and not byline and origin == "meta":
            byline = _spoken(document, heading)
        doubtful = not personal or (origin == "meta" and (sure or len(personal) < len(persons)))
        if persons and not (doubtful and byline and all(_looks_personal(name) for name in byline)):
            if (
                sure
                and len(byline) > len(persons)
                and {key(name) for name in persons} <= {key(name) for name in byline}
            ):
                return Authors(byline, "byline")
            return Authors(persons, origin)
        weak = weak or Authors(names, "meta" if origin == "site" else origin, weak=not persons)
    if not byline:
        byline = _spoken(document, heading)
    if byline and (weak is None or any(key(name) not in sites for name in byline)):
        return Authors(byline, "byline")
    if weak is not None:
        return weak
    if byline:
        return Authors(byline, "byline", weak=all(key(name) in sites for name in byline))
    return Authors()


def split_names(text: str) -> list[str]:
    """The names in a byline: "By Ann Lee and Bo Ek, Political Editor | 5 May" gives Ann Lee, Bo Ek."""
    text = " ".join(unescape(text[:_LONGEST_LIST]).replace("\u200b", "").split())
    if labelled := _LABELLED.search(text):
        text = text[labelled.start() :]
    for _, at in dates_in(text):
        before = _BEFORE_DATE.sub("", text[:at])
        said = _BY_AFTER_DATE.search(text, at) if len(before) < _SHORTEST_BEFORE_DATE else None
        text = text[said.end() :] if said else before
        break
    text = _PREFIX.sub("", _JUNK.sub(" ", text))
    names: list[str] = []
    parts = _SPLIT.split(text)
    for part in parts:
        name = _PREFIX.sub("", part).strip(' \t\u00a0.,:;-–—|*•"“”»«<>')
        if _ENDS_BY.search(name):
            continue
        name = _without_role(re.split(r"\s+[-–—]\s+|:\s", name)[0].strip())
        if part.rstrip().endswith(".") and re.search(r"\b\w\.$", part.rstrip()):
            name += "."
        if (
            _is_name(name)
            and not (_ROLE.search(name) and len(parts) > 1 and (names or len(name.split()) > 3))
            and key(name) not in {key(known) for known in names}
        ):
            names.append(name)
    if (
        len(names) > 1
        and _AGENCY.search(text)
        and not any(_looks_personal(name) and not _AGENCY.search(name) for name in names)
    ):
        whole = text.strip(" .,:;|")
        return [whole] if len(whole) < 40 and "," not in whole else names
    return names[:_MOST_NAMES]


def _without_role(name: str) -> str:
    """ "Ann Lee Chief Reporter" is Ann Lee."""
    role = _ROLE.search(name)
    if role and len(name[: role.start()].split()) >= 2:
        return name[: role.start()].strip(" ,-–")
    return name


def _is_name(text: str) -> bool:
    if not 2 <= len(text) <= 70 or key(text) in _NOBODY:
        return False
    words = text.split()
    if len(words) > 7 or not any(letter.isalpha() for letter in text):
        return False
    digits = sum(letter.isdigit() for letter in text)
    return digits <= 4 and not re.search(r"[<>{}=?!\\_%#]|//|\.(?:html?|php|jpe?g)\b", text)


def _is_user_name(name: str) -> bool:
    """Whether a name is an account's rather than a person's: "christian.stadtfeld", "gabor_munier"."""
    return " " not in name and name == name.lower() and bool(re.search(r"[._\d]", name)) and name.isascii()


def _stated(document: Document, sites: set[str]) -> Iterator[tuple[list[str], str]]:
    """Names that the page's metadata gives, the best source first."""
    leftover: list[tuple[list[str], str]] = []
    host = (urlsplit(document.url).hostname or "").removeprefix("www.")
    for node in document.articles:
        for field_name in ("author", "creator"):
            names, organisations = _json_ld_names(node.get(field_name), document)
            if names:
                yield names, "json-ld"
            elif organisations:
                leftover.append((organisations, "json-ld"))
    for name in _META:
        names = []
        for value in document.meta.get(name, ())[:_MOST_NAMES]:
            if name == "twitter:data1" and not re.match(
                r"written|author|autor|verfasst|escrito|écrit|par|von|by|geschrieben",
                document.first("twitter:label1") or "",
                re.IGNORECASE,
            ):
                continue
            if re.match(r"\s*(?:https?:)?//|\s*@", value) or value.strip().isdigit():
                continue
            if name == "citation_author" and re.fullmatch(r"[^\W\d_]+(?:[ -][^\W\d_]+)?, [^,]+", value.strip()):
                names.append(" ".join(reversed(value.split(", "))))
                continue
            first, dash, rest = value.partition(" - ")
            said = rest if dash and key(first) in sites else value
            names += [found for found in split_names(said) if key(found) not in {key(known) for known in names}]
        if names and host and any(host in value for value in document.meta[name]):
            leftover.append((names, "site"))
        elif names:
            yield names, "og" if name.startswith(("og:", "article:")) else "meta"
    yield from leftover


def _json_ld_names(value: Any, document: Document) -> tuple[list[str], list[str]]:
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
                    names = split_names(single)
                    (organisations if "Organization" in str(item.get("@type")) else persons).extend(names)
                elif isinstance(single, dict):
                    waiting.append(single)
    unique = {key(name): name for name in reversed(persons)}
    return list(reversed(unique.values())), organisations


def _byline(document: Document, heading: HtmlElement | None) -> tuple[list[str], bool]:
    """Names of the page's byline, and whether it surely is the article's."""
    best: tuple[float, list[str], Marked] | None = None
    candidates: list[tuple[float, list[str], Marked]] = []
    since, examined = -1, 0
    for marked in document.marked:
        element = marked.element
        if element is heading:
            since = 0
            continue
        if len(candidates) >= 40:
            break
        score = _byline_weight(marked)
        if score <= 0 or _is_of_comment(marked.marks):
            continue
        examined += 1
        if examined > _MOST_EXAMINED:
            break
        text = _barred(element, marked.text(_LONGEST))
        if not text:
            continue
        says_by = bool(_SAYS_BY.match(text))
        if score < 1 and not says_by:
            continue
        names = [name for name in _names_inside(element) or split_names(text) if not _HOST.search(name)]
        if not names or (
            score < 2 and not says_by and "username" not in marked.marks and not all(map(_looks_personal, names))
        ):
            continue
        score += says_by
        score -= 0.5 * sum(not _looks_personal(name) for name in names[:2])
        score -= min(len(text) / 100, 1)
        if since >= 0:
            score += max(1.5 - 0.15 * since, 0)
            since += 1
        if _is_elsewhere(element, heading):
            score -= 4
        candidates.append((score, names, marked))
        if best is None or score > best[0]:
            best = candidates[-1]
    if best is None or best[0] <= 0.5:
        return [], False
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
    return names[:_MOST_NAMES], best[0] >= 2


def _byline_text(element: HtmlElement) -> str:
    """A byline's text; its elements are set apart by bars, except single words, which make a name together."""
    return _barred(element, short_text(element, _LONGEST))


def _barred(element: HtmlElement, whole: str) -> str:
    if not whole or len(element) == 0:
        return whole
    text = ""
    for piece in element.itertext():
        words = " ".join(piece.split())
        if not words:
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
    seen, passed = heading is None, 0
    earlier: list[str] = []
    for element in document.tree.iter(
        "h1", "h2", "h3", "h4", "p", "span", "div", "em", "i", "small", "td", "li", "strong", "b", "dd", "font", "a"
    ):
        if element is heading:
            seen = True
        elif seen and heading is not None:
            passed += 1
            if passed > _FAR:
                break
        start = (element.text or "").lstrip()
        if passed > _NEAR and ":" not in start[:_LONGEST_LABEL] and "：" not in start[:_LONGEST_LABEL]:
            continue
        if _LABEL_ALONE.fullmatch(start):
            following = element.tail if (element.tail or "").strip(" \t\r\n:") else None
            beside = element.getnext()
            text = following or (_byline_text(beside) if beside is not None else "")
            names = split_names(text) if len(text) <= 100 else []
            if names and all(_looks_personal(name) for name in names) and not _is_elsewhere(element, heading):
                return names
        if not start or len(start) > _LONGEST or not (said := _SAYS_BY.match(start + "x")):
            continue
        text = _byline_text(element)
        if not text or len(text) > 100 or _is_elsewhere(element, heading):
            continue
        names = split_names(text)
        explicit = len(said[0].split()) > 1 or ":" in said[0]
        if (
            not names
            or not (explicit or all(_looks_personal(name) for name in names))
            or _COMMENT.search((element.get("class") or "").lower())
        ):
            continue
        if seen:
            return names
        earlier = earlier or names
    return earlier


def _byline_weight(marked: Marked) -> float:
    tag, get = marked.element.tag, marked.element.get
    if tag in _NO_BYLINES:
        return 0
    stated = f"{get('itemprop') or ''} {get('property') or ''}"
    if "author" in stated or "creator" in get("property", ""):
        return 3
    if "author" in get("rel", ""):
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
    if "username" in marks:
        return 1
    return 0.5 if _DETAILS.search(marks) else 0


@lru_cache(maxsize=10_000)
def _is_of_comment(marks: str) -> bool:
    return _COMMENT.search(marks) is not None


@lru_cache(maxsize=10_000)
def _names_elsewhere(names: str) -> bool:
    return _ELSEWHERE.search(names.lower()) is not None


def _names_inside(element: HtmlElement) -> list[str]:
    """Names that the markup inside a byline singles out."""
    names: list[str] = []
    for inner in element.iterdescendants():
        get = inner.get
        if (
            "name" in (get("itemprop") or "")
            or "author" in (get("rel") or "")
            or re.search(r"\bfn\b|author[\w-]*name|byline[\w-]*name", get("class") or "")
            or (inner.tag == "a" and _PERSON_PAGE.search(get("href") or ""))
        ):
            for name in split_names(get("content") or _byline_text(inner)):
                if key(name) not in {key(known) for known in names}:
                    names.append(name)
    return names


def _looks_personal(name: str) -> bool:
    words = _WORD.findall(name)
    return not _ORGANISATION.search(name) and (
        (2 <= len(words) <= 5 and all(word[0].isupper() or len(word) <= 3 or not word.isascii() for word in words))
        or (name > "\u2e80" and len(name) <= 8)
    )


def _is_elsewhere(element: HtmlElement, heading: HtmlElement | None) -> bool:
    outer = element.getparent()
    for _ in range(10):
        if outer is None or outer.tag in {"body", "html", "main"}:
            return False
        elsewhere = outer.tag in {"nav", "footer"} or _names_elsewhere(
            f"{outer.get('class') or ''} {outer.get('id') or ''}"
        )
        if elsewhere:
            return heading is None or not any(ancestor is outer for ancestor in heading.iterancestors())
        outer = outer.getparent()
    return False
