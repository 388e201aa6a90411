"""The places where sites keep their feeds and sitemaps: linked on a page, named in robots.txt, or where others do."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

import lxml.html
from protego import Protego

from crawler.sources import Document
from crawler.sources._charset import decode
from crawler.sources._html import AdvertisedFeed, advertised_feeds, base_address, web_address

# Where WordPress, Ghost, Blogger, Hugo, Jekyll, Hexo, Eleventy, Drupal, Medium, Substack and their like have them.
_FEEDS = ("feed", "feed.xml", "rss.xml", "atom.xml", "index.xml", "rss", "feed.json", "feeds/posts/default")
_SITEMAPS = ("sitemap.xml", "sitemap_index.xml", "news-sitemap.xml", "wp-sitemap.xml", "sitemap.txt")
_FEED_LINK = re.compile(
    r"(?:^|[/._?=&-])(?:rss2?|atom|feeds?|rdf|index\.xml|feed\.json)(?:$|[/._?=&-])|\.(?:rss|atom|rdf)$", re.IGNORECASE
)
_REFRESH = re.compile(r"\s*[\d.]*\s*[;,\s]\s*(?:url\s*=\s*)?[\"']?([^\"']+)", re.IGNORECASE)
_FEED_WORDS = re.compile(r"\b(?:rss|atom|feed|json feed)\b|订阅", re.IGNORECASE)
# A page's address -> the address of its feed, where it neither advertises nor links it. Sites of one kind, on any host.
_TEMPLATES = (
    (re.compile(r"^(https?://[^/]*youtube\.com)/channel/(UC[\w-]+)"), r"\1/feeds/videos.xml?channel_id=\2"),
    (
        re.compile(r"^(https?://[^/]*youtube\.com)/playlist\?(?:.*&)?list=([\w-]+)"),
        r"\1/feeds/videos.xml?playlist_id=\2",
    ),
    (re.compile(r"^(https?://github\.com/[\w.-]+/[\w.-]+)/?(?:$|[?#])"), r"\1/releases.atom"),
    (re.compile(r"^(https?://github\.com/[\w.-]+/[\w.-]+)/(releases|tags|commits)\b"), r"\1/\2.atom"),
    (re.compile(r"^(https?://[^/]+(?:/[\w.-]+){2,}/-/(?:tags|releases|commits/[\w.-]+))"), r"\1?format=atom"),  # GitLab
    (re.compile(r"^(https?://[^/]*reddit\.com/(?:r|u|user)/[\w-]+)"), r"\1/.rss"),
    (re.compile(r"^(https?://medium\.com)/(@?[\w.-]+)"), r"\1/feed/\2"),
    (re.compile(r"^(https?://[^/]+/@[\w.]+)/?$"), r"\1.rss"),  # Mastodon
)


def linked_feeds(tree: lxml.html.HtmlElement, url: str) -> tuple[list[AdvertisedFeed], list[AdvertisedFeed]]:
    """The feeds that a page advertises in its head, and those that it only links to or must have by its address."""
    advertised = advertised_feeds(tree, url)
    known = {feed.url for feed in advertised} | {url}
    base = base_address(tree, url)
    linked: dict[str, AdvertisedFeed] = {}
    for pattern, template in _TEMPLATES:
        if match := pattern.match(url):
            linked[match.expand(template)] = AdvertisedFeed(match.expand(template), "", "")
    for link in tree.iter("a"):
        address = web_address(base, link.get("href"))
        if address is None or address in known:
            continue
        parts = urlsplit(address)
        text = " ".join("".join(map(str, link.itertext())).split()) or _said(link)
        looks = _FEED_LINK.search(f"{parts.path}?{parts.query}" if parts.query else parts.path) is not None
        if looks or (len(text) <= 30 and _FEED_WORDS.search(text)):
            linked.setdefault(address, AdvertisedFeed(address, text, ""))
    return advertised, list(linked.values())[:10]


def _said(link: lxml.html.HtmlElement) -> str:
    """What a link without a text is about, by its title, its picture's, or the class of its icon."""
    words = [link.get("title"), link.get("aria-label"), *(image.get("alt") for image in link.iter("img"))]
    said = next((word for word in words if word), "")
    return said or re.sub(r"[-_]", " ", " ".join(part.get("class") or "" for part in link.iter()))[:30]


def refresh_target(tree: lxml.html.HtmlElement, url: str) -> str | None:
    """Where a page sends its readers by `<meta http-equiv=refresh>` (HTML Living Standard, 4.2.5.3)."""
    for meta in tree.iter("meta"):
        if (meta.get("http-equiv") or "").strip().lower() == "refresh":
            match = _REFRESH.match(meta.get("content") or "")
            if match and (address := web_address(base_address(tree, url), match[1].strip())) and address != url:
                return address
    return None


def robots_sitemaps(document: Document) -> list[str]:
    """The sitemaps that a robots.txt names (sitemaps.org), those of news first."""
    text, _ = decode(document.body, document.content_type)
    named = (web_address(document.url, address) for address in Protego.parse(text).sitemaps)
    found = dict.fromkeys(address for address in named if address)
    return sorted(found, key=lambda address: "news" not in urlsplit(address).path)[:10]


def usual_feeds(url: str) -> list[str]:
    """Where the site's feed would usually be: at the root, then in the folder of the page."""
    root = urljoin(url, "/")
    page = url.partition("?")[0].partition("#")[0]
    is_file = "." in urlsplit(page).path.rpartition("/")[2]
    folder = urljoin(page, ".") if is_file else page.rstrip("/") + "/"
    return [f"{place}{name}" for place in dict.fromkeys([root, folder]) for name in _FEEDS]


def usual_sitemaps(url: str) -> list[str]:
    """Where the site's sitemap would usually be."""
    return [urljoin(url, f"/{name}") for name in _SITEMAPS]
