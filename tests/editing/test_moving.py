"""Posts that the user moves within the output folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from spiders.test_articles import AFTERMATH, item, page, posts, rss, write_sources
from support import Command, Site, snapshot

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
    assert (ended.code, f"{MANY} posts were moved by hand" in ended.out) == (0, True), ended
    assert snapshot(tmp_path / "output") == before
