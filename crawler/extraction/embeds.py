"""Posts and players that only a script would show, made into frames and links that show them without it."""

from __future__ import annotations

import re
from urllib.parse import quote

from lxml import etree, html

# Where what an element stands for is to be seen: in braces an attribute and what it is where it is missing. Such an
# attribute may hold the whole address itself.
_ELEMENTS = {
    "amp-youtube": "https://www.youtube.com/watch?v={data-videoid}",
    "lite-youtube": "https://www.youtube.com/watch?v={videoid}",
    "amp-vimeo": "https://vimeo.com/{data-videoid}",
    "lite-vimeo": "https://vimeo.com/{videoid}",
    "amp-dailymotion": "https://www.dailymotion.com/video/{data-videoid}",
    "amp-twitter": "https://twitter.com/i/status/{data-tweetid}",
    "amp-instagram": "https://www.instagram.com/p/{data-shortcode}/",
    "amp-facebook": "{data-href}",
    "amp-tiktok": "https://www.tiktok.com/embed/{data-src}",
    "amp-reddit": "{data-src}",
    "amp-gist": "https://gist.github.com/{data-gistid}",
    "oembed": "{url}",
    "amp-brightcove": (
        "https://players.brightcove.net/{data-account}/{data-player|default}_{data-embed|default}/index.html"
        "?videoId={data-video-id}"
    ),
    "amp-jwplayer": "https://cdn.jwplayer.com/players/{data-media-id}-{data-player-id}.html",
    "amp-kaltura-player": (
        "https://cdnapisec.kaltura.com/p/{data-partner}/sp/{data-partner}00/embedIframeJs/uiconf_id/{data-uiconf}"
        "/partner_id/{data-partner}?iframeembed=true&entry_id={data-entryid}"
    ),
    "amp-wistia-player": "https://fast.wistia.net/embed/iframe/{data-media-hashed-id}",
    "wistia-player": "https://fast.wistia.net/embed/iframe/{media-id}",
}
EMBEDDED = frozenset(_ELEMENTS)
_CLASSES = {  # likewise, by the class of a `div`
    "fb-post": "{data-href}",
    "fb-video": "{data-href}",
    "flourish-embed": "https://public.flourish.studio/{data-src}/",
    "infogram-embed": "https://infogram.com/{data-id}",
}
_WISTIA = re.compile(r"\bwistia_async_(\w+)")
# Scripts that write a post, a listing or a player in their place, by their address.
_WRITERS = tuple(
    (re.compile(rf"(?:https?:)?//{address}"), shown)
    for address, shown in (
        (r"(gist\.github\.com/[\w-]+/\w+)", r"https://\1"),
        (
            r"(?:cdn\.jwplayer|content\.jwplatform)\.com/players/(\w{8}-\w{8})\.js",
            r"https://cdn.jwplayer.com/players/\1.html",
        ),
        (r"play\.vidyard\.com/([\w-]{20,40})\.js", r"https://play.vidyard.com/\1.html"),
        (
            r"cdnapi(?:sec)?\.kaltura\.com(/p/\d+/sp/\d+/embedIframeJs/uiconf_id/\d+/partner_id/\d+)\?autoembed=true&"
            r"(?:\S*&)?(entry_id=\w+).*",
            r"https://cdnapisec.kaltura.com\1?iframeembed=true&\2",
        ),
    )
)
_MAY_WRITE = re.compile(r"//(?:gist\.github|cdn\.jwplayer|content\.jwplatform|play\.vidyard|cdnapi(?:sec)?\.kaltura)\.")
_TELEGRAM = re.compile(r"\w+/\d+")
_ATTRIBUTE = re.compile(r"\{([\w-]+)(?:\|(\w+))?\}")
# What is shown in a frame; a link leads to everything else.
_FRAMED = tuple(
    f"https://{host}/"
    for host in (
        "players.brightcove.net", "cdn.jwplayer.com", "cdnapisec.kaltura.com", "fast.wistia.net", "play.vidyard.com",
    )
)  # fmt: skip


def show(tree: html.HtmlElement) -> None:
    """Put a frame or a link into the place of each post and player under an element that only a script would show."""
    for element in list(tree.iter(*_ADDRESSES, *EMBEDDED)):
        embedded = element.tag in EMBEDDED
        if address := _address(element, _ELEMENTS[element.tag]) if embedded else _ADDRESSES[element.tag](element):
            _put(element, address)
        elif embedded and element.getparent() is not None:
            element.drop_tree()


def filled_with(element: html.HtmlElement) -> str:
    """The address of the post, video or chart that a script fills a `div` with; "" for any other."""
    names = element.get("class")
    if names and names_embed(names):
        if wistia := _WISTIA.search(names):
            return f"https://fast.wistia.net/embed/iframe/{wistia[1]}"
        for name in names.split():
            if name in _CLASSES and (address := _address(element, _CLASSES[name])):
                return address
    return ""


def names_embed(names: str) -> bool:
    """Whether these may be the classes of what a script fills."""
    return "fb-" in names or "-embed" in names or "wistia" in names


def written_by(script: html.HtmlElement) -> str:
    """The address of the listing, post or video that a script writes in its place; "" where none is known."""
    if (source := script.get("src")) and _MAY_WRITE.search(source):
        for pattern, shown in _WRITERS:
            if written := pattern.match(source):
                return written.expand(shown)
    if (post := script.get("data-telegram-post")) and _TELEGRAM.fullmatch(post):
        return f"https://t.me/{post}"
    return ""


def _started_by(video: html.HtmlElement) -> str:
    """The address of the player that Brightcove's script makes of a video without sources; "" for any other."""
    if not video.get("data-account") or video.get("src") or next(video.iter("source"), None) is not None:
        return ""
    return _address(video, _ELEMENTS["amp-brightcove"])


def _replaced_by(picture: html.HtmlElement) -> str:
    """The address of the player that Vidyard's script puts into the place of a picture; "" for any other."""
    if "vidyard-player-embed" not in (picture.get("class") or ""):
        return ""
    return _address(picture, "https://play.vidyard.com/{data-uuid}.html")


_ADDRESSES = {"script": written_by, "div": filled_with, "video": _started_by, "img": _replaced_by}


def _address(element: html.HtmlElement, template: str) -> str:
    """The address with what the element's attributes say, "" where one is missing."""
    for named in _ATTRIBUTE.finditer(template):
        value = (element.get(named[1]) or named[2] or "").strip()
        if not value or value.startswith("https://"):
            return value
    if template[0] == "{":
        return (element.get(template[1:-1]) or "").strip()
    return _ATTRIBUTE.sub(lambda named: quote((element.get(named[1]) or named[2]).strip(), safe="/"), template)


def _put(element: html.HtmlElement, address: str) -> None:
    """Put a frame, or a link that shows its address, into the place of an element.

    A link becomes a paragraph where it stands in none.
    """
    parent = element.getparent()
    if parent is None:
        return
    if address.startswith(_FRAMED):
        shown = etree.Element("iframe", src=address)
    else:
        shown = link = etree.Element("a", href=address)
        link.text = link.get("href")
        if parent.tag != "p":
            shown = etree.Element("p")
            shown.append(link)
    shown.tail = element.tail
    parent.replace(element, shown)
