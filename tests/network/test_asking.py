"""Which hosts see a source's headers, and how its requests go through a proxy."""

from __future__ import annotations

import pytest
from scrapy import Request

from crawler.network.asking import AskWith, SourceRequestMiddleware

HOME = "https://www.name.example/feed"


@pytest.mark.parametrize(
    ("url", "redirected_from", "is_seen"),
    [
        ("https://www.name.example/1", None, True),
        ("https://blog.name.example/1", None, True),
        ("http://www.name.example/1", None, False),
        ("https://www.name.example:8443/1", None, False),
        ("https://other.example/1", None, False),
        ("https://name.example.other.example/1", None, False),
        ("https://name.example/1", "https://www.name.example/1", True),
        ("https://blog.name.example/1", "https://www.name.example/1", False),
    ],
)
def test_headers_go_to_the_sources_own_site_only(url: str, redirected_from: str | None, is_seen: bool) -> None:
    request = Request(url, headers={"Cookie": "left by a redirect"})
    if redirected_from:
        request.meta["redirect_urls"] = [redirected_from]
    request.meta["ask_with"] = AskWith(HOME, {"Cookie": "a=b", "X-Key": "1"}, user_agent="Reader/1")
    SourceRequestMiddleware().process_request(request)
    assert (request.headers.get("Cookie") == b"a=b") is is_seen
    assert ("X-Key" in request.headers) is is_seen
    assert is_seen or "Cookie" not in request.headers
    assert request.headers["User-Agent"] == b"Reader/1"


def test_the_password_of_a_proxy_stays_out_of_its_address_and_serves_robots_txt_too() -> None:
    middleware = SourceRequestMiddleware()
    page = Request(
        "https://any.example/", meta={"ask_with": AskWith(HOME, proxy="http://me:p%40ss@proxy.example:3128")}
    )
    middleware.process_request(page)
    assert page.meta["proxy"] == "http://proxy.example:3128"
    robots = Request("https://any.example/robots.txt", meta={"proxy": page.meta["proxy"]})
    middleware.process_request(robots)
    assert page.headers["Proxy-Authorization"] == robots.headers["Proxy-Authorization"] == b"Basic bWU6cEBzcw=="


def test_other_requests_are_left_alone() -> None:
    request = Request("https://any.example/")
    SourceRequestMiddleware().process_request(request)
    assert dict(request.headers) == {}
    assert request.meta == {}
