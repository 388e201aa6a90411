"""A run that is killed (SIGKILL) at its worst moments is healed by the next one."""

from __future__ import annotations

import pytest
from simulation.world import World, item, page

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
