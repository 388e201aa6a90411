"""States that earlier versions wrote, opened by this one."""

from __future__ import annotations

import json
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Barrier

import pytest

from crawler.identity.entries import fingerprint, without_marks
from crawler.items import Entry
from crawler.network.conditional import Validators
from crawler.state import State
from crawler.state.records import dump_entry
from crawler.state.schema import MIGRATIONS

NOW = datetime(2026, 1, 5, 12, tzinfo=UTC)
URL = "https://news.example/feed"
PUBLISHED = Entry(url="https://news.example/1?utm_source=rss", guid="1", title="One")
WAITING = Entry(url="https://news.example/2", guid="2", title="Two")


def earlier(path: Path, version: int) -> None:
    """A state as version 1 of the tables had it, with one post and one entry that waits, brought up to a version."""
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA journal_mode = WAL")  # as every version had it
        db.executescript(MIGRATIONS[0])
        db.execute("INSERT INTO source (name, url, etag) VALUES ('news', ?, '\"v1\"')", (URL,))
        db.execute(
            "INSERT INTO article VALUES (1, 'https://news.example/1', 'news', 'One', 'one.md', 'one.md', 'hash', NULL, ?, ?)",
            (NOW.isoformat(), NOW.isoformat()),
        )
        db.execute("INSERT INTO address VALUES ('news.example/1', 1)")
        for entry, article in ((PUBLISHED, 1), (WAITING, None)):
            data = dump_entry(entry)
            row = ("news", entry.guid, fingerprint(data), None if article else data, article, NOW.isoformat())
            db.execute(
                "INSERT INTO entry (source, key, fingerprint, data, article, first_seen) VALUES (?, ?, ?, ?, ?, ?)", row
            )
        for migration in MIGRATIONS[1:version]:
            db.executescript(migration)
        db.execute(f"PRAGMA user_version = {version}")
        db.commit()


def tables(path: Path) -> list[tuple[str, ...]]:
    with closing(sqlite3.connect(path)) as db:
        return sorted(db.execute("SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'").fetchall())


@pytest.mark.parametrize("version", range(1, len(MIGRATIONS)))
def test_nothing_of_an_earlier_state_is_lost(tmp_path: Path, version: int) -> None:
    path = tmp_path / "state.db"
    earlier(path, version)
    with State(path) as state:
        assert state.validators("news", URL) == Validators('"v1"')
        assert [pending.entry for pending in state.pending("news", NOW)] == [WAITING]
        (post,) = state.posts()
        assert (post.id, str(post.path), post.hash) == (1, "one.md", "hash")
        for found in (state.article_of("news", "1"), state.article_at(["news.example/1"])):
            assert found == post
        assert state.current(1) is None
        assert state.due_looks("news", NOW) == []


@pytest.mark.parametrize("version", range(1, len(MIGRATIONS)))
def test_an_earlier_state_takes_unchanged_entries_for_unchanged(tmp_path: Path, version: int) -> None:
    path = tmp_path / "state.db"
    earlier(path, version)
    with State(path) as state:
        state.polled("news", URL, Validators('"v2"'), [PUBLISHED, WAITING], NOW, kind="feed")
        assert [pending.key for pending in state.pending("news", NOW)] == ["2"]
        assert state.article_of("news", "1") is not None


def test_a_state_that_took_more_of_an_entry_takes_unchanged_ones_for_unchanged(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    former = fingerprint(dump_entry(without_marks(PUBLISHED)))
    with State(path) as state:
        state.polled("news", URL, Validators(), [PUBLISHED], NOW, kind="feed")
        state.failed("news", "1", "given up", None, NOW)
    with closing(sqlite3.connect(path)) as db:
        db.execute("UPDATE entry SET fingerprint = ?", (former,))
        db.commit()
    with State(path) as state:
        for entry in (PUBLISHED, replace(PUBLISHED, base="https://news.example/?utm_content=2")):
            state.polled("news", URL, Validators(), [entry], NOW, kind="feed")
            assert list(state.pending("news", NOW)) == []


@pytest.mark.parametrize("version", range(1, len(MIGRATIONS)))
def test_all_ways_lead_to_the_same_tables(tmp_path: Path, version: int) -> None:
    earlier(tmp_path / "old.db", version)
    State(tmp_path / "old.db").close()
    State(tmp_path / "new.db").close()
    assert tables(tmp_path / "old.db") == tables(tmp_path / "new.db")


def test_the_form_in_which_entries_are_kept_has_not_changed() -> None:
    assert json.loads(dump_entry(WAITING)) == asdict(WAITING)


@pytest.mark.parametrize("version", range(1, len(MIGRATIONS)))
def test_several_may_bring_an_earlier_state_up_to_date_at_once(tmp_path: Path, version: int) -> None:
    path = tmp_path / "state.db"
    earlier(path, version)
    ready = Barrier(4)

    def pending(_: int) -> int:
        ready.wait()
        with closing(State(path, lock=False)) as state:
            return len(list(state.pending("news", NOW)))

    with ThreadPoolExecutor(ready.parties) as threads:
        assert list(threads.map(pending, range(ready.parties))) == [1] * ready.parties
    with State(tmp_path / "new.db"):
        assert tables(path) == tables(tmp_path / "new.db")
