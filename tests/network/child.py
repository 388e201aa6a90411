# ruff: noqa: E402 - the look-up has to be in place before Twisted is imported
"""A crawl in a process of its own, as a Twisted reactor runs only once: a job as JSON on stdin, its outcome on stdout.

Job: `requests` (keyword arguments of `Request`), `settings` (on top of the shipped ones), `hosts` (name -> addresses,
in place of DNS).
"""

import json
import socket
import sys
import warnings

JOB = json.load(sys.stdin)
_look_up = socket.getaddrinfo


def look_up(host, port, *args, **kwargs):
    """The system's look-up, but for the names of the job."""
    addresses = JOB["hosts"].get(host.decode() if isinstance(host, bytes) else host)
    if addresses is None:
        return _look_up(host, port, *args, **kwargs)
    return [answer for address in addresses for answer in _look_up(address, port, *args, **kwargs)]


socket.getaddrinfo = look_up  # before Twisted takes hold of it

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.exceptions import ScrapyDeprecationWarning

from tests.network.shipped import SETTINGS

OUTCOMES = []


class Asker(Spider):
    name = "asker"

    async def start(self):
        for keywords in JOB["requests"]:
            yield Request(**{"dont_filter": True, "callback": self.answered, "errback": self.failed} | keywords)

    def answered(self, response):
        OUTCOMES.append(
            {
                "asked": (response.request.meta.get("redirect_urls") or [response.request.url])[0],
                "url": response.url,
                "status": response.status,
                "size": len(response.body),
                "text": response.body[:2000].decode("latin-1"),
            }
        )

    def failed(self, failure):
        request = failure.request
        OUTCOMES.append(
            {
                "asked": (request.meta.get("redirect_urls") or [request.url])[0],
                "error": failure.type.__name__,
                "message": str(failure.value),
            }
        )


warnings.simplefilter("error", ScrapyDeprecationWarning)
process = AsyncCrawlerProcess(SETTINGS | JOB["settings"])
crawler = process.create_crawler(Asker)
process.crawl(crawler)
process.start()
json.dump({"outcomes": OUTCOMES, "stats": crawler.stats.get_stats()}, sys.stdout, default=str)
