"""What is made of posts that are away."""

from __future__ import annotations

from pathlib import Path

import pytest
from spiders.test_articles import item, posts, rss, write_sources
from support import Command, Site

MANY = 25
TEXT = "".join(
    f"<p>Whoever opens letter {number} of the captain finds the same storm told once more, and a little higher.</p>"
    for number in range(5)
)


def letters(*numbers: int) -> str:
    return rss(*(item(f"Letter {number}", f"http://sea.example/{number}", letter(number)) for number in numbers))


def letter(number: int) -> str:
    return f"<description><![CDATA[<p>It is letter {number}.</p>{TEXT}]]></description>"


@pytest.fixture
def captain(site: Site, command: Command, tmp_path: Path) -> Path:
    """The folder of a sources file with posts of a source that carries its articles, one more than nobody deletes."""
    feed = site.put("/feed", letters(*range(MANY)))
    write_sources(tmp_path, {"name": "captain", "url": feed, "content": "feed", "duplicates": "keep"})
    assert command("run", "-q").code == 0
    assert len(posts(tmp_path)) == MANY
    return tmp_path


def test_the_newest_posts_may_all_be_deleted_by_hand(site: Site, command: Command, captain: Path) -> None:
    for number in range(1, MANY):
        (captain / f"output/letter-{number}.md").unlink()
    ended = command("run")
    assert ended.code == 0, ended.err
