"""The download handler for http and https: Scrapy's for HTTP/1.1, short of idle connections and clear about refusals.

Setting:
    KEEPALIVE_TIMEOUT (int, seconds, 5): how long an idle connection is kept.
"""

from __future__ import annotations

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError
from scrapy.http import Response
from scrapy.utils.httpobj import urlparse_cached

from crawler.network.guard import RefusedRequest, host_name, installed_resolver


class HttpDownloadHandler(HTTP11DownloadHandler):
    """HTTP/1.1 over the guarded resolver.

    Twisted keeps an idle connection for 240 seconds, so a crawl of many hosts would run out of file descriptors.
    An answer that ends before its Content-Length or its last chunk fails (DOWNLOAD_FAIL_ON_DATALOSS).

    Raises:
        RefusedRequest: The host has no address that may be asked.
    """

    def __init__(self, crawler: Crawler):
        super().__init__(crawler)
        self._pool.cachedConnectionTimeout = crawler.settings.getint("KEEPALIVE_TIMEOUT", 5)

    async def download_request(self, request: Request) -> Response:
        try:
            return await super().download_request(request)
        except CannotResolveHostError as error:
            resolver = installed_resolver()
            reason = resolver and resolver.refused.get(host_name(urlparse_cached(request).hostname or ""))
            if reason:
                raise RefusedRequest(reason) from error
            raise
