"""Which charset a document is written in, as opposed to which it says."""

from __future__ import annotations

import codecs
import re
import zlib

from charset_normalizer import from_bytes
from w3lib.encoding import http_content_type_encoding

from crawler.charsets import codec, decode_utf8
from crawler.gzipped import MARK, gunzip
from crawler.sources import SourceError

MAX_UNPACKED = 100 * 1024 * 1024  # bytes; sitemaps may have 50 MiB (sitemaps.org)

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# "<" or "<?" without a mark: XML 1.0, appendix F.
_UNMARKED = (
    (b"<\0\0\0", "utf-32-le"),
    (b"\0\0\0<", "utf-32-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
_XML_DECLARATION = re.compile(rb"""\A\s*<\?xml[^>]*?\bencoding\s*=\s*["']([A-Za-z0-9._:-]+)["']""")
_RUN = re.compile(rb"[\x80-\xff]+")
_ESCAPED = ("iso2022", "iso-2022", "hz")  # these charsets write everything in ASCII bytes


def unpack(body: bytes) -> tuple[bytes, list[str]]:
    """The document itself where it came as a gzip file; what can be read of one that was cut short.

    Returns:
        The bytes, and a line for each fault.

    Raises:
        SourceError: It unpacks to more than `MAX_UNPACKED` bytes.
    """
    if not body.startswith(MARK):
        return body, []
    unpacked = bytearray()
    try:
        for chunk in gunzip(body):
            unpacked += chunk
            if len(unpacked) > MAX_UNPACKED:
                raise SourceError(f"the document unpacks to more than {MAX_UNPACKED // 1024**2} MiB")
    except (EOFError, zlib.error):
        return bytes(unpacked), ["the gzip data is cut short or damaged"]
    return bytes(unpacked), []


def decode(body: bytes, content_type: str = "") -> tuple[str, list[str]]:
    """Decode a document, trusting its bytes more than what is said of them.

    The order: a byte order mark; UTF-8 where the bytes are valid UTF-8 and say more than ASCII, but for a few
    characters that are called an East Asian charset; the charset of the HTTP header, then of the XML declaration, but
    Latin 1 last, the first in which the bytes are valid; else UTF-8 with the broken bytes replaced where most are
    sound; else the charset that the text looks like.

    Returns:
        The text, and a line where what was declared is not true.
    """
    for mark, charset in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(charset, "replace"), []
    for start, charset in _UNMARKED:
        if body.startswith(start):
            return body.decode(charset, "replace"), []

    declared = _declared(body, content_type)
    if body.isascii() and not any(charset.startswith(_ESCAPED) for charset in declared):
        return body.decode("ascii"), []
    if not body.isascii() and (text := decode_utf8(body, http_content_type_encoding(content_type))) is not None:
        return text, []
    # A header that says Latin 1 is often no more than the server's default.
    for charset in sorted(declared, key="cp1252".__eq__):
        try:
            return body.decode(charset), []
        except UnicodeDecodeError:
            continue
    return _guess(body, declared)


def _declared(body: bytes, content_type: str) -> list[str]:
    """The charsets that the header and the XML declaration name, as codecs that Python has."""
    names = [codec(http_content_type_encoding(content_type))]
    if match := _XML_DECLARATION.match(body[:1024]):
        names.append(codec(match[1].decode("ascii")))
    # A document that could be read up to here is written in bytes, whatever it says of UTF-16.
    return [name for name in dict.fromkeys(names) if name and not name.startswith(("utf-16", "utf-32", "utf-7"))]


def _guess(body: bytes, declared: list[str]) -> tuple[str, list[str]]:
    said = f"the document says {declared[0]}" if declared else "the document names no charset"
    text = body.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    if broken * 4 < sum(1 for character in text if character > "\x7f"):
        return text, [f"{said}; it is UTF-8 with {broken} broken characters"]
    # Latin text has its few other letters one by one; the alphabets that a guess can tell apart do not.
    runs = _RUN.findall(body[:100_000])
    best = from_bytes(body[:100_000]).best() if sum(map(len, runs)) > 1.5 * len(runs) else None
    charset = (codec(best.encoding) if best else None) or "cp1252"
    return body.decode(charset, "replace"), [f"{said}, which its bytes are not; read as {charset}"]
