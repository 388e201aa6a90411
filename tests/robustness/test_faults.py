"""Servers that misbehave: what can be had is had, what is broken is told with its cause and had later."""

from __future__ import annotations

import json
from pathlib import Path

from robustness.crawls import Crawls, rows
from robustness.faulty import FAULTS, FaultySite

TOLD = {
    "reset": "the connection broke",
    "truncate": "the answer was cut short",
    "slow": "the server did not answer in time",
    "500": "the server answered 500 Internal Server Error",
    "503": "the server answered 503 Service Unavailable",
    "404": "the server answered 404 Not Found",
    "empty": "the answer is empty",
    "badgzip": "gzip",
    "huge": "the answer was too large: more than 10485760 bytes",
    "loop": "redirect",
}
WORDS = "amber birch cedar delta ember fjord grove heath inlet jetty knoll ledge marsh north ocean plain quarry ridge".split()


def page(number: int) -> str:
    words = [WORDS[(number * 5 + at * (number + 1)) % len(WORDS)] for at in range(240)]
    text = "".join(f"<p>{' '.join(words[at : at + 24]).capitalize()}.</p>" for at in range(0, 240, 24))
    return f"<html lang=en><head><title>Story {number}</title></head><body><article><h1>Story {number}</h1>{text}</article></body></html>"


def put_articles(site: FaultySite, folder: Path, count: int, **options: object) -> list[str]:
    paths = [f"/{number}" for number in range(count)]
    for number, path in enumerate(paths):
        site.put(path, page(number))
    items = "".join(
        f"<item><title>Story {path[1:]}</title><link>{site.url}{path}</link>"
        f"<pubDate>Mon, 05 Jan 2026 06:00:{59 - number:02} GMT</pubDate></item>"
        for number, path in enumerate(paths)
    )
    feed = site.put(
        "/feed", f"<?xml version='1.0'?><rss version='2.0'><channel><title>N</title>{items}</channel></rss>"
    )
    config = {
        "allow_private_addresses": True,
        "delay": 0,
        "dialect": "plain",
        "sources": [{"name": "news", "url": feed, "duplicates": "keep", **options}],
    }
    (folder / "sources.yaml").write_text(json.dumps(config), encoding="utf-8")
    return paths


def posts(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "output").rglob("*") if path.is_file())


def test_each_fault_is_told_once_with_its_cause_and_its_article_had_by_the_next_run(
    site: FaultySite, crawls: Crawls, tmp_path: Path
) -> None:
    paths = put_articles(site, tmp_path, 2 * len(FAULTS))
    faulty = dict(zip(paths[::2], FAULTS, strict=True))
    site.faults = faulty
    crawl = crawls.run(tmp_path, "-q")
    lines = crawl.told.splitlines()
    assert (crawl.code, len(posts(tmp_path)), len(lines)) == (1, len(FAULTS), len(FAULTS)), crawl.told
    for path, fault in faulty.items():
        (line,) = (line for line in lines if line.startswith(f"failed    news  {site.url}{path}: "))
        assert TOLD[fault] in line
    site.faults = {}
    crawl = crawls.run(tmp_path, "-q")
    assert (crawl.code, crawl.told, len(posts(tmp_path))) == (0, "", len(paths))


def test_a_source_that_has_had_its_time_goes_on_in_the_next_run(
    site: FaultySite, crawls: Crawls, tmp_path: Path
) -> None:
    put_articles(site, tmp_path, 3, max_time=1e-9)
    crawl = crawls.run(tmp_path, "-q")
    assert (crawl.code, posts(tmp_path)) == (0, [])
    assert "3 more wait for the next runs (max_time: 1e-09 minutes a run)" in crawl.told
    assert rows(tmp_path, "SELECT count(*), sum(attempts) FROM entry WHERE data IS NOT NULL") == [(3, 0)]
    put_articles(site, tmp_path, 3)
    crawl = crawls.run(tmp_path, "-q")
    assert (crawl.code, crawl.told, len(posts(tmp_path))) == (0, "", 3)
