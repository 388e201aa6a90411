"""What a reader gets of a body: what is kept, what becomes of the rest."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from xml.etree import ElementTree

import pytest

from crawler.cleaning import clean

URL = "https://example.org/news/article.html"
usual = partial(clean, url=URL)
keeping = partial(clean, url=URL, keep_attributes=True)

_LINK = 'rel="noopener noreferrer"'
_IMAGE = 'referrerpolicy="no-referrer"'
_PLAYER = (
    'loading="lazy" allowfullscreen="" sandbox="allow-scripts allow-same-origin allow-popups allow-presentation" '
    'referrerpolicy="strict-origin-when-cross-origin"></iframe>'
)

KEPT = {
    "text": "a &lt; b &amp;&amp; c, {{ title }}, \u00a0 “x” 'y' \"z\"",
    "headings": "<h1>a</h1>\n<h2>b</h2>\n<h6>c</h6>",
    "emphasis": "<p><em>a</em> <strong>b</strong> <mark>d</mark> <sub>e</sub><sup>f</sup> <small>g</small></p>",
    "lists": '<ol start="3" reversed=""><li value="7">a</li><li>b<ul><li>c</li></ul></li></ol>',
    "definitions": "<dl><dt>a</dt><dd>b</dd></dl>",
    "table": '<table><caption>x</caption><thead><tr><th scope="col" colspan="2">a</th></tr></thead>'
    '<tbody><tr><td rowspan="2" align="right">1</td><td></td></tr></tbody></table>',
    "figure": f'<figure><img src="https://a.example/x.png" alt="y" {_IMAGE}><figcaption>z</figcaption></figure>',
    "picture": '<picture><source srcset="https://a.example/x.webp 2x" type="image/webp">'
    f'<img src="https://a.example/x.png" {_IMAGE}></picture>',
    "image": '<img src="https://a.example/x.png" srcset="https://a.example/x,y.png 1x, https://a.example/z.png 2x" '
    f'sizes="100vw" alt="" title="t" width="640" height="360" {_IMAGE}>',
    "code": '<pre><code class="language-c++">#include &lt;x&gt;\n\n\n    int  a;\n</code></pre>',
    "quotation": '<blockquote cite="https://a.example/"><p>a</p></blockquote>',
    "details": '<details open=""><summary>a</summary>b</details>',
    "video": '<video src="https://a.example/x.mp4" poster="https://a.example/x.jpg" controls="" width="640">'
    '<track src="https://a.example/x.vtt" kind="captions" srclang="de" label="Deutsch" default=""></video>',
    "audio": '<audio controls=""><source src="https://a.example/x.ogg" type="audio/ogg"></audio>',
    "time": '<time datetime="2024-02-29">a</time> <abbr title="b">c</abbr>',
    "ruby": "<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>",
    "script of another direction": '<p dir="rtl" lang="ar">مرحبا <bdi>x</bdi></p>',
    "links": f'<a href="https://a.example/?x=1&amp;y=2" {_LINK}>a</a> <a href="mailto:a@b.example" {_LINK}>b</a> '
    f'<a href="tel:+491234" {_LINK}>c</a>',
    "player": f'<iframe src="https://player.vimeo.com/video/1" width="640" height="360" title="x" {_PLAYER}',
    "emoji and rare characters": "<p>👩‍🚀 𠮷 می‌خواهم</p>",
}


@pytest.mark.parametrize("body", KEPT.values(), ids=KEPT)
def test_what_an_article_is_made_of_is_kept(body: str) -> None:
    assert usual(body) == body


CHANGED = {
    "a script goes with its text": ("<p>a</p><script>b</script><style>c</style>", "<p>a</p>"),
    "a form's text stays": ("<form><p>a</p><input><button>b</button></form>", "<div><p>a</p></div>"),
    "an unknown element leaves its content": ("<x-y>a <b>b</b></x-y>", "a <b>b</b>"),
    "handlers go": ("<p onclick=x>a</p>", "<p>a</p>"),
    "styles and classes go": ("<p style='color:red' class=x data-y=z>a</p>", "<p>a</p>"),
    "bare spans go": ("<p><span class=x>a</span> <font color=red>b</font></p>", "<p>a b</p>"),
    "a formula is kept as its source": ("<math alttext='x^2'><mi>x</mi></math>", "<code>x^2</code>"),
    "a formula is kept in TeX": (
        "<math><mi>x</mi><mn>2</mn><annotation encoding='application/x-tex'>x^2</annotation></math> a",
        "<code>x^2</code> a",
    ),
    "a formula is kept once": (
        "<p><span class=katex><span class=katex-mathml><math><semantics><mrow><mi>x</mi></mrow>"
        "<annotation encoding='application/x-tex'>x</annotation></semantics></math></span>"
        "<span class=katex-html aria-hidden=true><span>x</span></span></span></p>",
        "<p><code>x</code></p>",
    ),
    "a formula without its source is kept as its text": (
        "<math><mi>x</mi><annotation encoding='StarMath 5.0'>{x}</annotation></math>",
        "<code>x</code>",
    ),
    "a drawing goes": ("<p>a</p><svg><text>b</text></svg>", "<p>a</p>"),
    "old elements become those of today": ("<center><tt>a</tt></center>", "<div><code>a</code></div>"),
    "landmarks become plain divisions": ("<article><header>a</header></article>", "<div><div>a</div></div>"),
    "a bad link leaves its text": ("<a href='javascript:x'>a</a>", "a"),
    "a link with a password leaves its text": ("<a href='https://a:b@c.example/'>a</a>", "a"),
    "a link to nowhere leaves its text": ("<a href='#'>a</a> <a>b</a>", "a b"),
    "relations that count are kept": (
        "<a href='https://a.example/' rel='opener UGC sponsored nofollow license me'>a</a>",
        '<a href="https://a.example/" rel="noopener noreferrer nofollow ugc sponsored license">a</a>',
    ),
    "a new window stays one, another's name does not": (
        "<a href='https://a.example/' target=_blank>a</a><a href='https://a.example/' target=x>b</a>",
        f'<a href="https://a.example/" target="_blank" {_LINK}>a</a><a href="https://a.example/" {_LINK}>b</a>',
    ),
    "an address is completed": ("<a href='../x?y#z'>a</a>", f'<a href="https://example.org/x?y#z" {_LINK}>a</a>'),
    "an address with blanks is written right": (
        "<img src='https://a.example/x y\".png'>",
        f'<img src="https://a.example/x%20y%22.png" {_IMAGE}>',
    ),
    "a mail's subject and a telephone number are written right": (
        "<a href=\"mailto:a@b.example?subject=It's x\">a</a> <a href='tel:+49 (0)30 12-34'>b</a>",
        f'<a href="mailto:a@b.example?subject=It%27s%20x" {_LINK}>a</a> <a href="tel:+49(0)3012-34" {_LINK}>b</a>',
    ),
    "an image keeps those of its sizes that are safe": (
        "<img srcset='javascript:x 1x, https://a.example/y.png 2x'>",
        f'<img srcset="https://a.example/y.png 2x" {_IMAGE}>',
    ),
    "an image keeps those of its sizes that are sizes": (
        "<img srcset=' https://a.example/x,1.png 1.5x,https://a.example/y.png 300w , https://a.example/z, https://b.c/ big'>",
        f'<img srcset="https://a.example/x,1.png 1.5x, https://a.example/y.png 300w, https://a.example/z" {_IMAGE}>',
    ),
    "an image without a source goes": ("<p>a <img alt=b> <img src='data:image/gif;base64,R0lGOD'></p>", "<p>a  </p>"),
    "a picture of an emoji becomes the character": (
        "<p>a <img class='wp-smiley x' src='https://a.example/1f30a.png' alt='🌊'> b</p>",
        "<p>a 🌊 b</p>",
    ),
    "the sign of a site in a card goes": (
        "<a href='https://a.example/'><b>c</b><img class='x-favicon' src='https://a.example/i.png'></a>",
        f'<a href="https://a.example/" {_LINK}><b>c</b></a>',
    ),
    "a tracking pixel goes": ("<p>a<img src='https://a.example/x' width=1 height=1></p>", "<p>a</p>"),
    "a counter without a size goes": ("<p>a<img src='//sb.scorecardresearch.com/p?c1=2'></p>", "<p>a</p>"),
    "a counter of the site's own goes": ("<p>a<img src='https://stat.a.example/hit?p=1'></p>", "<p>a</p>"),
    "a chart is no counter": (
        "<p>a<img src='https://stats.a.example/rain.png?y=1'></p>",
        f'<p>a<img src="https://stats.a.example/rain.png?y=1" {_IMAGE}></p>',
    ),
    "a styled tracking pixel goes": ("<p>a<img src='https://a.example/x' style='height: 1px'></p>", "<p>a</p>"),
    "what is hidden goes": ("<p>a<span style='display:none'>b</span></p><p hidden>c</p>", "<p>a</p>"),
    "a link between the files of a picture and the picture goes": (
        "<picture><source srcset='https://a.example/x.webp'><a href=y><img src='https://a.example/x.png'></a></picture>",
        f'<picture><source srcset="https://a.example/x.webp"><img src="https://a.example/x.png" {_IMAGE}></picture>',
    ),
    "text for old browsers goes": (
        "<video src='https://a.example/x.mp4'>Your browser is old. <a href=x>Get it</a></video>",
        '<video src="https://a.example/x.mp4" controls=""></video>',
    ),
    "a video does not start by itself": (
        "<video src='https://a.example/x.mp4' autoplay muted onplay=x></video>",
        '<video src="https://a.example/x.mp4" muted="" controls=""></video>',
    ),
    "a player is boxed in": (
        "<iframe src='//www.youtube.com/embed/x?start=1' allow=camera onload=x style=y srcdoc=z>a</iframe>",
        f'<iframe src="https://www.youtube.com/embed/x?start=1" {_PLAYER}',
    ),
    "a player is asked for safely": (
        "<iframe src='http://player.bilibili.com/player.html?aid=1' width=100% height='360px'></iframe>",
        f'<iframe src="https://player.bilibili.com/player.html?aid=1" width="100%" height="360" {_PLAYER}',
    ),
    "another frame becomes a link": (
        "<iframe src='https://a.example/map' title='The map'></iframe>",
        f'<a href="https://a.example/map" {_LINK}>The map</a>',
    ),
    "another frame without a title becomes a link": (
        "<p><iframe src='//a.example/map'></iframe></p>",
        f'<p><a href="https://a.example/map" {_LINK}>https://a.example/map</a></p>',
    ),
    "a frame with the card of a page becomes a link to that page": (
        "<iframe src='https://a.example/embed?url=https%3A%2F%2Fb.example%2Fc' title='C'></iframe>",
        f'<a href="https://b.example/c" {_LINK}>C</a>',
    ),
    "a frame around a player becomes that player": (
        "<iframe src='//a.example/w?url=https%3A%2F%2Fb.example&src=https%3A%2F%2Fwww.youtube.com%2Fembed%2Fx'></iframe>",
        f'<iframe src="https://www.youtube.com/embed/x" {_PLAYER}',
    ),
    "a frame that stays unseen until a script loads it goes": (
        "<blockquote><a href='https://a.example/b'>c</a></blockquote>"
        "<iframe style='position: absolute; visibility: hidden' src='https://a.example/b/embed'></iframe>",
        f'<blockquote><a href="https://a.example/b" {_LINK}>c</a></blockquote>',
    ),
    "a frame in a link is its text": (
        "<a href='https://a.example/'><iframe src='https://b.example/' title=x></iframe></a>",
        f'<a href="https://a.example/" {_LINK}>x</a>',
    ),
    "the language of code is named one way": (
        "<pre class='brush: js; x'>a</pre><pre data-lang=Go>b</pre><code class='hljs lang-rust'>c</code>",
        '<pre class="language-js">a</pre><pre class="language-go">b</pre><code class="language-rust">c</code>',
    ),
    "numbers of lines go": (
        "<table class=lntable><tr><td><pre><code>1\n2\n</code></pre></td>"
        "<td><pre><code class=language-go>a\nb\n</code></pre></td></tr></table>",
        '<pre><code class="language-go">a\nb\n</code></pre>',
    ),
    "numbers of lines go from a figure that names the language": (
        "<figure class='highlight js'><figcaption>x.js</figcaption><table><tr><td class=gutter><pre>1<br>2<br></pre></td>"
        "<td class=code><pre>a<br>  b<br></pre></td></tr></table></figure>",
        '<figure><figcaption>x.js</figcaption><pre class="language-js">a\n  b\n</pre></figure>',
    ),
    "numbers of lines go from a table with a name above": (
        "<table><tr><th colspan=2>wall.py</th></tr><tr><td><pre>1\n2</pre></td><td><pre><code>x = 1\ny = 2</code></pre></td>"
        "</tr></table>",
        "<p>wall.py</p><pre><code>x = 1\ny = 2</code></pre>",
    ),
    "numbers of lines go from code around a table": (
        "<div class='language-rust highlighter-rouge'><pre class=highlight><code><table><tr><td><pre>1\n</pre></td>"
        "<td><pre>a\n</pre></td></tr></table></code></pre></div>",
        '<div><pre class="language-rust">a\n</pre></div>',
    ),
    "a table with code and numbers that are data stays": (
        "<table><tr><td>1</td><td><pre>a</pre></td></tr></table>",
        "<table><tbody><tr><td>1</td><td><pre>a</pre></td></tr></tbody></table>",
    ),
    "lines in code stay, but those before the first": ("<pre>\n\na\n\n\n b</pre>", "<pre>a\n\n\n b</pre>"),
    "line breaks in code become lines": ("<pre>a<br>  b<b>c<br></b>d</pre>", "<pre>a\n  b<b>c\n</b>d</pre>"),
    "marks in code stay": ("<pre><b> </b><i class=k>x</i></pre>", "<pre><b> </b><i>x</i></pre>"),
    "escaped code stays escaped": ("<code>&lt;b&gt;a&lt;/b></code>", "<code>&lt;b&gt;a&lt;/b&gt;</code>"),
    "twice escaped code stays so": ("<code>&amp;lt;b&amp;gt;</code>", "<code>&amp;lt;b&amp;gt;</code>"),
    "what is empty goes": ("<p>a</p><p> &nbsp;</p><div><p><br></p><b></b></div><ul><li></li></ul>", "<p>a</p>"),
    "a blank in an empty element stays": ("<p>a<b> </b>b</p>", "<p>a b</p>"),
    "line breaks at the edges of blocks go": ("<p><br>a<br>b<br></p><br><p>c</p>", "<p>a<br>b</p><p>c</p>"),
    "the third line break in a row goes": ("a<br><br><br><br>b", "a<br><br>b"),
    "comments go": ("<p>a<!-- b --></p><!--[if IE]>c<![endif]-->", "<p>a</p>"),
    "broken markup is mended": ("<p>a<p>b<b>c<ul><li>d", "<p>a</p><p>b<b>c</b></p><ul><li><b>d</b></li></ul>"),
    "control characters go": ("a\x00\x08b&#27;c\x7f\r\nd\ud83de\ufffe", "abc\nde"),
}  # fmt: skip


@pytest.mark.parametrize(("body", "cleaned"), CHANGED.values(), ids=CHANGED)
def test_the_rest_becomes_what_is_safe_and_tidy(body: str, cleaned: str) -> None:
    assert usual(body) == cleaned
    assert usual(cleaned) == cleaned


def test_footnotes_work_and_cannot_take_a_name_of_the_page() -> None:
    cleaned = usual(
        "<p>a<a href='#fn:1' id=ref>1</a> <a href='https://example.org/news/article.html#caf%C3%A9'>2</a></p>"
        "<p id='fn:1'>b <a href='#ref'>back</a></p><p><a name='café'></a>c</p><p id=location>d</p>"
    )
    prefix = cleaned.partition('href="#')[2].partition("fn:1")[0]
    assert prefix.startswith("post-")
    assert cleaned == (
        f'<p>a<a href="#{prefix}fn:1" id="{prefix}ref">1</a> <a href="#{prefix}café">2</a></p>'
        f'<p id="{prefix}fn:1">b <a href="#{prefix}ref">back</a></p><p><a id="{prefix}café"></a>c</p><p>d</p>'
    )
    assert usual(cleaned) == cleaned


def test_a_name_that_looks_percent_encoded_keeps_its_link() -> None:
    once = clean("<p><a href='#a%2541'>a</a></p><p id='a%41'>b</p>", url=URL)
    assert 'id="post-' in once
    assert clean(once, url=URL) == once


def test_the_anchors_of_two_articles_differ() -> None:
    body = "<a href='#x'>a</a><p id=x>b</p>"
    assert clean(body, url="https://example.org/1") != clean(body, url="https://example.org/2")


@pytest.mark.parametrize(
    ("url", "link", "same"),
    [
        ("https://example.org/a", "https://example.org/a", True),
        ("https://example.org/a?from=feed", "http://www.example.org/a/", True),
        ("https://example.org/?p=1", "https://example.org/?p=2", False),
        ("https://example.org/a", "https://example.org/b", False),
        ("https://example.org/a", "https://other.example/a", False),
        ("https://example.org/a", "https://[::1", False),
    ],
)
def test_a_footnote_is_known_by_the_address_of_the_page(url: str, link: str, same: bool) -> None:
    assert ('<a href="#post-' in clean(f"<a href='{link}#x'>a</a><p id=x>b</p>", url=url)) is same


def test_a_link_to_a_place_that_is_not_in_the_body_leads_to_the_page() -> None:
    assert usual("<a href='#comments'>a</a>") == f'<a href="{URL}#comments" {_LINK}>a</a>'


KEPT_WITH_ATTRIBUTES = {
    "classes and data": '<p class="image-wrapper x" data-id="7" data-a.b="&quot;">a</p> \n',
    "relations and windows, in their order": '<a class="x" target="_blank" rel="ugc me" href="https://a.example/">a</a>',
    "what is merely untidy": '<p></p><div><br></div><span>a</span><section><article class="b">c</article></section>',
    "no-break spaces": "<h2>a\u00a0b</h2>",
}


@pytest.mark.parametrize("body", KEPT_WITH_ATTRIBUTES.values(), ids=KEPT_WITH_ATTRIBUTES)
def test_attributes_can_be_kept(body: str) -> None:
    assert keeping(body) == body


@pytest.mark.parametrize(
    ("body", "cleaned"),
    [
        ("<p class=a style=b onclick=c id=d>e</p>", '<p class="a">e</p>'),
        ("<img data-x=1 src='https://a.example/y' onerror=z>", f'<img data-x="1" src="https://a.example/y" {_IMAGE}>'),
        ("<a class=x href='javascript:y'>z</a>", '<a class="x">z</a>'),
        ("<iframe class=x src='https://a.example/'></iframe>", '<a href="https://a.example/">https://a.example/</a>'),
        ("<p data-=a data-x:y=b data-z=c>d</p>", '<p data-z="c">d</p>'),
    ],
)
def test_where_attributes_are_kept_the_unsafe_ones_go_all_the_same(body: str, cleaned: str) -> None:
    assert keeping(body) == cleaned


def _feed_bodies(shared: Path) -> list[str]:
    feed = ElementTree.parse(shared / "seed" / "36kr-feed.xml")
    return [item.findtext("description") or "" for item in feed.iter("item")]


def test_a_body_that_is_in_order_comes_through_byte_for_byte(shared: Path) -> None:
    body = _feed_bodies(shared)[0]
    assert clean(body, url="https://36kr.com/p/1757000000000001", keep_attributes=True) == body


def test_a_body_with_code_in_it_comes_out_right(shared: Path) -> None:
    cleaned = clean(_feed_bodies(shared)[1], url="https://36kr.com/p/1757000000000002", keep_attributes=True)
    assert "&lt;groupId&gt;org.example&lt;/groupId&gt;\n\n    &lt;script&gt;alert(1)&lt;/script&gt;" in cleaned
    assert "a &lt; b &amp;&amp; c，模板写作 {{ title }}" in cleaned
    assert '<a href="https://player.example.com/embed/1">https://player.example.com/embed/1</a>' in cleaned
    assert "<script" not in cleaned
    assert "document.write" not in cleaned


HUGE = {
    "2,000 levels": "<div>" * 2_000 + "x" + "</div>" * 2_000 + "<p>end</p>",
    "200,000 levels": "<div>" * 200_000 + "x" + "</div>" * 200_000 + "<p>end</p>",
    "levels behind comments": "<div><!--</div>-->" * 50_000 + "x<p>end</p>",
    "30,000 elements": "<p>x <b>y</b></p>" * 15_000 + "<p>end</p>",
    "30,000 spans in a row": "<p>" + "<span>x</span>" * 30_000 + "end</p>",
    "30,000 line breaks": "x" + "<br>" * 30_000 + "end",
    "a paragraph of a million characters": "<p>" + "x &lt; y " * 111_111 + "end</p>",
    "unclosed tables": "<table><tr><td>" * 20_000 + "end",
    "unclosed lists": "<ul><li>" * 50_000 + "end",
    "unclosed emphasis": "<b><i><u>x<p>" * 6_000 + "end",
    "40,000 attributes": f"<p {' '.join(f'data-a{number}=x' for number in range(40_000))}>end</p>",
    "10,000 anchors": "<p id=a><a href=#a>x</a></p>" * 10_000 + "end",
    "a million characters of style": f"<p style='{'; ' * 500_000}display'>end</p>",
    "a million sizes of an image": f"<p><img src=x srcset='{'x,' * 500_000}'>end</p>",
    "one endless size of an image": f"<p><img src=x srcset='{'x' * 1_000_000} y z'>end</p>",
    "300,000 brackets": "<" * 300_000 + " end",
    "unclosed comments": "<p>end</p>" + "<!--" * 100_000,
}


@pytest.mark.parametrize("body", HUGE.values(), ids=HUGE)
def test_a_huge_body_is_cleaned_to_its_end(body: str) -> None:
    cleaned = usual(body)
    assert "end" in cleaned[-12_000:]
