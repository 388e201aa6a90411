"""What the checks ask of a page, each found when it is first needed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, islice

from lxml import etree
from lxml.html import HtmlElement

from crawler.extraction import json_ld
from crawler.extraction.document import Document
from crawler.extraction.problems.markup import AROUND
from crawler.extraction.problems.wording import Family, makes_up
from crawler.extraction.reader import turns_to_reader
from crawler.extraction.result import Extraction
from crawler.extraction.text import INLINE, lower_case, text_inside

# How long texts are, in letters; a dense script's character counts as three.
NOTHING = 60
NOTICE = 350
STUB = 700
SHORT = 1_500
LONG = 3 * SHORT
# How long lines are: a label's at most, and a tale's at least.
LINE = 60
TALE = 80
# How sure the metadata are that a page is an article, as the share of a heading that a notice must take up.
PLAIN, CALLED, DATED = 0.5, 0.75, 0.9
SEPARATOR = re.compile(r"\s+[|·•»›‹–—-]+\s+|\s*[|»›‹]\s*|(?<=[!！])\s*")  # between the parts of a heading
WHOLE = re.compile(r"[^.…][.!?。！？\])»”\"]\s*$")  # how a line ends that is not cut off
SENTENCE_END = re.compile(r"(?<=[.!?])\s+|(?<=[。！？])")
_SENTENCE = 40  # letters of one that tells something
_HEAD = 300  # characters of a heading that count
_MOST_PARTS = 8
_MOST_LINKS = 10_000
_MOST_LINES = 200
_LONGEST_LINE = 4_000
_ARTICLES = json_ld.ARTICLES - {"CreativeWork"}
_SILENT = frozenset({"script", "style", "template", "noscript", "head", "svg"})
_MEDIA = re.compile(r"<(?:img|video|audio|iframe)\b")
DENSE = re.compile(r"[\u0e00-\u0eff\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


@dataclass
class Evidence:
    """What the checks ask of a page, each found when it is first needed."""

    document: Document
    found: Extraction

    @cached_property
    def tree(self) -> HtmlElement:
        assert self.document.tree is not None
        return self.document.tree

    @cached_property
    def size(self) -> int:
        return letters(self.found.text)

    @cached_property
    def heads(self) -> list[str]:
        """What the page calls itself: its `title` and its first heading."""
        heads = [self.found.title or ""]
        first = chain(self.document.named["title"][:1], islice(self.tree.iter("h1"), 1))
        return [*heads, *(" ".join(text_inside(element)[:_HEAD].split()) for element in first)]

    @cached_property
    def parts(self) -> dict[str, float]:
        """Its headings and the parts of these, with the first lines of a short text, and what a notice must take."""
        heads = list(self.heads)
        heads += (" ".join(text_inside(element)[:_HEAD].split()) for element in islice(self.tree.iter("h2", "h3"), 2))
        parts = dict.fromkeys((part for head in heads for part in (head, *SEPARATOR.split(head)[:_MOST_PARTS])), PLAIN)
        if self.size < NOTICE and self.standing == PLAIN:
            for line in self.found.text.split("\n", 2)[:2]:
                parts.setdefault(line, CALLED)
        return {part: share for part, share in parts.items() if 0 < len(part) < _HEAD}

    @cached_property
    def seen(self) -> str:
        """The beginning of the page's text, `noscript` included, scripts not."""
        parts: list[str] = []
        size = 0
        body = self.tree.find("body")
        for element in body.iter() if body is not None else ():
            words = "" if element.tag in {"script", "style", "template"} else element.text or ""
            for piece in (words, element.tail or ""):
                if said := " ".join(piece[:8_000].split()):
                    parts.append(said)
                    size += len(said)
            if size > 4_000:
                break
        return " ".join(parts)

    @cached_property
    def lines(self) -> list[str]:
        """The first lines of the page's text, a block each, without what stands around the article."""
        return list(_lines(self.tree))

    @cached_property
    def said(self) -> str:
        """The text to look for refusals in: what was extracted, or all there is where that is nothing."""
        return (self.found.text if self.size >= NOTHING else "\n".join((self.seen, *self.lines[:12])))[:SHORT]

    @cached_property
    def standing(self) -> float:
        """How sure the metadata are that this is an article, as the share of a heading that a notice must take."""
        document = self.document
        if (
            self.found.origins.get("published") in {"json-ld", "og", "meta", "microdata"}
            or document.first("article:published_time")
            or any(json_ld.types(node) & _ARTICLES for node in document.json_ld)
        ):
            return DATED
        if (document.first("og:type") or "").lower() == "article" or self.found.origins.get("published") == "time":
            return CALLED
        return PLAIN

    @cached_property
    def has_media(self) -> bool:
        """Whether there is a picture or a player in the body."""
        return _MEDIA.search(self.found.body) is not None

    @cached_property
    def shows(self) -> bool:
        """Whether there is a picture or a player, on what metadata call an article."""
        return self.standing != PLAIN and self.has_media

    @cached_property
    def tells(self) -> bool:
        """Whether a paragraph tells something without turning to the reader, as refusals do."""
        return any(
            letters(line) >= TALE and not self.turns(line) and "opyright" not in line
            for line in self.found.text[:SHORT].split("\n")
        )

    @cached_property
    def reports(self) -> bool:
        """Whether a whole sentence tells something without turning to the reader: a report may be short."""
        return any(
            letters(sentence) >= _SENTENCE and WHOLE.search(sentence) is not None and not self.turns(sentence)
            for line in self.found.text[:SHORT].split("\n")
            for sentence in SENTENCE_END.split(line)
        )

    @cached_property
    def is_unowned(self) -> bool:
        """Whether nothing but its text could say that this is an article: no metadata, no author."""
        authors = self.found.authors and self.found.origins.get("authors") != "entry"
        return self.standing == PLAIN and not authors

    @cached_property
    def turns_away(self) -> bool:
        """Whether these may be a few lines that turn the reader away, where nothing says that they are an article."""
        return self.size < STUB and self.is_unowned and (self.turned > 0 or self.size < 2 * NOTHING)

    @cached_property
    def words(self) -> list[str]:
        """The first headings and lines of the page's own few words."""
        if self.size >= NOTHING:
            lines = self.found.text[:STUB].split("\n")
        else:
            menu = {" ".join(text_inside(link).split()) for link in islice(self.tree.iter("a"), _MOST_LINKS)}
            lines = [line for line in self.lines if line not in menu][:12]
        heads = (" ".join(text_inside(element)[:_HEAD].split()) for element in islice(self.tree.iter("h2", "h3"), 1))
        return list(dict.fromkeys(line for line in (*self.heads, *heads, *lines) if line))[:20]

    @cached_property
    def turned(self) -> int:
        """How many letters stand in lines that turn to the reader."""
        return sum(letters(line) for line in self.words if self.turns(line))

    def turns(self, line: str) -> bool:
        """Whether a line speaks to the reader."""
        return turns_to_reader(line, self.found.language)

    def speaks(self, family: Family | None = None, most_told: float = 0.4) -> bool:
        """Whether most of what is said at some length turns to the reader, or is of the family's matter."""
        if not self.turned and (self.size >= 2 * NOTHING or not most_told):
            return False
        told = 0.0
        for line in self.words:
            if (size := letters(line)) < TALE or self.turns(line):
                continue
            low = lower_case(line)
            told += size * _told(family, low, self.turned > 0, self.size)
        return told <= most_told * self.turned

    def names(self, pattern: re.Pattern[str], least: float | None = None) -> str | None:
        """What a heading says, where it says little else than the pattern."""
        for part, share in self.parts.items():
            words = makes_up(part, pattern, max(least or 0.0, share, self.standing))
            # What is asked last takes longest to tell, and few headings get that far.
            if words and (not self.tells or len(words) >= DATED * len(part)):
                return words
        return None

    def says(self, pattern: re.Pattern[str]) -> str | None:
        """How a sentence of the page's few words begins."""
        match = pattern.search(self.said)
        return match[0].strip(" .!?。！？:：…\n") if match else None


def _told(family: Family | None, line: str, is_turned: bool, size: int) -> float:
    """How much of a longer line that does not turn to the reader tells something other than what the family does."""
    if family is None:
        return 1.0
    if family.weight(line) >= family.least + 2 * (not is_turned):
        return 0.0
    return 0.25 if is_turned and size < NOTICE and family.touches(line) else 1.0


def letters(text: str) -> int:
    """How long a text is, with a dense script's characters counted as the letters that they stand for."""
    return len(text) if len(text) > LONG or text.isascii() else len(text) + 2 * len(DENSE.findall(text))


def _lines(tree: HtmlElement) -> Iterator[str]:
    """The first lines of a page's text, a block each, without what stands around the article."""
    body = tree.find("body")
    if body is None:
        return
    line: list[str] = []
    lines = articles = 0
    walker = etree.iterwalk(body, events=("start", "end"))
    for event, element in walker:
        tag = element.tag
        if tag not in INLINE and (words := " ".join("".join(line).split())):
            yield words[:_LONGEST_LINE]
            lines += 1
            if lines >= _MOST_LINES:
                return
        if tag not in INLINE:
            line.clear()
        if event == "end":
            articles -= tag == "article"
            line.append(element.tail or "")
        elif tag in _SILENT or (tag in AROUND and not articles):
            walker.skip_subtree()
        else:
            articles += tag == "article"
            line.append(element.text or "")
