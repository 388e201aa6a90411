import time

import pytest

from crawler.publishing.markdown import block, plain_text


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<h2>Lamps &amp; more</h2><p>a<br>b</p>", "## Lamps &amp; more\n\na  \nb\n"),
        ("<p>Some <b>bold</b>, <em>fine</em> and <code>code</code></p>", "Some **bold**, *fine* and `code`\n"),
        (
            "<p>他说<b>“灯”</b>。<b>灯</b><b>桥</b></p>",
            "他说<strong>“灯”</strong>。<strong>灯</strong><strong>桥</strong>\n",
        ),
        ("<p>* a _b_ snake_case [c] # d 1. e</p>", "\\* a \\_b\\_ snake_case \\[c\\] \\# d 1\\. e\n"),
        ("<p>1 &lt; 2 | a=b ~x~ {{ y }}</p>", "1 &lt; 2 &#124; a&#61;b &#126;x&#126; &#123;&#123; y &#125;&#125;\n"),
        ("<p>#lamps and #bridges<br>#1</p>", "\\#lamps and #bridges  \n\\#1\n"),
        ("<p># no</p><p>- no</p><p>1. no</p><p>--- x</p>", "\\# no\n\n\\- no\n\n1\\. no\n\n\\--- x\n"),
        ('<a href="/a_(b)?x=1&amp;y=2" title="t">x</a>', '[x](</a_(b)?x=1&amp;y=2> "t")\n'),
        ('<img src="/a b.png" alt="A [b]" title="t">', '![A &#91;b&#93;](/a%20b.png "t")\n'),
        # Zola prints titles of links as they are.
        ("""<a href="/x" title='a" onclick="b()'>x</a>""", """[x](/x "a' onclick&#61;'b()")\n"""),
        # Hexo shows backslashes of pictures' texts, Jekyll those of titles; Eleventy leaves entities out.
        ('<img src="/x" alt="R&amp;D &amp;lt; a\\" title="*b*">', '![R&D &amp;lt; a&#92;](/x "&#42;b&#42;")\n'),
        (
            '<pre><code class="language-python">def f():\n\n    return `1`\n</code></pre>',
            "```python\ndef f():\n\n    return `1`\n```\n",
        ),
        ("<pre>```\nx\n```</pre>", "````\n```\nx\n```\n````\n"),
        (
            "<pre>{{ x }}\n\ny</pre>",
            "<div>\n<pre>&#123;&#123; x &#125;&#125;&#10;\ny</pre>\n</div>\n",
        ),
        ("<p><code>a`</code><code>``b</code></p>", "<code>a&#96;</code><code>&#96;&#96;b</code>\n"),
        ("<p><code>a</code><code>b</code> <code>c</code></p>", "<code>a</code><code>b</code> `c`\n"),
        (
            "<p><code>n<sup>2</sup></code> <code><kbd>~</kbd></code></p>",
            "<code>n<sup>2</sup></code> <code><kbd>&#126;</kbd></code>\n",
        ),
        ("<p><code>a<br># b</code></p>", "<code>a<br># b</code>\n"),
        ('<p>a <code>b<img src="/a.png"></code></p>', 'a <code>b<img src="/a.png"></code>\n'),
        ('<h2>a <i><img src="/a.png" alt="A"></i></h2>', "## a <em>![A](/a.png)</em>\n"),
        (
            '<table><tr><td><picture><source srcset="/a.webp"><img src="/a.png" alt="A"></picture></td></tr></table>',
            "|  |\n| --- |\n| ![A](/a.png) |\n",
        ),
        ("<p><kbd>[x](y) *z*</kbd></p>", "<kbd>&#91;x&#93;(y) &#42;z&#42;</kbd>\n"),
        ("<p>a <kbd>b\n# c\n- d</kbd></p>", "a <kbd>b # c - d</kbd>\n"),
        ("<ins><pre>a\nb</pre></ins>", "<ins><pre>a&#10;b</pre></ins>\n"),
        ("<p><mark>\na</mark> <b>b</b></p>", "<mark> a</mark> **b**\n"),
        ("<p>a <code>{% x %}</code></p>", "a <code>&#123;% x %&#125;</code>\n"),
        ("<ul><li>a</li><li>b<ol start=3><li>c</li></ol></li></ul>", "-   a\n-   b\n    3.  c\n"),
        (
            "<ol><li>a</li></ol>\n<ol><li>b</li></ol><ol start=2><li>c</li></ol>",
            "1.  a\n\n<!-- -->\n\n1.  b\n\n2.  c\n",
        ),
        ("<ul>\n<li>a</li>\nb\n<li>c</li></ul>", "<div>\n<ul>\n<li>a</li>\nb\n<li>c</li></ul>\n</div>\n"),
        (
            "<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>1|2</td><td><b>3</b></td></tr></tbody></table>",
            "| a | b |\n| --- | --- |\n| 1&#124;2 | **3** |\n",
        ),
        (
            "<table><tr><td colspan=2>a</td></tr></table>",
            '<div>\n<table><tr><td colspan="2">a</td></tr></table>\n</div>\n',
        ),
        (
            '<figure><img src="/a.png" alt="A"><figcaption>By Ada</figcaption></figure>',
            "![A](/a.png)\n\n*By Ada*\n",
        ),
        (
            '<p>Text<sup><a href="#fn1">1</a></sup>.</p><ol><li id="fn1"><p>The note.</p></li></ol>',
            "Text[^fn1].\n\n[^fn1]: The note.\n",
        ),
        (
            '<p>Text<sup><a href="#fn1">1</a></sup>.</p><ol><li id="fn1"><p>The note.</p><pre>x</pre></li></ol>',
            'Text<sup>[1](#fn1)</sup>.\n\n<div>\n<ol><li id="fn1"><p>The note.</p><pre>x</pre></li></ol>\n</div>\n',
        ),
        (
            '<p>Text<sup><a href="#fn1">1</a></sup>.</p><details><ol><li id="fn1">The note.</li></ol></details>',
            'Text<sup>[1](#fn1)</sup>.\n\n<div>\n<details><ol><li id="fn1">The note.</li></ol></details>\n</div>\n',
        ),
        ("<p>E = mc<sup>2</sup> <kbd>Esc</kbd></p>", "E &#61; mc<sup>2</sup> <kbd>Esc</kbd>\n"),
        ('<iframe src="https://v.example/1"></iframe>', '<div>\n<iframe src="https://v.example/1"></iframe>\n</div>\n'),
        ("<table><tr><td><code>a|b</code></td></tr></table>", "|  |\n| --- |\n| <code>a&#124;b</code> |\n"),
        (
            "<table><tr><td>a</td></tr><tr><td>b</td><td>c</td></tr></table>",
            "<div>\n<table><tr><td>a</td></tr><tr><td>b</td><td>c</td></tr></table>\n</div>\n",
        ),
        (
            "<p>http://a.example/?x=1 <b>www.a.example/[y]</b> https://a.example/z</p>",
            "http&#58;//a.example/?x&#61;1 <strong>www&#46;a.example/\\[y\\]</strong> https://a.example/z\n",
        ),
        (
            '<p><u>http://a.example/x_y <a href="/x?y=1&amp;z">b</a></u></p>',
            '<u>http&#58;//a.example/x&#95;y <a href="/x?y=1&amp;z">b</a></u>\n',
        ),
        (
            '<p><a href="/x?y=1">http://a.example/?x=1</a></p>',
            "[http://a.example/?x&#61;1](/x?y=1)\n",
        ),
        ("<p>a</p><p> : b<br>: c : d</p>", "a\n\n&#58; b  \n&#58; c : d\n"),
        (
            "<blockquote><pre>a\n\nb</pre></blockquote>",
            "<div>\n<blockquote><pre>a&#10;\nb</pre></blockquote>\n</div>\n",
        ),
        (
            '<p><u><a href="/a_(b)?x=1&amp;y=2" title="a_ b">x</a><img src="/a b.png" alt="[a]"></u></p>',
            '<u><a href="/a_(b)?x=1&amp;y=2" title="a_ b">x</a><img alt="[a]" src="/a b.png"></u>\n',
        ),
        (
            "<blockquote><dl><dt>*a*\n# b</dt></dl></blockquote>",
            "> <div>\n> <dl><dt>&#42;a&#42; # b</dt></dl>\n> </div>\n",
        ),
        ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b\n"),
        ('<p>a<a href="/x">\xa0b</a><a href="/y">c\u2003</a>d</p>', "a\xa0[b](/x)[c](/y)\u2003d\n"),
        ("<p>a<b>\xa0b\xa0</b>c</p>", "a\xa0**b**\xa0c\n"),
        ('<p>Oh!<a href="/x">b</a> Ah! <a href="/y">c</a></p>', "Oh\\![b](/x) Ah! [c](/y)\n"),
        ('<p>Oh!<a href="/x"><img src="/a.png"></a></p>', "Oh\\![![](/a.png)](/x)\n"),
        ("<p><q>a</q> <q>“b”</q></p>", '"a" “b”\n'),
        ('<a href="/x"><h2>a</h2></a>', '<div>\n<a href="/x"><h2>a</h2></a>\n</div>\n'),
    ],
)
def test_a_body_is_written_as_markdown(body: str, expected: str) -> None:
    assert block(body) == expected


def test_a_line_of_text_stays_text() -> None:
    assert plain_text("*a* $$x$$ <b>") == "\\*a\\* &#36;&#36;x&#36;&#36; &lt;b&gt;"


@pytest.mark.parametrize("name", ["a]b", "{{<b>}}", "a b", "a%b:c"])
def test_a_footnote_has_a_label_that_every_reader_takes(name: str) -> None:
    shown = block(f'<p>x<sup><a href="#{name}">1</a></sup></p><ol><li id="{name}">y</li></ol>')
    label = shown.partition("[^")[2].partition("]")[0]
    assert shown == f"x[^{label}]\n\n[^{label}]: y\n"
    assert label.replace("-", "").isalnum()


def test_the_items_of_a_long_list_and_its_footnotes_are_written_at_once() -> None:
    links = "".join(f'<sup><a href="#n{number}">{number}</a></sup>' for number in range(700))
    notes = "".join(f'<li id="n{number}">Note</li>' for number in range(700))
    began = time.process_time()
    shown = block(f"<p>x{links}</p><ol>{notes}</ol><ol start=3>{'<li>a</li>' * 5000}</ol>")
    assert time.process_time() - began < 8
    assert "[^n699]: Note" in shown
    assert "\n5002. a\n" in shown


@pytest.mark.parametrize("markup", ["<ul><li>", "<div>", "<blockquote>", "<b><i>"])
def test_what_is_nested_too_deep_stays_html(markup: str) -> None:
    assert "word" in block(markup * 450 + "word")


def test_a_picture_whose_address_is_not_of_utf_8_stays_html_where_it_would_be_decoded() -> None:
    body = '<p><img src="/100%.png"><img src="/%C4%E3.png"><img src="/%E7%81%AF.png"></p>'
    assert block(body) == "![](/100%.png)![](/%C4%E3.png)![](/%E7%81%AF.png)\n"
    decoded = '<img src="/100%.png"><img src="/%C4%E3.png">![](/%E7%81%AF.png)\n'
    assert block(body, decoded_pictures=True) == decoded
