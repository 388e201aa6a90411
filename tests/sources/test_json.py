"""What users get of an API's answer and of the JSON inside a page."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from pydantic import ValidationError

from crawler.items import Entry
from crawler.sources import Document, Listing, SourceError
from crawler.sources import json as kind

URL = "https://news.example/api/posts"


def read(body: Any, **options: Any) -> Listing:
    text = body if isinstance(body, str) else json.dumps(body)
    return kind.read(Document(URL, text.encode()), kind.Options(**options))


POST = {
    "id": 17,
    "slug": "bread & butter",
    "headline": {"rendered": "Bread &amp; butter"},
    "when": 1653536289417,
    "people": [{"name": "Ann"}, {"name": "Ben"}],
    "teaser": "1 < 2",
    "html": "<p>Text</p>",
    "topics": ["food", "food"],
    "lead": {"src": "/a.jpg"},
}
OPTIONS: dict[str, Any] = {
    "items": "data.posts",
    "link": "https://news.example/{slug}/{id}",
    "title": "headline",
    "date": "when",
    "byline": "people[].name",
    "summary": "teaser",
    "text": "html",
    "keywords": "topics",
    "image": "lead.src",
    "next": "data.more",
}


def test_fields_are_found_by_their_paths() -> None:
    listing = read({"data": {"posts": [POST], "more": "?page=2"}}, **OPTIONS)
    assert listing.older == "https://news.example/api/posts?page=2"
    assert listing.entries == [
        Entry(
            url="https://news.example/bread%20%26%20butter/17",
            guid="17",
            title="Bread & butter",
            authors=["Ann", "Ben"],
            published=datetime(2022, 5, 26, 3, 38, 9, 417000, tzinfo=UTC),
            summary="1 &lt; 2",
            content="<p>Text</p>",
            tags=["food"],
            image="https://news.example/a.jpg",
            base="https://news.example/bread%20%26%20butter/17",
        )
    ]


def test_usual_names_need_no_paths() -> None:
    (entry,) = read(
        [{"id": "x", "link": "/x", "title": "X", "date": "2022-05-26T03:38:09Z", "author": "Ann", "tags": ["t"]}]
    ).entries
    assert (entry.url, entry.title, entry.authors, entry.tags) == ("https://news.example/x", "X", ["Ann"], ["t"])
    assert entry.published == datetime(2022, 5, 26, 3, 38, 9, tzinfo=UTC)


PAGES = [
    ({"script": "script#state"}, '<script id="state" type="application/json">DATA</script>'),
    ({"script": "//script[2]"}, '<script>1</script><script type="application/json">DATA</script>'),
    ({"variable": "window.state"}, "<script>var a = window.state; window.state = DATA;</script>"),
]


@pytest.mark.parametrize(("options", "page"), PAGES)
def test_json_inside_a_page_is_found(options: dict[str, str], page: str) -> None:
    data = json.dumps({"list": [{"url": "/a", "title": "brackets ] and } in a text"}]})
    (entry,) = read("<html><body>" + page.replace("DATA", data) + "</body></html>", items="list", **options).entries
    assert (entry.url, entry.title) == ("https://news.example/a", "brackets ] and } in a text")


@pytest.mark.parametrize(
    ("body", "options", "message"),
    [
        ("{", {}, "the document is not valid JSON"),
        ("<html></html>", {}, "this is a page, not JSON"),
        ("<html></html>", {"script": "#state"}, "script: '#state' finds nothing in the page"),
        ('{"a": 1}', {"script": "#state"}, "script: '#state' finds nothing in the page"),
        ("<html></html>", {"variable": "a.b"}, "the page assigns no JSON to the variable a.b"),
        ('{"a": 1}', {"items": "b.c"}, "items: 'b.c' finds nothing in the JSON"),
        ('{"a": 1}', {"items": "a"}, "items: 'a' finds no list in the JSON"),
        ('{"a": null}', {"items": "sort_by(a, &b)"}, "items: 'sort_by(a, &b)' does not fit the JSON"),
    ],
)
def test_what_is_not_there_is_named_in_one_line(body: str, options: dict[str, str], message: str) -> None:
    with pytest.raises(SourceError) as error:
        read(body, **options)
    assert str(error.value).startswith(message)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    "option",
    [
        {"items": "a[[["},
        {"title": "lowr(title)"},
        {"link": "https://news.example/{a[[}"},
        {"script": "p["},
        {"script": "#state", "variable": "window.state"},
        {"nonsense": "a"},
    ],
)
def test_a_bad_option_is_an_error_of_the_sources_file(option: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        kind.Options(**option)  # type: ignore[arg-type]


def test_a_function_that_does_not_take_what_an_entry_has_finds_nothing() -> None:
    entries = read(
        [{"url": "/a", "tags": ["x", "y"], "slug": "a"}, {"url": "/b", "tags": None}], keywords="join('+', tags)"
    ).entries
    assert [(entry.url, entry.tags) for entry in entries] == [
        ("https://news.example/a", ["x+y"]),
        ("https://news.example/b", []),
    ]


def test_wordpress_numbers_of_authors_and_tags_are_no_names() -> None:
    (entry,) = read(
        [{"link": "/a", "title": {"rendered": "A"}, "author": 3, "tags": [12, 34], "categories": [1]}]
    ).entries
    assert (entry.title, entry.authors, entry.tags) == ("A", [], [])


@pytest.mark.parametrize(
    ("text", "markup"),
    [
        ("It&#8217;s Fish &amp; Chips", "It’s Fish &amp; Chips"),
        ("Fish & Chips; R&D", "Fish &amp; Chips; R&amp;D"),
        ("a &lt; b", "a &lt; b"),
        ("One&nbsp;\n\nTwo", "<p>One</p>\n<p>Two</p>"),
        ("<b>It&#8217;s</b>", "<b>It&#8217;s</b>"),
    ],
)
def test_references_in_a_text_without_markup_are_read(text: str, markup: str) -> None:
    (entry,) = read([{"url": "/a", "summary": text}]).entries
    assert entry.summary == markup


@pytest.mark.parametrize(
    ("number", "published"),
    [
        (20220526, date(2022, 5, 26)),
        (2022, date(2022, 1, 1)),
        (20220526113809, datetime.fromisoformat("2022-05-26T11:38:09")),
        (1653550689, datetime(2022, 5, 26, 7, 38, 9, tzinfo=UTC)),
        (1653550689123, datetime(2022, 5, 26, 7, 38, 9, 123000, tzinfo=UTC)),
    ],
)
def test_a_number_is_a_day_where_it_is_written_like_one(number: int, published: date) -> None:
    (entry,) = read([{"url": "/a", "date": number}]).entries
    assert entry.published == published


def test_tags_in_one_text_are_parted_by_its_commas() -> None:
    first, second = read([{"url": "/a", "tags": "food, bread,"}, {"url": "/b", "tags": ["Food, cold"]}]).entries
    assert (first.tags, second.tags) == (["food", "bread"], ["Food, cold"])


def test_half_a_character_does_not_come_out_of_a_text() -> None:
    text = r'[{"url": "/a\ud83d", "title": "cut \ud83d", "id": "\uDE00", "body": "\ud83d\ude00"}]'
    page = f"<html><script>window.state = {text};</script></html>"
    for found in (read(text), read(page, variable="window.state")):
        (entry,) = found.entries
        assert (entry.url, entry.title, entry.guid, entry.content) == (
            "https://news.example/a\ufffd",
            "cut \ufffd",
            "\ufffd",
            "😀",
        )


def test_members_that_are_no_entries_are_named() -> None:
    listing = read([{"url": "/a"}, 7, {"id": 1}])
    assert len(listing.entries) == 2
    assert listing.problems == ["1 of its entries are no objects", "entry 2 has neither link nor title"]


ASKED = {"channel": "news", "time": "{now}", "list": {"size": 20, "cursor": ""}}
FURTHER = {"list": {"cursor": "{next}"}}


@pytest.mark.parametrize(("cursor", "sent"), [("b/2 ü", "b/2 ü"), (40, 40), (None, None), ("", None), (False, None)])
def test_an_api_that_is_asked_by_post_is_asked_on_with_what_its_answer_says(cursor: Any, sent: Any) -> None:
    options = kind.Options(items="list", next="more", send=ASKED, send_next=FURTHER)
    now = datetime(2026, 1, 1, tzinfo=UTC)
    first = kind.question(URL, options, now)
    assert first is not None
    assert (json.loads(first.body), first.content_type) == (
        {"channel": "news", "time": 1767225600000, "list": {"size": 20, "cursor": ""}},
        "application/json",
    )
    body = json.dumps({"list": [{"url": "/a", "title": "A"}], "more": cursor})
    older = kind.read(Document(URL, body.encode()), options).older
    if sent is None:
        assert older is None
    else:
        assert older is not None
        assert older.startswith(URL + "#")
        further = kind.question(older, options, now)
        assert further is not None
        assert json.loads(further.body)["list"] == {"size": 20, "cursor": sent}


def test_a_form_is_sent_as_it_is_written() -> None:
    options = kind.Options(next="more", send="action=list", send_next="action=list&after={next}")
    asked = [kind.question(url, options, datetime.now(UTC)) for url in (URL, URL + "#7")]
    assert [question and question.body for question in asked] == [b"action=list", b"action=list&after=7"]
    assert kind.question(URL, kind.Options(), datetime.now(UTC)) is None


@pytest.mark.parametrize("options", [{"send_next": {}, "next": "more"}, {"send": {}, "next": "more"}])
def test_keys_for_further_pages_belong_together(options: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        kind.Options(**options)
