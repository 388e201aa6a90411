"""`crawler rebuild` of posts that are hard to tell apart, and of very many stored pages."""

from __future__ import annotations

import random
import sqlite3
import sys
import tracemalloc
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from types import FrameType

import pytest
from spiders.test_articles import rss, write_sources
from support import Command, Site, snapshot

from crawler.archive import Archive
from crawler.commands.rebuild import Rebuilt, _Rebuilding, rebuild
from crawler.config import parse
from crawler.items import Article, Entry
from crawler.publishing.found import FoundPost
from crawler.state import State
from tests.commands.test_preview import write_sources as write_page_source

NOW = datetime(2026, 1, 5, 8, tzinfo=UTC)
SIZE = 500_000


def test_no_more_than_a_few_entries_are_held_at_a_time(tmp_path: Path) -> None:
    _most_memory(tmp_path / "1", 1)  # loads what is needed
    few, many = (_most_memory(tmp_path / str(count), count) for count in (5, 20))
    assert many < few + 5 * SIZE


def test_a_post_that_tells_no_address_is_found_by_its_name_whatever_others_there_are(tmp_path: Path) -> None:
    few, many = (_calls_to_find_a_post(tmp_path / str(count), count) for count in (10, 500))
    assert many == few


def test_a_page_is_read_as_the_kind_of_which_its_source_was(site: Site, command: Command, tmp_path: Path) -> None:
    write_page_source(site, tmp_path, kind="")
    assert command("run").code == 0
    with closing(sqlite3.connect(tmp_path / ".crawler/state.db")) as database, database:
        for table in ("version", "entry", "article"):
            database.execute(f"DELETE FROM {table}")
    assert "1 post taken up again, 0 posts not verified" in command("rebuild").out


@pytest.mark.parametrize("keep_pages", [0, 365])
@pytest.mark.parametrize("link", ["<link>{}/log</link>", "<link>{}/log#{{}}</link>", ""])
def test_posts_whose_address_is_not_theirs_alone_are_neither_doubled_nor_lost(
    site: Site, command: Command, tmp_path: Path, link: str, keep_pages: int
) -> None:
    text = "<description><![CDATA[<p>In version {} the {} lamp burns a little longer than it did before.</p>]]></description>"
    entries = [
        f"<item><title>Version {number}</title>{link.format(site.url).format(number)}<guid>log-{number}</guid>"
        f"<pubDate>Mon, 0{number} Mar 2026 10:00:00 GMT</pubDate>{text.format(number, colour)}</item>"
        for number, colour in enumerate(("red", "green", "blue"), 1)
    ]
    feed = site.put("/feed", rss(*entries))
    log = {"name": "log", "url": feed, "content": "feed", "duplicates": "keep"}
    write_sources(tmp_path, log, dialect="hugo", keep_pages=keep_pages)
    assert command("run", "-q").code == 0
    before = snapshot(tmp_path / "output")
    assert len(before) == 3
    (tmp_path / ".crawler/state.db").unlink()
    assert command("rebuild").code == 0
    assert command("run", "-q").out == ""
    assert snapshot(tmp_path / "output") == before
    site.put("/feed", rss(*(entry.replace("red lamp", "red lamp of the pier") for entry in entries)))
    assert command("run", "-q").out == ""
    assert "red lamp of the pier" in (tmp_path / "output/version-1.md").read_text(encoding="utf-8")


def _calls_to_find_a_post(folder: Path, count: int) -> int:
    """How many functions are called to find the post of an article among so many that tell no address."""
    config = parse("dialect: hugo\nsources: [{name: news, url: https://news.example/feed}]", folder / "sources.yaml")
    entry = Entry(url="https://news.example/fog", title="Fog")
    article = Article(config.sources[0], entry, "fog", "https://news.example/fog", title="Fog", body="<p>Text</p>")
    calls = 0

    def count_calls(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event == "call"

    with State(config.state) as state:
        rebuilding = _Rebuilding(config, state, lambda: NOW, Rebuilt(), processes=0, trust=False)
        for name in [*(f"other-{number}" for number in range(count)), "fog-2", "fog"]:
            rebuilding._note(FoundPost(PurePosixPath(f"{name}.md"), "hash", "Fog", None, (NOW,), ()))
        rebuilding._post_of(article, NOW)  # loads what is needed
        sys.setprofile(count_calls)
        try:
            found = rebuilding._post_of(article, NOW)
        finally:
            sys.setprofile(None)
    assert found
    assert found.path.name == "fog-2.md"
    return calls


def _most_memory(folder: Path, count: int) -> int:
    """The bytes that a rebuild of so many pages takes, each of an entry with a long text."""
    config = parse("sources: [{name: news, url: https://news.example/feed}]", folder / "sources.yaml")
    with State(config.state) as state:
        chance = random.Random(1)
        archive = Archive(config.stored_pages, state)
        for number in range(count):
            url = f"https://news.example/{number}"
            entry = Entry(url=url, title=f"Article {number}", content=chance.randbytes(SIZE // 2).hex())
            archive.store(url, "200 OK", [], b"<p>Text", source="news", key=url, entry=entry, now=NOW)
        archive.close()
    config.state.unlink()
    tracemalloc.start()
    try:
        rebuilt = rebuild(config, lambda: NOW, processes=0, trust=False)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert rebuilt.pages == count
    return most
