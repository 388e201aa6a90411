"""`crawler add`: from any address of a site to a working source."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from forking import Forker
from scrapy.crawler import CrawlerRunner
from support import Command, Site

from crawler import opml, runner
from crawler.commands.add import SearchSpider, is_file_name
from crawler.discovery.places import usual_feeds

FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour News</title><link>http://harbour.example/</link>
<item><title>Fog</title><link>/fog</link><pubDate>Fri, 20 Nov 2026 08:00:00 GMT</pubDate></item>
<item><title>Storm</title><link>/storm</link></item></channel></rss>"""
HOME = (
    '<!doctype html><html><head><title>Harbour</title><link rel="alternate" type="application/rss+xml" href="/feed">'
    '<link rel="alternate" type="application/rss+xml" title="Comments" href="/comments"></head><body>Hello</body></html>'
)
ITEM = '<div class="teaser"><h2><a href="/stories/{0}-a-long-enough-name">A long enough headline, number {0}</a></h2></div>'
LISTING = (
    "<!doctype html><html><head><title>Stories</title></head><body><nav><a href='/a'>A</a><a href='/b'>B</a></nav>"
    f"<main>{''.join(ITEM.format(number) for number in range(8))}</main></body></html>"
)
START = """\
# my sources
allow_private_addresses: true
delay: 0
sources:
  - name: first   # the very first
    url: https://first.example/feed
"""


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    file = tmp_path / "sources.yaml"
    file.write_text(START, encoding="utf-8")
    return file


def added(file: Path) -> dict[str, object]:
    text = file.read_text(encoding="utf-8")
    assert text.startswith(START)
    source: dict[str, object] = yaml.safe_load(text)["sources"][-1]
    return source


def test_a_home_page_leads_to_its_main_feed(site: Site, command: Command, sources: Path) -> None:
    site.put("/", HOME)
    site.put("/feed", FEED, content_type="application/rss+xml")
    site.put("/comments", FEED.replace("Harbour News", "Comments on Harbour News"), content_type="application/rss+xml")
    ended = command("add", site.url + "/")
    assert ended.code == 0, ended
    assert added(sources) == {"name": "Harbour News", "url": site.url + "/feed"}
    assert "→ 1. Harbour News" in ended.out
    assert "2026-11-20  Fog" in ended.out


def test_ctrl_c_ends_a_search_without_a_verdict(sources: Path, forker: Forker, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        url = f"http://127.0.0.1:{listening.getsockname()[1]}/"
        with (tmp_path / "said").open("wb") as said:
            search = forker.start("crawler", ["add", url], cwd=tmp_path, stderr=said.fileno())
        connection, _ = listening.accept()
        with connection:
            os.kill(search.pid, signal.SIGINT)
            assert search.wait(60) == 1
    assert (tmp_path / "said").read_text().strip() == "Aborted!"


def test_a_dry_run_shows_and_changes_nothing(site: Site, command: Command, sources: Path) -> None:
    site.put("/feed", FEED, content_type="application/rss+xml")
    ended = command("add", "--dry-run", site.url + "/feed")
    assert (ended.code, "Harbour News" in ended.out) == (0, True)
    assert sources.read_text(encoding="utf-8") == START


def test_a_page_without_a_feed_becomes_a_listing_that_can_be_crawled(
    site: Site, command: Command, sources: Path, tmp_path: Path
) -> None:
    site.put("/stories", LISTING)
    for number in range(8):
        title = f"A long enough headline, number {number}"
        words = "harbour lamp tide ferry gull anchor rope sail".split()
        story = "".join(
            f"<p>The {words[(number + line) % 8]} of quay {number * 9 + line} was seen by {line + 2} people at noon, and"
            f" none of them could say why it had a {words[(number * line) % 8]} beside it.</p>"
            for line in range(6)
        )
        page = (
            f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{story}</article></body></html>"
        )
        site.put(f"/stories/{number}-a-long-enough-name", page)
    assert command("add", site.url + "/stories", "--name", "stories").code == 0
    assert added(sources)["kind"] == "listing"
    ended = command("run", "stories")
    assert ended.code == 0, ended
    assert len(list((tmp_path / "output").rglob("*.md"))) == 8


def test_a_list_of_subscriptions_is_added_whole_and_once(command: Command, sources: Path, tmp_path: Path) -> None:
    (tmp_path / "list.opml").write_text(
        '<opml version="2.0"><body><outline text="Sea"><outline text="first" type="rss" xmlUrl="https://h.example/f"/>'
        '</outline><outline text="Old" type="rss" xmlUrl="https://first.example/feed"/></body></opml>',
        encoding="utf-8",
    )
    for _ in range(2):
        assert command("add", "list.opml").code == 0
    assert added(sources) == {"name": "first (2)", "url": "https://h.example/f", "categories": ["Sea"]}
    assert len(yaml.safe_load(sources.read_text(encoding="utf-8"))["sources"]) == 2


@pytest.mark.parametrize(
    "name", ["missing.opml", "./missing", "../missing.xml", "lists/missing.opml", "my/lists/a.xml"]
)
def test_a_list_that_is_not_there_is_told_as_a_missing_file(command: Command, sources: Path, name: str) -> None:
    ended = command("add", name)
    assert (ended.code, ended.err) == (2, f"{Path(name)}: cannot be read: No such file or directory\n")


def test_names_of_strangers_lose_what_no_name_may_have(
    site: Site, command: Command, sources: Path, tmp_path: Path
) -> None:
    outlines = "".join(
        f'<outline text="{name}" xmlUrl="https://h.example/{name[2]}"/>' for name in ("&#127;", "A&#150;B")
    )
    (tmp_path / "list.opml").write_text(f'<opml version="2.0"><body>{outlines}</body></opml>', encoding="utf-8")
    assert command("add", "list.opml").out == "sources.yaml: added https://h.example/1, AB\n"
    site.put("/feed", FEED.replace("<title>", "<title>&#127;", 1), content_type="application/rss+xml")
    assert command("add", site.url + "/feed").out.endswith("sources.yaml: added Harbour News\n")


def test_a_name_that_no_file_can_have_is_told_as_such(command: Command, sources: Path) -> None:
    ended = command("add", name := f"./{'a' * 300}.opml")
    assert (ended.code, ended.err) == (2, f"{Path(name)}: cannot be read: File name too long\n")


@pytest.mark.parametrize("option", [("--name", "a"), ("--pick", "1"), ("--kind", "feed")])
def test_what_is_for_one_source_is_refused_for_a_list(
    command: Command, sources: Path, tmp_path: Path, option: tuple[str, str]
) -> None:
    (tmp_path / "list.opml").write_text(
        '<opml version="2.0"><body><outline text="a" xmlUrl="https://h.example/f"/></body></opml>', encoding="utf-8"
    )
    ended = command("add", "list.opml", *option)
    assert (ended.code, "of a list all sources are added" in ended.err) == (2, True)
    assert sources.read_text(encoding="utf-8") == START


def test_a_sources_file_that_cannot_be_made_is_told_in_one_line(command: Command, tmp_path: Path) -> None:
    (tmp_path / "list.opml").write_text(
        '<opml version="2.0"><body><outline text="a" xmlUrl="https://h.example/f"/></body></opml>', encoding="utf-8"
    )
    ended = command("add", "list.opml", "-c", "list.opml/sources.yaml")
    assert (ended.code, ended.err) == (2, "list.opml/sources.yaml: cannot be added to: Not a directory\n")


@pytest.mark.parametrize("typed", ["a.example/feed.xml", "localhost/feed.xml", "wiki:8080/feed.xml", "http://a/b.xml"])
def test_an_address_that_ends_as_files_do_is_none(typed: str) -> None:
    assert not is_file_name(typed)


@pytest.mark.parametrize("text", ["", "<opml"])
def test_a_list_without_a_source_is_named(command: Command, sources: Path, tmp_path: Path, text: str) -> None:
    (tmp_path / "list.opml").write_text(text, encoding="utf-8")
    ended = command("add", "list.opml")
    assert ended.code == 2
    assert all(line.startswith("list.opml: ") for line in ended.err.splitlines())


def test_what_the_file_has_already_is_added_again_only_under_a_name(
    site: Site, command: Command, sources: Path
) -> None:
    site.put("/feed", FEED, content_type="application/rss+xml")
    assert command("add", site.url + "/feed").code == 0
    ended = command("add", site.url + "/feed")
    assert (ended.code, "already, as 'Harbour News'" in ended.err) == (2, True)
    assert command("add", site.url + "/feed", "--name", "again").code == 0


def test_a_number_that_was_not_shown_cannot_be_picked(site: Site, command: Command, sources: Path) -> None:
    site.put("/feed", FEED, content_type="application/rss+xml")
    ended = command("add", site.url + "/feed", "--pick", "7")
    assert (ended.code, "1. Harbour News" in ended.out) == (2, True)
    assert "there is no number 7 among the 1 that were found" in ended.err


def test_sources_that_are_exported_come_back_the_same(command: Command, sources: Path, tmp_path: Path) -> None:
    sources.write_text(START + "    categories: [Sea, 港]\n    content: page\n    max_new: 7\n", encoding="utf-8")
    (tmp_path / "list.opml").write_text(command("export").out, encoding="utf-8")
    again = tmp_path / "again.yaml"
    assert command("add", "list.opml", "-c", "again.yaml").code == 0
    assert (
        yaml.safe_load(again.read_text(encoding="utf-8"))["sources"]
        == yaml.safe_load(sources.read_text(encoding="utf-8"))["sources"]
    )


def test_a_list_from_the_web_sets_nothing_that_may_harm(
    site: Site, command: Command, sources: Path, tmp_path: Path
) -> None:
    address = "https://h.example/f"
    harmless = {"name": "h", "url": address, "kind": "feed", "categories": ["Sea"], "tags": ["a"], "content": "page"}
    harmful = {"allow_hosts": ["10.0.0.1"], "request": {"proxy": "http://p.example:3128"}, "takedown": "remove"}
    text = opml.write([harmless | harmful])
    site.put("/list.opml", text, content_type="text/x-opml")
    ended = command("add", site.url + "/list.opml")
    assert (ended.code, added(sources)) == (0, harmless)
    assert ended.err == (
        f"{site.url}/list.opml: its settings allow_hosts, request, takedown were left out;"
        " add the list as a file to have them too\n"
    )
    (tmp_path / "list.opml").write_bytes(text)
    assert command("add", "list.opml", "-c", "again.yaml").code == 0
    assert yaml.safe_load((tmp_path / "again.yaml").read_text(encoding="utf-8"))["sources"] == [harmless | harmful]


def test_a_strange_page_leads_to_no_host_that_is_opened_for_a_source(
    site: Site, command: Command, sources: Path
) -> None:
    opened = "    allow_hosts: [127.0.0.1, localhost]\n"
    sources.write_text(START.replace("allow_private_addresses: true\n", "") + opened, encoding="utf-8")
    inside = site.url.replace("127.0.0.1", "localhost")
    site.put("/", HOME.replace('href="/comments"', f'href="{inside}/inside.xml"'), content_type="text/html")
    site.put("/inside.xml", FEED, content_type="application/rss+xml")
    site.put("/feed", FEED, content_type="application/rss+xml")
    assert command("add", site.url, "--dry-run").code == 0
    paths = site.paths()
    assert "/feed" in paths
    assert "/inside.xml" not in paths


def test_an_address_that_cannot_be_parsed_ends_in_one_line(command: Command, sources: Path) -> None:
    ended = command("add", "http://[")
    assert (ended.code, ended.err.count("\n"), "'http://[' is no web address" in ended.err) == (2, 1, True), ended


def test_a_list_says_of_each_source_what_the_defaults_say(command: Command, sources: Path, tmp_path: Path) -> None:
    defaults = "defaults: {author: Ada, categories: [Sea], tags: [b], item: a.story}\n"
    listing = "    tags: [a]\n  - {name: second, kind: listing, url: 'https://second.example/'}\n"
    sources.write_text(defaults + START + listing, encoding="utf-8")
    (tmp_path / "list.opml").write_text(command("export").out, encoding="utf-8")
    assert command("add", "list.opml", "-c", "again.yaml").code == 0
    of_both = {"author": "Ada", "categories": ["Sea"]}
    assert yaml.safe_load((tmp_path / "again.yaml").read_text(encoding="utf-8"))["sources"] == [
        {"name": "first", "url": "https://first.example/feed", "tags": ["a"]} | of_both,
        {"name": "second", "url": "https://second.example/", "kind": "listing", "tags": ["b"], "item": "a.story"}
        | of_both,
    ]


def test_an_address_that_leads_nowhere_is_told_in_one_line(site: Site, command: Command, sources: Path) -> None:
    ended = command("add", site.url + "/nothing")
    assert (ended.code, ended.err) == (1, f"{site.url}/nothing: the server answered 404 Not Found\n")
    assert sources.read_text(encoding="utf-8") == START


def test_the_first_source_of_all_is_added_by_an_address_without_a_scheme(
    site: Site, command: Command, sources: Path
) -> None:
    sources.write_text("allow_private_addresses: true\ndelay: 0\nsources: []  # none yet\n", encoding="utf-8")
    site.put("/feed", FEED, content_type="application/rss+xml")
    ended = command("add", f"{site.url.removeprefix('http://')}/feed")
    assert ended.code == 0, ended
    assert sources.read_text(encoding="utf-8") == (
        "allow_private_addresses: true\ndelay: 0\nsources:  # none yet\n"
        f"  - name: Harbour News\n    url: {site.url}/feed\n"
    )


class Doorkeeper:
    """Notes the first byte of each connection to a site: 0x16 begins a TLS handshake."""

    def __init__(self, site: Site) -> None:
        self.heard: list[bytes] = []
        self._accept = site._server.get_request
        site._server.get_request = self._get_request  # type: ignore[method-assign]

    def _get_request(self) -> tuple[socket.socket, Any]:
        connection, address = self._accept()
        self.heard.append(connection.recv(1, socket.MSG_PEEK))
        return connection, address


def test_a_server_without_https_is_tried_over_https_once(site: Site, command: Command, sources: Path) -> None:
    doorkeeper = Doorkeeper(site)
    site.put("/feed", FEED, content_type="application/rss+xml")
    ended = command("add", f"{site.url.removeprefix('http://')}/feed")
    assert (ended.code, doorkeeper.heard.count(b"\x16")) == (0, 1), ended


def test_a_host_that_fails_wherever_a_feed_might_be_is_not_asked_for_all_of_them(
    site: Site, command: Command, sources: Path
) -> None:
    site.put("/", "<!doctype html><html><head><title>Harbour</title></head><body>Hello</body></html>")
    for place in usual_feeds(site.url):
        site.put(place.removeprefix(site.url), "", status=500)
    ended = command("add", site.url)
    assert (ended.code, ended.err) == (1, f"{site.url}: no source was found\n")
    assert len(site.paths()) < len(usual_feeds(site.url))


def test_a_search_does_not_keep_the_user_waiting_for_the_pace_of_a_run(sources: Path) -> None:
    sources.write_text(START.replace("delay: 0", "delay: 2"), encoding="utf-8")
    process = CrawlerRunner(runner.settings(sources, None))
    crawler = process.create_crawler(SearchSpider)
    assert process.create_crawler(crawler).settings.getfloat("DOWNLOAD_DELAY") == 0.5  # as a crawl's start does it


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_who_waits_at_a_terminal_sees_how_far_the_search_is(site: Site, sources: Path) -> None:
    site.put("/", HOME)
    site.put("/feed", FEED, content_type="application/rss+xml")
    terminal, end = os.openpty()
    shown = b""
    with subprocess.Popen(
        [sys.executable, "-m", "crawler", "add", "--dry-run", "-c", sources, site.url],
        env=os.environ | {"TERM": "xterm", "COLUMNS": "80"},
        stdout=subprocess.DEVNULL,
        stderr=end,
    ):
        os.close(end)
        with contextlib.suppress(OSError):  # so ends what a terminal showed
            while part := os.read(terminal, 4096):
                shown += part
    os.close(terminal)
    assert "looking for sources: addresses tried 4/4" in re.sub(r"\x1b\[[\d;?]*\w", "", shown.decode())
