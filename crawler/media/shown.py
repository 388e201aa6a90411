"""The pictures that a body shows, and the body that shows stored ones instead.

Bodies are what the sanitizer wrote: each start tag is of one form, with quoted attributes, and `<` stands for nothing
else in text. Only values of attributes are replaced and whole attributes and `<source>` tags left out, so that
everything else stays as the sanitizer wrote it, to the character.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import escape, unescape
from urllib.parse import urlsplit

_TAG = re.compile(r'<(/?[a-z][a-z0-9]*)((?:\s+[^\s"=<>]+="[^"]*")*)\s*>')
_ATTRIBUTE = re.compile(r'\s+([^\s"=<>]+)="([^"]*)"')
_CANDIDATE = re.compile(r"(\S+?)(?: (\d+)w| (\d+(?:\.\d+)?)x)?(?:, |$)")
_TYPES = frozenset(("", "image/jpeg", "image/png", "image/gif", "image/webp", "image/avif"))


@dataclass(frozen=True, slots=True)
class Candidate:
    """One of the files that a picture may be shown from."""

    address: str
    width: int = 0  # pixels; 0: unknown
    density: float = 1.0


@dataclass(slots=True)
class _Shown:
    """A picture in a body: its tag, the attributes that name its file, and the `<source>` tags beside it."""

    tag: re.Match[str]
    attributes: frozenset[str]
    address: str = ""  # where it is without a choice
    candidates: list[Candidate] = field(default_factory=list)
    sources: list[re.Match[str]] = field(default_factory=list)

    def by_size(self) -> list[str]:
        """The addresses, the largest first; those of unknown width after the others."""
        ordered = sorted(self.candidates, key=lambda each: (-each.width, -each.density))
        return [each.address for each in ordered]


def pictures(body: str, lead: str | None = None, max_width: int | None = None) -> list[tuple[str, ...]]:
    """The pictures of an article: its lead picture, then those of its body in their order.

    Args:
        body: HTML as the sanitizer wrote it.
        lead: The address of the lead picture.
        max_width: The width in pixels to which pictures are going to be scaled down; a file of that width will do.

    Returns:
        For each picture the addresses to try: the best of its candidates (`srcset`, also of `<source>`), then the one
        that browsers without `srcset` show. SVG is left out: it may hold scripts.
    """
    found: dict[tuple[str, ...], None] = {}
    for shown in _shown(body):
        best = _best(shown, max_width)
        tries = dict.fromkeys(address for address in (best, shown.address) if address and not _is_svg(address))
        if tries:
            found[tuple(tries)] = None
    if lead and not _is_svg(lead) and not any(lead in tries for tries in found):
        return [(lead,), *found]
    return list(found)


def with_pictures(body: str, stored: Mapping[str, str]) -> str:
    """The body with its pictures shown from where they are stored.

    Args:
        body: HTML as the sanitizer wrote it.
        stored: The address of each stored picture at its source, and its address from now on.
    """
    pieces, end = [], 0
    for shown in _shown(body):
        address = next((stored[address] for address in shown.by_size() if address in stored), None)
        if address is None:
            continue
        for tag in (*shown.sources, shown.tag):
            pieces += [body[end : tag.start()], _rewritten(tag, shown, address) if tag is shown.tag else ""]
            end = tag.end()
    return "".join([*pieces, body[end:]])


def _shown(body: str) -> Iterator[_Shown]:
    sources: list[re.Match[str]] | None = None  # of the `<picture>` that is open
    for tag in _TAG.finditer(body):
        if tag[1] == "picture":
            sources = []
        elif tag[1] == "/picture":
            sources = None
        elif tag[1] == "source" and sources is not None:
            sources.append(tag)
        elif tag[1] == "img":
            yield _image(tag, sources or [])
            sources = None
        elif tag[1] == "video" and (poster := _attributes(tag).get("poster")):
            yield _Shown(tag, frozenset(("poster",)), poster, [Candidate(poster)])


def _image(tag: re.Match[str], sources: list[re.Match[str]]) -> _Shown:
    attributes = _attributes(tag)
    shown = _Shown(tag, frozenset(("src", "srcset")), attributes.get("src", ""), sources=sources)
    shown.candidates = candidates(attributes.get("srcset", ""))
    offered = [
        candidate
        for source in map(_attributes, sources)
        if source.get("type", "").partition(";")[0].lower() in _TYPES
        for candidate in candidates(source.get("srcset", ""))
    ]
    if shown.address:
        shown.candidates.append(Candidate(shown.address))
        # What has no width may be a crop for small screens.
        offered = [candidate for candidate in offered if candidate.width]
    shown.candidates += offered
    return shown


def _best(shown: _Shown, max_width: int | None) -> str | None:
    wide_enough = [each for each in shown.candidates if max_width and each.width >= max_width]
    if wide_enough:
        return min(wide_enough, key=lambda each: each.width).address
    return next(iter(shown.by_size()), None)


def candidates(srcset: str) -> list[Candidate]:
    """Those of a `srcset` as the sanitizer wrote it."""
    return [
        Candidate(address, int(width or 0), float(density or 1))
        for address, width, density in _CANDIDATE.findall(srcset)
    ]


def _attributes(tag: re.Match[str]) -> dict[str, str]:
    return {name: unescape(value) for name, value in _ATTRIBUTE.findall(tag[2])}


def _rewritten(tag: re.Match[str], shown: _Shown, address: str) -> str:
    """The tag with the address in the place of the first attribute that names a file, and without the others."""
    kept = [f"<{tag[1]}"]
    name = "poster" if "poster" in shown.attributes else "src"
    written = False
    for attribute in _ATTRIBUTE.finditer(tag[2]):
        if attribute[1] in shown.attributes:
            if not written:
                kept.append(f' {name}="{escape(address)}"')
            written = True
        elif name == "poster" or attribute[1] != "sizes":
            kept.append(attribute[0])
    return "".join([*kept, ">"])


def _is_svg(address: str) -> bool:
    return urlsplit(address).path.lower().endswith((".svg", ".svgz"))
