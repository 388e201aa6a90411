"""XML as it is found: read strictly where it is well-formed, mended where it is not; nothing is ever fetched for it."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html.entities import html5
from itertools import pairwise
from typing import Any, cast

from lxml import etree

from crawler.sources import SourceError
from crawler.sources._charset import decode
from crawler.sources._lifting import CDATA, CDATA_END, Lifted, lift, seems_open

# Text and depth are limited by libxml2 itself (10 MB a text, 256 levels) as long as huge_tree is off.
_OPTIONS: dict[str, Any] = {
    "encoding": "utf-8",
    "resolve_entities": False,
    "load_dtd": False,
    "no_network": True,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
    "collect_ids": False,
}
_STRICT = etree.XMLParser(**_OPTIONS)
_RECOVERING = etree.XMLParser(recover=True, **_OPTIONS)

_ILLEGAL = bytes(set(range(0x20)) - {0x09, 0x0A, 0x0D})
_ILLEGAL_CHARACTERS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ILLEGAL_REFERENCE = re.compile(
    r"&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01])|[xX]0*(?:[0-8bBcCeEfF]|1[0-9a-fA-F]|[dD][89a-fA-F][0-9a-fA-F]{2})"
    r"|5(?:529[6-9]|5[3-9]\d\d|6\d{3}|7(?:[0-2]\d\d|3[0-3]\d|34[0-3])));"
)
_SURROGATES = re.compile(
    r"&#(?:x(d[89ab][0-9a-f]{2})|(5[56]\d{3}));&#(?:x(d[c-f][0-9a-f]{2})|(5[67]\d{3}));", re.IGNORECASE
)

_ROOT = re.compile(r"<(?:\w+:)?(?:rss|feed|rdf|channel|urlset|sitemapindex|opml)[\s>]", re.IGNORECASE)
_STARTS = (
    re.compile(r"<\?xml\s"),
    re.compile(r"<!DOCTYPE\b(?!\s+html)", re.IGNORECASE),
    _ROOT,
    re.compile(r"<[A-Za-z_]"),
)
_FARTHEST_START = 10_000  # characters
_DECLARED_AHEAD = re.compile(  # what a program says of itself, as PHP does, comes after a declaration written by hand
    r"<\?xml\s[^<>]*\?>\s*(?=[^\s<]|<(?:b|br|div|p|pre|script|style)\b)", re.IGNORECASE
)
_DOCTYPE = re.compile(r"<!DOCTYPE\b", re.IGNORECASE)
_MOST_DOCTYPES = 3
_MOST_PUT_IN = 1_000_000  # characters
_PLAIN_ENTITY = re.compile(r"""<!ENTITY\s+([\w.-]+)\s+(?:"([^"%&<]{0,200})"|'([^'%&<]{0,200})')\s*>""")
_SECTION = re.compile(r"(<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z))", re.DOTALL)
_AMPERSAND = re.compile(
    r"&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[0-9a-fA-F]+);)(?:#X([0-9a-fA-F]+);|([A-Za-z][A-Za-z0-9]*);)?"
)
# The elements of feeds in which people put HTML without escaping it.
_TEXT_TAG = re.compile(r"<(/?)((?:\w+:)?(?:description|summary|content|encoded|title))(?:\s[^<>]*)?(?<!/)>")
_TAG = re.compile(r"<[A-Za-z_][^<>]*>")
_VALUE = re.compile(r"""=\s*(?:"[^"]*"|'[^']*'|([^\s"'<>]+(?<!/)))""")
_NAMED_REFERENCE = re.compile("&(amp|lt|gt|quot|apos);")
_NUMBERED = {name: f"&#{ord(html5[f'{name};'])};" for name in ("amp", "lt", "gt", "quot", "apos")}
_TAG_NAME = re.compile(r"</?[A-Za-z_][\w:.-]*")
_LONGEST_ROOT = 4096  # characters of a root's start tag, which is parsed again with each entry
_UNIT = re.compile(r"<(?:[\w.-]+:)?(?:item|entry|url|sitemap)(?=[\s/>])")
_LONE_UNIT = re.compile(r"<(?:item|entry)[\s>]")
_UNIT_END = re.compile(r"</(?:[\w.-]+:)?(?:item|entry|url|sitemap)\s*>")
_NO_END = "a CDATA section has no end"
_OPENED = re.compile(r"<([\w:.-]+)(?:\s[^<>]*)?>\s*\Z")
_LOOSE_CDATA_END = re.compile(r"\]\]\s+>")

# What windows-1252 has where ISO 8859-1 and Unicode have control characters that nobody means.
_C1 = re.compile("[\x80-\x9f]")
_WINDOWS = {code: bytes([code]).decode("cp1252", "ignore") or chr(code) for code in range(0x80, 0xA0)}
_C1_REFERENCE = re.compile(rb"&#(?:1[2-5]\d|[xX]0*[89][0-9a-fA-F]);")
_C1_BYTES = re.compile(rb"\xc2[\x80-\x9f]")


@dataclass(slots=True)
class Xml:
    """A parsed document, whose long texts are kept beside its tree; `text` and `restore` put them back."""

    root: etree._Element
    problems: list[str] = field(default_factory=list)
    source: str = ""  # what was parsed
    truncated: bool = False  # the document ends before its root element does
    _lifted: Lifted = field(default_factory=Lifted)
    _windows: bool = False

    def text(self, element: etree._Element) -> str:
        """The text of an element and of all below it."""
        text = "".join(map(str, element.itertext())) if len(element) else element.text
        return self.restore(text) if text else ""

    def ends_inside(self, *names: str) -> bool:
        """Whether a document that is cut short ends inside one of these elements."""
        opened = closed = -1
        for match in re.finditer(rf"<(/?)(?:[\w.-]+:)?(?:{'|'.join(names)})(?=[\s/>])", self.source):
            opened, closed = (opened, match.start()) if match[1] else (match.start(), closed)
        return opened > closed

    def restorer(self) -> Callable[[str], str]:
        """The least that `restore` has to do for this document."""
        if self._windows:
            return self.restore
        return self._lifted.restore if self._lifted else str

    def restore(self, text: str, *, escape: bool = False) -> str:
        """Text of the tree as the document has it; `escape` it where it goes into markup."""
        text = self._lifted.restore(text, escape=escape)
        if self._windows and _C1.search(text):
            text = text.translate(_WINDOWS)
        return text


def parse(body: bytes, content_type: str = "") -> Xml:
    """Parse a document that should be XML.

    What is wrong with it is mended where that is possible, with a line in `problems`. A document type declaration is
    left out, and with it every external and every nested entity; the entities of HTML and those that are declared as
    plain text are put in.

    Raises:
        SourceError: Nothing of it can be read.
    """
    problems: list[str] = []
    text = _plain_utf8(body, content_type)
    if text is None:
        text, problems = decode(body, content_type)
        body = text.encode("utf-8", "replace")
    if "<!DOCTYPE" not in text[:4096] and not any(map(body.__contains__, _ILLEGAL)):
        windows = bool((b"\xc2" in body and _C1_BYTES.search(body)) or (b"#" in body and _C1_REFERENCE.search(body)))
        skeleton, lifted = lift(text)
        if lifted.is_open and text != (ended := _with_sections_ended(text)):
            problems.append(_NO_END)
            text = ended
            skeleton, lifted = lift(text)
        for source, aside in ((skeleton, lifted), (text, Lifted())) if lifted else ((text, lifted),):
            try:
                root = etree.fromstring(source.encode("utf-8", "replace"), _STRICT)
            except etree.XMLSyntaxError:
                continue
            if root.getroottree().docinfo.internalDTD is not None:
                break  # a declaration that begins far down; references to what it declares would stand in the tree
            return Xml(root, problems, source, _lifted=aside, _windows=windows)
    xml = _mend(text)
    xml.problems[:0] = problems
    xml._windows = True
    return xml


def _with_sections_ended(text: str) -> str:
    """The text with an end for each CDATA section that would swallow the entries behind its own."""
    pieces = text.split(CDATA)
    for index, (before, piece) in enumerate(pairwise(pieces), 1):
        is_ended = CDATA_END in piece or _LOOSE_CDATA_END.search(piece)
        opened = None if is_ended else _OPENED.match(before, max(before.rfind("<"), 0))
        closed = piece.find(f"</{opened[1]}>") if opened else -1
        if closed >= 0 and _UNIT_END.search(piece, closed):
            pieces[index] = piece[:closed] + CDATA_END + piece[closed:]
    return CDATA.join(pieces)


def _plain_utf8(body: bytes, content_type: str) -> str | None:
    """The text of a document that is valid UTF-8 where nothing says otherwise."""
    lower = content_type.lower()
    if "charset" in lower and "utf-8" not in lower:
        return None
    start = body[:200].lstrip()
    if not start.startswith(b"<") or (b"encoding" in start and b"utf-8" not in start.lower()) or b"\0" in start:
        return None
    try:
        return body.decode()
    except UnicodeDecodeError:
        return None


def _mend(text: str) -> Xml:
    """Parse what is not well-formed as it stands, or has declarations that are better left unread."""
    start = next((found for pattern in _STARTS if (found := pattern.search(text, 0, _FARTHEST_START))), None)
    if start is None:
        raise SourceError("the document holds no XML")
    before, text = text[: start.start()].strip(), text[start.start() :]
    text, entities = _without_doctype(text)
    if (ahead := _DECLARED_AHEAD.match(text)) and (begun := _ROOT.search(text, ahead.end(), _FARTHEST_START)):
        before, text = before or text[ahead.end() : begun.start()], text[begun.start() :]
    if _LONE_UNIT.match(text):
        text = f"<rss><channel>{text}</channel></rss>"
    problems: list[str] = []
    truncated = False
    if seems_open(text) and text != (ended := _with_sections_ended(text)):
        problems.append(_NO_END)
        text = ended
    mended = _mend_text(text, entities or {})
    try:
        root = etree.fromstring(mended.encode(), _STRICT)
        if mended != text and entities is None:
            problems.append("the XML is not well-formed: it has references or characters that XML has not")
        elif before:
            problems.append("something else stands before the XML")
    except etree.XMLSyntaxError as error:
        # What looks like a section to us need be none to the parser.
        mended = _ILLEGAL_REFERENCE.sub("", _for_recovery(_with_texts_escaped(_in_lower_case(mended))))
        root = _recover(mended)
        if root is None:
            raise SourceError(f"the document is not XML: {_reason(error)}") from None
        truncated = len(root) > 0 and not _is_ended(root, mended)
        problems.append(f"the XML is not well-formed: {_reason(error)}")
    if truncated:
        problems = ["the document is cut short"]
    return Xml(root, problems, mended, truncated)


def _is_ended(root: etree._Element, text: str) -> bool:
    """Whether the root element of a document has its end behind the last entry; what else comes there is no matter."""
    masked = _masked(text)
    last = max((unit.start() for unit in _UNIT.finditer(masked)), default=0)
    name = root.tag.rpartition("}")[2].rpartition(":")[2]
    return re.compile(rf"</\s*(?:[\w.-]+:)?{re.escape(name)}\s*>", re.IGNORECASE).search(masked, last) is not None


def _recover(text: str) -> etree._Element | None:
    """Parse ill-formed XML, each entry by itself, so that what is wrong in one does no harm to the next."""
    masked = _masked(text)
    starts = [unit.start() for unit in _UNIT.finditer(masked)]
    first = re.search(r"<[a-z_][^<>]*>", masked)
    if not starts or first is None or first.start() >= starts[0] or len(first[0]) > _LONGEST_ROOT:
        return _recovered(text)
    root = _recovered(text[: starts[0]])
    if root is None:
        return None
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        whole = _UNIT_END.search(masked, start, end)
        unit = _recovered(f"{first[0]}{text[start : whole.end() if whole else end]}")
        if unit is not None and len(unit):
            root.append(unit[0])
    return root


def _recovered(text: str) -> etree._Element | None:
    try:
        root = cast("etree._Element | None", etree.fromstring(text.encode(), _RECOVERING))
    except etree.XMLSyntaxError:  # there is nothing at all
        return None
    if root is not None:
        etree.strip_tags(root, etree.Entity)  # references in what looked like a section to us
    return root


def _without_doctype(text: str) -> tuple[str, dict[str, str] | None]:
    """The document without its type declarations, and the plain entities of them; None where it has none."""
    entities: dict[str, str] | None = None
    for _ in range(_MOST_DOCTYPES):
        declaration = _DOCTYPE.search(text, 0, 20_000)
        if declaration is None:
            break
        start = declaration.start()
        end, bracket = text.find(">", start), text.find("[", start)
        subset = ""
        if start < bracket < end:
            closing = text.find("]", bracket)
            end, subset = text.find(">", closing), text[bracket + 1 : closing]
        if end < start:
            break
        found = _PLAIN_ENTITY.findall(subset)
        entities = (entities or {}) | {name: double or single for name, double, single in found}
        text = text[:start] + text[end + 1 :]
    return text, entities


def _mend_text(text: str, entities: dict[str, str]) -> str:
    room = _MOST_PUT_IN

    def put_in(match: re.Match[str]) -> str:
        nonlocal room
        room -= len(entities.get(match[2], ""))
        if room < 0:  # a "quadratic blowup": a short entity, a million times
            raise SourceError(f"the entities that it declares stand for more than {_MOST_PUT_IN} characters")
        return _entity(match, entities)

    text = _ILLEGAL_CHARACTERS.sub("", text)
    if "]]" in text:
        text = _LOOSE_CDATA_END.sub(CDATA_END, text)
    if text.rfind(CDATA) > text.rfind(CDATA_END):
        text += CDATA_END
    sections = _SECTION.split(text)
    for index in range(0, len(sections), 2):
        section = sections[index]
        if "&" in section:
            section = _SURROGATES.sub(_paired, section)
            section = _ILLEGAL_REFERENCE.sub("", section)
            sections[index] = _AMPERSAND.sub(put_in, section)
    return "".join(sections)


def _in_lower_case(text: str) -> str:
    """The tags' names in lower case, for some open <title> and close </Title>."""
    sections = _SECTION.split(text)
    sections[::2] = [_TAG_NAME.sub(lambda tag: tag[0].lower(), section) for section in sections[::2]]
    return "".join(sections)


def _for_recovery(text: str) -> str:
    """The text with quotes around all values, and with no reference by name: after a fault the parser drops these."""
    sections = _SECTION.split(text)
    for index in range(0, len(sections), 2):
        section = _TAG.sub(lambda tag: _VALUE.sub(_quoted, tag[0]) if "=" in tag[0] else tag[0], sections[index])
        sections[index] = _NAMED_REFERENCE.sub(lambda name: _NUMBERED[name[1]], section)
    return "".join(sections)


def _quoted(value: re.Match[str]) -> str:
    return f'="{value[1]}"' if value[1] else value[0]


def _with_texts_escaped(text: str) -> str:
    """The text with the markup escaped that stands raw in a text element and is not well-formed itself."""
    masked = _masked(text)
    parts: list[str] = []
    done = 0
    opened: re.Match[str] | None = None
    for tag in _TEXT_TAG.finditer(masked):
        if not tag[1]:
            opened = tag
        elif opened is not None and opened[2] == tag[2]:
            inside = text[opened.end() : tag.start()]
            if "<" in inside and CDATA not in inside and not _is_well_formed(inside):
                parts += (text[done : opened.end()], html.escape(inside, quote=False))
                done = tag.start()
            opened = None
    return "".join([*parts, text[done:]])


def _masked(text: str) -> str:
    """The text with blanks for its comments and CDATA sections, as long as it is."""
    return _SECTION.sub(lambda section: " " * len(section[0]), text)


def _is_well_formed(inside: str) -> bool:
    try:
        etree.fromstring(f"<x>{inside}</x>".encode(), _STRICT)
    except etree.XMLSyntaxError:
        return False
    return True


def _paired(match: re.Match[str]) -> str:
    """The character for which two halves of UTF-16 stand, as JavaScript counts them."""
    high = int(match[1], 16) if match[1] else int(match[2])
    low = int(match[3], 16) if match[3] else int(match[4])
    if 0xD800 <= high < 0xDC00 <= low < 0xE000:
        return chr(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))
    return ""


def _entity(match: re.Match[str], entities: dict[str, str]) -> str:
    hexadecimal, name = match.groups()
    if hexadecimal:
        return f"&#x{hexadecimal};"
    if name in entities:
        return html.escape(entities[name])
    if name and (character := html5.get(f"{name};")):
        return html.escape(character)
    return f"&amp;{match[0][1:]}"


def _reason(error: etree.XMLSyntaxError) -> str:
    message = (error.msg or "no reason given").partition("\n")[0]
    return _ILLEGAL_CHARACTERS.sub("", message)[:200]
