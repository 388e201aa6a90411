"""Documents are asked for again only if they have changed."""

from datetime import timedelta

import pytest
from scrapy.http.headers import Headers

from crawler.network.conditional import Validators, fresh_for

DATE = "Wed, 21 Oct 2015 07:28:00 GMT"
OLD_DATE = "Wednesday, 21-Oct-15 07:28:00 GMT"


@pytest.mark.parametrize(
    ("answered", "asked"),
    [
        ({"ETag": '"1"', "Last-Modified": DATE}, {"If-None-Match": '"1"', "If-Modified-Since": DATE}),
        ({"ETag": 'W/"1"'}, {"If-None-Match": 'W/"1"'}),
        ({"ETag": "1-2-3"}, {"If-None-Match": "1-2-3"}),
        (
            {"Last-Modified": "Wednesday, 21-Oct-15 07:28:00 GMT"},
            {"If-Modified-Since": "Wednesday, 21-Oct-15 07:28:00 GMT"},
        ),
        ({"ETag": ' "1" '}, {"If-None-Match": '"1"'}),
        ({}, {}),
        ({"ETag": ""}, {}),
        ({"ETag": '""'}, {}),
        ({"ETag": 'W/""'}, {}),
        ({"ETag": "*"}, {}),
        ({"ETag": "*1"}, {"If-None-Match": "*1"}),
        ({"ETag": "a b"}, {}),
        ({"ETag": '"1"\r\nX-Injected: 1'}, {}),
        ({"ETag": f'"{"x" * 5000}"'}, {}),
        ({"Last-Modified": "yesterday"}, {}),
        ({"Last-Modified": "0"}, {}),
        ({"Last-Modified": "Thu, 01 Jan 1970 00:00:01 GMT"}, {}),
        ({"Last-Modified": "Tue, 01 Jan 1980 00:00:01 GMT"}, {}),
        ({"Last-Modified": "Wed, 21 Oct 20151021072800000000 07:28:00 GMT"}, {}),
        ({"Last-Modified": f"{DATE} {'x' * 5000}"}, {}),
    ],
)
def test_validators_go_back_as_the_server_wrote_them_and_only_if_they_are_any(answered, asked):
    assert Validators.from_headers(Headers(answered)).headers() == asked


def test_what_was_stored_of_an_earlier_answer_is_not_sent_where_it_fits_each_version():
    assert Validators('""', "Thu, 01 Jan 1970 00:00:01 GMT").headers() == {}


@pytest.mark.parametrize(
    ("answered", "seconds"),
    [
        ({"Cache-Control": "public, max-age=600"}, 600),
        ({"Cache-Control": 'Max-Age="600"', "Age": "100"}, 500),
        ({"Cache-Control": "max-age=600", "Age": "600"}, None),
        ({"Cache-Control": "no-cache, max-age=600"}, None),
        ({"Cache-Control": "max-age=-1"}, None),
        ({"Cache-Control": "s-maxage=600"}, None),
        ({}, None),
    ],
)
def test_an_answer_says_how_long_it_holds(answered, seconds):
    assert fresh_for(Headers(answered)) == (seconds and timedelta(seconds=seconds))


def test_an_unchanged_document_is_not_sent_again(crawl, new_site):
    site = new_site("127.0.8.1")

    def feed(exchange):
        if exchange.headers.get("If-None-Match") == '"1"':
            return 304, {"ETag": '"1"'}, b""
        return 200, {"ETag": '"1"'}, b"a feed"

    site.routes = {"/feed": feed, "/moved": (301, {"Location": "/feed"}, b"")}
    headers = Validators.from_headers(Headers({"ETag": '"1"'})).headers()
    done = crawl(site.url("/feed"), {"url": site.url("/moved"), "headers": headers})
    assert done.of(site.url("/feed"))["text"] == "a feed"
    assert done.of(site.url("/moved"))["status"] == 304
