"""What the user reads of a failure, and whether the crawl may try again."""

import pytest
from OpenSSL import SSL
from scrapy import exceptions
from scrapy.core.downloader.handlers.http11 import TunnelError
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.internet.error import ConnectionLost
from twisted.python.failure import Failure
from twisted.web._newclient import ResponseNeverReceived

from crawler.network.compression import BodyTooLarge, DamagedBody
from crawler.network.failures import passes, reason
from crawler.network.guard import RefusedRequest
from crawler.network.redirect import RedirectRefused
from crawler.network.robots import RobotsDisallowed, RobotsUnreachable


def http(status):
    return HttpError(Response("http://example.org/", status=status), "ignored")


def broken(error):
    """What Scrapy makes of a connection that Twisted has lost for this cause."""
    failed = exceptions.DownloadFailedError("…")
    failed.__cause__ = ResponseNeverReceived([Failure(error)])
    return failed


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
        (broken(ConnectionLost()), "the connection broke", True),
        (
            broken(SSL.Error([("SSL routines", "", "internal error")])),
            "the secure connection (TLS) failed: internal",
            True,
        ),
        (broken(SSL.SysCallError(-1, "Unexpected EOF")), "the secure connection (TLS) failed", True),
        (broken(SSL.Error()), "the secure connection (TLS) failed", True),
        (broken(ValueError("two lengths")), "what the server answered is not HTTP", True),
        (
            TunnelError("Could not open … [{'status': 407, 'reason': b'No'}]"),
            "the proxy opens no connection to the server: it answered 407 Proxy Authentication Required",
            True,
        ),
        (TunnelError("Could not open … [b'SSH-2.0']"), "the proxy opens no connection to the server: what it", True),
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
