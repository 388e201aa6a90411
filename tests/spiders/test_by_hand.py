"""Articles that the user names: `crawler run --url`."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from spiders.test_articles import AFTERMATH, front_matter, item, page, posts, rss, write_sources
from support import Command, Site


@pytest.fixture
def fog(site: Site, command: Command, tmp_path: Path) -> Path:
    """The post of an article that a source lists."""
    address = site.put("/fog", page("Fog over the harbour"))
    feed = site.put("/feed", rss(item("Fog over the harbour", address)))
    write_sources(tmp_path, {"name": "news", "url": feed, "categories": ["Sea"]}, defaults={"tags": ["syndicated"]})
    assert command("run", "-q").code == 0
    site.paths()
    (post,) = posts(tmp_path)
    return post


def test_an_article_that_no_source_lists_is_written_as_the_defaults_say(
    site: Site, command: Command, fog: Path, tmp_path: Path
) -> None:
    assert command("run", "--url", site.put("/storm", page("After the storm", paragraphs=AFTERMATH))).code == 0
    (storm,) = set(posts(tmp_path)) - {fog}
    assert site.paths() == ["/storm"]
    assert (front_matter(storm)["tags"], front_matter(storm)["author"]) == (["syndicated"], "127.0.0.1")


def test_feeds_go_on_telling_of_it_and_name_no_source_of_its_own(site: Site, command: Command, tmp_path: Path) -> None:
    fog, bread = (
        item(title, site.put(f"/{title}", page(title, paragraphs=[f"{title} is what {number} people wanted."] * 9)))
        for number, title in enumerate(("Fog", "Bread"), 2)
    )
    feeds = {"folder": "feeds", "url": "https://me.example/", "title": "Mine", "page": "https://me.example/{slug}/"}
    write_sources(tmp_path, {"name": "news", "url": site.put("/feed", rss(fog))}, dialect="hugo", feeds=feeds)
    assert command("run", "-q").code == 0
    assert command("run", "-q", "--url", site.put("/storm", page("Storm", paragraphs=AFTERMATH))).code == 0
    subscriptions = (tmp_path / "feeds/sources.opml").read_text(encoding="utf-8")
    assert (subscriptions.count("<outline"), "by hand" in subscriptions) == (1, False)
    site.put("/feed", rss(fog, bread))
    assert command("run", "-q").code == 0
    told = (tmp_path / "feeds/sitemap.xml").read_text(encoding="utf-8")
    assert [name for name in ("fog", "storm", "bread") if f"https://me.example/{name}/" in told] == [
        "fog",
        "storm",
        "bread",
    ]
    assert (tmp_path / "feeds/atom.xml").read_text(encoding="utf-8").count("<entry>") == 3


def test_an_article_that_has_a_post_is_fetched_again_and_stays_its_sources(
    site: Site, command: Command, fog: Path
) -> None:
    before = fog.read_bytes()
    assert command("run", "--url", site.url + "/fog").code == 0
    assert (site.paths(), fog.read_bytes()) == (["/fog"], before)
    site.put("/fog", page("Fog over the harbour", paragraphs=AFTERMATH))
    assert "updated   news" in command("run", "--url", site.url + "/fog?utm_source=mail").out
    assert AFTERMATH[0] in fog.read_text(encoding="utf-8")
    assert front_matter(fog)["categories"] == ["Sea"]


def test_what_was_named_before_is_not_asked_for_again(site: Site, command: Command, fog: Path, tmp_path: Path) -> None:
    storm = site.put("/storm", page("After the storm", paragraphs=AFTERMATH))
    down = Site()
    down.put("/robots.txt", "", status=503, headers={"Retry-After": "0"})
    assert command("run", "--url", site.url + "/mistyped", "--url", down.url + "/", "--url", storm).code == 1
    down.close()
    with closing(sqlite3.connect(tmp_path / ".crawler" / "state.db")) as state, state:
        state.execute("UPDATE article SET next_look = '2026-01-02T00:00:00+00:00'")
        state.execute("UPDATE entry SET retry_at = NULL")
    site.paths()
    ended = command("run", "--url", site.url + "/fog")
    assert (ended.code, site.paths()) == (0, ["/fog"]), ended


def test_a_post_that_was_deleted_stays_so_and_the_user_is_told_how_to_get_it_back(
    site: Site, command: Command, fog: Path
) -> None:
    before = fog.read_bytes()
    fog.unlink()
    get_back = f"crawler run --refetch --url {site.url}/fog"
    for _ in range(2):
        ended = command("run", "-q", "--url", site.url + "/fog")
        assert (ended.code, ended.out.count("\n"), f"`{get_back}`" in ended.out) == (0, 1, True), ended
    assert get_back in command("why", site.url + "/fog").out
    assert command("run", "--refetch").code == 0
    assert not fog.exists()
    assert "new       news" in command(*get_back.split()[1:]).out
    assert fog.read_bytes() == before
    fog.unlink()
    assert command(*get_back.split()[1:]).code == 0
    assert fog.read_bytes() == before


def test_a_deleted_post_that_the_user_has_put_back_is_kept_up_to_date_again(
    site: Site, command: Command, fog: Path
) -> None:
    before = fog.read_bytes()
    fog.unlink()
    command("run", "-q", "--refetch")
    fog.write_bytes(before)
    site.put("/fog", page("Fog over the harbour", paragraphs=AFTERMATH))
    assert command("run", "--refetch", "--url", site.url + "/fog").code == 0
    assert AFTERMATH[0] in fog.read_text(encoding="utf-8")


def test_a_run_of_one_source_may_come_upon_a_deleted_post_of_another(
    site: Site, command: Command, fog: Path, tmp_path: Path
) -> None:
    again = site.put("/feed2", rss(item("Fog over the harbour", site.url + "/fog")))
    write_sources(
        tmp_path, {"name": "news", "url": site.url + "/feed"}, {"name": "mirror", "url": again, "priority": 1}
    )
    fog.unlink()
    ended = command("run", "-q", "mirror")
    assert (ended.code, "note      news" in ended.out) == (0, True), ended
