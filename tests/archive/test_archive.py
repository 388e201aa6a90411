"""Pages kept as they were fetched, in files that other tools read."""

from __future__ import annotations

import gc
import random
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from crawler.archive import Archive, whole_pages
from crawler.items import Entry
from crawler.state import State

NOW = datetime(2026, 1, 5, 12, tzinfo=UTC)
URL = "https://news.example/fog"
HEADERS = [("Content-Type", "text/html; charset=gb2312"), ("Content-Encoding", "gzip"), ("Set-Cookie", "id=1")]


@pytest.fixture
def state(tmp_path: Path) -> Iterator[State]:
    with State(tmp_path / "state.db") as opened:
        yield opened


@pytest.fixture
def archive(state: State, tmp_path: Path) -> Iterator[Archive]:
    opened = Archive(tmp_path / "pages", state)
    yield opened
    opened.close()


def store(archive: Archive, body: bytes, *, key: str = "1", now: datetime = NOW) -> int:
    return archive.store(URL, "200 OK", HEADERS, body, source="news", key=key, entry=Entry(url=URL, title=key), now=now)


def test_a_page_comes_back_as_it_was_fetched(archive: Archive) -> None:
    pages = [store(archive, f"<p>雾 {number}</p>".encode("gb2312"), key=str(number)) for number in range(3)]
    for number, page in enumerate(pages):
        loaded = archive.load(page)
        assert loaded
        assert (loaded[0].url, loaded[0].body) == (URL, f"<p>雾 {number}</p>".encode("gb2312"))
        assert loaded[1] == "text/html; charset=gb2312"


def test_pages_that_are_read_leave_nothing_in_memory(archive: Archive) -> None:
    pages = [store(archive, random.Random(number).randbytes(50_000), key=str(number)) for number in range(21)]

    def read(some: list[int]) -> None:
        for page in some:
            assert archive.load(page)
            assert archive.found(page)

    read(pages[:1])  # loads what is needed
    gc.disable()  # it comes late where there is much else to look through
    tracemalloc.start()
    try:
        read(pages[1:])
        left, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
        gc.enable()
    assert left < 20 * 10_000


def test_other_tools_read_the_files(archive: Archive, tmp_path: Path) -> None:
    store(archive, b"<p>Fog</p>")
    (file,) = (tmp_path / "pages").iterdir()
    assert file.name == "2026-01-05.warc.gz"
    with file.open("rb") as opened:
        records = [
            (record.rec_type, record.rec_headers.get_header("WARC-Target-URI"), record.content_stream().read())
            for record in ArchiveIterator(opened, check_digests=True)
        ]
    assert [kind for kind, _, _ in records] == ["warcinfo", "response", "metadata"]
    assert records[1][1:] == (URL, b"<p>Fog</p>")


def test_a_page_that_has_not_changed_is_kept_once(archive: Archive) -> None:
    assert store(archive, b"<p>Fog</p>") == store(archive, b"<p>Fog</p>", now=NOW + timedelta(days=1))
    assert store(archive, b"<p>Fog</p>", key="2") != store(archive, b"<p>Mist</p>", key="2")


def test_cookies_are_not_kept(archive: Archive, tmp_path: Path) -> None:
    store(archive, b"<p>Fog</p>")
    with (tmp_path / "pages" / "2026-01-05.warc.gz").open("rb") as opened:
        heads = [record.http_headers for record in ArchiveIterator(opened) if record.http_headers]
    assert [head.get_header("Set-Cookie") for head in heads] == [None]


def test_what_a_killed_run_left_half_written_is_cut_off(archive: Archive, state: State, tmp_path: Path) -> None:
    first = store(archive, b"<p>Fog</p>")
    archive.close()
    with (tmp_path / "pages" / "2026-01-05.warc.gz").open("ab") as file:
        file.write(b"\x1f\x8b\x08 half a record")
    again = Archive(tmp_path / "pages", state)
    second = store(again, b"<p>Mist</p>", key="2")
    again.close()
    assert [loaded[0].body for page in (first, second) if (loaded := again.load(page))] == [
        b"<p>Fog</p>",
        b"<p>Mist</p>",
    ]
    with (tmp_path / "pages" / "2026-01-05.warc.gz").open("rb") as opened:
        assert len(list(ArchiveIterator(opened))) == 5


@pytest.mark.parametrize("kept", [1, 0])
def test_a_file_that_is_shorter_than_the_state_has_it_goes_on_after_what_is_whole(
    archive: Archive, state: State, tmp_path: Path, kept: int
) -> None:
    file = tmp_path / "pages" / "2026-01-05.warc.gz"
    store(archive, b"<p>Fog</p>")
    ends = [0, file.stat().st_size]
    store(archive, b"<p>Mist</p>", key="2")
    archive.close()
    with file.open("r+b") as opened:
        opened.truncate(ends[kept] + 50 * kept)
    again = Archive(tmp_path / "pages", state)
    for key, body in (("2", b"<p>Mist</p>"), ("3", b"<p>Rain</p>")):
        loaded = again.load(store(again, body, key=key))
        assert loaded
        assert loaded[0].body == body
    again.close()
    assert [found.key for found in whole_pages(tmp_path / "pages")] == ["1"] * kept + ["2", "3"]


@pytest.mark.parametrize("harm", ["removed", "cut", "overwritten"])
def test_a_harmed_file_gives_no_page(archive: Archive, tmp_path: Path, harm: str) -> None:
    page = store(archive, b"<p>Fog</p>" * 100)
    archive.close()
    file = tmp_path / "pages" / "2026-01-05.warc.gz"
    whole = file.read_bytes()
    if harm == "removed":
        file.unlink()
    else:
        file.write_bytes(whole[: len(whole) // 2] if harm == "cut" else b"x" * len(whole))
    assert archive.load(page) is None


def names(folder: Path) -> list[str]:
    return sorted(file.name[:10] for file in (folder / "pages").iterdir())


def test_old_files_are_removed(archive: Archive, tmp_path: Path) -> None:
    old = store(archive, b"<p>Fog</p>")
    new = store(archive, b"<p>Mist</p>", now=NOW + timedelta(days=30))
    archive.expire(10, NOW + timedelta(days=31))
    assert archive.load(old) is None
    assert archive.load(new)
    assert names(tmp_path) == ["2026-02-04"]
    archive.expire(0, NOW + timedelta(days=31))
    assert names(tmp_path) == []


def test_a_clock_that_is_years_ahead_for_a_day_removes_nothing(archive: Archive, tmp_path: Path) -> None:
    store(archive, b"<p>Fog</p>")
    for hour in range(3):
        store(archive, b"%d" % hour, now=datetime(2036, 1, 1, hour, tzinfo=UTC))
        archive.expire(365, datetime(2036, 1, 1, hour, tzinfo=UTC))
    store(archive, b"<p>Mist</p>", now=NOW + timedelta(days=1))
    archive.expire(365, NOW + timedelta(days=1))
    assert names(tmp_path) == ["2026-01-05", "2026-01-06", "2036-01-01"]


def test_a_page_that_a_killed_run_did_not_come_to_note_is_not_stored_again(
    archive: Archive, state: State, tmp_path: Path
) -> None:
    store(archive, b"<p>Fog</p>")
    archive.close()
    whole = (tmp_path / "pages" / "2026-01-05.warc.gz").read_bytes()
    state.forget_pages("2026-01-05.warc.gz")
    again = Archive(tmp_path / "pages", state)
    page = store(again, b"<p>Fog</p>", now=NOW + timedelta(minutes=5))
    again.close()
    assert again.load(page)
    assert (tmp_path / "pages" / "2026-01-05.warc.gz").read_bytes() == whole


def test_files_tell_what_their_pages_are_and_a_state_that_knows_none_of_them_keeps_them(
    archive: Archive, tmp_path: Path
) -> None:
    store(archive, b"<p>Fog</p>")
    archive.close()
    file = tmp_path / "pages" / "2026-01-05.warc.gz"
    with file.open("ab") as half:
        half.write(b"\x1f\x8b\x08 half a record")
    with State(tmp_path / "new.db") as state:
        again = Archive(tmp_path / "pages", state)
        store(again, b"<p>Mist</p>", key="2")
        again.close()
    found = list(whole_pages(tmp_path / "pages"))
    assert [(page.url, page.source, page.key, page.entry.title, page.fetched) for page in found] == [
        (URL, "news", key, key, NOW) for key in ("1", "2")
    ]
    with State(tmp_path / "newest.db") as state:
        for page in found:
            kept = state.keep_page("news", page.key, URL, NOW, page.file, page.offset, page.length, page.digest)
            assert Archive(tmp_path / "pages", state).load(kept)
