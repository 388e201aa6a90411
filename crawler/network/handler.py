"""The download handler for http and https: Scrapy's for HTTP/1.1, without idle connections and endless headers.

Setting:
    KEEPALIVE_TIMEOUT (int, seconds, 5): how long an idle connection is kept.
"""

from __future__ import annotations

import logging
import re
from contextlib import suppress
from http import HTTPStatus
from typing import Any

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
    _LenientHTTPClientParser,
)
from scrapy.crawler import Crawler
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadFailedError,
    IgnoreRequest,
    ResponseDataLossError,
)
from scrapy.http import Response
from scrapy.utils.httpobj import urlparse_cached
from twisted.internet.defer import Deferred
from twisted.internet.interfaces import IAddress
from twisted.python.failure import Failure
from twisted.web._newclient import BODY, HTTP11ClientProtocol, ResponseFailed
from twisted.web._newclient import Request as TwistedRequest
from twisted.web.iweb import IResponse

from crawler.network.certificates import ProvenHosts
from crawler.network.failures import too_large
from crawler.network.guard import RefusedRequest, host_name, installed_resolver

_RANGE = re.compile(rb"bytes (\d{1,20})-(\d{1,20})/(\d{1,20})")
LARGEST_HEAD = 256 * 1024  # bytes that may come before a body; browsers take as much


class HeadTooLarge(IgnoreRequest):
    """An answer whose headers do not end; the message is one line."""


class _Parser(_LenientHTTPClientParser):
    """Reads around headers with names that are none, as browsers and Scrapy's parser do with lines that are none."""

    def headerReceived(self, name: bytes, value: bytes) -> None:  # noqa: N802 - Twisted's signature
        with suppress(ValueError):  # InvalidHeaderName, which older releases of Twisted do not have
            super().headerReceived(name.rstrip(), value)  # type: ignore[no-untyped-call]  # RFC 9112, 5.1


class _Protocol(_LenientHTTP11ClientProtocol):
    """Hangs up on a server that sends headers, or informational answers, without end.

    The download timeout does not help there: what is busy reading does not look at the clock.
    """

    _head = 0  # bytes

    def request(self, request: TwistedRequest) -> Deferred[IResponse]:
        self._head = 0
        answered = super().request(request)
        if self._parser is not None:
            self._parser.__class__ = _Parser
        return answered

    def dataReceived(self, bytes: bytes) -> None:  # noqa: A002, N802 - Twisted's signature
        if self._parser is None:
            return
        if self._parser.state != BODY:
            self._head += len(bytes)
            if self._head > LARGEST_HEAD:
                self._disconnectParser(Failure(HeadTooLarge()))  # type: ignore[no-untyped-call]
                self.transport.abortConnection()  # type: ignore[union-attr]
                return
        super().dataReceived(bytes)  # type: ignore[no-untyped-call]


class _Factory(_LenientHTTP11ClientFactory):
    def buildProtocol(self, addr: IAddress | None) -> HTTP11ClientProtocol:  # noqa: ARG002, N802 - Twisted's signature
        return _Protocol(self._quiescentCallback)  # type: ignore[no-untyped-call]


class HttpDownloadHandler(HTTP11DownloadHandler):
    """HTTP/1.1 over the guarded resolver.

    Twisted keeps an idle connection for 240 seconds, so a crawl of many hosts would run out of file descriptors; and
    it asks again on its own, at once, where a kept connection fails: retries are the retry middleware's.
    An answer that ends before its Content-Length or its last chunk fails (DOWNLOAD_FAIL_ON_DATALOSS), and so does one
    that says itself that it is a part of the whole, which nobody asked for.

    Raises:
        RefusedRequest: The host has no address that may be asked.
        HeadTooLarge: The answer's headers do not end.
        DownloadCancelledError: Its body is larger than it may be.
        ResponseDataLossError: It is cut short.
    """

    def __init__(self, crawler: Crawler):
        super().__init__(crawler)
        # What it warns of (cut, too large) reaches the request's errback, which tells the user once. Scrapy sets up its
        # logging as a crawl begins, and forgets what was set when this module was loaded.
        logging.getLogger("scrapy.core.downloader.handlers.http11").setLevel(logging.ERROR)
        self._pool.cachedConnectionTimeout = crawler.settings.getint("KEEPALIVE_TIMEOUT", 5)
        self._pool.retryAutomatically = False
        self._pool._factory = _Factory
        if crawler.settings.getbool("DOWNLOAD_VERIFY_CERTIFICATES"):
            self._contextFactory: Any = ProvenHosts(self._contextFactory)

    async def download_request(self, request: Request) -> Response:
        try:
            response = await super().download_request(request)
        except CannotResolveHostError as error:
            resolver = installed_resolver()
            reason = resolver and resolver.refused.get(host_name(urlparse_cached(request).hostname or ""))
            if reason:
                raise RefusedRequest(reason) from error
            raise
        except DownloadCancelledError as error:  # Scrapy's words are for a log
            limit = request.meta.get("download_maxsize", self._default_maxsize)
            raise DownloadCancelledError(too_large(limit)) from error
        except DownloadFailedError as error:
            failed = error.__cause__
            if isinstance(failed, ResponseFailed) and any(reason.check(HeadTooLarge) for reason in failed.reasons):
                raise HeadTooLarge(f"the answer begins with more than {LARGEST_HEAD} bytes of headers") from error
            raise
        if response.status == HTTPStatus.PARTIAL_CONTENT and _is_part(response.headers.get("Content-Range") or b""):
            raise ResponseDataLossError
        return response


def _is_part(content_range: bytes) -> bool:
    """Whether a Content-Range (RFC 9110, 14.4) tells that bytes are missing, though no range was asked for."""
    found = _RANGE.match(content_range)
    return found is not None and (int(found[1]), int(found[2]) + 1) != (0, int(found[3]))
