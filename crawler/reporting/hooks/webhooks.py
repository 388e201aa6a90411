"""Values sent to a webhook as JSON."""

from __future__ import annotations

import http.client
import json
import urllib.error
import urllib.request
from typing import Any

from w3lib.url import safe_url_string

from crawler.reporting.hooks.commands import HookError


def post(url: str, values: dict[str, Any]) -> None:
    """Send values to a webhook as JSON.

    Raises:
        HookError: It did not take them.
    """
    body = json.dumps(values, ensure_ascii=False).encode()
    headers = {"Content-Type": "application/json"}
    try:
        request = urllib.request.Request(safe_url_string(url), body, headers)  # noqa: S310 - http(s) only
        with _OPENER.open(request, timeout=60):
            pass
    except (OSError, ValueError, http.client.HTTPException) as error:
        cause = error.reason if type(error) is urllib.error.URLError else error
        told = str(getattr(cause, "strerror", None) or cause) or type(cause).__name__
        raise HookError(f"webhook {url}: {told}") from None


class _Unredirected(urllib.request.HTTPRedirectHandler):
    """Takes a redirect for a failure: what was sent would not be sent again to where it leads."""

    def redirect_request(self, *_: object) -> None:
        return None


_OPENER = urllib.request.build_opener(_Unredirected)
