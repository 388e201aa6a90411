"""Posts and players that only a script would show, made into frames and links that show them without it."""

from __future__ import annotations

import binascii
import re
from itertools import islice
from urllib.parse import quote

from lxml import etree, html

from crawler.extraction.text import text_inside

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
    "bsp-youtube-player": "https://www.youtube.com/watch?v={data-video-id}",
    "embetty-tweet": "https://twitter.com/i/status/{status}",
    "twitter-widget": "https://twitter.com/i/status/{data-tweet-id}",
}
EMBEDDED = frozenset(_ELEMENTS) | {"embetty-video"}
_CLASSES = {  # likewise, by the class of a `div`
    "fb-post": "{data-href}",
    "fb-video": "{data-href}",
    "flourish-embed": "https://public.flourish.studio/{data-src}/",
    "infogram-embed": "https://infogram.com/{data-id}",
    "genially-embed": "https://view.genially.com/{id}",
    "sqs-audio-embed": "{data-url}",
}
_WAITING = EMBEDDED | {"div", "script", "blockquote", "figure"}
EMBED_NAMES = "fb-|embed|wistia|youtube|vimeo|dailymotion|video|player|tweet|content-blocker"  # a pattern
_EMBED_NAME = re.compile(EMBED_NAMES)
# The sites whose videos are told by their name and an id alone, what such an id is like, and where it leads.
_VIDEOS = {
    "youtube": (re.compile(r"[\w-]{11}"), "https://www.youtube.com/watch?v="),
    "vimeo": (re.compile(r"\d{5,12}"), "https://vimeo.com/"),
    "dailymotion": (re.compile(r"[a-z0-9]{5,10}", re.IGNORECASE), "https://www.dailymotion.com/video/"),
}
_SITE = re.compile("|".join(_VIDEOS), re.IGNORECASE)
_SITES = ("data-provider", "data-plyr-provider", "data-vendor", "data-video-provider", "class")
_IDS = (
    "data-youtube-id data-youtube data-vimeo-id data-vimeo data-id data-video-id data-videoid videoid "
    "data-plyr-embed-id data-embed-id data-embed"
).split()
_PLAYER = re.compile(
    r"(?:https?:)?//(?:www\.)?(?:youtube(?:-nocookie)?\.com/(?:embed/|watch\?)|youtu\.be/|player\.vimeo\.com/video/|vimeo\.com/\d"
    r"|dailymotion\.com/(?:embed/)?video/|open\.spotify\.com/embed|w\.soundcloud\.com/player|platform\.twitter\.com/embed/"
    r"|instagram\.com/(?:p|reel|tv)/[\w-]+/embed|facebook\.com/plugins/(?:post|video))[^\s\"'<>]*"
)
_FRAME = re.compile(  # whatever is decoded, only what any tree may hold
    r"<iframe\b[^>]*?\ssrc\s*=\s*[\"']?((?:https?:)?//[!#-&(-;=?-~]+)", re.IGNORECASE
)
_LONGEST_REQUEST = 800  # characters that ask for consent; what holds more is no place for a player
_MOST_INSIDE = 80  # elements, likewise
_MOST_MARKUP = 5_000  # characters of an attribute in which a frame is looked for
_ENCODED = "data-borlabs-cookie-content"  # an attribute with markup in base64
_STATED = (  # in JSON, of Elementor's videos and Substack's posts of Twitter
    ("data-settings", re.compile(r'"(?:youtube|vimeo|dailymotion)_url"\s*:\s*"(https?:[^"]+)"')),
    ("data-attrs", re.compile(r'"url"\s*:\s*"(https://(?:twitter|x)\.com/[^"]+)"')),
)
_POST = re.compile(r"twitter-(?:tweet|video)|instagram-media|tiktok-embed|text-post-media")
_PERMALINKS = ("data-instgrm-permalink", "data-text-post-permalink", "cite")
_BARE_ADDRESS = re.compile(r"https?://[^\s<>]+")
_CITED_POST = re.compile(r"https://www\.tiktok\.com/@[\w.-]+/video/\d+")
_SOUND = re.compile(r"\.(?:mp3|m4a|ogg|wav)$")
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
        (
            r"(www\.buzzsprout\.com/\d+)/(?:episodes/)?(\d+)[\w-]*\.js\?.*",
            r"https://\1/\2?client_source=small_player&iframe=true",
        ),
        (r"play\.vidyard\.com/([\w-]{20,40})\.js", r"https://play.vidyard.com/\1.html"),
        (
            r"cdnapi(?:sec)?\.kaltura\.com(/p/\d+/sp/\d+/embedIframeJs/uiconf_id/\d+/partner_id/\d+)\?autoembed=true&"
            r"(?:\S*&)?(entry_id=\w+).*",
            r"https://cdnapisec.kaltura.com\1?iframeembed=true&\2",
        ),
    )
)
_MAY_WRITE = re.compile(
    r"//(?:gist\.github|cdn\.jwplayer|content\.jwplatform|play\.vidyard|cdnapi(?:sec)?\.kaltura|www\.buzzsprout|geo\.dailymotion)\."
)
_BASE64 = re.compile(r"[A-Za-z0-9+/=]+")
_TELEGRAM = re.compile(r"\w+/\d+")
_ATTRIBUTE = re.compile(r"\{([\w-]+)(?:\|(\w+))?\}")
# What is shown in a frame; a link leads to everything else.
_FRAMED = tuple(
    f"https://{host}/"
    for host in (
        "players.brightcove.net", "cdn.jwplayer.com", "cdnapisec.kaltura.com", "fast.wistia.net", "play.vidyard.com",
        "www.youtube.com/embed", "www.youtube-nocookie.com/embed", "player.vimeo.com/video", "open.spotify.com/embed",
        "www.dailymotion.com/embed", "w.soundcloud.com/player",
    )
)  # fmt: skip


def show(tree: html.HtmlElement) -> None:
    """Put a frame or a link into the place of each post and player under an element that only a script would show."""
    for element in list(tree.iter(*_ADDRESSES, *EMBEDDED)):
        tag = element.tag
        if address := _ADDRESSES[tag](element) if tag in _ADDRESSES else _address(element, _ELEMENTS[tag]):
            _put(element, address)
        elif tag in EMBEDDED and element.getparent() is not None:
            element.drop_tree()
        elif tag == "blockquote":
            _link_cited(element)


def filled_with(element: html.HtmlElement) -> str:
    """The address of the post, video or chart that a script fills a `div` with; "" for any other."""
    names = element.get("class")
    if not names or not names_embed(names):
        return ""
    if wistia := _WISTIA.search(names):
        return f"https://fast.wistia.net/embed/iframe/{wistia[1]}"
    for name in names.split():
        if name in _CLASSES and (address := _address(element, _CLASSES[name])):
            return address
    address = _held_back(element) or _stated_video(element) or _linked_by(element, names)
    if not address or (text := _text_of_few(element)) is None or len(text) > _LONGEST_REQUEST or _is_shown(element):
        return ""
    return address


def _linked_by(element: html.HtmlElement, names: str) -> str:
    """The address of what Iframely puts into the place of a link; "" for any other element."""
    return next((str(link.get("href") or "") for link in element.iter("a")), "") if "iframely-embed" in names else ""


def named_by(figure: html.HtmlElement) -> str:
    """The address that is all there is in WordPress' figure for a post or player; "" for any other."""
    if "wp-block-embed" not in (figure.get("class") or ""):
        return ""
    address = (_text_of_few(figure) or "").strip()
    return address if _BARE_ADDRESS.fullmatch(address) and not _is_shown(figure) else ""


def names_embed(names: str) -> bool:
    """Whether these may be the classes of what a script fills."""
    return _EMBED_NAME.search(names.lower()) is not None


def waits(shown: str | html.HtmlElement) -> bool:
    """Whether something is a post or a player that a script would show once a reader agrees."""
    if isinstance(shown, str):
        return False
    return shown.tag in _WAITING or (shown.tag == "iframe" and any(_PLAYER.match(value) for value in shown.values()))


def posted(quotation: html.HtmlElement) -> str:
    """The address of the post that a script puts into a quotation without any text; "" for any other."""
    if not _POST.search(quotation.get("class") or "") or (text := _text_of_few(quotation)) is None or text.strip():
        return ""
    stated = next((quotation.get(name) for name in _PERMALINKS if quotation.get(name)), None)
    return str(stated or next((link.get("href") for link in quotation.iter("a") if link.get("href")), ""))


def _link_cited(quotation: html.HtmlElement) -> None:
    """Link a quoted post to its address where only its author is linked."""
    address = quotation.get("cite") or ""
    if _CITED_POST.fullmatch(address) and not any(
        (link.get("href") or "").startswith(address) for link in quotation.iter("a")
    ):
        link = etree.SubElement(etree.SubElement(quotation, "p"), "a", href=address)
        link.text = address


def _held_back(element: html.HtmlElement) -> str:
    """The address of the player or the frame that an attribute holds until a reader wants it."""
    for name, value in element.items():
        if not name.startswith("data-"):
            continue
        if _PLAYER.fullmatch(value):
            return _whole(value)
        markup = _decoded(value) if name == _ENCODED else value
        if "<iframe" in markup and (address := _framed(markup)):
            return address
    for name, pattern in _STATED:
        if (value := element.get(name)) and (found := pattern.search(value)):
            return found[1].replace("\\/", "/").replace("\\u0026", "&")
    return ""


def _framed(markup: str) -> str:
    """The address of the frame in some markup."""
    if not (frame := _FRAME.search(markup[:_MOST_MARKUP])):
        return ""
    return _whole(frame[1].replace("&amp;", "&"))


def _whole(address: str) -> str:
    return f"https:{address}" if address.startswith("//") else address


def _decoded(encoded: str) -> str:
    """The text that is written in base64; "" where it cannot be read."""
    try:
        return binascii.a2b_base64(encoded[:_MOST_MARKUP].encode(errors="replace")).decode(errors="replace")
    except binascii.Error:
        return ""


def _stated_video(element: html.HtmlElement) -> str:
    """The address of the video of which an element states the site and the id."""
    stated = next((name for name in _IDS if element.get(name)), "")
    if not stated:
        return ""
    for source in (stated, *(element.get(name) or "" for name in _SITES)):
        if site := _SITE.search(source):
            return _video(site[0], element.get(stated))
    return ""


def _video(site: str, number: str) -> str:
    pattern, begin = _VIDEOS.get(site.lower(), (None, ""))
    return f"{begin}{number}" if pattern and pattern.fullmatch(number) else ""


def _text_of_few(element: html.HtmlElement) -> str | None:
    """The text of an element that holds few others; None of one that holds many, which is no place for a player."""
    few = sum(1 for _ in islice(element.iter(), _MOST_INSIDE + 1)) <= _MOST_INSIDE
    return text_inside(element) if few else None


def _is_shown(element: html.HtmlElement) -> bool:
    """Whether the player of an element is in it or beside it for browsers without scripts."""
    after = element.getnext()
    return (after is not None and after.tag == "noscript") or next(
        element.iter("iframe", "video", "noscript", *EMBEDDED), None
    ) is not None


def written_by(script: html.HtmlElement) -> str:
    """The address of the listing, post or video that a script writes in its place; "" where none is known."""
    if (source := script.get("src")) and _MAY_WRITE.search(source):
        for pattern, shown in _WRITERS:
            if written := pattern.match(source):
                return written.expand(shown)
        if "geo.dailymotion.com/" in source and (video := script.get("data-video")):
            return _video("dailymotion", video)
    if (post := script.get("data-telegram-post")) and _TELEGRAM.fullmatch(post):
        return f"https://t.me/{post}"
    if script.get("type") == "text/template" and (encoded := script.text) and _BASE64.fullmatch(encoded[:100].strip()):
        return _framed(_decoded(encoded))
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


def _embetty(video: html.HtmlElement) -> str:
    return _video(video.get("type") or "", video.get("video-id") or "")


_ADDRESSES = {
    "script": written_by,
    "div": filled_with,
    "blockquote": posted,
    "figure": named_by,
    "video": _started_by,
    "img": _replaced_by,
    "embetty-video": _embetty,
}


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
    elif _SOUND.search(address):
        shown = etree.Element("audio", src=address, controls="")
    else:
        shown = link = etree.Element("a", href=address)
        link.text = link.get("href")
        if parent.tag != "p":
            shown = etree.Element("p")
            shown.append(link)
    shown.tail = element.tail
    parent.replace(element, shown)
