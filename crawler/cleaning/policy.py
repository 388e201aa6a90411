"""What a published body may hold: one table of attributes and values, and the sanitizers that enforce it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

import nh3

from crawler.cleaning.addresses import safe_address, safe_link, safe_srcset
from crawler.cleaning.elements import ALLOWED, DROPPED
from crawler.cleaning.players import REFERRER_POLICY, SANDBOX, player

Check = Callable[[str], str | None]
AttributeCheck = Callable[[str, str, str], str | None]

# Every id begins with this and a hash of the article's address, so that none can name what belongs to the page around
# the body (DOM clobbering) nor to another post on it.
ANCHOR = re.compile(r"post-[0-9a-f]{8}-\S+")


def _anchor(value: str) -> str | None:
    return value if ANCHOR.fullmatch(value) else None


def _link(value: str) -> str | None:
    return value if value.startswith("#") and ANCHOR.fullmatch(value[1:]) else safe_link(value)


def _text(value: str) -> str:
    return value


def _flag(value: str) -> str:  # noqa: ARG001  a flag has no value
    return ""


def _matching(pattern: str) -> Callable[[str], str | None]:
    """The value, stripped and in lower case, where it is of this form."""
    compiled = re.compile(pattern)

    def check(value: str) -> str | None:
        value = value.strip().lower()
        return value if compiled.fullmatch(value) else None

    return check


_number = _matching(r"-?\d{1,9}")
_span = _matching(r"\d{1,3}")
_pixels_or_share = _matching(r"\d{1,5}(?:\.\d{1,4})?(?:%|px)?")
_DATA = re.compile(r"data-[a-z0-9_.-]+")
_language = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")
_media_type = _matching(r"[a-z]+/[\w.+-]+(?:;\s*codecs=[\"']?[\w., -]+[\"']?)?")


def _length(value: str) -> str | None:
    return (_pixels_or_share(value) or "").removesuffix("px") or None


def _language_tag(value: str) -> str | None:
    return value if _language.fullmatch(value) else None


_EVERYWHERE: Mapping[str, Check] = {
    "dir": _matching("ltr|rtl|auto"),
    "id": _anchor,
    "lang": _language_tag,
}
_CLASS_OF_CODE = {"class": _matching(r"language-[\w+#.-]{1,30}")}
_CELL = {"align": _matching("left|right|center"), "colspan": _span, "rowspan": _span}
_CHANGE = {"cite": safe_address, "datetime": _text}
_MEDIA = {
    "controls": _flag,
    "loop": _flag,
    "muted": _flag,
    "preload": _matching("none|metadata"),
    "src": safe_address,
}
_ATTRIBUTES: Mapping[str, Mapping[str, Check]] = {
    "a": {
        "href": _link,
        "hreflang": _language_tag,
        "rel": _matching(r"[a-z][a-z -]*"),
        "target": _matching("_blank"),
        "title": _text,
    },
    "abbr": {"title": _text},
    "audio": _MEDIA,
    "blockquote": {"cite": safe_address},
    "code": _CLASS_OF_CODE,
    "col": {"span": _span},
    "colgroup": {"span": _span},
    "del": _CHANGE,
    "details": {"open": _flag},
    "dfn": {"title": _text},
    "iframe": {
        "allowfullscreen": _flag,
        "height": _length,
        "loading": _matching("lazy"),
        "referrerpolicy": _matching(REFERRER_POLICY),
        "sandbox": _matching(SANDBOX),
        "src": player,
        "title": _text,
        "width": _length,
    },
    "img": {
        "alt": _text,
        "height": _length,
        "referrerpolicy": _matching("no-referrer"),
        "sizes": _text,
        "src": safe_address,
        "srcset": safe_srcset,
        "title": _text,
        "width": _length,
    },
    "ins": _CHANGE,
    "li": {"value": _number},
    "ol": {"reversed": _flag, "start": _number, "type": lambda value: value if value in {*"1aAiI"} else None},
    "pre": _CLASS_OF_CODE,
    "q": {"cite": safe_address},
    "source": {
        "height": _length,
        "media": _text,
        "sizes": _text,
        "src": safe_address,
        "srcset": safe_srcset,
        "type": _media_type,
        "width": _length,
    },
    "td": _CELL,
    "th": {**_CELL, "scope": _matching("row|col|rowgroup|colgroup")},
    "time": {"datetime": _text},
    "track": {
        "default": _flag,
        "kind": _matching("subtitles|captions|descriptions|chapters"),
        "label": _text,
        "src": safe_address,
        "srclang": _language_tag,
    },
    "video": {**_MEDIA, "height": _length, "playsinline": _flag, "poster": safe_address, "width": _length},
}
# Set by the sanitizer itself, whatever the body says. Where several are missing their order is open: shaping sets them.
_ALWAYS = {
    "audio": {"controls": ""},
    "iframe": {"sandbox": SANDBOX, "referrerpolicy": REFERRER_POLICY},
    "img": {"referrerpolicy": "no-referrer"},
    "video": {"controls": ""},
}


def attribute(element: str, name: str, value: str) -> str | None:
    """The value under which an attribute may be published; None where it may not be."""
    check = _ATTRIBUTES.get(element, {}).get(name) or _EVERYWHERE.get(name)
    return check(value) if check else None


def kept_attribute(element: str, name: str, value: str) -> str | None:
    """As `attribute`; classes, data attributes and relations as they are found."""
    if name == "class" or _DATA.fullmatch(name) or (element == "a" and name == "rel"):
        return value
    return attribute(element, name, value)


def _sanitizer(check: AttributeCheck, *, everywhere: set[str], prefixes: set[str]) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(ALLOWED),
        clean_content_tags=set(DROPPED),
        attributes={"*": everywhere} | {element: set(names) for element, names in _ATTRIBUTES.items()},
        attribute_filter=check,
        set_tag_attribute_values=_ALWAYS,
        generic_attribute_prefixes=prefixes,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=None,
    )


SANITIZER = _sanitizer(attribute, everywhere=set(_EVERYWHERE), prefixes=set())
KEEPING_SANITIZER = _sanitizer(kept_attribute, everywhere={*_EVERYWHERE, "class"}, prefixes={"data-"})
