"""Authors in lines of text: behind "By" or "Author:", in details without a word, in the end of a lead."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from functools import lru_cache
from itertools import chain, islice

from lxml.html import HtmlElement

from crawler.extraction.authors.place import (
    HEADINGS,
    TOPIC_PAGE,
    is_elsewhere,
    is_in_teaser,
    is_of_other_content,
    names_elsewhere,
)
from crawler.extraction.authors.stated import LONGEST
from crawler.extraction.dates.written import DIGIT, first_date
from crawler.extraction.document import LONGEST_NAMES, Document, last_child, short_text
from crawler.extraction.given_names import has_given_name
from crawler.extraction.names import (
    CHINESE_REPORTERS,
    KOREAN_REPORTER,
    MAYBE_DETAILS,
    SPOKEN_AFTER_DATE,
    asian_names,
    is_label,
    is_organisation,
    is_personal,
    names_in_details,
    says_by,
    split_names,
)
from crawler.extraction.site import key
from crawler.extraction.text import INLINE

SELDOM_BYLINE = re.compile(r"signatur|firma|editor")
_LAST_CREDIT = re.compile(
    r"[.!?…:“\"–-]\s+((?:(?:Eine?|Une?|Una?) [\w-]{4,30} (?:von|par|de|por|di)|Von|By|Par|Por|Di|Door|Av|Af)\s+"
    r"[^\W\d_a-zß-öø-ÿ][^.!?:]{4,60}?)\.?$"
)
_PERSON_SIGN = re.compile(r"(?:icon|fa|glyphicon|bi|ti|las|dashicons|uil|ri|bx)-(?:\w+-)?(?:user|person|author|male)\b")
_ENDS_IN_INITIAL = re.compile(r"[^\W\d_a-z]\w* [^\W\d_a-z]\.$")  # "Ann M.", before the surname
_RIGHTS = re.compile(r"^©|©.*\d{4}|\d{4}.*©")
_VAGUE_LABELS = frozenset("bericht beitrag interview story report haber posted redaktion".split())
EMPHASIS = frozenset({"em", "i", "strong", "b", "span", "font"})
_LONGEST_WEEKDAY = 14  # characters
_BEGINS_WITH_DATE = re.compile(r"(?:[^\W\d_]{2,12}\.?,? )?(?:\d|[^\W\d_]{3,12}\.? \d)")
_JOURNEY = re.compile(r"^(?:von|vom|from|de|da|dal)\b.*\s(?:zu[rm]?|bis|nach|to|à|al?)\s\S+\s\S", re.IGNORECASE)
SPEAKING = frozenset("h1 h2 h3 h4 h5 h6 p span div em i small td th li strong b dt dd font a br cite center".split())
PARAGRAPHS = frozenset({"p", "em", "i", "strong", "b"})
_BRACKETED_REPORTER = ("（记者", "(记者", "（記者", "(記者", "【记者", "〔記者")
# "人民网西宁9月16日电（记者杨晓东、通讯员马兰）", "〔記者陳彥伶／嘉義報導〕"; not who took a picture.
_REPORTER = re.compile(
    r"[（(【〔\[][^（(【〔\[）)】〕\]]{0,8}(?:记者|記者)(?!コラム|[会會])"
    r"[^（(【〔\[）)】〕\]摄攝]{2,40}[）)】〕\]]"
)
_BRACKETS = "（(【〔[）)】〕]"
_LONGEST_DATELINE = 80  # characters
# "河畔新闻记者 林晓燕", but no press conference (记者会).
_CHINESE_REPORTER = re.compile(
    r"[\u4e00-\u9fff]{0,10}(?:记者|記者)(?![会會])[\s:：/]*[\u4e00-\u9fff]{2,4}(?:[\s、]+[\u4e00-\u9fff]{2,4})*"
)
LONGEST_CREDIT = 40  # characters of a line that is but a reporter's name
_LONGEST_NAME = 5  # words of a name in running text
_TEXT_LABELS = ("tex", "tek", "testo", "words", "author", "autor", "aut", "written", "story")
_SHORTEST_LEAD = 40  # characters of its first line
_LONGEST_LEAD = 400  # characters
_MOST_LEADS = 2  # long lines, the last of which is no lead but the text
_NEAREST_LINES = 12  # elements that hold text after the title
_LONGEST_DETAILS = 100  # characters of a line of details
_NEAR = 150  # elements after the title
_FAR = 2_000  # the same, for names behind a label and a colon
LONGEST_LABEL = 20  # characters
MOST_SPEAKING = 20_000  # elements


def is_desk(name: str) -> bool:
    """Whether a name is that of an account or of a newsroom, behind which the page may name a person."""
    return (name.islower() and " " not in name) or is_organisation(name)


def claims_rights(text: str) -> bool:
    """Whether a line that says "by" is one about copyright: "Created by Reed Media © 2024", "© by Ann Lee"."""
    return "©" in text and _RIGHTS.search(text) is not None


def byline_text(element: HtmlElement) -> str:
    """A byline's text; its elements are set apart by bars, except single words, which make a name together."""
    return barred(element, short_text(element, LONGEST))


def barred(element: HtmlElement, whole: str) -> str:
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
        if not text and words[0].isupper() and words[-1].isalpha() and is_label(words):
            words += ":"  # a label that markup sets apart: "Author" and "Ann"
        before = text.rpartition("| ")[2]
        lonely = " " not in words and words[0].isalpha() and (" " not in before or _ENDS_IN_INITIAL.search(before))
        if not text or words[0] in ",;:." or (text.endswith((":", "(")) and not lonely):
            text += words
        else:
            text += f" {words}" if lonely else f" | {words}"
    return text


def credit_in(heading: HtmlElement) -> str:
    """Who wrote the article, in a line of its own below the title that the heading holds, too; empty without one."""
    last = last_child(heading)
    before = last.getprevious() if last is not None else None
    if last is None or not (last.tag == "small" or (before is not None and before.tag == "br")):
        return ""
    text = short_text(last, LONGEST_CREDIT)
    return text if says_by(text) or asian_names(text) else ""


def spoken_authors(document: Document, heading: HtmlElement | None, tags: AbstractSet[str] = SPEAKING) -> list[str]:
    """Names in a line of text that begins with "By" or "Author:", the first after the title.

    Args:
        tags: Of elements that may begin such a line; the fewer, the sooner all are asked.
    """
    desk: list[str] = []
    above: list[str] = []
    for element, text, passed, leads in _lines(document, heading, tags):
        if 0 < passed <= _NEAREST_LINES and (names := _near_title(element, text, leads, heading)):
            return names
        if not text.isascii() and 0 < passed <= _NEAR and (names := _in_brackets(text)):
            return names
        start = text.lstrip()
        if not start or (passed > _NEAR and not _may_be_far(start)):
            continue
        introduces = len(start) <= _LONGEST_DETAILS and _introduces(start)
        if len(start) <= LONGEST_CREDIT:
            if (
                introduces
                and is_label(start)
                and (names := _behind_label(element, start))
                and not is_elsewhere(element, heading)
            ):
                return names
            if passed >= 0 and not start.isascii() and _is_reporter(start) and (names := split_names(start)):
                return names
        names = _said(element, start, heading) if introduces else []
        if not names or is_in_teaser(element, heading, names, above=passed < 0):
            continue
        if passed > _NEAREST_LINES and _is_heading(element) and not any(map(has_given_name, names)):
            continue  # of a part: "By End User"
        if passed < 0:
            above = names
        elif all(map(is_desk, names)):
            desk = desk or names
        else:
            return names
    return desk or above


def _lines(
    document: Document, heading: HtmlElement | None, tags: AbstractSet[str]
) -> Iterator[tuple[HtmlElement, str, int, int]]:
    """The elements that may begin a line, with its first text and how many such elements and long lines stand between
    the title and it; -1 elements where it stands above the title, 0 where there is none."""
    if document.tree is None:
        return
    if heading is not None and heading.tag in SPEAKING:
        # What stands farther above is not the article's.
        speaking = from_title(document.tree, heading, tags, above=_NEAR)
    else:
        speaking = document.tree.iter(*tags)
    passed = 0 if heading is None else -1
    leads = 0
    for element in islice(speaking, MOST_SPEAKING):
        if element is heading:
            passed = leads = 0
        elif passed >= 0 and heading is not None:
            passed += 1
            if passed > _FAR:
                break
        start = (element.tail if element.tag == "br" else element.text) or ""
        if passed > _NEAR and start.isascii() and ":" not in start:
            continue  # no label, without which nothing so far away names an author
        leads += len(start) > _LONGEST_DETAILS
        if start or passed <= _NEAREST_LINES:
            yield element, start, passed, leads


def from_title(
    tree: HtmlElement, heading: HtmlElement, tags: Iterable[str], *, above: int = 0
) -> Iterator[HtmlElement]:
    """The title and what follows it, and at most so many elements above it, of these tags and of its own."""
    walk = tree.iter(*tags, heading.tag)
    before = deque(iter(walk.__next__, heading), maxlen=above)
    return chain(before, (heading,), walk)


@lru_cache(maxsize=10_000)
def _introduces(start: str) -> bool:
    """Whether a line begins as those do that name who wrote; most do not, and menus repeat them over and over."""
    return is_label(start) or says_by(start + "x") is not None or _dated(start) is not None


def _is_reporter(line: str) -> bool:
    """Whether a line is but a reporter's name with what the reporter is, in Korean or Chinese."""
    return KOREAN_REPORTER in line or (
        any(map(line.__contains__, CHINESE_REPORTERS)) and _CHINESE_REPORTER.fullmatch(line.rstrip()) is not None
    )


def _in_brackets(text: str) -> list[str]:
    """The reporters whom a Chinese text names in brackets, behind its place and date or before it begins."""
    if not any(map(text.__contains__, CHINESE_REPORTERS)):
        return []
    reporters = _REPORTER.search(text, 0, _LONGEST_DATELINE)
    return split_names(reporters[0].strip(_BRACKETS)) if reporters else []


def _near_title(element: HtmlElement, start: str, leads: int, heading: HtmlElement | None) -> list[str]:
    """Names in the last sentence of a lead or in a line of details, neither of which begins with them."""
    if len(start) > _SHORTEST_LEAD and (names := _ends_with(element)):
        return names
    return _in_line(element, heading) if leads < _MOST_LEADS and element.tag != "br" else []


def _may_be_far(start: str) -> bool:
    """Whether a line says so clearly that it names an author that it need not stand near the title."""
    label = start[:LONGEST_LABEL]
    return ":" in label or "：" in label or start.startswith(_BRACKETED_REPORTER)


def _behind_label(element: HtmlElement, label: str) -> list[str]:
    """The persons named behind "Author:" in an element of its own."""
    text = _text_behind(element)
    names = split_names(text) if len(text) <= _LONGEST_DETAILS else []
    colon = label.rstrip().endswith((":", "：")) or (element.tail or "").lstrip().startswith(":")
    if _is_vague(label) and not (colon and all(map(has_given_name, names))):
        return []
    return names if all(map(is_personal, names)) else []


def _said(element: HtmlElement, start: str, heading: HtmlElement | None) -> list[str]:
    """The names in a line that begins with "By", "Author:" or a date and "by"."""
    said = says_by(start + "x") or _dated(start)
    if not said:
        return []
    if element.tag == "br":
        text = f"{start} {_text_behind(element)}"
    elif len(element) and element[0].tag == "br":
        text = start  # the first line of its paragraph
    else:
        text = byline_text(element)
    if not text or len(text) > _LONGEST_DETAILS or claims_rights(text) or is_elsewhere(element, heading):
        return []
    names = split_names(text)
    if _is_vague(said[0]) and not all(map(has_given_name, names)):
        return []
    if not names or _JOURNEY.search(text) or any(len(name.split()) > _LONGEST_NAME for name in names):
        return []
    explicit = (
        len(said[0].split()) > 1
        or ":" in said[0]
        or start[0].isdigit()
        or (" " not in names[0] and names[0][0].isupper() and first_date(text) is not None)
    )
    if not explicit and not all(map(is_personal, names)):
        return []
    marks = (element.get("class") or "")[:LONGEST_NAMES].lower()
    if said[0].startswith(_TEXT_LABELS):
        marks = marks.replace("credit", "")  # a box of credits may well say who wrote the text
    return [] if is_of_other_content(marks) else names


def _beside_icon(element: HtmlElement) -> list[str]:
    """Names behind the sign for a person."""
    for sign in element.iter("i", "span", "svg") if len(element) else ():
        if (classes := sign.get("class")) and _PERSON_SIGN.search(classes):
            outer = sign.getparent()
            said = (sign.tail or "").strip() or (short_text(outer, LONGEST_CREDIT) if outer is not None else "")
            names = split_names(said)
            if names and all(map(is_personal, names)):
                return names
    return []


def _is_heading(element: HtmlElement) -> bool:
    outer = element.getparent()
    return element.tag in HEADINGS or (outer is not None and outer.tag in HEADINGS)


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
    names = names_in_line(element, barred(element, text), heading)
    elsewhere = names and (
        is_elsewhere(element, heading) or names_elsewhere((element.get("class") or "")[:LONGEST_NAMES])
    )
    return [] if elsewhere else names


def names_in_line(element: HtmlElement, text: str, heading: HtmlElement | None) -> list[str]:
    """Names in a line of details, but for those that are topics: linked as such, or in the title."""
    if element.tag == "table":
        return []
    names = _beside_icon(element) or names_in_details(text)
    if not names and SELDOM_BYLINE.search((element.get("class") or "").lower()):
        signed = split_names(text)
        names = signed if all(map(has_given_name, signed)) else []
    if not names:
        return []
    topics = {key(link.text_content()) for link in element.iter("a") if TOPIC_PAGE.search(link.get("href") or "")}
    title = key(short_text(heading, 2 * LONGEST)) if heading is not None else ""
    return [name for name in names if key(name) not in topics and key(name) not in title]


def _dated(start: str) -> re.Match[str] | None:
    """The "by" in a line that begins with a date: "5 May 2024 by Ann Lee", "Sunday, 5 May 2024 by Ann Lee"."""
    if not DIGIT.search(start) or not (start[0].isdigit() or _BEGINS_WITH_DATE.match(start)):
        return None
    said = SPOKEN_AFTER_DATE.search(start)
    first = first_date(start) if said else None  # takes far longer to tell
    return said if first is not None and first[1] <= _LONGEST_WEEKDAY else None


def _text_behind(element: HtmlElement) -> str:
    """What stands on the line behind an element, or on the next where that is empty."""
    while (  # a label's markup in a cell of its own
        element.tag in EMPHASIS
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
        words += ["" if beside.tag == "br" else byline_text(beside), (beside.tail or "").strip()]
        if beside.tag != "br" and beside.tag not in INLINE:
            break
    return " ".join(filter(None, words))
