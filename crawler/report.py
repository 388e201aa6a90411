"""What a run did, source by source: counted while it goes on, told when it ends."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from crawler.health import Trouble


class Outcome(StrEnum):
    """What became of an entry, or of a source's poll."""

    NEW = "new"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened, for whoever watches the run."""

    source: str
    what: str  # an Outcome's value, or "left-out", or "read", "not-read" or "note" of the source itself
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
    left_out: int = 0  # articles that the source's filter does not want

    @property
    def failed(self) -> bool:
        return self.error is not None or bool(self.failures)


class Report:
    """The counts and causes of one run.

    Args:
        sources: The names of the sources that the run covers.
        observer: Called with each event as it happens.
    """

    def __init__(self, sources: Iterable[str], observer: Callable[[Event], None] | None = None) -> None:
        self.sources = {name: SourceReport() for name in sources}
        self.posts: defaultdict[str, list[str]] = defaultdict(list)  # outcome -> paths in the output folder
        self._observe = observer or (lambda _event: None)

    @property
    def failed(self) -> bool:
        """Whether any source, or any article of one, failed."""
        return any(source.failed for source in self.sources.values())

    def source_read(self, source: str, found: int, detail: str = "") -> None:
        self.sources[source].found += found
        self._observe(Event(source, "read", detail=detail or f"{found} entries"))

    def source_failed(self, source: str, error: str) -> None:
        self.sources[source].error = error
        self._observe(Event(source, "not-read", detail=error))

    def note(self, source: str, note: str) -> None:
        self.sources[source].notes.append(note)
        self._observe(Event(source, "note", detail=note))

    def rule_missed(self, source: str, miss: str, url: str) -> None:
        """A rule found nothing on a page; told of the first page, counted on all."""
        misses = self.sources[source].misses
        rule = miss.partition(" ")[0]
        misses[rule] += 1
        if misses[rule] == 1:
            self._observe(Event(source, "note", url, f"rule {miss}; read without it"))

    def left_out(self, source: str, subject: str, why: str) -> None:
        self.sources[source].left_out += 1
        self._observe(Event(source, "left-out", subject, why))

    def article(self, source: str, outcome: Outcome, subject: str, detail: str = "") -> None:
        report = self.sources[source]
        report.outcomes[outcome] += 1
        if outcome is Outcome.FAILED:
            report.failures.append((subject, detail))
        else:
            self.posts[outcome.value].append(subject)
        self._observe(Event(source, outcome.value, subject, detail))
