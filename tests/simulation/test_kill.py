"""A run that is killed (SIGKILL) at its worst moments is healed by the next one."""

from __future__ import annotations

import shutil
from datetime import timedelta

import pytest
from simulation.world import BEGIN, World, item, page

from crawler.state import State

MOMENTS = {
    "the source's answer is stored": "crawler.state.State.polled",
    "a page is stored": "crawler.archive.Archive.store",
    "a name is reserved": "crawler.state.State.reserve",
    "the state knows what will be written": "crawler.state.State.writing",
    "the file is written": "crawler.publishing.files.write",
    "an article is settled": "crawler.state.State.settled",
}
OF_UPDATES = ("the state knows what will be written", "the file is written")


def text(number: int, ending: str = "") -> list[str]:
    return [
        f"In house number {number} of the long street a lamp burns every night, and nobody remembers who lights it.",
        f"The neighbours of house {number} have stopped asking, but they would miss it on the first dark evening.",
        f"On Sundays there is music behind the shutters of number {number}, a piano that has not been tuned for years.{ending}",
    ]


@pytest.fixture
def street(world: World) -> World:
    for number in (1, 2, 3):
        world.site.put(f"/{number}", page("The lamp", text(number)))
    items = [item("The lamp", f"{world.site.url}/{number}", f"g{number}") for number in (1, 2, 3)]
    world.sources({"name": "street", "url": world.feed("/feed", *items)})
    return world


def assert_whole(world: World, day: float, ending: str = "") -> None:
    assert sorted(post.name for post in world.posts) == [f"2026-01-05-the-lamp{end}.md" for end in ("-2", "-3", "")]
    written = "".join(post.read_text(encoding="utf-8") for post in world.posts)
    assert all(written.count(line) == 1 for number in (1, 2, 3) for line in text(number, ending))
    assert list(world.folder.rglob("*.tmp")) == []
    assert [note for note in world.said("note") if "edited" in note] == []
    assert world.run(day) == ["/feed"]


@pytest.mark.parametrize("moment", MOMENTS)
def test_new_posts_are_neither_lost_nor_doubled(street: World, moment: str) -> None:
    street.run_to_death(0, MOMENTS[moment])
    street.run(0.01)
    assert_whole(street, 0.02)


@pytest.mark.parametrize("moment", OF_UPDATES)
def test_updates_are_neither_lost_nor_taken_for_edits_by_hand(street: World, moment: str) -> None:
    street.run(0)
    for number in (1, 2, 3):
        street.site.put(f"/{number}", page("The lamp", text(number, " Last week it was tuned.")))
    street.run_to_death(8, MOMENTS[moment])
    street.run(8.01)
    assert_whole(street, 8.02, " Last week it was tuned.")


OF_TAKING_DOWN = (
    "state.State.taking_down",
    "editing.editor.Editor._remove",
    "state.State.withdrawn",
    "state.State.failed",
)


@pytest.mark.parametrize("moment", OF_TAKING_DOWN)
@pytest.mark.parametrize("day", [1.01, 40], ids=["look", "listed anew"])
def test_posts_whose_pages_forbid_them_are_taken_down_and_hooks_hear_of_it(
    world: World, moment: str, day: float
) -> None:
    def publish(title: str, robots: str) -> dict[str, object]:
        world.site.put("/1", page("The lamp", text(1), head=robots))
        return {"name": "street", "url": world.feed("/feed", item(title, f"{world.site.url}/1", "g1"))}

    source = publish("The lamp", "") | {"look_again": [1], "takedown": "remove", "takedown_on": ["noindex"]}
    world.sources(source)
    world.run(0)
    with State(world.folder / ".crawler/state.db") as state:
        state.tell("hook", state.untold("hook").upto)
    publish("The lamp" if day < 2 else "A lamp", "<meta name=robots content=noindex>")
    world.run_to_death(day, f"crawler.{moment}")

    told = world.run(day + 1) and world.said("note")
    assert world.posts == []
    assert [note for note in told if "by hand" in note] == []
    with State(world.folder / ".crawler/state.db") as state:
        assert state.untold("hook").removed == ("2026-01-05-the-lamp.md",)
        assert list(state.pending("street", BEGIN + timedelta(days=day + 1))) == []


def test_posts_that_were_all_away_are_restored_though_the_run_that_does_is_killed(street: World) -> None:
    street.run(0)
    before = {post: post.read_bytes() for post in street.posts}
    shutil.rmtree(street.folder / "output")
    street.feed("/feed")
    street.run_to_death(1, "crawler.state.State.rewritten", refetch="1")
    assert len(street.posts) == 1
    street.run(2)
    assert [note for note in street.said("note") if "deleted" in note] == []
    street.run(3, refetch="1")
    assert {post: post.read_bytes() for post in street.posts} == before
