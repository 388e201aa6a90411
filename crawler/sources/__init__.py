"""The kinds of source, one module each: a document in, the entries that it lists out.

A kind is a module of this package with a function `read(document, source) -> Listing`; the module's name is the
`kind` that a sources file names (one that begins with an underscore is a helper). The functions are pure: no network,
no state, no clock.
"""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Protocol, cast

from crawler.items import Entry

if TYPE_CHECKING:
    from crawler.config import Source


class SourceError(ValueError):
    """A document that is not what its source should be; the message is one line for the user."""


@dataclass(frozen=True, slots=True)
class Document:
    """What a source's address answered."""

    url: str  # after redirects
    body: bytes
    content_type: str = ""  # the HTTP header's value, unchecked


@dataclass(slots=True)
class Listing:
    """The entries of a document, in its order, and what it says of itself."""

    entries: list[Entry] = field(default_factory=list)
    title: str | None = None
    link: str | None = None
    language: str | None = None
    problems: list[str] = field(default_factory=list)  # a line each: what was wrong but could be read around
    ttl: timedelta | None = None  # how long the source asks to be left alone between two polls
    more: list[str] = field(default_factory=list)  # further documents of this source to read in the same poll, in order
    older: str | None = None  # the document that goes on from here into the past, for a back catalogue (RFC 5005)
    hubs: list[str] = field(default_factory=list)  # WebSub hubs


class Kind(Protocol):
    def read(self, document: Document, source: Source) -> Listing:
        """Read the document's entries.

        Raises:
            SourceError: The document is of another kind, or nothing of it can be read.
        """
        ...


def kinds() -> list[str]:
    """The names that `kind` may have in a sources file."""
    return sorted(
        module.name.replace("_", "-") for module in pkgutil.iter_modules(__path__) if not module.name.startswith("_")
    )


def kind(name: str) -> Kind:
    """The kind of that name.

    Raises:
        ModuleNotFoundError: There is none.
    """
    return cast("Kind", importlib.import_module(f"{__name__}.{name.replace('-', '_')}"))
