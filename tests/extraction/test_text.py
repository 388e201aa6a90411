"""A body as text reads as its reader would read it aloud."""

from __future__ import annotations

import pytest
from lxml import etree, html

from crawler.extraction.text import lower_case, plain_text, text_inside

CASES = [
    ("paragraphs", "<p>One.</p><p>Two.</p>", "One.\nTwo."),
    ("inline markup", "<p>A <b>bo</b>ld <a href='x'>link</a>.</p>", "A bold link."),
    ("line break", "<p>One<br>two</p>", "One\ntwo"),
    ("white space", "<p>  One \n two&nbsp;three </p>", "One two three"),
    ("soft hyphens", "<p>Wein&shy;berg</p>", "Weinberg"),
    ("list", "<ul><li>a</li><li>b</li></ul>", "a\nb"),
    ("table", "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"),
    ("text beside blocks", "before<p>in</p>after", "before\nin\nafter"),
    ("code keeps its lines", "<pre>a\n  b</pre>", "a\nb"),
    ("captions left out", "<p>a</p><figure><img src=x><figcaption>c</figcaption></figure><p>b</p>", "a\nb"),
    ("scripts left out", "<p>a</p><script>var b</script><p>c</p>", "a\nc"),
    ("nothing", "", ""),
    ("only a comment", "<!-- x -->", ""),
]


@pytest.mark.parametrize(("markup", "text"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_blocks_become_lines(markup: str, text: str) -> None:
    assert plain_text(markup) == text


@pytest.mark.parametrize(
    "markup",
    [
        "<p> A <b>bo</b>ld &amp; <a href='x'>link</a>.<br>\n On&nbsp;and on </p>",
        "<p><!-- a comment --><script>if (a < b) c()</script><style>p {}</style>Text</p>",
        "<p></p>",
        "<p>" + "<i>x" * 3_000,
    ],
)
def test_the_text_inside_an_element_is_all_of_it_and_nothing_after_it(markup: str) -> None:
    element = html.fragment_fromstring(f"<div><div>{markup}</div>after</div>")[0]

    assert text_inside(element) == "".join(element.itertext(etree.Element))


@pytest.mark.parametrize(("text", "lower"), [("Bridge", "bridge"), ("İLGİLİ Haber", "ilgili haber"), ("ÉTÉ", "été")])
def test_lower_case_has_the_letters_that_words_in_lower_case_have(text: str, lower: str) -> None:
    assert lower_case(text) == lower


def test_deep_markup_is_read_without_recursion() -> None:
    assert plain_text("<div>" * 3_000 + "deep") in {"deep", ""}
