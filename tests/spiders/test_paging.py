"""Sources that are more than one document: sitemap indexes, older pages, back catalogues, fixed lists."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from html import escape
from pathlib import Path

import pytest
from support import Answer, Command, Site

WORDS = "harbour lamp tide ferry gull anchor rope sail mast crew dock buoy chart storm wave cargo".split()


def story(site: Site, number: int) -> str:
    """Serve an article with a text of its own; gives back its address."""
    text = "".join(
        f"<p>The {WORDS[(number + line) % 16]} of quay {number * 7 + line} was seen by {line + 2} people at noon, and"
        f" none of them could say why it had a {WORDS[(number * line + 3) % 16]} beside it.</p>"
        for line in range(6)
    )
    title = f"Story {number} of the harbour"
    page = f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{text}</article></body></html>"
    return site.put(f"/story/{number}", page)


def feed(site: Site, numbers: range, *, year: int = 2026, older: str = "") -> str:
    items = "".join(
        f"<entry><id>{number}</id><title>Story {number}</title><link href='{story(site, number)}'/>"
        f"<updated>{year}-01-{number % 28 + 1:02}T00:00:00Z</updated></entry>"
        for number in numbers
    )
    link = f"<link rel='prev-archive' href='{older}'/>" if older else ""
    return f"<feed xmlns='http://www.w3.org/2005/Atom'><title>F</title>{link}{items}</feed>"


def sitemap(site: Site, numbers: range) -> str:
    urls = "".join(f"<url><loc>{story(site, number)}</loc></url>" for number in numbers)
    return f"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{urls}</urlset>"


def index(site: Site, **days: str) -> str:
    maps = "".join(
        f"<sitemap><loc>{site.url}/{name}.xml</loc><lastmod>{day}</lastmod></sitemap>" for name, day in days.items()
    )
    return f"<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{maps}</sitemapindex>"


@pytest.fixture
def write(site: Site, tmp_path: Path) -> object:
    def to_file(path: str, **keys: object) -> None:
        source = {"name": "harbour", "url": site.url + path} | keys
        config = {"allow_private_addresses": True, "delay": 0, "sources": [source]}
        (tmp_path / "sources.yaml").write_text(json.dumps(config), encoding="utf-8")

    return to_file


def count(folder: Path) -> int:
    return len(list((folder / "output").rglob("*.md")))


def test_an_index_costs_one_request_when_nothing_is_new(site: Site, command: Command, tmp_path: Path, write) -> None:
    site.put("/a.xml", sitemap(site, range(2)))
    site.put("/b.xml", sitemap(site, range(2, 4)))
    site.put("/index.xml", index(site, a="2026-01-01", b="2026-01-02", index="2026-01-01"))
    write("/index.xml")
    assert command("run").code == 0
    assert count(tmp_path) == 4
    site.paths()
    assert command("run").code == 0
    assert site.paths() == ["/index.xml"]
    site.put("/b.xml", sitemap(site, range(2, 5)))
    site.put("/index.xml", index(site, a="2026-01-01", b="2026-01-03"))
    assert command("run").code == 0
    assert site.paths() == ["/index.xml", "/b.xml", "/story/4"]


def test_a_sitemap_that_fails_is_asked_again_although_its_index_has_not_changed(
    site: Site, command: Command, tmp_path: Path, write
) -> None:
    site.put("/index.xml", index(site, a="2026-01-01"))
    site.pages["/a.xml"] = Answer(b"", 404)
    write("/index.xml")
    assert command("run").code == 1
    site.put("/a.xml", sitemap(site, range(2)))
    assert command("run").code == 0
    assert count(tmp_path) == 2


@pytest.mark.parametrize(
    ("source", "cut"),
    [
        ("/feed.xml", "/feed.xml"),
        ("/feed.json", "/feed.json"),
        ("/feed.xml.gz", "/feed.xml.gz"),
        ("/map.xml", "/map.xml"),
        ("/index.xml", "/index.xml"),
        ("/index.xml", "/map.xml"),
    ],
)
def test_what_half_a_document_did_not_list_comes_with_the_next_run(
    source: str, cut: str, site: Site, command: Command, tmp_path: Path, write
) -> None:
    """Though the whole one has not changed since, as its server says when it is asked for changes."""
    items = [{"id": story(site, number), "url": story(site, number), "title": f"Story {number}"} for number in range(3)]
    site.put("/feed.xml", feed(site, range(3)))
    site.put("/feed.json", json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": items}))
    site.put("/feed.xml.gz", gzip.compress(feed(site, range(3)).encode()))
    site.put("/map.xml", sitemap(site, range(3)))
    site.put("/other.xml", sitemap(site, range(1)))
    site.put("/index.xml", index(site, other="2026-01-01", map="2026-01-01"))
    write(source)
    site.pages[cut].cut = len(site.pages[cut].body) * 3 // 4
    command("run")
    assert count(tmp_path) < 3
    site.pages[cut].cut = None
    assert command("run").code == 0
    assert count(tmp_path) == 3
    site.paths()
    command("run")
    assert site.asked[-1].status == 304


@pytest.mark.parametrize(
    ("path", "keys"),
    [
        ("/map.xml", {"kind": "sitemap", "include": "/story/1"}),
        ("/index.xml", {"kind": "sitemap", "include": "/story/1"}),
        ("/index.xml", {"kind": "sitemap", "sitemaps": "other"}),
        ("/items", {"kind": "json", "items": "items[:1]"}),
    ],
)
def test_what_a_source_listed_already_comes_once_its_keys_let_it_in(
    path: str, keys: dict[str, str], site: Site, command: Command, tmp_path: Path, write
) -> None:
    """Though its documents have not changed since; they are asked for whole once, and for changes from then on."""
    items = [{"url": story(site, number), "title": f"Story {number} of the harbour"} for number in range(3)]
    site.put("/items", json.dumps({"items": items}))
    site.put("/map.xml", sitemap(site, range(3)))
    site.put("/other.xml", sitemap(site, range(1)))
    site.put("/index.xml", index(site, other="2026-01-01", map="2026-01-01"))
    write(path, **keys)
    assert command("run").code == 0
    assert count(tmp_path) == 1
    write(path, kind=keys["kind"], **({"items": "items"} if "items" in keys else {}))
    assert command("run").code == 0
    assert count(tmp_path) == 3
    site.paths()
    command("run")
    assert [asked.status for asked in site.asked] == [304]


def test_older_pages_are_read_while_they_bring_news(site: Site, command: Command, tmp_path: Path, write) -> None:
    site.put("/3", feed(site, range(2)))
    site.put("/2", feed(site, range(2, 4), older=site.url + "/3"))
    site.put("/1", feed(site, range(4, 6), older=site.url + "/2"))
    write("/1", pages=2)
    assert command("run").code == 0
    assert count(tmp_path) == 4
    site.put("/1", feed(site, range(4, 7), older=site.url + "/2"))
    site.paths()
    assert command("run").code == 0
    assert site.paths() == ["/1", "/2", "/story/6"]


def test_a_flood_is_let_in_bit_by_bit_the_newest_first(site: Site, command: Command, tmp_path: Path, write) -> None:
    site.put("/feed", feed(site, range(6)))
    write("/feed", max_new=4)
    ended = command("run")
    assert "2 more wait" in ended.out
    assert {path for path in site.paths() if path != "/feed"} == {f"/story/{number}" for number in range(2, 6)}
    command("run")
    assert count(tmp_path) == 6


def test_articles_that_cannot_be_had_do_not_keep_older_ones_back(
    site: Site, command: Command, tmp_path: Path, write
) -> None:
    site.put("/feed", feed(site, range(6)))
    for number in range(2, 6):
        site.put(f"/story/{number}", "", status=404)
    write("/feed", max_new=4)
    command("run")
    assert count(tmp_path) == 0
    command("run")
    assert count(tmp_path) == 2


def test_a_back_catalogue_is_walked_to_the_day_that_is_asked_for(
    site: Site, command: Command, tmp_path: Path, write
) -> None:
    site.put("/3", feed(site, range(2), year=2023))
    site.put("/2", feed(site, range(2, 4), year=2024, older=site.url + "/3"))
    site.put("/1", feed(site, range(4, 6), older=site.url + "/2"))
    write("/1", max_new=1)
    assert command("backfill", "harbour", "--since", "2024-01-01").code == 0
    assert count(tmp_path) == 4
    assert "/story/0" not in site.paths()


@pytest.mark.parametrize("name", ["paged", "page"])
def test_a_feed_that_numbers_its_pages_is_walked_by_guess(
    name: str, site: Site, command: Command, tmp_path: Path, write
) -> None:
    first = feed(site, range(4, 6))
    for address in ("/feed", "/feed?paged=2"):  # most that number their pages otherwise give the first one again
        site.put(address, first)
    site.put(f"/feed?{name}=2", feed(site, range(2, 4)))
    write("/feed")
    assert command("backfill", "harbour", "--since", "2020-01-01").code == 0
    assert count(tmp_path) == 4


@pytest.mark.parametrize("answer", [{"status": 500}, {"status": 429, "headers": {"Retry-After": "7200"}}])
def test_a_back_catalogue_whose_pages_fail_half_way_is_not_told_to_be_complete(
    site: Site, command: Command, write, answer: dict[str, object]
) -> None:
    site.put("/feed", feed(site, range(8, 12), year=2026))
    site.put("/feed?paged=2", feed(site, range(4, 8), year=2025))
    site.put("/feed?paged=3", "busy", **answer)
    write("/feed")
    ended = command("backfill", "harbour", "--since", "2020-01-01")
    assert (ended.code, f"{site.url}/feed?paged=3: " in ended.out) == (1, True)


def test_a_listing_is_walked_to_its_last_page_which_may_list_nothing(
    site: Site, command: Command, tmp_path: Path, write
) -> None:
    for page, numbers in enumerate((range(3), range(3, 6), range(0)), 1):
        links = "".join(f"<h2><a href='{story(site, number)}'>Story {number}</a></h2>" for number in numbers)
        site.put(f"/list{page}", f"<html><body>{links}<a rel=next href='/list{page + 1}'>Next</a></body></html>")
    write("/list1", kind="listing", item="h2")
    ended = command("backfill", "harbour", "--since", "2020-01-01")
    assert (ended.code, count(tmp_path)) == (0, 6), ended


def test_articles_can_be_fetched_by_hand(site: Site, command: Command, tmp_path: Path, write) -> None:
    write("/feed")
    assert command("run", "--url", story(site, 1), "--url", story(site, 2)).code == 0
    assert sorted(site.paths()) == ["/story/1", "/story/2"]
    assert count(tmp_path) == 2
    assert command("run", "--url", "nonsense").code == 2


def test_articles_of_a_document_that_comes_while_others_are_on_their_way_are_worked_on_once(
    site: Site, command: Command, tmp_path: Path, write: Callable[..., None]
) -> None:
    def whole(numbers: range) -> str:
        items = "".join(
            f"<entry><id>{number}</id><title>Story {number}</title><link href='{site.url}/{number}'/>"
            f"<content type='html'>{escape(f'<p>The ferry of quay {number * 7} came in at noon, number {number}.</p>') * 9}"
            "</content></entry>"
            for number in numbers
        )
        link = f"<link rel='next' href='{site.url}/older'/>" if 0 in numbers else ""
        return f"<feed xmlns='http://www.w3.org/2005/Atom'><title>F</title>{link}{items}</feed>"

    site.put("/feed", whole(range(40)))
    site.put("/older", whole(range(40, 80)))
    write("/feed", content="feed", pages=2)
    summary = command("run").out.splitlines()[-2].split()
    assert summary[:5] == ["harbour", "80", "80", "0", "0"]
    assert count(tmp_path) == 80
