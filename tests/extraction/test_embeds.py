"""Players that only a script would show are shown without it."""

from __future__ import annotations

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
