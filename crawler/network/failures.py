"""Why a request brought nothing, in a line for the user."""

from __future__ import annotations

from scrapy import exceptions
from scrapy.spidermiddlewares.httperror import HttpError
from scrapy.utils.response import response_status_message

_REASONS: tuple[tuple[type[Exception], str], ...] = (
    (exceptions.CannotResolveHostError, "the host name does not resolve"),
    (exceptions.DownloadConnectionRefusedError, "the server refused the connection"),
    (exceptions.DownloadTimeoutError, "the server did not answer in time"),
    (exceptions.ResponseDataLossError, "the answer was cut short"),
    (exceptions.DownloadCancelledError, "the answer was too large"),
    (exceptions.DownloadFailedError, "the connection broke"),
)


def reason(error: BaseException | None) -> str:
    """Say why a request failed.

    Args:
        error: What Scrapy passed to the request's errback.
    """
    if isinstance(error, HttpError):
        return f"the server answered {response_status_message(error.response.status)}"
    detail = " ".join(str(error).split())
    for kind, text in _REASONS:
        if isinstance(error, kind):
            return f"{text} ({detail})" if detail else text
    return detail or type(error).__name__
