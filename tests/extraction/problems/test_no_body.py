"""Lines that only turn to the reader are no article."""

from __future__ import annotations

from extraction.pages import page

from crawler.extraction import extract


def test_a_few_lines_to_the_reader_that_are_not_to_be_listed_are_no_article() -> None:
    body = "<h1>News by mail</h1><p>We write to you every Friday. Give us an address?</p>"

    assert extract(page(body, '<meta name="robots" content="noindex">')).problem is not None
    assert extract(page(body)).problem is None
