"""The video and social players whose frames are kept; every other frame becomes a link."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from crawler.cleaning.addresses import safe_address

# Host -> what the path begins with, a regular expression. Such a frame shows one video, sound or message.
_PLAYERS = {
    "archive.org": "/embed/",
    "bandcamp.com": "/EmbeddedPlayer/",
    "cdn.jwplayer.com": "/players/",
    "cdnapisec.kaltura.com": r"/p/\d+/sp/\d+/embedIframeJs/",
    "clips.twitch.tv": "/embed",
    "content.jwplatform.com": "/players/",
    "embed.bsky.app": "/embed/",
    "embed.music.apple.com": "/",
    "embed.nicovideo.jp": "/watch/",
    "embed.podcasts.apple.com": "/",
    "embed.ted.com": "/talks/",
    "fast.wistia.com": "/embed/",
    "fast.wistia.net": "/embed/",
    "geo.dailymotion.com": "/player",
    "ok.ru": "/videoembed/",
    "open.douyin.com": "/player/",
    "open.spotify.com": "/embed",
    "platform.twitter.com": "/embed/",
    "play.vidyard.com": "/",
    "player.bilibili.com": r"/player\.html$",
    "player.twitch.tv": "/",
    "player.vimeo.com": "/video/",
    "player.youku.com": "/embed/",
    "players.brightcove.net": "/",
    "rumble.com": "/embed/",
    "rutube.ru": "/play/embed/",
    "streamable.com": "/e/",
    "v.qq.com": r"/txp/iframe/player\.html$",
    "vk.com": r"/video_ext\.php$",
    "vkvideo.ru": r"/video_ext\.php$",
    "w.soundcloud.com": "/player",
    "www.dailymotion.com": "/embed/",
    "www.facebook.com": r"/plugins/(?:video|post)\.php$",
    "www.instagram.com": r"/(?:p|reel|tv)/[\w-]+/embed(?:/|$)",
    "www.ixigua.com": "/iframe/",
    "www.loom.com": "/embed/",
    "www.tiktok.com": "/embed/",
    "www.youtube-nocookie.com": "/embed/",
    "www.youtube.com": "/embed/",
    "youtube.com": "/embed/",
}

# `allow-same-origin` gives the frame the origin of the player, never that of the page; without it players stay black.
SANDBOX = "allow-scripts allow-same-origin allow-popups allow-presentation"
# Video sites refuse to play where they see no origin at all.
REFERRER_POLICY = "strict-origin-when-cross-origin"


def player(address: str) -> str | None:
    """The https address of a frame's player; None where the address is not that of a known one."""
    safe = safe_address(f"https:{address}" if address.startswith("//") else address)
    if safe is None:
        return None
    parts = urlsplit(safe)
    if parts.port not in {None, 443} or "/../" in f"{parts.path}/" or "\\" in parts.path or "%2e" in parts.path.lower():
        return None
    begin = _PLAYERS.get(parts.netloc.lower().removesuffix(":443"))
    if begin is None or not re.match(begin, parts.path):
        return None
    return parts._replace(scheme="https").geturl()
