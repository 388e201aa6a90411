"""What strangers wrote steers no terminal, and totals say what went wrong."""

from __future__ import annotations

import io

from rich.console import Console

from crawler.commands.console import RunDisplay, count, print_findings, print_status
from crawler.discovery import Finding
from crawler.items import Entry
from crawler.reporting.report import Outcome, Report
from crawler.sources import Listing
from crawler.state import SourceStatus

STEERING = "A\x1b]0;title\x07\x9b2J"


def test_findings_and_errors_are_shown_without_control_characters() -> None:
    console = Console(file=io.StringIO(), width=200)
    listing = Listing(entries=[Entry(title=STEERING)])
    print_findings(console, [Finding("https://a.example/", "listing", STEERING, "why", listing, {"item": STEERING})], 1)
    print_status(console, [SourceStatus("news", None, 0, 0, 0, STEERING)])
    shown = console.file.getvalue()  # type: ignore[attr-defined]
    assert shown.count("A]0;title2J") == 4
    assert not {"\x1b", "\x07", "\x9b"} & set(shown)


def test_one_is_told_as_one() -> None:
    assert [count(number, "post") for number in (0, 1, 2)] == ["0 posts", "1 post", "2 posts"]


def test_the_totals_say_how_many_sources_could_not_be_read() -> None:
    console = Console(file=io.StringIO(), width=200)
    report = Report(["fog", "storm", "calm"])
    report.source_failed("fog", "the server answered 404 Not Found")
    report.source_read("storm", 2)
    RunDisplay(console, 3).sum_up(report)
    (totals,) = [line for line in console.file.getvalue().splitlines() if line.startswith("all")]  # type: ignore[attr-defined]
    assert totals.rstrip().endswith("1 source could not be read")


def test_what_keeps_both_a_source_and_its_articles_away_is_told_once() -> None:
    console = Console(file=io.StringIO(), width=200)
    report = Report(["fog"])
    report.source_failed("fog", "the server refused the connection")
    report.article("fog", Outcome.FAILED, "https://fog.example/1", "the server refused the connection")
    RunDisplay(console, 1).sum_up(report)
    assert console.file.getvalue().count("the server refused the connection") == 1  # type: ignore[attr-defined]
