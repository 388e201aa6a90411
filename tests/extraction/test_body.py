"""Of a page, the body holds what a reader came for, in order, and nothing else."""

from __future__ import annotations

import json
from datetime import date
from html import escape
from urllib.parse import urljoin

import pytest
from lxml import html

from crawler.cleaning import clean
from crawler.extraction import document as documents
from crawler.extraction import extract
from crawler.extraction.body import Body, find_body
from crawler.extraction.body.blocks import cut
from crawler.extraction.body.media import choose_media
from crawler.extraction.body.repeats import find_copies
from crawler.extraction.body.settle import settle
from crawler.extraction.body.survey import survey
from crawler.extraction.result import Extraction
from crawler.extraction.text import plain_text, width
from crawler.items import Page

URL = "https://news.example.org/2026/11/harbour"

ENGLISH = [
    "The harbour reopened on Monday after three weeks of repairs, and the first ferry left before dawn with forty people.",
    "Engineers had found a crack in the northern wall, which is older than the town itself, during a routine inspection.",
    "“We expected worse,” said the harbour master, who has worked here since 1987 and knows every stone of the place.",
    "The repairs cost less than planned, the council said, because most of the old granite could be used once more.",
    "Fishermen had to land their catch in the next bay for a while. They say that the detour cost them two hours a day.",
]
GERMAN = [
    "Der Hafen ist am Montag nach drei Wochen Bauzeit wieder geöffnet worden, die erste Fähre legte noch vor Sonnenaufgang ab.",
    "Ingenieure hatten bei einer Prüfung einen Riss in der Nordmauer entdeckt, die älter ist als die Stadt selbst.",
    "„Wir hatten Schlimmeres erwartet“, sagte der Hafenmeister, der hier seit 1987 arbeitet und jeden Stein kennt.",
    "Die Arbeiten kosteten weniger als geplant, teilte der Rat mit, weil der alte Granit wieder verwendet werden konnte.",
]
CHINESE = [
    "港口经过三周的维修，于周一重新开放。第一班渡轮在黎明前载着四十名乘客离开码头，许多居民赶来观看。",
    "工程师在一次例行检查中发现，比小镇还要古老的北侧防波堤出现了裂缝，因此不得不暂停所有航班。",
    "“我们原本以为情况会更糟。”从一九八七年起就在这里工作的港务负责人说，他熟悉这里的每一块石头。",
    "市议会表示，由于大部分旧花岗岩可以继续使用，这次维修的费用低于预算，余款将用于修建步道。",
]

AROUND = """<html><head><title>{title}</title></head><body>
<div class="cookie-consent"><p>We use cookies to make this site better. By continuing you accept our use of them.</p></div>
<header class="site-header"><nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav></header>
<main><article><h1>{title}</h1>
<div class="byline">By <a rel="author" href="/authors/jane-roe">Jane Roe</a>, <time>23 November 2026</time></div>
<ul class="share-tools"><li><a href="https://social.example/s">Share on Social</a></li><li><a href="mailto:">E-mail</a></li></ul>
<div class="article-body">{body}</div>
<div class="newsletter-signup"><h3>Get our newsletter</h3><p>Sign up and get the best stories in your inbox each day.</p></div>
</article>
<section class="related-stories"><h2>More from this site</h2><ul>
<li><a href="/a">Ferry fares to rise again in the coming spring, company says</a></li>
<li><a href="/b">What the storm left behind on the island's southern shore</a></li></ul></section>
<section id="comments" class="comments"><h2>2 comments</h2>
<div class="comment"><p>I took that first ferry, and it was wonderful to see the harbour busy again after so long.</p></div>
<div class="comment"><p>They should have repaired it ten years ago, when it would have cost a tenth of the money.</p></div></section>
</main><aside class="sidebar"><h3>Most read</h3><ol><li><a href="/c">Ten walks for the winter</a></li></ol></aside>
<footer class="site-footer"><p>© 2026 Example News. All rights reserved. <a href="/privacy">Privacy</a></p></footer>
</body></html>"""
TITLE = "Harbour reopens after repairs"
NOISE = ["cookies", "Home", "Jane Roe", "Share on", "newsletter", "inbox", "More from", "fares", "first ferry, and it was",
         "ten years ago", "Most read", "All rights"]  # fmt: skip


def page(body: str, title: str = TITLE) -> str:
    return AROUND.format(title=title, body=body)


def body_of(markup: str, title: str | None = TITLE) -> Body:
    return find_body(documents.read_text(markup, URL), Extraction(title=title))


def written(body: Body) -> str:
    return html.tostring(body.element, encoding="unicode")


def paragraphs(texts: list[str]) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def amid(markup: str) -> str:
    """A page with this between the second and the third paragraph of its text."""
    first, second, *rest = ENGLISH
    return page(f"<p>{first}</p><p>{second}</p>{markup}{paragraphs(rest)}")


def settled(markup: str, scores: list[float]) -> list[bool]:
    """Which blocks of this content of a `main` stay, with the model's scores: the last one is that of all further."""
    tree = documents.read_text(f"<main>{markup}</main>", URL).tree
    assert tree is not None
    blocks, places = cut(tree)
    survey(blocks, places, "")
    scores = [*scores, *scores[-1:] * (len(blocks) - len(scores))]
    settle(blocks, scores, [not block.text for block in blocks], 0.5)
    return [score > 0.5 for score in scores]


@pytest.mark.parametrize("texts", [ENGLISH, GERMAN, CHINESE], ids=["English", "German", "Chinese"])
def test_the_text_is_whole_in_order_and_alone(texts: list[str]) -> None:
    assert plain_text(body_of(page(paragraphs(texts))).element) == "\n".join(texts)


@pytest.mark.parametrize(
    "lines",
    [
        [
            "The harbour opens again on Monday.",
            "The first ferry leaves before dawn.",
            "“We expected worse,” says the master.",
            "A crack in the wall had closed it.",
            "Fishermen land their catch here again.",
            "The council has paid less than planned.",
        ],
        [
            "港口周一重新开放，第一班渡轮黎明前离港。",
            "“情况比预想的好。”港务负责人说。",
            "工程师此前在北侧防波堤发现裂缝。",
            "市议会表示，维修费用低于预算。",
            "渔民不必再绕道邻近的海湾卸货。",
        ],
    ],
    ids=["English", "Chinese"],
)
def test_a_text_of_short_lines_is_kept_whole(lines: list[str]) -> None:
    menu = "".join(f'<li><a href="/{part}">{part}</a></li>' for part in ("world", "life", "sport"))
    more = "".join(f'<li><a href="/n/{day}">{lines[0][:12]}</a> <i>2026-11-0{day}</i></li>' for day in range(1, 6))
    markup = f"""<title>Harbour</title><div class=nav><ul>{menu}</ul></div><div class=top><h1>Harbour</h1></div>
        <div class=box>{"".join(f"<p>{line}</p>" for line in lines)}</div><div class=right><ul>{more}</ul></div>"""

    assert plain_text(body_of(markup, "Harbour").element).split("\n") == lines


@pytest.mark.parametrize(
    "names",
    ['class="e-content entry-content" itemprop="articleBody text"', 'class="sl-markdown-content"', 'class="vp-doc"'],
)
def test_a_short_text_without_prose_is_kept_whole_where_its_element_is_named(names: str) -> None:
    before = (
        "<p class='byline'><a href='/jane'>Jane Roe</a></p><p class='dateline'><a href='/x'>2021-10-25 09:30</a></p>"
    )
    text = (
        "<p>A small release. Upgrade when you like.</p><h3>Added</h3><ul><li>Dark mode</li><li>Export of tables</li>"
        "<li>A quiet flag</li></ul><h3>Removed</h3><ul><li>The old importer</li><li>Python 3.6</li></ul><h3>And the poem"
        "</h3><p>The lamp is low,<br>we let it go.</p><p>The boats come in,<br>the ropes are thin.</p><p>Thanks to all.</p>"
        '<div class="share">Share this <a href="/s">page</a></div><p class="tags">Filed under release</p>'
    )
    markup = (
        f"<html><body><header><h1>The Notebook</h1></header><main><article><h1>{TITLE}</h1>{before}"
        f"<div {names}>{text}</div></article>"
        "<section class='comments'><h2>Comments</h2><a href='/c'>Comments powered by others</a></section></main></body></html>"
    )
    lines = plain_text(body_of(markup).element).split("\n")
    assert lines[:2] == ["A small release. Upgrade when you like.", "Added"]
    assert lines[-3:] == ["The boats come in,", "the ropes are thin.", "Thanks to all."]


@pytest.mark.parametrize(
    "names", ["post-copyright", "article-copyright-info-container", "my-4 post-license", "license-box"]
)
def test_a_box_with_the_licence_of_a_post_is_no_part_of_it(names: str) -> None:
    lines = ["A small release.", "Dark mode", "Export of tables", "The old importer went."]
    said = (
        "Author: Jane Roe",
        "Created at: 2026-11-23",
        "Link: https://news.example.org/harbour",
        "License: CC BY 4.0",
    )
    box = f'<div class="{names}"><ul>{"".join(f"<li>{line}</li>" for line in said)}</ul></div>'
    markup = f'<article><h1>{TITLE}</h1><div class="markdown-body">{paragraphs(lines)}</div>{box}</article>'
    assert plain_text(body_of(f"<html><body>{markup}</body></html>").element).split("\n") == lines


def test_links_to_other_pages_beside_the_paragraphs_are_no_lines_of_the_text() -> None:
    links = "".join(
        f'<div class="item"><a href="/{n}">The ferry of pier {n} sails again at noon</a></div>' for n in range(99)
    )
    text = paragraphs(ENGLISH) + links + paragraphs(GERMAN)

    assert plain_text(body_of(page(text)).element).split("\n") == [*ENGLISH, *GERMAN]


@pytest.mark.parametrize("noise", NOISE)
def test_what_surrounds_an_article_stays_out(noise: str) -> None:
    assert noise not in plain_text(body_of(page(paragraphs(ENGLISH))).element)


CONSENT = (
    '<div id="onetrust-consent-sdk"><div class="ot-content">'
    + 4
    * "<p>When you visit our website, we store cookies on your browser to collect information on how you use it.</p>"
    + "</div></div>"
)
BOX = (
    '<div id="cmpbox"><div class="cmpboxcontent">'
    + 3
    * "<div class='cmpboxtxt'>On this site we process information of end devices and personal data, such as addresses "
    "of browsers. The processing helps us to bring in content of others, to analyse and to measure, and to show what "
    "suits our readers. What is done for which of these purposes is said below, and you may change your mind.</div>"
    + "</div></div>"
)
NEXT = f'<article><h1>What the storm left behind</h1><div class="article-body">{paragraphs(GERMAN)}</div></article>'


@pytest.mark.parametrize(
    ("before", "added"),
    [
        ("</article>", NEXT),
        ("</footer>", f"<aside>{NEXT}</aside>"),
        ("</footer>", CONSENT),
        ("<body>", BOX),
        ('<div class="article-body">', f'<div class="top-image"><img src="/harbour.jpg"><p>{GERMAN[0]}</p></div>'),
    ],
    ids=[
        "the next article of a page that scrolls without end",
        "an article in an aside",
        "a long question for consent",
        "one of a box that has no word for it",
        "a caption that only its place tells",
    ],
)
def test_what_stands_beside_an_article_is_not_its_text(before: str, added: str) -> None:
    texts = [*ENGLISH, *ENGLISH[::-1]]
    markup = page(paragraphs(texts)).replace(before, before + added)
    assert plain_text(body_of(markup).element) == "\n".join(texts)


@pytest.mark.parametrize("name", ["redim-cookiehint", "cookie-layer", "m-cookieHinweis"])
def test_a_hint_at_cookies_below_a_short_text_is_not_its_text(name: str) -> None:
    hint = (
        "Auf dieser Website werden Cookies verwendet. Einige von ihnen sind für den Betrieb der Website nötig, während "
    )
    hint += (
        "andere uns helfen, diese Website zu verbessern. Bitte beachten Sie, dass Sie sie jederzeit ablehnen können."
    )
    markup = (
        f"<html><body><div><main><h1>Der Hafen</h1>{paragraphs(GERMAN[:2])}</main></div>"
        f'<div class="{name}"><div class="text">{hint} <a href="/s">Datenschutz</a></div></div></body></html>'
    )
    assert plain_text(body_of(markup, "Der Hafen").element).split("\n") == GERMAN[:2]


@pytest.mark.parametrize(
    "text",
    [
        "Advertisement",
        "– Anzeige –",
        "Strict Standards: Declaration of Menu::start() should be compatible with Walker::start($out) in /www/menu.php on line 594",
        "La suite après cette publicité",
        "An dieser Stelle finden Sie externe Inhalte von Example, die unsere Redaktion empfiehlt.",
        "To view this video, please accept the cookies of our partner and reload the page in your browser.",
        "Pour afficher ce contenu, vous devez accepter les cookies de nos partenaires, qui servent à le mesurer.",
        "This slideshow requires JavaScript.",
        "This content is imported from Instagram. You may be able to find the same content in another format.",
        "Ce diaporama nécessite JavaScript.",
        "Dein Browser kann dieses Video nicht abspielen.",
        "Listen to this article · 4 min",
        "Jump to Recipe",
        "Text within this block will maintain its original spacing when published",
        "Publicitate",
        "THIS CONTENT IS RESERVED FOR SUBSCRIBERS ONLY",
        "The Harbour newsletter is your weekly guide to ships and quays. Sign up here.",
        "11月26日，第一班渡轮离开码头。本社记者摄（王晓 摄）",
        "ΔΙΑΦΗΜΙΣΗ",
        "Partager",
        "Sie sehen derzeit einen Platzhalterinhalt von YouTube.",
        "Mit Ihrer Zustimmung werden hier Daten an ein soziales Netzwerk übermittelt.",
        '– <a href="/venti">Leggi anche: I nomi dei venti che soffiano sul porto</a>',
        "This entry was posted on Thursday, September 14th, 2026 at 10:12 pm and is filed under Rants, Computers.",
        "Dieser Artikel wurde am 14. Dezember 2026 um 14:48 von Ute Weiß geschrieben und unter dem Stichwort Hafen abgelegt.",
        "Apúntate aquí a nuestra newsletter diaria sobre Galicia",
        'Baca juga: <a href="/kapal">Kapal pertama berangkat sebelum fajar dari pelabuhan</a>',
        'İlgili haber: <a href="/vapur">İlk vapur şafaktan önce limandan ayrıldı ve geri döndü</a>',
        'यह भी पढ़ें: <a href="/naav">पहली नाव भोर से पहले बंदरगाह से रवाना हुई</a>',
        'ये भी पढ़ें: <a href="/naav">पहली नाव भोर से पहले बंदरगाह से रवाना हुई</a>',
        "Para ver este contenido es necesario que acepte las cookies de terceros en la configuración del sitio.",
        "Copyright Notice: All articles on this blog are licensed under CC BY-NC-SA 4.0 unless otherwise stated.",
        "河畔网原创文章，未经授权禁止转载。详情见转载须知。",
        "返回河畔，查看更多",
        "【打印】【关闭】",
        "发布日期：2019-03-06 责任编辑：龙小慧",
        "（原标题：海港经过三周维修重新开放，首班渡轮黎明前离港）",
        "郑重声明：河畔网发布此内容旨在传播更多信息，与本网站立场无关，不构成投资建议。据此操作，风险自担。",
        "违法和不良信息举报电话：010-12345678 客服电话：010-12345679 传真：010-12345670 邮箱：info@news.example.org",
        "Copyright©河畔网 河畔在线信息咨询服务有限公司 All Rights Reserved 版权所有 复制必究",
        "版权声明：本博客所有文章除特别声明外，均采用 CC BY-NC-SA 4.0 许可协议。转载请注明出处！",
    ],
)
def test_what_stands_in_for_something_else_is_not_the_articles(text: str) -> None:
    body = body_of(amid(f"<p>{text}</p>"))
    assert plain_text(body.element) == "\n".join(ENGLISH)


def test_a_page_inside_a_noscript_that_nothing_ends_is_read() -> None:
    markup = page(paragraphs(ENGLISH * 2)).replace("<main>", "<noscript><main>")
    assert plain_text(body_of(markup).element) == "\n".join(ENGLISH * 2)


@pytest.mark.parametrize("tag", ["button", "nav", "dialog", "footer", "ul class='main-menu'"])
def test_a_page_inside_an_element_that_nothing_ends_is_read(tag: str) -> None:
    texts = [*ENGLISH, *ENGLISH[::-1]]
    markup = f"<html><body><{tag}><main><article><h1>{TITLE}</h1>{paragraphs(texts)}</article></main></body></html>"
    assert plain_text(body_of(markup).element) == "\n".join(texts)


def test_custom_elements_inside_a_paragraph_are_part_of_its_line() -> None:
    first, *rest = ENGLISH
    reference = ' (<trusted-source><a href="/granite">1</a></trusted-source>).'
    body = body_of(page(f"<p>{first}{reference}</p>{paragraphs(rest)}")).element
    assert plain_text(body).startswith(f"{first} (1).\n")


def test_custom_elements_beside_text_are_part_of_its_line() -> None:
    cited = "<contrib-group>Roe J</contrib-group>, <contrib-group>Doe A</contrib-group>. Walls of the harbour."
    tree = html.fromstring(
        f"<body><ul><li>1. {cited}</li></ul><app-root><app-text>{ENGLISH[0]}</app-text></app-root></body>"
    )

    assert [block.text for block in cut(tree)[0]] == ["1. Roe J, Doe A. Walls of the harbour.", ENGLISH[0]]


def test_a_list_whose_items_are_the_columns_of_a_page_is_no_list() -> None:
    texts = [f"{text}第{at}天也是如此。" for at in range(3) for text in CHINESE]
    beside = "".join(
        f"<div><a href='/n/{at}'>城北新区的第{at}座桥梁将于明年动工</a><b>评论 {at}</b></div>" for at in range(200)
    )
    markup = f"""<html><body><div><ul class="columns"><li class="left"><h3>港口重新开放</h3>
        <div class="text">{paragraphs(texts)}</div><div>责任编辑：</div></li><li class="right">{beside}</li></ul></div></body></html>"""
    assert plain_text(body_of(markup).element).endswith("\n".join(texts))


def test_a_heap_of_words_is_no_text() -> None:
    heap = " ".join(f"河畔桥梁{at}下载" for at in range(2_000))
    assert plain_text(body_of(page(paragraphs([*CHINESE * 3, heap]))).element) == "\n".join(CHINESE * 3)


def test_the_title_is_not_repeated() -> None:
    assert TITLE not in plain_text(body_of(page(paragraphs(ENGLISH))).element)


@pytest.mark.parametrize(
    "line",
    [
        "By Jane Roe",
        "Jane Roe",
        "von Jane Roe und Bo Ek",
        "Jane Roe, 23 November 2026",
        "Published: Monday, 23 November 2026, 10:15 am",
        "23.11.2026",
        "4 min read",
        "Lesezeit: 3 Minuten",
        "Temps de lecture : 2 min",
        "作者 Jane Roe",
        "1,204 words",
        "910 字",
    ],
)
def test_a_text_does_not_begin_with_who_wrote_it_and_when(line: str) -> None:
    said = Extraction(title=TITLE, authors=["Jane Roe", "Bo Ek"], published=date(2026, 11, 23))
    document = documents.read_text(page(paragraphs([line, *ENGLISH])), URL)
    assert plain_text(find_body(document, said).element) == "\n".join(ENGLISH)


def test_a_sentence_that_names_the_day_is_the_articles() -> None:
    first = "On 23 November 2026 some 20 of us saw it go."
    said = Extraction(title=TITLE, published=date(2026, 11, 23))
    body = find_body(documents.read_text(page(paragraphs([first, *ENGLISH])), URL), said)
    assert plain_text(body.element).startswith(first)


@pytest.mark.parametrize("line", ["Jane Roe", "Text: Jane Roe", "(Jane Roe – Bo Ek)"])
def test_a_text_does_not_end_with_who_wrote_it(line: str) -> None:
    said = Extraction(title=TITLE, authors=["Jane Roe", "Bo Ek"])
    document = documents.read_text(page(paragraphs([*ENGLISH, line])), URL)
    assert plain_text(find_body(document, said).element) == "\n".join(ENGLISH)


def test_a_text_may_end_with_a_sentence_on_its_author() -> None:
    said = Extraction(title=TITLE, authors=["Jane Roe"])
    texts = [*ENGLISH, "That is what Jane Roe saw."]
    document = documents.read_text(page(paragraphs(texts)), URL)
    assert plain_text(find_body(document, said).element) == "\n".join(texts)


def test_a_short_sentence_that_names_its_author_stays() -> None:
    said = Extraction(title=TITLE, authors=["Jane Roe"], published=date(2026, 11, 23))
    texts = ["Jane Roe was there.", *ENGLISH]
    document = documents.read_text(page(paragraphs(texts)), URL)
    assert plain_text(find_body(document, said).element) == "\n".join(texts)


@pytest.mark.parametrize(
    "separator", ["<br><br>", "<br/>\n<br/>\n"], ids=["two line breaks", "line breaks and white space"]
)
def test_paragraphs_that_line_breaks_separate_become_paragraphs(separator: str) -> None:
    body = body_of(page(f"<div>{separator.join(ENGLISH)}</div>"))
    assert [paragraph.text for paragraph in body.element.iter("p")] == ENGLISH


def test_the_markup_that_means_something_survives() -> None:
    first, second, third, fourth, fifth = ENGLISH
    body = written(
        body_of(
            page(
                f'<p>{first}</p><h2>What the engineers found below</h2><p>{second} <a href="/report">The report</a> has '
                f"<em>all</em> of it.</p><blockquote><p>{third}</p></blockquote>"
                f"<ul><li>{fourth}</li><li>{fifth}</li></ul><p>{first} Again.</p>"
            )
        )
    )
    assert "<h2>What the engineers found below</h2>" in body
    assert '<a href="https://news.example.org/report">The report</a> has <em>all</em> of it.' in body
    assert f"<blockquote><p>{third}</p></blockquote>" in body
    assert f"<ul><li>{fourth}</li><li>{fifth}</li></ul>" in body


def test_pictures_come_with_their_captions_where_they_stood() -> None:
    first, second, *rest = ENGLISH
    body = body_of(
        page(
            f'<p>{first}</p><figure><img src="/blank.gif" data-src="/wall.jpg" width="800" height="500">'
            f"<figcaption>The northern wall. <span>Photo: Jane Roe</span></figcaption></figure><p>{second}</p>"
            f'<div class="image-box"><img src="/ferry.jpg" alt="A ferry"><div class="caption">The first ferry</div></div>'
            f"{paragraphs(rest)}"
        )
    ).element
    assert [child.tag for child in body] == ["p", "figure", "p", "figure", "p", "p", "p"]
    assert [image.get("src") for image in body.iter("img")] == [
        "https://news.example.org/wall.jpg",
        "https://news.example.org/ferry.jpg",
    ]
    captions = [" ".join(caption.text_content().split()) for caption in body.iter("figcaption")]
    assert captions == ["The northern wall. Photo: Jane Roe", "The first ferry"]


@pytest.mark.parametrize(
    "label",
    [
        '<a href="#">Enlarge this image</a>',
        "<div>hide caption</div>",
        "<b>[1/5]</b>",
        '<span>Photo: Jane Roe</span> <a href="/licences">Purchase Licensing Rights, opens new tab</a>',
        '<a href="/all">この記事の画像を見る(2枚)</a>',
        '<a href="/pin">Share on Pinterest</a>',
    ],
)
def test_what_serves_to_enlarge_a_picture_is_none_of_its_caption(label: str) -> None:
    figure = (
        f'<figure><img src="/wall.jpg" width="800"><figcaption><p>A full-size model</p>{label}</figcaption></figure>'
    )
    (caption,) = body_of(page(f"{paragraphs(ENGLISH)}{figure}{paragraphs(GERMAN)}")).element.iter("figcaption")
    assert caption.text_content().replace("Photo: Jane Roe", "").strip() == "A full-size model"


@pytest.mark.parametrize(
    ("caption", "stays"),
    [
        ('<a href="https://photos.example.com/x">Photo by Jane Roe of the Harbour Press</a>', True),
        (
            'Photo by <a href="https://jane.example.com">Jane Roe of the North</a> on <a href="//c.example.com">C.</a>',
            True,
        ),
        ('By <a href="/tag/jane">Jane Roe</a>, from <a href="https://b.example.com/">The Walls of the North</a>', True),
        ('<a href="/gallery/wall-1">The northern wall before the repairs</a>', True),
        ('<a href="javascript:void(0)">The northern wall before the repairs</a>', True),
        ('<a href="/2026/11/storm">What the storm left behind on the shore</a>', False),
        ('<a href="https://news.example.org/storm">What the storm left behind on the shore</a>', False),
    ],
)
@pytest.mark.parametrize("figure", ["<figure>{}<figcaption>{}</figcaption></figure>", '{}<p class="caption">{}</p>'])
def test_a_picture_stays_with_the_links_of_its_credit_but_not_those_of_a_teaser(
    figure: str, caption: str, stays: bool
) -> None:
    shown = figure.format('<img src="/wall.jpg" width="800" height="500">', caption)
    body = body_of(amid(f"<div>{shown}</div>")).element
    assert (next(body.iter("img"), None) is not None) is stays
    assert (next(body.iter("figcaption"), None) is not None) is stays


@pytest.mark.parametrize("host", ["localhost", "intranet:8000"])
def test_a_site_whose_host_has_one_label_is_read(host: str) -> None:
    link = f'<a href="http://{host}/storm">What the storm left behind on the shore</a>'
    figure = f'<figure><img src="/wall.jpg" width="800"><figcaption>{link}</figcaption></figure>'
    markup = f"{paragraphs(ENGLISH)}<div>{figure}</div>{paragraphs(GERMAN)}".encode()
    assert extract(Page(url=f"http://{host}/wall", body=markup)).text.split("\n") == [*ENGLISH, *GERMAN]


@pytest.mark.parametrize(
    "markup",
    [
        '<p><img src="/wall.jpg" width="800"><br><em>(Photo: Jane Roe / Harbour Press)</em></p>',
        '<p>(Photo: Jane Roe / Harbour Press) <img src="/wall.jpg" width="800"></p>',
        '<div class="photo"><img src="/wall.jpg" width="800">(Photo: Jane Roe / Harbour Press)</div>',
        '<figure><img src="/wall.jpg" width="800">(Photo: Jane Roe / Harbour Press)</figure>',
    ],
)
def test_a_line_in_one_element_with_its_picture_is_the_caption(markup: str) -> None:
    body = body_of(amid(markup)).element
    (figure,) = body.iter("figure")
    assert [(inner.tag, inner.text_content()) for inner in figure] == [
        ("img", ""),
        ("figcaption", "(Photo: Jane Roe / Harbour Press)"),
    ]
    assert plain_text(body).split("\n") == ENGLISH


def test_pictures_that_share_an_element_keep_a_caption_each() -> None:
    pictures = "".join(f'<img src="/{n}.jpg" width="800"><br>(Photo {n}: Jane Roe)<br>' for n in (1, 2))
    body = body_of(page(f"{paragraphs(ENGLISH)}<figure>{pictures}</figure>{paragraphs(GERMAN)}")).element
    shown = [(next(figure.iter("img")).get("src"), figure[-1].text_content()) for figure in body.iter("figure")]
    assert shown == [(f"https://news.example.org/{n}.jpg", f"(Photo {n}: Jane Roe)") for n in (1, 2)]


def test_a_picture_in_a_chinese_text_stays_with_much_else_beside_it() -> None:
    first, second, *rest = CHINESE
    others = "".join(f'<li><a href="/{n}">{text[:40]}</a></li>' for n, text in enumerate(CHINESE))
    picture = '<div><img src="/wall.jpg" width="800" height="500"></div>'
    markup = f'{paragraphs([first, second])}{picture}{paragraphs(rest)}<div class="related"><ul>{others}</ul></div>'
    assert next(body_of(page(markup)).element.iter("img"), None) is not None


def test_a_text_beside_a_picture_is_no_caption() -> None:
    part = '<div class="paragraph--type--bild-und-text"><img src="/wall.jpg" width="800"><p>{}</p></div>'
    body = body_of(page(f"{paragraphs(ENGLISH)}{part.format(GERMAN[0])}{part.format(GERMAN[1])}")).element
    assert plain_text(body).split("\n") == [*ENGLISH, *GERMAN[:2]]


def test_a_picture_stays_however_long_its_caption_is() -> None:
    said = (
        "The northern wall, as it was seen from the ferry on Monday morning before the first crane had been set up. "
        * 4
    )
    figure = f'<figure><img src="/wall.jpg" width="800"><figcaption>{said}</figcaption></figure>'
    parts = [f"<div>{figure if n == 1 else ''}<p>{text}</p></div>" for n, text in enumerate(ENGLISH)]
    body = body_of(page("".join(parts))).element
    (caption,) = body.iter("figcaption")
    assert caption.text_content().strip() == said.strip()
    assert next(body.iter("img"), None) is not None


def test_a_caption_that_is_there_twice_is_shown_once() -> None:
    caption = "<div class=caption><span>The northern wall</span><div>Photo: Jane Roe</div></div>"
    figure = f'<figure><img src="/wall.jpg" width="800">{caption}<div class="zoomed">{caption}</div></figure>'
    (shown,) = body_of(page(f"{paragraphs(ENGLISH)}{figure}{paragraphs(GERMAN)}")).element.iter("figcaption")
    assert shown.text_content().split() == ["The", "northern", "wall", "Photo:", "Jane", "Roe"]


@pytest.mark.parametrize(
    "asked",
    [
        '<div><div class="post-comments"><a href="#c">Comment on this</a></div></div>',
        '<div class="newsletter-box">The best of the week, by mail</div>',
        "<form><label>What do you think?</label><input></form>",
        '<div class="modal"><h3>Report a mistake</h3><p>Your name</p></div>',
    ],
)
def test_what_is_asked_below_a_picture_is_not_its_caption(asked: str) -> None:
    picture = '<img src="/wall.jpg" width="800" height="500">'
    body = body_of(page(f"{paragraphs(ENGLISH)}<div><div>{picture}</div>{asked}</div>")).element
    assert [image.get("src") for image in body.iter("img")] == ["https://news.example.org/wall.jpg"]
    assert next(body.iter("figcaption"), None) is None


@pytest.mark.parametrize(
    ("figure", "shown"),
    [
        (
            '<div><div><img src="/a.jpg"></div><div><img src="/b.jpg"></div></div><figcaption>Both of them</figcaption>',
            "img img figcaption",
        ),
        ('<figcaption>The first ferry</figcaption><img src="/a.jpg">', "figcaption img"),
        (
            '<video src="/a.mp4"></video><div>0:00</div><div>/ 1:04</div><figcaption>The ferry</figcaption>',
            "video figcaption",
        ),
        ("<table><tr><td>Monday</td><td>212</td></tr></table><figcaption>Crates</figcaption>", "table figcaption"),
        ("<blockquote><p>Never again.</p></blockquote><figcaption>The mayor</figcaption>", "blockquote figcaption"),
    ],
    ids=["a gallery", "a caption above", "a player with its times", "a table", "a quotation"],
)
def test_a_figure_keeps_what_it_shows_and_its_caption_together(figure: str, shown: str) -> None:
    body = body_of(amid(f"<figure>{figure}</figure>")).element
    (kept,) = body.iter("figure")
    assert " ".join(child.tag for child in kept) == shown
    (caption,) = kept.iter("figcaption")
    assert f">{caption.text}<" in figure


def test_a_table_of_contents_leaves_no_heading_behind() -> None:
    first, second, *rest = ENGLISH
    contents = (
        '<div id="toc"><h3 class="toggle open">Table of Contents</h3><div><ul class="toc"><li class="level1"><div class="li">'
        '<a href="#below">Below</a></div></li></ul></div></div>'
    )
    text = f'<p>{first}</p>{contents}<p>{second}</p><h2 id="below">Below</h2>{paragraphs(rest)}'
    body = body_of(page(text)).element

    assert "Contents" not in body.text_content()


def test_what_tells_of_the_author_below_a_short_text_is_none_of_it() -> None:
    told = (
        '<div class="author-bio show-avatars"><div class="author-bio-content"><h2 class="author-title">By Jane Roe</h2>'
        '<p class="author-description">Jane Roe writes about boats and the people on them and has lived here for years.</p>'
        "</div></div>"
    )
    text = f'<h1>The harbour</h1><div class="entry-content"><p>{ENGLISH[0]}</p></div>'

    assert (
        body_of(f"<main><article>{text}<footer>Published 1 May 2026</footer>{told}</article></main>").element.xpath(
            "string()"
        )
        == (ENGLISH[0])
    )


def test_pictures_of_a_wiki_keep_their_captions_and_its_name_stays_out() -> None:
    first, second, *rest = ENGLISH
    shown = '<a href="/File:{0}.jpg" class="image"><img src="/{0}.jpg" width="300" height="200"></a>'
    thumb = (
        f'<div class="thumb tright"><div class="thumbinner" style="width:302px">{shown.format("wall")}'
        '<div class="thumbcaption"><div class="magnify"><a href="/File:wall.jpg" class="internal"></a></div>'
        "The northern wall</div></div></div>"
    )
    boxes = "".join(
        f'<li class="gallerybox"><div><div class="thumb"><div>{shown.format(at)}</div></div>'
        f'<div class="gallerytext"><p>Boat {at}</p></div></div></li>'
        for at in range(3)
    )
    body = body_of(
        f'<div id="bodyContent"><div id="siteSub" class="noprint">From The Harbour Wiki</div><div class="mw-parser-output">'
        f'<p>{first}</p>{thumb}<p>{second}</p><ul class="gallery mw-gallery-traditional">{boxes}</ul>{paragraphs(rest)}'
        "</div></div>"
    ).element

    captions = [" ".join(caption.text_content().split()) for caption in body.iter("figcaption")]
    assert captions == ["The northern wall", "Boat 0", "Boat 1", "Boat 2"]
    assert "Harbour Wiki" not in body.text_content()


def test_the_form_for_comments_below_a_short_text_is_none_of_it() -> None:
    form = (
        '<div id="respond" class="comment-respond"><h2 class="comment-reply-title">Schreibe einen Kommentar</h2><form id="commentform">'
        '<p class="comment-notes"><span id="email-notes">Deine E-Mail-Adresse wird nicht veröffentlicht.</span> '
        '<span class="required-field-message">Erforderliche Felder sind markiert <span>*</span></span></p>'
        '<p><label>Kommentar</label> <textarea name="comment"></textarea></p></form></div>'
    )
    text = '<div class="entry-content"><blockquote><p>Man konnte auf dem Schiff eine ganze Zeitung lesen.</p></blockquote></div>'
    body = body_of(f"<main><article><h1>Zitat: Ilse Brandt</h1>{text}</article>{form}</main>").element

    assert body.text_content() == "Man konnte auf dem Schiff eine ganze Zeitung lesen."


def test_a_gallery_at_the_end_of_a_text_stays_to_its_last_picture() -> None:
    pictures = "".join(
        f'<figure><img src="/{at}.jpg" width="800" height="500"><figcaption>Boat {at}</figcaption></figure>'
        for at in range(9)
    )
    text = f"<p>{ENGLISH[0]}</p><p>{ENGLISH[1]}</p>"
    body = body_of(page(f'{text}<figure class="gallery"><div><div>{pictures}</div></div></figure>')).element

    assert [image.get("src") for image in body.iter("img")] == [f"https://news.example.org/{at}.jpg" for at in range(9)]
    assert [caption.text for caption in body.iter("figcaption")] == [f"Boat {at}" for at in range(9)]


@pytest.mark.parametrize(
    ("address", "stays"),
    [
        ("https://video.example.org/embed/1", True),
        ("https://ws.any-adsystem.example/w?id=1", False),
        ("https://www.any.example/smartads.epl?id=1", False),
        ("https://www.facebook.com/plugins/video.php?href=1", True),
        ("https://www.facebook.com/plugins/likebox.php?href=1", False),
    ],
)
def test_a_player_stays_where_the_text_around_it_goes(address: str, stays: bool) -> None:
    player = f'<div><iframe src="{address}"></iframe> More videos of the harbour</div>'
    tree = documents.read_text(f"<main><p>{ENGLISH[0]}</p>{player}<p>{ENGLISH[1]}</p></main>", URL).tree
    assert tree is not None
    blocks, places = cut(tree)
    survey(blocks, places, "")
    kept, _ = choose_media(blocks, {0, 2}, [False] * 3, URL)
    assert kept == ([0, 1, 2] if stays else [0, 2])
    assert stays is not bool(blocks[1].text)


def test_players_in_the_text_stay() -> None:
    first, *rest = ENGLISH
    body = written(
        body_of(page(f'<p>{first}</p><div><iframe src="//video.example.org/embed/1"></iframe></div>{paragraphs(rest)}'))
    )
    assert 'src="https://video.example.org/embed/1"' in body


@pytest.mark.parametrize(
    ("markup", "players"),
    [
        ('<div data-id="a"></div><noscript><iframe src="https://video.example.org/a"></iframe></noscript>', 1),
        (
            '<iframe data-src="https://video.example.org/a"></iframe>'
            '<noscript><iframe src="https://video.example.org/a"></iframe></noscript>',
            1,
        ),
        (
            '<noscript><iframe src="https://tags.example.org/ns" height="0" width="0" style="display:none"></iframe>'
            "</noscript>",
            0,
        ),
    ],
    ids=["a player that a script would load", "beside the player", "a frame that counts readers"],
)
def test_players_for_browsers_without_scripts_stay(markup: str, players: int) -> None:
    first, *rest = ENGLISH
    body = body_of(page(f"<p>{first}</p>{markup}{paragraphs(rest)}")).element
    assert [frame.get("src") for frame in body.iter("iframe")] == players * ["https://video.example.org/a"]


@pytest.mark.parametrize(
    "markup",
    [
        '<div class="emp"><noscript><div><img src="/storm.jpg"><p><strong>Please turn on JavaScript.</strong> '
        "Media requires JavaScript to play.</p></div></noscript></div>",
        '<div class="image"><a href="/storm-large.jpg">[+] Enlarge<img src="/storm.jpg"></a></div>',
    ],
    ids=["a player that a script would load", "a larger picture"],
)
def test_a_picture_comes_without_what_offers_another(markup: str) -> None:
    first, *rest = ENGLISH
    body = body_of(page(f"<p>{first}</p>{markup}{paragraphs(rest)}")).element
    assert [image.get("src") for image in body.iter("img")] == ["https://news.example.org/storm.jpg"]
    assert not any(word in plain_text(body) for word in ("JavaScript", "Enlarge"))


def test_faces_and_icons_stay_out() -> None:
    first, *rest = ENGLISH
    body = body_of(
        page(
            f'<p>{first}</p><div><a href="/authors/jane-roe"><img src="/jane.jpg"></a></div>'
            f'<div><img src="/icons/mail.png" width="16" height="16"></div><div><img src="//ad.doubleclick.net/a;sz=9"></div>'
            f'<div><noscript><img src="https://c.example/t?x" width="1" height="1"></noscript></div>'
            '<div><img src="/i/rht_arrow.gif"></div><div><img src="/assets/zoom-in.f7dae02f.svg"></div>'
            f'<div><iframe src="https://www.facebook.com/plugins/like.php?href=1"></iframe></div>{paragraphs(rest)}'
        )
    )
    assert not list(body.element.iter("img", "iframe"))


def test_signs_and_counters_beside_a_picture_stay_out() -> None:
    signs = '<img src="/img/zoom-in.svg" width="16" height="16"><img src="https://c.example/t?x" width="1" height="1">'
    figure = f'<figure><a href="/wall.jpg"><img src="/wall.jpg" width="800"></a>{signs}</figure>'
    (picture,) = body_of(page(f"{paragraphs(ENGLISH)}{figure}{paragraphs(GERMAN)}")).element.iter("img")
    assert picture.get("src") == "https://news.example.org/wall.jpg"


@pytest.mark.parametrize("names", ["author-bio", "x9 authorBio", "articleAuthor", "byline"])
@pytest.mark.parametrize("before", [True, False])
def test_the_face_of_the_author_beside_the_text_stays_out(names: str, before: bool) -> None:
    face = f'<div class="{names}"><img class="x7" src="/media/jane.jpg"></div>'
    text = f'{paragraphs(ENGLISH)}<img src="/wall.jpg">{paragraphs(ENGLISH[:1])}'
    (picture,) = body_of(page(face + text if before else text + face)).element.iter("img")
    assert picture.get("src") == "https://news.example.org/wall.jpg"


@pytest.mark.parametrize(
    "names",
    [
        "field field--name-field-image field--label-hidden",
        "image image__hide-placeholder",
        "popup-image",
        "slide relative flex overflow-hidden",
        "mc-column content-media__container",
    ],
)
def test_a_picture_whose_box_is_named_after_something_hidden_stays(names: str) -> None:
    first, *rest = ENGLISH
    body = body_of(page(f'<p>{first}</p><div class="{names}"><img src="/wall.jpg"></div>{paragraphs(rest)}'))
    assert len(list(body.element.iter("img"))) == 1


@pytest.mark.parametrize(
    "markup",
    [
        '<div class="cookie-placeholder-image"><img src="/cookie.jpg"></div>',
        '<div class="pin-image-hidden"><img src="/pin.jpg"></div>',
        '<div class="field-image label-hidden"><a href="/other"><img src="/other.jpg"></a></div>',
    ],
)
def test_what_is_hidden_or_leads_elsewhere_stays_out(markup: str) -> None:
    first, *rest = ENGLISH
    assert not list(body_of(page(f"<p>{first}</p>{markup}{paragraphs(rest)}")).element.iter("img"))


@pytest.mark.parametrize(
    ("pictures", "shown"),
    [
        ('<figure><img src="/a.jpg"><img class="lazy" data-src="/a.jpg"></figure>', 1),
        ('<div><img src="/a.jpg"></div><div><div><noscript><img src="/a.jpg" alt="A"></noscript></div></div>', 1),
        ('<figure><img src="/a.jpg"><figcaption>A</figcaption></figure><figure><img src="/a.jpg"></figure>', 2),
        ('<p><img src="/star.gif"><img src="/star.gif"><img src="/star.gif"></p>', 3),
    ],
)
def test_a_picture_that_follows_itself_is_shown_once(pictures: str, shown: int) -> None:
    first, *rest = ENGLISH
    body = body_of(page(f"<p>{first}</p>{pictures}{paragraphs(rest)}")).element
    assert len(list(body.iter("img"))) == shown


def test_of_two_pictures_the_one_with_the_caption_is_kept() -> None:
    first, *rest = ENGLISH
    pictures = '<div><img src="/a.jpg"></div><figure><img src="/a.jpg"><figcaption>A boat</figcaption></figure>'
    (figure,) = body_of(page(f"<p>{first}</p>{pictures}{paragraphs(rest)}")).element.iter("figure")
    assert [child.tag for child in figure] == ["img", "figcaption"]


LEAD = "<figure><div><div><div><div><div>{}</div></div></div></div></div><figcaption>A boat</figcaption></figure>"


@pytest.mark.parametrize(
    ("picture", "shown"),
    [
        ('<img src="/img/harbour-boat-150x150.jpg">', True),
        ('<img src="/blank.gif" data-src="/resize?url=%2Fimg%2Fharbour%2Dboat.jpg">', True),
        ('<picture><source srcset="/img/harbour-boat.webp 800w"><img></picture>', True),
        ('<a href="/photos/12"><img src="/img/harbour-boat.jpg"></a>', True),
        ('<img src="/img/other.jpg">', False),
        ('<img src="/logo/harbour-boat.png">', False),
    ],
)
def test_the_picture_that_the_metadata_name_is_shown_wherever_it_stands_above(picture: str, shown: bool) -> None:
    said = Extraction(title=TITLE, image="https://cdn.example.org/2026/harbour-boat-1200x630.jpg")
    top = f'<div class="hero top-header"><section>{LEAD.format(picture)}</section></div><div><p>Share</p></div>'
    document = documents.read_text(f"<html><body>{top}<main>{paragraphs(ENGLISH)}</main></body></html>", URL)
    body = find_body(document, said).element
    assert len(list(body.iter("img"))) == len(list(body.iter("figcaption"))) == shown


def test_a_teaser_may_have_the_picture_that_the_metadata_name() -> None:
    said = Extraction(title=TITLE, image="https://cdn.example.org/harbour-boat.jpg")
    teaser = (
        '<div class="top-header"><a href="/a"><img src="/harbour-boat.jpg"></a><h4><a href="/a">Boats</a></h4></div>'
    )
    document = documents.read_text(f"<html><body>{teaser}<main>{paragraphs(ENGLISH)}</main></body></html>", URL)
    assert not list(find_body(document, said).element.iter("img"))


def test_the_picture_that_the_metadata_name_is_not_shown_twice() -> None:
    said = Extraction(title=TITLE, image="https://cdn.example.org/harbour-boat.jpg")
    first, *rest = ENGLISH
    small = LEAD.format('<img src="/harbour-boat-90x90.jpg">')
    top = f'<div class="hero top-header"><section>{small}</section></div>'
    text = f'<p>{first}</p><figure><img src="/harbour-boat.jpg"></figure>{paragraphs(rest)}'
    document = documents.read_text(f"<html><body>{top}<p>Share</p><main>{text}</main></body></html>", URL)
    assert len(list(find_body(document, said).element.iter("img"))) == 1


def test_a_gallery_below_the_text_stays_whole() -> None:
    figures = "".join(f'<figure><img src="/{at}.jpg"><figcaption>Boat {at}</figcaption></figure>' for at in range(7))
    body = body_of(page(f"{paragraphs(ENGLISH)}{figures}")).element
    assert len(list(body.iter("img"))) == len(list(body.iter("figcaption"))) == 7


@pytest.mark.parametrize(("box", "shown"), [("widget-image", 1), ("author-box", 0), ("jp-relatedposts", 0)])
def test_a_picture_below_the_text_may_stand_in_boxes_inside_the_body(box: str, shown: int) -> None:
    picture = f'<div class="element"><div class="{box}"><div><div><a href="/1"><img src="/wall.jpg"></a></div></div></div></div>'
    text = f'<div class="element"><div>{paragraphs(ENGLISH)}</div></div>'
    markup = f'<main><div class="entry-content"><div><div>{text}{picture}</div></div></div></main>'
    assert len(list(body_of(markup).element.iter("img"))) == shown


def test_a_figure_below_the_text_may_hold_its_picture_in_boxes() -> None:
    figure = '<div class="row"><figure><div><div><div><img src="/wall.jpg"></div></div></div></figure></div>'
    body = body_of(page(f'<div class="row">{paragraphs(ENGLISH)}</div>{figure}')).element
    assert len(list(body.iter("img"))) == 1


def test_a_table_of_data_stays_a_table_and_one_of_layout_goes() -> None:
    data = "<table><tr><th>Year</th><th>Ferries</th></tr><tr><td>2025</td><td>11,204</td></tr></table>"
    kept = body_of(amid(data))
    laid_out = body_of(f"<html><body><table><tr><td>{paragraphs(ENGLISH)}</td></tr></table></body></html>")
    assert [cell.text_content() for cell in kept.element.iter("td")] == ["2025", "11,204"]
    assert not list(laid_out.element.iter("table"))
    assert plain_text(laid_out.element) == "\n".join(ENGLISH)


CATCH = (
    "<table><caption>Landed last week</caption><thead><tr><th>Day</th><th>Boats</th><th>Crates</th></tr></thead><tbody>"
    "<tr><td>Monday</td><td>4</td><td>212</td></tr><tr><td>Tuesday</td><td>6</td><td>305</td></tr>"
    "<tr><td>Wednesday</td><td>5</td><td>198</td></tr><tr><td>Friday</td><td>none</td><td>storm</td></tr></tbody></table>"
)


@pytest.mark.parametrize(
    ("markup", "tag", "shown"),
    [
        (
            CATCH,
            "td",
            ["Monday", "4", "212", "Tuesday", "6", "305", "Wednesday", "5", "198", "Friday", "none", "storm"],
        ),
        ("<ul><li>granite</li><li>lime</li><li>rope</li></ul>", "li", ["granite", "lime", "rope"]),
        ("<pre>wall --height 4\nwall --north</pre>", "pre", ["wall --height 4\nwall --north"]),
        ("<blockquote><p>Never again.</p></blockquote>", "blockquote", ["Never again."]),
    ],
    ids=["table", "list", "code", "quotation"],
)
def test_what_stands_between_paragraphs_of_the_article_stays(markup: str, tag: str, shown: list[str]) -> None:
    first, second, third, *rest = ENGLISH
    body = body_of(page(f"<p>{first}</p><h2>The figures</h2><p>{second}</p>{markup}<p>{third}</p>{paragraphs(rest)}"))
    assert [element.text_content() for element in body.element.iter(tag)] == shown


@pytest.mark.parametrize(
    ("between", "ruled"),
    [
        ("<hr>", True),
        ('<div class="divider"><hr></div><h2>The wall</h2>', True),
        ('<div class="a b" role="separator"><span></span><span></span><span></span></div>', True),
        ('<div class="builder-divider"><span class="builder-divider-separator"></span></div>', True),
        ('<div class="divider"><p>The wall</p></div>', False),
        ('<hr><div class="share-tools"><a href="https://social.example/s">Share on Social</a></div><hr>', False),
    ],
    ids=[
        "between paragraphs",
        "before a heading",
        "an element that stands for one",
        "a page builder's",
        "a name of something else",
        "around what is left out",
    ],
)
def test_a_line_between_parts_of_the_text_stays(between: str, ruled: bool) -> None:
    first, second, *rest = ENGLISH
    body = body_of(page(f"<hr><p>{first}</p><p>{second}</p>{between}{paragraphs(rest)}<hr>")).element
    assert [child.tag for child in body].count("hr") == ruled
    if ruled:
        assert body[2].tag == "hr"


def test_a_line_stands_in_the_quotation_that_it_divides() -> None:
    first, second, third, *rest = ENGLISH
    quoted = f"<blockquote><p>{second}</p><hr><p>{third}</p></blockquote>"
    body = written(body_of(page(f"<p>{first}</p>{quoted}{paragraphs(rest)}")))
    assert f"<blockquote><p>{second}</p><hr><p>{third}</p></blockquote>" in body


def test_cells_of_a_table_stay_in_their_columns_where_others_are_empty() -> None:
    rows = (
        "<tr><th></th><th>Boats</th><th>Crates</th></tr><tr><td>Monday</td><td> </td><td>212</td></tr>"
        '<tr><td>Friday</td><td>6</td><td></td></tr><tr><td>Sunday</td><td colspan="2"></td></tr>'
    )
    body = written(body_of(amid(f"<table>{rows}</table>")))
    assert rows.replace("> <", "><") in body


def test_lines_of_code_that_are_elements_stay_lines() -> None:
    first, second, third, *rest = ENGLISH
    code = "<pre><code><div>fn main() {</div><div>    wall()</div><div>}</div></code></pre>"
    body = body_of(page(f"<p>{first}</p><p>{second}</p>{code}<p>{third}</p>{paragraphs(rest)}"))
    assert "<pre><code>fn main() {\n    wall()\n}</code></pre>" in written(body)


@pytest.mark.parametrize("shown", ['style="white-space: pre-line"', 'class="whitespace-pre-wrap"'])
def test_line_breaks_that_a_style_shows_stay(shown: str) -> None:
    first, second, *rest = ENGLISH
    body = written(body_of(page(f"<p>{first}</p><p {shown}>\n{second}\nSo it was.\n</p>{paragraphs(rest)}")))
    assert f"<p>{second}<br>So it was.</p>" in body


def test_texts_keep_their_direction_and_language() -> None:
    first, *rest = ENGLISH
    marked = f'<p dir="rtl" lang="ar">{first} The sign says <bdo dir="rtl">abc</bdo>.</p>'
    assert marked in written(body_of(page(f"{marked}{paragraphs(rest)}")))


MATHML = "<math><mi>x</mi><mo>=</mo><mn>4</mn>{}</math>"
ANNOTATED = MATHML.format('<annotation encoding="application/x-tex">x^2 = 4</annotation>')


@pytest.mark.parametrize(
    ("markup", "source"),
    [
        (ANNOTATED, "x^2 = 4"),
        (
            f'<span class="katex"><span class="katex-mathml">{ANNOTATED}</span>'
            '<span class="katex-html" aria-hidden="true">x2=4</span></span>',
            "x^2 = 4",
        ),
        (MATHML.format(""), "x=4"),
        ('<script type="math/tex">x^2 = 4</script>', "x^2 = 4"),
    ],
    ids=["TeX in MathML", "KaTeX", "MathML", "MathJax"],
)
def test_of_a_formula_the_source_stays_in_its_line(markup: str, source: str) -> None:
    first, *rest = ENGLISH
    body = body_of(page(f"<p>{first} Here {markup} holds.</p>{paragraphs(rest)}"))
    assert f"<p>{first} Here <code>{source}</code> holds.</p>" in written(body)


def test_readings_stand_above_their_characters() -> None:
    ruby = "<ruby>港口<rp>（</rp><rt>gǎngkǒu</rt><rp>）</rp></ruby>"
    first, *rest = CHINESE
    body = body_of(page(f"<p>{ruby}{first}</p>{paragraphs(rest)}"))
    assert f"<p>{ruby}{first}</p>" in written(body)


def test_footnotes_stay_and_are_linked_both_ways() -> None:
    first, *rest = ENGLISH
    body = body_of(
        page(
            f'<p>{first}<sup id="fnref:1"><a href="#fn:1" role="doc-noteref">1</a></sup></p>{paragraphs(rest)}'
            '<section class="footnotes" role="doc-endnotes"><hr><ol><li id="fn:1"><p>Minutes of the council. '
            '<a href="#fnref:1" role="doc-backlink">↩︎</a></p></li></ol></section>'
        )
    ).element
    notes = {element.get("id"): element for element in body.iter() if element.get("id")}
    assert [(name, note.tag) for name, note in notes.items()] == [("fnref:1", "sup"), ("fn:1", "li")]
    assert notes["fn:1"].text_content() == "Minutes of the council. ↩︎"
    assert [link.get("href") for link in body.iter("a")] == [f"{URL}#fn:1", f"{URL}#fnref:1"]


@pytest.mark.parametrize(
    ("reference", "note", "shown"),
    [
        (
            '<a id="anchor-1" href="#note-1">1</a>',
            '<div class="footnote"><a id="note-1" href="#anchor-1">1</a><div><p>Minutes of the council.</p></div></div>',
            "1 Minutes of the council.",
        ),
        (
            '<a name="_ref1" href="#_n1"><sup>[1]</sup></a>',
            '<p><a name="_n1" href="#_ref1">[1]</a> Minutes, p. 4.</p>',
            "[1] Minutes, p. 4.",
        ),
    ],
    ids=["a number beside a note", "anchors of a word processor"],
)
def test_notes_that_no_name_tells_are_known_by_their_links_both_ways(reference: str, note: str, shown: str) -> None:
    first, *rest = ENGLISH
    body = body_of(page(f"<p>{first}{reference}</p>{paragraphs(rest)}{note}")).element
    assert body[-1].text_content() == shown
    assert [bool(link.get("id")) for link in body.iter("a")] == [True, True]


def test_notes_whose_links_have_the_whole_address_stay() -> None:
    first, *rest = ENGLISH
    note = f'<div><a id="note-1" href="{URL}#anchor-1">1</a><div><p>Minutes of the council, 203-204.</p></div></div>'
    body = body_of(page(f'<p>{first}<a id="anchor-1" href="{URL}#note-1">1</a></p>{paragraphs(rest)}{note}')).element
    assert body[-1].text_content() == "1 Minutes of the council, 203-204."


def test_a_recipe_has_its_ingredients_and_steps() -> None:
    recipe = (
        '<div class="any-recipe-ingredients-container"><h3>Ingredients</h3><ul><li>2 herrings</li>'
        '<li><a href="/salt">salt</a></li></ul></div><div class="any-recipe-instructions-container">'
        "<h3>Steps</h3><ol><li>Clean them.</li><li>Fry.</li></ol></div>"
    )
    body = body_of(amid(recipe)).element
    assert [item.text_content() for item in body.iter("li")] == ["2 herrings", "salt", "Clean them.", "Fry."]
    assert [heading.text for heading in body.iter("h3")] == ["Ingredients", "Steps"]


@pytest.mark.parametrize(
    "box",
    [
        "<div><h4>At a glance</h4><ul><li>40 m</li><li>1931</li></ul></div>",
        "<section><p>What is meant:</p><dl><dt>40 m</dt><dd>1931</dd></dl></section>",
    ],
    ids=["a list below its heading", "definitions"],
)
def test_what_a_box_in_the_text_lists_stays(box: str) -> None:
    tree = documents.read_text(f"<main><p>{ENGLISH[0]}</p>{box}<p>{ENGLISH[1]}</p></main>", URL).tree
    assert tree is not None
    blocks, places = cut(tree)
    survey(blocks, places, "")
    scores = [0.1 if block.place.tag in {"li", "dt", "dd"} else 0.9 for block in blocks]
    settle(blocks, scores, [False] * len(blocks), 0.5)
    assert min(scores) > 0.5


def test_signs_that_link_headings_to_themselves_go() -> None:
    first, *rest = ENGLISH
    headings = '<h2>The wall<a class="headerlink" href="#wall">¶</a></h2>{}<h2><a href="#cost">#</a> The cost</h2>'
    body = body_of(page(f"<p>{first}</p>{headings.format(f'<p>{rest[0]}</p>')}{paragraphs(rest[1:])}"))
    assert [heading.text_content() for heading in body.element.iter("h2")] == ["The wall", "The cost"]


@pytest.mark.parametrize(
    "heading",
    [
        '<h2 id="{0}">{0}<a class="headerlink" href="#{0}" title="Link to this heading">\uf0c1</a></h2>',
        '<h2 id="{0}">{0} <a class="header-anchor" href="#{0}" aria-label="Permalink">\u200b</a></h2>',
        '<h2 id="{0}"><a class="header-anchor" href="#{0}"><span>{0}</span></a></h2>',
        '<h2 id="{0}"><a href="#{0}" class="anchor"><svg><path/></svg></a>{0}</h2>',
        '<h2 id="{0}">{0} <a href="#{0}"><span>#</span></a></h2>',
    ],
    ids=["icon font", "zero width", "whole heading", "drawing", "nested sign"],
)
def test_headings_that_link_to_themselves_are_headings_like_others(heading: str) -> None:
    parts = {
        "Added": ["Dark mode", "Export of tables", "A quiet flag"],
        "Fixed": ["Wrong month in March", "Lost focus on tab", "Typo in help"],
        "Removed": ["The old importer", "A second menu"],
    }
    lists = "".join(
        f"{heading.format(name)}<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>"
        for name, items in parts.items()
    )
    body = body_of(page(f"<p>A small release. Upgrade when you like.</p>{lists}<p>Thanks to all who wrote in.</p>"))
    assert [shown.text for shown in body.element.iter("h2")] == list(parts)
    assert next(body.element.iter("a"), None) is None


def test_a_heading_between_lists_is_kept_whatever_its_own_names_say() -> None:
    first, last = ("<ul><li>Dark mode</li></ul>", "<ul><li>Typo in help</li></ul>")
    heading = '<h2 class="anchorWithStickyNavbar">Fixed</h2>'
    assert settled(f"<div>{first}{heading}{last}</div>", [0.9, 0.1, 0.9]) == [True] * 3


def test_a_sentence_in_doubt_between_paragraphs_of_one_place_stays() -> None:
    first, second, *_ = ENGLISH
    linked = 'Last week <a href="/wall">the council closed the wall</a>.'
    markup = (
        f'<div><p>{first}</p><p>{linked}</p><p>{second}</p><p><a href="/storm">What the storm did.</a></p><p>{first}</p></div>'
        f"<p>{second}</p>"
    )
    assert settled(markup, [0.9, 0.3, 0.9, 0.3, 0.9, 0.3]) == [True, True, True, False, True, False]


@pytest.mark.parametrize(
    ("text", "stays"),
    [
        ("Por último, se ofreció que los trabajadores de la naviera llenen unas cincuenta vacantes en el puerto del norte.", True),
        ("Por Ana Lee, desde el puerto del norte.", False),
        ("Copyright 2026 The Harbour Press. All rights reserved. This material may not be published or broadcast again.", False),
    ],
)  # fmt: skip
def test_a_long_sentence_that_begins_as_bylines_do_is_a_sentence(text: str, stays: bool) -> None:
    first, second, *_ = ENGLISH
    assert settled(f"<p>{first}</p><p>{text}</p><p>{second}</p>", [0.9, 0.4, 0.9])[1] is stays


def test_sentences_in_doubt_between_paragraphs_stay_with_a_box_of_another_place_among_them() -> None:
    first, second, third, *_ = ENGLISH
    markup = f"<p>{first}</p><p>{second}</p><div><p>{third}</p></div><p>{third}</p><p>{first}</p>"
    assert settled(markup, [0.9, 0.3, 0.3, 0.3, 0.9]) == [True, True, False, True, True]


def test_sentences_in_doubt_stay_between_chosen_parts_that_are_called_alike_unless_they_are_many() -> None:
    part = '<div class="part {n}"><p>{text}</p></div>'
    assert settled(series(ENGLISH[:3], part), [0.9, 0.3, 0.9]) == [True] * 3
    assert settled(series(ENGLISH, part), [0.9, 0.3, 0.3, 0.3, 0.9]) == [True, False, False, False, True]
    others = part.replace("part", "{text:.3}")
    assert settled(series(ENGLISH[:3], others), [0.9, 0.3, 0.9]) == [True, False, True]


def series(texts: list[str], element: str = '<div class="text paragraph-{n}">{text}</div>') -> str:
    return "".join(element.format(n=n, text=text) for n, text in enumerate(texts))


@pytest.mark.parametrize(
    ("texts", "scores", "stay"),
    [
        (ENGLISH[:3], [0.9, 0.3, 0.3], "yyy"),
        (ENGLISH[:4], [0.9, 0.1, 0.3, 0.9], "ynyy"),
        ([*ENGLISH[:3], "Prices at noon", "Cod: 4.10"], [0.9, 0.9, 0.9, 0.2, 0.2], "yyyyy"),
        ([*ENGLISH[:2], "Prices at noon", "Cod: 4.10"], [0.9, 0.9, 0.2, 0.2], "yynn"),
        ([*ENGLISH[:3], "Write to us", "Cod: 4.10"], [0.9, 0.9, 0.9, 0.2, 0.2], "yyynn"),
    ],
)
def test_a_series_of_elements_that_are_no_paragraphs_goes_on(texts: list[str], scores: list[float], stay: str) -> None:
    assert "".join("ny"[stays] for stays in settled(series(texts), scores)) == stay


def test_elements_that_no_common_name_tells_of_are_no_series() -> None:
    markup = series(ENGLISH[:3], '<div class="{text:.3}">{text}</div>')
    assert settled(markup, [0.9, 0.3, 0.3]) == [True, False, False]


@pytest.mark.parametrize("element", ["<p>{text}</p>", "<div>{text}</div>"])
@pytest.mark.parametrize(("last", "stays"), [(0.45, True), (0.3, False)])
def test_a_short_last_sentence_stays_if_it_is_nearly_chosen(element: str, last: float, stays: bool) -> None:
    texts = [*ENGLISH[:3], "The ferry left."]
    assert settled(series(texts, element), [0.9, 0.9, 0.9, last])[-1] is stays


@pytest.mark.parametrize(
    ("scores", "stay"),
    [([0.2, 0.45], [True, True]), ([0.05, 0.45], [False, False]), ([0.2, 0.3], [False, False])],
)
def test_a_last_part_that_is_nearly_chosen_stays_with_its_heading(scores: list[float], stay: list[bool]) -> None:
    part = '<section class="part">{}</section>'
    markup = part.format(series(ENGLISH[:3], "<p>{text}</p>")) + part.format(f"<h3>The detour</h3><p>{ENGLISH[4]}</p>")
    assert settled(markup, [0.9, 0.9, 0.9, *scores])[3:] == stay


@pytest.mark.parametrize(
    ("last", "score", "stays"),
    [
        ("<h3>Also in this paper</h3>", 0.6, False),
        ("<h3>What the engineers found</h3>", 0.9, True),
        ("<h3>And so the harbour is open again.</h3>", 0.6, True),
        ('<h3>The first ferry</h3><img src="/ferry.jpg">', 0.6, True),
    ],
)
def test_a_last_heading_in_doubt_goes_with_what_it_heads(last: str, score: float, stays: bool) -> None:
    markup = f"{paragraphs(ENGLISH[:3])}{last}<div><ul><li>Prices at noon</li></ul></div>"
    scores = [0.9, 0.9, 0.9, score, 0.0]
    assert settled(markup, scores)[3] is stays


@pytest.mark.parametrize(
    ("box", "item"),
    [
        (
            '<div id="rank-math-faq" class="rank-math-block"><div class="rank-math-list">{}</div></div>',
            '<div class="rank-math-list-item"><h3>{}</h3><div class="rank-math-answer"><p>{}</p></div></div>',
        ),
        (
            '<div class="schema-faq wp-block-yoast-faq-block">{}</div>',
            '<div class="schema-faq-section"><strong class="schema-faq-question">{}</strong><p>{}</p></div>',
        ),
    ],
)
def test_questions_that_an_author_has_answered_below_the_text_stay_all(box: str, item: str) -> None:
    answers = box.format("".join(item.format(f"May I bring {n} crates?", f"{n} crates: yes.") for n in range(9)))
    markup = f"{paragraphs(ENGLISH)}{answers}<div><p>Prices at noon</p></div>"
    assert settled(markup, [*[0.9] * 5, *[0.0] * 19]) == [*[True] * 23, False]


def test_a_first_sentence_that_is_nearly_chosen_stays() -> None:
    part = '<div class="part n{n}"><p>{text}</p></div>'
    lead, *rest = ENGLISH
    assert settled(series([lead, *rest], part), [0.45, 0.9])[0]
    assert not settled(series([lead, *rest], part), [0.3, 0.9])[0]
    assert not settled(series([f"{lead} Read more about it in our paper.", *rest], part), [0.45, 0.9])[0]


def test_a_last_sentence_may_speak_to_the_reader_where_the_whole_text_does() -> None:
    told = [f"{text} You should see it." for text in ENGLISH[:3]]
    last = "We hope that you will come."
    assert settled(series([*told, last], "<p>{text}</p>"), [0.9, 0.9, 0.9, 0.45])[-1]
    assert not settled(series([*ENGLISH[:3], last], "<p>{text}</p>"), [0.9, 0.9, 0.9, 0.45])[-1]


def test_subheadings_in_doubt_stay_where_the_others_do() -> None:
    offer = '<div class="offer"><a href="/shop">Buy it now</a></div>'
    parts = "".join(f"<h2>Pier {n}</h2>{offer}<div><p>{text}</p></div>" for n, text in enumerate(ENGLISH))
    stay = settled(f"{parts}<h2>Most read</h2>", [*[0.9, 0.0, 0.9] * 3, *(0.2, 0.0, 0.9), *(0.1, 0.0, 0.9), 0.3])
    assert stay == [*[True, False, True] * 4, *(False, False, True), False]


@pytest.mark.parametrize(
    ("last", "stays"),
    [
        (f"<p>{ENGLISH[2]}</p>", True),
        (f"<p>{CHINESE[1]}</p>", True),
        (f"<div><p>{ENGLISH[2]}</p></div>", False),
        (f"<div>Weather</div><p>{ENGLISH[2]}</p>", False),
        ("<p>The study was published in the journal Nature.</p>", False),  # short
        ("<p>Visit the shop of the harbour museum for all of our books on ferries and walls, old and new.</p>", False),
        (
            "<p>Ann Lee reports on the sea and its harbours from Aberdeen. Write to her at ann@harbour.example.</p>",
            False,
        ),
        (f'<p><a href="/wall">{ENGLISH[2]}</a></p>', False),
    ],
)
def test_a_last_paragraph_in_doubt_stays_unless_it_speaks_to_the_reader(last: str, stays: bool) -> None:
    first, second, *_ = ENGLISH
    assert settled(f"<p>{first}</p><p>{second}</p>{last}", [0.9, 0.9, 0.3])[-1] is stays


CODE = "def wall(stones):\n    for stone in stones:\n        lay(stone)\n\n\nwall([])"


@pytest.mark.parametrize(
    ("around", "line", "empty"),
    [
        ('<div class="expressive-code"><figure><pre data-language="python"><code>{}</code></pre></figure></div>', '<div class="ec-line"><div class="code">{}</div></div>', "\n"),
        ('<figure class="highlight python"><table><tr><td class="gutter"><pre><span>1</span><br></pre></td><td class="code"><pre>{}</pre></td></tr></table></figure>', '<span class="line">{}</span><br>', ""),
        ('<div class="language-python codeBlock"><pre><code>{}</code></pre></div>', '<span class="line">{}<br></span>', ""),
        ('<div class="language-python"><span class="lang">python</span><pre><code>{}</code></pre><div class="line-numbers" aria-hidden="true"><span>1</span><br><span>2</span><br></div></div>', "<span>{}</span>\n", ""),
    ],
    ids=["lines are elements", "numbered in a table", "lines break", "language and numbers beside"],
)  # fmt: skip
def test_code_keeps_its_lines_and_nothing_else(around: str, line: str, empty: str) -> None:
    texts = [(text, text.lstrip()) for text in CODE.split("\n")]
    lines = "".join(line.format(f"<span>{text.removesuffix(code)}</span>{code or empty}") for text, code in texts)
    first, *rest = ENGLISH
    body = clean(written(body_of(page(f"<p>{first}</p>{around.format(lines)}{paragraphs(rest)}"))), url=URL)
    (listing,) = html.fragment_fromstring(body, create_parent="div").iter("pre")
    assert listing.text_content().rstrip("\n") == CODE
    assert plain_text(body).split("\n")[0] == first
    assert "python\n" not in plain_text(body)


@pytest.mark.parametrize("letter", ["é", "’", "ᄀ", "⺀", "漢", "가", "豈", "Ａ", "ﾊ", "😀"])
def test_texts_are_as_wide_as_their_letters(letter: str) -> None:
    blocks, places = cut(html.fromstring(f"<html><body><p>{letter * 3}<p>a</body></html>"))
    assert survey(blocks, places, "").widths == [width(letter * 3), 1]


@pytest.mark.parametrize("last", [0.9, 0.1], ids=["chosen", "not chosen by itself"])
def test_the_line_that_introduces_code_is_kept_with_it(last: float) -> None:
    code = '<div class="language-bash"><span class="lang">bash</span><pre><code>{}</code></pre></div>'
    tree = html.document_fromstring(
        f"<div><p>{ENGLISH[0]}</p>{code.format('get')}<p>Run it:</p>{code.format('run')}</div>"
    )
    blocks, places = cut(tree)
    found = survey(blocks, places, "")
    scores = [
        0.0 if out else 0.1 if block.text == "Run it:" else 0.9
        for block, out in zip(blocks, found.excluded, strict=True)
    ]
    scores[-1] = last
    settle(blocks, scores, found.excluded, 0.5)
    assert [block.text for block, score in zip(blocks, scores, strict=True) if score > 0.5] == [
        ENGLISH[0],
        "get",
        "Run it:",
        "run",
    ]


@pytest.mark.parametrize(
    "markup",
    [
        '<div class="language-rust highlighter-rouge"><div class="highlight"><pre class="highlight"><code>{}</code></pre>'
        "</div></div>",
        '<figure class="highlight rust"><pre>{}</pre></figure>',
        '<pre><code class="language-rust">{}</code></pre>',
    ],
    ids=["Rouge", "Hexo", "plain"],
)
def test_code_keeps_the_name_of_its_language(markup: str) -> None:
    first, second, third, *rest = ENGLISH
    body = body_of(
        page(f"<p>{first}</p><p>{second}</p>{markup.format('fn main() {}')}<p>{third}</p>{paragraphs(rest)}")
    )
    (code,) = body.element.iter("pre")
    assert code.text_content() == "fn main() {}"
    assert "language-rust" in written(body)


@pytest.mark.parametrize(
    "quotation",
    [
        "<blockquote><p>{}</p><cite>The mayor</cite></blockquote>",
        "<blockquote class='twitter-tweet'><p>{}</p></blockquote>",
    ],
    ids=["pull quote", "post"],
)
def test_a_quotation_in_a_figure_is_no_caption(quotation: str) -> None:
    quoted = "Nobody had expected that the old wall would give way before the new one stood."
    figure = f'<figure class="wp-block">{quotation.format(quoted)}</figure>'
    body = body_of(amid(figure))
    (kept,) = body.element.iter("blockquote")
    assert quoted in kept.text_content()


@pytest.mark.parametrize("name", ["subscription-widget", "inline-newsletter"])
def test_a_box_that_asks_for_a_subscription_in_the_midst_of_the_text_goes(name: str) -> None:
    box = (
        f'<div class="{name}"><p>Harbour Notes is supported by its readers. To receive new posts, '
        "consider becoming a subscriber.</p></div>"
    )
    body = body_of(page(f"{paragraphs(ENGLISH)}{box}{paragraphs(ENGLISH[::-1])}"))
    assert plain_text(body.element) == "\n".join([*ENGLISH, *ENGLISH[::-1]])


@pytest.mark.parametrize(
    "box", ["{}", '<div class="block"><div class="inner">{}</div></div>'], ids=["bare", "in a box"]
)
@pytest.mark.parametrize(
    ("heading", "stays"),
    [
        ("Granite", True),
        ("<div>Granite</div>", True),
        ("Read more", False),
        ("* * *", False),
        ('<a href="/fares">Ferry fares</a>', False),
    ],
)
def test_a_heading_between_chosen_paragraphs_stays_unless_it_leads_elsewhere(
    heading: str, stays: bool, box: str
) -> None:
    markup = f"<p>{ENGLISH[0]}</p>{box.format(f'<h3>{heading}</h3>')}<p>{ENGLISH[1]}</p>"
    assert settled(markup, [0.8, 0.1, 0.9])[1] is stays


@pytest.mark.parametrize(("score", "stays"), [(0.35, True), (0.25, False)])
def test_a_heading_whose_names_tell_of_something_else_stays_where_the_model_is_in_doubt(
    score: float, stays: bool
) -> None:
    markup = f"<div><p>{ENGLISH[0]}</p></div><div class=related><h3>Granite</h3></div><p>{ENGLISH[1]}</p>"
    assert settled(markup, [0.8, score, 0.9])[1] is stays


@pytest.mark.parametrize(
    "name", ["ArticleCommentsContainer", "articleComments", "comments", "CommentTree", "post-comments", "commentList"]
)
def test_what_readers_wrote_goes_however_long_it_is(name: str) -> None:
    said = "".join(f"<div><div>{text} {text}</div></div>" for text in (*ENGLISH[::-1], *GERMAN, *ENGLISH))
    body = body_of(page(f'{paragraphs(ENGLISH)}<div><div class="{name}">{said}</div></div>'))
    assert plain_text(body.element).split("\n") == ENGLISH


@pytest.mark.parametrize(
    "form",
    [
        "<p>Please fill in all fields.</p><p>This address does not seem to be right. Please try once more.</p><input>",
        "<label>Name</label><input><label>Your message to the editors of this paper</label><textarea></textarea>",
        "<p>Example News would like to keep you informed about offers, events and updates by email, if you want.</p>",
    ],
)
def test_a_form_inside_the_article_is_none_of_it(form: str) -> None:
    body = body_of(page(f"{paragraphs(ENGLISH)}<div><form>{form}</form></div>{paragraphs(GERMAN)}"))
    assert plain_text(body.element).split("\n") == [*ENGLISH, *GERMAN]


@pytest.mark.parametrize(
    "name",
    ["modal fade", "mdbook-help-popup", "account-modal modal--dark", "popup-content", "sms-dialog modal-container"],
)
def test_what_opens_above_the_page_is_none_of_it(name: str) -> None:
    said = f"<h3>Fares of the ferry</h3><p>{GERMAN[0]}</p><p>{GERMAN[1]}</p>"
    markup = f'{paragraphs(ENGLISH)}<div class="{name}">{said}</div>{paragraphs(GERMAN[2:])}'
    assert plain_text(body_of(page(markup)).element).split("\n") == [*ENGLISH, *GERMAN[2:]]


def test_an_article_that_opens_above_a_list_of_others_is_read() -> None:
    others = "".join(f'<li><a href="/{n}">{text[:60]}</a></li>' for n, text in enumerate(GERMAN))
    article = f'<div class="modal is-open"><h1>{TITLE}</h1>{paragraphs(ENGLISH)}</div>'
    body = body_of(f"<html><body><ul>{others}</ul>{article}<p>{GERMAN[0]}</p></body></html>")
    assert set(ENGLISH) <= set(plain_text(body.element).split("\n"))


def test_a_page_that_stands_in_one_form_is_read() -> None:
    text = "".join(f"<p>{text}</p>" for text in ENGLISH[:3])
    notice = "<p>We use cookies to make this site better for all who come here. By continuing you accept that.</p>" * 3
    body = body_of(f"<html><body><div>{notice}</div><form><div><h1>Harbour</h1>{text}</div></form></body></html>")
    assert ENGLISH[1] in plain_text(body.element)


def test_a_table_of_links_between_paragraphs_stays() -> None:
    first, second, third, *rest = ENGLISH
    table = "".join(
        f'<tr><td><a href="/boats/{name}">{name}</a></td><td>{n}</td></tr>' for n, name in enumerate(["Ann", "Bo"])
    )
    body = body_of(page(f"<p>{first}</p><p>{second}</p><table>{table}</table><p>{third}</p>{paragraphs(rest)}"))
    assert [cell.text_content() for cell in body.element.iter("td")] == ["Ann", "0", "Bo", "1"]


@pytest.mark.parametrize(
    "whole",
    [
        '<div class="icon-list"><div><ul><li>boots</li><li>rope</li></ul></div></div>',
        '<div class="block"><figure><blockquote>Never</blockquote><figcaption>again</figcaption></figure></div>',
    ],
    ids=["list", "quotation"],
)
def test_what_a_page_builder_has_put_into_boxes_of_its_own_stays(whole: str) -> None:
    texts = [f'<div class="block"><div><p>{text}</p></div></div>' for text in ENGLISH[:2]]
    tree = documents.read_text(f"<main>{texts[0]}{whole}{texts[1]}</main>", URL).tree
    assert tree is not None
    blocks, places = cut(tree)
    excluded = survey(blocks, places, "").excluded
    scores = [0.9 if block.place.tag == "p" else 0.1 for block in blocks]
    settle(blocks, scores, excluded, 0.5)
    assert all(score > 0.5 or out for score, out in zip(scores, excluded, strict=True))


@pytest.mark.parametrize(
    ("image", "stays"),
    [
        ('<div class="swiper-slide"><img src="/a.jpg"></div>', True),
        ('<div class="swiper-slide"><a href="/a.jpg"><img src="/a.jpg"></a></div>', True),
        ('<div class="swiper-slide"><a href="/2025/old"><img src="/a.jpg"></a></div>', False),
        (
            "<table><tr><td><table><tr><td><table><tr><td><img src='/a.jpg'></td></tr></table></td></tr></table></td></tr></table>",
            True,
        ),
    ],
    ids=["slides", "slides that enlarge", "slides that lead elsewhere", "tables that lay out a letter"],
)
def test_pictures_in_slides_and_layout_stay_unless_they_lead_elsewhere(image: str, stays: bool) -> None:
    images = image + image.replace("a.jpg", "b.jpg")
    body = body_of(amid(f"<div>{images}</div>"))
    assert len(list(body.element.iter("img"))) == 2 * stays


@pytest.mark.parametrize(
    ("last", "stays"),
    [
        ("<p>Bring:</p><ul><li>boots</li><li>rope</li></ul>", True),
        ("<table><tr><td>Monday</td><td>4</td></tr></table>", True),
        ("<pre>wall --height 4</pre>", True),
        ("<ul><li>Sport</li><li>Chess</li></ul>", False),
    ],
)
def test_a_table_and_code_may_be_the_last_of_an_article(last: str, stays: bool) -> None:
    tree = documents.read_text(f"<main><p>{ENGLISH[0]}</p>{last}</main><p>Weather</p>", URL).tree
    assert tree is not None
    blocks, places = cut(tree)
    survey(blocks, places, "")
    scores = [0.9 if block.text.endswith((".", ":")) else 0.1 for block in blocks]
    settle(blocks, scores, [False] * len(blocks), 0.5)
    assert [score > 0.5 for score in scores][1:] == [*[stays] * (len(blocks) - 2), False]


def test_who_is_quoted_stays_with_the_quotation() -> None:
    first, second, *rest = ENGLISH
    quoted = f"<blockquote><p>{second}</p><footer>The harbour master, on Monday</footer></blockquote>"
    body = body_of(page(f"<p>{first}</p>{quoted}{paragraphs(rest)}"))
    assert "The harbour master, on Monday" in plain_text(body.element)


def test_links_between_paragraphs_that_lead_elsewhere_go() -> None:
    links = "".join(f'<li><a href="/s/{n}">What the storm did to street number {n}</a></li>' for n in range(6))
    body = body_of(amid(f"<ul>{links}</ul>"))
    assert "street number" not in written(body)


def test_a_menu_far_before_the_text_goes_and_a_list_of_key_points_stays() -> None:
    menu, points = "<ul><li>Sport</li><li>Chess</li></ul>", "<ul><li>Ferries sail</li><li>Wall mended</li></ul>"
    tree = documents.read_text(menu + "<p>Weather</p>" * 14 + points + f"<p>{ENGLISH[0]}</p>", URL).tree
    assert tree is not None
    blocks, _ = cut(tree)
    scores = [0.1 if block.text == "Weather" else 0.8 for block in blocks]
    settle(blocks, scores, [False] * len(blocks), 0.5)
    kept = [block.text for block, score in zip(blocks, scores, strict=True) if score > 0.5]
    assert kept == ["Ferries sail", "Wall mended", ENGLISH[0]]


def test_a_paragraph_that_the_author_repeats_stays_repeated() -> None:
    first, second, third, fourth, fifth = ENGLISH
    body = body_of(page(paragraphs([first, second, "No.", "No.", third, fourth, "No.", fifth])))
    assert [paragraph.text for paragraph in body.element.iter("p")].count("No.") == 3


@pytest.mark.parametrize(
    ("above", "below", "kept"),
    [
        ("<img src=/up/pier-storm-300x90.jpg>", "", ["/up/pier-storm.jpg"]),
        ("", "<img src=/up/pier-storm.jpg?w=9>", ["/up/pier-storm.jpg"]),
        ("<img src=/up/pier-night.jpg>", "", ["/up/pier-night.jpg", "/up/pier-storm.jpg"]),
        (
            "<figure><img src=/up/pier-storm.jpg?w=9><figcaption>The pier at noon.</figcaption></figure>",
            "",
            ["/up/pier-storm.jpg?w=9", "/up/pier-storm.jpg"],
        ),
    ],
    ids=["above", "below", "another", "captioned"],
)
def test_a_template_shows_no_picture_beside_itself(above: str, below: str, kept: list[str]) -> None:
    first, *rest = ENGLISH
    own = "<figure><img src=/up/pier-storm.jpg><figcaption>The pier in the storm.</figcaption></figure>"
    body = body_of(page(f"<div>{above}</div><p>{first}</p>{own}{paragraphs(rest)}<div>{below}</div>"))
    assert [image.get("src") for image in body.element.iter("img")] == [urljoin(URL, address) for address in kept]


@pytest.mark.parametrize(
    "label",
    ["Is there a toll?", '<span>Is there a toll?</span><span aria-hidden="true">+</span>'],
    ids=["Bootstrap", "WordPress"],
)
def test_a_question_that_opens_its_answer_stands_above_it(label: str) -> None:
    items = "".join(
        f'<div class="accordion-item"><h3><button type="button" aria-expanded="false">{label}</button></h3>'
        f"<div><p>{sentence}</p></div></div>"
        for sentence in ENGLISH[2:4]
    )
    body = body_of(page(f"{paragraphs(ENGLISH[:2])}{items}{paragraphs(ENGLISH[4:])}"))
    assert [heading.text_content() for heading in body.element.iter("h3")] == ["Is there a toll?"] * 2


def test_pictures_that_slide_have_their_captions() -> None:
    slides = "".join(
        f"<div class=slide><div class=slide-image style=\"background-image: url('/{number}.jpg')\"></div>"
        f"<div class=slide-counter>{number} / 3</div><p class=slide-caption>The pier at {number} o'clock.</p></div>"
        for number in (1, 2, 3)
    )
    figures = body_of(amid(f"<div class=gallery>{slides}</div>")).element.findall("figure")
    assert [figure.findtext("figcaption") for figure in figures] == [f"The pier at {n} o'clock." for n in (1, 2, 3)]
    assert all(figure.find("img") is not None for figure in figures)


@pytest.mark.parametrize(
    ("quote", "times"),
    [("We expected worse,” said the harbour master", 1), ("The sea takes what it wants, and soon", 2)],
)
def test_a_pull_quote_is_left_out_where_it_repeats_the_text(quote: str, times: int) -> None:
    box = f"<blockquote class=pull-quote><p>“{quote}”</p><p>— The harbour master</p></blockquote>"
    text = plain_text(body_of(amid(box)).element)
    assert text.count("harbour master") == times
    assert quote in text


@pytest.mark.parametrize(
    ("beside", "shown"), [("<a href=https://podcasts.example/17>Apple Podcasts</a>", 1), ("Listen to this article", 0)]
)
def test_an_episode_is_there_to_be_heard(beside: str, shown: int) -> None:
    body = body_of(amid(f"<div class=player><audio src=/17.mp3 controls></audio> {beside}</div>"))
    assert len(body.element.findall(".//audio")) == shown


def test_a_sign_to_enlarge_is_no_picture_in_whatever_it_stands() -> None:
    sign = '<picture><source srcset="/static/zoom-in-dark.svg"><img src="/static/zoom-in.f7dae02f.svg"></picture>'
    figure = f"<figure><a href=/pier.jpg><img src=/pier.jpg>{sign}</a><figcaption>The pier.</figcaption></figure>"
    assert [image.get("src") for image in body_of(amid(figure)).element.iter("img")] == [urljoin(URL, "/pier.jpg")]


@pytest.mark.parametrize(
    ("end", "scores"),
    [
        ("<blockquote><p>The sea takes what it wants.</p></blockquote>", [0.2]),
        ("<h2>What to bring</h2><ul><li>Boots</li><li>A map</li></ul>", [0.65, 0.2, 0.2]),
    ],
    ids=["quotation", "list"],
)
def test_an_article_may_end_with_what_is_no_paragraph(end: str, scores: list[float]) -> None:
    stays = settled(f"<p>{ENGLISH[0]}</p>{end}<div>More news</div>", [0.9, *scores, 0.1])
    assert stays == [True, *[True] * len(scores), False]


def test_every_item_of_a_list_article_keeps_its_heading() -> None:
    items = [("7", "Saddle Hut"), ("6", "Spring House"), ("5", "Ridge Inn"), ("4", "Scree Cabin")]
    markup = "".join(
        f"<div class=item><b>{number}</b><h2>{name}</h2><p>{ENGLISH[0]}</p><a href=https://huts.example/>Book</a></div>"
        for number, name in items
    )
    stays = settled(markup, [0.0, 0.7, 0.9, 0.0, 0.0, 0.7, 0.9, 0.0, 0.0, 0.2, 0.9, 0.0, 0.0, 0.16, 0.9, 0.0])
    assert stays == [False, True, True, False] * 4


def test_a_series_of_subheadings_may_stand_in_boxes_of_their_own() -> None:
    markup = "".join(
        f"<div class=part-{number}><h3>Part {number}</h3><ul><li>Rope</li></ul><p>{ENGLISH[0]}</p></div>"
        for number in range(5)
    )
    stays = settled(markup, [0.7, 0.9, 0.9] * 3 + [0.16, 0.0, 0.9] + [0.7, 0.9, 0.9])
    assert stays[9]


def test_a_book_on_one_page_is_there_with_all_its_chapters() -> None:
    chapter = "".join(f"<div>{paragraphs(ENGLISH)}</div>" for _ in range(70))
    book = "".join(f"<section><h2>Chapter {number}</h2><div>{chapter}</div></section>" for number in range(1, 31))
    said = (
        f"<section class=comments>{paragraphs(['I read it in a night, and twice, and would read it again.'])}</section>"
    )
    body = plain_text(body_of(page(f"<div>{book}</div>{said}")).element).split("\n")
    assert len(body) == 30 * (70 * len(ENGLISH) + 1)
    assert "Chapter 1" in body
    assert "Chapter 30" in body


def test_an_article_of_one_sentence_has_a_body() -> None:
    sentence = "The harbour has been closed because of the storm."
    markup = f"<html><body><main><article><h1>{TITLE}</h1><p>{sentence}</p></article></main></body></html>"
    assert plain_text(body_of(markup).element) == sentence


@pytest.mark.parametrize(
    ("markup", "address"),
    [
        (
            '<amp-youtube data-videoid="a1B2c3" width="480" height="270"></amp-youtube>',
            "https://www.youtube.com/watch?v=a1B2c3",
        ),
        ('<lite-youtube videoid="a1B2c3"></lite-youtube>', "https://www.youtube.com/watch?v=a1B2c3"),
        ('<amp-twitter data-tweetid="1234"></amp-twitter>', "https://twitter.com/i/status/1234"),
        (
            '<amp-twitter data-tweetid="https://twitter.com/harbour/status/1234"></amp-twitter>',
            "https://twitter.com/harbour/status/1234",
        ),
        (
            '<div class="fb-post" data-href="https://social.example/harbour/posts/1"></div>',
            "https://social.example/harbour/posts/1",
        ),
        ('<lite-vimeo videoid="12"></lite-vimeo>', "https://vimeo.com/12"),
        ('<figure><oembed url="https://video.example.org/1"></oembed></figure>', "https://video.example.org/1"),
        ('<script src="https://gist.github.com/jane/0a1b.js"></script>', "https://gist.github.com/jane/0a1b"),
        ('<script data-telegram-post="harbour/15" src="/widget.js"></script>', "https://t.me/harbour/15"),
        (
            '<div class="flourish-embed" data-src="visualisation/17"><script src="/embed.js"></script></div>',
            "https://public.flourish.studio/visualisation/17/",
        ),
        ('<div class="infogram-embed" data-id="1a-2b"></div>', "https://infogram.com/1a-2b"),
    ],
    ids=[
        "amp-youtube",
        "lite-youtube",
        "amp-twitter",
        "amp-twitter, address",
        "fb-post",
        "lite-vimeo",
        "oembed",
        "gist",
        "Telegram",
        "Flourish",
        "Infogram",
    ],
)
def test_posts_and_players_that_need_scripts_become_links(markup: str, address: str) -> None:
    body = body_of(amid(markup)).element
    links = [link for link in body.iter("a") if link.get("href") == address]
    assert len(links) == 1
    texts = [paragraph.text_content() for paragraph in body.iter("p")]
    assert texts.count(address) == 1  # no paragraph in a paragraph
    assert texts.index(ENGLISH[1]) < texts.index(address) < texts.index(ENGLISH[2])


def test_what_only_screen_readers_say_stays_out() -> None:
    first, *rest = ENGLISH
    link = '<a href="/x">a report<span class="visually-hidden"> opens in a new tab</span></a>'
    assert "new tab" not in written(body_of(page(f"<p>{first} See {link}.</p>{paragraphs(rest)}")))


def test_the_document_is_left_as_it_was() -> None:
    document = documents.read_text(page(paragraphs(ENGLISH)), URL)
    before = html.tostring(document.tree)
    find_body(document, Extraction(title=TITLE))
    assert html.tostring(document.tree) == before


SHELL = "<html><head>{head}</head><body><div id='app'></div>{scripts}</body></html>"
STATE = {"props": {"page": {"article": {"title": TITLE, "content": paragraphs(ENGLISH)}, "menu": ["Home", "World"]}}}
SOURCES = [
    (
        "json-ld",
        SHELL.format(
            head='<script type="application/ld+json">'
            + json.dumps({"@type": "NewsArticle", "headline": TITLE, "articleBody": "\n".join(ENGLISH)})
            + "</script>",
            scripts="",
        ),
    ),
    (
        "script-state",
        SHELL.format(
            head="", scripts=f'<script id="__NEXT_DATA__" type="application/json">{json.dumps(STATE)}</script>'
        ),
    ),
    (
        "script-state",
        SHELL.format(head="", scripts=f"<script>window.initialState={json.dumps(STATE)};(function(){{}})()</script>"),
    ),
    (
        "script-state",
        SHELL.format(
            head="",
            scripts="<script>window.__STATE__ = JSON.parse(" + json.dumps(json.dumps(STATE)) + ");</script>",
        ),
    ),
    (
        "script-state",
        SHELL.format(head="", scripts=f'<div data-react-props="{escape(json.dumps(STATE))}"></div>'),
    ),
    (
        "script-state",
        SHELL.format(
            head="",
            scripts='<script type="application/json">'
            + json.dumps({"story": {"headline": TITLE, "body": [{"type": "text", "text": text} for text in ENGLISH]}})
            + "</script>",
        ),
    ),
]


@pytest.mark.parametrize(
    ("origin", "markup"),
    SOURCES,
    ids=["articleBody", "__NEXT_DATA__", "initialState", "JSON.parse", "props", "list of parts"],
)
def test_an_article_that_the_page_carries_as_data_only_is_found_there(origin: str, markup: str) -> None:
    body = body_of(markup)
    assert body.origin == origin
    assert plain_text(body.element) == "\n".join(ENGLISH)


NOTHING = ["", " ", "<html></html>", "hello", "<body><script>var a = {", "<frameset><frame src=a></frameset>", "\0\0"]


@pytest.mark.parametrize("markup", NOTHING)
def test_a_page_without_an_article_gives_no_paragraphs(markup: str) -> None:
    assert not list(body_of(markup, None).element.iter("p", "img"))


HOSTILE = {
    "divs 5,000 deep": "<div>" * 5_000 + paragraphs(ENGLISH),
    "spans 2,000 deep": "<span>" * 2_000 + paragraphs(ENGLISH),
    "bold 2,000 deep": "<p>" + "<b>x " * 2_000,
    "tables 600 deep": "<table><tr><td>x" * 600 + paragraphs(ENGLISH),
    "30,000 items": "<ul>" + "<li>one more</li>" * 30_000 + "</ul>" + paragraphs(ENGLISH),
    "lists 1,000 deep": "<ul><li><a href=/a>one</a><li>two<li>three<li>four<li>five" * 1_000 + paragraphs(ENGLISH),
    "a menu of 30,000": "<ul>" + "<li><a href=/a>one more</a></li>" * 30_000 + "</ul>" + paragraphs(ENGLISH),
    "20,000 line breaks": "<div>" + "text<br><br>" * 20_000,
    "one long word": "<p>" + "a" * 1_000_000,
    "a long class": f'<div class="{"article-body " * 50_000}">{paragraphs(ENGLISH)}</div>',
    "state 100,000 deep": '<script type="application/json">' + '{"a":' * 100_000 + "</script>" + paragraphs(ENGLISH),
}


@pytest.mark.parametrize("markup", HOSTILE.values(), ids=HOSTILE)
def test_hostile_pages_are_read_to_the_end(markup: str) -> None:
    assert isinstance(plain_text(body_of(page(markup)).element), str)


@pytest.mark.parametrize(
    "markup",
    [
        '<figure style="background-image: url(/boat.jpg)"><figcaption>A boat</figcaption></figure>',
        '<figure><span style="background: url(/boat.jpg)"></span><figcaption>A boat</figcaption></figure>',
        '<figure><svg viewBox="0 0 8 4"><image href="/boat.jpg" width="800" height="400"></image></svg><figcaption>A boat</figcaption></figure>',
        '<div role="img" aria-label="A boat" style="background-image: url(\'/boat.jpg\')"></div>',
        '<div class="article-image" style="background-image: url(/boat.jpg)"></div>',
        '<a href="/big/boat.jpg"><div data-thumbnail="/boat.jpg" role="img" aria-label="A boat"></div></a>',
        '<div><svg viewBox="0 0 8 4"><image xlink:href="/boat.jpg" width="100%" height="100%"></image></svg></div>',
    ],
    ids=[
        "a figure's",
        "in a figure",
        "drawn in a figure",
        "that is said to be a picture",
        "named as one",
        "Elementor's",
        "drawn",
    ],
)
def test_a_picture_that_is_drawn_or_a_background_stays(markup: str) -> None:
    body = written(body_of(amid(markup)))
    assert '<img src="https://' in body
    assert ("<figcaption>A boat</figcaption>" in body) == ("figcaption" in markup)


@pytest.mark.parametrize(
    "markup",
    [
        '<div class="box" style="background-image: url(/boat.jpg)"></div>',
        '<a href="/boats"><svg viewBox="0 0 8 4"><image href="/icons/boat.png" width="24" height="24"></image></svg></a>',
        '<div class="article-image" style="background-image: url(data:image/gif;base64,R0)"></div>',
    ],
)
def test_a_background_that_only_decorates_goes(markup: str) -> None:
    assert "<img" not in written(body_of(amid(markup)))


@pytest.mark.parametrize(("last", "kept"), [(0.8, 0), (1.0, 3)])
def test_of_a_text_that_stands_twice_one_copy_is_taken_whole(last: float, kept: int) -> None:
    copy = "<section><div><p>{}</p></div><div><p>{}</p></div><div><p>Short.</p></div></section>".format(*ENGLISH[:2])
    tree = documents.read_text(f"<main>{copy}{copy}</main>", URL).tree
    assert tree is not None
    blocks, _ = cut(tree)
    scores = [0.6, 0.9, 0.9, 0.7, last - 0.05, 0.9]
    assert find_copies(blocks, scores, range(6)) == {0, 1, 3, 4} - {kept, kept + 1}
