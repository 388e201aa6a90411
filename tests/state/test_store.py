"""The memory between runs, in a real database."""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path, PurePosixPath

import pytest

from crawler.identity.likeness import Signature
from crawler.items import Enclosure, Entry
from crawler.network.conditional import Validators
from crawler.network.robots import RobotsRecord
from crawler.state import Published, Record, State, StateError, Written
from crawler.state.robots import StoredRobots

NOW = datetime(2026, 1, 1, 12, tzinfo=UTC)
URL = "https://news.example/feed"
FIRST = Entry(url="https://news.example/1", guid="1", title="One")
SECOND = Entry(url="https://news.example/2", guid="2", title="Two")


@pytest.fixture
def state(tmp_path: Path) -> Iterator[State]:
    with State(tmp_path / "state.db") as opened:
        yield opened


def poll(state: State, *entries: Entry, now: datetime = NOW, again: bool = False) -> None:
    state.polled("news", URL, Validators('"v1"'), entries, now, kind="feed", again=again)


def pending(state: State, now: datetime = NOW) -> list[str]:
    return [waiting.key for waiting in state.pending("news", now)]


def publish(state: State, entry: Entry, path: str) -> int:
    addresses = [entry.url] if entry.url else []
    article = reserve(state, path, entry.guid or "", addresses)
    state.settled("news", entry.guid or "", article.id, addresses, NOW, written=written(entry), new=True)
    return article.id


def reserve(state: State, path: str, key: str = "1", addresses: list[str] | None = None) -> Published:
    return state.reserve(
        url="u", source="news", key=key, title="One", path=PurePosixPath(path), addresses=addresses or [], now=NOW
    )


def written(entry: Entry, *, body: str = "<p>Text</p>", changed: bool = True) -> Written:
    return Written(
        "hash", Record(entry, "u", title="One", body=body), size=4, signature=Signature((1, -2)), changed=changed
    )


def test_what_a_source_lists_is_pending_until_it_is_settled(state: State) -> None:
    poll(state, FIRST, SECOND)
    assert pending(state) == ["1", "2"]
    publish(state, FIRST, "one.md")
    assert pending(state) == ["2"]


def test_an_unchanged_entry_is_not_pending_again_and_a_changed_one_is(state: State) -> None:
    poll(state, FIRST)
    publish(state, FIRST, "one.md")
    poll(state, FIRST)
    assert pending(state) == []
    poll(state, Entry(url=FIRST.url, guid="1", title="One, corrected"))
    assert pending(state) == ["1"]


def test_an_entry_in_which_only_tokens_change_is_not_pending_again(state: State) -> None:
    first, second = (
        Entry(
            url=f"https://news.example/1?utm_content={step}",
            guid="1",
            base=f"https://news.example/1?utm_content={step}",
            tags=["one", "two"][::step],
            image=f"https://cdn.example/1.jpg?sig={step}",
        )
        for step in (1, -1)
    )
    poll(state, first)
    publish(state, first, "one.md")
    poll(state, second)
    assert pending(state) == []


def test_entries_can_be_made_pending_again_although_they_did_not_change(state: State) -> None:
    poll(state, FIRST)
    publish(state, FIRST, "one.md")
    poll(state, FIRST, again=True)
    assert pending(state) == ["1"]


def test_an_entry_comes_back_as_it_went_in(state: State) -> None:
    entry = Entry(
        url="https://news.example/1",
        guid="1",
        title="“标题”\n",
        authors=["A", "B"],
        published=datetime(2022, 5, 26, 11, 38, 9, tzinfo=timezone(timedelta(hours=8))),
        updated=date(2022, 5, 27),
        content="<p>\u00a0</p> \n",
        enclosures=[Enclosure("https://news.example/a.mp3", "audio/mpeg", 3)],
    )
    poll(state, entry)
    (waiting,) = state.pending("news", NOW)
    assert waiting.entry == entry


def test_a_failed_entry_waits_for_its_time(state: State) -> None:
    poll(state, FIRST)
    state.failed("news", "1", "no article", NOW + timedelta(days=1), NOW)
    assert state.attempts("news", "1") == 1
    assert pending(state) == []
    assert pending(state, NOW + timedelta(days=1)) == ["1"]


def test_a_site_is_left_alone_as_long_as_it_asks_and_not_for_years_by_a_clock_that_was_wrong(state: State) -> None:
    poll(state)
    site, later = "https://news.example/", NOW + timedelta(days=1000)
    state.put_off("news", site, NOW + timedelta(hours=2), NOW)
    assert state.past("news", f"{site}feed", NOW).not_before == NOW + timedelta(hours=2)
    state.put_off("news", site, later + timedelta(hours=2), later)
    assert state.past("news", f"{site}feed", NOW).not_before is None


def test_an_entry_that_was_given_up_comes_back_when_it_changes(state: State) -> None:
    poll(state, FIRST)
    state.failed("news", "1", "gone", None, NOW)
    assert pending(state, NOW + timedelta(days=999)) == []
    poll(state, Entry(url=FIRST.url, guid="1", title="Back"))
    assert pending(state) == ["1"]
    assert state.attempts("news", "1") == 0


def test_validators_belong_to_an_address(state: State) -> None:
    poll(state)
    assert state.validators("news", URL) == Validators('"v1"')
    assert state.validators("news", "https://news.example/other") == Validators()


def test_validators_outlive_a_failed_poll(state: State) -> None:
    poll(state)
    state.poll_failed("news", URL, "no answer", NOW)
    assert state.validators("news", URL) == Validators('"v1"')


def test_an_article_is_found_by_its_entry_and_by_its_addresses(state: State) -> None:
    poll(state, FIRST)
    article = publish(state, FIRST, "one.md")
    for found in (state.article_of("news", "1"), state.article_at(["unknown", FIRST.url or ""])):
        assert found is not None
        assert (found.id, found.path, found.hash, found.first_seen) == (article, PurePosixPath("one.md"), "hash", NOW)
    assert state.article_of("news", "2") is None
    assert state.article_at(["unknown"]) is None


def test_a_name_is_taken_whatever_its_case(state: State) -> None:
    poll(state, FIRST)
    publish(state, FIRST, "News/One.md")
    assert state.is_taken(PurePosixPath("news/one.md"))
    assert not state.is_taken(PurePosixPath("news/two.md"))


def test_a_name_is_taken_in_any_folder_where_folders_do_not_count(state: State) -> None:
    poll(state, FIRST)
    publish(state, FIRST, "News/a_one.md")
    for path in ("a_one.md", "other/A_one.md"):
        assert state.is_taken(PurePosixPath(path), in_any_folder=True)
    for path in ("one.md", "aXone.md"):
        assert not state.is_taken(PurePosixPath(path), in_any_folder=True)
    assert not state.is_taken(PurePosixPath("other/a_one.md"))


def test_a_reserved_article_is_not_published_yet(state: State) -> None:
    reserved = reserve(state, "a.md")
    assert reserved.hash is None
    assert state.is_taken(PurePosixPath("a.md"))
    assert state.status("news", URL, NOW).total == 0


def test_status_counts_no_posts_that_are_none_any_more(state: State) -> None:
    poll(state, FIRST, SECOND)
    publish(state, FIRST, "one.md")
    state.withdrawn(publish(state, SECOND, "two.md"), "taken down", NOW)
    assert state.status("news", URL, NOW).total == 1


def test_status_tells_the_last_poll_and_what_is_wrong(state: State) -> None:
    poll(state, FIRST, SECOND)
    publish(state, FIRST, "one.md")
    state.failed("news", "2", "the server answered 404 Not Found", NOW, NOW)
    news, never = (state.status(name, URL, NOW) for name in ("news", "never polled"))
    assert (news.polled_at, news.new, news.total, news.pending) == (NOW, 1, 1, 1)
    assert news.error == "the server answered 404 Not Found"
    assert (never.polled_at, never.new, never.total, never.error) == (None, 0, 0, None)


def test_status_says_how_long_a_source_is_left_alone_and_nothing_of_it_once_that_is_over(state: State) -> None:
    again = [state.poll_failed("news", URL, "the server did not answer in time", NOW) for _ in range(4)][-1]
    assert again
    assert state.status("news", URL, NOW).left_alone_until == again
    assert state.status("news", URL, again).left_alone_until is None


def test_new_counts_since_the_last_poll(state: State) -> None:
    poll(state, FIRST)
    publish(state, FIRST, "one.md")
    state.not_modified("news", URL, NOW)
    assert state.status("news", URL, NOW).new == 0


def test_who_finds_the_state_being_written_waits_longer_than_any_transaction_takes(state: State) -> None:
    assert state._db.execute("PRAGMA busy_timeout").fetchone()[0] == 60_000


def test_a_transaction_that_fails_leaves_nothing_behind(state: State) -> None:
    def entries() -> Iterator[Entry]:
        yield FIRST
        raise RuntimeError("the document ended")

    with pytest.raises(RuntimeError):
        state.polled("news", URL, Validators('"v2"'), entries(), NOW, kind="feed")
    assert pending(state) == []
    assert state.validators("news", URL) == Validators()


def test_a_second_run_is_told_that_another_holds_the_state(state: State, tmp_path: Path) -> None:
    with pytest.raises(StateError, match="another run"):
        State(tmp_path / "state.db")


def test_a_reader_may_look_while_a_run_holds_the_state(state: State, tmp_path: Path) -> None:
    poll(state, FIRST)
    with State(tmp_path / "state.db", lock=False) as reader:
        assert reader.status("news", URL, NOW).pending == 1


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "state.db").write_bytes(b"this is no database, but it is long enough to be looked at" * 20)
    with pytest.raises(StateError, match=r"state\.db: cannot be used as state: file is not a database"):
        State(tmp_path / "state.db")


def test_a_newer_state_is_refused(tmp_path: Path) -> None:
    State(tmp_path / "state.db").close()
    with sqlite3.connect(tmp_path / "state.db") as db:
        db.execute("PRAGMA user_version = 999")
    with pytest.raises(StateError, match="upgrade the crawler"):
        State(tmp_path / "state.db")


def test_what_stands_in_the_way_of_a_state_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StateError, match=r"state\.db: cannot be used as state: .*/file is no folder"):
        State(tmp_path / "file" / "state.db")
    with pytest.raises(StateError, match="cannot be used as state: it is a folder"):
        State(tmp_path)


def test_what_hosts_allow_is_forgotten_once_it_stands_in_for_nothing(state: State) -> None:
    for number, day in enumerate((0, 20, 40)):
        robots = StoredRobots(state)  # of a run
        robots.put(f"https://{number}.example:443", RobotsRecord(NOW + timedelta(days=day), b"Disallow: /"))
    assert [robots.get(f"https://{number}.example:443") is None for number in range(3)] == [True, False, False]


def test_a_sources_file_that_cannot_be_looked_at_may_be_there(state: State, tmp_path: Path) -> None:
    state.listed_elsewhere(tmp_path / ("a" * 300), ["other"])
    assert state.listed_elsewhere(tmp_path / "sources.yaml", ["own"]) == {"other"}
