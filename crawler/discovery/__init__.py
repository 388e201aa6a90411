"""Finds the sources that a site has, given any address of it. Pure: whoever calls does the fetching.

    steps = search(url, now)
    wanted = next(steps)
    while True:
        wanted = steps.send({address: document, …})   # what could be fetched of them

until `StopIteration`, whose value is the ranked list of findings.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from statistics import median
from typing import Any, TypeVar
from urllib.parse import urljoin, urlsplit

import lxml.html

from crawler import sources
from crawler.discovery.places import linked_feeds, refresh_target, robots_sitemaps, usual_feeds, usual_sitemaps
from crawler.extraction import carries_article
from crawler.items import Entry, as_moment
from crawler.sources import Document, Further, Listing, SourceError, _html, json, listing

Proposed = TypeVar("Proposed", bound=sources.Options)

_COMMENTS = re.compile(r"\bcomments?\b|\bkommentare\b|\bcommentaires\b|\bcomentarios\b|评论", re.IGNORECASE)
_LESSER = re.compile(r"\b(?:commits?|tags|activity|replies|latest posts)\b", re.IGNORECASE)  # beside releases, topics
_MOST_REFRESHES = 3
_FULL = 1500  # characters of an entry's text from which it is rather an article than a teaser
_MARKUP = re.compile(r"<[^<>]*>")


@dataclass(frozen=True, slots=True)
class Candidate:
    """Where a source may be, and why it is thought so."""

    url: str
    why: str  # "advertised by the page", "linked on the page", "a usual place" …
    title: str = ""
    trust: int = 0  # how good a reason that is: 3 the address itself, 2 advertised, 1 linked or named, 0 a guess


@dataclass(slots=True)
class Finding:
    """A source that was found and could be read."""

    url: str
    kind: str
    title: str
    why: str
    listing: Listing
    options: dict[str, Any] = field(default_factory=dict)  # the keys that the kind needs: a listing's selectors
    score: float = 0.0
    remarks: tuple[
        str, ...
    ] = ()  # what speaks for and against it: "whole articles", "comments", "nothing new since 2019"

    is_stale: bool = False  # nothing new for a year

    @property
    def samples(self) -> list[Entry]:
        """Three entries to show."""
        return self.listing.entries[:3]


Answers = Mapping[str, Document]  # by the address that was asked for


def search(url: str, now: datetime) -> Generator[list[str], Answers, list[Finding]]:
    """Look for the sources of a site, in at most six rounds of requests, and one for each page that leads on.

    Args:
        url: Any address of the site: its home page, a section, an article, a feed, a sitemap.
        now: The present time (aware), for telling fresh from dead.

    Yields:
        The addresses that are wanted next, the most promising first. A page that could not be had is left out of
        what is sent back.

    Returns:
        What was found, the best first. Empty where there is nothing, not even a page that lists articles.
    """
    answers = yield [url]
    asked = {url}
    document = answers.get(url)
    if document is None:
        return []
    itself = Candidate(document.url, "the address itself", trust=3)
    if sources.recognise(document) not in {None, "listing"}:
        finding = examine(itself, document)
        findings = [finding] if finding else []
        if finding and finding.listing.more:
            findings = yield from _sitemaps([finding], asked)
        return rank(findings, url, now)

    for _ in range(_MOST_REFRESHES):
        tree = _tree(document)
        target = refresh_target(tree, document.url) if tree is not None else None
        if target is None or target in asked:
            break
        asked.add(target)
        answers = yield [target]
        document = answers.get(target, document)
        if sources.recognise(document) not in {None, "listing"}:
            finding = examine(Candidate(document.url, "where the page leads", trust=2), document)
            return [finding] if finding else []

    home = urljoin(document.url, "/")
    if home == f"{document.url}/":  # an address without a path, which is asked for as the same
        asked.add(home)
    candidates = linked_candidates(document)
    robots = urljoin(home, "/robots.txt")
    answers = yield _fresh([*(candidate.url for candidate in candidates), home, robots], asked)
    findings = _examine_all(candidates, answers)
    pages = [document]
    if home in answers and answers[home].url != document.url:
        pages.append(answers[home])

    further = [candidate for candidate in linked_candidates(pages[-1]) if candidate.url not in asked]
    if robots in answers:
        further += [Candidate(address, "named in robots.txt", trust=1) for address in robots_sitemaps(answers[robots])]
    if not findings:  # only then is the site bothered with guesses
        further += [Candidate(address, "a usual place of feeds") for address in usual_feeds(document.url)]
    findings += yield from _look(further, asked)
    if not findings:
        guesses = [Candidate(address, "a usual place of sitemaps") for address in usual_sitemaps(document.url)]
        findings += yield from _look(guesses, asked)
    return rank([*findings, *_listings(pages), *_data_in(pages)], url, now)


def linked_candidates(document: Document) -> list[Candidate]:
    """The feeds that a page advertises or links to."""
    tree = _tree(document)
    if tree is None:
        return []
    advertised, linked = linked_feeds(tree, document.url)
    return [
        *(Candidate(feed.url, "advertised by the page", feed.title, trust=2) for feed in advertised),
        *(Candidate(feed.url, "linked on the page", feed.title, trust=1) for feed in linked),
    ]


def _tree(document: Document) -> lxml.html.HtmlElement | None:
    """A page's tree, also of one that has no links at all; None for what is no page."""
    return None if document.body.lstrip()[:1] in {b"{", b"["} else _html.page_tree(document.body)


def examine(candidate: Candidate, document: Document) -> Finding | None:
    """Read what a candidate's address answered; None where it is no source with anything in it."""
    kind = sources.recognise(document)
    if kind is None or kind == "listing":
        return None
    try:
        found = sources.kind(kind).read(document, sources.options(kind)())
    except SourceError:
        return None
    if not found.more and not any(entry.url or entry.content or entry.summary for entry in found.entries):
        return None
    title = found.title or candidate.title or urlsplit(document.url).hostname or document.url
    return Finding(document.url, kind, title, candidate.why, found, score=float(candidate.trust))


def rank(findings: Iterable[Finding], url: str, now: datetime) -> list[Finding]:
    """Order findings, the best first; of those that list the same articles only the best is kept.

    A feed goes before a listing and both before a bare sitemap; whole articles before teasers, the main feed before
    the comments, fresh before dead, what the site advertises before what was guessed, the section that was asked for
    before the rest of the site.
    """
    judged = [_judge(finding, url, now) for finding in findings]
    listed = [_addresses(finding) for finding in judged if finding.kind == "listing"]
    for finding in judged:
        # A feed that has stopped, and the site has not: it shows articles that the feed does not know.
        if finding.is_stale and any(len(shown - _addresses(finding)) > len(shown) / 2 for shown in listed):
            finding.score -= 5
    judged.sort(key=lambda finding: finding.score, reverse=True)
    kept: list[Finding] = []
    for finding in judged:
        addresses = _addresses(finding)
        same = any(other.kind == finding.kind and _addresses(other) == addresses for other in kept)
        if not same and all(other.url != finding.url or other.kind != finding.kind for other in kept):
            kept.append(finding)
    return kept


def _addresses(finding: Finding) -> frozenset[str | None]:
    return frozenset(entry.url for entry in finding.listing.entries[:20])


def _judge(finding: Finding, url: str, now: datetime) -> Finding:
    entries = finding.listing.entries
    score, remarks = finding.score, []
    score += {"feed": 10, "36kr": 12, "listing": 6, "json": 4}.get(finding.kind, 3)
    if finding.kind == "feed":
        lengths = [len(_MARKUP.sub("", entry.content or entry.summary or "")) for entry in entries]
        whole = sum(length >= _FULL or carries_article(entry) for entry, length in zip(entries, lengths, strict=True))
        if 2 * whole > len(entries):
            score += 3
            remarks.append("whole articles")
        elif median(lengths or [0]):
            score += 1
            remarks.append("teasers")
        else:
            remarks.append("titles only")
    if finding.kind == "sitemap" and any(entry.title for entry in entries):
        score += 4
        remarks.append("a news sitemap")
    if _COMMENTS.search(finding.title) or _COMMENTS.search(urlsplit(finding.url).path):
        score -= 8
        remarks.append("comments")
    elif _LESSER.search(finding.title) or _LESSER.search(urlsplit(finding.url).path):
        score -= 0.5
    newest = max((as_moment(known) for entry in entries if (known := entry.published or entry.updated)), default=None)
    if newest is not None:
        days = (now - newest).days
        if days > 365:
            score -= 5
            finding.is_stale = True
            remarks.append(f"nothing new since {newest.year}")
        elif days <= 30:
            score += 1
    score += min(len(entries), 10) / 10
    score += 2 * _shared_path(finding.url, url)
    finding.score, finding.remarks = score, tuple(remarks)
    return finding


def _shared_path(one: str, other: str) -> float:
    """How much of the asked address's path a finding is about, from 0 to 1: the section's own feed has it all."""
    asked = [part for part in urlsplit(other).path.split("/") if part]
    if not asked or urlsplit(one).hostname != urlsplit(other).hostname:
        return 0.0
    parts = [part for part in urlsplit(one).path.split("/") if part]
    shared = 0
    for mine, theirs in zip(parts, asked, strict=False):
        if mine != theirs:
            break
        shared += 1
    return shared / len(asked)


def _fresh(addresses: Iterable[str], asked: set[str]) -> list[str]:
    wanted = [address for address in dict.fromkeys(addresses) if address not in asked]
    asked.update(wanted)
    return wanted


def _examine_all(candidates: Iterable[Candidate], answers: Answers) -> list[Finding]:
    found: dict[str, Finding] = {}
    for candidate in candidates:
        document = answers.get(candidate.url)
        if document is not None and document.url not in found and (finding := examine(candidate, document)):
            found[document.url] = finding
    return list(found.values())


def _look(candidates: list[Candidate], asked: set[str]) -> Generator[list[str], Answers, list[Finding]]:
    """Ask for the candidates that were not asked for yet, and see what they are."""
    wanted = _fresh([candidate.url for candidate in candidates], asked)
    if not wanted:
        return []
    answers = yield wanted
    found = _examine_all(candidates, answers)
    indexes = [finding for finding in found if finding.listing.more]
    findings = [finding for finding in found if not finding.listing.more]
    return findings + ((yield from _sitemaps(indexes, asked)) if indexes else [])


def _sitemaps(indexes: list[Finding], asked: set[str]) -> Generator[list[str], Answers, list[Finding]]:
    """Look into the newest sitemap of each index, so that there are entries to judge it by."""
    newest = {index.url: max(index.listing.more, key=_promise).url for index in indexes}
    answers = yield _fresh(newest.values(), asked)
    findings = []
    for index in indexes:
        document = answers.get(newest[index.url])
        sample = examine(Candidate(newest[index.url], index.why), document) if document else None
        if sample:
            index.listing.entries = sample.listing.entries
            findings.append(index)
    return findings


def _promise(further: Further) -> tuple[bool, datetime]:
    """What tells the sitemap of an index in which the newest articles are."""
    news = re.search(r"news|posts?\b|articles?", urlsplit(further.url).path) is not None
    return news, as_moment(further.updated or date.min)


def _proposed(
    documents: Iterable[Document],
    propose: Callable[[Document], Proposed | None],
    read: Callable[[Document, Proposed], Listing],
) -> Iterator[tuple[Document, Proposed, Listing]]:
    """What a kind of source reads in pages by the options that it proposes for them, each page once."""
    for document in {document.url: document for document in documents}.values():
        try:
            options = propose(document)
            if options is not None:
                yield document, options, read(document, options)
        except SourceError:
            continue


def _listings(documents: Iterable[Document]) -> list[Finding]:
    found = []
    for document, options, read in _proposed(documents, listing.propose, listing.read):
        title = read.title or urlsplit(document.url).hostname or document.url
        settings = options.model_dump(exclude_none=True)
        found.append(Finding(document.url, "listing", title, "a block of article links on the page", read, settings))
    return found


def _data_in(documents: Iterable[Document]) -> list[Finding]:
    """The lists of articles that pages carry as JSON for their scripts."""
    found = []
    for document, options, read in _proposed(documents, json.propose, json.read):
        tree = _tree(document)
        said = (
            next((_html.plain_text(text) for title in tree.iter("title") if (text := title.text)), "")
            if tree is not None
            else ""
        )
        title = said or urlsplit(document.url).hostname or document.url
        settings = options.model_dump(exclude_defaults=True)
        found.append(Finding(document.url, "json", title, "a list of articles in the page's data", read, settings))
    return found
