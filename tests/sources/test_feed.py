"""What users get of a feed, well-formed or not."""

from __future__ import annotations

import gzip
import importlib.util
import sys
import time
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.items import Enclosure, Entry
from crawler.sources import Document, Listing, SourceError, feed

ROOT = Path(__file__).parents[2]
SHARED = ROOT / "../shared"
URL = "https://news.example/feed.xml"


def read(body: str | bytes, content_type: str = "", url: str = URL) -> Listing:
    body = body.encode() if isinstance(body, str) else body
    return feed.read(Document(url, body, content_type), None)  # type: ignore[arg-type]


def rss(items: str, channel: str = "", attributes: str = "") -> str:
    return f'<rss version="2.0" {attributes}><channel><title>News</title>{channel}{items}</channel></rss>'


def atom(entry: str, attributes: str = "") -> str:
    return f'<feed xmlns="http://www.w3.org/2005/Atom" {attributes}><title>News</title><entry>{entry}</entry></feed>'


def only(body: str | bytes, content_type: str = "") -> Entry:
    (entry,) = read(body, content_type).entries
    return entry


RSS_2 = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
     xmlns:atom="http://www.w3.org/2005/Atom" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">
<channel>
<title>The News</title><link>https://news.example/</link><language>en-gb</language><ttl>90</ttl>
<skipHours><hour>24</hour><hour> 23</hour><hour>25</hour></skipHours>
<skipDays><day>Saturday</day><day>sunday</day><day>Caturday</day></skipDays>
<atom:link href="https://news.example/feed.xml" rel="self"/>
<atom:link href="https://hub.example/" rel="hub"/>
<atom:link href="https://news.example/feed.xml?page=2" rel="next"/>
<item>
  <title>Bread &amp;amp; butter</title>
  <link>https://news.example/bread</link>
  <guid isPermaLink="false">news-1</guid>
  <dc:creator>Ann Author</dc:creator><dc:creator>Ben Writer</dc:creator>
  <pubDate>Thu, 26 May 2022 11:38:09 +0800</pubDate>
  <category>Food</category><category>Kitchen</category><category>Food</category>
  <description>A &lt;b&gt;short&lt;/b&gt; word</description>
  <content:encoded><![CDATA[<p>The whole article</p>]]></content:encoded>
  <enclosure url="/bread.mp3" type="audio/mpeg" length="1234"/>
</item>
</channel></rss>"""


def test_an_rss_feed_gives_all_that_it_says() -> None:
    listing = read(RSS_2)
    assert (listing.title, listing.link, listing.language) == ("The News", "https://news.example/", "en-gb")
    assert listing.refresh == timedelta(minutes=90)
    assert (listing.skip_hours, listing.skip_days) == ({0, 23}, {5, 6})
    assert listing.older == "https://news.example/feed.xml?page=2"
    assert listing.problems == []
    assert listing.entries == [
        Entry(
            url="https://news.example/bread",
            guid="news-1",
            title="Bread & butter",
            authors=["Ann Author", "Ben Writer"],
            published=datetime(2022, 5, 26, 11, 38, 9, tzinfo=timezone(timedelta(hours=8))),
            summary="A <b>short</b> word",
            content="<p>The whole article</p>",
            tags=["Food", "Kitchen"],
            language="en-gb",
            enclosures=[Enclosure("https://news.example/bread.mp3", "audio/mpeg", 1234)],
            base="https://news.example/bread",
        )
    ]


def test_an_atom_feed_gives_all_that_it_says() -> None:
    listing = read(
        """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de" xml:base="https://news.example/blog/">
        <title type="html">The &lt;i&gt;News&lt;/i&gt;</title>
        <link rel="self" href="feed.atom"/><link href="."/>
        <author><name>The Editors</name></author>
        <entry>
          <title>Tags: a &lt; b</title><id>tag:news.example,2022:1</id>
          <link rel="enclosure" type="audio/mpeg" length="55" href="one.mp3"/>
          <link rel="alternate" type="application/json" href="one.json"/>
          <link rel="alternate" type="text/html" href="one"/>
          <published>2022-05-26T03:38:09Z</published><updated>2022-05-27</updated>
          <category term="bread" label="Bread"/>
          <summary>Plain &amp; simple</summary>
          <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One<br/>two</p></div></content>
        </entry></feed>"""
    )
    assert (listing.title, listing.link) == ("The News", "https://news.example/blog/")
    assert listing.entries == [
        Entry(
            url="https://news.example/blog/one",
            guid="tag:news.example,2022:1",
            title="Tags: a < b",
            authors=["The Editors"],
            published=datetime(2022, 5, 26, 3, 38, 9, tzinfo=UTC),
            updated=date(2022, 5, 27),
            summary="Plain &amp; simple",
            content="<p>One<br>two</p>",
            tags=["Bread"],
            language="de",
            enclosures=[Enclosure("https://news.example/blog/one.mp3", "audio/mpeg", 55)],
            base="https://news.example/blog/",
        )
    ]


def test_an_rdf_feed_keeps_its_items_beside_the_channel() -> None:
    listing = read(
        """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
        xmlns:d="http://purl.org/dc/elements/1.1/">
        <channel rdf:about="https://news.example/"><title>News</title><link>https://news.example/</link></channel>
        <item rdf:about="https://news.example/1"><title>One</title><link>https://news.example/1</link>
        <d:date>2022-05-26</d:date><d:subject>Bread</d:subject></item></rdf:RDF>"""
    )
    (entry,) = listing.entries
    assert (listing.title, entry.title, entry.url) == ("News", "One", "https://news.example/1")
    assert (entry.guid, entry.published, entry.tags) == ("https://news.example/1", date(2022, 5, 26), ["Bread"])


@pytest.mark.parametrize("version", ["https://jsonfeed.org/version/1", "https://jsonfeed.org/version/1.1"])
def test_a_json_feed_gives_all_that_it_says(version: str) -> None:
    listing = read(
        """{"version": "VERSION", "title": "News", "home_page_url": "https://news.example/", "language": "fr",
        "next_url": "/feed.json?page=2",
        "author": {"name": "The Editors"}, "items": [
        {"id": 7, "url": "/seven", "title": "A & B", "content_html": "<p>Text</p>", "summary": "a < b",
         "image": "/seven.jpg", "date_published": "2022-05-26T03:38:09Z", "tags": ["x", "x", "y"],
         "authors": [{"name": "Ann"}],
         "attachments": [{"url": "/7.mp3", "mime_type": "audio/mpeg", "size_in_bytes": 9}]},
        {"id": "https://news.example/8", "content_text": "One\\n\\nTwo"}]}""".replace("VERSION", version)
    )
    assert (listing.title, listing.link, listing.language) == ("News", "https://news.example/", "fr")
    assert listing.older == "https://news.example/feed.json?page=2"
    first, second = listing.entries
    assert first == Entry(
        url="https://news.example/seven",
        guid="7",
        title="A & B",
        authors=["Ann"],
        published=datetime(2022, 5, 26, 3, 38, 9, tzinfo=UTC),
        summary="a &lt; b",
        content="<p>Text</p>",
        tags=["x", "y"],
        language="fr",
        image="https://news.example/seven.jpg",
        enclosures=[Enclosure("https://news.example/7.mp3", "audio/mpeg", 9)],
        base="https://news.example/seven",
    )
    assert (second.url, second.content, second.authors) == (
        "https://news.example/8",
        "<p>One</p>\n<p>Two</p>",
        ["The Editors"],
    )


@pytest.mark.parametrize(
    ("members", "authors"),
    [
        ('"authors": ["Ann", {"name": "Ben"}, null]', ["Ann", "Ben"]),
        ('"authors": {"name": "Ann"}', ["Ann"]),
        ('"author": " Ann  Author "', ["Ann Author"]),
        ('"authors": [], "author": {"name": "Ann"}', ["Ann"]),
        ('"authors": [{"url": "https://news.example/ann"}]', ["The Editors"]),
    ],
)
def test_authors_in_a_json_feed_may_be_objects_or_names(members: str, authors: list[str]) -> None:
    feed_itself = f'{{"author": "The Editors", "language": "de_AT", "items": [{{"id": "1", {members}}}]}}'
    (entry,) = read(feed_itself).entries
    assert (entry.authors, entry.language) == (authors, "de-AT")


TITLES = [
    ("<title>Plain</title>", "Plain"),
    ("<title>  Over\n two   lines </title>", "Over two lines"),
    ("<title>Fish &amp; chips</title>", "Fish & chips"),
    ("<title>Fish &amp;amp; chips</title>", "Fish & chips"),
    ("<title>It&amp;#8217;s</title>", "It’s"),
    ("<title><![CDATA[It&rsquo;s]]></title>", "It’s"),
    ("<title>A &lt;em&gt;new&lt;/em&gt; day</title>", "A new day"),
    ("<title>if a &lt; b and c &gt; d</title>", "if a < b and c > d"),
    ("<title>vector&lt;int&gt; explained</title>", "vector<int> explained"),
    ("<title><b>inline</b> markup</title>", "inline markup"),
    ("<title>One&lt;br&gt;two, H&lt;sub&gt;2&lt;/sub&gt;O</title>", "One two, H2O"),
    ("<title>&lt;p&gt;One&lt;/p&gt;&lt;p class='x'&gt;two&lt;/p&gt;</title>", "One two"),
    ("<title>One<br/>two<p>three</p><p>four</p></title>", "One two three four"),
    ('<title type="html">vector&amp;lt;int&amp;gt;</title>', "vector<int>"),
    ('<title type="text">&amp;amp; is an entity</title>', "&amp; is an entity"),
    ("<title></title>", None),
    ("<title/><title>The second</title>", "The second"),
    ("<dc:title xmlns:dc='http://purl.org/dc/elements/1.1/'>Core</dc:title>", "Core"),
]


@pytest.mark.parametrize(("markup", "title"), TITLES)
def test_titles_are_plain_text(markup: str, title: str | None) -> None:
    assert only(rss(f"<item>{markup}<link>https://news.example/1</link></item>")).title == title


LINKS = [
    ("<link>https://news.example/a</link>", "https://news.example/a"),
    ("<link>\n  https://news.example/a \n</link>", "https://news.example/a"),
    ("<link><![CDATA[https://news.example/a?b=1&c=2]]></link>", "https://news.example/a?b=1&c=2"),
    ("<link><![CDATA[https://news.example/a?b=1&amp;c=2&#038;d=3]]></link>", "https://news.example/a?b=1&c=2&d=3"),
    ("<guid>https://news.example/a?b=1&amp;amp;c=2</guid>", "https://news.example/a?b=1&c=2"),
    ("<link>/a</link>", "https://news.example/a"),
    ("<link>HTTP://news.example/A</link>", "http://news.example/A"),
    ("<link>Https://news.example/a</link>", "https://news.example/a"),
    ("<link>javascript:alert(1)</link>", None),
    ("<link href=' '/>", None),
    ("<link>mailto:someone@news.example</link>", None),
    ("<link>http://[bad/</link>", None),
    ("<guid>https://news.example/a</guid>", "https://news.example/a"),
    ('<guid isPermaLink="false">https://news.example/a</guid>', None),
    ("<guid>news-17</guid>", None),
    ("<link>www.news.example/a</link>", "http://www.news.example/a"),
    ("<id>https://news.example/a</id>", "https://news.example/a"),
    ("<id>https://news.example/i</id><link rel='related' href='/r'/>", "https://news.example/i"),
    (
        '<guid isPermaLink="true">https://news.example/g</guid><link>https://news.example/a</link>',
        "https://news.example/a",
    ),
    (
        "<link>https://feeds.example/~r/1</link><f:origLink xmlns:f='http://rssnamespace.org/feedburner/ext/1.0'>"
        "https://news.example/a</f:origLink>",
        "https://news.example/a",
    ),
    (
        "<link>https://feeds.example/~r/1</link><f:origLink xmlns:f='http://rssnamespace.org/feedburner/ext/1.0'>"
        f"<![CDATA[https://news.example/{'a' * 300}]]></f:origLink>",
        f"https://news.example/{'a' * 300}",
    ),
    ("<link>https://news.example/a</link><link>https://news.example/b</link>", "https://news.example/a"),
    (
        "<a:link xmlns:a='http://www.w3.org/2005/Atom' rel='self' href='/self'/><link>https://news.example/a</link>",
        "https://news.example/a",
    ),
]


@pytest.mark.parametrize(("markup", "url"), LINKS)
def test_the_link_is_where_the_article_is(markup: str, url: str | None) -> None:
    assert only(rss(f"<item><title>A</title>{markup}</item>")).url == url


AUTHORS = [
    ("<author>ann@news.example (Ann Author)</author>", ["Ann Author"]),
    ("<author>Ann Author &lt;ann@news.example&gt;</author>", ["Ann Author"]),
    ("<author>Ann Author</author>", ["Ann Author"]),
    ("<author>ann@news.example</author>", ["ann@news.example"]),
    ("<author>noreply@blogger.example (Unknown)</author>", ["Unknown"]),
    ("<author>a@news.example (Ann), b@news.example (Ben) and c@news.example (Cleo)</author>", ["Ann", "Ben", "Cleo"]),
    ('<author>"Author, Ann" &lt;a@news.example&gt;; Ben &lt;b@news.example&gt;</author>', ["Author, Ann", "Ben"]),
    ("<author>a@news.example, b@news.example</author>", ["a@news.example", "b@news.example"]),
    ("<author>a@news.example (Ann, Ben)</author>", ["Ann, Ben"]),
    ("<author>&lt;a href='mailto:a@news.example'&gt;Ann&lt;/a&gt;</author>", ["Ann"]),
    ("<author>noreply@blogger.example</author>", []),
    ("<author><name>Ann Author</name><email>ann@news.example</email></author>", ["Ann Author"]),
    ("<i:author xmlns:i='http://www.itunes.com/dtds/podcast-1.0.dtd'>Ann</i:author>", ["Ann"]),
    ("", []),
]


@pytest.mark.parametrize(("markup", "authors"), AUTHORS)
def test_authors_are_names(markup: str, authors: list[str]) -> None:
    assert only(rss(f"<item><title>A</title>{markup}</item>")).authors == authors


def test_the_categories_of_podcasts_are_tags() -> None:
    markup = "<category>News</category><i:category text='Arts &amp; Crafts'>\n<i:category text='Books'/></i:category>"
    names = 'xmlns:i="http://www.itunes.com/dtds/podcast-1.0.dtd"'
    assert only(rss(f"<item><title>A</title>{markup}</item>", attributes=names)).tags == ["News", "Arts & Crafts"]


BODIES = [
    # as RSS has it
    ("<description>a &lt;b&gt;bold&lt;/b&gt; word</description>", "a <b>bold</b> word", None),
    ("<description><![CDATA[<p>1 &lt; 2</p> \n]]></description>", "<p>1 &lt; 2</p> \n", None),
    ("<description><p>not <b>escaped</b></p></description>", "<p>not <b>escaped</b></p>", None),
    ("<summary>short</summary><description>long</description>", "short", "long"),
    ("<description> \n </description>", None, None),
    ("<description/><description>second</description>", "second", None),
    ("<description/><summary>short</summary><description>long</description>", "short", "long"),
    ("<content/><content>second</content>", None, "second"),
    # escaped once too often
    ("<description>&amp;lt;p&amp;gt;x&amp;lt;/p&amp;gt;</description>", "<p>x</p>", None),
    ("<description>the &amp;lt;p&amp;gt; tag</description>", "the &lt;p&gt; tag", None),
    # as Atom has it
    ('<content type="html">&lt;p&gt;x&lt;/p&gt;</content>', None, "<p>x</p>"),
    ('<content type="text">a &lt;b&gt; c</content>', None, "a &lt;b&gt; c"),
    ('<content type="text/html" mode="escaped">&lt;p&gt;x&lt;/p&gt;</content>', None, "<p>x</p>"),
    ('<content type="text/html" mode="base64">PHA+eDwvcD4=</content>', None, "<p>x</p>"),
    (
        '<content type="xhtml"><h:div xmlns:h="http://www.w3.org/1999/xhtml"><h:img src="a"/>x</h:div></content>',
        None,
        '<img src="a">x',
    ),
    # as podcasts and videos have it
    ("<i:summary xmlns:i='http://www.itunes.com/dtds/podcast-1.0.dtd'>notes</i:summary>", "notes", None),
    (
        "<m:group xmlns:m='http://search.yahoo.com/mrss/'><m:description>about</m:description></m:group>",
        "about",
        None,
    ),
]


@pytest.mark.parametrize(("markup", "summary", "content"), BODIES)
def test_summary_and_content_are_html_as_the_feed_has_it(markup: str, summary: str | None, content: str | None) -> None:
    entry = only(rss(f"<item><title>A</title>{markup}</item>"))
    assert (entry.summary, entry.content) == (summary, content)


BASES = [
    ("", "<link>https://news.example/2022/a</link>", "https://news.example/2022/a"),
    ("", "", "https://news.example/home/"),
    ('xml:base="https://cdn.example/x/"', "<link>https://news.example/2022/a</link>", "https://cdn.example/x/"),
    ('xml:base="/y/"', "<link>a</link>", "https://news.example/y/"),
    ('xml:base="javascript:alert(1)"', "<link>https://news.example/a</link>", "https://news.example/a"),
]


@pytest.mark.parametrize(("attributes", "link", "base"), BASES)
def test_addresses_in_the_text_are_relative_to_what_the_feed_means(attributes: str, link: str, base: str) -> None:
    item = f"<item {attributes}><title>A</title>{link}<description>x</description></item>"
    assert only(rss(item, "<link>https://news.example/home/</link>")).base == base


PICTURES = [
    ('<m:content url="/big.jpg" medium="image"/><m:thumbnail url="/small.jpg"/>', "https://news.example/big.jpg"),
    ('<m:thumbnail url="/small.jpg"/>', "https://news.example/small.jpg"),
    ('<enclosure url="/e.png" type="image/png" length="1"/>', "https://news.example/e.png"),
    ('<enclosure url="/e.mp3" type="audio/mpeg" length="1"/>', None),
    ('<enclosure url="/e.jpg?w=9"/>', "https://news.example/e.jpg?w=9"),
    ('<m:content url="/v.mp4" type="video/mp4"><m:thumbnail url="/v.jpg"/></m:content>', "https://news.example/v.jpg"),
    (
        '<m:content url="https://2.gravatar.com/avatar/a1?s=96" medium="image"/><m:content url="/b.jpg" medium="image"/>',
        "https://news.example/b.jpg",
    ),
    ('<m:thumbnail url="https://1.bp.blogspot.example/s72-c/a.jpg" height="72" width="72"/>', None),
    ('<m:thumbnail url="/a.jpg" width="240" height="135"/>', "https://news.example/a.jpg"),
    ('<m:thumbnail url="https://avatars.githubusercontent.com/u/17?s=60"/>', None),
    ('<i:image href="/cover.jpg"/>', "https://news.example/cover.jpg"),
    ("<image><url>/old.gif</url></image>", "https://news.example/old.gif"),
    (f"<image><url><![CDATA[/{'a' * 300}.gif]]></url></image>", f"https://news.example/{'a' * 300}.gif"),
    (
        '<m:group><m:content url="/v.mp4" type="video/mp4"/><m:thumbnail url="/v.jpg"/></m:group>',
        "https://news.example/v.jpg",
    ),
]


@pytest.mark.parametrize(("markup", "image"), PICTURES)
def test_the_entrys_picture_is_found(markup: str, image: str | None) -> None:
    names = 'xmlns:m="http://search.yahoo.com/mrss/" xmlns:i="http://www.itunes.com/dtds/podcast-1.0.dtd"'
    assert only(rss(f"<item><title>A</title>{markup}</item>", attributes=names)).image == image


def test_the_name_under_an_authors_portrait_is_no_title() -> None:
    portrait = (
        '<m:content url="https://2.gravatar.com/avatar/a1?s=96" medium="image"><m:title>ann</m:title></m:content>'
    )
    markup = f"<item><title/><link>https://news.example/1</link>{portrait}</item>"
    assert only(rss(markup, attributes='xmlns:m="http://search.yahoo.com/mrss/"')).title is None


def test_an_entry_without_a_date_has_none() -> None:
    entry = only(rss("<item><title>A</title><pubDate>soon</pubDate></item>"))
    assert (entry.published, entry.updated) == (None, None)


NO_FEEDS = [
    (b"", "the feed is empty"),
    (b" \n\xef\xbb\xbf\n ", "the feed is empty"),
    (b"Service unavailable", "the document holds no XML"),
    (b"<!DOCTYPE html><html><head><title>x</title></head><body>x</body></html>", "this is an HTML page, not a feed"),
    (
        b'<html><head><link rel="alternate" type="application/rss+xml" href="/rss"></head></html>',
        "this is an HTML page, not a feed; it advertises the feed https://news.example/rss",
    ),
    (
        b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"/>',
        "this is a sitemap, not a feed (kind: sitemap reads it)",
    ),
    (b"<opml/>", "this is a list of feeds (OPML), not a feed; it can be imported"),
    (b"<svg/>", "this is not a feed but XML of another kind, <svg>"),
    (b'{"items": 1}', "this is JSON, but not a JSON feed (kind: json reads JSON of any form)"),
    (b"[1, 2]", "this is JSON, but not a JSON feed (kind: json reads JSON of any form)"),
]


@pytest.mark.parametrize(("body", "message"), NO_FEEDS)
def test_what_is_no_feed_is_named_in_one_line(body: bytes, message: str) -> None:
    with pytest.raises(SourceError) as error:
        read(body)
    assert str(error.value) == message


def test_of_half_a_feed_the_whole_entries_are_read() -> None:
    items = "".join(
        f"<item><title>{n}</title><link>https://news.example/{n}</link><description>text {n}</description></item>"
        for n in range(3)
    )
    whole = rss(items)
    cut = whole[: whole.index("text 2") + 3]
    listing = read(cut)
    assert [entry.title for entry in listing.entries] == ["0", "1"]
    assert listing.problems == [
        "the document is cut short",
        "its last entry is incomplete and was left for the next time",
    ]


@pytest.mark.parametrize("cut", range(40, 900, 37))
def test_no_cut_makes_an_entry_that_is_not_there(cut: int) -> None:
    whole = {entry.title for entry in read(RSS_2).entries}
    try:
        listing = read(RSS_2[:cut])
    except SourceError:
        return
    assert {entry.title for entry in listing.entries} <= whole
    assert listing.problems


def test_a_feed_that_ends_between_two_entries_keeps_all_of_them() -> None:
    listing = read("<rss><channel><item><title>0</title></item><item><title>1</title></item>")
    assert [entry.title for entry in listing.entries] == ["0", "1"]
    assert listing.problems[0] == "the document is cut short"


@pytest.mark.parametrize(
    "behind", [" " * 9000, f"<!-- {'made in no time ' * 500}-->", f"<!DOCTYPE html><html>{'<p>Home<br>' * 900}</html>"]
)
@pytest.mark.parametrize("fault", ["", " & more"])
def test_a_feed_is_whole_whatever_stands_behind_it(behind: str, fault: str) -> None:
    feed = rss(f"<item><title>A</title><link>https://news.example/a</link><description>B{fault}</description></item>")
    listing = read(feed + behind)
    assert [entry.title for entry in listing.entries] == ["A"]
    assert not listing.is_cut
    assert "the document is cut short" not in listing.problems


def test_of_half_a_json_feed_the_whole_items_are_read() -> None:
    head = '{"version": "https://jsonfeed.org/version/1.1", "title": "News", "items": ['
    listing = read(head + '{"id": "1", "title": "A"}, {"id": "2", "ti')
    assert (listing.title, [entry.title for entry in listing.entries]) == ("News", ["A"])
    assert len(listing.problems) == 1


@pytest.mark.parametrize("behind", ["\n<!-- made in no time -->", ";", "{}"])
def test_a_json_feed_is_whole_whatever_stands_behind_it(behind: str) -> None:
    head = '{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "title": "A"}], "title": "News"}'
    listing = read(head + behind)
    assert (listing.title, [entry.title for entry in listing.entries]) == ("News", ["A"])
    assert not listing.is_cut
    assert listing.problems == ["something else stands behind the JSON"]


def test_half_a_character_in_a_json_feed_does_not_come_out_of_it() -> None:
    items = r'{"id": "\ud83d1", "url": "/\ud83d", "content_html": "<p>\udc00\ud83d\ude00</p>"}'
    for text in (f'{{"items": [{items}]}}', f'{{"items": [{items}, {{"id'):
        (entry,) = read(text).entries
        assert (entry.guid, entry.url, entry.content) == ("\ufffd1", "https://news.example/\ufffd", "<p>\ufffd😀</p>")


def test_a_gzip_file_is_unpacked_and_half_of_one_read_as_far_as_it_goes() -> None:
    packed = gzip.compress(rss("<item><title>A</title></item>" * 3000).encode())
    assert len(read(packed).entries) == 3000
    half = read(packed[: len(packed) // 2])
    assert 0 < len(half.entries) < 3000
    assert half.problems[0] == "the gzip data is cut short or damaged"


def test_a_gzip_file_that_swells_is_refused() -> None:
    packed = gzip.compress(bytes(101 * 1024**2), compresslevel=1)
    with pytest.raises(SourceError, match=r"^the document unpacks to more than 100 MiB$"):
        read(packed)


INTERVALS = [
    ("<ttl>30</ttl>", timedelta(minutes=30)),
    ("<ttl>0</ttl>", None),
    ("<ttl>soon</ttl>", None),
    ("<sy:updatePeriod>daily</sy:updatePeriod>", timedelta(days=1)),
    ("<sy:updatePeriod> hourly </sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>", timedelta(minutes=15)),
    ("<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>", None),
    ("<sy:updatePeriod>never</sy:updatePeriod>", None),
]


@pytest.mark.parametrize(("markup", "refresh"), INTERVALS)
def test_a_feed_says_how_often_it_may_be_asked(markup: str, refresh: timedelta | None) -> None:
    namespace = 'xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"'
    assert read(rss("", markup, namespace)).refresh == refresh


def test_an_archive_goes_before_the_next_page() -> None:
    links = '<link rel="next" href="?page=2"/><link rel="prev-archive" href="/2021.atom"/>'
    listing = read(f'<feed xmlns="http://www.w3.org/2005/Atom">{links}</feed>')
    assert listing.older == "https://news.example/2021.atom"


BROKEN = [
    ("an HTML entity", "<title>Caf&eacute; &nbsp; noir</title>", "Café noir"),
    ("an unknown entity", "<title>a &nosuch; b</title>", "a &nosuch; b"),
    ("a bare ampersand", "<title>Fish & chips</title>", "Fish & chips"),
    ("a control character", "<title>A\x08B\x0b</title>", "AB"),
    ("a reference to one", "<title>A&#8;B</title>", "AB"),
    ("CDATA that ends with a blank", "<title><![CDATA[A]] ></title>", "A"),
    ("an unbound prefix", "<title>A</title><dc:creator>Ann</dc:creator>", "A"),
    ("an unclosed element in the text", "<title>A</title><description>one<br>two</description>", "A"),
    ("HTML that nobody escaped", "<title>A</title><description><P>one<p>two</description>", "A"),
    ("an end tag in another case", "<title>A</Title>", "A"),
    ("an element that is not closed", "<title>A</title><guid>1<link>https://news.example/0</link>", "A"),
    ("halves of a character", "<title>A &#xD83D;&#xDE00;</title>", "A 😀"),
    ("half a character", "<title>A&#55357;B</title>", "AB"),
    ("an attribute without quotes", "<title>A</title><enclosure url=/a.mp3 />", "A"),
]


@pytest.mark.parametrize(("markup", "title"), [case[1:] for case in BROKEN], ids=[case[0] for case in BROKEN])
def test_ill_formed_feeds_are_read_and_their_fault_is_named(markup: str, title: str) -> None:
    listing = read(rss(f"<item>{markup}<link>https://news.example/1</link></item><item><title>last</title></item>"))
    assert [entry.title for entry in listing.entries] == [title, "last"]
    assert [problem.partition(":")[0] for problem in listing.problems] == ["the XML is not well-formed"]


@pytest.mark.parametrize("fault", ["<x a='1' a='2'/>", "<x a=1 b=/c/>", "<x>&#xFFFF;</x>"])
def test_escaped_text_behind_a_fault_keeps_its_marks(fault: str) -> None:
    text = "<link>/a?b=1&amp;c=2</link><description>&lt;p class=&quot;x&quot;&gt;R&amp;amp;D&lt;/p&gt;</description>"
    entry = only(rss(f"<item>{fault}{text}</item>"))
    assert (entry.url, entry.summary) == ("https://news.example/a?b=1&c=2", '<p class="x">R&amp;D</p>')


def test_values_without_quotes_are_read() -> None:
    listing = read("<rss version=2.0><channel><item><enclosure url=/a.mp3 type=audio/mpeg/></item></channel></rss>")
    assert listing.entries[0].enclosures == [Enclosure("https://news.example/a.mp3", "audio/mpeg")]
    assert listing.problems[0].startswith("the XML is not well-formed: AttValue")


@pytest.mark.parametrize("last", ["<title>last</title>", "<title><![CDATA[last]]></title>"])
@pytest.mark.parametrize("text", ["<![CDATA[<p>cut</p>", "  <![CDATA[<p>cut</p>]", "<![CDATA[<p>cut</p>]]"])
def test_a_cdata_section_without_an_end_swallows_no_other_entry(text: str, last: str) -> None:
    cut = f"<item><description>{text}</description><title>cut</title></item>"
    listing = read(rss(f"<item><title><![CDATA[first]]></title></item>{cut}<item>{last}</item>"))
    assert [entry.title for entry in listing.entries] == ["first", "cut", "last"]
    assert (listing.entries[1].summary or "").strip(" ]") == "<p>cut</p>"
    assert listing.problems[0] == "a CDATA section has no end"


def test_entries_that_are_not_closed_stay_apart() -> None:
    listing = read(rss("<item><title>0</title><item><title>1</title></item><item><title>2</title>"))
    assert [entry.title for entry in listing.entries] == ["0", "1", "2"]


def test_a_namespace_that_nobody_knows_does_no_harm() -> None:
    assert (
        only(rss("<item><title>A</title></item>").replace("<rss", '<rss xmlns="https://news.example/ns"')).title == "A"
    )


@pytest.mark.parametrize(
    "bound", ["", 'xmlns:dc="http://wrong.example/"', 'xmlns:dc="https://purl.org/dc/elements/1.1"']
)
def test_a_prefix_that_is_unbound_or_bound_to_something_else_is_taken_at_its_word(bound: str) -> None:
    assert only(rss("<item><title>A</title><dc:creator>Ann</dc:creator></item>", attributes=bound)).authors == ["Ann"]


@pytest.mark.parametrize(
    "page",
    [
        "<!DOCTYPE html><html><body>{}</body></html>",
        "<html><head><meta charset=utf-8></head><body>\n{}\n</body></html>",
        "<html><body><pre>{}</pre></body></html>",
    ],
)
def test_a_feed_that_a_page_is_wrapped_around_is_read(page: str) -> None:
    body = RSS_2.replace("&", "&amp;").replace("<", "&lt;") if "<pre>" in page else RSS_2.partition("?>")[2]
    assert [entry.title for entry in read(page.format(body)).entries] == ["Bread & butter"]


def test_a_feed_that_is_written_in_the_namespace_of_xhtml_is_read() -> None:
    assert only(rss("<item><title>A</title></item>", attributes='xmlns="http://www.w3.org/1999/xhtml"')).title == "A"


def test_the_items_of_every_channel_are_read() -> None:
    first, second = (f"<channel><title>{n}</title><item><title>in {n}</title></item></channel>" for n in "12")
    listing = read(f"<rss>{first}{second}</rss>")
    assert (listing.title, [entry.title for entry in listing.entries]) == ("1", ["in 1", "in 2"])


def test_items_without_a_feed_around_them_are_read() -> None:
    one, other = (f"<item><title>{number}</title></item>" for number in "12")
    assert [entry.title for entry in read(one).entries] == ["1"]
    assert [entry.title for entry in read(one + other).entries] == ["1", "2"]


def test_xhtml_comes_through_as_html() -> None:
    text = f"<p>{'x &#233; &amp; ' * 50}</p><a id='it'/><br/><img src='a.png' alt='1 /> 2' /><td class=\"b\" />"
    written = f'<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{text}</div></content>'
    entry = only(atom(f"<title>A</title>{written}<link href='/a'/>"))
    assert (entry.url, entry.content) == (
        "https://news.example/a",
        text.replace("<a id='it'/>", "<a id='it'></a>").replace('<td class="b" />', '<td class="b"></td>'),
    )


def test_long_escaped_text_comes_through_character_for_character() -> None:
    text = '<p title="1 > 0">&amp; &lt; \r\n &#8217; ]] 元 \' \x85</p>' * 40
    escaped = text.replace("&", "&#38;").replace("<", "&lt;").replace('"', "&quot;").replace("'", "&#x27;")
    entry = only(rss(f"<item><description>{escaped}</description><category>{escaped}</category></item>"))
    assert entry.summary == text.replace("\r\n", "\n").replace("\x85", "…")
    assert len(entry.tags[0]) < len(text)


def test_what_stands_before_the_feed_does_no_harm() -> None:
    for rubbish in ("\n\nWarning: something in /var/www\n", "<br/>\n<b>Warning</b>: something in <b>/var/www</b><br/>"):
        for body in (RSS_2, RSS_2.partition("?>")[2]):
            assert [entry.title for entry in read(rubbish + body).entries] == ["Bread & butter"]


@pytest.mark.parametrize(
    "between", ["\ufeff", "\nWarning: something\n", "<br />\n<b>Warning</b>: a < b<br>\n", "<script>x</script>"]
)
def test_what_stands_between_the_declaration_and_the_feed_does_no_harm(between: str) -> None:
    declaration, end, feed_itself = RSS_2.partition("?>")
    listing = read(declaration + end + between + feed_itself)
    assert [entry.title for entry in listing.entries] == ["Bread & butter"]
    assert listing.problems == ["something else stands before the XML"]


def test_a_document_type_declaration_adds_its_plain_entities_and_nothing_else() -> None:
    secret = (ROOT / "pyproject.toml").as_uri()
    body = f"""<!DOCTYPE rss [<!ENTITY name "The News"> <!ENTITY file SYSTEM "{secret}">
    <!ENTITY a "&name;&name;&name;"> ]><rss><channel><title>&name;</title>
    <item><title>x &file; &a; y</title></item></channel></rss>"""
    listing = read(body)
    assert listing.title == "The News"
    assert listing.entries[0].title == "x &file; &a; y"


def test_entities_that_multiply_stay_small() -> None:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    body = f'<!DOCTYPE rss [<!ENTITY e0 "ha">{levels}]><rss><channel><item><title>&e11;</title></item></channel></rss>'
    assert only(body).title == "&e11;"


def test_an_entity_that_is_put_in_a_million_times_is_refused() -> None:
    title = "&a;" * 100_000
    body = (
        f'<!DOCTYPE rss [<!ENTITY a "{"ha" * 100}">]><rss><channel><item><title>{title}</title></item></channel></rss>'
    )
    with pytest.raises(SourceError, match="stand for more than 1000000 characters"):
        read(body)


TEXT = "<rss><channel><title>Crème brûlée – “déjà vu”</title></channel></rss>"
CHARSETS: list[tuple[str, bytes, str, int]] = [
    ("UTF-8", TEXT.encode(), "", 0),
    ("UTF-8 with a mark", b"\xef\xbb\xbf" + TEXT.encode(), "", 0),
    ("UTF-16 with a mark", TEXT.encode("utf-16"), "", 0),
    ("UTF-16 without one", TEXT.encode("utf-16-le"), "", 0),
    ("UTF-32", TEXT.encode("utf-32"), "", 0),
    ("windows-1252 in the declaration", f'<?xml version="1.0" encoding="windows-1252"?>{TEXT}'.encode("cp1252"), "", 0),
    ("ISO 8859-1 that is windows-1252", f'<?xml version="1.0" encoding="iso-8859-1"?>{TEXT}'.encode("cp1252"), "", 0),
    ("windows-1252 in the header", TEXT.encode("cp1252"), "text/xml; charset=windows-1252", 0),
    ("UTF-8 that the header denies", TEXT.encode(), "text/xml; charset=ISO-8859-1", 0),
    ("UTF-8 that the declaration denies", f'<?xml version="1.0" encoding="iso-8859-1"?>{TEXT}'.encode(), "", 0),
    ("windows-1252 that says UTF-8", f'<?xml version="1.0" encoding="utf-8"?>{TEXT}'.encode("cp1252"), "", 1),
    ("windows-1252 by reference", TEXT.replace("“", "&#147;").replace("”", "&#148;"), "", 0),  # type: ignore[list-item]
]


@pytest.mark.parametrize(
    ("body", "content_type", "faults"), [case[1:] for case in CHARSETS], ids=[case[0] for case in CHARSETS]
)
def test_the_charset_is_that_of_the_bytes(body: bytes, content_type: str, faults: int) -> None:
    listing = read(body, content_type)
    assert listing.title == "Crème brûlée – “déjà vu”"
    assert len(listing.problems) == faults


@pytest.mark.parametrize("charset", ["gb2312", "big5", "euc-jp", "shift_jis", "euc-kr", "iso-2022-jp", "koi8-r"])
def test_charsets_of_every_script_are_read(charset: str) -> None:
    title = {"koi8-r": "Новости дня", "euc-kr": "오늘의 소식", "gb2312": "今日新闻", "big5": "今日新聞"}.get(
        charset, "今日のニュース"
    )
    body = f'<?xml version="1.0" encoding="{charset}"?><rss><channel><title>{title}</title></channel></rss>'
    assert read(body.encode(charset)).title == title


@pytest.mark.parametrize("where", ["declaration", "header"])
def test_utf_8_that_is_called_gb2312_is_utf_8(where: str) -> None:
    title = "中文新闻标题"  # whose bytes are valid GBK, too
    body = f"<rss><channel><title>{title}</title></channel></rss>"
    if where == "header":
        listing = read(body, "text/xml; charset=gb2312")
    else:
        listing = read(f'<?xml version="1.0" encoding="gb2312"?>{body}')
    assert listing.title == title


def test_a_header_that_says_latin_1_does_not_deny_the_declaration() -> None:
    body = '<?xml version="1.0" encoding="windows-1251"?><rss><channel><title>Новости дня</title></channel></rss>'
    assert read(body.encode("cp1251"), "text/xml; charset=ISO-8859-1").title == "Новости дня"


def test_a_few_broken_bytes_do_not_spoil_the_rest() -> None:
    listing = read("<rss><channel><title>今日的新闻很多".encode() + b"\xe4" + b"</title></channel></rss>")
    assert listing.title == "今日的新闻很多\ufffd"
    assert "UTF-8 with 1 broken" in listing.problems[0]


def test_an_entry_without_link_and_title_is_named() -> None:
    listing = read(rss("<item><title>A</title></item><item><author>Ann</author></item>"))
    assert len(listing.entries) == 2
    assert listing.problems == ["entry 2 has neither link nor title"]


def test_a_thousand_such_entries_are_named_in_one_line() -> None:
    listing = read(rss("<item><title>A</title></item>" + "<item><author>Ann</author></item>" * 1000))
    assert listing.problems == ["1000 entries have neither link nor title (the first is number 2)"]


@pytest.mark.parametrize("size", [10, 255, 256, 100_000])
def test_long_cdata_comes_through_character_for_character(size: int) -> None:
    text = ("<p>1 &lt; 2 ]] > &amp; 元 \ufdd00\ufdd1\n</p>" * size)[:size]
    assert (
        only(
            rss(f"<item><!-- <![CDATA[ --><title>A</title><description><![CDATA[{text}]]></description></item>")
        ).summary
        == text
    )


def test_a_comment_that_holds_cdata_hides_it() -> None:
    hidden = "<!-- <![CDATA[" + "x" * 300 + "]]> <description>wrong</description> -->"
    assert only(rss(f"<item><title>A</title>{hidden}<description>right</description></item>")).summary == "right"


@pytest.mark.parametrize(
    ("items", "channel"),
    [
        ("", f"<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>{'9' * 5_000}</sy:updateFrequency>"),
        ('<enclosure url="http://[::1"/>', ""),
        ('<content type="image/png">caf\xe9</content>', ""),
    ],
)
def test_values_that_are_none_do_no_harm(items: str, channel: str) -> None:
    namespace = ' xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"'
    listing = read(rss(f"<item><title>A</title><link>/a</link>{items}</item>", channel, namespace))

    assert [(entry.title, entry.url, entry.image) for entry in listing.entries] == [
        ("A", "https://news.example/a", None)
    ]
    assert listing.refresh is None


@pytest.mark.parametrize("link", ["http://ex\u2100mple/a", "http://[::1", "http://news.example:99999/a", "http://?a"])
def test_a_link_that_nothing_can_fetch_is_none(link: str) -> None:
    assert only(rss(f"<item><title>A</title><link>{link}</link></item>")).url is None


@pytest.mark.parametrize("before", [0, 5_000])
def test_entities_of_a_declaration_that_begins_far_down_are_text(before: int) -> None:
    declared = f'<!--{" " * before}--><!DOCTYPE rss [<!ENTITY who "Ann">]>'
    listing = read(f"{declared}<rss><channel>&who;<item>&who;<title>A</title><link>/a</link></item></channel></rss>")

    assert [(entry.title, entry.url) for entry in listing.entries] == [("A", "https://news.example/a")]


@pytest.mark.parametrize(
    "markup",
    [
        '<feed xmlns="urn:x"><entry><title>A</title><a:b:c>x</a:b:c></entry></feed>',
        '<feed xmlns="http:/&#xFFFF;"><entry><title>A</title><b></entry></feed>',
        '<rss xmlns="http://purl.org/rss/1.0/"><channel><item><title>A</title><body><a:b:c/>x</body></item></channel></rss>',
        '<feed title="<![CDATA["><entry><title>A</title><content type="&#55296;html">&who;&lt;b></content></entry></feed>',
    ],
)
def test_what_ill_formed_feeds_make_of_names_and_references_does_no_harm(markup: str) -> None:
    assert only(markup).title == "A"


@pytest.mark.parametrize(
    "charset", ["base64", "bz2", "hex", "idna", "punycode", "rot13", "undefined", "uu", "utf-16", "zlib"]
)
def test_a_charset_that_is_none_is_not_believed(charset: str) -> None:
    body = f'<?xml version="1.0" encoding="{charset}"?>' + rss("<item><title>A caf\xe9</title></item>")

    for data in (body.encode("latin-1"), body.encode()):
        assert only(data).title == only(data, f"text/xml; charset={charset}").title == "A caf\xe9"


HOSTILE = {
    "comments that never end": "<!--" * 50_000,
    "CDATA that never ends": "<![CDATA[" * 50_000,
    "descriptions that never end": "<description>" * 50_000,
    "titles that never end": "<item><title><b>" * 8_000,
    "paragraphs that never end": "<item><title>" + "&lt;p&gt;" * 100_000 + "</title></item>",
    "scripts that never end": "<item><title>&lt;b&gt;&lt;/b&gt;" + "&lt;script&gt;" * 50_000 + "</title></item>",
    "quotes that never end": "<item><title>&lt;b&gt;&lt;/b&gt;" + '&lt;a "' * 50_000 + "</title></item>",
    "declarations that never end": "<!DOCTYPE [" * 50_000,
    "elements in elements": "<a>" * 50_000,
    "types that are all alike": '<content type="xhtml"><div>' * 20_000 + ' type="xhtml"' * 50_000,
    "sections that end in the wrong place": "<![CDATA[" + "]]>" * 100_000,
    "marks that nobody made": "<description><![CDATA["
    + "x" * 100_000
    + "]]></description>"
    + "<item><title>&#127;T0&#x7F;</title></item>" * 2_000,
    "ampersands": "&" * 100_000 + "&a" * 100_000,
    "an author's name that becomes no address": "<item><author>" + "a" * 50_000 + "@</author></item>",
    "tags escaped twice that never end": "<item><description>&amp;lt;p "
    + "&amp;gt;" * 50_000
    + "x</description></item>",
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE)
def test_hostile_feeds_are_done_with_at_once(body: str) -> None:
    began = time.process_time()
    for start in ("<rss><channel>", "<!DOCTYPE rss><rss><channel>", '<feed xmlns="http://www.w3.org/2005/Atom">'):
        assert "\n" not in message((start + body).encode())
    assert time.process_time() - began < 10


def message(body: bytes) -> str:
    """Why the document cannot be read, or nothing."""
    try:
        read(body)
    except SourceError as error:
        return str(error)
    return ""


@given(st.binary(max_size=300))
def test_no_bytes_whatever_raise_anything_but_a_source_error(body: bytes) -> None:
    for document in (body, b"<rss><channel>" + body + b"</channel></rss>", b'{"items": [' + body):
        assert "\n" not in message(document)


@given(
    st.lists(
        st.sampled_from(
            "<item> </item> <title> </title> <![CDATA[ ]]> & &lt; <br> <content> </content> <link> </Title> &#xD83D; &#xDE00; <entry </item x é \x01".split(
                " "
            )
        ),
        max_size=40,
    )
)
def test_no_mixture_of_markup_raises_anything_but_a_source_error(parts: list[str]) -> None:
    assert "\n" not in message(("<rss><channel>" + "".join(parts)).encode())


# Feeds that others wrote


def shared(path: str) -> Path:
    if not (SHARED / path).exists():
        pytest.skip(f"{path} does not lie beside the project")
    return SHARED / path


def load(path: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(Path(path).stem, ROOT / path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_the_first_article_of_36kr_comes_through_byte_for_byte() -> None:
    body = shared("seed/36kr-feed.xml").read_bytes()
    post = shared("seed/seed.md").read_text("utf-8")
    entry = read(body).entries[0]
    assert entry.summary == post.partition("<div>   \n")[2].rpartition("  \n</div>")[0]
    assert entry.published == datetime(2022, 5, 26, 3, 38, 9, tzinfo=UTC)


def test_feedparsers_own_tests_are_read_as_well_as_by_feedparser() -> None:
    root = shared("feeds")
    tally = load("benchmarks/feeds.py").score(sorted(root.rglob("*.xml")), root)
    assert tally.asked >= 600
    assert tally.met / tally.asked >= 0.99, "\n".join(tally.misses)
