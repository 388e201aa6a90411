"""Redirects that neither loop, nor escape the pace of the host they lead to, nor carry one host's secrets to another.

REDIRECT_MAX_TIMES (Scrapy's) bounds how many are followed.
"""

from __future__ import annotations

from urllib.parse import urldefrag

from scrapy import Request
from scrapy.downloadermiddlewares.redirect import RedirectMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.utils.httpobj import urlparse_cached

from crawler.network.hosts import origin

# What says who asks and in which form, not on whose behalf. Validators stay, or a feed that has moved would be
# fetched whole at each poll.
_HEADERS_FOR_ANYONE = (
    b"Accept",
    b"Accept-Encoding",
    b"Accept-Language",
    b"If-Modified-Since",
    b"If-None-Match",
    b"User-Agent",
)
_SECRETS_IN_META = ("http_user", "http_pass", "http_auth_domain", "cookiejar")


class RedirectRefused(IgnoreRequest):
    """A redirect that leads in a circle or is one too many; the message is one line for the user."""


class HostAwareRedirectMiddleware(RedirectMiddleware):
    """Scrapy's redirects, kept to the rules of the host that they lead to.

    Scrapy leaves a redirected request in the download slot of the host that it came from, and drops only
    `Authorization` and `Cookie` on the way to another.

    Raises:
        RedirectRefused: A loop, or more than REDIRECT_MAX_TIMES redirects.
    """

    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]
        try:
            result = super().process_response(request, response)
        except IgnoreRequest as error:
            raise RedirectRefused(
                f"more than {self.max_redirect_times} redirects, the last one from {request.url}"
            ) from error
        except ValueError as error:
            raise RedirectRefused(f"{request.url} redirects to no valid address ({error})") from error
        if isinstance(result, Request):
            _check_for_loop(result)
            if urlparse_cached(result).hostname != urlparse_cached(request).hostname:
                result.meta.pop("download_slot", None)
            if origin(result.url) != origin(request.url):
                _drop_secrets(result)
        return result

    def handle_referer(self, request: Request, response: Response) -> None:  # noqa: ARG002 - Scrapy's signature
        request.headers.pop("Referer", None)

    def _engine_started(self) -> None:
        """No warning that the Referer header will be removed: that is meant."""


def _check_for_loop(request: Request) -> None:
    # Without cookies nothing changes from one round to the next.
    seen = [urldefrag(url).url for url in request.meta["redirect_urls"]]
    if urldefrag(request.url).url in seen:
        raise RedirectRefused(f"redirect loop: {' → '.join([*seen, request.url])}")


def _drop_secrets(request: Request) -> None:
    kept = {name: request.headers.getlist(name) for name in _HEADERS_FOR_ANYONE if name in request.headers}
    request.headers.clear()
    request.headers.update(kept)
    for key in _SECRETS_IN_META:
        request.meta.pop(key, None)
