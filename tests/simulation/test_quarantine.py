"""Posts that `crawler verify` set aside: written again once they are others, and never taken for deleted by hand."""

from __future__ import annotations

import sys

import pytest
from simulation.world import World, item, page
from support import Command

TITLE = "The clockmaker's last tower"
TEXT = [
    "For eleven years the clockmaker climbed the tower each Saturday to wind a clock that nobody else could set right.",
    "His daughter has now put a motor beside the great wheel, and he comes to see whether it keeps the time he gave it.",
    "The parish council paid for the motor and for a bench at the foot of the stairs, which was his only condition.",
]
GENERATOR = """
import pathlib, sys
for post in pathlib.Path("output").rglob("*.md"):
    text = post.read_text(encoding="utf-8")
    if "Poison" in text:
        sys.exit(f"error in {post.name}: poison")
    page = pathlib.Path("public", post.stem + ".html")
    page.parent.mkdir(exist_ok=True)
    page.write_text(text, encoding="utf-8")
"""


@pytest.fixture
def tower(world: World, command: Command) -> World:
    """A site whose generator dies of the one post, which verify has set aside."""
    world.site.put("/tower", page(TITLE, [*TEXT, "Poison."]))
    (world.folder / "build.py").write_text(GENERATOR)
    write_sources(world)
    world.run(0)
    ended = command("verify")
    assert (ended.code, world.posts) == (1, []), ended
    return world


def write_sources(world: World, **keys: object) -> None:
    feed = world.feed("/feed", item(TITLE, world.site.url + "/tower"))
    build = {"command": [sys.executable, "build.py"], "folder": ".", "pages": "public"}
    world.sources({"name": "news", "url": feed} | keys, build=build)


def test_one_that_is_taken_down_while_the_site_is_built_is_not_to_blame(world: World, command: Command) -> None:
    world.site.put("/tower", page(TITLE, [*TEXT, "Poison."]))
    write_sources(world)
    world.run(0)
    (world.folder / "build.py").write_text(
        f"import pathlib\npathlib.Path({str(world.posts[0])!r}).unlink(missing_ok=True)\n{GENERATOR}"
    )
    ended = command("verify")
    assert (ended.code, ended.err, "failed" in ended.out) == (0, "", False), ended
    assert "quarantine" not in command("why", world.site.url + "/tower").out


def test_it_stays_aside_while_it_is_the_same_and_why_tells_the_reason(tower: World, command: Command) -> None:
    tower.run(1)
    tower.run(2, refetch="1")
    assert tower.posts == []
    assert "quarantine: error in" in command("why", tower.site.url + "/tower").out


def test_it_is_written_again_under_its_name_when_its_article_changes(tower: World, command: Command) -> None:
    tower.site.put("/tower", page(TITLE, [*TEXT, "The bench is of oak."]))
    tower.run(1)
    assert [post.name for post in tower.posts] == ["2026-01-05-the-clockmaker-s-last-tower.md"]
    assert list((tower.folder / ".crawler/quarantine").rglob("*.md")) == []
    assert "quarantine" not in command("why", tower.site.url + "/tower").out
    tower.posts[0].unlink()
    tower.site.put("/tower", page(TITLE, [*TEXT, "The bench is of elm."]))
    tower.run(8)
    assert tower.posts == [], "one that the user deletes then stays deleted"


def test_it_is_written_again_when_the_rules_change(tower: World, command: Command) -> None:
    write_sources(tower, rules={"strip": ["p:last-of-type"]})
    assert "1 changed" in command("reprocess", "-q").out
    assert "Poison" not in tower.post
    assert command("verify").code == 0


def test_one_that_the_user_puts_back_is_a_post_like_others(tower: World, command: Command) -> None:
    (aside,) = (tower.folder / ".crawler/quarantine").rglob("*.md")
    mended = aside.read_text(encoding="utf-8").replace("Poison", "Honey")
    place = tower.folder / "output/2026-01-05-the-clockmaker-s-last-tower.md"
    place.write_text(mended, encoding="utf-8")
    assert command("verify").code == 0
    tower.site.put("/tower", page(TITLE, [*TEXT, "The bench is of oak."]))
    tower.run(1)
    assert tower.post == mended
