"""Redirects that end, keep to the pace of the host that they lead to, and carry no host's secrets to another.

REDIRECT_MAX_TIMES (Scrapy's) bounds how many are followed. A request whose meta has `referrer` (the address of the page
that it is made for) keeps a Referer header, as browsers send it to where it is led.
"""

from __future__ import annotations

from scrapy import Request
from scrapy.downloadermiddlewares.redirect import RedirectMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.utils.httpobj import urlparse_cached

from crawler.network.asking import is_same_host
from crawler.network.failures import PassingRefusal
from crawler.network.hosts import origin, referer

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
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_SECRETS_IN_META = ("http_user", "http_pass", "http_auth_domain", "cookiejar")


class RedirectRefused(PassingRefusal):
    """A redirect that leads in a circle, nowhere, or is one too many; the message is one line for the user."""


class HostAwareRedirectMiddleware(RedirectMiddleware):
    """Scrapy's redirects, kept to the rules of the host that they lead to.

    Scrapy leaves a redirected request in the download slot of the host that it came from, and drops only
    `Authorization` and `Cookie` on the way to another.

    Raises:
        RedirectRefused: More than REDIRECT_MAX_TIMES redirects, one to no valid address, or one of what was sent (by
            POST) to another host, or from https to http.
    """

    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]
        try:
            result = super().process_response(request, response)
        except IgnoreRequest as error:
            raise RedirectRefused(_too_many(request)) from error
        except ValueError as error:
            raise RedirectRefused(f"{request.url} redirects to no valid address ({error})") from error
        if isinstance(result, Request):
            if urlparse_cached(result).hostname != urlparse_cached(request).hostname:
                result.meta.pop("download_slot", None)
            if origin(result.url) != origin(request.url):
                if result.body and not _may_have_body(result.url, request.url):
                    raise RedirectRefused(f"{request.url} redirects what was sent to it to another site, {result.url}")
                _drop_secrets(result)
            if sent := referer(result.meta.get("referrer", ""), result.url):
                result.headers["Referer"] = sent
        elif response.status in _REDIRECTS and (location := response.headers.get("Location")):
            place = location.decode("latin-1")
            raise RedirectRefused(f"{request.url} redirects to {place[:200]}, which is no web address")
        return result

    def handle_referer(self, request: Request, response: Response) -> None:  # noqa: ARG002 - Scrapy's signature
        request.headers.pop("Referer", None)

    def _engine_started(self) -> None:
        """No warning that the Referer header will be removed: that is meant."""


def _may_have_body(url: str, asked: str) -> bool:
    """Whether what was sent to an address, and may hold secrets as headers do, may go to another one too."""
    return is_same_host(url, asked) and not (asked.startswith("https:") and not url.startswith("https:"))


def _too_many(request: Request) -> str:
    seen = [*request.meta.get("redirect_urls", []), request.url]
    count = len(seen) - 1
    if len(set(seen)) < len(seen):
        return f"the redirects go round in circles, back at {request.url} after {count}"
    return f"more than {count} redirects, so far to {request.url}"


def _drop_secrets(request: Request) -> None:
    kept = {name: request.headers.getlist(name) for name in _HEADERS_FOR_ANYONE if name in request.headers}
    request.headers.clear()
    request.headers.update(kept)
    for key in _SECRETS_IN_META:
        request.meta.pop(key, None)
