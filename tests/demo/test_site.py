"""The demo's newspaper: it is whole, as awkward as it should be, and behaves as a polite site's server does."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from http.client import HTTPResponse
from pathlib import Path
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree

import pytest
from lxml import html
from support import Command

from crawler.config import parse
from crawler.demo.server import serve, sources_file

ARTICLES = [
    "/en/signs.html",
    "/en/ferry.html",
    "/en/escape.html",
    "/en/tides.html",
    "/en/letters-march.html",
    "/en/letters-april.html",
    "/zh/teahouse.html",
    "/zh/library.html",
    "/ar/nets.html",
    "/ar/stars.html",
]


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with serve() as url:
        yield url


def get(url: str, method: str = "GET", **headers: str) -> HTTPResponse:
    wanted = {name.replace("_", "-"): value for name, value in headers.items()}
    answer = urllib.request.urlopen(urllib.request.Request(url, headers=wanted, method=method))
    assert isinstance(answer, HTTPResponse)
    return answer


def status(url: str, **headers: str) -> int:
    try:
        with get(url, **headers) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


def text(url: str, encoding: str = "utf-8") -> str:
    with get(url) as answer:
        return answer.read().decode(encoding)


def test_a_feed_gives_the_addresses_of_this_very_server(site: str) -> None:
    links = [link.text or "" for link in ElementTree.fromstring(text(f"{site}/en/feed.xml")).iter("link")]
    assert len(links) > 8
    assert all(link.startswith(f"{site}/") for link in links)
    assert ".example" not in "".join(map(str, links))


@pytest.mark.parametrize("path", ARTICLES)
def test_an_article_has_a_title_and_pictures_that_are_there(site: str, path: str) -> None:
    page = html.fromstring(text(site + path, "gb18030" if path == "/zh/library.html" else "utf-8"))
    assert page.findtext(".//title")
    pictures = page.xpath("//img[not(@data-src)]/@src | //img/@data-src | //meta[@property='og:image']/@content")
    assert [status(urljoin(site, picture)) for picture in pictures] == [200] * len(pictures)


def test_every_link_within_the_site_leads_somewhere_but_the_one_that_should_not(site: str) -> None:
    links = {
        urljoin(site, link)
        for path in ["/", *ARTICLES]
        for link in html.fromstring(get(site + path).read()).xpath(
            "//nav//a/@href | //aside//a/@href | //main/ul//a/@href"
        )
    }
    entries = ElementTree.fromstring(text(f"{site}/en/feed.xml")).iterfind("channel/item/link")
    links |= {entry.text or "" for entry in entries}
    assert {urlsplit(link).path for link in links if status(link) == 404} == {"/en/whale.html"}


def test_robots_txt_keeps_crawlers_from_one_article_of_the_feed(site: str) -> None:
    assert "Disallow: /private/" in text(f"{site}/robots.txt")
    assert "/private/diary.html" in text(f"{site}/en/feed.xml")


def test_two_articles_have_one_title(site: str) -> None:
    titles = [
        title.text for title in ElementTree.fromstring(text(f"{site}/en/feed.xml")).iterfind("channel/item/title")
    ]
    assert titles.count("Letters to the editor") == 2


def test_one_page_has_a_wrong_charset_in_its_header(site: str) -> None:
    with get(f"{site}/zh/library.html") as answer:
        assert answer.headers.get_content_charset() == "iso-8859-1"
        assert "一座只在雨天开门的图书馆" in answer.read().decode("gb18030")


def test_one_article_is_only_in_its_json_ld(site: str) -> None:
    page = html.fromstring(text(f"{site}/ar/stars.html"))
    data = json.loads(page.findtext(".//script[@type='application/ld+json']") or "")
    assert len(data["articleBody"]) > 1000
    assert not page.xpath("//main//p")


@pytest.mark.parametrize(
    ("path", "awkward"),
    [
        ("/en/signs.html", "<h1>&quot;Mind the gap&quot;: how {{ destination }} came"),
        ("/en/ferry.html", 'data-src="/pictures/ferry.png"'),
        ("/en/ferry.html", 'class="newsletter"'),
        ("/en/ferry.html", 'id="cookie-notice"'),
        ("/en/escape.html", "Many happy returns!&lt;/p&gt;\n\n&lt;script&gt;"),
        ("/en/escape.html", "{% raw %}"),
        ("/en/tides.html", '<script>alert("'),
        ("/en/tides.html", 'onclick="alert('),
        ("/en/tides.html", '<td colspan="2">'),
        ("/zh/feed.xml", '<content type="html"><![CDATA['),
    ],
)
def test_the_awkward_things_are_in_place(site: str, path: str, awkward: str) -> None:
    assert awkward in text(site + path)


def test_one_article_has_no_date_anywhere(site: str) -> None:
    page = text(f"{site}/ar/nets.html")
    assert "2025" not in page
    assert "<time" not in page
    items = ElementTree.fromstring(text(f"{site}/ar/feed.xml")).iterfind("channel/item")
    assert [item.findtext("pubDate") is None for item in items if "nets" in (item.findtext("link") or "")] == [True]


def test_what_has_not_changed_is_not_sent_again(site: str) -> None:
    with get(f"{site}/en/feed.xml") as answer:
        etag, modified = answer.headers["ETag"], answer.headers["Last-Modified"]
    assert status(f"{site}/en/feed.xml", If_None_Match=etag) == 304
    assert status(f"{site}/en/feed.xml", If_None_Match=f'"x", W/{etag}') == 304
    assert status(f"{site}/en/feed.xml", If_Modified_Since=modified) == 304
    assert status(f"{site}/en/feed.xml", If_None_Match='"x"', If_Modified_Since=modified) == 200
    assert status(f"{site}/en/feed.xml", If_Modified_Since="yesterday") == 200


def test_what_is_not_there_is_not_found(site: str) -> None:
    for path in ("/en/whale.html", "/en/", "/../server.py", "/%2e%2e/server.py"):
        assert status(site + path) == 404


def test_a_head_request_is_answered_without_a_body(site: str) -> None:
    with get(f"{site}/?x=y", method="HEAD") as answer:
        assert int(answer.headers["Content-Length"]) > 0
        assert answer.read() == b""


def test_the_site_is_gone_when_the_demo_is_over() -> None:
    with serve() as url:
        assert status(f"{url}/robots.txt") == 200
    with pytest.raises(urllib.error.URLError):
        get(f"{url}/robots.txt")


def test_a_folder_that_takes_no_post_is_told_once_before_anything_is_shown(command: Command, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("", encoding="utf-8")
    ended = command("demo", "--output", "taken/posts")
    told = "taken/posts: no post can be written there: taken is no folder; let --output name another folder\n"
    assert (ended.code, ended.out, ended.err) == (2, "", told)


def test_the_sources_file_is_a_valid_one(tmp_path: Path) -> None:
    output = tmp_path / 'a "b": {c} 漢字'
    config = parse(sources_file("http://127.0.0.1:8000", output), tmp_path / "sources.yaml")
    assert config.output == output
    assert config.allow_private_addresses
    assert [source.url for source in config.sources] == [
        f"http://127.0.0.1:8000/{language}/feed.xml" for language in ("en", "zh", "ar")
    ]


def test_the_demo_shows_the_posts_in_whatever_folder_they_are(command: Command) -> None:
    ended = command("demo", "--output", "a [/b]")
    assert (ended.code, "10 posts in a [/b]:" in ended.out) == (0, True), ended
