"""Whether an article has changed for its readers, and whether it is as good as before: decisions over its texts.

What changes by itself does not count: counters, times of day, "3 hours ago", adverts, lists of links to other articles.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

import lxml.html
from lxml import etree

from crawler.extraction.text import plain_text
from crawler.identity.likeness import containment, shingles
from crawler.identity.stand_ins import is_titled
from crawler.identity.stories import title_key
from crawler.publishing.moments import aware

_BLOCKS = ("p", "li", "dd", "td", "div", "section", "aside", "h2", "h3", "h4", "h5", "h6")
_MOSTLY = 0.8  # of a block's letters in links: it leads elsewhere

_UNIT = (
    r"(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?|sekunden?|minuten?|stunden?|tag(?:en)?|"
    r"wochen?|monat(?:en)?|jahr(?:en)?|secondes?|heures?|jours?|semaines?|mois|ans?|segundos?|minutos?|horas?|d[ií]as?|"
    r"semanas?|mes(?:es)?|años?|secondi|minuti|or[ae]|giorn[oi]|settiman[ae]|minuut|uur|dag(?:en)?|"
    r"weken|час(?:а|ов)?|минут[уы]?|дн(?:я|ей)|день|недел[юиь])"
)
_TIMES = re.compile(
    rf"\b\d{{1,3}} {_UNIT} ago\b|\b(?:vor|il y a|hace|fa|há) (?:\d{{1,3}}|ein(?:e[rm]?)?|un[ea]?|uma?) {_UNIT}\b|"
    rf"\b(?:\d{{1,3}} |un['’]|un[ao]? |uma? ){_UNIT} (?:fa|atrás|geleden)\b|\b(?:\d{{1,3}} )?{_UNIT} назад\b|"
    rf"\b(?:an?|one) {_UNIT} ago\b|\bjust now\b|\b(?:\d{{1,3}}|een) {_UNIT} geleden\b|"
    r"\d{1,3} ?(?:秒|分钟|分鐘|分|小时|小時|時間|天|日|周|週間|个月|か月|年)(?:以)?前|刚刚|たった今|"
    r"\d{1,3}(?:초|분|시간|일|주|개월|년) ?전|"
    r"\b(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?: ?[ap]\.?m\b\.?| ?uhr\b| ?(?:utc|gmt|cet|cest|e[sd]t|p[sd]t)\b)?",
    re.IGNORECASE,
)
# Looking first for what such a time has to hold saves most of the search.
_WORDS_OF_TIMES = tuple(
    "ago|now|刚刚|たった今|vor ein|il y a un|hace un|há um|a fa|o fa|e fa|atrás|geleden|назад".split("|")
)
_COUNTED = re.compile(
    r"views?\b|reads?\b|readers?\b|shares?\b|shared\b|likes?\b|comments?\b|repl(?:y|ies)\b|votes?\b|hits?\b|claps?\b|"
    r"retweets?\b|reposts?\b|followers?\b|reactions?\b|aufrufe?|leser\b|kommentare?|geteilt|vues?\b|lectures?\b|"
    r"commentaires?|partages?|vistas?\b|visitas?\b|lecturas?|comentarios?|comentários?|visualizza|commenti|"
    r"lesezeit|lesedauer|leestijd|leitura|lettura|bekeken|reacties|просмотр|чтени|комментар|"
    r"阅读|閱讀|浏览|瀏覽|评论|評論|点赞|點讚|收藏|转发|分享|人气|閲覧|コメント|いいね|読了|조회|댓글|추천",
    re.IGNORECASE,
)
_ADVERT = re.compile(
    r"^\W*(?:advertisement|advert|ad|ads by .{0,30}|sponsored(?: (?:content|by .{0,30}))?|promoted|anzeige|werbung|"
    r"publicité|publicidad|pubblicità|реклама|广告|廣告|広告|광고|story continues below.{0,20})\W*$",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d")
# Two spellings of one mark, which systems change behind their authors' backs.
_SPELLINGS = str.maketrans(
    dict.fromkeys("“”„‟«»", '"') | dict.fromkeys("‘’‚‛", "'") | dict.fromkeys("‐‑‒–—", "-") | {"\u00ad": ""}
)
_STAMP = 30  # letters beside a time that only say what the time is of
_COUNTER_LINE = 60  # letters that a line of counters has at most

_CORRECTION = re.compile(
    r"\bcorrect(?:ion|ed)\b|\bretract(?:ed|ion)\b|\bwithdrawn?\b|\bclarification\b|\berrat(?:um|a)\b|"
    r"\beditor['’]s note\b|"
    r"\bkorrektur|korrigiert|berichtig|richtigstellung|\brectificatif|\bcorrigé|\bcorrección|\bcorregid|\bcorrezione|"
    r"\bcorreção|исправл|опроверж|更正|勘误|勘誤|撤回|撤稿|訂正|정정",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"(?:…|\.\.\.|read (?:more|on)|continue reading|weiterlesen|lire la suite|leer más|subscribe|log in|sign in|"
    r"阅读全文|阅读原文|続きを読む)\W*$",
    re.IGNORECASE,
)
_SHORTER = 0.5  # less of the letters is a loss
_CUT = 0.85  # a text that ends early, at less than this, is a teaser
_FOREIGN = 0.05  # less in common, under another title, is another article
_ENDING = 200  # letters at the end of a text that are searched for a word of more
_JUDGED = 200  # letters; less cannot be judged by its length


class Change(Enum):
    """What a new reading is to the one before."""

    NONE = "nothing that a reader sees"
    CHANGED = "changed"
    WORSE = "worse"


@dataclass(frozen=True, slots=True)
class Reading:
    """An article as its reader sees it."""

    title: str
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    @property
    def size(self) -> int:
        """Letters of the text."""
        return sum(map(len, self.lines))


@dataclass(frozen=True, slots=True)
class Judgement:
    """What became of an article, and why, in a line for the user."""

    change: Change
    reason: str = ""


def reading(title: str, body: str) -> Reading:
    """What counts of an article, line by line.

    Args:
        title: Its title.
        body: Its body as HTML.
    """
    lines = _lines(body, without_links=True) or _lines(body, without_links=False)
    return Reading(_level(title), tuple(lines))


def judge(old: Reading, new: Reading, listed: str | None = None) -> Judgement:
    """Say whether an article has changed for its readers, and whether the new reading may stand for it.

    A good text is never given up for a worse one: for what is cut off, for much less without a word of correction,
    for another article that now stands at the same address. What had never been the article is given up for it.

    Args:
        old: What is published.
        new: What the page says now.
        listed: The title under which the source lists the article.
    """
    if old == new:
        return Judgement(Change.NONE)
    if not new.lines:
        return Judgement(Change.WORSE, "its text is gone")
    common = containment(shingles(old.text), shingles(new.text)) if old.title != new.title else 1.0
    if common < _FOREIGN and listed and is_titled(listed, new.title) and not is_titled(listed, old.title):
        return Judgement(Change.CHANGED)
    if old.size >= _JUDGED:
        corrected = bool(_CORRECTION.search(new.text)) and not _CORRECTION.search(old.text)
        if new.size < _CUT * old.size and not corrected and _is_cut(old, new):
            return Judgement(Change.WORSE, f"only the beginning of its text, {new.size} of {old.size} letters")
        if new.size < _SHORTER * old.size and not corrected:
            return Judgement(Change.WORSE, f"its text shrank from {old.size} to {new.size} letters")
        if common < _FOREIGN and title_key(old.title) != title_key(new.title):
            return Judgement(Change.WORSE, f"another article, {new.title!r}, stands at its address")
    return Judgement(Change.CHANGED)


def updated(modified: date | None, before: date | None, now: datetime) -> date:
    """The date of an update: the page's own where it is newer than what was known, and not of the future; else now.

    Args:
        modified: What the page says of its last change.
        before: The date of the earlier update, or of the publication.
        now: When the change was found.
    """
    if modified and aware(modified) <= now and (before is None or aware(modified) > aware(before)):
        return modified
    return now


def first_published(published: date | None, modified: date | None, before: date | None) -> date | None:
    """The date of a publication that is known already: the page's own, but never the day of a later change.

    Pages show the day of their last change in the place of the first, and many systems write it over the first one;
    a post's permalink may be made of its date.

    Args:
        published: What the page says now.
        modified: What it says of its last change.
        before: The date of the publication as it was known.
    """
    if published is None or modified is None or before is None:
        return published
    day = aware(published).date()
    return before if day == aware(modified).date() and day > aware(before).date() else published


def _is_cut(old: Reading, new: Reading) -> bool:
    more = _more(new.text)
    begins = "".join(old.text.split()).startswith("".join(new.text[: more and more.start()].split())[:-1])
    return begins or bool(more and not _more(old.text))


def _more(text: str) -> re.Match[str] | None:
    """The words or dots at the end of a text that say that it goes on elsewhere."""
    return _MORE.search(text, max(0, len(text) - _ENDING))


def _lines(body: str, *, without_links: bool) -> list[str]:
    if not body.strip():
        return []
    tree = lxml.html.fragment_fromstring(body, create_parent="div")
    if without_links:
        for block in _leading_elsewhere(tree):
            if block.getparent() is not None:
                block.drop_tree()
    return [line for found in plain_text(tree).split("\n") if (line := _stable(found))]


def _leading_elsewhere(tree: lxml.html.HtmlElement) -> list[lxml.html.HtmlElement]:
    """The blocks whose letters are mostly in links, found in one walk: blocks may lie in each other hundreds deep."""
    found: list[lxml.html.HtmlElement] = []
    firsts: list[int] = []  # the place of the first letter in each piece of text that has one
    position = end = linked = 0  # letters so far; those up to the last that is no white space; those in links
    begun: list[tuple[int, int]] = []  # of the elements around: how many places there were before, and letters in links
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        if event == "start":
            begun.append((len(firsts), linked))
            piece = element.text or ""
        else:
            before, linked_before = begun.pop()
            size = end - firsts[before] if before < len(firsts) else 0
            if element.tag == "a":
                linked += size
            elif element.tag in _BLOCKS and size and linked - linked_before >= _MOSTLY * size:
                found.append(element)
            piece = element.tail or ""
        if solid := piece.lstrip():
            firsts.append(position + len(piece) - len(solid))
            end = position + len(piece.rstrip())
        position += len(piece)
    return [block for block in found if block is not tree]


def _stable(line: str) -> str:
    """The line without what changes by itself; empty where nothing else is in it."""
    folded = line.lower()
    tells_time = _NUMBER.search(line) or any(word in folded for word in _WORDS_OF_TIMES)
    rest, times = _TIMES.subn(" ", line) if tells_time else (line, 0)
    rest = _level(rest)
    if times and len(rest) <= _STAMP:
        return ""
    if _ADVERT.match(rest) or not any(character.isalnum() for character in rest):
        return ""
    short = len(rest) <= _COUNTER_LINE and _NUMBER.search(rest)
    if short and (_COUNTED.search(rest) or not any(character.isalpha() for character in rest)):
        return ""
    return rest


def _level(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).translate(_SPELLINGS).split())
