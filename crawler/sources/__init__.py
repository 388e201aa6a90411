"""The kinds of source, one module each: a document in, the entries that it lists out.

A kind is a module of this package with a function `read(document, source) -> Listing`. Its name in a sources file is
the module's, or the module's `NAME` where that is no Python identifier; a module whose name begins with an underscore
is a helper. Beside `read` it may have

- `Options`, a pydantic model: the keys that a source of this kind may have beyond those of every source, whose names
  they do not share. It is what `read` gets as `source`.
- `recognise(document) -> float`: how sure it is, from 0 to 1, that a document is of this kind.
- `READS_PAGES = True`, where its documents are HTML pages, which a browser may have to render.
- `question(url, source, now) -> Question | None`: what is sent to have the document at an address, where that is more
  than a GET.
- `complete(document, entry, source) -> Entry`: the entry with what the site's own data in the article's page add to it.

All of them are pure: no network, no state, no clock.
"""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from types import ModuleType
from typing import Any, Protocol, cast

from crawler.items import Entry
from crawler.sources._options import Options as Options

MOST_ENTRIES = 50_000  # of one document; a sitemap may have no more, by its protocol
LONGEST_VALUE = 1_000  # characters of a title, author or tag
MOST_VALUES = 100  # authors or tags
TOO_MANY = f"it lists more than {MOST_ENTRIES} articles; the rest is left out"


class SourceError(ValueError):
    """A document that is not what its source should be; the message is one line for the user."""


class NothingListedError(SourceError):
    """A document of the right kind that lists nothing: of a source's further pages, the one after the last."""


class BlockedError(SourceError):
    """The site answered with a challenge or a block page; it should be left alone longer than after other faults."""


@dataclass(frozen=True, slots=True)
class Document:
    """What a source's address answered."""

    url: str  # after redirects
    body: bytes
    content_type: str = ""  # the HTTP header's value, unchecked


@dataclass(frozen=True, slots=True)
class Question:
    """What is sent by POST to have a document."""

    body: bytes
    content_type: str


@dataclass(frozen=True, slots=True)
class Further:
    """Another document of the same source, which has to be read as well."""

    url: str
    updated: date | None = None  # when its source says that it last changed; it need not be asked for again until then


@dataclass(slots=True)
class Listing:
    """The entries of a document, in its order, and what it says of itself."""

    entries: list[Entry] = field(default_factory=list)
    title: str | None = None
    link: str | None = None
    language: str | None = None
    problems: list[str] = field(default_factory=list)  # a line each: what was wrong but could be read around
    refresh: timedelta | None = None  # how long after a poll the source asks to be left alone
    skip_hours: frozenset[int] = frozenset()  # of the day (UTC, 0 to 23) in which it asks to be left alone
    skip_days: frozenset[int] = frozenset()  # of the week (UTC, Monday is 0), likewise
    more: list[Further] = field(default_factory=list)  # what belongs to the same poll: a sitemap index's sitemaps
    is_cut: bool = False  # the document ends early, or is damaged: what it lists besides is not known
    older: str | None = None  # where it goes on into the past: an archive (RFC 5005), a listing's next page


class Kind(Protocol):
    def read(self, document: Document, source: Any) -> Listing:
        """Read the document's entries; `source` holds the kind's own `Options`.

        Raises:
            SourceError: The document is of another kind, or nothing of it can be read.
        """
        ...


def kinds() -> list[str]:
    """The names that `kind` may have in a sources file."""
    return sorted(_modules())


def kind(name: str) -> Kind:
    """The kind of that name.

    Raises:
        ModuleNotFoundError: There is none.
    """
    try:
        return cast("Kind", _modules()[name])
    except KeyError:
        raise ModuleNotFoundError(f"there is no kind of source {name!r}") from None


def read(document: Document, name: str | None, source: Any) -> tuple[str, Listing]:
    """Read a document's entries, no more than `MOST_ENTRIES`, with titles, authors and tags of bounded size.

    Args:
        document: What the source answered.
        name: The kind of the source; None: the one that the document shows.
        source: The kind's own keys.

    Returns:
        The kind's name, and what the document lists.

    Raises:
        SourceError: The document is of another kind, or nothing of it can be read.
    """
    # A document of no kind is read as a feed, whose module says best what is wrong with it.
    name = name or recognise(document) or "feed"
    listing = kind(name).read(document, source)
    for found in (listing.entries, listing.more):
        if len(found) > MOST_ENTRIES:
            del found[MOST_ENTRIES:]
            listing.problems.append(TOO_MANY)
    for entry in listing.entries:
        entry.title = entry.title and entry.title[:LONGEST_VALUE]
        entry.authors = [author for author in entry.authors[:MOST_VALUES] if len(author) <= LONGEST_VALUE]
        entry.tags = [tag for tag in entry.tags[:MOST_VALUES] if len(tag) <= LONGEST_VALUE]
    return name, listing


def options(name: str) -> type[Options]:
    """The keys of a source that only this kind knows."""
    return getattr(kind(name), "Options", Options)


def recognise(document: Document) -> str | None:
    """The kind that a document is of, for a source that does not say; None where no kind can read it."""
    best, most = None, 0.0
    for name, module in _modules().items():
        if not hasattr(module, "recognise"):
            continue
        try:
            sureness = module.recognise(document)
        except SourceError:  # it cannot even be unpacked
            return None
        if sureness > most:
            best, most = name, sureness
    return best


def question(name: str, url: str, source: Any, now: datetime) -> Question | None:
    """What is sent to have a document of a kind; None: it is had by GET.

    Args:
        name: The kind.
        url: The document's address, perhaps with a fragment that its kind has given it.
        source: The kind's own keys.
        now: The present, aware: some sites want it said.
    """
    ask = getattr(kind(name), "question", None)
    return ask(url, source, now) if ask else None


def reads_pages(name: str) -> bool:
    """Whether the documents of a kind are HTML pages, which a browser may have to render."""
    return getattr(kind(name), "READS_PAGES", False)


@cache
def _modules() -> dict[str, ModuleType]:
    modules = (
        importlib.import_module(f"{__name__}.{found.name}")
        for found in pkgutil.iter_modules(__path__)
        if not found.name.startswith("_")
    )
    return {getattr(module, "NAME", module.__name__.rpartition(".")[2]): module for module in modules}
