"""What users get of a sitemap, an index, a plain list of addresses."""

from __future__ import annotations

import gzip
from datetime import UTC, date, datetime
from typing import Any

import pytest
from pydantic import ValidationError

from crawler import sources
from crawler.sources import Document, Further, Listing, SourceError, sitemap

URL = "https://news.example/sitemap.xml"
NAMES = (
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9" '
    'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'
)


def read(body: str | bytes, **options: Any) -> Listing:
    body = body.encode() if isinstance(body, str) else body
    return sitemap.read(Document(URL, body), sitemap.Options(**options))


def urlset(*addresses: str) -> str:
    return f"<urlset {NAMES}>" + "".join(f"<url><loc>{address}</loc></url>" for address in addresses) + "</urlset>"


def test_a_news_sitemap_gives_title_date_language_and_picture() -> None:
    (entry,) = read(
        f"""<?xml version="1.0" encoding="UTF-8"?><urlset {NAMES}><url><loc> https://news.example/a?b=1&amp;c=2 </loc>
        <lastmod>2022-05-27</lastmod>
        <n:news><n:publication><n:name>The News</n:name><n:language>en</n:language></n:publication>
        <n:publication_date>2022-05-26T03:38:09Z</n:publication_date><n:title>Bread &amp; butter</n:title>
        <n:keywords>bread, butter</n:keywords></n:news>
        <image:image><image:loc>https://news.example/a.jpg</image:loc></image:image></url></urlset>"""
    ).entries
    assert (entry.url, entry.title, entry.language) == ("https://news.example/a?b=1&c=2", "Bread & butter", "en")
    assert entry.published == datetime(2022, 5, 26, 3, 38, 9, tzinfo=UTC)
    assert entry.updated == date(2022, 5, 27)
    assert entry.tags == ["bread", "butter"]
    assert entry.image == "https://news.example/a.jpg"


def test_an_index_names_its_sitemaps_and_when_they_changed() -> None:
    body = f"""<sitemapindex {NAMES}><sitemap><loc>https://news.example/1.xml.gz</loc><lastmod>2022-05-26</lastmod></sitemap>
    <sitemap><loc>/2.xml</loc></sitemap><sitemap><loc>https://news.example/tags.xml</loc></sitemap></sitemapindex>"""
    listing = read(body, sitemaps=[r"/\d"])
    assert listing.entries == []
    assert listing.more == [
        Further("https://news.example/1.xml.gz", date(2022, 5, 26)),
        Further("https://news.example/2.xml"),
    ]


@pytest.mark.parametrize(
    ("lists", "articles"),
    [
        (("wp-sitemap-taxonomies-post_tag-1", "wp-sitemap-users-1"), ("wp-sitemap-posts-post-1",)),
        (("category-sitemap", "post_tag-sitemap2", "author-sitemap"), ("post-sitemap", "page-sitemap", "tag-news")),
        (("sitemap-tags", "sitemap-authors"), ("sitemap-posts", "sitemap-pages")),
        ((), ("category-sitemap",)),
    ],
)
def test_of_an_index_the_sitemaps_of_tags_and_authors_are_left_out(
    lists: tuple[str, ...], articles: tuple[str, ...]
) -> None:
    names = [f"https://a.example/{name}.xml" for name in (*articles, *lists)]
    body = f"<sitemapindex>{''.join(f'<sitemap><loc>{name}</loc></sitemap>' for name in names)}</sitemapindex>"
    assert [further.url for further in read(body).more] == names[: len(articles)]
    assert [further.url for further in read(body, sitemaps=["."]).more] == names


@pytest.mark.parametrize("more", [b"", bytes(512), b"\r\n"])
def test_a_gzip_file_of_several_members_is_unpacked_whole(more: bytes) -> None:
    whole = urlset(*(f"https://news.example/{number}" for number in range(2_000))).encode()
    members = (gzip.compress(whole[start : start + 16_384]) for start in range(0, len(whole), 16_384))
    listing = read(b"".join(members) + more)
    assert (len(listing.entries), listing.problems) == (2_000, [])


def test_a_gzipped_sitemap_is_unpacked() -> None:
    assert [e.url for e in read(gzip.compress(urlset("https://news.example/a").encode())).entries] == [
        "https://news.example/a"
    ]


def test_a_plain_list_of_addresses_is_read() -> None:
    listing = read("\ufeffhttps://news.example/a\r\nhttps://news.example/b\n\nnonsense\nhttps://news.example/a\n")
    assert [entry.url for entry in listing.entries] == ["https://news.example/a", "https://news.example/b"]
    assert listing.problems == ["1 lines of it are no web addresses"]


def test_a_feed_may_stand_for_a_sitemap() -> None:
    listing = read("<rss><channel><item><link>https://news.example/a</link></item></channel></rss>")
    assert [entry.url for entry in listing.entries] == ["https://news.example/a"]


@pytest.mark.parametrize(
    ("options", "urls"),
    [
        ({}, ["/2024/a", "/2024/tag/b", "/about"]),
        ({"include": [r"/\d{4}/"]}, ["/2024/a", "/2024/tag/b"]),
        ({"include": r"/\d{4}/", "exclude": "/tag/"}, ["/2024/a"]),
        ({"exclude": ["/tag/", "about$"]}, ["/2024/a"]),
    ],
)
def test_include_and_exclude_choose_among_the_addresses(options: dict[str, Any], urls: list[str]) -> None:
    listing = read(
        urlset("https://news.example/2024/a", "https://news.example/2024/tag/b", "https://news.example/about"),
        **options,
    )
    assert [entry.url for entry in listing.entries] == [f"https://news.example{url}" for url in urls]


def test_a_bad_pattern_is_an_error_of_the_sources_file() -> None:
    with pytest.raises(ValidationError, match="is no regular expression"):
        sitemap.Options(include=["("])  # type: ignore[arg-type]


def test_a_pictures_address_may_be_long() -> None:
    address = f"https://news.example/{'a' * 300}.jpg"
    (entry,) = read(
        f"<urlset {NAMES}><url><loc>https://news.example/a</loc>"
        f"<image:image><image:loc><![CDATA[{address}]]></image:loc></image:image></url></urlset>"
    ).entries
    assert entry.image == address


def test_fifty_thousand_addresses_are_read_and_no_more() -> None:
    text = urlset(*(f"https://news.example/{number}" for number in range(sources.MOST_ENTRIES + 5)))
    _, listing = sources.read(Document(URL, text.encode()), None, sitemap.Options())
    assert len(listing.entries) == sources.MOST_ENTRIES
    assert listing.problems == ["it lists more than 50000 articles; the rest is left out"]


def test_half_a_sitemap_is_read_as_far_as_it_goes() -> None:
    whole = urlset(*(f"https://news.example/{number}" for number in range(10)))
    listing = read(whole[: whole.index("/7<")])
    assert [entry.url for entry in listing.entries] == [f"https://news.example/{number}" for number in range(7)]
    assert listing.problems == ["the document is cut short"]


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("", "the sitemap is empty"),
        ("<!doctype html><html><body>x</body></html>", "this is an HTML page, not a sitemap"),
        ("<svg/>", "this is not a sitemap but XML of another kind, <svg>"),
        ("User-agent: *", "this is not a sitemap: it lists no addresses"),
    ],
)
def test_what_is_no_sitemap_is_named_in_one_line(body: str, message: str) -> None:
    with pytest.raises(SourceError) as error:
        read(body)
    assert str(error.value) == message
