"""Sources that fail or fall silent, over simulated time."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from itertools import pairwise

import pytest
from simulation.world import World, item, page, rss
from support import Answer, Command, Site

TEXT = [
    "The bridge was closed for a night, and the ferryman was asked to come back for as long as it took to mend it.",
    "He had sold his boat in the autumn, but its new owner lent it to him, with the engine and the lamp and the bell.",
]


def daily(world: World, day: int) -> None:
    world.site.put(f"/{day}", page(f"Day {day}", [f"{text} It was day {day}." for text in TEXT]))
    world.feed(
        "/feed", *(item(f"Day {number}", f"{world.site.url}/{number}", str(number)) for number in range(day + 1))
    )
    world.run(day)


def test_a_failing_source_is_asked_ever_more_rarely_and_never_forgotten(world: World) -> None:
    url = world.site.url + "/feed"
    world.site.pages["/feed"] = Answer(b"", 500)
    world.sources({"name": "news", "url": url})
    hours = [hour for hour in range(24 * 7) if world.run(hour / 24)]
    gaps = [later - earlier for earlier, later in pairwise(hours)]
    assert gaps == sorted(gaps)
    assert gaps[:3] == [1, 1, 1]
    assert gaps[-1] == 48
    assert world.run(7, only="news"), "one that is named is asked at once"
    world.feed("/feed")
    assert world.run(20) == ["/feed"]
    assert world.run(20.01) == ["/feed"], "one that has recovered is asked each time"


def test_a_feed_that_is_gone_is_asked_again_like_others_for_days_and_then_each_month(world: World) -> None:
    url = world.site.url + "/feed"
    world.site.pages["/feed"] = Answer(b"", 410)
    world.sources({"name": "news", "url": url})
    days = [hour / 24 for hour in range(0, 24 * 80, 6) if world.run(hour / 24)]
    assert days[:4] == [0, 0.25, 0.5, 0.75]
    assert 3 <= days[-3] <= 6
    assert [later - earlier for earlier, later in pairwise(days[-3:])] == [30, 30]
    world.feed("/feed")
    assert world.run(days[-1] + 30) == ["/feed"]
    assert world.run(days[-1] + 30.01) == ["/feed"], "one that is back is asked each time"


def test_a_feed_that_is_gone_once_after_days_of_other_failures_is_asked_again_like_others(world: World) -> None:
    world.sources({"name": "news", "url": world.site.put("/feed", "", status=500)})
    days = [hour / 24 for hour in range(0, 24 * 6, 6) if world.run(hour / 24)]
    world.site.pages["/feed"] = Answer(b"", 410)
    gone = next(day / 4 for day in range(24, 40) if world.run(day / 4))
    assert gone - days[-1] <= 2
    assert any(world.run(gone + hour / 24) for hour in range(6, 24 * 3, 6))


def test_an_article_is_not_given_up_for_other_pages_of_its_host_that_fail_before_it_is_asked_for(world: World) -> None:
    broken = [item(f"Page {number}", world.site.put(f"/{number}", "", status=500)) for number in range(20)]
    dated = "<pubDate>Mon, 05 Jan 2026 06:00:00 GMT</pubDate>"
    good = item("The heron comes back", world.site.put("/heron", page("The heron comes back", TEXT)), extra=dated)
    world.sources({"name": "news", "url": world.feed("/feed", good, *broken)})
    assert "/heron" not in world.run(0)
    assert "The heron comes back" not in str(world.said("failed"))
    assert any("more wait for the next runs" in note for note in world.said("note"))
    for day in range(1, 10):
        world.run(day)
    assert len(world.posts) == 1


def test_an_article_whose_host_is_down_for_weeks_is_asked_for_ever_more_rarely_and_never_given_up(world: World) -> None:
    far = Site()
    port = int(far.url.rpartition(":")[2])
    items = [item(f"Day {number}", f"{far.url}/{number}") for number in range(3)]
    world.sources({"name": "planet", "url": world.feed("/feed", *items)})
    far.put("/robots.txt", "", status=500)
    for hour in range(0, 24 * 14, 6):
        world.run(hour / 24)
    assert 10 < len(far.asked) < 20, "its robots.txt, once a run"
    far.asked.clear()
    far.pages = {f"/{number}": Answer(b"", 503) for number in range(3)}
    for hour in range(0, 24 * 14, 6):
        world.run(30 + hour / 24)
    assert 3 * 10 < len(far.paths()) < 3 * 20, "each of them, for its rules are known"
    far.close()
    for hour in range(0, 24 * 14, 6):
        world.run(60 + hour / 24)
    assert world.posts == []
    far = Site(port)
    for number in range(3):
        far.put(f"/{number}", page(f"Day {number}", [f"{text} It was day {number}." for text in TEXT]))
    world.run(76)
    far.close()
    assert len(world.posts) == 3


def test_an_article_whose_page_fails_while_its_host_works_is_given_up(world: World) -> None:
    world.sources({"name": "news", "url": world.feed("/feed", item("A", world.site.put("/a", "", status=503)))})
    assert sum("/a" in world.run(day) for day in range(30)) == 11


SCRIPT = "<html><title>App</title><script src=a.js></script><div id=root></div><noscript>You need to enable JavaScript to run this app.</noscript></html>"
NOTE = "The ferry does not go today: it waits at the pier with a bent propeller, and the diver comes in the afternoon."


def note(world: World, content: str = NOTE, summary: str = "The ferry does not go today.") -> None:
    carried = f"<description>{summary}</description><content:encoded>{content}</content:encoded>"
    entry = item("No ferry", f"{world.site.url}/note", extra=carried)
    document = rss(entry).replace("<rss ", '<rss xmlns:content="http://purl.org/rss/1.0/modules/content/" ')
    world.sources({"name": "pier", "url": world.site.put("/feed", document), "look_again": []})


def forbid(world: World) -> None:
    world.site.put("/robots.txt", "User-agent: *\nDisallow: /note", content_type="text/plain")


@pytest.mark.parametrize(
    ("days", "harm"),
    [
        ([0], forbid),
        ([0], lambda world: world.site.put("/note", SCRIPT)),
        (range(15), lambda world: world.site.put("/note", "", status=404)),
    ],
    ids=["robots.txt forbids it", "it needs JavaScript", "it is not there for days"],
)
def test_a_note_is_published_as_its_feed_has_it_where_its_page_cannot_be_had(
    world: World, days: Iterable[int], harm: Callable[[World], object]
) -> None:
    note(world)
    harm(world)
    for day in days:
        assert world.posts == []
        world.run(day)
    assert NOTE in world.post
    world.run(20)
    assert (NOTE in world.post, world.said("failed")) == (True, [])


@pytest.mark.parametrize(
    "harm",
    [
        forbid,
        lambda world: world.site.put("/note", SCRIPT),
        lambda world: world.site.put("/note", "", status=404),
    ],
    ids=["robots.txt forbids it", "it needs JavaScript", "it is not there"],
)
def test_a_note_whose_page_cannot_be_had_is_kept_up_to_date_as_its_feed_has_it(
    world: World, harm: Callable[[World], object]
) -> None:
    note(world)
    harm(world)
    for day in range(16):
        world.run(day)
    note(world, f"{NOTE} It goes again at noon.")
    for day in range(20, 36):
        world.run(day)
        assert NOTE in world.post
    assert "at noon" in world.post


def test_a_note_takes_no_place_of_a_post_of_its_page_after_the_state_was_lost(world: World, command: Command) -> None:
    note(world)
    config = json.loads(world.file.read_text(encoding="utf-8")) | {"keep_pages": 0}
    world.file.write_text(json.dumps(config), encoding="utf-8")
    world.site.put("/note", page("No ferry", TEXT))
    world.run(0)
    post = world.post
    assert NOTE not in post
    for file in (world.folder / ".crawler").glob("state.db*"):
        file.unlink()
    assert command("rebuild", "--trust").code == 0
    forbid(world)
    world.run(2)
    assert world.post == post


def test_a_note_whose_page_cannot_be_had_fails_for_no_other_source_that_lists_it_anew(world: World) -> None:
    note(world)
    forbid(world)
    sources = json.loads(world.file.read_text(encoding="utf-8"))["sources"]
    again = world.site.put("/again", world.site.pages["/feed"].body)
    world.sources(*sources, {"name": "again", "url": again})
    world.run(0)
    post = world.post
    world.site.put("/again", world.site.pages["/feed"].body.replace(b"No ferry", b"No ferry today"))
    world.run(1)
    assert (world.said("failed"), world.post) == ([], post)


def test_a_note_whose_page_cannot_be_had_is_published_though_the_run_was_killed_before_it_wrote_it(
    world: World,
) -> None:
    note(world)
    forbid(world)
    world.run_to_death(0, "crawler.state.State.reserve")
    assert world.posts == []
    world.run(1)
    assert NOTE in world.post


@pytest.mark.parametrize(
    ("told", "harm"),
    [
        ({"content": "The ferry does not go today: it waits at the pier …"}, forbid),
        ({"summary": NOTE}, forbid),
        ({}, lambda world: world.site.put("/note", "", status=410)),
    ],
    ids=["it is a teaser", "it says no more than the summary", "it was taken back"],
)
def test_what_may_be_no_article_is_not_published_where_the_page_cannot_be_had(
    world: World, told: dict[str, str], harm: Callable[[World], object]
) -> None:
    note(world, **told)
    harm(world)
    for day in range(16):
        world.run(day)
    assert world.posts == []


def test_a_source_that_falls_silent_is_named_once(world: World, command: Command) -> None:
    heard = world.folder / "heard.json"
    listener = f"import sys, pathlib; pathlib.Path({str(heard)!r}).write_bytes(sys.stdin.buffer.read())"
    world.sources(
        {"name": "daily", "url": world.site.url + "/feed"}, on_trouble=[{"command": [sys.executable, "-c", listener]}]
    )
    for day in range(8):
        daily(world, day)
    world.run(11)
    assert "nothing new" not in command("status").out
    world.run(14)
    told = command("status").out
    assert "nothing new since" in told
    assert "every 24 hours" in told
    assert command("run").code == 0
    (trouble,) = json.loads(heard.read_text(encoding="utf-8"))["troubles"]
    assert (trouble["source"], trouble["what"]) == ("daily", "silent")
    heard.unlink()
    assert command("run").code == 0
    assert not heard.exists()
