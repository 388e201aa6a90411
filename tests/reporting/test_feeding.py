"""Feeds and the sitemap of what the state knows."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from lxml import etree

from crawler.config import Config, parse
from crawler.identity.likeness import Signature
from crawler.items import Entry
from crawler.reporting import feeding
from crawler.reporting.feeding import folders, write_feeds
from crawler.state import Record, State, Written

NOW = datetime(2026, 1, 5, 8, tzinfo=UTC)


def config(
    folder: Path, *, page: str = "https://my.example/{name}/", count: int = 2, categories: str = "Sea"
) -> Config:
    return parse(
        f"""
        feeds: {{folder: feeds, url: https://my.example/, title: Mine, page: "{page}", count: {count}, by_category: true}}
        sources:
          - {{name: sea, url: https://sea.example/feed, categories: [{categories}]}}
          - {{name: land, url: https://land.example/feed, categories: [Land, "C#"]}}
          - {{name: air, url: https://air.example/feed, categories: [land, Air]}}
        """,
        folder / "sources.yaml",
    )


@pytest.fixture
def state(tmp_path: Path) -> Iterator[State]:
    with State(tmp_path / "state.db") as opened:
        yield opened


def publish(state: State, number: int, source: str = "sea", *, url: str | None = None, year: int = 0) -> int:
    """A post of the year 1000 + number, or another one that its file does not tell."""
    entry = Entry(url=url or f"https://{source}.example/{number}", title=f"Article {number}")
    known = state.article_in(f"{number}.md") or state.reserve(
        url=entry.url or "",
        source=source,
        key=str(number),
        title=entry.title or "",
        path=PurePosixPath(f"{number}.md"),
        addresses=[],
        now=NOW,
    )
    record = Record(entry, entry.url or "", title=entry.title or "", body="<p>Text</p>")
    record.published = date(year or 1000 + number, 1, 1)
    state.settled(source, str(number), known.id, [], NOW, written=Written(f"{number}", record, 4, Signature(), True))
    return known.id


def listed(folder: Path, below: str = "") -> list[str]:
    items: list[dict[str, Any]] = json.loads((folder / "feeds" / below / "feed.json").read_text())["items"]
    return [item["title"].removeprefix("Article ") for item in items]


def pages(folder: Path) -> list[str]:
    root = etree.fromstring((folder / "feeds/sitemap.xml").read_bytes())
    return [str(url.text) for url in root.iter("{*}loc")]


def test_each_category_has_a_folder_of_its_own() -> None:
    found = folders(["C", "C#", "C++", "News", "灯", "😀x", "¡x!"])
    names = ["c", "c-2", "c-3", "news", "deng", "x", "x-2"]
    assert found == dict(zip(["C", "C#", "C++", "News", "灯", "😀x", "¡x!"], map(Path, names), strict=True))


def test_the_newest_come_first_and_a_category_keeps_its_own(tmp_path: Path, state: State) -> None:
    for number, source in ((7, "land"), (3, "land"), (9, "sea"), (8, "sea"), (5, "air"), (1, "land")):
        publish(state, number, source)
    written = write_feeds(config(tmp_path), state)
    assert {path.parent.name for path in written} == {"feeds", "sea", "land", "air", "c"}
    assert [listed(tmp_path, below) for below in ("", "sea", "land", "air", "c")] == [
        ["9", "8"],
        ["9", "8"],
        ["7", "5"],
        ["5"],
        ["7", "3"],
    ]
    assert pages(tmp_path) == [f"https://my.example/{number}/" for number in (9, 8, 7, 5, 3, 1)]


def test_a_category_of_which_nothing_was_published_has_no_feed(tmp_path: Path, state: State) -> None:
    publish(state, 1)
    write_feeds(config(tmp_path), state)
    assert {path.name for path in (tmp_path / "feeds").iterdir() if path.is_dir()} == {"sea"}


def test_a_sitemap_leaves_out_the_oldest_posts_where_there_are_too_many(
    tmp_path: Path, state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feeding, "MOST_PAGES", 2)
    for number in (2, 1, 3):
        publish(state, number)
    write_feeds(config(tmp_path, count=1), state)
    assert pages(tmp_path) == ["https://my.example/3/", "https://my.example/2/"]


def test_what_is_no_post_any_more_is_told_of_no_more(tmp_path: Path, state: State) -> None:
    ids = [publish(state, number) for number in (1, 2, 3, 4)]
    write_feeds(config(tmp_path), state)
    state.withdrawn(ids[3], "gone", NOW, removed=True)
    state.set_aside(ids[2], "its page is missing")
    write_feeds(config(tmp_path), state)
    assert listed(tmp_path) == ["2", "1"]
    assert pages(tmp_path) == ["https://my.example/2/", "https://my.example/1/"]


def test_a_categorys_feed_tells_of_no_post_once_all_of_it_are_taken_down(tmp_path: Path, state: State) -> None:
    publish(state, 1)
    article = publish(state, 2, "land")
    write_feeds(config(tmp_path), state)
    assert (listed(tmp_path, "land"), listed(tmp_path, "c")) == (["2"], ["2"])
    state.withdrawn(article, "taken down", NOW, removed=True)
    written = write_feeds(config(tmp_path), state)
    assert (listed(tmp_path, "land"), listed(tmp_path, "c"), listed(tmp_path, "sea")) == ([], [], ["1"])
    assert {path.parent.name for path in written} == {"feeds", "sea", "land", "c"}


def test_pages_are_where_their_posts_are_and_where_the_sources_file_says_now(tmp_path: Path, state: State) -> None:
    article = publish(state, 1)
    write_feeds(config(tmp_path), state)
    state.moved_post(article, PurePosixPath("old/first.md"))
    write_feeds(config(tmp_path), state)
    assert pages(tmp_path) == ["https://my.example/first/"]
    write_feeds(config(tmp_path, page="https://my.example/{category}/{date:%Y}/{name}"), state)
    assert pages(tmp_path) == ["https://my.example/Sea/1001/first"]
    write_feeds(config(tmp_path, page="https://my.example/{category}/{date:%Y}/{name}", categories="Seas"), state)
    assert pages(tmp_path) == ["https://my.example/Seas/1001/first"]


def test_a_post_is_told_of_as_it_is_known_now_though_its_file_is_the_same(tmp_path: Path, state: State) -> None:
    for number in (1, 2, 3):
        publish(state, number)
    state.adopt(
        url="https://sea.example/9",
        source="sea",
        title="Article 9",
        path=PurePosixPath("9.md"),
        file_hash="9",
        addresses=[],
        first_seen=NOW,
    )
    write_feeds(config(tmp_path, count=4), state)
    assert listed(tmp_path) == ["3", "2", "1"]
    publish(state, 9)
    publish(state, 1, year=2000)
    write_feeds(config(tmp_path, count=4), state)
    assert listed(tmp_path) == ["1", "9", "3", "2"]
    assert pages(tmp_path) == [f"https://my.example/{number}/" for number in (1, 9, 3, 2)]


def test_the_first_of_a_pages_posts_has_its_address_as_id(tmp_path: Path, state: State) -> None:
    for number in (1, 2):
        publish(state, number, url="https://sea.example/changes")
    write_feeds(config(tmp_path), state)
    items = json.loads((tmp_path / "feeds/feed.json").read_text())["items"]
    assert [item["id"] for item in items] == ["https://sea.example/changes#2", "https://sea.example/changes"]


def test_a_run_reads_no_post_for_the_feeds_but_those_that_changed_or_stand_in_them(tmp_path: Path) -> None:
    counts = []
    for few_or_many in (10, 100):
        folder = tmp_path / str(few_or_many)
        with State(folder / "state.db") as state:
            for number in range(few_or_many):
                publish(state, number)
            write_feeds(config(folder), state)
            publish(state, few_or_many)
            statements: list[str] = []
            state._db.set_trace_callback(statements.append)
            write_feeds(config(folder), state)
            state._db.set_trace_callback(None)
        assert listed(folder)[0] == str(few_or_many)
        counts.append(len(statements))
    assert counts[0] == counts[1]
