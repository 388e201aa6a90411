"""Entries of feeds without GUIDs that share a link are told apart from one poll to the next, and what entries say."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from crawler.identity import Identity
from crawler.identity.entries import KnownEntry, Matched, fingerprint, match, said
from crawler.identity.stories import title_key
from crawler.items import Enclosure, Entry

LINK = "https://status.example.org/"


class Memory:
    """What a source's polls leave behind."""

    def __init__(self) -> None:
        self.entries: dict[str, KnownEntry] = {}

    def poll(self, *entries: Entry, identity: Identity = Identity.AUTO, distrust: str | None = None) -> Matched:
        by_address = {known.address: known for known in self.entries.values() if known.address}
        matched = match(
            entries, identity=identity, distrust=distrust, by_key=self.entries.get, by_address=by_address.get
        )
        for listed in matched.entries:
            mark = fingerprint(said(listed.entry))
            self.entries[listed.key] = KnownEntry(listed.key, listed.address, listed.entry.title, None, mark)
        return matched


def incident(number: int, text: str = "") -> Entry:
    return Entry(url=LINK, title=f"Incident {number}", content=text or f"<p>The bridge was closed {number} times.</p>")


def test_each_of_them_stays_what_it_is() -> None:
    memory = Memory()
    first, second, third = (incident(number) for number in (1, 2, 3))
    memory.poll(third, second, first)
    assert len(memory.entries) == 3
    memory.poll(incident(4), third, second, incident(1, "<p>The bridge is open.</p>"))
    assert len(memory.entries) == 4


@pytest.mark.parametrize(
    "link", ["http://status.example.org/", f"{LINK}?utm_source=rss", "https://www.status.example.org"]
)
def test_each_of_them_stays_what_it_is_though_their_link_is_spelt_otherwise(link: str) -> None:
    memory = Memory()
    storms = [Entry(url=LINK, title="Storm warning", content=f"Force {force}.") for force in (9, 10)]
    memory.poll(*storms, incident(1))
    memory.poll(*(replace(entry, url=link) for entry in (incident(2), *storms, incident(1))))
    assert len(memory.entries) == 4


def test_each_of_them_stays_what_an_earlier_release_took_it_for() -> None:
    memory = Memory()
    storms = [Entry(url=LINK, title="Storm warning", content=f"Force {force}.") for force in (9, 10)]
    alike = fingerprint(f"{LINK}\0{title_key('Storm warning')}\0")
    former = [fingerprint(f"{alike}\0{storm.content}") for storm in storms]
    former.append(fingerprint(f"{LINK}\0{title_key('Incident 1')}\0"))
    memory.entries = {key: KnownEntry(key, None, None, None, "") for key in former}
    matched = memory.poll(*storms, incident(1, "<p>The bridge is open.</p>"), incident(2))
    assert [listed.key for listed in matched.entries][:3] == former
    assert len(memory.entries) == 4


def test_those_that_are_titled_alike_are_told_apart_by_their_texts_and_stay_what_they_are() -> None:
    memory = Memory()
    storms = [Entry(url=LINK, title="Storm warning", content=f"Force {force}.") for force in (9, 10, 11)]
    memory.poll(storms[1], incident(1), storms[0])
    assert len(memory.entries) == 3
    known = list(memory.entries)
    matched = memory.poll(storms[2], storms[1], incident(1), storms[0])
    assert [listed.key for listed in matched.entries][1:] == known
    assert [listed.key for listed in memory.poll(incident(1), storms[0]).entries] == known[1:]
    assert len(memory.entries) == 4


def test_a_guid_that_is_the_page_they_share_does_not_make_them_one() -> None:
    memory = Memory()
    incidents = [replace(incident(number), guid=LINK) for number in range(5)]
    memory.poll(incidents[0])
    matched = memory.poll(*incidents[2::-1])
    assert matched.distrust == f"GUID {LINK!r} stands for several articles"
    memory.poll(*incidents[::-1], distrust=matched.distrust)
    memory.poll(incidents[4], distrust=matched.distrust)
    assert [known.title for known in memory.entries.values()] == [f"Incident {number}" for number in (0, 2, 1, 4, 3)]


def test_an_article_that_a_feed_lists_once_more_when_it_changed_is_one() -> None:
    memory = Memory()
    first = replace(incident(1), guid="tag:example.org,2026:1", published=datetime(2026, 1, 5, 8, tzinfo=UTC))
    matched = memory.poll(replace(first, title="The bridge is open", content="<p>All is well again.</p>"), first)
    assert matched.distrust is None
    assert list(memory.entries) == [first.guid]


def test_one_that_had_the_title_for_itself_stays_what_it_is() -> None:
    memory = Memory()
    storms = [Entry(url=LINK, title="Storm warning", content=f"Force {force}.") for force in (9, 10, 11)]
    memory.poll(incident(1), storms[0])
    first = list(memory.entries)
    assert [listed.key for listed in memory.poll(storms[1], incident(1), storms[0]).entries][1:] == first
    assert [listed.key for listed in memory.poll(storms[2], storms[1], storms[0]).entries][2:] == first[1:]
    assert len(memory.entries) == 4


def test_one_that_had_the_link_for_itself_stays_what_it_is() -> None:
    memory = Memory()
    memory.poll(incident(1))
    memory.poll(incident(2), incident(1))
    assert [known.title for known in memory.entries.values()] == ["Incident 1", "Incident 2"]


def test_the_last_that_is_left_stays_what_it_is() -> None:
    memory = Memory()
    memory.poll(incident(2), incident(1))
    (left,) = memory.poll(incident(2)).entries
    assert left.shares_link
    assert len(memory.entries) == 2


def test_untitled_notes_are_told_apart_by_their_texts() -> None:
    memory = Memory()
    memory.poll(*(Entry(url=LINK, summary=f"Train {number} is late.") for number in (1, 2, 3)))
    assert len(memory.entries) == 3


def test_an_article_that_is_listed_under_two_titles_is_one() -> None:
    memory = Memory()
    matched = memory.poll(
        *(Entry(url=LINK, title=title, summary="The bridge is open.") for title in ("Open", "Closed"))
    )
    assert not any(listed.shares_link for listed in matched.entries)


def test_where_the_link_is_to_decide_they_are_one_article() -> None:
    matched = Memory().poll(incident(2), incident(1), identity=Identity.LINK)
    assert [listed.address for listed in matched.entries] == ["status.example.org/"] * 2


HERON = Entry(
    url="https://news.example/heron?utm_content=1",
    guid="1",
    title="A heron in the park",
    summary='<p>It stood for hours.</p><img src="//pix.example/p.gif?r=1"><a href="/heron#c">3 comments</a>',
    tags=["birds", "park"],
    image="https://cdn.example/heron.jpg?sig=1",
    enclosures=[Enclosure("https://cdn.example/heron.mp3?token=1", "audio/mpeg", 1)],
    base="https://news.example/heron?utm_content=1",
)


@pytest.mark.parametrize(
    "noise",
    [
        {"url": "https://news.example/heron?utm_content=2", "base": "https://news.example/heron?utm_content=2"},
        {"guid": "2"},
        {"summary": HERON.summary and HERON.summary.replace("r=1", "r=2")},
        {"summary": HERON.summary and HERON.summary.replace("3 comments", "12 comments")},
        {"summary": HERON.summary and HERON.summary.replace("<p>", '<p class="n2">')},
        {"tags": ["park", "birds"]},
        {"image": "https://cdn.example/heron.jpg?sig=2"},
        {"enclosures": [Enclosure("https://cdn.example/heron.mp3?token=2", "audio/mpeg", 2)]},
    ],
)
def test_an_entry_says_the_same_while_tokens_and_counters_change(noise: dict[str, object]) -> None:
    assert said(replace(HERON, **noise)) == said(HERON)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "news",
    [
        {"title": "Two herons in the park"},
        {"summary": HERON.summary and HERON.summary.replace("hours", "days")},
        {"summary": HERON.summary and HERON.summary.replace("p.gif", "heron.jpg")},
        {"content": "<p>It stood for hours.</p>"},
        {"tags": ["birds"]},
        {"authors": ["Ada Finch"]},
        {"image": "https://cdn.example/herons.jpg"},
    ],
)
def test_an_entry_says_something_else_where_a_reader_sees_it(news: dict[str, object]) -> None:
    assert said(replace(HERON, **news)) != said(HERON)  # type: ignore[arg-type]


@pytest.mark.parametrize("markup", ["<" * 1_000_000, ' href="' * 200_000, ">" + " " * 1_000_000, "<a href='" * 200_000])
def test_what_no_entry_says_is_read_at_once(markup: str) -> None:
    began = time.process_time()
    said(Entry(content=markup))
    assert time.process_time() - began < 1
