"""What a page says itself is told from what stands around it."""

from __future__ import annotations

from extraction.pages import read

from crawler.extraction.problems.evidence import Evidence
from crawler.extraction.result import Extraction


def test_links_are_none_of_a_pages_words_however_many_stand_before_them() -> None:
    menu = "".join(f'<a href="/{number}">Topic {number}</a> ' for number in range(250))
    links = "".join(f'<li><a href="/part/{number}">Part {number}</a></li>' for number in range(20))
    document = read(f"<nav>{menu}</nav><h1>Sorry</h1><ul>{links}</ul><p>There is nothing here.</p>")

    assert Evidence(document, Extraction(title="Sorry")).words == ["Sorry", "There is nothing here."]
