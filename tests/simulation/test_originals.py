"""Canonical links that lead to another site: believed as far as sources and texts bear them out."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from simulation.world import World, item, page, rss
from support import Command, Site

TITLE = "Beekeepers count their losses after the frost"
TEXT = [
    "In the valleys of the south every third hive was found silent this week, the beekeepers' league said on Monday.",
    "Two nights of frost had followed three weeks of bloom, and the young queens had already begun to lay their eggs.",
    "The league asks gardeners to leave dandelions standing, since little else flowers now that the cherries are black.",
    "An agronomist from the capital called the demand sensible but doubted that lawns could feed a million of colonies.",
    "Insurers pay for hail and for theft, but not for cold, and a new colony costs as much as a good bicycle these days.",
    "The price of honey will rise by a fifth before autumn, traders expect, and imported glasses will fill the shelves.",
]
OTHER = [
    "Our casino has nine hundred machines, free drinks for newcomers, and a bonus that doubles whatever you bring along.",
    "Sign up with the code of the week and let our hosts lead you through tables where fortunes change hands nightly.",
    "Terms apply to all offers of this page, which may end without notice and cannot be combined with one another at all.",
]


@pytest.fixture
def agency() -> Iterator[Site]:
    """The site of the originals."""
    running = Site()
    yield running
    running.close()


def copy(world: World, name: str, text: list[str], original: str, title: str = "") -> dict[str, object]:
    """A source with an article whose page names an address of another site as canonical."""
    title = title or f"{name.title()}: hives fall silent"
    head = f'<link rel="canonical" href="{original}">'
    link = world.site.put(f"/{name}/bees", page(title, text, head=head))
    return {"name": name, "url": world.feed(f"/{name}.xml", item(title, link, "1"))}


def original(agency: Site, text: list[str] = TEXT) -> dict[str, object]:
    link = agency.put("/bees", page(TITLE, text))
    return {"name": "agency", "url": agency.put("/feed", rss(item(TITLE, link, "1")))}


def texts(world: World) -> list[str]:
    return [post.read_text(encoding="utf-8") for post in world.posts]


def test_copies_that_name_one_original_are_one_post(world: World, agency: Site, command: Command) -> None:
    named = agency.url + "/bees"
    one, two = copy(world, "east", TEXT[:4], named), copy(world, "west", [*TEXT[2:4], OTHER[0]], named)
    world.sources(one, two)
    world.run(0, only="east")
    world.run(0.1, only="west")
    assert world.matter["canonical_url"].endswith("/east/bees")
    assert world.matter["also_at"] == [world.site.url + "/west/bees"]
    assert "names" in command("why", world.site.url + "/east/bees").out


@pytest.mark.parametrize("first", ["agency", "copy"])
def test_the_original_has_the_post_whoever_comes_first_and_whoever_is_longer(
    world: World, agency: Site, first: str
) -> None:
    world.sources(original(agency, TEXT[:3]), copy(world, "copy", TEXT[:2] + OTHER, agency.url + "/bees"))
    world.run(0, only=first)
    name = world.posts
    world.run(0.1)
    world.run(1.2)
    assert world.posts == name
    assert TEXT[2] in world.post
    assert OTHER[0] not in world.post
    assert world.matter["also_at"] == [world.site.url + "/copy/bees"]


@pytest.mark.parametrize("first", ["agency", "copy"])
@pytest.mark.parametrize("title", [TITLE, "Win today"])
def test_a_page_that_names_somebody_elses_article_neither_hides_nor_replaces_it(
    world: World, agency: Site, first: str, title: str
) -> None:
    world.sources(original(agency), copy(world, "copy", OTHER * 3, agency.url + "/bees", title))
    world.run(0, only=first)
    world.run(0.1)
    world.run(1.2)
    kept = [text for text in texts(world) if all(part in text for part in TEXT)]
    assert len(world.posts) == 2
    assert len(kept) == 1
    assert OTHER[0] not in kept[0]
    assert "also_at" not in kept[0]


def test_an_original_that_no_source_has_changes_nothing(world: World, agency: Site) -> None:
    texts_of = {"east": TEXT[:3], "west": TEXT[3:], "north": OTHER}
    world.sources(*(copy(world, name, text, agency.url + "/section/nature") for name, text in texts_of.items()))
    world.run(0)
    assert len(world.posts) == 3
