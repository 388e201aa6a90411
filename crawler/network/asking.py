"""What a source's requests carry: its headers and cookies for its own site only, its user agent and proxy for all.

A request whose meta has `ask_with` (`AskWith`) is given them on its way out, also where a redirect led to it.
"""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit, urlunsplit

from scrapy import Request

from crawler.network.guard import host_name
from crawler.network.hosts import registrable_domain


@dataclass(frozen=True, slots=True)
class AskWith:
    """How one source's pages are asked for.

    `headers` may hold secrets. They go to hosts of the same registrable domain as `home` only, where a redirect leads
    to only to the host that it comes from, and never to another port or from https to http. `proxy` is an `http://`
    address, perhaps with user name and password.
    """

    home: str
    headers: dict[str, str] = field(default_factory=dict)
    user_agent: str | None = None
    proxy: str | None = None


class SourceRequestMiddleware:
    """Puts a source's headers on its requests and leads them through its proxy.

    Place it after the guard, which judges where a request goes, and before robots.txt, which is asked for the same way.
    """

    def __init__(self) -> None:
        self._credentials: dict[str, str] = {}  # proxy -> Proxy-Authorization

    def process_request(self, request: Request) -> None:
        ask_with: AskWith | None = request.meta.get("ask_with")
        if ask_with is not None:
            self._dress(request, ask_with)
        if credentials := self._credentials.get(request.meta.get("proxy", "")):
            request.headers["Proxy-Authorization"] = credentials

    def _dress(self, request: Request, ask_with: AskWith) -> None:
        came_from = request.meta.get("redirect_urls", ())
        own = is_own_site(request.url, ask_with.home) and all(is_same_host(request.url, url) for url in came_from)
        for name, value in ask_with.headers.items():
            if own:
                request.headers[name] = value
            else:
                request.headers.pop(name, None)
        if ask_with.user_agent:
            request.headers["User-Agent"] = ask_with.user_agent
        if ask_with.proxy:
            request.meta["proxy"] = self._plain(ask_with.proxy)

    def _plain(self, proxy: str) -> str:
        """The proxy's address without user name and password, which are remembered."""
        parts = urlsplit(proxy)
        plain = urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], "", "", ""))
        if parts.username is not None:
            pair = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
            self._credentials[plain] = f"Basic {b64encode(pair.encode()).decode()}"
        return plain


def is_own_site(url: str, home: str) -> bool:
    """Whether an address belongs to the same site as another, and is asked no less safely."""
    there, here = urlsplit(url), urlsplit(home)
    if here.scheme == "https" and there.scheme != "https":
        return False
    if registrable_domain(there.hostname or "") != registrable_domain(here.hostname or ""):
        return False
    return there.port == here.port or {there.port, here.port} <= {None, 80, 443}


def is_same_host(url: str, other: str) -> bool:
    """Whether two addresses name the same host, be it with or without `www.`."""
    one, two = (host_name(urlsplit(each).hostname or "").removeprefix("www.") for each in (url, other))
    return one == two
