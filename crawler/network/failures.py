"""Why a request brought nothing, in a line for the user, and whether a later one may."""

from __future__ import annotations

from http import HTTPStatus

from OpenSSL import SSL
from scrapy import exceptions
from scrapy.spidermiddlewares.httperror import HttpError
from service_identity import VerificationError
from twisted.web._newclient import ParseError, ResponseFailed

_REASONS: tuple[tuple[type[Exception], str], ...] = (
    (exceptions.CannotResolveHostError, "the host name does not resolve"),
    (exceptions.DownloadConnectionRefusedError, "the server refused the connection"),
    (exceptions.DownloadTimeoutError, "the server did not answer in time"),
    (exceptions.ResponseDataLossError, "the answer was cut short"),
    (exceptions.DownloadFailedError, "the connection broke"),
)
_SERVER_ERROR = 500  # the first of the statuses by which a server says that the fault is its own
_PROXY_REFUSES = 407  # said by a proxy, not by the site: it wants other credentials
_PASSING_STATUSES = frozenset({404, 407, 408, 425, 429, *range(_SERVER_ERROR, 600)})  # 404: feeds run ahead of pages


class PassingRefusal(exceptions.IgnoreRequest):
    """A request that this crawl does not make, or whose answer it does not take, but that a later crawl may repeat."""


def reason(error: BaseException | None) -> str:
    """Say why a request failed.

    Args:
        error: What Scrapy passed to the request's errback.
    """
    if isinstance(error, HttpError):
        return answered(error.response.status)
    if error is not None and _is_not_http(error.__cause__):
        return "what the server answered is not HTTP"
    if error is not None and _is_unproven(error.__cause__):
        return "the server's certificate is not valid: expired, for another host, or of an authority that nobody knows"
    for kind, text in _REASONS:
        if isinstance(error, kind):
            return text
    return " ".join(str(error).split()) or type(error).__name__


def answered(status: int) -> str:
    """Say that a server answered with a status that brings nothing."""
    try:
        return f"the server answered {status} {HTTPStatus(status).phrase}"
    except ValueError:
        return f"the server answered {status}"


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


def _is_not_http(cause: BaseException | None) -> bool:
    return isinstance(cause, ResponseFailed) and any(failure.check(ParseError) for failure in cause.reasons)


def _is_unproven(cause: BaseException | None) -> bool:
    return isinstance(cause, ResponseFailed) and any(
        failure.check(VerificationError)
        or (failure.check(SSL.Error) and "certificate verify failed" in str(failure.value))
        for failure in cause.reasons
    )
