"""Hooks and feeds after a run: told of each change once, however the runs before have ended."""

from __future__ import annotations

import os
import signal
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

import pytest
from forking import Forker
from support import Site

from crawler.config import Config, parse
from crawler.identity.likeness import Signature
from crawler.items import Entry
from crawler.network.conditional import Validators
from crawler.reporting.afterwards import tell
from crawler.reporting.hooks import Hook
from crawler.state import Record, State, Written

NOW = datetime(2026, 1, 5, 8, tzinfo=UTC)
WRITE_DOWN = "import os, sys; open(sys.argv[1], 'a').write(os.environ['CRAWLER_NEW'] + os.environ['CRAWLER_UPDATED'])"


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return parse(
        f"""
        on_success:
          - command: [{sys.executable}, -c, "{WRITE_DOWN}", first]
          - command: [{sys.executable}, -c, "{WRITE_DOWN}", folder/second]
        sources: [{{name: news, url: "https://news.example/feed"}}]
        """,
        tmp_path / "sources.yaml",
    )


def publish(config: Config, name: str, file_hash: str = "hash") -> None:
    """What a run leaves in the state that is killed as soon as it has written a post."""
    entry = Entry(url=f"https://news.example/{name}", title=name)
    with State(config.state) as state:
        state.polled("news", "https://news.example/feed", Validators(), [entry], NOW, kind="feed")
        known = state.article_in(f"{name}.md") or state.reserve(
            url=entry.url or "",
            source="news",
            key=entry.url or "",
            title=name,
            path=PurePosixPath(f"{name}.md"),
            addresses=[],
            now=NOW,
        )
        written = Written(file_hash, Record(entry, entry.url or "", title=name), 4, Signature(), changed=True)
        state.settled("news", entry.url or "", known.id, [], NOW, written=written)


def test_what_a_killed_run_could_not_tell_is_told_by_the_next_one_and_only_once(config: Config, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    publish(config, "one")
    publish(config, "two")
    publish(config, "two", "another")
    assert list(tell(config, tmp_path)) == []
    assert (tmp_path / "first").read_text() == "20"
    assert list(tell(config, tmp_path)) == []
    publish(config, "two", "a third")
    assert list(tell(config, tmp_path)) == []
    assert (tmp_path / "first").read_text() == "2001"
    with State(config.state) as state:
        assert state.untold("a hook that is added later").paths == ()


def test_a_hook_that_failed_is_told_again_and_the_others_are_not(config: Config, tmp_path: Path) -> None:
    publish(config, "one")
    (failure,) = tell(config, tmp_path)
    assert "FileNotFoundError" in failure or "failed with 1" in failure
    (tmp_path / "folder").mkdir()
    publish(config, "two")
    assert list(tell(config, tmp_path)) == []
    assert (tmp_path / "first").read_text() == "1010"
    assert (tmp_path / "folder" / "second").read_text() == "20"


def test_a_post_that_came_and_went_is_told_to_nobody(config: Config, tmp_path: Path) -> None:
    publish(config, "one")
    with State(config.state) as state:
        known = state.article_in("one.md")
        assert known
        state.withdrawn(known.id, "taken down", NOW, removed=True)
    assert list(tell(config, tmp_path)) == []
    assert not (tmp_path / "first").exists()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_run_can_be_ended_while_its_hooks_are_at_work(
    site: Site, forker: Forker, tmp_path: Path, number: int
) -> None:
    entry = "<item><title>One</title><guid>1</guid><description>Text.</description></item>"
    feed = site.put("/feed", f"<rss version='2.0'><channel><title>F</title>{entry}</channel></rss>")
    (tmp_path / "sources.yaml").write_text(
        f"""
        allow_private_addresses: true
        delay: 0
        on_success: [command: [{sys.executable}, -c, "open('begun', 'w').close(); open('end').close()"]]
        sources: [{{name: f, url: "{feed}", content: feed}}]
        """
    )
    for pipe in ("begun", "end"):
        os.mkfifo(tmp_path / pipe)
    with (tmp_path / "said").open("wb") as said:
        run = forker.start("crawler", ["run", "-q"], cwd=tmp_path, stderr=said.fileno())
    try:
        (tmp_path / "begun").read_bytes()
        os.kill(run.pid, number)
        assert run.wait(30)
        assert "Traceback" not in (tmp_path / "said").read_text()
    finally:
        os.close(os.open(tmp_path / "end", os.O_RDWR | os.O_NONBLOCK))


def test_a_run_that_begins_while_hooks_are_at_work_is_in_nobodys_way_and_nothing_is_told_twice(
    config: Config, tmp_path: Path
) -> None:
    (tmp_path / "folder").mkdir()
    for pipe in ("begun", "end"):
        os.mkfifo(tmp_path / pipe)
    slow = (sys.executable, "-c", f"open('begun', 'w').close(); open('end').close(); {WRITE_DOWN}", "slow")
    config = config.model_copy(update={"on_success": (Hook(command=slow),)})
    publish(config, "one")
    with ThreadPoolExecutor() as threads:
        first = threads.submit(lambda: list(tell(config, tmp_path)))
        (tmp_path / "begun").read_bytes()
        with State(config.state):  # another run is under way, and ends
            pass
        second = threads.submit(lambda: list(tell(config, tmp_path)))
        with State(config.state):  # a third one goes on
            (tmp_path / "end").write_bytes(b"")
            assert first.result() == []
            assert second.result() == []
    assert (tmp_path / "slow").read_text() == "10"
    assert list(tell(config, tmp_path)) == []


def test_what_a_run_that_has_begun_since_will_tell_is_left_to_it(config: Config, tmp_path: Path) -> None:
    publish(config, "one")
    with State(config.state):
        assert list(tell(config, tmp_path)) == []
    assert not (tmp_path / "first").exists()
