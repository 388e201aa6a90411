"""An independent look at cleaned HTML: what is in it that must not be."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_ELEMENTS = frozenset(
    "a abbr address article aside audio b bdi bdo blockquote br caption cite code col colgroup dd del details dfn "
    "div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hgroup hr i iframe img ins kbd li main mark nav "
    "ol p picture pre q rp rt ruby s samp section small source span strong sub summary sup table tbody td tfoot th "
    "thead time tr track u ul var video wbr".split()
)
_ATTRIBUTES = frozenset(
    "align allowfullscreen alt cite class colspan controls datetime default dir height href hreflang id kind label "
    "lang loading loop media muted open playsinline poster preload referrerpolicy rel reversed rowspan sandbox "
    "scope sizes span src srclang srcset start target title type value width".split()
)
_VOID = frozenset({"br", "col", "hr", "img", "source", "track", "wbr"})
_ADDRESS = re.compile(r"https?://[^@/?#\\]+(?:[/?#]|$)")
_LINK = re.compile(rf"{_ADDRESS.pattern}|mailto:|tel:|#post-[0-9a-f]{{8}}-")


class _Finder(HTMLParser):
    def __init__(self, *, keep_attributes: bool) -> None:
        super().__init__()
        self.keep_attributes = keep_attributes
        self.found: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _ELEMENTS:
            self.found.append(f"element {tag}")
        if tag not in _VOID:
            self.open.append(tag)
        for name, value in attrs:
            self._look_at(tag, name, value or "")
        if tag == "iframe" and "allow-top-navigation" in (dict(attrs).get("sandbox") or "allow-top-navigation"):
            self.found.append("a frame that is not boxed in")

    def _look_at(self, tag: str, name: str, value: str) -> None:
        if name not in _ATTRIBUTES and not (self.keep_attributes and re.fullmatch("data-[a-z0-9_.-]+", name)):
            self.found.append(f"attribute {name} of {tag}")
        if name == "class" and not self.keep_attributes and not re.fullmatch(r"language-[\w+#.-]+", value):
            self.found.append(f"class {value}")
        if name == "id" and not re.match(r"post-[0-9a-f]{8}-", value):
            self.found.append(f"id {value}")
        if name == "target" and value != "_blank":
            self.found.append(f"target {value}")
        if name in {"src", "poster", "cite"} and not _ADDRESS.match(value):
            self.found.append(f"{name} {value}")
        if name == "href" and not _LINK.match(value):
            self.found.append(f"href {value}")
        if name == "srcset" and not all(_ADDRESS.match(part) for part in value.split(", ")):
            self.found.append(f"srcset {value}")

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.found.append(f"a stray end of {tag}")

    def handle_comment(self, data: str) -> None:
        self.found.append(f"comment {data}")

    def handle_decl(self, decl: str) -> None:
        self.found.append(f"declaration {decl}")

    def unknown_decl(self, data: str) -> None:
        self.found.append(f"declaration {data}")

    def handle_pi(self, data: str) -> None:
        self.found.append(f"processing instruction {data}")


def forbidden(html: str, *, keep_attributes: bool = False) -> list[str]:
    """What is in cleaned HTML that must not be, in words; also where its elements are not well nested."""
    finder = _Finder(keep_attributes=keep_attributes)
    finder.feed(html)
    finder.close()
    if finder.open:
        finder.found.append(f"no end of {finder.open[-1]}")
    if re.search("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]", html):
        finder.found.append("a control character")
    return finder.found
