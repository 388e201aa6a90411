"""What the user reads of a failure, and whether the crawl may try again."""

import pytest
from scrapy import exceptions
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError

from crawler.network.compression import BodyTooLarge, DamagedBody
from crawler.network.failures import passes, reason
from crawler.network.guard import RefusedRequest
from crawler.network.redirect import RedirectRefused
from crawler.network.robots import RobotsDisallowed, RobotsUnreachable


def http(status):
    return HttpError(Response("http://example.org/", status=status), "ignored")


@pytest.mark.parametrize(
    ("error", "said", "may_pass"),
    [
        (http(500), "the server answered 500 Internal Server Error", True),
        (http(503), "the server answered 503 Service Unavailable", True),
        (http(429), "the server answered 429 Too Many Requests", True),
        (http(407), "the server answered 407 Proxy Authentication Required", True),
        (http(404), "the server answered 404 Not Found", True),
        (http(403), "the server answered 403 Forbidden", False),
        (http(410), "the server answered 410 Gone", False),
        (http(520), "the server answered 520", True),
        (exceptions.DownloadTimeoutError("Getting … took longer"), "the server did not answer in time", True),
        (exceptions.CannotResolveHostError("…"), "the host name does not resolve", True),
        (exceptions.DownloadConnectionRefusedError("…"), "the server refused the connection", True),
        (exceptions.DownloadCancelledError("it was too large"), "it was too large", True),
        (DamagedBody("the gzip data is cut"), "the gzip data is cut", True),
        (BodyTooLarge("too much"), "too much", False),
        (RefusedRequest("refused\nin two lines"), "refused in two lines", False),
        (RedirectRefused("a loop"), "a loop", True),
        (RobotsDisallowed("not allowed"), "not allowed", False),
        (RobotsUnreachable("not now"), "not now", True),
        (ZeroDivisionError(), "ZeroDivisionError", True),
    ],
)
def test_each_failure_has_one_line_and_passes_or_lasts(error, said, may_pass):
    assert reason(error).startswith(said)
    assert "\n" not in reason(error)
    assert passes(error) is may_pass
