"""Lists of other pages are no articles."""

from __future__ import annotations

from dataclasses import replace

import pytest
from extraction.pages import FLASH, TEASERS, kind_of, page, paragraphs

from crawler.extraction import extract


def test_a_front_page_is_a_list() -> None:
    problem = extract(page(f"<h1>The Paper</h1><ul>{TEASERS}</ul>", url="https://paper.example/")).problem

    assert problem is not None
    assert problem.kind == "index-page"


MENU = "".join(f'<a href="/{n}">Part {n}</a> ' for n in range(40))
ENTRIES = "".join(f'<li><a href="/news/{n}">A headline about the bridge number {n}</a></li>' for n in range(12))
CALLED_ARTICLE = '<meta property="og:type" content="article">'
ROOMS = "<p>Find the best rooms in town with us, in any weather and at the best price that you will see.</p>"
SALE = "<p>All coats are cheaper by a half.</p>"


@pytest.mark.parametrize(
    ("body", "path", "head"),
    [
        pytest.param(f"<h1>Rooms</h1>{ROOMS}{MENU}", "/", "", id="a few words and a menu"),
        pytest.param(f"<h1>Rooms</h1>{ROOMS}{MENU}", "/de/index.html", "", id="in a language, by its file's name"),
        pytest.param(f"<h1>Sale</h1>{SALE}{MENU}", "/", CALLED_ARTICLE, id="called an article"),
        pytest.param(f"<h1>News</h1>{ROOMS * 7}{MENU * 3}", "/", "", id="words for search engines and many links"),
        pytest.param(f"<h1>Topic</h1><ul>{ENTRIES}</ul>", "/topics/bridges", "", id="a topic"),
        pytest.param(f"<h1>Topic</h1><ul>{ENTRIES}</ul>", "/archives/2024/11", "", id="a month"),
        pytest.param(f"<h1>What was found</h1><ul>{ENTRIES}</ul>", "/recherche", "", id="a search, French"),
    ],
)
def test_a_page_that_mostly_leads_on_is_a_list(body: str, path: str, head: str) -> None:
    assert kind_of(body, path, head) == "index-page"


@pytest.mark.parametrize(
    ("body", "path"),
    [
        pytest.param(f"<h1>Bridge opens</h1>{paragraphs(3)}<div><ul>{ENTRIES}</ul></div>", "/", id="a release at the site's address"),
        pytest.param(f"<h1>Why we need ferries</h1>{paragraphs(20)}<div><ul>{TEASERS}</ul></div>", "/", id="an essay at the site's address"),
        pytest.param(f"<h1>Bridge opens</h1><p>{FLASH}</p><div><ul>{ENTRIES}</ul></div>", "/topics/bridges/a-bridge-opens", id="below a topic"),
        pytest.param(f'<article><h1>Flood</h1><iframe src="https://www.youtube.com/embed/abc"></iframe><p>A drone filmed the flooded meadows on Sunday.</p></article><ul>{ENTRIES}</ul>', "/video/flood", id="a player"),
        pytest.param(f"<h1>Bridge opens</h1><p>{FLASH}</p><div><ul>{ENTRIES}</ul></div>", "/archives/12345", id="by number in an archive"),
        pytest.param(f"<h1>Bridge opens</h1><p>{FLASH}</p><div><ul>{ENTRIES}</ul></div>", "/index.php?view=article&id=12", id="by number of the site's one script"),
        pytest.param(f"<h1>Bridge opens</h1><p>{FLASH}</p><div><ul>{TEASERS}</ul></div>", "/local/2/the-bridge-opens", id="a sentence above a list"),
        pytest.param("<h1>To read</h1><p>A long list this week, for I was ill.</p><ul>" + TEASERS.replace('href="', 'href="https://other.example') + "</ul>", "/blog/to-read", id="a list of what others wrote"),
    ],
)  # fmt: skip
def test_a_page_with_a_text_of_its_own_is_none(body: str, path: str) -> None:
    assert kind_of(body, path) is None


@pytest.mark.parametrize(
    ("classes", "kind"),
    [
        ("section-viewforum ltr", "index-page"),
        ("home blog wp-custom", "index-page"),
        ("catalog-category-view", "index-page"),
        ("blog single", None),
        ("page-boats no-sidebar", None),
    ],
)
def test_systems_name_their_lists_in_the_class_of_the_body(classes: str, kind: str | None) -> None:
    boats = page(f"<h1>Boats</h1>{ROOMS}{MENU}", url="https://paper.example/boats-f26.html")
    problem = extract(replace(boats, body=boats.body.replace(b"<body>", f'<body class="{classes}">'.encode()))).problem
    assert (problem.kind if problem else None) == kind


@pytest.mark.parametrize(("site", "is_list"), [("paper.co.uk", True), ("harbour.co.uk", False)])
def test_a_list_of_the_pages_of_others_below_one_public_name_is_none(site: str, is_list: bool) -> None:
    entries = ENTRIES.replace('href="', f'href="https://{site}')
    problem = extract(page(f"<h1>Topic</h1><ul>{entries}</ul>", url="https://news.paper.co.uk/topics/bridges")).problem

    assert (problem is not None and problem.kind == "index-page") is is_list
