"""Why a request brought nothing, in a line for the user, and whether a later one may."""

from __future__ import annotations

import re
from http import HTTPStatus

from OpenSSL import SSL
from scrapy import exceptions
from scrapy.core.downloader.handlers.http11 import TunnelError
from scrapy.spidermiddlewares.httperror import HttpError
from service_identity import VerificationError
from twisted.web._newclient import ParseError, ResponseFailed
from twisted.web.http import _MalformedChunkedDataError

_REASONS: tuple[tuple[type[Exception], str], ...] = (
    (exceptions.CannotResolveHostError, "the host name does not resolve"),
    (exceptions.DownloadConnectionRefusedError, "the server refused the connection"),
    (exceptions.DownloadTimeoutError, "the server did not answer in time"),
    (exceptions.ResponseDataLossError, "the answer was cut short"),
    (exceptions.DownloadFailedError, "the connection broke"),
)
_SERVER_ERROR = 500  # the first of the statuses by which a server says that the fault is its own
_PROXY_REFUSES = 407  # said by a proxy, not by the site: it wants other credentials
_PASSING_STATUSES = frozenset({404, _PROXY_REFUSES, 408, 425, 429, *range(_SERVER_ERROR, 600)})  # 404: feeds run ahead
# What Twisted makes of an answer whose first line, headers or chunks cannot be read, or contradict each other.
_NOT_HTTP = (ParseError, ValueError, LookupError, _MalformedChunkedDataError)
_TUNNEL_STATUS = re.compile(r"'status': (\d{3})")


class PassingRefusal(exceptions.IgnoreRequest):
    """A request that this crawl does not make, or whose answer it does not take, but that a later crawl may repeat."""


def reason(error: BaseException | None) -> str:
    """Say why a request failed.

    Args:
        error: What Scrapy passed to the request's errback.
    """
    if isinstance(error, HttpError):
        return answered(error.response.status)
    if error is not None and (told := _of_the_connection(error.__cause__)):
        return told
    if isinstance(error, TunnelError):
        status = _TUNNEL_STATUS.search(str(error))
        told = f"it answered {_named(int(status[1]))}" if status else "what it answered is not HTTP"
        return f"the proxy opens no connection to the server: {told}"
    for kind, text in _REASONS:
        if isinstance(error, kind):
            return text
    return " ".join(str(error).split()) or type(error).__name__


def answered(status: int) -> str:
    """Say that a server answered with a status that brings nothing."""
    return f"the server answered {_named(status)}"


def _named(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)


def is_failing(status: int) -> bool:
    """Whether a status tells of the server, or of the proxy before it, and not of what was asked for."""
    return status >= _SERVER_ERROR or status == _PROXY_REFUSES


def too_large(limit: int) -> str:
    """Say that an answer was not taken, and what lets it in.

    Args:
        limit: The bytes that it might have.
    """
    return f"the answer was too large: more than {limit} bytes; a higher max_bytes lets it in"


def is_gone(error: BaseException | None) -> bool:
    """Whether the server said that there is nothing at the address (RFC 9110, 404 and 410).

    Args:
        error: What Scrapy passed to the request's errback.
    """
    return isinstance(error, HttpError) and error.response.status in {404, 410}


def passes(error: BaseException | None) -> bool:
    """Whether what kept a request from succeeding is likely to pass: a trouble of the network or the server.

    Args:
        error: What Scrapy passed to the request's errback.
    """
    if isinstance(error, HttpError):
        return error.response.status in _PASSING_STATUSES
    if isinstance(error, exceptions.IgnoreRequest):
        return isinstance(error, PassingRefusal)
    return True


def _of_the_connection(cause: BaseException | None) -> str | None:
    """What Twisted says of an answer that did not come, where that is more than that the connection broke."""
    for failure in cause.reasons if isinstance(cause, ResponseFailed) else ():
        if failure.check(*_NOT_HTTP):
            return "what the server answered is not HTTP"
        if failure.check(VerificationError) or "certificate verify failed" in str(failure.value):
            return (
                "the server's certificate is not valid: expired, for another host, or of an authority that nobody knows"
            )
        if failure.check(SSL.Error):
            stack = failure.value.args[0] if failure.value.args else None  # what went wrong, the last the closest to us
            words = f": {stack[-1][-1]}" if isinstance(stack, list) and stack else ""
            return f"the secure connection (TLS) failed{words}"
    return None
