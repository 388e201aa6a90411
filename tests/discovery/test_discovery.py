"""Whatever address of a site one has, its best source is found, and the site is not bothered more than that takes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import chain

import pytest

from crawler.discovery import Finding, search
from crawler.discovery.places import linked_feeds, robots_sitemaps, usual_feeds
from crawler.sources import Document, listing

NOW = datetime(2022, 6, 1, tzinfo=UTC)
HOME = "https://news.example/"


def feed(name: str, text: str = "A short text", year: int = 2022, title: str = "News", count: int = 4) -> str:
    items = "".join(
        f"<item><title>{name} {n}</title><link>{HOME}{name}/{n}</link><description>{text}</description>"
        f"<pubDate>Thu, 26 May {year} 11:38:09 GMT</pubDate></item>"
        for n in range(count)
    )
    return f"<rss><channel><title>{title}</title>{items}</channel></rss>"


def page(head: str = "", body: str = "<a href='/about'>About</a>") -> str:
    return f"<!DOCTYPE html><html><head><title>The Site</title>{head}</head><body>{body}</body></html>"


def alternate(href: str, title: str = "", media_type: str = "application/rss+xml") -> str:
    return f'<link rel="alternate" type="{media_type}" title="{title}" href="{href}">'


def visit(site: Mapping[str, str], url: str = HOME) -> tuple[list[Finding], list[list[str]]]:
    """Search a site whose addresses (after the host) answer these texts; also what was asked for, round by round."""
    steps = search(url, NOW)
    rounds = [next(steps)]
    while True:
        pages = {address: address.removeprefix(HOME.rstrip("/")) for address in rounds[-1]}
        found = {a: Document(a, site[path].encode()) for a, path in pages.items() if path in site}
        try:
            rounds.append(steps.send(found))
        except StopIteration as end:
            return end.value, rounds


ARTICLES = "".join(
    f'<li><a href="/2022/05/a-story-number-{n}">A story about the number {n} and more</a></li>' for n in range(6)
)
ELSEWHERE = "".join(
    f'<li><a href="https://site{n}.example/2022/05/story">Somebody tells a story {n}</a> <a href="/{n}">{n} comments</a></li>'
    for n in range(6)
)
MOVED = '<html><head><meta http-equiv="Refresh" content="0; url=en/"></head></html>'
POSTS = ",".join(f'{{"title": "Story {n}", "url": "/story/{n}"}}' for n in range(4))
DATA = f'<script type="application/json">{{"page": {{"a-b": [{POSTS}], "menu": [{{"title": "x"}}]}}}}</script>'
SITEMAP = "<urlset>" + "".join(f"<url><loc>{HOME}{n}</loc></url>" for n in range(5)) + "</urlset>"

RSS = '<a href="/rss.php">RSS</a>'
ROBOTS = "Sitemap: /s.xml"
LISTING = page(body=f"<ul>{ARTICLES}</ul>")
SITES = [
    ("a feed", {"/": feed("a")}, "/", "feed", "/"),
    ("an advertised feed", {"/": page(alternate("/rss")), "/rss": feed("a")}, "/", "feed", "/rss"),
    ("a linked feed", {"/": page(body=RSS), "/rss.php": feed("a")}, "/", "feed", "/rss.php"),
    ("a feed at a usual place", {"/": page(), "/feed.xml": feed("a")}, "/", "feed", "/feed.xml"),
    ("a section's feed", {"/blog/": page(), "/blog/index.xml": feed("a")}, "/blog/", "feed", "/blog/index.xml"),
    ("an article", {"/2022/x": page(), "/": page(alternate("/feed")), "/feed": feed("a")}, "/2022/x", "feed", "/feed"),
    ("a sitemap", {"/s.xml": SITEMAP}, "/s.xml", "sitemap", "/s.xml"),
    ("robots.txt", {"/": page(), "/robots.txt": ROBOTS, "/s.xml": SITEMAP}, "/", "sitemap", "/s.xml"),
    ("no feed at all", {"/": LISTING}, "/", "listing", "/"),
    ("a listing and a sitemap", {"/": LISTING, "/sitemap.xml": SITEMAP}, "/", "listing", "/"),
    (
        "the comments' feed first",
        {
            "/": page(alternate("/c", "Comments") + alternate("/f")),
            "/c": feed("c", title="Comments on News"),
            "/f": feed("a"),
        },
        "/",
        "feed",
        "/f",
    ),
    (
        "a teaser first",
        {"/": page(alternate("/t") + alternate("/w")), "/t": feed("a"), "/w": feed("b", "word " * 600)},
        "/",
        "feed",
        "/w",
    ),
    (
        "a dead feed first",
        {"/": page(alternate("/old") + alternate("/new")), "/old": feed("a", year=2009), "/new": feed("b")},
        "/",
        "feed",
        "/new",
    ),
    (
        "a section with a feed of its own",
        {"/art/": page(alternate("/feed") + alternate("/art/feed")), "/feed": feed("a"), "/art/feed": feed("b")},
        "/art/",
        "feed",
        "/art/feed",
    ),
    (
        "a JSON feed",
        {
            "/": page(alternate("/f.json", media_type="application/feed+json")),
            "/f.json": '{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "url": "/1"}]}',
        },
        "/",
        "feed",
        "/f.json",
    ),
    ("an icon", {"/": page(body='<a href="/17"><i class="icon-rss"></i></a>'), "/17": feed("a")}, "/", "feed", "/17"),
    ("a page without a link", {"/": page(alternate("/rss"), ""), "/rss": feed("a")}, "/", "feed", "/rss"),
    ("plain XML", {"/": page(alternate("/x", media_type="text/xml")), "/x": feed("a")}, "/", "feed", "/x"),
    (
        "a page that leads on",
        {"/": MOVED, "/en/": page(alternate("rss")), "/en/rss": feed("a")},
        "/",
        "feed",
        "/en/rss",
    ),
    ("a link blog", {"/": page(body=f"<ul>{ELSEWHERE}</ul>")}, "/", "listing", "/"),
    ("data for scripts", {"/": page(DATA, "")}, "/", "json", "/"),
    ("a feed that stopped", {"/": page(alternate("/f"), ARTICLES), "/f": feed("a", year=2009)}, "/", "listing", "/"),
    (
        "commits before releases",
        {"/": page(alternate("/commits.atom") + alternate("/r")), "/commits.atom": feed("c"), "/r": feed("r")},
        "/",
        "feed",
        "/r",
    ),
    ("an API's answer", {"/api": '[{"url": "/1", "title": "One"}]'}, "/api", "json", "/api"),
    (
        "an advertised feed that is gone",
        {"/": page(alternate("/gone")), "/atom.xml": feed("a")},
        "/",
        "feed",
        "/atom.xml",
    ),
]


@pytest.mark.parametrize(
    ("site", "asked", "kind", "path"), [case[1:] for case in SITES], ids=[case[0] for case in SITES]
)
def test_the_best_source_comes_first(site: dict[str, str], asked: str, kind: str, path: str) -> None:
    findings, _ = visit(site, HOME.rstrip("/") + asked)
    assert (findings[0].kind, findings[0].url) == (kind, HOME.rstrip("/") + path)
    assert findings[0].samples


def test_a_listing_comes_with_its_selectors() -> None:
    (finding,), _ = visit({"/": LISTING})
    document = Document(HOME, LISTING.encode())
    assert len(listing.read(document, listing.Options(**finding.options)).entries) == 6


def test_two_feeds_of_the_same_articles_are_one_finding() -> None:
    findings, _ = visit({"/": page(alternate("/rss") + alternate("/atom")), "/rss": feed("a"), "/atom": feed("a")})
    assert [finding.url for finding in findings] == [f"{HOME}rss"]


def test_an_index_is_judged_by_its_newest_sitemap_alone() -> None:
    index = "<sitemapindex>" + "".join(
        f"<sitemap><loc>{HOME}s{n}.xml</loc><lastmod>2022-05-{n:02}</lastmod></sitemap>" for n in range(1, 30)
    )
    site = {
        "/": page(),
        "/robots.txt": f"Sitemap: {HOME}i.xml",
        "/i.xml": index + "</sitemapindex>",
        "/s29.xml": SITEMAP,
    }
    findings, rounds = visit(site)
    assert (findings[0].url, len(findings[0].samples)) == (f"{HOME}i.xml", 3)
    assert rounds[-1] == [f"{HOME}s29.xml"]


def test_a_site_that_advertises_its_feed_is_not_asked_for_guesses() -> None:
    _, rounds = visit({"/": page(alternate("/rss")), "/rss": feed("a")})
    assert rounds == [[HOME], [f"{HOME}rss", f"{HOME}robots.txt"]]


def test_nothing_is_asked_for_twice() -> None:
    for _, site, asked, _, _ in SITES:
        _, rounds = visit(site, HOME.rstrip("/") + asked)
        addresses = [address for wanted in rounds for address in wanted]
        assert len(addresses) == len(set(addresses))


@pytest.mark.parametrize(
    "href", ["feed:https://news.example/x", "feed://https://news.example/x", "FEED:https://news.example/x"]
)
def test_a_link_for_feed_readers_leads_to_the_feed(href: str) -> None:
    for site in (page(alternate(href)), page(body=f'<a href="{href}">RSS</a>')):
        findings, _ = visit({"/": site, "/x": feed("a")})
        assert (findings[0].kind, findings[0].url) == ("feed", f"{HOME}x")


def test_a_site_that_does_not_answer_has_nothing() -> None:
    assert visit({}) == ([], [[HOME]])


def test_remarks_say_what_speaks_for_and_against() -> None:
    findings, _ = visit({"/": feed("a", "word " * 600, year=2015)})
    assert findings[0].remarks == ("whole articles", "nothing new since 2015")


def test_a_feed_of_short_articles_that_a_run_takes_from_it_is_no_feed_of_teasers() -> None:
    short = "<p>The bridge is open again, and the ferry rests at the pier.</p>" * 12
    items = "".join(
        f"<item><title>{n}</title><content:encoded><![CDATA[{short}]]></content:encoded></item>" for n in range(4)
    )
    space = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    findings, _ = visit({"/": f"<rss {space}><channel><title>News</title>{items}</channel></rss>"})
    assert findings[0].remarks == ("whole articles",)


@pytest.mark.parametrize(
    ("url", "feed_url"),
    [
        ("https://www.youtube.com/channel/UCabc-_1", "https://www.youtube.com/feeds/videos.xml?channel_id=UCabc-_1"),
        ("https://github.com/owner/name", "https://github.com/owner/name/releases.atom"),
        ("https://git.example/owner/name/-/tags", "https://git.example/owner/name/-/tags?format=atom"),
        ("https://git.example/group/team/name/-/tags", "https://git.example/group/team/name/-/tags?format=atom"),
        ("https://www.reddit.com/r/python/", "https://www.reddit.com/r/python/.rss"),
        ("https://www.reddit.com/user/ann-author/", "https://www.reddit.com/user/ann-author/.rss"),
        ("https://www.reddit.com/u/ann-author", "https://www.reddit.com/u/ann-author/.rss"),
        ("https://social.example/@ann", "https://social.example/@ann.rss"),
    ],
)
def test_pages_with_a_hidden_feed_are_known_by_their_address(url: str, feed_url: str) -> None:
    tree = listing.page(Document(url, page().encode()))
    assert feed_url in [found.url for found in linked_feeds(tree, url)[1]]


def test_robots_txt_names_sitemaps() -> None:
    text = b"User-agent: *\nDisallow: /x\n sitemap:  /a.xml # all\nSitemap: https://cdn.example/news.xml\nSitemap:\n"
    assert robots_sitemaps(Document(f"{HOME}robots.txt", text)) == ["https://cdn.example/news.xml", f"{HOME}a.xml"]


def test_usual_places_are_at_the_root_and_in_the_folder() -> None:
    places = usual_feeds(f"{HOME}blog?x=1")
    assert f"{HOME}feed" in places
    assert f"{HOME}blog/feed" in places
    assert f"{HOME}blog/feed" in usual_feeds(f"{HOME}blog/story.html")


def test_sitemaps_are_guessed_only_where_there_is_no_feed_at_a_usual_place() -> None:
    findings, rounds = visit({"/": page(), "/feed.xml": feed("a")})
    assert [finding.url for finding in findings] == [f"{HOME}feed.xml"]
    assert f"{HOME}sitemap.xml" not in chain(*rounds)
    findings, rounds = visit({"/": page(), "/robots.txt": ROBOTS, "/s.xml": SITEMAP})
    assert [finding.url for finding in findings] == [f"{HOME}s.xml"]
    assert f"{HOME}sitemap.xml" not in chain(*rounds)
