"""What a step of a run costs does not grow with what was ever published: counted in steps of SQLite's machine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path, PurePosixPath

import pytest

from crawler.identity.likeness import Signature
from crawler.items import Entry
from crawler.network.conditional import Validators
from crawler.network.robots import RobotsRecord
from crawler.state import Looked, Record, State, Written
from crawler.state.robots import StoredRobots

NOW = datetime(2026, 1, 1, tzinfo=UTC)
LATER = NOW + timedelta(days=365)
URL = "https://news.example/feed"
FILE = "2026-01-01.warc.gz"
FEW, MANY = 20, 400

Step = Callable[[State], object]


def entry(number: int) -> Entry:
    return Entry(url=f"https://news.example/{number}", guid=f"{number:06}", title=f"Article {number}")


def poll(state: State, *entries: Entry, now: datetime = NOW) -> None:
    state.polled("news", URL, Validators(), entries, now, kind="feed")


def publish(state: State, number: int, bands: tuple[int, ...] = ()) -> int:
    listed = entry(number)
    addresses, key, now = [f"news.example/{number}"], listed.guid or "", NOW + timedelta(minutes=number)
    poll(state, listed, now=now)
    page = state.keep_page("news", key, listed.url or "", now, FILE, number * 100, 100, "digest")
    known = state.reserve(
        url=listed.url or "",
        source="news",
        key=key,
        title=listed.title or "",
        path=PurePosixPath(f"{number}.md"),
        addresses=addresses,
        now=now,
    )
    record = Record(listed, known.url, title=known.title, body="<p>Text</p>")
    written = Written("hash", record, 4, Signature(bands), changed=True, page=page)
    look = Looked(known.url, Validators(), LATER + timedelta(days=1))
    state.settled("news", key, known.id, addresses, now, written=written, looked=look, new=True)
    return known.id


@pytest.fixture(scope="module")
def states(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[State, State]]:
    """One with few posts, and one with many more."""
    with (
        State(tmp_path_factory.mktemp("few") / "state.db") as few,
        State(tmp_path_factory.mktemp("many") / "state.db") as many,
    ):
        for state, count in ((few, FEW), (many, MANY)):
            for number in range(1, count + 1):
                publish(state, number)
                state.keep_robots(f"https://{number}.example:443", NOW, b"Disallow:")
            poll(state, entry(999_998), now=NOW)
        yield few, many


def steps(state: State, step: Step) -> int:
    """The instructions of SQLite's virtual machine that a step takes."""
    taken = 0

    def count() -> None:
        nonlocal taken
        taken += 1

    state._db.set_progress_handler(count, 1)
    try:
        step(state)
    finally:
        state._db.set_progress_handler(None, 1)
    return taken


def test_when_articles_came_is_told_in_the_same_time_however_many_came_at_once(tmp_path: Path) -> None:
    taken = []
    for count in (FEW, MANY):
        with State(tmp_path / f"{count}.db") as state:
            for day in range(3):
                poll(state, *map(entry, range(day * count, (day + 1) * count)), now=NOW + timedelta(days=day))
            taken.append(steps(state, lambda state: state.arrivals("news")))
            assert state.arrivals("news") == [NOW + timedelta(days=day) for day in (2, 1, 0)]
    assert taken[1] <= 1.2 * taken[0]


def test_a_run_begins_on_a_back_catalogue_in_the_same_time_however_much_of_it_waits(tmp_path: Path) -> None:
    taken = []
    for count in (10 * FEW, 10 * MANY):
        with State(tmp_path / f"{count}.db") as state:
            poll(state, *(replace(entry(number), updated=NOW + timedelta(days=number)) for number in range(count)))
            begun: list[str] = []

            def begin(state: State, begun: list[str] = begun) -> None:
                waiting = state.pending("news", LATER, has_room=lambda: len(begun) < FEW)
                begun.extend(pending.key for pending in waiting)

            taken.append(steps(state, begin))
            assert begun == [f"{number:06}" for number in range(count - 1, count - 1 - FEW, -1)]
            assert state.count_new("news", begun, most=count) == count - FEW
    assert taken[1] <= 1.2 * taken[0]


@pytest.mark.parametrize(
    "step",
    [
        pytest.param(lambda state: list(state.pending("news", LATER)), id="what is pending"),
        pytest.param(lambda state: state.due_looks("news", LATER), id="what is to be looked at again"),
        pytest.param(lambda state: state.not_modified("news", URL, LATER), id="an answer that nothing has changed"),
        pytest.param(lambda state: poll(state, entry(1), entry(FEW)), id="entries that are known"),
        pytest.param(lambda state: poll(state, entry(999_999)), id="an entry that is new"),
        pytest.param(
            lambda state: state.put_off("news", "https://news.example/", LATER, NOW), id="a site that asks to wait"
        ),
        pytest.param(
            lambda state: state.poll_failed("news", URL, "blocked", LATER, blocked=True), id="a site that blocks"
        ),
        pytest.param(lambda state: state.end_of_pages(FILE), id="where a file of pages ends"),
        pytest.param(lambda state: state.knows_page(FILE, FEW * 100), id="which page lies at a place of its file"),
        pytest.param(lambda state: next(iter(state.posts())), id="the first of all posts"),
        pytest.param(
            lambda state: state.is_taken(PurePosixPath("new.md"), in_any_folder=True), id="a name in any folder"
        ),
    ],
)
def test_a_step_of_a_run_costs_the_same_after_years(states: tuple[State, State], step: Step) -> None:
    few, many = (steps(state, step) for state in states)
    assert few
    assert many <= 1.2 * few


def test_to_keep_what_a_host_allows_costs_the_same_whatever_is_kept(states: tuple[State, State]) -> None:
    few, many = map(_keep_two_robots, states)
    assert few
    assert many <= 1.2 * few


def _keep_two_robots(state: State) -> int:
    robots = StoredRobots(state)
    robots.put("https://first.example:443", RobotsRecord(NOW, b""))  # a run forgets old ones at its first
    return steps(state, lambda _: robots.put("https://second.example:443", RobotsRecord(NOW, b"")))


def test_a_text_is_compared_with_the_latest_only_of_many_that_are_like_it(tmp_path: Path) -> None:
    """Of a form that is filled in each day, say."""
    bands = tuple(range(16))
    taken = []
    with State(tmp_path / "state.db") as state:
        for number in range(1, 2 * MANY + 1):
            latest = publish(state, number, bands)
            if number in {MANY, 2 * MANY}:
                taken.append(steps(state, lambda state: state.articles_like(bands)))
                assert state.articles_like(bands)[0].id == latest
    assert taken[1] <= 1.2 * taken[0]
