"""What strangers wrote steers no terminal."""

from __future__ import annotations

import io

from rich.console import Console

from crawler.commands.console import count, print_findings, print_status
from crawler.discovery import Finding
from crawler.items import Entry
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
