"""Subscription lists come in from other readers, and go out and back without loss."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler import opml
from crawler.opml import OpmlError

LIST = b"""<?xml version="1.0" encoding="UTF-8"?>
<opml version="1.0"><head><title>mine</title></head><body>
  <outline text="Tech"><outline text="Python">
    <outline type="rss" text="Planet" title="Planet" xmlUrl="https://planet.example/feed" htmlUrl="https://planet.example/"/>
  </outline>
  <outline TITLE="Other &amp; more" XMLURL="https://other.example/rss"/></outline>
  <outline type="rss" text="Planet" xmlUrl="https://second.example/feed" category="/Blogs/Food,cooking"/>
  <outline type="rss" text="Lost"/>
  <outline type="rss" text="Local" xmlUrl="file:///etc/passwd"/>
</body></opml>"""


def test_folders_become_categories_and_names_stay_apart() -> None:
    found = opml.read(LIST)
    assert found.sources == [
        {"name": "Planet", "url": "https://planet.example/feed", "categories": ["Tech", "Python"]},
        {"name": "Other & more", "url": "https://other.example/rss", "categories": ["Tech"]},
        {"name": "Planet (2)", "url": "https://second.example/feed", "categories": ["Blogs", "Food"]},
    ]
    assert found.problems == ["Lost has no xmlUrl", "Local has no web address: file:///etc/passwd"]


SOURCES: list[dict[str, Any]] = [
    {"name": "A", "url": "https://a.example/feed?x=1&y=2", "categories": ["News", "World"], "content": "page"},
    {"name": "B", "url": "https://b.example/feed", "categories": ["News"], "tags": ["x", "y"], "author": '"Ann" <A&B>'},
    {"name": "C", "url": "https://c.example/feed", "placeholders": {"https://c.example/1": "https://c.example/1.jpg"}},
    {
        "name": "D",
        "url": "https://d.example/feed",
        "categories": ["News", "World"],
        "kind": "listing",
        "item": "div > a",
    },
    {"name": "two  blanks\u2028\ufffe", "url": "https://f.example/", "categories": ["a\x01"], "author": "\x07\ufffe"},
    {"name": "E", "url": "https://e.example/feed", "categories": [], "pages": 3, "on": True, "none": None},
]


def test_a_round_trip_loses_nothing() -> None:
    assert opml.read(opml.write(SOURCES)).sources == SOURCES


def test_other_readers_find_feeds_in_folders() -> None:
    text = opml.write(SOURCES[:1], "My list").decode()
    assert "<title>My list</title>" in text
    assert '<outline text="News" title="News">' in text
    assert 'type="rss" text="A" title="A" xmlUrl="https://a.example/feed?x=1&amp;y=2"' in text


def test_a_date_in_a_setting_becomes_text() -> None:
    (source,) = opml.read(opml.write([{"name": "A", "url": "https://a.example/", "since": date(2024, 1, 2)}])).sources
    assert source["since"] == "2024-01-02"


TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=20)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
)


@given(st.lists(st.dictionaries(TEXT.filter(lambda key: key not in {"name", "url"}), VALUES, max_size=4), max_size=4))
def test_no_settings_are_lost(settings: list[dict[str, Any]]) -> None:
    sources = [{"name": f"n{n}", "url": f"https://{n}.example/"} | own for n, own in enumerate(settings)]
    assert opml.read(opml.write(sources)).sources == sources


@pytest.mark.parametrize("body", [b"", b"name,url", b"<rss/>", b"<html><body>x</body></html>"])
def test_what_is_no_list_is_named_in_one_line(body: bytes) -> None:
    with pytest.raises(OpmlError, match=r"^[^\n]+$"):
        opml.read(body)
    assert not opml.is_opml(body)


def test_a_list_may_be_in_a_namespace() -> None:
    body = b"""<opml version="2.0" xmlns="http://opml.org/spec2"><body>
        <outline text="A" type="rss" xmlUrl="https://a.example/feed"/></body></opml>"""
    assert opml.read(body).sources == [{"name": "A", "url": "https://a.example/feed"}]


@pytest.mark.parametrize(
    ("written", "url"),
    [
        ("feed://a.example/rss", "http://a.example/rss"),
        ("feed:https://a.example/rss", "https://a.example/rss"),
    ],
)
def test_an_address_for_feed_readers_is_a_web_address(written: str, url: str) -> None:
    body = f'<opml version="2.0"><body><outline text="A" type="rss" xmlUrl="{written}"/></body></opml>'
    assert opml.read(body.encode()).sources == [{"name": "A", "url": url}]


def test_a_folder_with_an_empty_address_is_a_folder() -> None:
    body = b"""<opml version="2.0"><body><outline text="Friends" xmlUrl="">
        <outline text="A" type="rss" xmlUrl="https://a.example/feed"/></outline></body></opml>"""
    found = opml.read(body)
    assert found.sources == [{"name": "A", "url": "https://a.example/feed", "categories": ["Friends"]}]
    assert found.problems == []


def test_a_list_is_recognised() -> None:
    assert opml.is_opml(LIST)


def test_a_name_or_address_of_another_type_becomes_text() -> None:
    outline = '<outline text="x" xmlUrl="https://a.example/" crawler:name="[1]" crawler:url="[2]"/>'
    listed = opml.read(f'<opml xmlns:crawler="{opml.NAMESPACE}"><body>{outline * 2}</body></opml>'.encode()).sources
    assert [source["name"] for source in listed] == ["[1]", "[1] (2)"]
    assert {source["url"] for source in listed} == {"[2]"}
