"""Sources that mean harm: the run ends, tells each in a line, and the source beside them has its posts."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from robustness.crawls import Crawls
from robustness.faulty import FaultySite
from robustness.test_faults import page
from support import Answer

PROSE = "<p>It tells of boats and harbours, of nets that are mended by hand, and of the people who mend them.</p>"


class Endless(dict[str, Answer]):
    """Pages that lead on for ever: `/list/1` to `/list/2`, each with an article of its own."""

    def get(self, path: str, default: Answer | None = None) -> Answer | None:  # type: ignore[override]
        kind, _, number = path.lstrip("/").partition("/")
        make: Callable[[int], str] | None = {"list": listing, "part": part, "story": page}.get(kind)
        if make is None or not number:
            return super().get(path, default)
        return Answer(make(int(number)).encode())


def listing(number: int) -> str:
    return f"<ul><li><h2><a href='/story/{number}'>The story of day {number}</a></h2></ul><a class=next href=/list/{number + 1}>next</a>"


def part(number: int) -> str:
    return f"<article><h1>In parts</h1>{PROSE * 6}<p>Part {number}</p><a class=next href=/part/{number + 1}>on</a></article>"


def test_a_source_that_means_harm_harms_nobody_else(site: FaultySite, crawls: Crawls, tmp_path: Path) -> None:
    site.pages = Endless()
    many = [f"name {number}" for number in range(5000)]
    values = {
        "id": "1",
        "url": "/values",
        "title": "\x1b[2J\x9b2J\u202eTitle" + "e" * 10**6,
        "date_published": "99999-12-31T23:59:59Z",
        "authors": [{"name": name} for name in many],
        "tags": [*many, "t" * 10**6],
        "content_html": PROSE * 6,
    }
    addresses = ["http://a\0b/", "http://[::1", "http://", f"{site.url}/{'x' * 10**5}", "http://127.0.0.1:99999/"]
    version = "https://jsonfeed.org/version/1.1"
    value_feed = json.dumps({"version": version, "items": [values]})
    address_feed = json.dumps({"version": version, "items": [{"id": url, "url": url} for url in addresses]})
    entity = f"<!DOCTYPE rss [<!ENTITY a '{'a' * 200}'>]><rss><channel><title>{'&a;' * 10**4}</title></channel></rss>"
    news = f"<rss><channel><item><title>News</title><link>{site.put('/news', page(7))}</link></item></channel></rss>"
    parts = f"<rss><channel><item><title>Parts</title><link>{site.url}/part/1</link></item></channel></rss>"
    sources = [
        {"name": "values", "url": site.put("/values.json", value_feed), "content": "feed"},
        {"name": "addresses", "url": site.put("/addresses.json", address_feed)},
        {"name": "entity", "url": site.put("/entity", entity, content_type="text/xml")},
        {
            "name": "list",
            "url": f"{site.url}/list/1",
            "kind": "listing",
            "item": "li",
            "next": "a.next",
            "pages": 10,
            "max_new": 1,
        },
        {"name": "parts", "url": site.put("/parts.xml", parts), "rules": {"next_page": "a.next"}},
        {"name": "news", "url": site.put("/news.xml", news)},
    ]
    config = {"allow_private_addresses": True, "delay": 0, "dialect": "plain", "sources": sources}
    (tmp_path / "sources.yaml").write_text(json.dumps(config), encoding="utf-8")

    crawl = crawls.run(tmp_path, "-q")

    told = crawl.told.splitlines()
    assert crawl.code == 1
    assert all(character.isprintable() for line in told for character in line)
    assert max(map(len, told)) < 1200
    assert "failed    entity  the entities that it declares stand for more than 1000000 characters" in told
    assert sum(line.startswith("failed    addresses  ") for line in told) == len(addresses)
    assert [line for line in told if "  list  " in line] == [
        "note      list  9 more wait for the next runs (max_new: 1 a run)"
    ]
    posts = {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "output").rglob("*.md")}
    assert len(posts) == 4, "\n".join([*told, *posts])
    assert max(map(len, posts.values())) < 20_000
