"""Sources that get another name, and sources that are taken out of the sources file."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from spiders.test_articles import AFTERMATH, front_matter, item, page, posts, rss, write_sources
from support import Command, Site, snapshot


@pytest.fixture
def feed(site: Site, command: Command, tmp_path: Path) -> str:
    """The address of a source named old, which has a post of an article that it does not list any more."""
    address = site.put("/feed", rss(item("Fog over the harbour", site.put("/fog", page("Fog over the harbour")))))
    write_sources(tmp_path, {"name": "old", "url": address})
    assert command("run", "-q").code == 0
    storm = page("After the storm", paragraphs=AFTERMATH)
    site.put("/feed", rss(item("After the storm", site.put("/storm", storm))))
    assert command("run", "-q").code == 0
    site.paths()
    return address


def test_a_source_keeps_its_posts_and_its_memory_under_a_new_name(
    site: Site, command: Command, feed: str, tmp_path: Path
) -> None:
    before = snapshot(tmp_path / "output")
    write_sources(tmp_path, {"name": "new", "url": feed, "categories": ["Sea"]})
    ended = command("run", "-q")
    told = "note      new  was named old before; its posts and its memory go on under the new name\n"
    assert (ended.code, ended.out, site.paths()) == (0, told, ["/feed"])
    assert (site.paths(), snapshot(tmp_path / "output")) == ([], before)
    assert command("run", "-q").out == ""
    assert command("status").out.split()[-3:] == ["0", "2", "0"]
    assert command("reprocess", "-q").code == 0
    assert [front_matter(post)["categories"] for post in posts(tmp_path)] == [["Sea"], ["Sea"]]


def test_of_a_source_that_is_taken_out_the_posts_stay_and_the_user_is_told_once(
    site: Site, command: Command, feed: str, tmp_path: Path
) -> None:
    before = snapshot(tmp_path / "output")
    other = {"name": "other", "url": site.put("/other", rss())}
    told = "note      old  is not in the sources file any more; its 2 posts stay as they are\n"
    for _ in range(2):
        write_sources(tmp_path, other)
        assert [command("run", "-q").out for _ in range(2)] == [told, ""]
        write_sources(tmp_path, other, {"name": "old", "url": feed})
        assert (command("run", "-q").out, snapshot(tmp_path / "output")) == ("", before)


def test_an_article_that_the_user_names_is_its_other_sources_where_its_own_is_taken_out(
    site: Site, command: Command, feed: str, tmp_path: Path
) -> None:
    write_sources(tmp_path, {"name": "old", "url": feed}, {"name": "other", "url": feed + "?", "categories": ["Sea"]})
    site.pages["/feed?"] = site.pages["/feed"]
    assert command("run", "-q").code == 0
    write_sources(tmp_path, {"name": "other", "url": feed + "?", "categories": ["Sea"]})
    assert "updated   other" in command("run", "--url", site.url + "/storm").out
    (storm,) = (post for post in posts(tmp_path) if "storm" in post.name)
    assert front_matter(storm)["categories"] == ["Sea"]


def test_of_two_sources_files_with_one_state_neither_takes_the_others_sources_for_its_own_or_for_gone(
    site: Site, command: Command, feed: str, tmp_path: Path
) -> None:
    (tmp_path / "sources.yaml").rename(tmp_path / "first.yaml")
    text = [f"The council will build quay number {number} of stone from the island's quarry." for number in range(9)]
    other = site.put("/other", rss(item("New quays", site.put("/quays", page("New quays", paragraphs=text)))))
    write_sources(tmp_path, {"name": "second", "url": feed, "categories": ["Sea"]}, {"name": "quays", "url": other})
    (tmp_path / "sources.yaml").rename(tmp_path / "second.yaml")
    assert command("run", "-q", "-c", "first.yaml").code == 0
    assert [command("run", "-q", "-c", f"{name}.yaml").out for name in ("second", "first") * 2] == [""] * 4
    (tmp_path / "first.yaml").unlink()
    assert "old  is not in the sources file any more" in command("run", "-q", "-c", "second.yaml").out


def test_a_sources_file_may_lie_in_a_folder_whose_name_is_no_text(command: Command, feed: str, tmp_path: Path) -> None:
    folder = tmp_path / os.fsdecode(b"\xff")
    folder.mkdir()
    write_sources(folder, {"name": "sea", "url": feed})
    ended = command("run", "-q", cwd=folder)
    assert (ended.code, len(posts(folder))) == (0, 1), ended
