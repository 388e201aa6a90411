"""Authors whom nothing near the title names: who signs the text, or opens it with nothing but names."""

from __future__ import annotations

import re
from itertools import islice

from lxml.html import HtmlElement

from crawler.extraction.authors.lines import EMPHASIS, LONGEST_CREDIT, MOST_SPEAKING, from_title
from crawler.extraction.authors.place import NARROW, is_elsewhere
from crawler.extraction.authors.stated import LONGEST
from crawler.extraction.document import Document, last_child, short_text
from crawler.extraction.given_names import has_given_name
from crawler.extraction.names import CAPITAL_PLACE, first_name, is_personal, split_names, told_of

_LONE_NAME = re.compile(r"[^\W\d_a-z][\w'’-]+(?: [^\W\d_a-z][\w.'’-]*){1,2}")
_ABOUT_AUTHOR = frozenset(
    """über den autor|über die autorin|über den autor / die autorin|zum autor|zur autorin|der autor|die autorin|autor|
    autorin|über den verfasser|about the author|about author|meet the author|à propos de l'auteur|à propos de l’auteur|
    à propos de l'auteure|l'auteur|l’auteur|sobre el autor|sobre la autora|acerca del autor|acerca de la autora|
    sobre o autor|sobre a autora|sull'autore|sull’autore|l'autore|l’autore|informazioni sull'autore|over de auteur|
    over de schrijver|om forfatteren|om författaren|om skribenten|o autorze|o autorce|o autorovi|об авторе|
    про автора|yazar hakkında|σχετικά με τον συντάκτη|عن الكاتب|关于作者|關於作者|作者简介|作者簡介|この記事を書いた人|
    著者について|著者プロフィール|저자 소개|글쓴이 소개|tentang penulis""".replace("\n    ", "").split("|")
)
_INITIALED = re.compile(r"(?:[^\W\d_]\.[ -]?){1,3} ?[^\W\d_a-z][\w'’-]+(?: [^\W\d_a-z][\w'’-]+)?")
_DENSE = "\u2e80"  # the first of the scripts without blanks
_AROUND_SIGNATURE = " –—-()[]./+*"
_LONGEST_SIGNED = 12  # characters of a name in brackets, with the end of the sentence before it
_SIGNED_BEHIND = re.compile(r"[。」』！？][（(]([\u4e00-\u9fff々ぁ-んァ-ヶー]{3,8})[）)]$")
_TO_THE_RIGHT = re.compile(r"text-align:\s*(?:right|end)")
_CONTACT = re.compile(r"[ck]onta[ck]t|contatt|ansprech|presse")
_FIRST_PARAGRAPHS = 4
_ABOUT_TAGS = ("h2", "h3", "h4", "h5", "h6", "strong", "b")
_BETWEEN_NAMES = 5  # characters between a name in a signature and the next, at most
_MOST_INTRODUCED = 10  # elements of a text about the author


def opening_authors(document: Document, heading: HtmlElement | None) -> list[str]:
    """The names that are all of one of the first paragraphs: papers that post under their own name open with them."""
    if document.tree is None or heading is None:
        return []
    for paragraph in islice(from_title(document.tree, heading, ("p",)), 1, _FIRST_PARAGRAPHS + 1):
        text = short_text(paragraph, LONGEST)
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


def signed_authors(document: Document, heading: HtmlElement | None) -> list[str]:
    """The names below the text: alone in its last paragraph, or under a heading such as "About the author"."""
    if document.tree is None:
        return []
    lines = ("p", *_ABOUT_TAGS)
    for element in (
        islice(document.tree.iter(*lines), MOST_SPEAKING)
        if heading is None
        else from_title(document.tree, heading, lines)
    ):
        if element.tag == "p":
            names = _signature(element)
        elif (
            (words := element.text) and len(words) < LONGEST_CREDIT and words.strip(" \t\r\n:").lower() in _ABOUT_AUTHOR
        ):
            names = _introduced(element)
        else:
            continue
        if names and not is_elsewhere(element, heading) and not _is_contact(element):
            return names
    return []


def _is_contact(element: HtmlElement) -> bool:
    """Whether a name is that of whom to ask."""
    return any(_CONTACT.search((outer.get("class") or "").lower()) for outer in islice(element.iterancestors(), NARROW))


def _signature(paragraph: HtmlElement) -> list[str]:
    """The names that are all of a text's last paragraph, or that a Japanese one ends with."""
    last = _last_text(paragraph)
    if not last.isascii() and (signed := _SIGNED_BEHIND.search(last)) and not _goes_on(paragraph):
        return split_names(signed[1])
    if paragraph.text and len(paragraph.text) > LONGEST_CREDIT:
        return []
    before = paragraph.getprevious()
    text = short_text(paragraph, 2 * LONGEST) if before is not None and before.tag == "p" else ""
    if not text or short_text(before, LONGEST_CREDIT) or _goes_on(paragraph):
        return []
    if len(text) > LONGEST_CREDIT:
        told = told_of(text)
        apart = len(paragraph) > 0 and not (paragraph.text or "").strip() and paragraph[0].tag in EMPHASIS
        return [told] if told and apart and has_given_name(told) else []
    said = CAPITAL_PLACE.sub("", text.strip(_AROUND_SIGNATURE).partition(",")[0])
    if (initials := _INITIALED.fullmatch(said)) and paragraph[:1] and paragraph[0].tag in EMPHASIS:
        return [initials[0]]
    names = [name for part in said.split(" - ") for name in split_names(part)]
    length = sum(map(len, names)) + _BETWEEN_NAMES * len(names)
    known = all(has_given_name(name) or (name > _DENSE and text[0] in "（(【") for name in names) or (
        _is_to_the_right(paragraph) and all(map(is_personal, names))
    )
    return names if length >= len(said) and known else []


def _goes_on(paragraph: HtmlElement) -> bool:
    """Whether a paragraph of the text follows."""
    return any(
        beside.tag == "p" and not short_text(beside, LONGEST) and len(beside) + len(beside.text or "")
        for beside in islice(paragraph.itersiblings(), 10)
    )


def _last_text(paragraph: HtmlElement) -> str:
    """The last characters of a paragraph, where no element ends it."""
    last = last_child(paragraph)
    return ((paragraph.text if last is None else last.tail) or "").rstrip()[-_LONGEST_SIGNED:]


def _is_to_the_right(paragraph: HtmlElement) -> bool:
    """Whether a line ends where others do, as below a letter, and leads nowhere, as to the top of the page."""
    if next(paragraph.iter("a"), None) is not None:
        return False
    return paragraph.get("align") == "right" or _TO_THE_RIGHT.search(paragraph.get("style") or "") is not None


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
