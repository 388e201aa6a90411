"""What stands in the front matter is fit to be printed by themes that escape nothing."""

from __future__ import annotations

import pytest

from crawler.publishing import values
from tests.publishing.posts import a_post


@pytest.mark.parametrize("language", ["en", "zh-Hans-CN", "pt_BR", "x-klingon", None])
def test_a_language_stays_as_it_is(language: str | None) -> None:
    assert values.language(a_post(language=language)) == language


@pytest.mark.parametrize("language", ['en" onload="alert(1)', "<script>", "English (US)", "", " "])
def test_what_is_no_language_is_left_out(language: str) -> None:
    assert values.language(a_post(language=language)) is None


def test_a_tag_is_one_however_its_accents_are_spelled() -> None:
    assert values.tags(a_post(tags=("caf\u00e9", "cafe\u0301"))) == ("caf\u00e9",)


def test_addresses_end_no_attribute() -> None:
    hostile = "https://news.example/a\"'><script>`x y"
    safe = "https://news.example/a%22%27%3E%3Cscript%3E%60x%20y"
    post = a_post(url=hostile, also_at=(hostile,), license=hostile, image=hostile)
    assert (values.url(post), values.license_(post), values.image(post)) == (safe, safe, safe)
    assert values.also_at(post) == (safe,)
    assert values.house_image(a_post(body="", placeholder=hostile)) == safe


@pytest.mark.parametrize(
    ("image", "shown"),
    [
        ("https://p.example/100%.png?x=%u4e", "https://p.example/100%25.png?x=%25u4e"),
        ("https://p.example/%C4%E3.png", "https://p.example/%C4%E3.png"),
        ("/media/a.png", "/media/a.png"),
        ("https://p.example:port/a.png", "https://p.example/first.png"),
        ("https://[p.example/a.png", "https://p.example/first.png"),
        ("https://p example/a.png", "https://p.example/first.png"),
    ],
)
def test_a_picture_has_an_address_that_templates_can_parse(image: str, shown: str) -> None:
    post = a_post(image=image, body='<img src="https://p.example/first.png">')
    assert values.image(post) == shown


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ('0;url=//evil.example" http-equiv="refresh', '0;url=//evil.example" http-equiv＝"refresh'),
        ('x" onclick="alert(1)', 'x" onclick＝"alert(1)'),
        ("a <script> and a <b>bold</b> word", "a ‹script> and a <b>bold</b> word"),
        ("data = 1", "data = 1"),
        ("<![CDATA[ x ]]>", "‹![CDATA[ x ]]›"),
    ],
)
def test_an_inert_title_sets_no_attribute(title: str, shown: str) -> None:
    assert values.inert(values.title)(a_post(title=title)) == shown
