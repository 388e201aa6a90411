"""File names that every file system takes and that no two posts share."""

from __future__ import annotations

import hashlib
import itertools
import re
import unicodedata
from collections.abc import Callable
from enum import StrEnum
from pathlib import PurePosixPath

from slugify import slugify

MAX_BYTES = 255  # of one name: ext4, APFS, NTFS and most others
_SLUG_BYTES = 150  # leaves room for a date, a number and an extension; a URL stays readable

_IMPOSSIBLE = re.compile('[<>:"/\\\\|?*\x00-\x1f\x7f\ud800-\udfff]')
# What a site has pages or folders of its own for, at the places where names of posts become addresses. A post of such a
# name stops the builds of Pelican and Eleventy.
_SITES_OWN = frozenset(
    "404 archive archives author authors blog categories category feed page pages posts search tag tags".split()
)
_HIDING = re.compile(r"^[._\s]+")
# Names of devices, whatever the extension.
# https://learn.microsoft.com/windows/win32/fileio/naming-a-file
_RESERVED = re.compile(r"^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|$)", re.IGNORECASE)


class Slug(StrEnum):
    """How the letters of a title become those of a slug."""

    ASCII = "ascii"  # transliterated
    UNICODE = "unicode"  # kept


def slug(text: str, letters: Slug = Slug.ASCII) -> str:
    """The words of a text in lower case, joined by hyphens, 150 bytes at most; empty where it has no words."""
    kept = letters is Slug.UNICODE
    return shorten(slugify(nfc(text), allow_unicode=kept), _SLUG_BYTES).strip("-")


def url_slug(url: str) -> str:
    """The slug of an article whose title gives none."""
    return f"article-{hashlib.sha256(url.encode()).hexdigest()[:10]}"


def nfc(text: str) -> str:
    """The text in Unicode's composed form: one spelling for what looks the same."""
    return unicodedata.normalize("NFC", text)


def shorten(text: str, size: int) -> str:
    """The longest beginning of the text that has at most this many bytes in UTF-8, no character cut in two."""
    data = text.encode()
    if len(data) <= size:
        return text
    cut = data[:size].decode(errors="ignore")
    # A mark or a joiner belongs to the character before it: what it would have joined goes with it.
    while cut and (unicodedata.combining(text[len(cut)]) or "\u200d" in (text[len(cut)], cut[-1])):
        cut = cut[:-1]
    return cut


def key(path: PurePosixPath) -> str:
    """What two paths have in common when some file system takes them for the same file."""
    return nfc(unicodedata.normalize("NFD", str(path)).casefold())


def possible(path: PurePosixPath) -> PurePosixPath:
    """The path in a form that Linux, macOS and Windows can all store: its folders and its name, each cleaned."""
    *folders, name = path.parts
    stem, extension = _split(name)
    return PurePosixPath(*(_component(folder) for folder in folders), _component(stem, extension))


def visible(part: str) -> str:
    """A part of a path as no generator hides it; empty where nothing of it is left.

    Hexo, Hugo and Jekyll pass over what begins with a dot or an underscore, Hexo over what has a per cent sign.
    """
    return _HIDING.sub("", _IMPOSSIBLE.sub("_", part.replace("%", "")))


def of_a_post(name: str, *, at_top: bool) -> str:
    """The name, numbered where it is the site's own: with an `index`, Hugo shows no other post of the folder."""
    own = name.casefold() == "index" or (at_top and name.casefold() in _SITES_OWN)
    return f"{name}-2" if own else name


def free_name(wished: PurePosixPath, taken: Callable[[PurePosixPath], bool]) -> PurePosixPath:
    """The wished path in a possible form, numbered (`-2`, `-3` …) where another post has it.

    `taken` says of a path, relative as the wished one, whether another post has it; it should compare by `key`, since
    `Abc.md` and `abc.md` are one file on macOS and Windows.
    """
    path = possible(wished)
    if not taken(path):
        return path
    stem, extension = _split(path.name)
    return next(
        candidate
        for number in itertools.count(2)
        if not taken(candidate := path.with_name(_component(stem, f"-{number}{extension}")))
    )


def _split(name: str) -> tuple[str, str]:
    """Stem and extension; the extension is the last one, and a name such as `.md` has none."""
    stem, dot, extension = name.rpartition(".")
    return (stem, dot + extension) if stem else (name, "")


def _component(stem: str, ending: str = "") -> str:
    stem = _IMPOSSIBLE.sub("_", nfc(stem)).strip()
    stem = shorten(_RESERVED.sub(r"\g<0>_", stem), MAX_BYTES - len(ending.encode())).rstrip()
    if not ending:
        stem = stem.rstrip(" .")  # Windows drops them
    return (stem or "_") + ending
