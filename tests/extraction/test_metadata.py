"""Page and entry together decide each field, and each field says where it came from."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from extraction.pages import json_ld, page, paragraphs, read

from crawler.extraction import extract
from crawler.extraction.metadata import read_metadata
from crawler.items import Entry

ARTICLE = "<article><h1>New bridge opens</h1>" + paragraphs(4) + "</article>"


@pytest.mark.parametrize(
    ("head", "field", "value", "origin"),
    [
        ('<link rel="canonical" href="/news/bridge-1">', "canonical_url", "https://paper.example/news/bridge-1", "link"),
        ('<meta property="og:url" content="https://paper.example/b">', "canonical_url", "https://paper.example/b", "og"),
        ('<link rel="canonical" href="https://paper.example/">', "canonical_url", None, None),
        ('<link rel="canonical" href="javascript:void(0)">', "canonical_url", None, None),
        ('<meta property="og:site_name" content="The Paper">', "site_name", "The Paper", "og"),
        ('<meta property="og:site_name" content="Reed &amp;amp; Weed">', "site_name", "Reed & Weed", "og"),
        ('<meta property="og:site_name" content="https://www.paper.example/">', "site_name", "paper.example", "og"),
        (json_ld('{"@type": "Article", "publisher": {"name": "The Paper"}}'), "site_name", "The Paper", "json-ld"),
        ('<meta name="description" content="A &lt;b&gt;new&lt;/b&gt; bridge">', "description", "A new bridge", "meta"),
        ('<meta property="article:tag" content="Bridges"><meta property="article:tag" content="Towns, Bridges">', "tags", ["Bridges", "Towns"], "og"),
        (json_ld('{"@type": "Article", "keywords": ["Bridges", "Towns"]}'), "tags", ["Bridges", "Towns"], "json-ld"),
        ('<meta name="keywords" content="Bridges, Towns, bridges">', "tags", ["Bridges", "Towns"], "meta"),
        ('<meta name="keywords" content="Bridges|Old towns">', "tags", ["Bridges", "Old towns"], "meta"),
        ('<meta name="keywords" content="大桥，小镇，河流">', "tags", ["大桥", "小镇", "河流"], "meta"),
        ('<meta name="keywords" content="大桥 小镇 河流 议会">', "tags", ["大桥", "小镇", "河流", "议会"], "meta"),
        ('<meta name="keywords" content="The town\'s new bridge">', "tags", ["The town's new bridge"], "meta"),
        ('<meta name="keywords" content="&lt;meta name=">', "tags", [], None),
        ('<meta name="keywords" content="港, 橋, a">', "tags", ["港", "橋"], "meta"),
        ('<meta property="og:image" content="//img.example/a">', "image", "https://img.example/a", "og"),
        ('<meta property="og:image" content="/logo.png"><meta name="twitter:image" content="/b.jpg">', "image", "https://paper.example/b.jpg", "twitter"),
        (json_ld('{"@type": "Article", "image": {"@type": "ImageObject", "url": "/c.jpg"}}'), "image", "https://paper.example/c.jpg", "json-ld"),
        ('<meta property="og:image" content="http://[broken">', "image", None, None),
        ('<meta property="og:locale" content="pt_BR">', "language", "pt-BR", "og"),
        (json_ld('{"@type": "Article", "inLanguage": "zh-hans-cn"}'), "language", "zh-Hans-CN", "json-ld"),
        ('<meta http-equiv="content-language" content="German">', "language", "de", "meta"),
        ('<meta property="og:locale" content="en_US"><title>新しい橋が三年ぶりに開通</title>', "language", "ja", "text"),
        ('<meta property="og:locale" content="en_US"><title>새 다리 3년 만에 개통</title>', "language", "ko", "text"),
        ('<meta property="og:locale" content="zh_TW"><title>新大橋三年後通車</title>', "language", "zh-TW", "og"),
        ('<title>สะพานใหม่เปิดแล้ว</title>', "language", "th", "text"),
        ('<meta property="og:locale" content="en_US"><meta property="og:site_name" content="The Old Notebook"><title>新大橋通車 - The Old Notebook</title>', "language", "zh", "text"),
        ('<link rel="license" href="/terms">', "license", "https://paper.example/terms", "link"),
        ('<a rel="noopener license" href="https://cc.example/by/4.0/">CC BY</a>', "license", "https://cc.example/by/4.0/", "link"),
        (json_ld('{"@type": "Article", "license": {"@id": "https://cc.example/by/4.0/"}}'), "license", "https://cc.example/by/4.0/", "json-ld"),
        ('<meta name="dc.rights" content="All rights reserved">', "license", None, None),
        ('<a rel="license" href="javascript:void(0)">CC BY</a>', "license", None, None),
    ],
)  # fmt: skip
def test_a_field_and_its_origin(head: str, field: str, value: object, origin: str | None) -> None:
    found = read_metadata(read(ARTICLE, head, lang=""))

    assert getattr(found, field) == (value if value is not None else None)
    assert found.origins.get(field) == origin


DATED = json_ld('{"@type": "Article", "datePublished": "2024-05-01", "author": {"name": "Ann Lee"}}')
MOMENT = datetime(2024, 5, 1, 9, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("head", "entry", "field", "value", "origin"),
    [
        pytest.param("", Entry(published=MOMENT), "published", MOMENT, "entry", id="the entry fills in"),
        pytest.param(DATED, Entry(published=MOMENT), "published", MOMENT, "entry", id="the entry's hour, the same day"),
        pytest.param(DATED, Entry(published=date(2023, 1, 1)), "published", date(2024, 5, 1), "json-ld", id="the page's day"),
        pytest.param(DATED, Entry(authors=["Feed Bot"]), "authors", ["Ann Lee"], "json-ld", id="the page's author"),
        pytest.param("", Entry(authors=["Bo Ek"]), "authors", ["Bo Ek"], "entry", id="the entry's author"),
        pytest.param('<meta property="og:site_name" content="P"><meta name="author" content="paper.example">', Entry(authors=["Bo Ek"]), "authors", ["Bo Ek"], "entry", id="a person before the site"),
        pytest.param("", Entry(title="Another wording"), "title", "New bridge opens", "h1", id="the page's title"),
        pytest.param("", Entry(tags=["Bridges"]), "tags", ["Bridges"], "entry", id="the entry's tags"),
        pytest.param("", Entry(summary="<p>A <b>new</b> bridge</p>"), "description", "A new bridge", "entry", id="the entry's summary"),
        pytest.param("", Entry(image="https://img.example/a"), "image", "https://img.example/a", "entry", id="the entry's image"),
        pytest.param("", Entry(updated=MOMENT, published=MOMENT), "modified", MOMENT, "entry", id="the entry's change"),
    ],
)  # fmt: skip
def test_page_and_entry_decide_together(head: str, entry: Entry, field: str, value: object, origin: str) -> None:
    found = extract(page(ARTICLE, head), entry)

    assert getattr(found, field) == value
    assert found.origins[field] == origin


def test_a_title_that_the_page_cut_is_completed_from_the_entry() -> None:
    found = extract(
        page("", '<meta property="og:title" content="New bridge opens after…">'),
        Entry(title="New bridge opens after three years"),
    )

    assert found.title == "New bridge opens after three years"


def test_a_whole_article() -> None:
    found = extract(page(ARTICLE, DATED + "<title>New bridge opens - paper.example</title>"))

    assert (found.title, found.authors, found.published) == ("New bridge opens", ["Ann Lee"], date(2024, 5, 1))
    assert found.text.count("the new bridge") == 4
    assert found.body.count("<p>") == 4
    assert found.origins["body"]
    assert found.problem is None


def test_links_that_say_so_lead_to_the_tags_of_the_article_not_of_others_in_a_list() -> None:
    others = "".join(
        f'<li class="post-{at} hentry"><h3><a href="/{at}">Another story</a></h3><a href="/t/{at}" rel="tag">Other {at}</a></li>'
        for at in range(3)
    )
    own = (
        '<p>Filed under <a href="/t/bridges" rel="tag">Bridges</a>, <a href="/t/towns" rel="category tag">Towns</a></p>'
    )

    assert extract(page(f"{ARTICLE}{own}<ul>{others}</ul>")).tags == ["Bridges", "Towns"]
