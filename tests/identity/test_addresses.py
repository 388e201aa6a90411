"""Which addresses are one article's."""

import pytest

from crawler.config import Source
from crawler.identity import addresses, article_url, clean_url, normal_url
from crawler.identity.addresses import is_plausible_canonical
from crawler.identity.entries import entry_key
from crawler.items import Article, Entry, Page

SOURCE = Source(name="news", url="https://news.example/feed")


@pytest.mark.parametrize(
    ("url", "cleaned"),
    [
        ("https://36kr.com/p/1757?f=rss", "https://36kr.com/p/1757"),
        ("https://a.example/x?utm_source=rss&id=3&utm_medium=feed", "https://a.example/x?id=3"),
        ("https://a.example/x?id=3&FBCLID=abc#comments", "https://a.example/x?id=3"),
        ("https://a.example/x?id=3&pk_campaign=rss&mtm_kwd=feed", "https://a.example/x?id=3"),
        ("https://a.example/x?pk_story=3", "https://a.example/x?pk_story=3"),  # a primary key
        ("https://a.example/#!/story/4", "https://a.example/#!/story/4"),
        ("https://a.example/x?source=agency", "https://a.example/x?source=agency"),
        ("https://a.example/x?a=%2F&b=%C3%A4", "https://a.example/x?a=%2F&b=%C3%A4"),
        (" https://a.example/x ", "https://a.example/x"),
        ("https://[broken/x", "https://[broken/x"),
    ],
)
def test_what_only_tells_how_a_reader_came_is_cut_off(url: str, cleaned: str) -> None:
    assert clean_url(url) == cleaned


@pytest.mark.parametrize(
    "other",
    [
        "http://news.example/2024/story",
        "https://www.news.example/2024/story/",
        "https://NEWS.example:443/2024/story?utm_campaign=x#top",
        "https://news.example/2024/%73tory",
    ],
)
def test_spellings_of_one_address_are_equal(other: str) -> None:
    assert normal_url(other) == normal_url("https://news.example/2024/story")


@pytest.mark.parametrize(
    "other",
    [
        "https://news.example/2024/Story",
        "https://news.example/2024/story?page=2",
        "https://news.example:8080/2024/story",
    ],
)
def test_different_addresses_stay_different(other: str) -> None:
    assert normal_url(other) != normal_url("https://news.example/2024/story")


@pytest.mark.parametrize(
    ("canonical", "plausible"),
    [
        ("https://www.news.example/story", True),
        ("https://news.example/", False),
        ("https://other.example/story", False),
        ("javascript:alert(1)", False),
        ("https://[broken/story", False),
    ],
)
def test_a_canonical_link_counts_on_its_own_site_only(canonical: str, plausible: bool) -> None:
    assert is_plausible_canonical(canonical, "https://m.news.example/story?amp=1") is plausible


def test_an_article_is_known_by_its_canonical_link_its_page_and_its_entry() -> None:
    article = Article(
        source=SOURCE,
        entry=Entry(url="https://link.example/r/1"),
        key="1",
        url="https://link.example/r/1",
        page=Page("https://news.example/story?utm_source=rss", b""),
        canonical_url="https://www.news.example/the-story",
    )
    assert article_url(article) == "https://www.news.example/the-story"
    assert addresses(article) == ["news.example/the-story", "news.example/story", "link.example/r/1"]


def test_an_entry_without_link_is_known_by_no_address() -> None:
    article = Article(source=SOURCE, entry=Entry(guid="1"), key="1", url=SOURCE.url)
    assert addresses(article) == []


def test_entries_are_told_apart_by_guid_then_link_then_text() -> None:
    assert entry_key(Entry(guid="7", url="https://a.example/")) == "7"
    assert entry_key(Entry(url="https://a.example/")) == "https://a.example/"
    assert entry_key(Entry(title="a", summary="b")) != entry_key(Entry(title="a", summary="c"))
