"""What sites do to their readers over the years, and what a careful editor keeps of it."""

from __future__ import annotations

import random

import pytest
from simulation.world import World, item, page

WORDS = (
    "harbour ladder winter copper lantern orchard ticket gravel piano bishop marble kettle barley ribbon engine velvet"
    " thunder cotton sparrow granite mirror chapel saddle pepper anchor willow tunnel candle meadow falcon"
).split()
TITLES = ("The orchard by the bridge", "A lantern for the chapel", "Gravel on the northern road", "What the falcon saw")


def text(seed: int, paragraphs: int = 5) -> list[str]:
    rng = random.Random(seed)
    return [f"The {' '.join(rng.choices(WORDS, k=24))} of the town." for _ in range(paragraphs)]


def put(world: World, number: int, path: str = "", *, dated: bool = True, **keys: str) -> str:
    shown = page(TITLES[number], text(number), **keys)
    if not dated:
        shown = shown.replace('<meta property="article:published_time" content="2026-01-05T06:00:00Z">', "")
    return world.site.put(path or f"/{number}", shown)


def front_page(world: World) -> str:
    cards = "".join(
        f"<div><h2><a href='{world.site.url}/{number}'>{title}</a></h2><p>{text(number + 50, 1)[0]}</p></div>"
        for number, title in enumerate(TITLES)
    )
    return f"<html><head><title>Town Paper</title></head><body><main><h1>Town Paper</h1>{cards}</main></body></html>"


CONSENT = (
    "<html><head><title>Before you continue</title></head><body><h1>We value your privacy</h1><p>We and our partners"
    " use cookies. Accept cookies for advertising and tracking, or manage consent for each of our partners.</p>"
)


@pytest.mark.parametrize("wall", ["front page", "one page", "consent"])
def test_a_week_in_which_every_address_gives_the_same_page_loses_and_spoils_nothing(world: World, wall: str) -> None:
    shown = {
        "front page": front_page(world),
        "one page": page("Town Paper", text(99)),
        "consent": CONSENT,
    }[wall]
    items = [item(TITLES[0], put(world, 0), "0")]
    world.sources({"name": "paper", "url": world.feed("/feed", *items)})
    world.run(0)
    for number in range(4):
        world.site.put(f"/{number}", shown)
    items += [item(TITLES[number], f"{world.site.url}/{number}", str(number)) for number in (1, 2, 3)]
    world.feed("/feed", *items)
    for day in (1, 2, 5, 7):
        world.run(day)
        assert len(world.posts) <= 2
    for number in range(4):
        put(world, number)
    for day in (13, 14, 20):
        world.run(day)
    written = "".join(post.read_text(encoding="utf-8") for post in world.posts)
    assert [written.count(text(number)[0]) for number in range(4)] == [1, 1, 1, 1], world.posts
    assert len(world.posts) == 4
    assert text(99)[0] not in written


def test_the_article_of_the_day_at_one_address_is_another_each_day(world: World) -> None:
    for day in range(3):
        link = put(world, day, "/today")
        world.sources({"name": "paper", "url": world.feed("/feed", item(TITLES[day], link, f"guid {day}"))})
        world.run(day)
    assert len(world.posts) == 3
    for number, post in enumerate(sorted(world.posts, key=lambda post: TITLES.index(matter_title(post.name)))):
        assert text(number)[0] in post.read_text(encoding="utf-8")


def matter_title(name: str) -> str:
    slugs = {title.lower().replace(" ", "-"): title for title in TITLES}
    return slugs[name.removesuffix(".md")[11:]]


@pytest.mark.parametrize("dated", [True, False])
def test_a_site_that_moves_as_a_whole_keeps_its_posts(world: World, dated: bool) -> None:
    """New addresses, new GUIDs, old addresses gone or led elsewhere; where pages have no date, too."""
    old = [item(TITLES[number], put(world, number, dated=dated), str(number)) for number in range(3)]
    world.sources({"name": "paper", "url": world.feed("/feed", *old)})
    world.run(0)
    names = world.posts
    for number in range(3):
        world.site.pages.pop(f"/{number}")
        put(world, number, f"/articles/{number}.html", dated=dated)
    world.site.put("/0", b"", status=301, headers={"Location": "/articles/0.html"}, validators=False)
    new = [item(TITLES[number], f"{world.site.url}/articles/{number}.html", f"urn:{number}") for number in range(3)]
    world.feed("/feed", *new)
    for day in (60, 61, 62, 63, 70):
        world.run(day)
    if not dated:
        names = sorted(names)
    assert world.posts == names


def test_a_live_blog_grows_and_its_title_changes_in_one_post(world: World) -> None:
    parts = text(7, 8)
    for hour in range(2, 9, 2):
        title = f"Election night: {hour} districts counted"
        world.site.put("/live", page(title, parts[8 - hour :]))
        world.sources({"name": "paper", "url": world.feed("/feed", item(title, world.site.url + "/live", "live"))})
        world.run(hour / 24)
    assert all(part in world.post for part in parts)
    assert world.matter["title"] == "Election night: 8 districts counted"
    assert str(world.matter["updated"]).startswith("2026-01-05")


def test_a_release_in_two_languages_is_two_posts_whatever_their_canonical_link_says(world: World) -> None:
    german = [paragraph.translate(str.maketrans("aeiou", "üöäöü")) for paragraph in text(3)]
    head = f'<link rel="canonical" href="{world.site.url}/en/x100">'
    links = [
        world.site.put(f"/{language}/x100", page("ACME X100", paragraphs, head=head))
        for language, paragraphs in (("en", text(3)), ("de", german))
    ]
    items = [item("ACME X100", link, link) for link in links]
    world.sources({"name": "acme", "url": world.feed("/feed", *items)})
    world.run(0)
    assert len(world.posts) == 2


def test_short_items_of_one_form_are_no_duplicates(world: World) -> None:
    def weather(town: str, high: int) -> list[str]:
        return [
            f"The weather in {town} stays mild, with highs of {high} degrees and light winds from the west over the bay.",
            "Towards evening clouds move in from the sea and some rain is possible along the coast before midnight.",
        ]

    for day, high in enumerate((11, 14, 12)):
        for name, town in (("north", "Norham"), ("south", "Sudbury")):
            shown = page(f"Weather for {town}", weather(town, high)).replace("2026-01-05", f"2026-01-{5 + day:02}")
            link = world.site.put(f"/{name}/{day}", shown)
            world.feed(f"/{name}.xml", item(f"Weather for {town}", link, f"{name} {day}"))
        world.sources(*({"name": name, "url": f"{world.site.url}/{name}.xml"} for name in ("north", "south")))
        world.run(day)
    assert len(world.posts) == 6


def test_entries_that_a_feed_drops_and_lists_again_are_no_new_posts(world: World) -> None:
    items = [item(TITLES[number], put(world, number), str(number)) for number in range(3)]
    world.sources({"name": "paper", "url": world.feed("/feed", *items)})
    world.run(0)
    world.feed("/feed", items[0])
    world.run(10)
    world.feed(
        "/feed", *(entry.replace("<guid isPermaLink='false'>", "<guid isPermaLink='false'>re-") for entry in items)
    )
    world.run(60)
    assert len(world.posts) == 3


def test_an_article_that_is_cut_in_two_keeps_its_text(world: World) -> None:
    link = world.site.put("/long", page(TITLES[0], text(0, 8)))
    world.sources({"name": "paper", "url": world.feed("/feed", item(TITLES[0], link, "0"))})
    world.run(0)
    world.site.put("/long", page(TITLES[0], text(0, 8)[:4]))
    world.run(1)
    world.run(2)
    assert all(paragraph in world.post for paragraph in text(0, 8))


def test_a_teaser_is_replaced_once_its_article_is_free(world: World) -> None:
    link = world.site.put("/paid", page(TITLES[0], [text(0)[0], "Subscribe to continue reading."]))
    world.sources({"name": "paper", "url": world.feed("/feed", item(TITLES[0], link, "0"))})
    world.run(0)
    put(world, 0, "/paid")
    world.run(1)
    world.run(2)
    assert all(paragraph in world.post for paragraph in text(0))
