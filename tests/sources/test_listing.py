"""What users get of a page that lists articles, with and without selectors."""

from __future__ import annotations

import time
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from pydantic import ValidationError

from crawler.sources import Document, Listing, SourceError, listing

URL = "https://news.example/blog/"
TITLES = [
    "How the bakery got its ovens back",
    "Four ways to keep butter cool in summer",
    "A miller's year, told in twelve sacks",
    "What the inspectors found in the attic",
    "Salt: a small history of a large trade",
]
SLUGS = ["ovens-are-back", "keep-butter-cool", "a-millers-year", "what-inspectors-found", "salt-a-history"]
ADDRESSES = [f"https://news.example/blog/{slug}" for slug in SLUGS]
DATES = [date(2022, 5, day) for day in (26, 25, 24, 23, 22)]
BREAK = '</div><div class="row">'


def read(body: str, content_type: str = "", **options: Any) -> Listing:
    return listing.read(Document(URL, body.encode(), content_type), listing.Options(**options))


def items(markup: str, values: Iterable[object]) -> str:
    return "<ul>" + "".join(f"<li>{markup.format(value)}</li>" for value in values) + "</ul>"


def html(body: str) -> str:
    nav = items('<a href="/{0}/x">{0} and everything about it</a>', ["home", "food", "drink", "art"])
    popular = items('<a href="/blog/old-{0}-story-again">An older story that many people read {0}</a>', range(9))
    imprint = '<a href="/legal/imprint-of-this-site">Imprint of this site and its makers</a>'
    return f"""<!DOCTYPE html><html lang="en"><head><title>The Blog</title></head><body class="home blog">
    <header><nav class="menu">{nav}</nav></header>{body}<aside class="sidebar"><h3>Popular</h3>{popular}</aside>
    <footer><p>{imprint}</p></footer></body></html>"""


def each(markup: str) -> str:
    return "".join(
        markup.format(
            slug=slug,
            title=title,
            date=day.isoformat(),
            written=f"{day:%B} {day.day}, {day.year}",
            n=n,
            row=BREAK if n == 1 else "",
            topic="category-news tag-butter" if n % 2 else "category-views tag-promo",
            stripe="odd" if n % 2 else "row-even",
            more="with-picture" if n % 2 else "",
        )
        for n, (slug, title, day) in enumerate(zip(SLUGS, TITLES, DATES, strict=True))
    )


WEBLOG = """<article class="post-{n} post type-post hentry">
<h2 class="entry-title"><a href="/blog/{slug}" rel="bookmark">{title}</a></h2>
<time class="published" datetime="{date}">{written}</time><p>Some words.</p>
<a class="more-link" href="/blog/{slug}#more">Continue reading</a></article>"""
CARD = """<div class="card"><a class="card-image" href="/blog/{slug}"><img src="/{n}.jpg" alt=""></a>
<a class="card-link" href="/blog/{slug}"><header><h3 class="card-title">{title}</h3></header></a>
<footer><time>{date}</time></footer></div>{row}"""
PLAIN = '<li><span>{date}</span> <a href="{slug}">{title}</a></li>'
ROW = '<tr><td>{date}</td><td class="t"><a href="/blog/{slug}">{title}</a></td></tr>'
TEASER = '<a class="teaser" href="/blog/{slug}"><h4>{title}</h4><span>{written}</span></a>'
KICKER = """<div class="story"><h5 class="topic"><a href="/topics/of-the-harbour-and-its-many-ferries/">
The harbour, its ferries and all who live by them</a></h5><h2><a href="/blog/{slug}">{title}</a></h2><time>{date}</time></div>"""
MOTTO = '<li><h2>a motto</h2><h1><a href="/blog/{slug}">{title}</a></h1><time>{date}</time></li>'
TOPICS = """<article class="post-{n} post type-post status-publish format-standard hentry {topic}">
<h2><a href="/blog/{slug}" rel="bookmark">{title}</a></h2><time>{date}</time></article>"""
ZEBRA = '<tr class="row {stripe}"><td>{date}</td><td><a href="/blog/{slug}">{title}</a></td></tr>'
PICTURED = '<li class="story {more}"><a class="headline" href="/blog/{slug}">{title}</a> <i>{date}</i></li>'
OLDER = '<div class="nav-previous"><a href="/blog/page/2/">Older posts</a></div>'
NEXT = '<a class="pagination-next" href="?page=2">›</a>'
BY_HAND_ONE = "<p><b>{written}</b><br><a href='{slug}'>{title}</a><br>Some words.</p><hr>"
HOME_LINKS = "<p><a href='index.htm'>Back to the start of this site</a> <a href='impressum.htm'>Impressum</a></p>"
LAYOUTS = {
    "paragraphs": f"<html lang=en><title>The Blog</title><h1>News</h1>{each(BY_HAND_ONE)}{HOME_LINKS}</html>",
    "a weblog": html(f'<main id="content">{each(WEBLOG)}{OLDER}</main>'),
    "cards in rows": html(f'<div><div class="row">{each(CARD)}</div></div>{NEXT}'),
    "a plain list": html(f"<ul>{each(PLAIN)}</ul>"),
    "a table": html(f"<table>{each(ROW)}</table>"),
    "topics above headlines": html(f"<div>{each(KICKER)}</div>"),
    "mottos above headlines": html(f"<ol>{each(MOTTO)}</ol>"),
    "posts of two categories": html(f"<main>{each(TOPICS)}</main>"),
    "rows in stripes": html(f"<table>{each(ZEBRA)}</table>"),
    "stories of which some have pictures": html(f"<ul>{each(PICTURED)}</ul>"),
    "headlines that are links": html(f"<div>{each(TEASER)}</div>"),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_repeated_block_is_found_without_selectors(layout: str) -> None:
    found = read(LAYOUTS[layout])
    assert [entry.url for entry in found.entries] == ADDRESSES
    assert [entry.title for entry in found.entries] == TITLES
    assert [entry.published for entry in found.entries] == DATES
    assert (found.title, found.language) == ("The Blog", "en")


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_selectors_that_are_proposed_find_the_same_entries(layout: str) -> None:
    document = Document(URL, LAYOUTS[layout].encode())
    options = listing.propose(document)
    assert options is not None
    assert (options.item is None) == (layout == "paragraphs")
    assert listing.read(document, options).entries == read(LAYOUTS[layout]).entries


def test_what_is_proposed_holds_for_later_posts_of_other_categories() -> None:
    options = listing.propose(Document(URL, LAYOUTS["posts of two categories"].encode()))
    assert options is not None
    assert options.item == "article.post"


def test_a_chinese_listing_is_found() -> None:
    titles = ["金融机构纷纷布局元宇宙", "对照实验怎么读才不会出错", "示例公司完成新一轮融资", "平台经济的下一个十年"]
    body = html(items('<a href="/p/1{0[0]}0001">{0[1]}</a>', enumerate(titles)))
    assert [entry.title for entry in read(body).entries] == titles


@pytest.mark.parametrize(
    ("layout", "older"),
    [
        ("a weblog", "https://news.example/blog/page/2/"),
        ("cards in rows", "https://news.example/blog/?page=2"),
        ("a table", None),
    ],
)
def test_the_next_page_is_found(layout: str, older: str | None) -> None:
    assert read(LAYOUTS[layout]).older == older


@pytest.mark.parametrize(
    ("label", "is_next"),
    [
        ('<span class="meta-nav">&larr;</span> Older posts', True),
        ("&laquo; Older Entries", True),
        ("&larr; Ältere Beiträge", True),
        ("&larr; Articles plus anciens", True),
        ("&larr; Entradas antiguas", True),
        ("Newer posts &rarr;", False),
        ("&laquo; Previous", False),
        ("&larr;", False),
    ],
)
def test_arrows_that_point_back_lead_to_older_posts_where_the_link_says_so(label: str, is_next: bool) -> None:
    body = html(f'<main>{each(WEBLOG)}<div><a href="/blog/page/2/">{label}</a></div></main>')
    assert read(body).older == ("https://news.example/blog/page/2/" if is_next else None)


BY_HAND = """<html><body><div class=item><a class=go href="one?x=1">more</a><h5>One</h5>
<i data-on="2022-05-26T03:38:09Z"></i>
<b>Ann</b><p class=s>A &lt; B</p><img src="/one.jpg"></div><div class=item><h5>Nothing</h5></div>
<a id=fwd href="/blog/2">2</a></body></html>"""
SELECTORS = [
    {
        "item": ".item",
        "link": "a.go",
        "title": "h5",
        "date": "i::attr(data-on)",
        "byline": "b",
        "summary": "p.s",
        "next": "#fwd",
    },
    {
        "item": "//div[@class='item']",
        "link": "./a/@href",
        "title": "./h5/text()",
        "date": "./i/@data-on",
        "byline": "./b",
        "summary": ".//p",
        "next": "//a[@id='fwd']/@href",
    },
]


@pytest.mark.parametrize("options", SELECTORS, ids=["css", "xpath"])
def test_selectors_say_where_everything_is(options: dict[str, str]) -> None:
    found = read(BY_HAND, **options)
    (entry,) = found.entries
    assert (entry.url, entry.title, entry.authors) == ("https://news.example/blog/one?x=1", "One", ["Ann"])
    assert entry.published == datetime(2022, 5, 26, 3, 38, 9, tzinfo=UTC)
    assert (entry.summary, entry.image) == ("A &lt; B", "https://news.example/one.jpg")
    assert found.older == "https://news.example/blog/2"
    assert found.problems == ["item 2 has no link"]


def test_next_may_select_what_holds_the_link() -> None:
    body = BY_HAND.replace("<a id=fwd href", "<ul><li class=fwd><a href").replace("</a></body>", "</a></ul></body>")
    assert read(body, item=".item", next="li.fwd").older == "https://news.example/blog/2"


def test_a_date_may_be_that_of_microdata() -> None:
    body = BY_HAND.replace("<i data-on=", "<meta itemprop=datePublished content=")
    (entry,) = read(body, item=".item", date="[itemprop=datePublished]").entries
    assert entry.published == datetime(2022, 5, 26, 3, 38, 9, tzinfo=UTC)


def test_relative_addresses_follow_the_pages_base() -> None:
    body = BY_HAND.replace("<html>", '<html><head><base href="https://cdn.example/x/"></head>')
    assert read(body, item=".item").entries[0].url == "https://cdn.example/x/one?x=1"


def test_the_charset_is_the_pages_own() -> None:
    body = '<html><head><meta charset="gb2312"></head><body><div class="i"><a href="/1">新闻</a></div></body></html>'
    found = listing.read(Document(URL, body.encode("gb2312")), listing.Options(item=".i"))
    assert found.entries[0].title == "新闻"


@pytest.mark.parametrize(
    ("body", "options", "message"),
    [
        ("", {}, "the page is empty"),
        ("<p>x</p>", {}, "the document is no HTML page that lists anything: it has no links"),
        ("<a href=/>x</a>", {}, "no block of article links repeats on the page; name it with item: and link:"),
        ("<a href=/>x</a>", {"item": ".x"}, "item: '.x' finds nothing on the page"),
        ("<rss><channel></channel></rss>", {}, "this is a feed, not an HTML page (kind: feed reads it)"),
    ],
)
def test_what_is_no_listing_is_named_in_one_line(body: str, options: dict[str, str], message: str) -> None:
    with pytest.raises(SourceError) as error:
        read(body, **options)
    assert str(error.value) == message


@pytest.mark.parametrize("selector", ["div[", "//div[", "a::nonsense(", ""])
def test_a_bad_selector_is_an_error_of_the_sources_file(selector: str) -> None:
    with pytest.raises(ValidationError, match="neither a CSS selector nor an XPath expression"):
        listing.Options(item=selector)


@pytest.mark.parametrize(
    "selector", ["//li[re:test(., '^a')]", "//li[has-class('x')]", "//li[set:distinct(a)]", "./@href"]
)
def test_the_functions_that_scrapy_adds_to_xpath_are_known(selector: str) -> None:
    assert listing.Options(item=selector).item == selector


def test_an_article_page_is_not_taken_for_a_listing() -> None:
    words = (
        "<p>" + "Many words of one long article, with <a href='/wiki/x-y-z-w'>a link</a> here and there. " * 5 + "</p>"
    )
    with pytest.raises(SourceError, match="no block"):
        read(f"<html><body><article><h1>One story</h1>{words * 4}</article></body></html>")


@pytest.mark.parametrize(
    "address", ["http://ex\u2100mple/a-b-c-d", "http://[::1/a-b-c-d", "http://news.example:x/a-b-c"]
)
def test_a_link_that_nothing_can_fetch_is_no_reason_to_fail(address: str) -> None:
    links = "".join(f"<li><a href=/{number}-a-b-c>{title}</a></li>" for number, title in enumerate(TITLES))

    assert len(
        read(f"<html><body><ul><li><a href='{address}'>{TITLES[0]}</a>{links}</ul></body></html>").entries
    ) == len(TITLES)


def test_a_charset_that_the_bytes_are_not_in_is_not_believed() -> None:
    body = html(items('<meta charset="iso-8859-1"><a href="/{0}">Café {0}</a>', TITLES))
    found = listing.read(Document(URL, body.encode(), "text/html; charset=iso-8859-1"), listing.Options())
    assert [entry.title for entry in found.entries] == [f"Café {title}" for title in TITLES]


@pytest.mark.parametrize("charset", ["base64", "idna", "rot13"])
def test_a_charset_that_is_none_is_not_believed(charset: str) -> None:
    body = html(items(f'<meta charset="{charset}"><a href="/{{0}}">{{0}}, and caf\xe9s</a>', TITLES))

    for content_type in ("", f"text/html; charset={charset}"):
        assert {f"{title}, and caf\xe9s" for title in TITLES} <= {
            entry.title for entry in read(body, content_type).entries
        }


def test_long_addresses_are_looked_at_at_once() -> None:
    links = "".join(f"<li><a href=/{'x' * 30_000}{number}>{title}</a></li>" for number, title in enumerate(TITLES))
    began = time.process_time()
    assert len(read(f"<html><body><ul>{links}</ul></body></html>").entries) == len(TITLES)
    assert time.process_time() - began < 2


def test_an_element_of_thousands_of_classes_is_done_with_at_once() -> None:
    classes = " ".join(f"c{number}" for number in range(20_000))
    links = "".join(f"<p class='k{n}'><a href='/{n}'>A headline {n} of some words</a></p>" for n in range(500))
    began = time.process_time()
    assert len(read(f"<!doctype html><html><body><div class='{classes}'>{links}</div></body></html>").entries) == 500
    assert time.process_time() - began < 5
