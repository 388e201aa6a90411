"""When a page says that its article was published and last changed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from enum import Enum
from functools import lru_cache
from itertools import islice
from typing import NamedTuple, TypeGuard
from urllib.parse import urlsplit

import lxml.etree
from lxml.html import HtmlElement

from crawler.dates import from_epoch, parse_date
from crawler.extraction import json_ld
from crawler.extraction.document import Document, Marked, holds
from crawler.extraction.language import find_language
from crawler.extraction.patterns import lazy
from crawler.extraction.text import text_inside
from crawler.extraction.written_days import DIGIT, Order, dates_in, day_of

_PUBLISHED_META = (
    "article:published_time", "article:published", "og:article:published_time", "og:published_time",
    "datepublished", "date_published",
    "dc.date.issued", "dcterms.issued", "dc.issued", "dc.dateissued", "parsely-pub-date", "sailthru.date",
    "bt:pubdate", "pubdate", "publishdate", "publish-date",
    "publish_date", "published", "publication_date", "publication-date", "published_time", "published_at",
    "release_date", "originalpublicationdate",
    "article_date_original", "article.published", "article.created", "article:post_date",
    "rnews:datepublished", "cxenseparse:recs:publishtime", "cxenseparse:publishtime",
    "citation_online_date", "citation_publication_date", "citation_date", "prism.publicationdate",
    "vr:published_time", "shareaholic:article_published_time",
    "article:create", "ptime", "_pubtime", "weibo: article:create_at", "dateposted", "posted", "article_date",
    "gsa-publish-date", "displaydate",
    "pub_date", "article-publication-date", "firstpublished",
)  # fmt: skip
# These may also be the date of the file or of the site.
_WEAK_META = (
    "date",
    "dc.date",
    "dc:date",
    "dcterms.date",
    "dc.date.created",
    "dcterms.created",
    "dc.created",
    "created",
    "datecreated",
    "doc_date",
    "timestamp",
    "dat",
    "buildtime",
)
_MODIFIED_META = (
    "article:modified_time", "article:modified", "og:article:modified_time", "og:modified_time",
    "og:updated_time", "datemodified", "date_modified",
    "dcterms.modified", "dc.date.modified", "dc.modified", "dc.datemodified", "last-modified", "last_modified",
    "lastmodified", "lastmod", "modified", "modified_time", "updated_time",
    "article.updated", "article:updated_time", "article:updated", "updated", "revised", "utime", "moddate",
    "article_date_updated", "gsa-modified-date", "shareaholic:article_modified_time",
)  # fmt: skip
_URL_DAY = lazy(
    r"(?<!\d)((?:19|20)\d\d)(?P<sep>[/_-])(0?[1-9]|1[0-2])(?P=sep)(0?[1-9]|[12]\d|3[01])(?!\d)|"
    r"(?<!\d)((?:199|20[0-4])\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)|"
    r"/((?:19|20)\d\d)/(0[1-9]|1[0-2])/?(0[1-9]|[12]\d|3[01])/|"
    r"/((?:19|20)\d\d)/([a-z]{3})/(\d\d?)/|"
    r"(?<!\d)(0[1-9]|[12]\d|3[01])-(0[1-9]|1[0-2])-(20\d\d)(?!\d)"
)
_OTHER_NODES = {"WebPage", "ItemPage", "CollectionPage", "VideoObject", "Product", "QAPage", "Question"}
_OTHER_ITEMS = {"Comment", "UserComments", "Answer", "Event", "Person", "JobPosting"}
_MONTH_FIRST_COUNTRIES = {"us", "ph", "ca"}
_DAY_FIRST_DOMAINS = {"uk", "au", "nz", "ie", "za", "in", "sg", "my", "hk", "ng", "ke", "pk", "mt", "eu"}

_DATED = lazy(
    r"date|time|publi|posted|datum|fecha|data|meta|byline|info|author|issued|created|modified|submitted|tarih|tanggal"
)
_TIMES = frozenset({"time", "relative-time", "local-time", "time-ago"})
_DATA_NAMES = ("data-datetime", "data-timestamp", "data-date", "data-time", "data-utime")
_NOT_DATED = frozenset({"a", "form", "label", "select", "button", "nav", "table", "main", "article"})
_ELSEWHERE = lazy(
    r"(?:^|[\s_-])(?:comments?|respond|disqus|related|recommend\w*|sidebar|widget|(?<!entry[_-])(?<!post[_-])(?<!article[_-])footer|nav|menu|teasers?|"
    r"most[_-]?\w*|latest|popular|"
    r"trending|more[_-]?\w*|promo(?!ted)\w*|newsletter|events?|calendar|kalender|cookie\w*|archive|read[_-]?next|"
    r"aside|ticker|banner|similar|replies|reactions|kommentare?)(?:[\s_-]|$)",
    re.IGNORECASE,
)
# These are searched for in what is in lower case.
_PUBLISHED_WORD = lazy(
    r"publi|posted|written:|erschienen|veröffentlicht|erstellt|publié|publicad|pubblicat|geplaatst|gepubliceerd|"
    r"publicer|julkaistu|"
    r"опубликован|发布|發布|公開|公開日|入力|등록|created|issued|first[_ -]?published|pubdate|"
    r"online seit|vom\b|entry-date"
)
_MODIFIED_WORD = lazy(
    r"modif|updat|lastmod|zuletzt|aktualisier|geändert|änderung|bearbeitet|stand:|mis à jour|màj|actualizad|atualizad|"
    r"aggiornat|bijgewerkt|uppdater|oppdater|opdater|"
    r"päivitet|обновлен|изменен|更新|最終|수정|revis|changed|edited|güncelle|zaktualizowan"
)
_LAST_CHANGE = lazy(
    r"(?:page|article|site|entry)\b.{0,20}\b(?:last )?(?:modified|edited|updated|changed)|last (?:modified|"
    r"edited|updated?|changed?|revision)|"
    r"(?:updated|aktualisiert|actualizado|aggiornato|bijgewerkt|mis à jour) (?:on|am|el|il|op|le) |"
    r"(?:zuletzt|letztmals) (?:am|geändert|bearbeitet|aktualisiert)|letzte (?:änderung|aktualisierung|bearbeitung)|"
    r"dernière (?:modification|mise à jour)|última (?:modificación|actualización|edición|atualização)|"
    r"ultim[ao] (?:modifica|aggiornamento)|"
    r"laatst (?:gewijzigd|bewerkt|bijgewerkt)|senast (?:ändrad|uppdaterad|redigerad)|sist (?:endret|oppdatert)|"
    r"последнее (?:изменение|обновление)|"
    r"最後(?:更新|編集)|最終更新|最后(?:更新|修改|编辑)|마지막(?:으로)? ?(?:수정|편집)",
    re.IGNORECASE,
)
_PUBLISHED_LABEL = lazy(
    r"(?:publi\w+|posted|written|created|issued|erschienen|veröffentlicht|erstellt|escrito|pubblicat\w|geplaatst|"
    r"gepubliceerd|опубликовано|发布|發布|公開|등록)(?: on| am| le| el| il| op)?\W{0,4}$",
    re.IGNORECASE,
)
_OTHER_WORD = lazy(
    r"expir|valid until|gültig|event[_-]?(?:date|time|start)|reading[_-]?time|runtime|duration|read[_-]?time|"
    r"birth|countdown|copyright|©"
)
# Before a date in running text that is none of the article's; "(@name)" signs a quoted post.
_OTHER_LABEL = lazy(
    r"(?:\b(?:bis|until|till|seit|since|ab|before|after|terminy?|releas\w+|retrieved|accessed|visited|abgerufen|"
    r"aufgerufen|abruf|consulté|consultado|anlässlich|deadline)(?: zum| am| dem| den| des| on| le| el)?|\(@\w+\))"
    r"\W{0,3}$",
    re.IGNORECASE,
)
_LOCAL_MOMENT = re.compile(r"(?:19|20)\d\d-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?[+-](?!00)\d\d:?\d\d\b")
# Each begins with letters that are looked for quickly: "datePublished", "published_at", "pubDate", "createdAt" …
_STATE_FIELDS = [
    re.compile(rf"""{name}(?:\\?["']\s*[:=]\s*\\?["']?|\s*[:=]\s*\\?["'])(\d[\w:.+ /-]{{7,30}})""")
    for name in (r"ubli(?:shed\w{0,30}|sh_?(?:[Dd]ate|[Tt]ime)|cation_?[Dd]ate)", r"ub[Dd]ate", r"reated(?:_?[Aa]t)?")
]
_MOST_EXAMINED = 400  # elements
_NEAR = 300  # characters after the title
_NEAR_LINE = 2_000  # the same, for a line that is but a date
_LONGEST_LINE = 32  # characters
_DOUBTFUL = 1.0  # the score below which running text is asked, too
_LIKELY = 2.0  # the score of a date that is most likely the article's
_MOST_READINGS = 60
_MOST_MOMENTS = 1_000  # places in the markup
_BESIDE_TITLE = 1.5  # what a date gains next to the title, and what it loses of that with each marked element between
_FARTHER = 0.07
_NEAR_MARKED = 25  # marked elements
_ABOVE_ALL = 1.5  # what a date loses that stands before the title and in no narrow container with it: today's
_NARROW = 5  # levels
_OF_A_LIST = 1.0  # what a date loses whose markup shows other days elsewhere: events, teasers, comments
_LABEL = 45  # characters before a date that may say what it is the date of
_UNREAD = frozenset({"script", "style", "noscript", "template", "select", "nav", "footer", "blockquote", "figcaption"})
_STATE_SEARCHED = 2_000_000  # characters of markup
_SEARCHED = 20_000  # characters of running text, before and after the title


class Kind(Enum):
    """What a date on a page is the date of."""

    PUBLISHED = "published"
    MODIFIED = "modified"


@dataclass(slots=True)
class Dates:
    """The dates of an article with where they were found."""

    published: date | None = None
    published_origin: str = ""
    modified: date | None = None
    modified_origin: str = ""


def find_dates(document: Document, heading: HtmlElement | None = None) -> Dates:
    """The article's dates, as precise as the page gives them.

    Statements made for machines go before what stands on the page for readers, and that before the address. Where
    a page only says when it was changed, that is its date, too (with " (modified)" behind its origin).

    Args:
        heading: The title on the page, if it is known: dates near it are the article's.
    """
    found = Dates()
    order = _order(document)
    stated = list(_stated_published(document))
    changed = list(_stated_modified(document))
    for moment, origin in stated:
        _take(found, Kind.PUBLISHED, moment, origin)
    for moment, origin in changed:
        _take(found, Kind.MODIFIED, moment, origin)
    address = _in_address(document.url)
    if _in_utc(found.published):
        zone = _page_zone(found.published, [moment for moment, _ in stated], document)
        found.published = found.published.astimezone(zone)
    day = day_of(found.published) if found.published else None
    others = [moment for moment, _ in stated if day is not None and day_of(moment) != day]
    others += [moment for moment, _ in changed if day is not None and day_of(moment) > day]
    shown = _Shown()
    open_day = not isinstance(found.published, datetime) or _in_utc(found.published)
    if others or open_day:
        shown = _on_page(document, heading, order, everywhere=open_day)
    if open_day:
        weak = list(_in_meta(document, _WEAK_META))
        if shown.published:
            weak.insert(0 if shown.sure else len(weak), (shown.published.moment, shown.published.origin))
        if address and not any(day_of(moment) == address for moment, _ in weak):
            weak.insert(0, (address, "url"))
        for moment, origin in weak:
            _take(found, Kind.PUBLISHED, moment, origin)
        if shown.modified:
            _take(found, Kind.MODIFIED, shown.modified.moment, shown.modified.origin)
        if _in_utc(found.published):
            found.published = found.published.astimezone(_shown_zone(found.published, [moment for moment, _ in weak]))
    if _in_utc(found.published) and shown.sure and shown.published and _may_be(found.published, shown.published.moment):
        found.published, found.published_origin = shown.published.moment, shown.published.origin
    best = shown.published
    if (
        best is not None
        and best.score >= _LIKELY
        and any(day_of(moment) == day_of(best.moment) for moment in others)
        and not shown.shows(day, order)
    ):
        # The day that the page gives its readers as the article's, without a word of another.
        found.published, found.published_origin = best.moment, best.origin
    if (
        isinstance(found.published, datetime)
        and found.published.tzinfo is not None
        and isinstance(found.modified, datetime)
        and _in_utc(found.modified)
    ):
        found.modified = found.modified.astimezone(found.published.tzinfo)
    if found.published is not None and address:
        later = day_of(found.published) - address
        # A republished or migrated article keeps its first address. A moment in UTC may be of another day in the
        # zone of its author, whose day the address tells.
        if later > timedelta(days=1) or (_in_utc(found.published) and abs(later) == timedelta(days=1)):
            found.published, found.published_origin = address, "url"
    if found.published is None and found.modified is None:
        guess = _in_state(document) or _in_text(document, heading, order)
        if guess:
            _take(found, Kind.PUBLISHED, guess, "text")
    elif not stated and found.published is not None and found.published_origin in {"meta", "og", "text"}:
        doubtful = best is not None and found.published == best.moment and best.score < _DOUBTFUL
        if (doubtful or found.published_origin != "text") and (
            guess := _in_text(document, heading, order, labelled=not doubtful)
        ):
            found.published, found.published_origin = guess, "text"
    elif (
        found.published is None
        and shown.modified
        and found.modified == shown.modified.moment
        and (guess := _in_text(document, heading, order, labelled=True))
    ):
        found.published, found.published_origin = guess, "text"
    if found.published is None and found.modified is not None:
        found.published, found.published_origin = found.modified, f"{found.modified_origin} (modified)"
    elif (
        found.modified is not None and found.published is not None and day_of(found.modified) < day_of(found.published)
    ):
        found.modified, found.modified_origin = None, ""
    return found


def _in_utc(moment: date | None) -> TypeGuard[datetime]:
    return isinstance(moment, datetime) and moment.utcoffset() == timedelta(0)


def _may_be(moment: datetime, shown: date) -> bool:
    """Whether a moment in UTC may be of the day before or after, which the page shows, in some inhabited zone."""
    if isinstance(shown, datetime):
        return False
    first, last = moment - timedelta(hours=11), moment + timedelta(hours=13)
    return shown != moment.date() and first.date() <= shown <= last.date()


def _page_zone(moment: datetime, others: list[date], document: Document) -> tzinfo:
    """The zone that the page itself uses for a moment which its metadata gives in UTC; UTC where nothing tells."""
    for other in others:
        if isinstance(other, datetime) and other.tzinfo is not None and other == moment and other.utcoffset():
            return other.tzinfo
    # Zones differ from UTC by whole hours, all but a few: minutes and seconds stay.
    html, seconds = document.html, f":{moment:%M:%S}"
    at = -1
    for _ in range(_MOST_MOMENTS):
        at = html.find(seconds, at + 1)
        if at < 0:
            break
        match = _LOCAL_MOMENT.match(html, max(0, at - 13))
        local = parse_date(match[0]) if match else None
        if isinstance(local, datetime) and local == moment and local.tzinfo is not None:
            return local.tzinfo
    return UTC


def _shown_zone(moment: datetime, others: list[date]) -> tzinfo:
    """The zone in which the page shows its readers a moment that its metadata give in UTC; UTC where it does not."""
    for other in others:
        if isinstance(other, datetime) and other == moment and other.utcoffset():
            return other.tzinfo or UTC
        if isinstance(other, datetime) and other.tzinfo is None:
            offset = other - moment.replace(tzinfo=None)
            minutes = round(offset.total_seconds() / 60 / 15) * 15
            if -12 * 60 <= minutes <= 14 * 60 and abs(offset - timedelta(minutes=minutes)) <= timedelta(minutes=1):
                return timezone(timedelta(minutes=minutes)) if minutes else UTC
    return UTC


def _in_state(document: Document) -> date | None:
    """The date in the data that a page's scripts work with."""
    for pattern in _STATE_FIELDS:
        for match in islice(pattern.finditer(document.html, 0, _STATE_SEARCHED), _MOST_MOMENTS):
            if moment := _read(match[1]):
                return moment
    return None


def _take(found: Dates, kind: Kind, moment: date, origin: str) -> None:
    """Keep the first moment of a kind; a later one of the same day only where it is more precise."""
    known = getattr(found, kind.value)
    finer = (
        isinstance(moment, datetime)
        and known is not None
        and not isinstance(known, datetime)
        and moment.date() == known
    )
    if known is None or finer:
        setattr(found, kind.value, moment)
        setattr(found, f"{kind.value}_origin", origin)


def _read(text: object) -> date | None:
    """A machine's date; None where it is none or none that an article on the Web can have."""
    if isinstance(text, list):
        text = text[0] if text else None
    if isinstance(text, dict):
        text = text.get("@value")
    if isinstance(text, (int, float)) and not isinstance(text, bool):
        moment: date | None = from_epoch(text)
    elif isinstance(text, str):
        text = text.strip()
        if text.isdigit() and len(text) in {10, 13}:
            moment = from_epoch(int(text))
        elif text.isdigit() and len(text) == 14:
            moment = parse_date(f"{text[:4]}-{text[4:6]}-{text[6:8]} {text[8:10]}:{text[10:12]}:{text[12:]}")
        elif re.fullmatch(r"\d{4}(?:[-/.]\d\d?)?", text):
            return None
        else:
            moment = parse_date(text)
    else:
        return None
    return moment if moment is not None and 1990 <= moment.year < 2050 else None


def _stated_published(document: Document) -> Iterator[tuple[date, str]]:
    nodes = document.articles
    for field in ("datePublished", "dateCreated", "datePosted"):
        for node in nodes:
            if moment := _read(node.get(field)):
                yield moment, "json-ld"
                break
    yield from _in_meta(document, _PUBLISHED_META)
    if moment := _read(json_ld.parsely(document.first("parsely-page")).get("pub_date")):
        yield moment, "meta"
    for node in document.json_ld:
        if json_ld.types(node) & _OTHER_NODES:
            moment = _read(node.get("datePublished") or node.get("uploadDate") or node.get("dateCreated"))
            if moment:
                yield moment, "json-ld"


def _stated_modified(document: Document) -> Iterator[tuple[date, str]]:
    nodes = [
        *document.articles,
        *(node for node in document.json_ld if "WebPage" in json_ld.types(node)),
    ]
    for node in nodes:
        if moment := _read(node.get("dateModified")):
            yield moment, "json-ld"
    yield from _in_meta(document, _MODIFIED_META)


def _in_meta(document: Document, names: tuple[str, ...]) -> Iterator[tuple[date, str]]:
    for name in names:
        for value in document.meta.get(name, ())[:1]:
            if moment := _read(value):
                yield moment, "og" if ":" in name else "meta"


def _in_address(url: str) -> date | None:
    """The day in an article's address: /2020/02/19/, /2020-02-19-title, /20200219."""
    parts = urlsplit(url)
    for match in _URL_DAY.finditer(f"{parts.path}/?{parts.query}".lower()):
        groups = [group for name, group in enumerate(match.groups(), start=1) if group and name != 2]
        if len(groups[0]) <= 2:
            groups.reverse()
        day = parse_date(" ".join(reversed(groups))) if groups[1].isalpha() else parse_date("-".join(groups))
        if day:
            return day_of(day)
    return None


def _order(document: Document) -> Order:
    """The month comes first in the English of America."""
    language = find_language(document)[0] or ""
    croatian = language[:2] in {"hr", "bs"}
    region = language.partition("-")[2][:2].lower()
    if region:
        return Order(region in _MONTH_FIRST_COUNTRIES, croatian)
    domain = (urlsplit(document.url).hostname or "").rpartition(".")[2]
    return Order(language[:2].lower() == "en" and domain not in _DAY_FIRST_DOMAINS, croatian)


class _Reading(NamedTuple):
    """What a marked element says, where it stands among the marked elements, and how much it looks like the date."""

    moment: date
    kind: Kind
    score: float
    origin: str
    at: int
    marked: Marked


class _Shown(NamedTuple):
    """The dates that a page's markup singles out for its readers, best first of each kind."""

    published: _Reading | None = None
    modified: _Reading | None = None
    readings: tuple[_Reading, ...] = ()

    @property
    def sure(self) -> bool:
        """Whether the day of publishing is beyond doubt."""
        best = self.published
        return best is not None and best.score >= (1 if best.origin == "microdata" else 2.5)

    def shows(self, day: date | None, order: Order) -> bool:
        """Whether a day stands anywhere in what the page singles out for its readers."""
        return any(
            day_of(moment) == day
            for reading in self.readings
            for moment, _ in [(reading.moment, 0), *dates_in(reading.marked.text(300), order)]
        )


def _on_page(document: Document, heading: HtmlElement | None, order: Order, *, everywhere: bool = True) -> _Shown:
    """Dates that the page's markup singles out; those near the title are the article's, and all unless `everywhere`."""
    readings: list[_Reading] = []
    title_at: int | None = None
    examined = 0
    for at, marked in enumerate(document.marked):
        element = marked.element
        if element is heading:
            title_at = at
            continue
        if title_at is not None and not everywhere and at - title_at > _NEAR_MARKED:
            break
        if element.tag not in _TIMES and (element.tag in _NOT_DATED or not _is_dated(marked.marks)):
            continue
        examined += 1
        if examined > _MOST_EXAMINED:
            break
        if said := _reading(marked, order):
            readings.append(_Reading(*said, at, marked))
            if len(readings) > _MOST_READINGS:
                break
    days: dict[str, set[date]] = {}
    for reading in readings:
        days.setdefault(_alike(reading.marked), set()).add(day_of(reading.moment))
    around = set() if heading is None else {heading, *heading.iterancestors()}
    best: dict[Kind, _Reading] = {}
    judged: list[_Reading] = []
    for reading in readings:
        if reading.origin == "microdata" and _is_of_other(reading.marked.element):
            continue
        score = reading.score
        if title_at is not None:
            gain = max(_BESIDE_TITLE - _FARTHER * abs(reading.at - title_at), 0)
            above = reading.at < title_at
            score += gain / 2 if above and reading.origin == "text" else gain
            if above and not _is_beside(reading.marked.element, around):
                score -= _ABOVE_ALL
        elif heading is not None:
            score -= 0.5
        if len(days[_alike(reading.marked)]) > 2:
            score -= _OF_A_LIST
        if _is_elsewhere(reading.marked.element, heading, changed=reading.kind is Kind.MODIFIED):
            score -= 2 if reading.origin == "microdata" else 4
        if score > 0:
            judged.append(reading._replace(score=score))
            if reading.kind not in best or score > best[reading.kind].score:
                best[reading.kind] = judged[-1]
    return _Shown(best.get(Kind.PUBLISHED), best.get(Kind.MODIFIED), tuple(judged))


def _alike(marked: Marked) -> str:
    """What the elements that a template repeats have in common."""
    return f"{marked.element.tag} {marked.marks}"


def _is_beside(element: HtmlElement, around: set[HtmlElement]) -> bool:
    """Whether an element shares a narrow container with the title, whose ancestors are `around`."""
    outer = element
    for _ in range(_NARROW):
        if outer is None or outer in around:
            break
        outer = outer.getparent()
    return outer is not None and outer in around


def _reading(marked: Marked, order: Order) -> tuple[date, Kind, float, str] | None:
    """What a marked element says: moment, kind, how much it looks like the article's date, origin."""
    element, marks = marked.element, marked.marks
    if _names_other(marks):
        return None
    stated = _read(
        element.get("datetime") or element.get("content") or (element.get("title") if element.tag == "abbr" else None)
    )
    score, origin = 1.0, "text"
    words, at = "", None
    if element.get("itemprop") or element.get("property"):
        score, origin = 3.0, "microdata"
    elif element.tag in _TIMES or element.get("pubdate") is not None:
        score, origin = 2.0, "time"
    if stated is None or not isinstance(stated, datetime):
        words = marked.text(300)
        if stated is None:
            first = next(dates_in(words, order), None) or _in_data(element)
            if first is None:
                return None
            stated, at = first
            score -= min(max(len(words) - 40, 0) / 80, 1.2)
    elif len(element) == 0:
        words = element.text or ""
    parent = element.getparent()
    before = (words[:at] if at else words) if len(words) > 12 else ""
    if parent is not None:
        marks += f" {(parent.get('class') or '').lower()}"
        previous = element.getprevious()
        label = parent.text if previous is None else (previous.tail or "").strip() or previous.text
        if label and not DIGIT.search(label):
            before = f"{label[-40:]} {before}"
    if before := before.strip().lower():
        if _OTHER_WORD.search(before):
            return None
        spoken_published, spoken_modified = _PUBLISHED_WORD.search(before), _MODIFIED_WORD.search(before)
        if spoken_published and (not spoken_modified or spoken_published.start() < spoken_modified.start()):
            return stated, Kind.PUBLISHED, score + 1.5, origin
        if spoken_modified:
            return stated, Kind.MODIFIED, score, origin
    kind, likely = _kind_named(marks)
    return stated, kind, score + likely, origin


def _in_data(element: HtmlElement) -> tuple[date, int] | None:
    """The date in an attribute that a script fills the element from, as where it shows how long ago that was."""
    for name in _DATA_NAMES:
        if (value := element.get(name)) and (moment := _read(value)):
            return moment, 0
    return None


@lru_cache(maxsize=10_000)
def _kind_named(marks: str) -> tuple[Kind, float]:
    """What a class and an id say that the date in them is of, and how much they look like the article's own."""
    if _PUBLISHED_WORD.search(marks):
        return Kind.PUBLISHED, 1.0
    if _MODIFIED_WORD.search(marks):
        return Kind.MODIFIED, 0.0
    return Kind.PUBLISHED, 0.5 if re.search(r"date|datum|fecha", marks) else 0.0


@lru_cache(maxsize=10_000)
def _is_dated(marks: str) -> bool:
    """Whether a class and an id look like those of a date; templates repeat them over and over."""
    return _DATED.search(marks) is not None and not _names_other(marks)


@lru_cache(maxsize=10_000)
def _names_other(marks: str) -> bool:
    """Whether a class and an id are those of something else that has a date, such as an event."""
    return _OTHER_WORD.search(marks) is not None


@lru_cache(maxsize=10_000)
def _names_elsewhere(names: str) -> bool:
    return _ELSEWHERE.search(names) is not None


def _is_elsewhere(element: HtmlElement, heading: HtmlElement | None, *, changed: bool = False) -> bool:
    """Whether an element belongs to comments, teasers, a side bar and the like.

    A page's foot may well say when the page was last changed.
    """
    outer = element
    for _ in range(10):
        if outer is None or outer.tag in {"body", "html", "main"}:
            return False
        names = f"{outer.get('class') or ''} {outer.get('id') or ''}"
        if outer.tag == "nav" or (outer.tag == "aside" and not _is_dated(names)):
            return True
        if outer.tag == "footer" and not changed:
            article = outer.getparent()  # its own footer tells of an article
            return article is None or article.tag == "body" or not holds(article, heading)
        if _names_elsewhere(names.replace("footer", "") if changed else names):
            return not holds(outer, heading)
        if outer.tag == "a" and outer is not element and len(" ".join(text_inside(outer).split())) > 60:
            return True
        outer = outer.getparent()
    return False


def _is_of_other(element: HtmlElement) -> bool:
    """Whether microdata say that a property is that of a comment, an event and the like."""
    for outer in element.iterancestors():
        if kind := outer.get("itemtype"):
            return kind.rstrip("/").rpartition("/")[2] in _OTHER_ITEMS
    return False


def _in_text(document: Document, heading: HtmlElement | None, order: Order, *, labelled: bool = False) -> date | None:
    """The first date in the text after the title, else before it; only what it calls published, if `labelled`."""
    if document.tree is None:
        return None
    body = document.tree.find("body")
    if body is None:
        return None
    parts: list[str] = []
    lines: list[tuple[int, date]] = []  # where something says a date and nothing else
    size = start = 0
    most = _SEARCHED if heading is None else 10 * _SEARCHED
    skipped: HtmlElement | None = None
    around = set() if heading is None else set(heading.iterancestors())
    for event, element in lxml.etree.iterwalk(body, events=("start", "end")):
        if skipped is not None:
            if event == "end" and element is skipped:
                skipped = None
            else:
                continue
        elif (
            event == "start"
            and (element.tag in _UNREAD or _names_other(element.get("class", "").lower()))
            and element not in around
        ):
            skipped = element
            continue
        if element is heading and event == "start":
            start, most = size, size + (_NEAR_LINE if labelled else _SEARCHED)
        piece = (element.text if event == "start" else element.tail) or ""
        if said := " ".join(piece[: 2 * _SEARCHED].split()):
            if (
                len(said) <= _LONGEST_LINE
                and not labelled
                and DIGIT.search(said)
                and (alone := next(dates_in(said, order), None))
            ):
                lines.append((size + alone[1], alone[0]))
            parts.append(f"{said} ")
            size += len(said) + 1
        if size > most:
            break
    words = "".join(parts)
    if labelled:
        return _called_published(words[start:], order)
    for at, moment in lines:
        label = words[max(0, at - _LABEL) : at]
        if start <= at < start + _NEAR_LINE and not _LAST_CHANGE.search(label) and not _OTHER_LABEL.search(label):
            return moment
    found = _likeliest(words, start, order)
    summary = document.first("description", "og:description") if found is None else None
    return _likeliest(summary, 0, order) if summary else found


def _called_published(words: str, order: Order) -> date | None:
    for moment, at in dates_in(words, order):
        if _PUBLISHED_LABEL.search(words[max(0, at - _LABEL) : at]):
            return moment
    return None


def _likeliest(words: str, start: int, order: Order) -> date | None:
    """The date in running text that is most likely the article's, whose title is at `start`."""
    near: date | None = None
    published: date | None = None
    changed: date | None = None
    after: tuple[int, date] | None = None
    before: tuple[int, date] | None = None
    for moment, at in dates_in(words, order):
        label = words[max(0, at - _LABEL) : at]
        if _OTHER_WORD.search(label[-25:].lower()) or _OTHER_LABEL.search(label):
            continue
        if _LAST_CHANGE.search(label):
            changed = changed or moment
        elif published is None and _PUBLISHED_LABEL.search(label):
            published = moment
        elif near is None and start <= at < start + _NEAR:
            near = moment
        if at >= start:
            after = after or (at - start, moment)
        elif start - at <= _NEAR or before is None:
            before = (start - at, moment)
    if labelled := near or published or changed:
        return labelled
    found = min((pair for pair in (after, before) if pair and pair[0] < _NEAR), default=after or before)
    return found[1] if found else None
