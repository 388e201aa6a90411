"""What comes of a page and rules: what a rule finds, what is left to generic extraction, and what is said of it."""

from __future__ import annotations

import time
from datetime import date

import pytest

from crawler.items import Entry, Page
from crawler.rules import patterns
from crawler.rules.apply import Piece, extract, next_piece
from crawler.rules.model import Rules

URL = "https://news.example/2024/heron"
PROSE = "".join(
    f"<p>Paragraph {number} tells at some length how the heron came back to the river and stayed.</p>"
    for number in range(8)
)
PAGE = f"""<!doctype html><html lang="en"><head><title>Heron - The News</title>
<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "A heron", "author": {{"name": "Cy Orr"}}}}</script>
</head><body><header class="top">News</header>
<main><h1>A heron returns</h1><div class="who">By Ann Lee and Bo Ek</div><p class="when">Published 5 March 2024</p>
<img class="lead" data-src="/heron.jpg" src="/blank.gif">
<article id="story"><h1>A heron returns</h1>{PROSE}<aside class="box share-box">Share this</aside></article>
<div class="more"><p>Read also: owls</p></div></main></body></html>"""


def page(markup: str = PAGE, url: str = URL) -> Page:
    return Page(url, markup.encode(), "utf-8")


def rules(**said: object) -> Rules:
    return Rules.model_validate(said)


@pytest.mark.parametrize(
    ("said", "field", "expected"),
    [
        ({"title": "main > h1"}, "title", "A heron returns"),
        ({"title": "//main/h1"}, "title", "A heron returns"),
        ({"title": [".nothing", "main h1"]}, "title", "A heron returns"),
        ({"title": "title::text"}, "title", "Heron - The News"),
        ({"author": ".who"}, "authors", ["Ann Lee", "Bo Ek"]),
        ({"author": "substring-after(//div[@class='who'], 'and ')"}, "authors", ["Bo Ek"]),
        ({"date": ".when"}, "published", date(2024, 3, 5)),
        ({"image": "img.lead"}, "image", "https://news.example/heron.jpg"),
        ({"image": "img.lead::attr(data-src)"}, "image", "https://news.example/heron.jpg"),
    ],
)
def test_a_rule_gives_its_field(said: dict[str, object], field: str, expected: object) -> None:
    reading = extract([page()], None, rules(**said))
    assert getattr(reading.found, field) == expected
    assert reading.found.origins[field] == "rule"
    assert reading.misses == []


def test_the_body_is_what_its_rule_finds_without_what_is_stripped() -> None:
    found = extract([page()], None, rules(body="#story", strip=".share-box")).found
    assert found.origins["body"] == "rule"
    assert found.text.startswith("Paragraph 0")
    assert "Share this" not in found.body
    assert "Read also" not in found.body


def test_a_short_text_that_the_rule_for_the_body_finds_is_an_article() -> None:
    links = "".join(
        f'<li><a href="/{number}">Another headline of today, number {number}</a></li>' for number in range(60)
    )
    markup = f"<html><body><h1>Flash</h1><div class=text><p>The bridge is open.</p></div><ul>{links}</ul></body></html>"
    found = extract([page(markup)], None, rules(body=".text")).found
    assert (found.problem, found.text) == (None, "The bridge is open.")


def test_several_elements_make_one_body_and_none_is_there_twice() -> None:
    markup = (
        "<body><div class=a><p>One.</p><div class=a><p>Two.</p></div></div><p>no</p><div class=a><p>Three.</p></div>"
    )
    found = extract([page(markup)], None, rules(body=".a")).found
    assert found.text == "One.\nTwo.\nThree."


@pytest.mark.parametrize(
    ("said", "miss"),
    [
        ({"body": "#gone"}, "body found nothing"),
        ({"title": ".gone"}, "title found nothing"),
        ({"author": "//span[@class='gone']"}, "author found nothing"),
        ({"date": "main > h1"}, "date found nothing that could be used, but 'A heron returns'"),
        ({"image": ".gone"}, "image found nothing"),
    ],
)
def test_a_rule_that_finds_nothing_leaves_its_field_to_generic_extraction_and_says_so(
    said: dict[str, object], miss: str
) -> None:
    generic = extract([page()], Entry(published=date(2024, 3, 6)), Rules()).found
    reading = extract([page()], Entry(published=date(2024, 3, 6)), rules(**said))
    assert reading.misses == [miss]
    marked = [name for name, origin in reading.found.origins.items() if origin.endswith(" (its rule found nothing)")]
    assert len(marked) <= 1
    for name in marked:
        reading.found.origins[name] = generic.origins[name]
    assert reading.found == generic


def test_stripping_never_takes_all_that_the_body_is_made_of() -> None:
    reading = extract([page()], None, rules(body="#story", strip=["main", "#story"]))
    assert "Paragraph 7" in reading.found.text
    assert any("would take away all that body finds" in line for line in reading.idle)


def test_much_is_stripped_at_once() -> None:
    many = Page("https://news.example/long", ("<main>" + "<p class=x>No</p><p>Yes</p>" * 2000 + "</main>").encode())
    began = time.process_time()
    found = extract([many], None, rules(body="main p", strip=".x")).found
    assert time.process_time() - began < 5
    assert found.text.split() == ["Yes"] * 2000


def test_strips_and_replacements_that_change_nothing_are_named() -> None:
    reading = extract([page()], None, rules(strip=".nowhere", replace=[{"find": "zebra", "with": "horse"}]))
    assert [line.split(" (")[0] for line in reading.idle] == ["replace 1", "strip 1"]


def test_stripping_takes_attributes_too() -> None:
    found = extract([page()], None, rules(body="main", strip="//aside/@class")).found
    assert "share-box" not in found.body
    assert "Share this" in found.body


def test_replacements_work_on_the_markup() -> None:
    said = {"replace": [{"find": r"(?s)<aside.*?</aside>"}, {"find": r"heron (came)", "with": r"bird \1"}]}
    found = extract([page()], None, rules(body="#story", **said)).found
    assert "how the bird came back" in found.text
    assert "Share" not in found.text


def test_a_pattern_that_never_ends_is_given_up_and_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patterns, "TIME_LIMIT", 0.1)
    markup = f"<body><article>{PROSE}</article><i>{'a' * 60}b</i>"
    reading = extract([page(markup)], None, rules(replace=[{"find": "(a|a|aa)+$", "with": "x"}]))
    assert reading.misses[0].startswith("replace 1: the pattern '(a|a|aa)+$' takes longer than 0.1 s")
    assert "Paragraph 7" in reading.found.text


def test_elements_can_be_moved_wrapped_and_dissolved() -> None:
    markup = "<body><div id=t><p>One.</p><span class=q>Said she.</span><b><i>Two.</i></b></div><p id=n>Note.</p>"
    said = {
        "body": "#t",
        "move": [{"into": "#t", "select": "#n"}],
        "wrap": [{"tag": "blockquote", "select": ".q"}],
        "dissolve": "b",
    }
    found = extract([page(markup)], None, rules(**said)).found
    assert found.body == (
        '<p>One.</p><blockquote><span class="q">Said she.</span></blockquote><i>Two.</i><p id="n">Note.</p>'
    )


def test_json_ld_can_be_disbelieved() -> None:
    assert extract([page()], None, Rules()).found.authors == ["Cy Orr"]
    assert extract([page()], None, rules(json_ld=False)).found.authors == ["Ann Lee", "Bo Ek"]


def test_a_page_with_a_mark_of_advertising_is_no_article() -> None:
    problem = extract([page()], None, rules(skip_if="//title[contains(., 'Heron')]")).found.problem
    assert problem is not None
    assert problem.kind == "advert"


def test_generic_extraction_can_be_ruled_out() -> None:
    problem = extract([page()], None, rules(body="#gone", fall_back=False)).found.problem
    assert problem is not None
    assert problem.kind == "no-body"


def test_pieces_of_an_article_become_one_body() -> None:
    pages = [
        page(f"<body><h1>Long walk</h1><div class=text><p>Day {day}: uphill.</p></div>", f"{URL}?page={day}")
        for day in (1, 2, 2, 3)
    ]
    found = extract(pages, None, rules(body=".text", title="h1")).found
    assert found.text == "Day 1: uphill.\nDay 2: uphill.\nDay 3: uphill."


def test_what_a_piece_repeats_of_those_before_it_is_left_out() -> None:
    pages = [
        page(
            f"<body><div class=text><img src=/lead.jpg><p>From the coast.</p><p>Day {day}: uphill.</p><p>Then tea.</p>"
            f"<p>Night {day}: rain.</p><p>Ann walks.</p></div>",
            f"{URL}?page={day}",
        )
        for day in (1, 2)
    ]
    found = extract(pages, None, rules(body=".text", title="h1")).found
    assert found.text.split("\n") == [
        *("From the coast.", "Day 1: uphill.", "Then tea.", "Night 1: rain.", "Ann walks."),
        *("Day 2: uphill.", "Then tea.", "Night 2: rain."),
    ]
    assert found.body.count("lead.jpg") == 1


def test_a_piece_that_is_a_block_page_is_named_and_left_out() -> None:
    block = page(
        "<title>Just a moment...</title><body><h1>Checking your browser</h1><p>Checking your browser before accessing"
        " news.example. This process is automatic.</p><script src=/cdn-cgi/challenge-platform/x.js></script>",
        f"{URL}?page=2",
    )
    reading = extract([page(f"<body><h1>Long walk</h1>{PROSE}"), block], None, rules(next_page="a.on"))
    assert "Checking" not in reading.found.text
    assert [miss.partition(":")[0] for miss in reading.misses] == ["next_page leads to no article on page 2"]


LINKED = page('<body><a class=print href="/print/7">Print</a><a rel=next href="?page=2#top">On</a></body>')


@pytest.mark.parametrize(
    ("said", "seek_whole", "asked", "expected"),
    [
        ({}, True, (), None),
        ({"single_page": "a.print"}, True, (), Piece("https://news.example/print/7", True)),
        ({"single_page": "a.print"}, False, (), None),
        ({"single_page": "a.print", "next_page": "[rel=next]"}, False, (), Piece(f"{URL}?page=2", False)),
        ({"next_page": "//a[@rel='next']/@href"}, True, (), Piece(f"{URL}?page=2", False)),
        ({"next_page": "[rel=next]"}, True, (f"{URL}?page=2",), None),
        ({"next_page": "[rel=next]", "max_pages": 1}, True, (), None),
        ({"single_page": "concat('/all/', '7')"}, True, (), Piece("https://news.example/all/7", True)),
        ({"single_page": "string('javascript:print()')"}, True, (), None),
    ],
)
def test_the_next_piece_is_found_by_rule_and_asked_for_once(
    said: dict[str, object], seek_whole: bool, asked: tuple[str, ...], expected: Piece | None
) -> None:
    assert next_piece([LINKED], asked, rules(**said), seek_whole=seek_whole) == expected


@pytest.mark.parametrize("body", [b"", b"\0\0", b"<", "é".encode("latin-1"), b"<p>" * 3000])
def test_no_page_makes_rules_raise(body: bytes) -> None:
    said = {"title": "//h1", "body": "//div", "strip": "//*", "image": "//img", "date": "//time", "author": "//i"}
    extract([Page(URL, body)], None, rules(**said))
