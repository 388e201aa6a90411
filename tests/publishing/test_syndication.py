import json
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from typing import Any

import pytest
from lxml import etree

from crawler.publishing.syndication import (
    Channel,
    Published,
    atom,
    changed,
    dated,
    json_feed,
    rss,
    sitemap,
)
from tests.publishing.nasty import TEXTS
from tests.publishing.posts import BEIJING, a_post

CHANNEL = Channel("Harbour & Co", "https://site.example/", "https://site.example/feed")
NAMES = {
    "a": "http://www.w3.org/2005/Atom",
    "c": "http://purl.org/rss/1.0/modules/content/",
    "d": "http://purl.org/dc/elements/1.1/",
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
}
LAMPS = Published(
    a_post(title="Lamps & <lights>", body="<p>a &lt; b</p>", updated=datetime(2024, 3, 3, 8, tzinfo=BEIJING)),
    "https://site.example/lamps/",
)
UNDATED = Published(a_post(url="https://news.example/2", published=None, authors=(), description="1 < 2"))


def found(document: bytes, path: str) -> list[Any]:
    return list(etree.fromstring(document).xpath(path, namespaces=NAMES))


def test_an_atom_feed_has_what_rfc_4287_asks_for() -> None:
    feed = atom(CHANNEL, [LAMPS, UNDATED])
    assert found(feed, "/a:feed/a:id/text()") == ["https://site.example/feed"]
    assert found(feed, "/a:feed/a:title/text()") == ["Harbour & Co"]
    assert found(feed, "/a:feed/a:updated/text()") == ["2024-03-03T08:00:00+08:00"]
    assert found(feed, "/a:feed/a:link[@rel='self']/@href") == ["https://site.example/feed"]
    for name in ("id", "title", "updated", "published", "content", "author/a:name", "link[@rel='alternate']"):
        assert len(found(feed, f"/a:feed/a:entry/a:{name}")) >= 2, name
    assert found(feed, "//a:entry/a:id/text()") == ["https://news.example/lamps", "https://news.example/2"]
    assert found(feed, "//a:entry/a:link[@rel='alternate']/@href") == [
        "https://site.example/lamps/",
        "https://news.example/2",
    ]
    assert found(feed, "//a:entry/a:link[@rel='related']/@href") == ["https://news.example/lamps"]
    assert found(feed, "//a:entry/a:source/a:title/text()") == ["Harbour News", "Harbour News"]
    assert found(feed, "//a:content[@type='html']/text()")[0] == "<p>a &lt; b</p>"
    assert found(feed, "//a:entry/a:published/text()") == ["2024-03-01T07:30:15+08:00", "2024-03-02T06:00:00Z"]
    assert found(feed, "//a:entry[2]/a:author/a:name/text()") == ["Harbour News"]


def test_an_rss_feed_has_what_rss_2_asks_for() -> None:
    feed = rss(CHANNEL, [LAMPS, UNDATED])
    for name in ("title", "link", "description", "a:link[@rel='self']"):
        assert len(found(feed, f"/rss/channel/{name}")) == 1, name
    assert found(feed, "//item/title/text()")[0] == "Lamps & <lights>"
    assert found(feed, "//item/link/text()") == ["https://site.example/lamps/", "https://news.example/2"]
    assert found(feed, "//item/guid/text()") == ["https://news.example/lamps", "https://news.example/2"]
    assert found(feed, "//item/guid/@isPermaLink") == ["false", "true"]
    assert found(feed, "//item[1]/d:creator/text()") == ["Ada Quill", "Bo Lin"]
    assert found(feed, "//item/source/@url") == ["https://news.example/lamps", "https://news.example/2"]
    assert found(feed, "//item/c:encoded/text()")[0] == "<p>a &lt; b</p>"
    assert found(feed, "//item/description/text()")[1] == "1 &lt; 2"
    first, second = map(parsedate_to_datetime, found(feed, "//item/pubDate/text()"))
    assert first == datetime(2024, 2, 29, 23, 30, 15, tzinfo=UTC)
    assert second == datetime(2024, 3, 2, 6, tzinfo=UTC)


def test_a_json_feed_has_what_version_1_1_asks_for() -> None:
    feed = json.loads(json_feed(CHANNEL, [LAMPS, UNDATED]))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == "https://site.example/feed"
    first, second = feed["items"]
    assert first["id"] == first["external_url"] == "https://news.example/lamps"
    assert first["url"] == "https://site.example/lamps/"
    assert first["content_html"] == "<p>a &lt; b</p>"
    assert first["authors"] == [{"name": "Ada Quill"}, {"name": "Bo Lin"}]
    assert first["date_modified"] == "2024-03-03T08:00:00+08:00"
    assert second["date_published"] == "2024-03-02T06:00:00Z"


@pytest.mark.parametrize("make", [atom, rss, json_feed])
def test_no_article_breaks_a_feed(make: Any) -> None:
    posts = [
        Published(
            a_post(
                title=f"{text}\x00",
                body=f"<p>{text}\x08</p>",
                tags=(text,),
                authors=(text,),
                language=text,
                url=f"https://n.example/{number}",
            )
        )
        for number, text in enumerate([*TEXTS, "", "]]>", "\ud800"])
    ]
    feed = make(CHANNEL, posts)
    if make is json_feed:
        assert len(json.loads(feed)["items"]) == len(posts)
    else:
        assert len(found(feed, "//a:entry | //item")) == len(posts)


@pytest.mark.parametrize("make", [atom, rss, json_feed])
def test_a_feed_without_posts_is_still_one(make: Any) -> None:
    assert b"Harbour" in make(CHANNEL, [])


def test_a_sitemap_names_the_pages_of_the_site() -> None:
    document = sitemap([("https://site.example/lamps/?a=1&b=2", changed(LAMPS.post))])
    assert found(document, "/s:urlset/s:url/s:loc/text()") == ["https://site.example/lamps/?a=1&b=2"]
    assert found(document, "//s:lastmod/text()") == ["2024-03-03T08:00:00+08:00"]


def test_dates_of_all_forms_sort_as_time_does() -> None:
    moments = [
        datetime(1900, 1, 1, 8, 5, 43, tzinfo=timezone(timedelta(hours=8, minutes=5, seconds=43))),
        date(2024, 1, 1),
        datetime(2024, 1, 1, 9, tzinfo=BEIJING),
        datetime.fromisoformat("2024-01-01T02:00:00"),
        datetime(2024, 1, 1, 2, 0, 1, 999, tzinfo=UTC),
    ]
    found = [dated(a_post(published=moment)) for moment in moments]
    assert sorted(found) == found == list(dict.fromkeys(found))


def test_an_offset_of_odd_seconds_is_written_as_utc() -> None:
    odd = a_post(published=datetime(1900, 1, 1, 8, 5, 43, tzinfo=timezone(timedelta(hours=8, minutes=5, seconds=43))))
    assert found(atom(CHANNEL, [Published(odd)]), "//a:published/text()") == ["1900-01-01T00:00:00Z"]
    assert found(rss(CHANNEL, [Published(odd)]), "//pubDate/text()") == ["Mon, 01 Jan 1900 00:00:00 +0000"]
