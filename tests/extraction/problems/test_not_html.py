"""Files of other kinds are no pages."""

from __future__ import annotations

import pytest

from crawler.extraction import extract
from crawler.items import Page


@pytest.mark.parametrize(
    ("body", "says"),
    [
        pytest.param(b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n" + bytes(range(128, 256)) * 9, "PDF", id="PDF"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, "binary", id="image"),
        pytest.param(b'{"title": "Bridge opens", "content": "The town opened its new bridge."}', "JSON", id="JSON"),
        pytest.param(b'<?xml version="1.0"?><!-- x --><rss version="2.0"><channel><title>Paper</title></channel></rss>', "feed", id="feed"),
        pytest.param(b'<?xml version="1.0"?><urlset><url><loc>https://paper.example/a</loc></url></urlset>', "sitemap", id="sitemap"),
        pytest.param(b"(function(){var a=1;for(var i=0;i<10;i++){a+=i;}window.a={b:a};})();" * 5, "code", id="script"),
    ],
)  # fmt: skip
def test_other_files_are_no_pages(body: bytes, says: str) -> None:
    problem = extract(Page(url="https://paper.example/a", body=body)).problem

    assert problem is not None
    assert problem.kind == "not-html"
    assert says in problem.detail
