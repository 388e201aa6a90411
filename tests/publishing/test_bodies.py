import pytest

from crawler.publishing import bodies
from crawler.publishing.text import line, plain, printable


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>a &lt; b &amp;&amp; c &gt; d</p>", "<p>a &lt; b &amp;&amp; c &gt; d</p>"),
        ("<p>{{ x }} {% y %}</p>", "<p>&#123;&#123; x &#125;&#125; &#123;% y %&#125;</p>"),
        ("<p>&nbsp;&copy;&#8212;&quot;</p>", '<p>\u00a0©—"</p>'),
        ("<p>`a` ~b~ ~~~</p>", "<p>&#96;a&#96; ~b~ &#126;~~</p>"),
        ("<p>a</p>\n \n\n   <p>b</p>", "<p>a</p>\n<p>b</p>"),
        ("<p>a</p> \n<p>b</p>", "<p>a</p> \n<p>b</p>"),
        ("<p>a\n\n  b</p>", "<p>a&#10;\n  b</p>"),
        ("<pre>a\n\n\nb\n \n\tc</pre>", "<pre>a&#10;&#10;\nb&#10; \n&#9;c</pre>"),
        ("<pre>a\n\u00a0\nb</pre>", "<pre>a&#10;\u00a0\nb</pre>"),
        ("<b>a</b>\n\n<pre>\n\n</pre>", "<b>a</b>\n<pre>&#10;\n</pre>"),
        ("<b>a</b>\u00a0\n\n\u00a0<b>b</b>", "<b>a</b>\u00a0&#10;\n\u00a0<b>b</b>"),
        ("\u00a0a\u00a0", "\u00a0a\u00a0"),
        ("<p>a<!-- {% x %} -->b</p><!-- more -->", "<p>ab</p>"),
        ("<p>a\n<!-- x -->\nb</p>", "<p>a&#10;\nb</p>"),
        ("<p>a</p><script>if (a < b) { x }</script><style>p{}</style>", "<p>a</p>"),
        ("<br><br/><img src='a.png'/><video controls></video>", '<br><br><img src="a.png"><video controls=""></video>'),
        (
            '<a title="a\n\nb {x} &quot;q&quot; &lt;i&gt; |f|" href="?a=1&amp;b">x</a>',
            '<a title="a&#10;&#10;b &#123;x&#125; &quot;q&quot; &lt;i&gt; &#124;f&#124;" href="?a=1&amp;b">x</a>',
        ),
        ('<div markdown="1">*a*</div>', "<div>*a*</div>"),
        ("<p>a\x00b\x08c\x7fd\x9fe\ufefff</p>", "<p>abcdef</p>"),
        ("<p>a\r\nb\rc\x85d</p>", "<p>a\nb\nc\nd</p>"),
        ("<p>&lt;!--swig\ufffc0--&gt; HAHAHUGO</p>", "<p>&lt;!--swig&#65532;0--&gt; HAHA&#72;UGO</p>"),
        ("text first\n\nthen *more*", "text first&#10;\nthen *more*"),
        ("", ""),
    ],
)
def test_a_body_is_spelled_so_that_no_engine_alters_it(body: str, expected: str) -> None:
    assert bodies.raw(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<pre>\n\n\na</pre>", "<pre><!-- -->&#10;\na</pre>"),
        ('<pre class="x">\n\na</pre>', '<pre class="x"><!-- -->\na</pre>'),
        ("<pre>\na\n\nb</pre>", "<pre>\na&#10;\nb</pre>"),
    ],
)
def test_a_block_for_a_generator_that_may_parse_it_twice_loses_no_line_break(body: str, expected: str) -> None:
    assert bodies.twice_parsed_block(body) == f"<div>\n{expected}\n</div>\n"


@pytest.mark.parametrize("body", ["<p>a</p>\n\n\n<pre>\n\n{{ x }}\n\n`y`\n\t</pre>", "<p>" + "a\n\n" * 9 + "</p>"])
def test_a_block_has_no_blank_line_and_spelling_it_again_changes_nothing(body: str) -> None:
    once = bodies.raw(body)
    assert "\n\n" not in bodies.block(body)
    assert bodies.raw(once) == once


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('<p><img alt="x" src="https://p.example/a.jpg"></p><img src="b.jpg">', "https://p.example/a.jpg"),
        ("<img src='data:image/png;base64,x'><img src=\"/b.jpg?a=1&amp;b=2\">", "/b.jpg?a=1&b=2"),
        ('<img alt="a > b" src="c.jpg">', "c.jpg"),
        ("<img alt=''><p>none</p>", None),
        ("<p>&lt;img src=a&gt;</p>", None),
    ],
)
def test_the_first_picture_of_a_body_is_found(body: str, expected: str | None) -> None:
    assert bodies.first_image(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>One <b>t</b>wo</p><p>three</p>", "One two three"),
        ("<ul><li>a</li><li>b &amp; c</li></ul>", "a b & c"),
        ("a<br>b\n\n c\u00a0d", "a b c d"),
        ("", ""),
    ],
)
def test_the_text_of_a_body_is_one_line(body: str, expected: str) -> None:
    assert plain(body) == expected


def test_the_beginning_of_a_long_body_is_enough() -> None:
    body = "<p>word word</p>" * 100_000
    assert plain(body, 50) == plain(body)[: len(plain(body, 50))]
    assert 50 < len(plain(body, 50)) < 10_000


@pytest.mark.parametrize(
    ("text", "one_line", "printed"),
    [
        ("a\nb\r\nc\td", "a b c d", "a\nb\nc\td"),
        (" \u2028a\u2029\x85 ", "a", " \u2028a\u2029\n "),
        ("\ud800\ufffe\ufdd0x\U0001f600", "x\U0001f600", "x\U0001f600"),
    ],
)
def test_text_keeps_what_can_be_published(text: str, one_line: str, printed: str) -> None:
    assert line(text) == one_line
    assert printable(text) == printed
