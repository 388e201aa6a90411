"""What is had of a damaged state."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

import pytest

from crawler.identity import fingerprint
from crawler.items import Entry
from crawler.network.conditional import Validators
from crawler.state import Published, State
from crawler.state.adoption import UNVERIFIED
from crawler.state.salvage import salvage

NOW = datetime(2026, 1, 5, 12, tzinfo=UTC)
POSTS = 300


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sound") / "state.db"
    entries = [Entry(url=f"https://news.example/{number}", title=f"Story {number} " * 9) for number in range(POSTS)]
    with State(path) as state:
        state.polled("news", "https://news.example/feed", Validators('"v1"'), entries, NOW, kind="feed")
        for entry in entries[::2]:
            state.reserve(
                url=str(entry.url),
                source="news",
                key=str(entry.url),
                title=str(entry.title),
                path=PurePosixPath(f"{fingerprint(str(entry.url))}.md"),
                addresses=[str(entry.url)],
                now=NOW,
            )
    return path


def rows(path: Path) -> dict[str, set[tuple[object, ...]]]:
    with closing(sqlite3.connect(path)) as db:
        return {name: set(db.execute(f"SELECT * FROM {name}")) for name in ("source", "article", "address", "entry")}


def salvaged(data: bytes, folder: Path) -> Path:
    (folder / "damaged.db").write_bytes(data)
    State(folder / "new.db").close()
    salvage(folder / "damaged.db", folder / "new.db")
    return folder / "new.db"


def test_nothing_of_a_sound_state_is_lost(sound: Path, tmp_path: Path) -> None:
    assert rows(salvaged(sound.read_bytes(), tmp_path)) == rows(sound)


def test_what_lies_before_the_cut_is_had(sound: Path, tmp_path: Path) -> None:
    data = sound.read_bytes()
    found, whole = rows(salvaged(data[: len(data) * 3 // 4], tmp_path)), rows(sound)
    assert all(found[name] <= whole[name] for name in whole)
    assert found["article"] or found["entry"]


@pytest.mark.parametrize("seed", range(1, 11))  # at 0 it hits what tells which tables there are
def test_what_is_had_of_overwritten_pages_is_what_was_there(sound: Path, tmp_path: Path, seed: int) -> None:
    chance, data = random.Random(seed), bytearray(sound.read_bytes())
    for _ in range(4):
        at = chance.randrange(4096, len(data) - 600)
        data[at : at + 600] = chance.randbytes(600)
    found, whole = rows(salvaged(bytes(data), tmp_path)), rows(sound)
    for name in ("article", "entry"):
        assert {row[0] for row in found[name]} <= {row[0] for row in whole[name]}
    assert sum(map(len, found.values())) > 0


@pytest.mark.parametrize("data", [b"", b"no database", b"\0" * 9000], ids=["empty", "short", "zeros"])
def test_of_what_is_no_database_nothing_is_had(tmp_path: Path, data: bytes) -> None:
    assert not any(rows(salvaged(data, tmp_path)).values())


def test_what_feeds_tell_of_posts_is_made_anew_rather_than_believed(tmp_path: Path) -> None:
    with State(tmp_path / "old.db") as state:
        bread = adopt(state, "bread", fingerprint("bread"))
        state.syndicate("form", [(bread.id, "2026-01-05T12:00:00Z", "2026-01-05T12:00:00Z", "httpz://harmed")])
        assert state.unsyndicated("news", "form") == []
    with State(salvaged((tmp_path / "old.db").read_bytes(), tmp_path)) as state:
        assert state.unsyndicated("news", "form") == [bread.id]


def test_a_post_that_was_not_verified_is_had_again_with_its_addresses(tmp_path: Path) -> None:
    with State(tmp_path / "old.db") as state:
        adopt(state, "bread")
    with State(salvaged((tmp_path / "old.db").read_bytes(), tmp_path)) as state:
        known = state.article_in("bread.md")
        assert known is not None
        assert known.hash == UNVERIFIED
        assert state.article_at(["news.example/bread"]) == known


def test_hooks_are_told_of_what_changes_after_a_state_was_made_anew(tmp_path: Path) -> None:
    with State(tmp_path / "old.db") as state:
        for _ in range(3):
            known = state.article_in("bread.md") or adopt(state, "bread", fingerprint("bread"))
            state.set_aside(known.id, "breaks the build")
        state.tell("hook", state.untold("hook").upto)
        state.forget_changes(["hook"])
    with State(salvaged((tmp_path / "old.db").read_bytes(), tmp_path)) as state:
        assert state.untold("hook").paths == ()
        state.set_aside(1, None)
        assert state.untold("hook").new == ("bread.md",)


def adopt(state: State, name: str, file_hash: str | None = None) -> Published:
    return state.adopt(
        url=f"https://news.example/{name}",
        source="news",
        title=name,
        path=PurePosixPath(f"{name}.md"),
        file_hash=file_hash,
        addresses=[f"news.example/{name}"],
        first_seen=NOW,
    )
