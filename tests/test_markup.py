"""HTML before it is read and as it is written."""

from __future__ import annotations

import pytest
from lxml import html

from crawler.markup import few_attributes, inner_html


def test_what_is_inside_an_element_is_written_with_the_texts_between() -> None:
    inside = 'Ships &amp; &lt;boats&gt; <b title="a &amp; b">at</b> sea<br><img src="/a.jpg"> and land'
    assert inner_html(html.fromstring(f"<div class=c>{inside}</div>")) == inside


def test_attributes_that_are_made_of_beginnings_of_comments_are_left_out() -> None:
    element = html.fromstring(
        f'<div><p title="{"<!--" * 500_000}" id=a>How to write <i title="&lt;!--">it</i></p></div>'
    )
    assert inner_html(element) == '<p id="a">How to write <i title="&lt;!--">it</i></p>'


@pytest.mark.parametrize("form", [" a{}", ' a{}="x y"', " a{}='x'", " a{}=x", "\n/a{} = x"])
@pytest.mark.parametrize(("before", "behind"), [("<p>Old bridges.</p>", "New <b>bridges</b>."), ("", "")])
def test_of_a_tags_many_attributes_the_first_are_kept(form: str, before: str, behind: str) -> None:
    many = "".join(form.format(number) for number in range(200_000))
    data = few_attributes(f"{before}<div{many}>{behind}".encode())
    first = "".join(form.format(number) for number in range(1_000))
    assert data.decode() == f"{before}<div{first}>{behind}"


@pytest.mark.parametrize(
    "page",
    [
        f'<p data-state="{"a b " * 9_000}" id=x>Ships</p>',
        f"<script>var page = '<p {'some words of data ' * 9_000}';</script><p>Ships</p>",
        f"<p>{'Ships and boats. ' * 9_000}</p>",
        f"<p>{'Ships and boats. ' * 9_000}<b id=a class=b>At sea</b>",
        f"<p>{'<' * 90_000}",
        "<p " + "a " * 900 + ">" + "Ships " * 9_000,
    ],
)
def test_other_pages_stay_as_they_are(page: str) -> None:
    assert few_attributes(page.encode()) == page.encode()


def test_an_open_tag_of_many_attributes_ends_the_page() -> None:
    assert few_attributes(b"<p>Ships</p><div" + b" a" * 90_000) == b"<p>Ships</p><div" + b" a" * 1_000
