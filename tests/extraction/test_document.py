"""A page is read once, whatever its state, and its parts are found again."""

from __future__ import annotations

import pytest
from extraction.pages import html, json_ld, read

from crawler.extraction import document
from crawler.extraction import json_ld as linked_data
from crawler.items import Page


def test_meta_values_are_found_by_name_property_and_itemprop() -> None:
    page = read(
        "",
        """<meta name="Author" content=" Ann Lee "><meta property="og:title" content="A"><meta property="og:title" content="B">
        <meta itemprop="datePublished" content="2024-05-01"><meta name="empty" content="">""",
    )

    assert page.meta["author"] == ["Ann Lee"]
    assert page.meta["og:title"] == ["A", "B"]
    assert page.first("missing", "empty", "datepublished") == "2024-05-01"


@pytest.mark.parametrize("body", [b"", b"   ", b"\0\0", b"\xff\xfe"])
def test_an_empty_page_has_no_tree_or_an_empty_one(body: bytes) -> None:
    read_page = document.read(Page(url="https://a.example/", body=body))

    assert read_page.tree is None or not read_page.tree.text_content().strip()
    assert read_page.json_ld == []
    assert read_page.marked == []


@pytest.mark.parametrize(
    ("inside", "told"),
    [
        pytest.param('<ul><li class="date">Today</li><li><a href="/author/ann">Ann Lee</a></li></ul>', [], id="a menu"),
        pytest.param('<a href="/t/1" rel="tag">Bridges</a>', ["a"], id="the article's tags"),
        pytest.param('<h1>New bridge</h1><p class="byline">Ann Lee</p>', ["h1", "p"], id="a page, where nothing ends it"),
    ],
)  # fmt: skip
def test_what_navigation_tells_of_the_article(inside: str, told: list[str]) -> None:
    found = read("", f'<nav class="info">{inside}</nav><p class="date">1 May 2024</p>').marked

    assert [marked.element.tag for marked in found if marked.element.tag != "nav"] == [*told, "p"]


def test_the_base_element_decides_what_addresses_are_relative_to() -> None:
    assert read("", '<base href="/archive/">').base_url == "https://paper.example/archive/"


@pytest.mark.parametrize("depth", [2_000, 30_000])
def test_text_below_thousands_of_levels_is_not_lost(depth: int) -> None:
    tree = read("<div>" * depth + "<p>deep</p>" + "</div>" * depth + "<p>after</p>").tree

    assert tree is not None
    assert "".join(tree.xpath("//p/text()")) == "deepafter"


@pytest.mark.parametrize("tag", ["ul", "blockquote", "article", "h2", "small", "my-box"])
def test_text_below_thousands_of_elements_of_meaning_is_not_lost(tag: str) -> None:
    tree = read(f"<{tag}>" * 5_000 + '<p>deep <a href="/b">link</a></p>').tree

    assert tree is not None
    assert "".join(tree.itertext()).strip() == "deep link"
    assert [link.get("href") for link in tree.iter("a")] == ["/b"]


def test_a_page_after_one_too_deep_keeps_its_containers() -> None:
    read("<div>" * 30_000)
    tree = read('<div class="story"><p>New bridge</p></div>').tree

    assert tree is not None
    assert [div.get("class") for div in tree.iter("div")] == ["story"]


def test_declarations_inside_the_page_do_not_change_its_text_again() -> None:
    text = '<?xml version="1.0" encoding="iso-8859-1"?>' + html("<p>Brücke</p>", '<meta charset="iso-8859-1">')

    tree = document.read(Page(url="https://a.example/", body=text.encode())).tree

    assert tree is not None
    assert tree.xpath("string(//p)") == "Brücke"


@pytest.mark.parametrize(
    ("block", "headline"),
    [
        pytest.param('{"@type": "NewsArticle", "headline": "A bridge"}', "A bridge", id="plain"),
        pytest.param('[{"@type": "NewsArticle", "headline": "A bridge"}]', "A bridge", id="a list"),
        pytest.param('{"@graph": [{"@type": "WebSite"}, {"@type": "Article", "headline": "A bridge"}]}', "A bridge", id="@graph"),
        pytest.param('{"@type": "WebPage", "mainEntity": {"@type": "Article", "headline": "A bridge"}}', "A bridge", id="mainEntity"),
        pytest.param('{"@type": ["Article", "Thing"], "headline": "A bridge"}', "A bridge", id="several types"),
        pytest.param('{"@type": "http://schema.org/Article", "headline": "A bridge"}', "A bridge", id="type with namespace"),
        pytest.param('<!-- {"@type": "Article", "headline": "A bridge"} -->', "A bridge", id="in a comment"),
        pytest.param('//<![CDATA[\n{"@type": "Article", "headline": "A bridge"}\n//]]>', "A bridge", id="in CDATA"),
        pytest.param('{"@type": "Article", "headline": "A bridge",}', "A bridge", id="trailing comma"),
        pytest.param(
            '{"@type": ["Article"],\n // by hand\n /* for\n now */ "headline": "A bridge"}', "A bridge", id="comments"
        ),
        pytest.param('{"@type": "Article", "headline": "A bridge"};', "A bridge", id="semicolon"),
        pytest.param('{"@type": "Article", "headline": "A\nbridge"}', "A\nbridge", id="line break in a string"),
        pytest.param('{"@type": "Article", "headline": "It\\\'s a bridge"}', "It's a bridge", id="wrong escape"),
        pytest.param('{"@type": "WebSite"}{"@type": "Article", "headline": "A bridge"}', "A bridge", id="two in a row"),
        pytest.param('{"@type": "Article", "headline": "A bridge", "description": "the "new" one"}', "A bridge", id="bare quotes"),
        pytest.param('{"@type": "Article", "headline": "A bridge", "author": {"name"', "A bridge", id="cut off"),
    ],
)  # fmt: skip
def test_json_ld_is_read_also_where_it_is_broken(block: str, headline: str) -> None:
    nodes = linked_data.articles(read("", json_ld(block)).json_ld)

    assert [node["headline"] for node in nodes] == [headline]


@pytest.mark.parametrize("block", ["", "null", "[" * 100_000, '{"@graph":[' * 3_000, "{]", '"text"', "42"])
def test_hopeless_json_ld_gives_nothing(block: str) -> None:
    assert read("", json_ld(block)).json_ld == []
