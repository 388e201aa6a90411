"""Posts that the user moves within the output folder."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from spiders.test_articles import AFTERMATH, item, page, posts, rss, write_sources
from support import Command, Site, snapshot

from crawler.config import load
from crawler.editing.moving import follow
from crawler.state import State

MANY = 20


@pytest.mark.parametrize("dialect", ["seed", "hexo", "jekyll", "zola"])
def test_a_post_that_was_moved_is_brought_up_to_date_where_it_is(
    site: Site, command: Command, tmp_path: Path, dialect: str
) -> None:
    feed = rss(item("Fog over the harbour", site.put("/fog", page("Fog over the harbour"))))
    write_sources(tmp_path, {"name": "news", "url": site.put("/feed", feed)}, dialect=dialect)
    assert command("run", "-q").code == 0
    (name,) = snapshot(tmp_path / "output")
    (tmp_path / "output/kept").mkdir()
    moved = (tmp_path / "output" / name).rename(tmp_path / "output/kept" / f"2024-03-01-mist{Path(name).suffix}")
    site.put("/fog", page("Fog over the harbour", paragraphs=AFTERMATH))
    site.put("/feed", rss(item("Fog over the harbour", site.url + "/fog", "<description>It is gone.</description>")))
    ended = command("run")
    assert f"note      news  {name}: moved by hand to kept/{moved.name}" in ended.out, ended
    assert f"updated   news  kept/{moved.name}" in ended.out
    assert list(snapshot(tmp_path / "output")) == [f"kept/{moved.name}"]
    assert AFTERMATH[0] in moved.read_text(encoding="utf-8")
    assert "moved" not in command("run", "--refetch").out


def test_a_post_that_was_moved_and_edited_is_left_alone_and_not_written_again(
    site: Site, command: Command, tmp_path: Path
) -> None:
    feed = rss(item("Fog over the harbour", site.put("/fog", page("Fog over the harbour"))))
    write_sources(tmp_path, {"name": "news", "url": site.put("/feed", feed)})
    command("run", "-q")
    (post,) = posts(tmp_path)
    moved = post.rename(post.with_name("mist.md"))
    moved.write_text(moved.read_text(encoding="utf-8") + "\nMine.", encoding="utf-8")
    before = snapshot(tmp_path / "output")
    site.put("/fog", page("Fog over the harbour", paragraphs=AFTERMATH))
    assert "mist.md: edited by hand" in command("run", "--refetch").out
    assert snapshot(tmp_path / "output") == before


def test_posts_that_were_all_moved_are_not_taken_for_lost(site: Site, command: Command, tmp_path: Path) -> None:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in AFTERMATH)
    entries = (
        item(f"Story {number}", f"{site.url}/{number}", f"<description><![CDATA[{text}]]></description>")
        for number in range(MANY)
    )
    feed = site.put("/feed", rss(*entries))
    write_sources(tmp_path, {"name": "news", "url": feed, "content": "feed", "identity": "guid"})
    assert command("run", "-q").code == 0
    assert len(posts(tmp_path)) == MANY
    (tmp_path / "output/2024").mkdir()
    for post in posts(tmp_path):
        post.rename(post.parent / "2024" / post.name)
    before = snapshot(tmp_path / "output")
    ended = command("run", "--refetch")
    assert (ended.code, f"{MANY} posts moved by hand" in ended.out) == (0, True), ended
    assert snapshot(tmp_path / "output") == before


@pytest.fixture
def two(site: Site, command: Command, tmp_path: Path) -> Path:
    """The output folder, with the posts of two articles."""
    entries = [
        item("Fog over the harbour", site.put("/fog", page("Fog over the harbour"))),
        item("After the storm", site.put("/storm", page("After the storm", paragraphs=AFTERMATH))),
    ]
    write_sources(tmp_path, {"name": "news", "url": site.put("/feed", rss(*entries))}, dialect="hugo")
    assert command("run", "-q").code == 0
    return tmp_path / "output"


def test_a_post_may_be_moved_to_the_name_of_one_that_was_deleted(command: Command, two: Path) -> None:
    fog, storm = two / "fog-over-the-harbour.md", two / "after-the-storm.md"
    storm.unlink()
    assert "after-the-storm.md: deleted by hand" in command("run", "--refetch").out
    fog.rename(storm)
    before = snapshot(two)
    ended = command("run", "--refetch")
    assert (ended.code, "fog-over-the-harbour.md: moved by hand to after-the-storm.md" in ended.out) == (0, True), ended
    assert (command("run", "--refetch").code, snapshot(two)) == (0, before)


def test_a_post_that_was_put_back_from_the_quarantine_is_not_taken_for_another_of_its_page_that_was_deleted(
    site: Site, command: Command, tmp_path: Path
) -> None:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in AFTERMATH)
    entries = (
        item(
            f"Release {number}",
            f"{site.url}/changes#{number}",
            f"<description><![CDATA[<h2>{number}</h2>{text}]]></description>",
        )
        for number in (1, 2)
    )
    feed = site.put("/feed", rss(*entries))
    write_sources(tmp_path, {"name": "news", "url": feed, "content": "feed", "identity": "guid"}, dialect="hugo")
    assert command("run", "-q").code == 0
    config = load(tmp_path / "sources.yaml")
    with State(config.state) as state:
        back, deleted = state.posts()
        state.set_aside(back.id, "breaks the build")
        (config.output / deleted.path).unlink()
        assert follow(config, state) == []
        assert [post.path for post in state.posts()] == [back.path, deleted.path]


def test_a_post_may_be_given_another_case(command: Command, two: Path) -> None:
    (two / "after-the-storm.md").rename(two / "After-the-Storm.md")
    before = snapshot(two)
    ended = command("run", "--refetch")
    assert (ended.code, "deleted by hand" in ended.out) == (0, False), ended
    assert snapshot(two) == before


def test_a_post_that_was_moved_is_read_anew_by_reprocess(
    site: Site, command: Command, two: Path, tmp_path: Path
) -> None:
    moved = (two / "after-the-storm.md").rename(two / "storm.md")
    write_sources(tmp_path, {"name": "news", "url": site.url + "/feed", "categories": ["Sea"]}, dialect="hugo")
    assert "2 changed" in command("reprocess").out
    assert "Sea" in moved.read_text(encoding="utf-8")
    assert sorted(snapshot(two)) == ["fog-over-the-harbour.md", "storm.md"]


def test_of_a_post_that_was_moved_git_commits_both_places_and_feeds_tell_the_new_one(
    site: Site, command: Command, two: Path, tmp_path: Path
) -> None:
    git = ("git", "-C", str(tmp_path), "-c", "user.name=Me", "-c", "user.email=me@example.org")
    for arguments in (("init", "-q"), ("add", "output"), ("commit", "-qm", "Mine")):
        subprocess.run([*git, *arguments], check=True)
    feeds = {"folder": "feeds", "url": "https://me.example/", "title": "Mine", "page": "https://me.example/{slug}/"}
    source = {"name": "news", "url": site.url + "/feed"}
    write_sources(tmp_path, source, dialect="hugo", feeds=feeds, on_success=[{"git": {}}])
    for name in ("user.name", "user.email"):
        subprocess.run([*git, "config", name, "me@example.org"], check=True)
    (two / "after-the-storm.md").rename(two / "storm.md")
    ended = command("run", "--refetch", "-q")
    assert ended.code == 0, ended
    listed = subprocess.run([*git, "ls-files", "output"], check=True, capture_output=True, text=True).stdout.split()
    assert listed == ["output/fog-over-the-harbour.md", "output/storm.md"]
    assert "https://me.example/storm/" in (tmp_path / "feeds/atom.xml").read_text(encoding="utf-8")
