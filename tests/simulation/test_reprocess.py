"""Stored pages read anew, and what the crawler says of an article when it is asked."""

from __future__ import annotations

import pytest
from simulation.world import World, item, page
from support import Command

TITLE = "Lighthouse keeper retires after forty winters"
TEXT = [
    "The keeper of the island's lighthouse put out the lamp for the last time on Sunday and rowed home in the dark.",
    "For forty winters he had written down every ship that passed, and the books now fill a wall of the town's library.",
    "A machine will light the lamp from now on, and the harbour's council will send somebody to look at it twice a year.",
]


@pytest.fixture
def island(world: World) -> World:
    feed = world.feed("/feed", item(TITLE, world.site.url + "/lamp", "lamp-1"))
    world.site.put("/lamp", page(TITLE, TEXT))
    world.sources({"name": "island", "url": feed})
    world.run(0)
    return world


def test_a_new_dialect_is_written_over_all_posts_without_any_request(island: World, command: Command) -> None:
    names = island.posts
    feed = island.site.url + "/feed"
    island.sources({"name": "island", "url": feed, "categories": ["Coast"]}, dialect="hexo")
    island.site.asked.clear()
    shown = command("reprocess", "--dry-run")
    assert "+disableNunjucks: true" in shown.out
    assert shown.out.endswith("0 same, 1 changed, 0 better, 0 worse, 0 lost, 0 edited, 0 no page\n")
    assert "disableNunjucks" not in island.post
    assert command("reprocess", "-q").code == 0
    assert island.posts == names
    assert island.matter["categories"] == ["Coast"]
    assert command("reprocess").out.startswith("1 same")
    assert island.site.asked == []
    assert island.run(0.5) == ["/feed"]


def test_names_that_a_new_dialect_passes_over_are_told_until_they_are_mended(island: World, command: Command) -> None:
    (post,) = island.posts
    bare = post.rename(post.with_name("lamp.md"))
    island.run(2)
    feed = island.site.url + "/feed"
    island.sources({"name": "island", "url": feed}, dialect="jekyll")
    assert "the names of 1 post have to begin with YYYY-MM-DD-" in command("reprocess").err
    renamed = bare.rename(bare.with_name("2026-01-05-lamp.html"))
    ended = command("reprocess")
    assert (ended.err, ended.out.startswith("1 same")) == ("", True)
    assert renamed.exists()


def test_posts_that_would_lose_and_edited_posts_are_left_as_they_are(island: World, command: Command) -> None:
    island.posts[0].write_text(island.post + "\nMy note.\n", encoding="utf-8")
    before = island.post
    island.sources({"name": "island", "url": island.site.url + "/feed", "categories": ["Coast"]})
    assert "1 edited" in command("reprocess").out
    assert island.post == before


def test_a_post_that_a_fault_of_the_crawlers_own_meets_is_left_as_it_is(island: World, command: Command) -> None:
    (island.folder / "flawed.py").write_text(
        "import crawler.pipelines.clean\nfrom crawler.__main__ import main\n\n"
        "def flawed(body, **named):\n    raise KeyError('pm.')\n\n"
        "if __name__ == '__main__':\n    crawler.pipelines.clean.clean = flawed\n    main()\n",
        encoding="utf-8",
    )
    before = island.post
    shown = command("reprocess", module="flawed")
    assert "a fault of the crawler's own: KeyError: 'pm.'" in shown.out
    assert "1 lost" in shown.out
    assert island.post == before


def test_a_post_that_was_saved_in_another_charset_is_one_that_was_edited(island: World, command: Command) -> None:
    before = island.post.encode() + b"\nCaf\xe9.\n"
    island.posts[0].write_bytes(before)
    island.sources({"name": "island", "url": island.site.url + "/feed", "categories": ["Coast"]})
    assert "1 edited" in command("reprocess").out
    assert island.posts[0].read_bytes() == before


def test_a_post_whose_page_is_not_kept_gets_the_new_dialect_all_the_same(island: World, command: Command) -> None:
    for file in (island.folder / ".crawler/pages").iterdir():
        file.unlink()
    island.sources({"name": "island", "url": island.site.url + "/feed", "categories": ["Coast"]})
    assert "1 no page" in command("reprocess").out
    assert TEXT[2] in island.post
    assert island.matter["categories"] == ["Coast"]


def test_no_page_that_is_kept_later_is_taken_for_one_that_is_not_kept_any_more(island: World, command: Command) -> None:
    island.sources({"name": "island", "url": island.site.url + "/feed"}, keep_pages=0)
    island.run(0.5)
    bridge = item("Bridge", island.site.url + "/bridge", "bridge-1")
    feed = island.feed("/feed", bridge, item(TITLE, island.site.url + "/lamp", "lamp-1"))
    island.site.put(
        "/bridge",
        page(
            "Bridge", ["The bridge across the river is closed until the spring, for its planks are to be replaced."] * 5
        ),
    )
    island.sources({"name": "island", "url": feed})
    island.run(0.6)
    assert command("reprocess").out.endswith("2 same, 0 changed, 0 better, 0 worse, 0 lost, 0 edited, 0 no page\n")


def test_a_post_keeps_its_date_where_its_page_shows_the_day_of_a_later_change(island: World, command: Command) -> None:
    later = "2026-02-20T10:00:00Z"
    changed = page(
        TITLE, [*TEXT, "The council has not."], head=f'<meta property="article:modified_time" content="{later}">'
    )
    island.site.put("/lamp", changed.replace("2026-01-05T06:00:00Z", later))
    island.run(50)
    assert (island.matter["date"].day, island.matter["updated"].day) == (5, 20)
    assert command("reprocess").out.startswith("1 same")
    assert island.matter["date"].day == 5


@pytest.mark.parametrize("rule", ["next_page", "single_page"])
def test_all_pages_of_an_article_are_read_again(world: World, command: Command, rule: str) -> None:
    def piece(text: list[str], more: str = "") -> str:
        return page(TITLE, text, extra=f"<p class=ad>Buy our lamp oil</p>{more}")

    later = TEXT if rule == "single_page" else TEXT[1:]
    world.site.put("/lamp", piece(TEXT[:1], "<a class=more href='/lamp?page=2'>More</a>"))
    world.site.put("/lamp?page=2", piece(later))
    feed = world.feed("/feed", item(TITLE, world.site.url + "/lamp"))
    rules = {"body": "article", rule: "a.more"}
    world.sources({"name": "island", "url": feed, "rules": rules})
    world.run(0)
    assert "lamp oil" in world.post
    world.sources({"name": "island", "url": feed, "rules": rules | {"strip": [".ad", ".more"]}})
    ended = command("reprocess", "-q")
    assert "1 changed" in ended.out, ended.out
    assert "lamp oil" not in world.post
    assert [world.post.count(text) for text in TEXT] == [1, 1, 1]
    assert world.matter["canonical_url"] == world.site.url + "/lamp"


def test_the_history_of_an_article_shows_each_version_and_what_changed(island: World, command: Command) -> None:
    island.site.put("/lamp", page(TITLE, [TEXT[0], TEXT[1].replace("forty", "forty-one"), TEXT[2]]))
    island.run(1)
    island.site.put("/lamp", page(TITLE, TEXT[:1]))
    island.run(2)
    shown = command("history", island.site.url + "/lamp?utm_source=x").out.splitlines()
    heads = [line for line in shown if line[0].isdigit()]
    assert [head.rpartition("  ")[2].partition(":")[0] for head in heads] == ["published", "published", "not published"]
    assert any(line.startswith("+") and "forty-one winters" in line for line in shown)
    assert command("history", "--list", island.posts[0]).out.splitlines() == heads


def test_why_shows_a_title_as_it_is_written_but_for_what_steers_a_terminal(world: World, command: Command) -> None:
    title = "کتاب\u200cها for the 👩\u200d🚀"
    world.sources({"name": "a", "url": world.feed("/feed", item(f"{title}\u202e", world.site.url + "/book"))})
    world.run(0)
    assert command("why", world.site.url + "/book").out.splitlines()[0].endswith(f": {title}")


def test_why_tells_where_an_article_came_from_and_where_it_went(island: World, command: Command) -> None:
    for address in (island.site.url + "/lamp", "lamp-1", str(island.posts[0])):
        told = command("why", address).out
        for part in ("listed by island", "key lamp-1", str(island.posts[0]), "next look", "title from", ".warc.gz"):
            assert part in told, (address, told)


def test_why_tells_what_kept_an_article_from_being_published(island: World, command: Command) -> None:
    island.site.put("/empty", "<html><body></body></html>")
    island.feed("/feed", item("Empty", island.site.url + "/empty"))
    island.run(0.1)
    told = command("why", island.site.url + "/empty").out
    assert "tried once" in told
    assert "no article" in told
    assert "next try" in told


def test_why_says_when_it_knows_nothing(island: World, command: Command) -> None:
    ended = command("why", "https://unheard.example/")
    assert (ended.code, ended.out) == (1, "")
    assert "no source has listed it" in ended.err
