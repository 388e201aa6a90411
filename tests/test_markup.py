"""Elements written as HTML."""

from __future__ import annotations

from lxml import html

from crawler.markup import inner_html


def test_what_is_inside_an_element_is_written_with_the_texts_between() -> None:
    inside = 'Ships &amp; &lt;boats&gt; <b title="a &amp; b">at</b> sea<br><img src="/a.jpg"> and land'
    assert inner_html(html.fromstring(f"<div class=c>{inside}</div>")) == inside


def test_attributes_that_are_made_of_beginnings_of_comments_are_left_out() -> None:
    element = html.fromstring(
        f'<div><p title="{"<!--" * 500_000}" id=a>How to write <i title="&lt;!--">it</i></p></div>'
    )
    assert inner_html(element) == '<p id="a">How to write <i title="&lt;!--">it</i></p>'
