"""What a person sees while a crawl runs and when it ends: live progress on a terminal, plain lines elsewhere."""

from __future__ import annotations

import errno
import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Self

from rich.console import Console, RenderableType
from rich.filesize import decimal
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from crawler.reporting.report import Event, Outcome, Report, SourceReport, in_a_line
from crawler.state import SourceStatus

if TYPE_CHECKING:
    from crawler.discovery import Finding

WENT_WELL, FAILED, WRONG_INPUT = 0, 1, 2  # exit codes

_COLOURS = {
    Outcome.NEW: "green",
    Outcome.UPDATED: "cyan",
    Outcome.UNCHANGED: "dim",
    Outcome.FAILED: "red",
    "not-read": "red",
    "note": "yellow",
}


class _Console(Console):
    def on_broken_pipe(self) -> None:
        """Tell that nobody reads any more. Rich's own way is to exit, which the threads of a crawl never come to."""
        raise BrokenPipeError(errno.EPIPE, os.strerror(errno.EPIPE))


def make_console() -> Console:
    """Standard output; outside a terminal lines are never wrapped, cut or coloured."""
    console = _Console(highlight=False, soft_wrap=True)
    if not console.is_terminal:
        console.width = 10_000
    return console


class RunDisplay:
    """Shows a run as it goes on; call it with each event. A run whose output is lost goes on all the same.

    Args:
        console: Where to.
        sources: How many the run covers.
        quiet: Show only what went wrong.
        verbose: Show also what did not change.

    Attributes:
        lost: Why the output takes no more, where it does not: nobody reads it, the disk is full.
    """

    def __init__(self, console: Console, sources: int, *, quiet: bool = False, verbose: bool = False) -> None:
        self.lost: OSError | None = None
        self._console = console
        self._quiet = quiet
        self._shown = {Outcome.FAILED, "not-read", "note"}
        if not quiet:
            self._shown |= {Outcome.NEW, Outcome.UPDATED}
        if verbose:
            self._shown |= {Outcome.UNCHANGED, "read", "left-out"}
        self._counts: Counter[str] = Counter()
        self._progress = Progress(
            SpinnerColumn(),
            TextColumn("sources"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[counts]}"),
            TimeElapsedColumn(),
            console=console,
            transient=True,
            disable=quiet or not console.is_terminal,
        )
        self._task = self._progress.add_task("", total=sources, counts="")

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self._progress.stop()

    def __call__(self, event: Event) -> None:
        self._counts[event.what] += 1
        counts = ", ".join(f"{self._counts[outcome]} {outcome}" for outcome in Outcome if self._counts[outcome])
        polled = event.what in {"read", "not-read"}
        self._progress.update(self._task, advance=1 if polled else 0, counts=counts)
        if event.what in self._shown:
            label = "failed" if event.what == "not-read" else event.what
            colour = _COLOURS.get(event.what, "default")
            told = ": ".join(part for part in (event.subject, event.detail) if part)
            self._show(f"[{colour}]{label:<9}[/] {escape(event.source)}  {escape(told)}")

    def sum_up(self, report: Report) -> None:
        """A line a source that was asked or has something to tell, the totals, and what the run cost the sites."""
        if not self._quiet:
            if table := _summary(report):
                self._show(table)
            self._show(_budget(report), style="dim")

    def _show(self, *what: RenderableType, style: str | None = None) -> None:
        if self.lost is None:
            try:
                self._console.print(*what, style=style)
            except OSError as error:
                self.lost = error


@contextmanager
def search_display() -> Iterator[Callable[[int, int], None]]:
    """Show on standard error, where that is a terminal, how far the search for a site's sources is.

    A host is asked for one address at a time, with a pause, so that it takes its time.

    Yields:
        An observer for `SearchSpider`.
    """
    console = Console(stderr=True)
    with Progress(
        SpinnerColumn(),
        TextColumn("looking for sources: addresses tried"),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    ) as progress:
        task = progress.add_task("", total=1)
        yield lambda tried, wanted: progress.update(task, completed=tried, total=wanted)


def _summary(report: Report) -> Table | None:
    table = _table("source", *((name, "right") for name in ("found", *Outcome)), "remark")
    totals: Counter[str] = Counter()
    shown = {name: source for name, source in report.sources.items() if not source.is_idle}
    for name, source in shown.items():
        counts = {"found": source.found} | {outcome.value: source.outcomes[outcome] for outcome in Outcome}
        totals.update(counts)
        table.add_row(escape(name), *map(str, counts.values()), escape(_remark(source)))
    if len(shown) > 1:
        table.add_section()
        lost = sum(source.error is not None for source in shown.values())
        remark = f"{count(lost, 'source')} could not be read" if lost else ""
        table.add_row("all", *(str(totals[column]) for column in ("found", *Outcome)), remark)
    return table if shown else None


def _budget(report: Report) -> str:
    spent = report.budget
    told = [count(spent.requests, "request")]
    if spent.requests:
        told.append(f"{decimal(spent.received)} received")
    if spent.not_modified:
        told.append(f"{spent.not_modified} saved their page by 'not modified'")
    if waiting := sum(source.not_due for source in report.sources.values()):
        told.append(f"{waiting} of {len(report.sources)} sources not due")
    return ", ".join(told)


def _remark(source: SourceReport) -> str:
    causes = Counter(reason for _, reason in source.failures)
    told = [f"{times} × {cause}" if times > 1 else cause for cause, times in causes.most_common(2)]
    if len(causes) > len(told):
        told.append("…")
    told += [f"rule {rule} failed on {count(pages, 'page')}" for rule, pages in source.misses.items()]
    if source.left_out:
        told.append(f"{source.left_out} left out by its filter")
    told += [trouble.told for trouble in source.troubles]
    is_told = any(trouble.what == "failing" for trouble in source.troubles)
    return "; ".join(dict.fromkeys(([source.error] if source.error and not is_told else []) + told))


def count(number: int, noun: str) -> str:
    """So many of something: `1 post`, `2 posts`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def print_status(console: Console, rows: Iterable[SourceStatus]) -> None:
    """A line a source: when it was asked last, what came of it, what is wrong."""
    table = _table("source", "last poll", *((name, "right") for name in ("new", "total", "waiting")), "what is wrong")
    for row in rows:
        polled = row.polled_at.astimezone().strftime("%Y-%m-%d %H:%M") if row.polled_at else "never"
        counts = map(str, (row.new, row.total, row.pending))
        told = [trouble.told for trouble in row.troubles]
        if row.error and not any(trouble.what == "failing" for trouble in row.troubles):
            told.insert(0, in_a_line(row.error))
        if row.left_alone_until:
            told.append(f"left alone until {row.left_alone_until.astimezone():%Y-%m-%d %H:%M}")
        table.add_row(escape(row.name), polled, *counts, escape("; ".join(told)))
    console.print(table)


def status_line(row: SourceStatus) -> str:
    """What `print_status` says of a source, as a JSON object on one line, for programs; moments are ISO 8601 in UTC."""
    return json.dumps(
        {
            "source": row.name,
            "last_poll": row.polled_at and row.polled_at.isoformat(),
            "new": row.new,
            "total": row.total,
            "waiting": row.pending,
            "error": row.error,
            "left_alone_until": row.left_alone_until and row.left_alone_until.isoformat(),
            "troubles": [
                {"what": trouble.what, "since": trouble.since.isoformat(), "told": trouble.told}
                for trouble in row.troubles
            ],
        },
        ensure_ascii=False,
    )


def print_findings(console: Console, findings: list[Finding], picked: int) -> None:
    """The sources that a site was found to have, the picked one marked, with three entries of each."""

    def told(text: str) -> str:
        return escape(in_a_line(text))

    for number, finding in enumerate(findings, 1):
        mark = "→" if number == picked else " "
        remarks = ", ".join((finding.kind, finding.why, *finding.remarks))
        console.print(f"{mark} {number}. [bold]{told(finding.title)}[/]  {told(finding.url)}  ({told(remarks)})")
        for entry in finding.samples:
            day = f"{entry.published:%Y-%m-%d}  " if entry.published else ""
            console.print(f"       {day}{told(entry.title or entry.url or '')}")
        for key, value in finding.options.items():
            console.print(f"       {escape(key)}: {told(str(value))}", style="dim")


def _table(*columns: str | tuple[str, str]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for column in columns:
        if isinstance(column, tuple):
            table.add_column(column[0], justify="right", no_wrap=True)
        else:
            table.add_column(column, overflow="fold")
    return table


def fail(message: str) -> None:
    """Print an error for the user, each of its lines on standard error."""
    print(message, file=sys.stderr)
