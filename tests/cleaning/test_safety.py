"""Nothing unsafe comes out, whatever goes in."""

from __future__ import annotations

from functools import partial

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from crawler.cleaning import clean
from tests.cleaning.checks import forbidden
from tests.cleaning.vectors import CARRIERS, GROUPS, URL, cleaned_vectors, vectors

both_modes = pytest.mark.parametrize("keep_attributes", [False, True], ids=["usual", "keep_attributes"])


@pytest.mark.parametrize("group", GROUPS)
@both_modes
def test_no_payload_comes_through(group: str, keep_attributes: bool) -> None:
    for payload in GROUPS[group]:
        cleaned = clean(payload, url=URL, keep_attributes=keep_attributes)
        assert forbidden(cleaned, keep_attributes=keep_attributes) == [], (payload, cleaned)


def test_no_payload_comes_through_disguised_or_carried() -> None:
    for vector, cleaned in cleaned_vectors().items():
        assert forbidden(cleaned) == [], (vector, cleaned)


@pytest.mark.parametrize(
    "unsafe",
    [
        "<script>x</script>",
        "<p onclick=x>y</p>",
        "<svg></svg>",
        "<p style='x'>y</p>",
        "<p id=body>y</p>",
        "<p class=modal>y</p>",
        "<a href='javascript:x'>y</a>",
        "<a href='https://a@b/'>y</a>",
        "<a href='https://b/' target=_top>y</a>",
        "<img src='data:,x'>",
        "<img srcset='https://a/ 1x, x: 2x'>",
        "<iframe src='https://www.youtube.com/embed/x'></iframe>",
        "<p>x",
        "x</p>",
        "<!-- x -->",
        "\x1b",
    ],
)
def test_the_checks_see_what_is_unsafe(unsafe: str) -> None:
    assert forbidden(unsafe)


_TAGS = (
    "p div span b i em a li ul ol table tr td tbody thead pre code br hr img svg math style script title textarea "
    "noscript template iframe form button select option h1 h2 figure figcaption video source picture ruby rt rp dl "
    "dt dd details summary caption col colgroup font center section mtext mglyph annotation-xml foreignObject desc "
    "xmp plaintext object embed base nobr body html head frameset"
).split()
_PIECES = st.one_of(
    st.sampled_from([f"<{name}>" for name in _TAGS]),
    st.sampled_from([f"</{name}>" for name in _TAGS]),
    st.sampled_from(
        [
            *(
                "<!--",
                "-->",
                "<![CDATA[",
                "]]>",
                "<br/>",
                "<p/>",
                " ",
                "\n",
                "\n\n",
                "x",
                "&lt;",
                "&nbsp;",
                "\r",
                "<",
                "&",
            ),
            *("<img src=x>", "<a href=#a>", "<p id=a>", "<a name=a>", "<span class=x>", "<a href='//x/y'>", "<pre>\n"),
            *(
                "<div style='display:none'>",
                "<iframe src=//www.youtube.com/embed/a>",
                "<iframe src=//a/b>",
                "<p title='",
            ),
            *("'>", '">', "&#13;", "&#10;", "\x00", "\ud83d", "<math alttext=x>", "<img src=x onerror=alert(1)>"),
        ]
    ),
    st.text(max_size=3),
)
_SOUP = st.lists(_PIECES, max_size=25).map("".join)


@given(_SOUP, st.booleans())
@example("<a href=#a><iframe src=//a/b>", False)
@example("<pre><span class=x><li>", False)
@example("<p id=a><div><a href=#a><p>", False)
@example("<dt><center><dt>x", False)
@example("<p><button><p>x</button>", True)
@settings(max_examples=600, deadline=None)
def test_no_soup_of_tags_comes_through_and_cleaning_twice_changes_nothing(soup: str, keep_attributes: bool) -> None:
    clean_again = partial(clean, url=URL, keep_attributes=keep_attributes)
    cleaned = clean_again(soup)
    assert forbidden(cleaned, keep_attributes=keep_attributes) == []
    assert clean_again(cleaned) == cleaned


@given(st.text(max_size=200))
@settings(max_examples=200, deadline=None)
def test_any_text_is_taken(text: str) -> None:
    assert forbidden(clean(text, url=URL)) == []


@both_modes
def test_cleaning_payloads_twice_changes_nothing(keep_attributes: bool) -> None:
    for vector in vectors()[:: 14 if keep_attributes else 10]:
        cleaned = clean(vector, url=URL, keep_attributes=keep_attributes)
        assert clean(cleaned, url=URL, keep_attributes=keep_attributes) == cleaned, vector


@pytest.mark.parametrize("carrier", CARRIERS)
def test_what_follows_a_broken_carrier_is_safe_too(carrier: str) -> None:
    cleaned = clean(f"{carrier.split('{}', maxsplit=1)[0]}<p>x</p><script>alert(1)</script>", url=URL)
    assert forbidden(cleaned) == []


@pytest.mark.parametrize(
    "url", ["", "x", "https://[::1", "https://[::1#x", "https://example.org/\ud800", "javascript:alert(1)"]
)
def test_an_odd_address_of_the_article_does_no_harm(url: str) -> None:
    cleaned = clean("<p id=a><a href='x'>x</a> <a href='#a'>y</a> <a href='#b'>z</a> <img src='y.png'></p>", url=url)
    assert forbidden(cleaned) == []
