"""What a run did, source by source: counted while it goes on, told when it ends."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Literal

from crawler.cleaning import clean_text
from crawler.scheduling.health import Trouble

_LONGEST = 500  # characters of what is told of one thing
_C1_CONTROLS = re.compile("[\x80-\x9f]")  # some terminals obey them like escape sequences


class Outcome(StrEnum):
    """What became of an entry's article."""

    NEW = "new"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened, for whoever watches the run."""

    source: str
    what: Outcome | Literal["left-out", "read", "not-read", "note"]  # the last three are of the source itself
    subject: str = ""  # the post's path, or the article's address
    detail: str = ""  # why, in a line


@dataclass(slots=True)
class SourceReport:
    """What a run did with one source."""

    found: int = 0  # entries in the source's answer
    outcomes: dict[Outcome, int] = field(default_factory=lambda: dict.fromkeys(Outcome, 0))
    error: str | None = None  # why the source itself could not be read
    notes: list[str] = field(default_factory=list)  # what was read around
    failures: list[tuple[str, str]] = field(default_factory=list)  # article address, reason
    misses: Counter[str] = field(default_factory=Counter)  # rules that found nothing -> on how many pages
    troubles: list[Trouble] = field(default_factory=list)  # what is wrong with it, judged by its own past
    not_due: bool = False  # it was not asked
    left_out: int = 0  # articles that the source's filter does not want

    @property
    def is_idle(self) -> bool:
        """Whether it was not asked, and nothing is to be told of it."""
        return self.not_due and not (any(self.outcomes.values()) or self.notes or self.troubles)

    @property
    def failed(self) -> bool:
        return self.error is not None or bool(self.failures)


@dataclass(frozen=True, slots=True)
class Budget:
    """What a run cost the sites that it asked."""

    requests: int = 0  # all that were sent, for robots.txt and pictures too
    not_modified: int = 0  # of them, answered with 304
    received: int = 0  # bytes

    @classmethod
    def of(cls, stats: Mapping[str, Any]) -> Budget:
        """Of Scrapy's statistics."""
        return cls(
            stats.get("downloader/request_count", 0),
            stats.get("downloader/response_status_count/304", 0),
            stats.get("downloader/response_bytes", 0),
        )


def plain(text: str) -> str:
    """What strangers wrote, fit for a terminal and a log: one line, without control characters."""
    return clean_text(_C1_CONTROLS.sub("", text))


def in_a_line(text: str) -> str:
    """As `plain`, and of bounded length."""
    text = plain(text[: 2 * _LONGEST])
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


class Report:
    """The counts and causes of one run.

    Args:
        sources: The names of the sources that the run covers.
        observer: Called with each event as it happens.
    """

    def __init__(self, sources: Iterable[str], observer: Callable[[Event], None] | None = None) -> None:
        self.sources = {name: SourceReport() for name in sources}
        self.budget = Budget()
        self._observe = observer or (lambda _event: None)

    @property
    def failed(self) -> bool:
        """Whether any source, or any article of one, failed."""
        return any(source.failed for source in self.sources.values())

    def _of(self, source: str) -> SourceReport:
        """The report of a source; the run may come upon posts of one that it does not cover."""
        return self.sources.setdefault(source, SourceReport())

    def source_read(self, source: str, found: int, detail: str = "") -> None:
        self._of(source).found += found
        self._observe(Event(source, "read", detail=detail or f"{found} entries"))

    def not_due(self, source: str, told: str) -> None:
        """A source is not asked this time."""
        self._of(source).not_due = True
        self._observe(Event(source, "read", detail=in_a_line(told)))

    def source_failed(self, source: str, error: str) -> None:
        self._of(source).error = told = in_a_line(error)
        self._observe(Event(source, "not-read", detail=told))

    def note(self, source: str, note: str) -> None:
        self._of(source).notes.append(told := in_a_line(note))
        self._observe(Event(source, "note", detail=told))

    def rule_missed(self, source: str, miss: str, url: str) -> None:
        """A rule found nothing on a page; told of the first page, counted on all."""
        misses = self._of(source).misses
        rule = miss.partition(" ")[0]
        misses[rule] += 1
        if misses[rule] == 1:
            self._observe(Event(source, "note", in_a_line(url), f"rule {miss}; read without it"))

    def left_out(self, source: str, subject: str, why: str) -> None:
        self._of(source).left_out += 1
        self._observe(Event(source, "left-out", in_a_line(subject), in_a_line(why)))

    def article(self, source: str, outcome: Outcome, subject: str, detail: str = "") -> None:
        report, subject, detail = self._of(source), in_a_line(subject), in_a_line(detail)
        report.outcomes[outcome] += 1
        if outcome is Outcome.FAILED:
            report.failures.append((subject, detail))
        self._observe(Event(source, outcome, subject, detail))
