"""Pages that tell machines that they are errors are believed."""

from __future__ import annotations

import pytest
from extraction.pages import page

from crawler.extraction import extract


@pytest.mark.parametrize(
    ("head", "mark"),
    [
        pytest.param('<meta name="prerender-status-code" content="404">', "404", id="a status for crawlers"),
        pytest.param("<title>404 | The Paper</title>", "404", id="a status as the title"),
        pytest.param("<title>That did not work (422)</title>", "422", id="a status at the title's end"),
        pytest.param('<script id="__NEXT_DATA__" type="application/json">{"page":"/_error"}</script>', "error", id="a framework's page"),
    ],
)  # fmt: skip
def test_a_page_that_calls_itself_an_error_is_one(head: str, mark: str) -> None:
    problem = extract(
        page("<h1>Well, this is awkward</h1><p>Have a look at our cat instead, will you?</p>", head)
    ).problem

    assert problem is not None
    assert problem.kind == "not-found"
    assert mark in problem.detail
