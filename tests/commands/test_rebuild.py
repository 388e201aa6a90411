"""`crawler rebuild` of very many stored pages."""

from __future__ import annotations

import random
import tracemalloc
from datetime import UTC, datetime
from pathlib import Path

from crawler.archive import Archive
from crawler.commands.rebuild import rebuild
from crawler.config import parse
from crawler.items import Entry
from crawler.state import State

NOW = datetime(2026, 1, 5, 8, tzinfo=UTC)
SIZE = 500_000


def test_no_more_than_a_few_entries_are_held_at_a_time(tmp_path: Path) -> None:
    _most_memory(tmp_path / "1", 1)  # loads what is needed
    few, many = (_most_memory(tmp_path / str(count), count) for count in (5, 20))
    assert many < few + 5 * SIZE


def _most_memory(folder: Path, count: int) -> int:
    """The bytes that a rebuild of so many pages takes, each of an entry with a long text."""
    config = parse("sources: [{name: news, url: https://news.example/feed}]", folder / "sources.yaml")
    with State(config.state) as state:
        chance = random.Random(1)
        archive = Archive(config.state.parent / "pages", state)
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
