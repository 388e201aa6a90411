"""What pages ask of robots."""

import pytest

from crawler.editing.withdrawal import Directive, directives


@pytest.mark.parametrize(
    ("body", "headers", "found"),
    [
        ('<meta name="robots" content="noindex, nofollow">', [], "noindex"),
        ("<META CONTENT='NoArchive' NAME=ROBOTS>", [], "noarchive"),
        ('<meta name=robots content="none">', [], "noindex"),
        ('<meta name="robots" content="index,follow,max-snippet:-1">', [], ""),
        ('<meta name="googlebot" content="noindex">', [], ""),
        ('<meta name="our-crawler" content="noindex">', [], "noindex"),
        ('<meta name="description" content="noindex">', [], ""),
        ("", ["noindex"], "noindex"),
        ("", ["googlebot: noindex"], ""),
        ("", ["our-crawler: noindex, noarchive"], "noindex noarchive"),
        ("", ["unavailable_after: 25 Jun 2010 15:00:00 PST"], ""),
    ],
)
def test_directives_are_read_off_the_page_and_its_headers(body: str, headers: list[str], found: str) -> None:
    assert directives(body.encode(), headers, "our-crawler") == {Directive(name) for name in found.split()}
