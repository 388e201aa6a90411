"""Which pictures a body shows, and the body with stored ones."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.cleaning import clean
from crawler.media.shown import pictures, with_pictures
from crawler.publishing.text import plain

ARTICLE = "https://news.example/fog/"
SITE = "https://news.example"

FOUND = {
    "one picture": ('<img src="@/a.jpg">', [(f"{SITE}/a.jpg",)]),
    "an address with a query": ('<img src="@/a?w=1&amp;h=2">', [(f"{SITE}/a?w=1&h=2",)]),
    "the widest of a srcset, and what stands for it": (
        '<img src="@/s.jpg" srcset="@/m.jpg 800w, @/l.jpg 1600w, @/s.jpg 400w">',
        [(f"{SITE}/l.jpg", f"{SITE}/s.jpg")],
    ),
    "the densest of a srcset": (
        '<img src="@/1.jpg" srcset="@/2.jpg 2x, @/15.jpg 1.5x">',
        [(f"{SITE}/2.jpg", f"{SITE}/1.jpg")],
    ),
    "addresses with commas in them": (
        '<img src="@/c_fill,w_1/s.jpg" srcset="@/c_fill,w_400/s.jpg 400w, @/c_fill,w_900/s.jpg 900w">',
        [(f"{SITE}/c_fill,w_900/s.jpg", f"{SITE}/c_fill,w_1/s.jpg")],
    ),
    "a srcset alone": ('<img srcset="@/a.jpg 1x, @/b.jpg 2x">', [(f"{SITE}/b.jpg",)]),
    "a wider source of a picture element": (
        '<picture><source srcset="@/w.webp 1600w" type="image/webp"><img src="@/s.jpg"></picture>',
        [(f"{SITE}/w.webp", f"{SITE}/s.jpg")],
    ),
    "no source of a kind that is not stored": (
        '<picture><source srcset="@/w.jxl 1600w" type="image/jxl"><img src="@/s.jpg"></picture>',
        [(f"{SITE}/s.jpg",)],
    ),
    "no source of unknown width, which may be a crop": (
        '<picture><source srcset="@/phone.jpg" media="(max-width: 600px)"><img src="@/s.jpg"></picture>',
        [(f"{SITE}/s.jpg",)],
    ),
    "a film's poster": ('<video src="@/f.mp4" poster="@/p.jpg"></video>', [(f"{SITE}/p.jpg",)]),
    "each picture once": ('<img src="@/a.jpg"><p>x</p><img src="@/a.jpg">', [(f"{SITE}/a.jpg",)]),
    "no vector graphics": ('<img src="@/a.svg?x=1"><img src="@/b.png">', [(f"{SITE}/b.png",)]),
    "no markup in an alternative text": ('<img alt="<img src=/x.png>" src="@/a.png">', [(f"{SITE}/a.png",)]),
    "no picture": ('<p>&lt;img src="@/x.png"></p>', []),
}


@pytest.mark.parametrize("name", FOUND)
@pytest.mark.parametrize("keep_attributes", [False, True])
def test_the_pictures_of_a_body(name: str, keep_attributes: bool) -> None:
    body, expected = FOUND[name]
    assert pictures(clean(body.replace("@", SITE), url=ARTICLE, keep_attributes=keep_attributes)) == expected


@pytest.mark.parametrize(
    ("max_width", "expected"),
    [(None, "/l.jpg"), (700, "/m.jpg"), (800, "/m.jpg"), (801, "/l.jpg"), (3000, "/l.jpg"), (100, "/s.jpg")],
)
def test_no_larger_file_is_taken_than_the_width_asks_for(max_width: int | None, expected: str) -> None:
    body = clean(f'<img srcset="{SITE}/s.jpg 400w, {SITE}/m.jpg 800w, {SITE}/l.jpg 1600w">', url=ARTICLE)
    assert pictures(body, max_width=max_width)[0][0] == SITE + expected


REWRITTEN = {
    "the address alone": (
        '<p>a &amp; b</p><figure><img src="https://n.example/a.jpg" alt="x" width="8" referrerpolicy="no-referrer">'
        "<figcaption>Fog. <em>Photo: Ada</em></figcaption></figure>",
        '<p>a &amp; b</p><figure><img src="/media/1.jpg" alt="x" width="8" referrerpolicy="no-referrer">'
        "<figcaption>Fog. <em>Photo: Ada</em></figcaption></figure>",
    ),
    "the candidates go": (
        '<img alt="x" srcset="https://n.example/a.jpg 9w, https://n.example/b.jpg 5w" sizes="9vw" src="https://n.example/b.jpg">',
        '<img alt="x" src="/media/1.jpg">',
    ),
    "a stored fallback will do": (
        '<img src="https://n.example/a.jpg" srcset="https://n.example/lost.jpg 999w" sizes="9vw">',
        '<img src="/media/1.jpg">',
    ),
    "the sources beside it go": (
        '<picture><source srcset="https://n.example/w.avif" type="image/avif"> <source srcset="https://n.example/a.jpg 9w">'
        '<img src="https://n.example/b.jpg"></picture><video><source src="https://n.example/f.mp4"></video>',
        '<picture> <img src="/media/1.jpg"></picture><video><source src="https://n.example/f.mp4"></video>',
    ),
    "a poster": (
        '<video src="https://n.example/a.jpg" poster="https://n.example/a.jpg" controls=""></video>',
        '<video src="https://n.example/a.jpg" poster="/media/1.jpg" controls=""></video>',
    ),
    "what is not stored stays": ('<img src="https://n.example/lost.jpg">',) * 2,
    "text that looks like a picture stays": ('<p>&lt;img src="https://n.example/a.jpg"&gt;</p>',) * 2,
    "an alternative text that looks like one stays": (
        '<img alt="<img src=https://n.example/a.jpg>" src="https://n.example/lost.jpg">',
    )
    * 2,
    "a link to the picture stays": (
        '<a href="https://n.example/a.jpg"><img src="https://n.example/a.jpg"></a>',
        '<a href="https://n.example/a.jpg"><img src="/media/1.jpg"></a>',
    ),
    "odd white space stays": (
        '<pre>\n  a\u00a0b\n\n</pre><img  src="https://n.example/a.jpg"\n alt="">\n\n<p></p>',
        '<pre>\n  a\u00a0b\n\n</pre><img src="/media/1.jpg"\n alt="">\n\n<p></p>',
    ),
}


@pytest.mark.parametrize("name", REWRITTEN)
def test_a_body_shows_the_stored_pictures_and_is_else_the_same(name: str) -> None:
    body, expected = REWRITTEN[name]
    assert with_pictures(body, {"https://n.example/a.jpg": "/media/1.jpg"}) == expected


@pytest.mark.parametrize("name", FOUND)
def test_a_rewritten_body_is_still_what_the_sanitizer_writes(name: str) -> None:
    safe = clean(FOUND[name][0].replace("@", SITE), url=ARTICLE)
    stored = {address: "https://site.example/media/1.jpg" for tries in pictures(safe) for address in tries}
    rewritten = with_pictures(safe, stored)
    assert clean(rewritten, url=ARTICLE) == rewritten
    assert {tries[0] for tries in pictures(rewritten)} <= {"https://site.example/media/1.jpg"}


PIECES = [
    '<img src="https://n.example/a.jpg">',
    '<img alt="<img src=x onerror=alert(1)>" srcset="https://n.example/a.jpg 1x, https://n.example/b.jpg 2x">',
    "<img src='https://n.example/a.jpg' alt='\"><script>alert(1)</script>'>",
    "<picture><source srcset='https://n.example/b.jpg 900w'>",
    "</picture>",
    '<video poster="https://n.example/a.jpg">',
    '<iframe src="https://www.youtube.com/embed/x"><img src="https://n.example/a.jpg"></iframe>',
    "<noscript><img src=https://n.example/a.jpg></noscript>",
    "<svg><style><img src=https://n.example/a.jpg></style></svg>",
    "<pre>&lt;img src=&quot;https://n.example/a.jpg&quot;&gt;</pre>",
    "<!-- <img src=https://n.example/a.jpg> -->",
    '<a href="https://n.example/a.jpg" title="<picture>">',
    "<p>a &amp;amp; b\u00a0c",
    '"',
    "<",
    ">",
]


@given(st.lists(st.sampled_from(PIECES), max_size=8).map("".join))
def test_whatever_the_body_only_its_pictures_change_and_it_stays_safe(html: str) -> None:
    safe = clean(html, url=ARTICLE)
    stored = dict.fromkeys(("https://n.example/a.jpg", "https://n.example/b.jpg"), "https://site.example/1.jpg")
    rewritten = with_pictures(safe, stored)
    assert clean(rewritten, url=ARTICLE) == rewritten
    assert all(tries == ("https://site.example/1.jpg",) for tries in pictures(rewritten))
    assert with_pictures(safe, {}) == safe
    assert plain(rewritten) == plain(safe)


def test_an_address_that_needs_it_is_escaped() -> None:
    assert with_pictures('<img src="x">', {"x": '/a?b=1&c="<'}) == '<img src="/a?b=1&amp;c=&quot;&lt;">'


def test_the_lead_picture_comes_first_unless_the_body_shows_it() -> None:
    body = (
        '<img src="https://n.example/s.jpg" srcset="https://n.example/l.jpg 900w"><img src="https://n.example/x.jpg">'
    )
    shown = [("https://n.example/l.jpg", "https://n.example/s.jpg"), ("https://n.example/x.jpg",)]
    assert pictures(body, "https://n.example/lead.jpg") == [("https://n.example/lead.jpg",), *shown]
    assert pictures(body, "https://n.example/s.jpg") == shown
    assert pictures(body, "https://n.example/logo.svg") == shown
