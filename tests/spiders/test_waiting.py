"""A site that asks to be left alone is left alone by later runs too."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from spiders.test_paging import feed
from support import Command, Site


def rss(title: str, links: dict[int, str]) -> str:
    items = (f"<item><title>{title} {number}</title><link>{link}</link></item>" for number, link in links.items())
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>{"".join(items)}</channel></rss>'


FEED = rss("Story", {number: f"/{number}" for number in range(4)})
BUSY = {"status": 429, "headers": {"Retry-After": "7200"}}


@pytest.fixture
def busy(site: Site, tmp_path: Path) -> Site:
    """A site whose pages are busy, and a sources file that takes two of them a run."""
    site.put("/feed", FEED, content_type="application/rss+xml")
    for number in range(4):
        site.put(f"/{number}", "busy", **BUSY)
    keys = f"{{name: news, url: '{site.url}/feed', max_new: 2}}"
    (tmp_path / "sources.yaml").write_text(f"allow_private_addresses: true\ndelay: 0\nsources: [{keys}]\n")
    return site


def test_no_page_is_asked_for_before_the_time_that_its_server_names(busy: Site, command: Command) -> None:
    command("run")
    assert len(busy.paths()) == 2  # the feed, and the page that was answered so
    for _ in range(2):
        ended = command("run", "-v")
        assert (ended.code, "not asked before" in ended.out) == (0, True)
        assert busy.paths() == []
    assert "put off" in command("why", f"{busy.url}/0").out
    assert '"left_alone_until": null' not in command("status", "--json").out
    command("run", "--refetch")
    assert len(busy.paths()) == 2


def test_pages_of_a_busy_site_wait_also_where_another_source_lists_them_later(
    busy: Site, command: Command, tmp_path: Path
) -> None:
    command("run")
    elsewhere = Site()
    try:
        elsewhere.put("/feed", rss("More", {number: f"{busy.url}/more/{number}" for number in (1, 2)}))
        keys = f"{{name: all, url: '{elsewhere.url}/feed'}}"
        (tmp_path / "sources.yaml").write_text(f"allow_private_addresses: true\ndelay: 0\nsources: [{keys}]\n")
        busy.asked.clear()
        ended = command("run")
        assert (ended.code, "2 more wait for the next runs" in ended.out) == (0, True)
        assert busy.asked == []
        command("run", "all")
        assert busy.paths() != []
    finally:
        elsewhere.close()


def test_pages_of_a_busy_site_wait_also_where_redirects_lead_there(
    busy: Site, command: Command, tmp_path: Path
) -> None:
    command("run")
    elsewhere = Site()
    try:
        for number in (1, 2):
            elsewhere.put(f"/{number}", "", status=302, headers={"Location": f"{busy.url}/more/{number}"})
        elsewhere.put("/feed", rss("More", {number: f"{elsewhere.url}/{number}" for number in (1, 2)}))
        keys = f"{{name: all, url: '{elsewhere.url}/feed'}}"
        (tmp_path / "sources.yaml").write_text(f"allow_private_addresses: true\ndelay: 0\nsources: [{keys}]\n")
        busy.asked.clear()
        assert "asks to be left alone until" in command("run").out
        assert (busy.asked, len(elsewhere.paths())) == ([], 3)
    finally:
        elsewhere.close()


@pytest.mark.parametrize("path", ["/feed", "/robots.txt"])
def test_no_source_is_asked_before_the_time_that_its_server_names(busy: Site, command: Command, path: str) -> None:
    busy.put(path, "busy", **BUSY)
    assert command("run").code == 1
    assert [asked.path for asked in busy.asked][-1] == path
    busy.asked.clear()
    told = command("run", "-v").out
    assert "not asked before" in told
    assert "answered 429 and asks to be left alone until" in told
    assert busy.asked == []
    del busy.pages[path]
    busy.put("/feed", FEED, content_type="application/rss+xml")
    command("run", "news")  # who names it means it
    assert busy.paths()[0] == "/feed"


def test_no_sitemap_of_an_index_is_asked_for_before_the_time_that_its_server_names(
    site: Site, command: Command, tmp_path: Path
) -> None:
    listed = f"<sitemap><loc>{site.url}/a.xml</loc></sitemap>"
    index = f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{listed}</sitemapindex>'
    site.put("/index.xml", index, content_type="application/xml")
    site.put("/a.xml", "busy", **BUSY)
    keys = f"{{name: news, url: '{site.url}/index.xml'}}"
    (tmp_path / "sources.yaml").write_text(f"allow_private_addresses: true\ndelay: 0\nsources: [{keys}]\n")
    assert command("run").code == 1
    assert site.paths() == ["/index.xml", "/a.xml"]
    assert "not asked before" in command("run", "-v").out
    assert site.asked == []


def test_what_a_run_may_not_ask_a_host_for_any_more_waits_for_the_next_ones_and_is_not_given_up(
    site: Site, command: Command, tmp_path: Path
) -> None:
    shutil.copy(Path(__file__).parent.parent.parent / "scrapy.cfg", tmp_path)
    site.put("/feed", feed(site, range(11)))
    keys = f"{{name: news, url: '{site.url}/feed'}}"
    (tmp_path / "sources.yaml").write_text(f"allow_private_addresses: true\ndelay: 0\nsources: [{keys}]\n")
    for run in range(6):
        command("crawl", "articles", "-s", "HOST_REQUESTS_MAX=3", "-s", "LOG_LEVEL=ERROR", module="scrapy")
        assert len(list((tmp_path / "output").rglob("*.md"))) == 1 + 2 * run
