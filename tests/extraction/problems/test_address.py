"""Sites have addresses of their own for services, which tell what a page is where few words do."""

from __future__ import annotations

import pytest
from extraction.pages import page

from crawler.extraction import extract


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/login?next=/news/1", "log-in"),
        ("/en/404.html", "not-found"),
        ("/captcha", "challenge"),
        ("/panier", "no-body"),
        ("/news/2026/11/captcha", None),
        ("/AccountLogin.aspx", "log-in"),
        ("/forgot-password", "log-in"),
        ("/blog/the-login", None),
    ],
)
def test_addresses_of_a_site_s_own_pages_tell_where_few_words_do(path: str, kind: str | None) -> None:
    problem = extract(
        page("<h1>Paper</h1><p>The heron waits for the boat.</p>", url=f"https://paper.example{path}")
    ).problem

    assert (problem.kind if problem else None) == kind
