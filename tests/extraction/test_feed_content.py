"""An entry that carries the whole article is known as such, and its body is left as it is."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from extraction.pages import PARAGRAPH

from crawler.extraction import carries_article, carries_more, from_entry
from crawler.items import Entry

WHOLE = f"<p>{PARAGRAPH}</p>\n" * 8
URL = "https://paper.example/news/bridge"


@pytest.mark.parametrize(
    ("entry", "carries"),
    [
        pytest.param(Entry(content=WHOLE), True, id="a long content"),
        pytest.param(Entry(summary=WHOLE), True, id="a long summary in blocks"),
        pytest.param(Entry(content=WHOLE + "<p>The post Bridge appeared first on The Paper.</p>"), True, id="whole, with a plug-in's line"),
        pytest.param(Entry(content="<p>经过三年施工，新桥昨天开放。</p>" * 20), True, id="a dense script needs fewer letters"),
        pytest.param(Entry(), False, id="nothing"),
        pytest.param(Entry(summary=f"<p>{PARAGRAPH}</p>"), False, id="a paragraph"),
        pytest.param(Entry(content=PARAGRAPH * 8), False, id="one lump without blocks"),
        pytest.param(Entry(content=WHOLE + "<p>And then […]</p>"), False, id="ends in an ellipsis in brackets"),
        pytest.param(Entry(content=WHOLE + "<p>And then [&#8230;]</p>\n<p>The post Bridge first appeared on The Paper.</p>"), False, id="an ellipsis before a plug-in's line"),
        pytest.param(Entry(content=WHOLE + "<p>And then...</p>"), False, id="ends in dots"),
        pytest.param(Entry(content=WHOLE + '<a href="/b">Read more »</a>'), False, id="read more"),
        pytest.param(Entry(content=WHOLE + '<a href="/b">Continue reading <span>“Bridge”</span> →</a>'), False, id="continue reading"),
        pytest.param(Entry(content=WHOLE + "<a>Weiterlesen</a>"), False, id="weiterlesen"),
        pytest.param(Entry(content=WHOLE + "<a>Lire la suite…</a>"), False, id="lire la suite"),
        pytest.param(Entry(content=WHOLE + "<a>阅读全文</a>"), False, id="阅读全文"),
        pytest.param(Entry(content=WHOLE + "<a>続きを読む</a>"), False, id="続きを読む"),
    ],
)  # fmt: skip
def test_whether_an_entry_carries_its_article(entry: Entry, carries: bool) -> None:
    assert carries_article(entry) is carries


@pytest.mark.parametrize(
    ("entry", "carries"),
    [
        (Entry(content="<p>The bridge is open, and the ferry rests.</p>", summary="The bridge is open."), True),
        (Entry(content="<p>The bridge is open, and the ferry …</p>", summary="The bridge is open."), False),
        (Entry(content="<p>The bridge is open.</p>", summary="The bridge is open."), False),
        (Entry(content="<p>The bridge is open.</p>"), False),
        (Entry(summary="The bridge is open."), False),
    ],
)
def test_whether_a_short_content_says_more_than_a_teaser(entry: Entry, carries: bool) -> None:
    assert carries_more(entry) is carries


@pytest.mark.parametrize(
    "content",
    [
        "<p style=\"\" class='a'>One</p> \n<p>T\u00a0wo &amp; &lt;three&gt; &nbsp;</p> \n",
        '<p><img data-size="640,360" src="https://img.example/v2_abc" ></p>\r\n<P>x<br>y</P>',
        "<pre><code>if (a &lt; b) {\n\n    return;\n}</code></pre>",
        '<a href="https://other.example/?a=1&b=2">x</a> <a href="#note">1</a> <a href=\'mailto:a@b.example\'>m</a>',
        "no markup at all, 3 < 4",
    ],
)
def test_content_that_needs_no_repair_stays_as_it_is_byte_for_byte(content: str) -> None:
    assert from_entry(Entry(content=content), URL).body == content


def test_a_real_entry_stays_as_it_is_byte_for_byte(shared: Path) -> None:
    feed = (shared / "seed/36kr-feed.xml").read_text(encoding="utf-8")
    content = re.findall(r"<description><!\[CDATA\[(.*?)\]\]></description>", feed, re.DOTALL)[0]

    assert from_entry(Entry(summary=content), "https://36kr.com/p/1757000000000001").body == content


@pytest.mark.parametrize(
    ("content", "body"),
    [
        ('<a href="/a?x=1&amp;y=2">x</a>', '<a href="https://paper.example/a?x=1&amp;y=2">x</a>'),
        ("<a class=b href='../c'>x</a>", "<a class=b href='https://paper.example/c'>x</a>"),
        ("<a href=//other.example/d>x</a>", '<a href="https://other.example/d">x</a>'),
        (
            '<video poster="p.jpg" src="/v.mp4"></video>',
            '<video poster="https://paper.example/news/p.jpg" src="https://paper.example/v.mp4"></video>',
        ),
    ],
)
def test_relative_addresses_become_absolute_where_they_stand(content: str, body: str) -> None:
    assert from_entry(Entry(content=content), URL).body == body


@pytest.mark.parametrize("control", ["\x01", "\x0b", "\ufffe", "&#1;", "&#xFFFE;"])
def test_controls_in_what_is_mended_are_left_out(control: str) -> None:
    markup = f'<p>{control}A bridge</p><img src="{control}data:," data-src="/a{control}.jpg" alt="{control}A bridge">'

    found = from_entry(Entry(content=markup), "https://paper.example/a")

    assert found.text == "A bridge"
    assert found.image == "https://paper.example/a.jpg"


def test_a_stray_end_tag_cuts_off_nothing_of_what_is_mended() -> None:
    lazy = '<img src="data:image/gif;base64,R0lGOD" data-src="/bridge.jpg">'

    body = from_entry(Entry(content=f"<p>a</p></div><p>b</p>{lazy}c"), URL).body

    assert body == '<p>a</p><p>b</p><img src="https://paper.example/bridge.jpg">c'


def test_lazy_images_become_usable() -> None:
    body = from_entry(
        Entry(content='<p>x</p><img data-src="/a.jpg" src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">'), URL
    ).body

    assert 'src="https://paper.example/a.jpg"' in body


@pytest.mark.parametrize(
    ("player", "shown"),
    [
        ('<iframe data-lazy-src="https://video.example/1"></iframe>', 'src="https://video.example/1"'),
        ('<oembed url="https://video.example/1"></oembed>', '<a href="https://video.example/1">'),
        ('<script src="https://gist.github.com/ann/0a1b.js"></script>', '<a href="https://gist.github.com/ann/0a1b">'),
        ('<div class="fb-post" data-href="https://social.example/1"></div>', '<a href="https://social.example/1">'),
        (
            '<blockquote class="twitter-tweet"><a href="https://social.example/1"></a></blockquote>',
            '<p><a href="https://social.example/1">https://social.example/1</a></p>',
        ),
    ],
)
def test_players_that_wait_for_a_script_become_usable(player: str, shown: str) -> None:
    assert shown in from_entry(Entry(content=f"<p>x</p>{player}"), URL).body


def test_the_entrys_own_fields_are_the_articles() -> None:
    entry = Entry(
        title="Bridge", authors=["Ann Lee"], published=date(2024, 5, 1), tags=["Towns"], language="en", content=WHOLE
    )

    found = from_entry(entry, URL)

    assert (found.title, found.authors, found.published, found.tags) == (
        "Bridge",
        ["Ann Lee"],
        date(2024, 5, 1),
        ["Towns"],
    )
    assert found.canonical_url == URL
    assert set(found.origins.values()) == {"entry"}
    assert found.text.startswith("The town council")


@pytest.mark.parametrize(
    ("content", "title"),
    [
        ("<h2>New bridge</h2><p>Text</p>", "New bridge"),
        ("<p>A short note.</p>", "A short note."),
        (f"<p>{PARAGRAPH}</p>", "The town council opened the new bridge on Saturday after three years of…"),
        ("", None),
    ],
)
def test_an_entry_without_a_title_is_named_by_its_beginning(content: str, title: str | None) -> None:
    found = from_entry(Entry(content=content), URL)

    assert found.title == title
    assert found.published is None
