"""Players that only a script would show are shown without it."""

from __future__ import annotations

import base64
import re

import pytest
from extraction.pages import page, paragraphs

from crawler.cleaning.players import player
from crawler.extraction import extract

BRIGHTCOVE = "https://players.brightcove.net/7/default_default/index.html?videoId=8"
JW = "https://cdn.jwplayer.com/players/aB1cD2eF-gH3iJ4kL.html"
KALTURA = "https://cdnapisec.kaltura.com/p/12/sp/1200/embedIframeJs/uiconf_id/34/partner_id/12?iframeembed=true&entry_id=1_a2b3"
WISTIA = "https://fast.wistia.net/embed/iframe/a1b2c3d4e5"
VIDYARD = "https://play.vidyard.com/aB1cD2eF3gH4iJ5kL6mN7o.html"


@pytest.mark.parametrize(
    ("markup", "address"),
    [
        pytest.param('<video data-account="7" data-video-id="8" controls></video>', BRIGHTCOVE, id="Brightcove"),
        pytest.param('<video data-account="7" data-video-id="8"><p>Get another browser.</p></video>', BRIGHTCOVE, id="Brightcove, with a text for old browsers"),
        pytest.param('<video-js data-account="7" data-video-id="8" data-player="x"></video-js>', BRIGHTCOVE.replace("default", "x", 1), id="Brightcove's element"),
        pytest.param('<amp-brightcove data-account="7" data-video-id="8"></amp-brightcove>', BRIGHTCOVE, id="Brightcove, AMP"),
        pytest.param('<div id="botr_aB1cD2eF_gH3iJ4kL_div"></div><script src="//content.jwplatform.com/players/aB1cD2eF-gH3iJ4kL.js"></script>', JW, id="JW Player"),
        pytest.param('<div><script src="https://cdn.jwplayer.com/players/aB1cD2eF-gH3iJ4kL.js" async></script></div>', JW, id="JW Player, in a box"),
        pytest.param('<amp-jwplayer data-media-id="aB1cD2eF" data-player-id="gH3iJ4kL"></amp-jwplayer>', JW, id="JW Player, AMP"),
        pytest.param(f'<script src="{KALTURA.replace("iframeembed=true", "autoembed=true&playerId=x")}&width=560"></script>', KALTURA, id="Kaltura"),
        pytest.param('<amp-kaltura-player data-partner="12" data-uiconf="34" data-entryid="1_a2b3"></amp-kaltura-player>', KALTURA, id="Kaltura, AMP"),
        pytest.param('<script src="https://fast.wistia.com/assets/external/E-v1.js" async></script><div class="wistia_responsive_padding"><div class="wistia_embed wistia_async_a1b2c3d4e5 videoFoam=true"><div class="wistia_swatch"><img src="https://fast.wistia.com/embed/medias/a1b2c3d4e5/swatch" alt=""></div></div></div>', WISTIA, id="Wistia"),
        pytest.param('<wistia-player media-id="a1b2c3d4e5"></wistia-player>', WISTIA, id="Wistia's element"),
        pytest.param(f'<img class="vidyard-player-embed" src="{VIDYARD.replace("html", "jpg")}" data-uuid="aB1cD2eF3gH4iJ5kL6mN7o" data-v="4" data-type="inline">', VIDYARD, id="Vidyard"),
        pytest.param(f'<script src="{VIDYARD.replace("html", "js")}?v=3.1.1&type=inline"></script>', VIDYARD, id="Vidyard's script"),
    ],
)  # fmt: skip
def test_a_player_that_a_script_would_show_becomes_a_frame(markup: str, address: str) -> None:
    body = extract(page(f"<article><h1>Bridge</h1>{paragraphs(3)}{markup}{paragraphs(6)}</article>")).body

    assert f'<iframe src="{address.replace("&", "&amp;")}"></iframe>' in body
    assert "<img" not in body
    assert player(address) == address


YOUTUBE = "https://www.youtube.com/embed/aB1cD2eF3gH"
FRAMED = f"&lt;iframe width=&quot;560&quot; src=&quot;{YOUTUBE}&quot; allowfullscreen&gt;&lt;/iframe&gt;"
ENCODED = base64.b64encode(f'<p><iframe src="{YOUTUBE}"></iframe></p>'.encode()).decode()


@pytest.mark.parametrize(
    "markup",
    [
        pytest.param(f'<div class="sqs-video-wrapper" data-html="{FRAMED}"></div>', id="Squarespace"),
        pytest.param(f'<div class="opt-in embed" data-embed-html="{FRAMED}"><p>Click here to see it.</p><button>Show</button></div>', id="a box that asks for consent"),
        pytest.param(f'<div class="video-embed" data-src="{YOUTUBE.removeprefix("https:")}"><img src="/still.jpg"></div>', id="a still that starts it"),
        pytest.param(f'<div class="brlbs-cmpnt-content-blocker" data-borlabs-cookie-content="{ENCODED}"><p>Click here.</p></div>', id="Borlabs"),
        pytest.param(f'<div><div><p>Click here.</p></div><div class="borlabs-hide"><script type="text/template">{ENCODED}</script></div></div>', id="Borlabs before"),
    ],
)  # fmt: skip
def test_a_player_that_waits_for_the_reader_is_shown(markup: str) -> None:
    body = extract(page(f"<article><h1>Bridge</h1>{paragraphs(3)}{markup}{paragraphs(6)}</article>")).body

    assert body.count(f'<iframe src="{YOUTUBE}"></iframe>') == 1
    assert "<img" not in body


WATCH = "https://www.youtube.com/watch?v=aB1cD2eF3gH"
TWEET = "https://twitter.com/town/status/1601"
ELEMENTOR = "{&quot;youtube_url&quot;:&quot;https:\\/\\/www.youtube.com\\/watch?v=aB1cD2eF3gH&quot;,&quot;video_type&quot;:&quot;youtube&quot;}"


@pytest.mark.parametrize(
    ("markup", "address"),
    [
        pytest.param(f'<div class="elementor-widget-video" data-settings="{ELEMENTOR}"><div></div></div>', WATCH, id="Elementor"),
        pytest.param('<div class="plyr__video-embed" data-plyr-provider="youtube" data-plyr-embed-id="aB1cD2eF3gH"></div>', WATCH, id="Plyr"),
        pytest.param('<div class="youtube_player" videoID="aB1cD2eF3gH" width="560"></div>', WATCH, id="Tarteaucitron"),
        pytest.param('<div class="vimeo_player" videoID="123456789"></div>', "https://vimeo.com/123456789", id="Tarteaucitron, Vimeo"),
        pytest.param('<div class="js-player" data-provider="dailymotion" data-video-id="x8abcde"></div>', "https://www.dailymotion.com/video/x8abcde", id="Dailymotion"),
        pytest.param('<div class="video-container" data-youtube-id="aB1cD2eF3gH"></div>', WATCH, id="an attribute named after the site"),
        pytest.param('<div class="iframely-embed"><div><a href="https://video.example/1" data-iframely-url></a></div></div>', "https://video.example/1", id="Iframely"),
        pytest.param('<script src="https://geo.dailymotion.com/player/xa1b2.js" data-video="x8abcde"></script>', "https://www.dailymotion.com/video/x8abcde", id="Dailymotion's script"),
        pytest.param('<script src="https://www.buzzsprout.com/12/episodes/345-bridge.js?container_id=x"></script>', "https://www.buzzsprout.com/12/345?client_source=small_player&amp;iframe=true", id="Buzzsprout"),
        pytest.param(f'<figure class="wp-block-embed is-type-video"><div class="wp-block-embed__wrapper">\n{WATCH}\n</div></figure>', WATCH, id="WordPress, where the site gave no player"),
        pytest.param('<blockquote class="text-post-media" data-text-post-permalink="https://www.threads.net/@a/post/1"></blockquote>', "https://www.threads.net/@a/post/1", id="Threads"),
        pytest.param('<bsp-youtube-player data-video-id="aB1cD2eF3gH"></bsp-youtube-player>', WATCH, id="Brightspot"),
        pytest.param('<embetty-video type="vimeo" video-id="123456789"></embetty-video>', "https://vimeo.com/123456789", id="Embetty"),
        pytest.param('<embetty-tweet status="1601"></embetty-tweet>', "https://twitter.com/i/status/1601", id="Embetty's tweet"),
        pytest.param('<div class="tweet" data-attrs="{&quot;url&quot;:&quot;https://twitter.com/town/status/1601&quot;}"></div>', TWEET, id="Substack's tweet"),
        pytest.param(f'<blockquote class="twitter-tweet"><a href="{TWEET}"></a></blockquote>', TWEET, id="a tweet without its text"),
        pytest.param('<blockquote class="instagram-media" data-instgrm-permalink="https://www.instagram.com/p/aB1c/"><div><svg></svg></div></blockquote>', "https://www.instagram.com/p/aB1c/", id="Instagram"),
        pytest.param('<blockquote class="tiktok-embed" cite="https://www.tiktok.com/@town/video/72"><section><a href="https://www.tiktok.com/@town">@town</a> <p>The bridge</p></section></blockquote>', "https://www.tiktok.com/@town/video/72", id="TikTok"),
        pytest.param('<div id="64aa" class="genially-embed"></div>', "https://view.genially.com/64aa", id="Genially"),
    ],
)  # fmt: skip
def test_a_post_or_video_that_a_script_would_show_is_linked(markup: str, address: str) -> None:
    body = extract(page(f"<article><h1>Bridge</h1>{paragraphs(3)}{markup}{paragraphs(6)}</article>")).body

    assert body.count(f'<a href="{address}">{address}</a>') == 1


@pytest.mark.parametrize(
    ("box", "address"),
    [
        ("social-embed", "https://www.instagram.com/p/aB1c/embed/"),
        ("facebook-video", "https://www.facebook.com/plugins/video.php?href=x"),
        ("twitter-tweet twitter-tweet-rendered", "https://platform.twitter.com/embed/Tweet.html?id=1601"),
        ("cookieconsent-wrapper", YOUTUBE),
    ],
)
def test_a_post_stays_in_a_box_that_is_named_after_its_site_or_after_consent(box: str, address: str) -> None:
    frame = f'<div class="{box}"><iframe src="{address}"></iframe></div>'
    body = extract(page(f"<article><h1>Bridge</h1>{paragraphs(3)}{frame}{paragraphs(6)}</article>")).body

    assert f'<iframe src="{address}"></iframe>' in body


@pytest.mark.parametrize("wrong", [b"\0", b"\x0b", "\ufffe".encode(), b"\xed\xa0\x80", b"&#" + b"9" * 4_500 + b";"])
def test_what_no_tree_may_hold_is_no_part_of_a_decoded_address(wrong: bytes) -> None:
    encoded = base64.b64encode(b'<iframe src="https://video.example/1' + wrong + b'"></iframe>').decode()
    box = f'<div class="content-blocker" data-borlabs-cookie-content="{encoded}"></div>'

    assert "https://video.example/1" in extract(page(f"<h1>Bridge</h1>{paragraphs(3)}{box}{paragraphs(3)}")).body


def test_a_sound_that_a_script_would_play_is_played() -> None:
    sound = '<div class="sqs-audio-embed" data-url="https://audio.example/song.mp3"></div>'
    body = extract(page(f"<article><h1>Bridge</h1>{paragraphs(3)}{sound}{paragraphs(6)}</article>")).body

    assert '<audio src="https://audio.example/song.mp3" controls' in body


@pytest.mark.parametrize(
    "markup",
    [
        f'<div class="video-embed" data-src="{YOUTUBE}"><iframe src="{YOUTUBE}"></iframe></div>',
        f'<div class="youtube-player" data-id="aB1cD2eF3gH"></div><noscript><iframe src="{YOUTUBE}"></iframe></noscript>',
    ],
    ids=["is there", "is there for browsers without scripts"],
)
def test_a_player_that_is_shown_is_not_shown_again(markup: str) -> None:
    body = extract(page(f"<article><h1>Bridge</h1>{paragraphs(3)}{markup}{paragraphs(6)}</article>")).body

    assert body.count("aB1cD2eF3gH") == 1


def test_an_article_is_not_what_a_player_stands_in_for() -> None:
    text = paragraphs(9)
    body = extract(page(f'<article><h1>Bridge</h1><div class="video" data-src="{YOUTUBE}">{text}</div></article>')).body

    assert body.count("<p>") == 9


@pytest.mark.parametrize(
    "markup",
    [
        '<div class="video" data-html="&lt;iframe src=javascript:alert(1)&gt;"></div>',
        '<div class="video-embed" data-src="javascript:alert(1)//www.youtube.com/embed/aB1cD2eF3gH"></div>',
        '<div class="youtube_player" videoID="aB1&quot;&gt;&lt;script"></div>',
        '<div class="brlbs-content-blocker" data-borlabs-cookie-content="PGlmcmFtZSBzcmM9"></div>',
        f'<script type="text/template">{base64.b64encode(b"<iframe src=https:///x>").decode()}!</script>',
        f'<script type="text/template">{"A" * 200}ä</script>',
        '<div class="content-blocker" data-borlabs-cookie-content="ä"></div>',
        '<script type="text/template">&lt;iframe src="https://video.example/1"&gt;</script>',
        '<embetty-video type="other" video-id="1"></embetty-video>',
    ],
)
def test_what_is_no_address_of_a_player_is_none(markup: str) -> None:
    body = extract(page(f"<article><h1>Bridge</h1>{paragraphs(3)}{markup}{paragraphs(6)}</article>")).body

    assert not re.search("<iframe|<a |script", body)


@pytest.mark.parametrize(
    "markup",
    [
        '<script src="https://cdn.jwplayer.com/libraries/gH3iJ4kL.js"></script>',
        '<div class="wistia_embed"></div>',
        "<wistia-player></wistia-player>",
        '<amp-jwplayer data-media-id="aB1cD2eF"></amp-jwplayer>',
        '<img class="vidyard-player-embed">',
    ],
)
def test_a_player_without_a_video_is_none(markup: str) -> None:
    body = extract(page(f"<article><h1>Bridge</h1>{paragraphs(3)}{markup}{paragraphs(6)}</article>")).body

    assert "<iframe" not in body
