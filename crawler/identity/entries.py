"""Which entry of a source is which: by its GUID while the source's GUIDs can be trusted, else by its address."""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from urllib.parse import urlsplit

from crawler.identity.addresses import clean_url, normal_url
from crawler.identity.modes import Identity
from crawler.identity.stories import title_key
from crawler.items import Entry
from crawler.references import unescape

_TAG = re.compile(r"<[^<>]*>")
_ADDRESS = re.compile(r"""\s(?:href|src|poster)\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+)""", re.IGNORECASE)
_COUNTER = re.compile(r"(?<=>)\s*\W?\d[\d.,]*\s*\w{0,20}\W?\s*(?=</a>)", re.IGNORECASE)  # "3 comments", as a link


@dataclass(frozen=True, slots=True)
class KnownEntry:
    """What is remembered of an entry."""

    key: str
    address: str | None
    title: str | None
    published: str | None  # ISO 8601
    mark: str  # the fingerprint of what it said


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry of a document, and what tells it from the others."""

    entry: Entry
    key: str
    address: str | None  # normalised; None where it leads to no single article
    shares_link: bool  # other entries have its link too


@dataclass(frozen=True, slots=True)
class Matched:
    """A document's entries, and why the source's GUIDs are not to be trusted, if so."""

    entries: list[Listed]
    distrust: str | None


def match(
    entries: Iterable[Entry],
    *,
    identity: Identity,
    distrust: str | None,
    by_key: Callable[[str], KnownEntry | None],
    by_address: Callable[[str], KnownEntry | None],
) -> Matched:
    """Tell of each entry of a document which of the known ones it is.

    GUIDs that several articles of a document share, that come back with another article, or that change while the
    article stays, are not trusted from then on: entries are told apart by their addresses.

    Args:
        entries: Of one document, in its order.
        identity: What the sources file wants.
        distrust: Why the source's GUIDs were found out before; None: they were not.
        by_key: The entry of the source that is known by a key.
        by_address: The entry of the source that is known by a normalised address.
    """
    listed = list(entries)
    addresses: list[str | None] = [None] * len(listed)
    if identity is not Identity.GUID:
        addresses = own_addresses(listed, by_text=identity is Identity.AUTO)
    if identity is Identity.AUTO and distrust is None:
        distrust = _repeated_guid(listed, addresses)
    own_keys = cache(lambda: _own_keys(listed))  # of no use while all GUIDs are trusted
    taken: set[str] = set()
    found: list[Listed] = []
    for place, (entry, address) in enumerate(zip(listed, addresses, strict=True)):
        at_address = by_address(address) if address else None
        guid = entry.guid if identity is Identity.GUID or (identity is Identity.AUTO and distrust is None) else None
        at_guid = by_key(guid) if guid else None
        if at_guid and address and at_guid.address not in {None, address} and not _is_same(at_guid, entry):
            distrust = f"GUID {guid!r} came back with another article"
            at_guid = guid = None
        elif guid and not at_guid and at_address:
            if _is_same(at_address, entry):
                distrust = f"the GUID of {entry.url} changed from {at_address.key!r} to {guid!r}"
            else:
                at_address = None  # a new article at an old address
        known = at_guid or at_address
        key = known.key if known else (guid or entry.url or entry_key(entry))
        own, several = own_keys()[place] if guid is None and identity is Identity.AUTO else (None, False)
        if own and not (by_key(own) or by_key(_with_text(own, entry))):
            former = _own_key(entry, entry.url)  # that states of earlier releases know it by
            own = former if former and (by_key(former) or by_key(_with_text(former, entry))) else own
        if own and (by_key(_with_text(own, entry)) or (several and not _says_still(by_key(own), entry))):
            own = _with_text(own, entry)
        if own and by_key(own):
            taken.add(own)
            found.append(Listed(entry, own, None, bool(entry.url)))
            continue
        if own and entry.url and address is None:
            alone = by_key(entry.url)  # from when it had its link for itself
            if not alone or entry.url in taken or not _is_same(alone, entry):
                key = own
        if key in taken and address and address not in taken:
            key = address
        taken.add(key)
        found.append(Listed(entry, key, address, bool(entry.url) and address != normal_url(entry.url or "")))
    return Matched(found, None if identity is not Identity.AUTO else distrust)


def own_addresses(entries: list[Entry], *, by_text: bool = True) -> list[str | None]:
    """The normalised address of each entry; None for one that leads to no article of its own.

    Without GUIDs, entries with one link are several articles `by_text`: neither their titles nor their texts are alike.
    Entries that share a page but not its fragment, as those of a change log, have the address with its fragment.
    """
    addresses = [normal_url(entry.url) if entry.url else None for entry in entries]
    together: dict[str | None, list[Entry]] = defaultdict(list)
    for entry, address in zip(entries, addresses, strict=True):
        together[address].append(entry)
    shared = {address for address, found in together.items() if address and _are_several(found, by_text)}
    if not shared:
        return addresses
    with_fragment = [_with_fragment(entry.url, address) for entry, address in zip(entries, addresses, strict=True)]
    times = Counter(with_fragment)
    return [
        address if address not in shared else fragment if fragment != address and times[fragment] == 1 else None
        for address, fragment in zip(addresses, with_fragment, strict=True)
    ]


def _are_several(entries: list[Entry], by_text: bool) -> bool:
    """Whether entries with one link are several articles."""
    return len({entry.guid or entry.url for entry in entries}) > 1 or (by_text and _tell_several(entries))


def _tell_several(entries: list[Entry]) -> bool:
    """Whether neither the titles nor the texts of entries are alike."""
    if len(entries) == 1:
        return False
    told = [entry for entry in entries if _text(entry)]
    return len({_text(entry) for entry in told}) > 1 and len({_label(entry) for entry in told}) > 1


def _own_keys(entries: list[Entry]) -> list[tuple[str | None, bool]]:
    """Each entry's own key, and whether entries that are linked, titled and dated alike say several things."""
    keys = [_own_key(entry, entry.url and normal_url(entry.url)) for entry in entries]
    texts: dict[str | None, set[str]] = defaultdict(set)
    for entry, key in zip(entries, keys, strict=True):
        texts[key].add(_text(entry))
    return [(key, len(texts[key]) > 1) for key in keys]


def _own_key(entry: Entry, link: str | None) -> str | None:
    """What tells an entry without a GUID from others with its link; None for one that tells nothing but that link.

    Args:
        link: Its link, normalised; as it stands for the key that earlier releases gave it.
    """
    if not _text(entry):
        return None
    return fingerprint(f"{link}\0{_label(entry)}\0{iso(entry.published) if entry.published else ''}")


def _with_text(own: str, entry: Entry) -> str:
    return fingerprint(f"{own}\0{_text(entry)}")


def _label(entry: Entry) -> str:
    return title_key(entry.title or "") or _text(entry)


def _text(entry: Entry) -> str:
    return entry.content or entry.summary or ""


def _with_fragment(url: str | None, address: str | None) -> str | None:
    try:
        fragment = urlsplit(url or "").fragment
    except ValueError:
        return address
    return f"{address}#{fragment}" if fragment else address


def _repeated_guid(entries: list[Entry], addresses: list[str | None]) -> str | None:
    first: dict[str, str] = {}
    linked_alike: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry, address in zip(entries, addresses, strict=True):
        if entry.guid and address and first.setdefault(entry.guid, address) != address:
            return f"GUID {entry.guid!r} stands for several articles"
        if entry.guid and entry.url:
            linked_alike[entry.guid, entry.url].append(entry)
    for (guid, _), found in linked_alike.items():
        if _tell_several(found) and not _are_versions(found):
            return f"GUID {guid!r} stands for several articles"
    return None


def _are_versions(entries: list[Entry]) -> bool:
    """Whether entries with one GUID are one article, listed once more when it changed (RFC 4287, 4.1.1)."""
    dates = {entry.published for entry in entries}
    return len(dates) == 1 and None not in dates


def _is_same(known: KnownEntry, entry: Entry) -> bool:
    """Whether an entry is the known one under another GUID or address: it has its title or its date."""
    if known.title and entry.title and title_key(known.title) == title_key(entry.title):
        return True
    return bool(known.published and entry.published and known.published == iso(entry.published))


def _says_still(known: KnownEntry | None, entry: Entry) -> bool:
    return known is not None and known.mark == fingerprint(said(entry))


def entry_key(entry: Entry) -> str:
    """What tells an entry from the others of its source: its GUID, else its address, else what it says."""
    return entry.guid or entry.url or fingerprint(f"{entry.title}\0{entry.content or entry.summary}")


def said(entry: Entry) -> str:
    """What an entry says to its readers: the same text while only counters, tokens and the order of its tags change."""
    told = [entry.title, *map(_shown, (entry.summary, entry.content)), *entry.authors, entry.language]
    dates = [moment and iso(moment) for moment in (entry.published, entry.updated)]
    media = [_without_query(url) for url in (entry.image, *(each.url for each in entry.enclosures)) if url]
    return repr((entry.url and clean_url(entry.url), told, dates, sorted(set(entry.tags)), media))


def _shown(markup: str | None) -> str:
    """The words of a summary or content, and where its links and pictures lead."""
    if not markup or not ("<" in markup or "&" in markup):
        return markup or ""
    addresses = [_without_query(match[1].strip("\"'")) for match in _ADDRESS.finditer(markup)]
    return " ".join([*unescape(_TAG.sub(" ", _COUNTER.sub("", markup))).split(), *addresses])


def _without_query(url: str) -> str:
    return url.partition("?")[0]


def without_marks(entry: Entry) -> Entry:
    """The entry without what changes while it says the same: its GUID and how its reader came."""
    return replace(entry, guid=None, url=clean_url(entry.url) if entry.url else None)


def fingerprint(text: str) -> str:
    """A hash that changes when the text does (SHA-256, hexadecimal)."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def iso(moment: date) -> str:
    return moment.isoformat()
