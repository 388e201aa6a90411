"""What is made of posts that are away."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from spiders.test_articles import front_matter, item, posts, rss, write_sources
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
    """The folder of a sources file with the posts of a source that carries its articles."""
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


def test_posts_that_are_all_away_are_written_again_also_where_no_source_lists_them(
    site: Site, command: Command, captain: Path
) -> None:
    before = {post.name: post.read_bytes() for post in posts(captain)}
    site.put("/feed", letters(MANY - 1))
    (captain / "output").rename(captain / "elsewhere")
    assert "crawler run --refetch" in command("run").err
    ended = command("run", "--refetch")
    assert (ended.code, f"written again as they were: {MANY}" in ended.out) == (0, True), ended
    assert {post.name: post.read_bytes() for post in posts(captain)} == before


def test_what_was_deleted_before_all_posts_were_lost_stays_deleted(site: Site, command: Command, captain: Path) -> None:
    (captain / "output/letter-3.md").unlink()
    assert "deleted by hand" in command("run", "--refetch").out
    shutil.rmtree(captain / "output")
    command("run", "--refetch")
    assert len(posts(captain)) == MANY - 1


def test_a_folder_that_was_emptied_is_no_deletion_until_something_is_in_it(
    site: Site, command: Command, tmp_path: Path
) -> None:
    feed = site.put("/feed", letters(1, 2, 3))
    write_sources(tmp_path, {"name": "captain", "url": feed, "content": "feed", "duplicates": "keep"})
    assert command("run", "-q").code == 0
    for post in posts(tmp_path):
        post.unlink()
    ended = command("run")
    assert (ended.code, "put any file there" in ended.err) == (2, True), ended
    (tmp_path / "output/mine.txt").touch()
    assert command("run", "--refetch").out.count("deleted by hand") == 3
    assert posts(tmp_path) == []


def test_a_post_keeps_its_title_when_its_feed_drops_titles_until_there_is_another(
    site: Site, command: Command, tmp_path: Path
) -> None:
    feed = site.put("/feed", letters(1))
    write_sources(tmp_path, {"name": "captain", "url": feed, "content": "feed", "identity": "link"})
    post = tmp_path / "output/letter-1.md"
    for title, told in (("Letter 1", "Letter 1"), ("", "Letter 1"), ("The storm", "The storm")):
        change = f"higher under {title or 'no title'}"
        site.put("/feed", rss(item(title, "http://sea.example/1", letter(1).replace("higher", change))))
        assert command("run", "-q").code == 0
        assert command("reprocess").code == 0
        assert (front_matter(post)["title"], change in post.read_text(encoding="utf-8")) == (told, True)
