"""Lists of other pages are no articles."""

from __future__ import annotations

from extraction.pages import TEASERS, page

from crawler.extraction import extract


def test_a_front_page_is_a_list() -> None:
    problem = extract(page(f"<h1>The Paper</h1><ul>{TEASERS}</ul>", url="https://paper.example/")).problem

    assert problem is not None
    assert problem.kind == "index-page"
