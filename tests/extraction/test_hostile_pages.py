"""Pages made to hurt end soon and in order: no recursion, no work that grows with the square of the page.

Each page holds what once was slow, a thousand times over. Nothing is timed: with quadratic work these tests would not
end for minutes, which the run's own limit notices.
"""

from __future__ import annotations

import json

import pytest
from extraction.pages import PARAGRAPH, html, json_ld, page, paragraphs

from crawler.extraction import carries_article, document, extract, from_entry
from crawler.extraction.metadata import read_metadata
from crawler.extraction.problems import find_problem
from crawler.items import Entry, Page

MANY = 30_000
NOBODY = [{"@id": "#nobody"}] * 1_000
REFERRING = {"@type": "Article", "headline": "Bridge", "author": NOBODY, "creator": NOBODY, "Author": NOBODY}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(html("<div class='author date'>" * 2_000 + "x" + "</div>" * 2_000), id="deep marks"),
        pytest.param(html(f"<div class={'article' * 10 * MANY}><p>x</p></div>"), id="an endless class"),
        pytest.param(html("<h1><b>Title " * 1_000), id="headings in headings"),
        pytest.param(html("<h1>Title</h1>" * MANY), id="many headings"),
        pytest.param(html("<p class='byline'>By <time>5 May 2024</time></p>" * MANY), id="many bylines"),
        pytest.param(html("<a href='/author/x'>Ann Lee and so on and so on</a>" * MANY), id="many links to authors"),
        pytest.param(
            html("<div class='video' data-src='https://www.youtube.com/embed/x'>" * 1_900 + "x " * 10 * MANY),
            id="players in players",
        ),
        pytest.param(
            html("<blockquote class='twitter-tweet'>" * 1_900 + "<p>x" * MANY + "x " * 10 * MANY), id="posts in posts"
        ),
        pytest.param(html("<figure class='wp-block-embed'>" * 1_900 + "x " * 10 * MANY), id="figures in figures"),
        pytest.param(
            html(f"<div class='embed' data-html='{'<iframe ' * 10 * MANY}'></div>"), id="frames without an end"
        ),
        pytest.param(html("<p>x <img src='/a.jpg?w=20'></p>" * MANY), id="many previews"),
        pytest.param(html(paragraphs(5) + "<pre>x" + "<br>" * MANY + "</pre>"), id="empty lines in code"),
        pytest.param(
            html("<p>x " + "<img src='/a-picture.jpg'>" * MANY, "<meta property='og:image' content='/b-picture.jpg'>"),
            id="many pictures of one name",
        ),
        pytest.param(
            html("<picture>" + "<source media='(min-width: 9px)' srcset='/b.jpg'>" * MANY + "<img src='/a.jpg'>"),
            id="a picture of many sources",
        ),
        pytest.param(html("<h1>T</h1><p>" + "12 " * 50 * MANY), id="many numbers"),
        pytest.param(html("<h1>T</h1><p>" + "1.1.1.1" * 10 * MANY), id="nearly dates"),
        pytest.param(html("<p class=byline>" + "By " * 20 * MANY), id="by by by"),
        pytest.param(html("", "<title>" + "a | " * 5 * MANY + "</title>"), id="a title in pieces"),
        pytest.param(html("", f'<meta name="author" content="{"a, " * 10 * MANY}">'), id="a long list of authors"),
        pytest.param(html("", f'<meta name="keywords" content="{"a, " * 10 * MANY}">'), id="a long list of keywords"),
        pytest.param(html("", '<meta name="author" content="Ann Lee">' * MANY), id="many authors"),
        pytest.param(
            html("", json_ld("[" + '{"@type": "Article", "author": {"@id": "x"}},' * MANY + "{}]")), id="many articles"
        ),
        pytest.param(
            html("", json_ld(json.dumps([REFERRING] * 20 + [{"@type": "Thing"}] * 4_900))), id="references to nobody"
        ),
        pytest.param(
            html("", json_ld('{"@type": "Article", "headline": "' + "a\\" * 5 * MANY)), id="an endless string"
        ),
        pytest.param(html("<script>" + "published" * 5 * MANY + "</script>"), id="script of one word"),
        pytest.param(html("<div>" * 3_000 + "<div " * 5 * MANY), id="tags without an end, deep inside others"),
        pytest.param(
            html("", f"<meta name='description' content='{'<' * 50 * MANY}'>"), id="a description of brackets"
        ),
        pytest.param(html("", json_ld("{" + "/* a " * 10 * MANY)), id="comments without an end"),
        pytest.param(html("", json_ld("{" + " \n" * 20 * MANY + "x")), id="empty lines in JSON-LD"),
        pytest.param(html("", json_ld(";" * 20 * MANY + "x")), id="semicolons around JSON-LD"),
        pytest.param(html("<script>" + '"publish' * 5 * MANY + "</script>"), id="script full of keys"),
        pytest.param(
            html("<aside>" * 1_900 + "<a href='/x'>Ann Lee and so on and so on</a>" * MANY), id="asides in asides"
        ),
        pytest.param(
            html("<script></script>" + "<div id='root'>" * 1_900 + "x " * 10 * MANY), id="roots of an app in each other"
        ),
        pytest.param(html("<p" + "".join(f" a{n}=b" for n in range(10 * MANY)) + ">x"), id="a tag of many attributes"),
        pytest.param(
            html(":05:06" * 10 * MANY, '<meta property="article:published_time" content="2024-05-05T04:05:06Z">'),
            id="a second in each place",
        ),
    ],
)
def test_a_hostile_page_is_read_to_its_end(text: str) -> None:
    read = document.read(Page(url="https://paper.example/a/b", body=text.encode()))

    found = read_metadata(read)
    find_problem(read, found)

    assert len(found.title or "") <= 1_000
    assert len(found.authors) <= 24
    assert len(found.tags) <= 30


@pytest.mark.parametrize(
    "odd",
    [
        pytest.param(f"<h1 class='{'-' * 10 * MANY}'>Bridge</h1>", id="hyphens as a class"),
        pytest.param(f"<p class='{'author' * 10 * MANY}'>By Ann Lee</p>", id="a class of authors"),
        pytest.param(f"<p class='byline'>By <b class='{'author' * 10 * MANY}'>Ann Lee</b></p>", id="and in a byline"),
        pytest.param(f"<img data-src='a{'.abc?' * 10 * MANY} x'>", id="endings in a picture's address"),
        pytest.param(
            f"<img src='/a.jpg'><meta property='og:image' content='/b{'.abc' * 10 * MANY}!'>",
            id="endings in the lead picture's address",
        ),
        pytest.param(f"<iframe src='https://x.example/{'-' * 10 * MANY}'></iframe>", id="hyphens in a frame's address"),
        pytest.param(f"<figure style='{'background:' * 10 * MANY}'></figure>", id="backgrounds in a style"),
        pytest.param(f"<figure data-bg='url({' ' * 10 * MANY}x'></figure>", id="blanks in a background"),
        pytest.param(f"<meta name='source' content='a{' ' * 10 * MANY}b'>", id="blanks in a source"),
    ],
)
def test_an_endless_value_is_read_to_its_end(odd: str) -> None:
    found = extract(
        page(f"<article>{paragraphs(3)}{odd}{paragraphs(3)}</article>", f"<title>河畔新桥今天开放通行</title>{odd}")
    )

    assert found.text.count("new bridge") == 6


def test_an_endless_address_in_data_is_read_to_its_end() -> None:
    text = {"type": "text", "text": PARAGRAPH * 3}
    data = json.dumps(
        {"title": "Bridge", "blocks": [{"type": "image", "url": f"/a{'.abc?' * 10 * MANY} x"}, text, text]}
    )

    found = extract(page(f"<div id='root'></div><script type='application/json'>{data}</script>"))

    assert found.text.count("new bridge") == 6


@pytest.mark.parametrize("begun", ["<", "<a ", "<a href='b' "])
def test_a_feeds_content_without_an_end_is_read_to_its_end(begun: str) -> None:
    entry = Entry(content=paragraphs(3) + begun * 10 * MANY)

    assert carries_article(entry)
    assert from_entry(entry, "https://paper.example/a").text.count("new bridge") == 3


@pytest.mark.parametrize("begun", ["<", "<script "])
def test_a_page_of_no_known_charset_is_read_to_its_end(begun: str) -> None:
    sent = Page(url="https://paper.example/a", body=b"<h1>Bridge</h1><p>caf\xe9 \xff\xfe " + begun.encode() * 10 * MANY)

    assert document.read(sent).html.startswith("<h1>Bridge")


@pytest.mark.parametrize(
    "url",
    [
        "",
        "http://[bad",
        "//",
        "javascript:1",
        "https://a.example:99999/",
        "https://x.example/2020/99/99/",
        "//x/\ud800",
        "http://x/\x01/",
    ],
)
def test_an_odd_address_is_no_reason_to_fail(url: str) -> None:
    body = '<base href="http://[x"><h1>Bridge</h1><h2><a href="http://[w">Bridge</a></h2><img src="http://[i"><p>By Ann Lee</p>'

    text = paragraphs(3).replace("bridge", '<a href="b">bridge</a>')

    assert extract(Page(url=url, body=html(body + text).encode())).title == "Bridge"


@pytest.mark.parametrize(
    "odd",
    [
        pytest.param('<meta name="date" content="²²²²²²²²²²">', id="digits that are no decimals"),
        pytest.param(f'<meta name="keywords" content="&amp;#{"9" * 4_900};">', id="a reference of endless digits"),
        pytest.param(f'<meta property="og:site_name" content="&amp;#{"9" * 4_900};">', id="a site of endless digits"),
        pytest.param('<img data-src="/&#x&#x1;1;.jpg">', id="a reference to a control around another"),
        pytest.param('<img data-src="/&#x&#x&#x1;1;1;.jpg">', id="a reference to a control around two others"),
        pytest.param(f'<img src="/a.jpg" width="{"9" * 5_000}">', id="a picture of endless width"),
        pytest.param(
            json_ld(
                '[{"@type": "Article", "image": {"@id": "#a"}},'
                ' {"@type": "ImageObject", "@id": "#a", "name": "a", "url": {"@id": "#a"}}]'
            ),
            id="a picture whose address is itself",
        ),
        pytest.param(
            json_ld(
                '[{"@type": "Article", "author": {"@id": "#a"}},'
                ' {"@type": "Person", "@id": "#a", "name": ["", {"@id": "#a"}]}]'
            ),
            id="an author whose name is itself",
        ),
        pytest.param(
            json_ld('{"@type": "Article", "author": {"@id": ' + "[" * 2_000 + "]" * 2_000 + "}}"),
            id="an author in depth",
        ),
    ],
)
def test_a_value_that_is_none_is_passed_over(odd: str) -> None:
    found = extract(page(paragraphs(3) + odd + paragraphs(3), odd))

    assert found.text.count("new bridge") == 6
    assert (found.published, found.authors) == (None, [])


def test_control_characters_are_left_out() -> None:
    text = "A\x01 bri&#2;dge\ufffe\uffff&#xFFFF; opened\x1f after three years of building, said the mayor of the town. "

    found = extract(Page(url="https://paper.example/a", body=html(f"<h1>B\x08ridge</h1><p>{text * 5}</p>").encode()))

    assert found.title == "Bridge"
    assert not {letter for letter in found.title + found.text + found.body if ord(letter) < 32 and letter not in "\n\t"}


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(
            f'{paragraphs(3)}<noscript>&lt;img src="/a&amp;#1;.jpg"></noscript>{paragraphs(3)}',
            id="of a noscript",
        ),
        pytest.param(
            json_ld(json.dumps({"@type": "Article", "articleBody": f'{paragraphs(6)}<img src="/a\x01&#1;.jpg">'})),
            id="of a text in data",
        ),
    ],
)
def test_controls_in_markup_inside_the_page_are_left_out(body: str) -> None:
    found = extract(page(f"<article>{body}</article>"))

    assert found.text.count("new bridge") == 6
    assert '<img src="https://paper.example/a.jpg">' in found.body


def test_markup_without_a_body_inside_the_page_is_passed_over() -> None:
    no_body = "&lt;html>&lt;head>&lt;title>&lt;img src=/a.jpg>&lt;/title>&lt;/head>&lt;/html>"
    data = json.dumps({"@type": "Article", "articleBody": "<html><frameset>" + "<p>The old bridge opened. " * 50})

    found = extract(page(f"<article>{paragraphs(3)}<noscript>{no_body}</noscript>{paragraphs(3)}</article>"))
    without = extract(page("", json_ld(data)))

    assert found.text.count("new bridge") == 6
    assert without.body == ""


def test_of_many_thousand_pictures_an_article_keeps_the_first() -> None:
    text = "<p>The old bridge opened after three years of building, said the mayor, who was the first to cross it.</p>"
    pictures = "".join(f'<figure><img src="/pictures/{number}.jpg"></figure>' for number in range(MANY))

    found = extract(
        Page(url="https://paper.example/a", body=html(f"<article>{text * 9}{pictures}{text * 9}</article>").encode())
    )

    assert found.body.count("<img") == 5_000
    assert "/pictures/4999.jpg" in found.body
    assert found.text.count("bridge") == 18
