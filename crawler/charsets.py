"""Bytes into text: the charsets that documents name, and which one a page is in, whatever its header and `meta` say."""

from __future__ import annotations

import codecs
import re
from collections import Counter

from w3lib.encoding import html_body_declared_encoding, read_bom, resolve_encoding

# What are codecs in Python too, though no document is written in them: most raise something of their own.
_NO_CHARSETS = frozenset(
    "base64 bz2 hex idna mbcs oem punycode quopri raw-unicode-escape rot-13 rot13 undefined unicode-escape uu "
    "zlib".split()
)
_BY_CHANCE = 12  # bytes beyond the first of each character
_ASCII = bytes(range(128))
_HIGH = re.compile(rb"[\x80-\xff]+")
_TAG = re.compile(  # what nothing ends goes on to the end of the page
    rb"<(?:script|style)\b.*?(?:</(?:script|style)|\Z)|<[^>]*+(?:>|\Z)", re.IGNORECASE | re.DOTALL
)
_SAMPLE = 6_000  # bytes that detection looks at: enough to be sure, and quick
_WESTERN = frozenset("äöüßÄÖÜéèêëàâáãåæçíìîïñóòôõøúùûœÉÈÀÇÅØÆ’‘“”„–—…«»°§·€\u00a0")
_WIDE_CODECS = ("gb", "big5", "euc", "cp9", "shift", "johab")
_LATIN_1 = "cp1252"
# What languages write beside ASCII, and the charsets that they were written in: the first is the commonest.
_ALPHABETS = {
    "de": ("äöüß", ("cp1252",)),
    "fr": ("àâæçéèêëîïôœùûüÿ", ("cp1252",)),
    "es": ("áéíñóúüªº¿¡", ("cp1252",)),
    "it": ("àèéìòù", ("cp1252",)),
    "pt": ("áâãàçéêíóôõúªº", ("cp1252",)),
    "sv": ("åäöé", ("cp1252",)),
    "da": ("æøåé", ("cp1252",)),
    "nl": ("éèëïöü", ("cp1252",)),
    "is": ("áðéíóúýþæö", ("cp1252",)),
    "cs": ("áčďéěíňóřšťúůýž", ("cp1250", "iso8859-2")),
    "sk": ("áäčďéíĺľňóôŕšťúýž", ("cp1250", "iso8859-2")),
    "pl": ("ąćęłńóśźż", ("cp1250", "iso8859-2")),
    "hu": ("áéíóöőúüű", ("cp1250", "iso8859-2")),
    "hr": ("čćđšž", ("cp1250", "iso8859-2")),
    "sl": ("čćđšž", ("cp1250", "iso8859-2")),
    "bs": ("čćđšž", ("cp1250", "iso8859-2")),
    "ro": ("ăâîşţ", ("cp1250", "iso8859-2")),
    "tr": ("çğıöşüâîûİ", ("cp1254",)),
    "lt": ("ąčęėįšųūž", ("cp1257",)),
    "lv": ("āčēģīķļņšūž", ("cp1257",)),
}
_SIGNS = "‚„“”‘’–—…«»°§·€©®\u00a0"
_LANGUAGE = re.compile(rb"<html[^>]*\slang=[\"']?(" + "|".join(_ALPHABETS).encode() + rb")\b", re.IGNORECASE)
_HEAD = 2_000  # bytes
_MARGIN = 3  # letters that one alphabet explains and another does not
_WINDOWS_1252 = bytes(range(256)).decode("cp1252", errors="replace")
_EAST_ASIAN = ("gb18030", "big5hkscs", "cp932", "euc_jp", "cp949")
_ISO_2022 = re.compile(rb"\x1b\$[@B][\x21-\x7e]{2}")
_LATIN = {"cp1252", "iso8859-15", "cp1254"}


def codec(label: str | None) -> str | None:
    """Python's name of the codec that browsers use for a label (encoding.spec.whatwg.org); None for no charset."""
    name = resolve_encoding(label.strip().strip("'\"")) if label else None
    return None if name is None or name.replace("_", "-") in _NO_CHARSETS else name


def decode(body: bytes, declared: str | None = None) -> str:
    """The text of a page, given its bytes and the charset of its HTTP header (may be wrong or None).

    A byte order mark decides; then valid UTF-8 is UTF-8, since text of another charset all but never is; then the
    header and the page's own declaration, read as browsers read them (https://encoding.spec.whatwg.org/: `gb2312` is
    gb18030, `iso-8859-1` is windows-1252), if the bytes agree with them; then the page's language and
    detection. Never raises.
    """
    text = decode_utf8(body, declared)
    return decode_other(body, declared) if text is None else text


def decode_other(body: bytes, declared: str | None = None) -> str:
    """The text of a page for which `decode_utf8` gives none: the second part of `decode`."""
    encoding, mark = read_bom(body)
    if encoding and mark:
        return body[len(mark) :].decode(encoding, errors="replace")
    names = _declared(body, declared)
    if _is_iso_2022(body):
        return body.decode("iso2022_jp_ext", errors="replace")
    if wide := _wide(body):
        return body.decode(wide, errors="replace")
    # A header that says Latin 1 is often no more than the server's default.
    for name in sorted(names, key=_LATIN_1.__eq__):
        if name != "utf-8":
            try:
                guess = codecs.getincrementaldecoder(name)().decode(body)  # the page may be cut inside a character
            except UnicodeError:  # also of UTF-16 without its mark
                continue
            if name not in _LATIN:
                return guess
            if _looks_latin(body):
                return body.decode((name == _LATIN_1 and _alphabet(body)) or name, errors="replace")
    if broken := _damaged_utf8(body):
        return broken
    if written := _alphabet(body):
        return body.decode(written, errors="replace")
    if _looks_western(body):
        return body.decode("cp1252", errors="replace")
    detected = _detect(body)
    if detected:
        return body.decode(detected, errors="replace")
    return body.decode(next((name for name in names if name != "utf-8"), "cp1252"), errors="replace")


def decode_utf8(body: bytes, declared: str | None = None) -> str | None:
    """The text of a page whose bytes are UTF-8 as they stand, None for any other: the first part of `decode`."""
    if any(read_bom(body)) or _wide(body):
        return None
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return None
    if text.isascii() and _is_iso_2022(body):
        return None
    # Two or three characters of Big5 or GB can pass for UTF-8 by chance; a whole page cannot.
    more = len(body) - len(text)  # bytes than characters
    if more == 0 or more > _BY_CHANCE or len(body.translate(None, _ASCII)) - more > 3:
        return text
    names = _declared(body, declared)
    return None if names and all(name.startswith(_WIDE_CODECS) for name in names) else text


def _is_iso_2022(body: bytes) -> bool:
    return b"\x1b" in body and b"\x1b$" in body and body.isascii() and _ISO_2022.search(body) is not None


def _declared(body: bytes, header: str | None) -> list[str]:
    """Python's names of the codecs that the HTTP header and the page itself declare."""
    return [name for name in (codec(header), codec(html_body_declared_encoding(body))) if name]


def _wide(body: bytes) -> str | None:
    """UTF-16 without a byte order mark: every other byte of its markup is zero."""
    head = body[:4_000]
    if b"\0" not in head:
        return None
    first, second = head[::2].count(0), head[1::2].count(0)
    if max(first, second) < len(head) / 50 or min(first, second) > max(first, second) / 20:
        return None
    if head.count(b"<\0" if second > first else b"\0<") == 0:
        return None
    return "utf-16-le" if second > first else "utf-16-be"


def _looks_latin(body: bytes) -> bool:
    """Whether bytes above 127 stand alone between letters, as accents do; other scripts write them in runs."""
    runs = _HIGH.findall(body)
    alone = sum(len(run) == 1 for run in runs)
    high = sum(map(len, runs))
    return alone >= 0.4 * high or high < 8


def _looks_western(body: bytes) -> bool:
    """Whether the page reads well as windows-1252, which statistics on short texts often miss."""
    high = b"".join(_HIGH.findall(body)).decode("cp1252", errors="replace")
    return _looks_latin(body) and sum(letter in _WESTERN for letter in high) >= 0.95 * len(high)


def _alphabet(body: bytes) -> str | None:
    """The charset in which the page reads best as the language that it names, else as any known here; or None."""
    counts = Counter(b"".join(_HIGH.findall(_TAG.sub(b" ", body[:200_000]))))
    spoken = _LANGUAGE.search(body[:_HEAD])
    languages = [spoken[1].decode().lower()] if spoken else list(_ALPHABETS)
    least = 0.9 * sum(counts.values())
    best, found = 0, None
    for language in languages:
        for charset in _ALPHABETS[language][1]:
            score = _explained(counts, language, charset)
            # Western languages come first, and what differs from them by a letter or two is a name in their texts.
            margin = _MARGIN if found == _LATIN_1 and charset != _LATIN_1 else 1
            if score >= best + margin and score >= least:
                best, found = score, charset
    return found


def _explained(counts: Counter[int], language: str, charset: str) -> int:
    letters = _ALPHABETS[language][0]
    known = letters + letters.upper() + _SIGNS
    return sum(count for byte, count in counts.items() if _character(byte, charset) in known)


def _character(byte: int, charset: str) -> str:
    return bytes((byte,)).decode(charset, errors="replace")


def _damaged_utf8(body: bytes) -> str | None:
    """UTF-8 with a few foreign bytes in it, these read as windows-1252; None where it is not UTF-8 at all."""
    lossy = body.decode("utf-8", errors="replace")
    bad = lossy.count("\N{REPLACEMENT CHARACTER}")
    good = len(lossy) - len(lossy.encode("ascii", errors="ignore")) - bad
    return body.decode("utf-8", errors="crawler-windows-1252") if good >= 4 * bad else None


def _windows_1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return "".join([_WINDOWS_1252[byte] for byte in error.object[error.start : error.end]]), error.end


codecs.register_error("crawler-windows-1252", _windows_1252)


def _detect(body: bytes) -> str | None:
    """The charset that the page's text has by its own statistics, or None."""
    from charset_normalizer import from_bytes  # slow to import, and few pages need it

    words = [word for word in _TAG.sub(b" ", body[:200_000]).split() if _HIGH.search(word)]
    sample = b" ".join(words)[:_SAMPLE]
    if not sample:
        return None
    if not any(_decodes(sample, codec) for codec in _EAST_ASIAN) and any(
        _decodes(sample[:-1], codec) for codec in _EAST_ASIAN
    ):
        sample = sample[:-1]  # it ends inside a character
    best = from_bytes(sample).best()
    return codec(best.encoding) if best else None


def _decodes(data: bytes, codec: str) -> bool:
    try:
        data.decode(codec)
    except UnicodeDecodeError:
        return False
    return True
