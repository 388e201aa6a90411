"""A crawl in a process of its own, as a Twisted reactor runs only once: a job as JSON on stdin, its outcome on stdout.

Job: `requests` (keyword arguments of `Request`; the addresses in meta `then` are asked once it is answered, and `takes`
are the megabytes that its answer takes), `settings` (on top of the shipped ones; MEMUSAGE_ROOM_MB is a limit to the memory
that is taken beyond what the process has at its start), `hosts` (name -> addresses, in place of DNS), `robots` (origin -> moment and body, what an
earlier run has stored).
"""

import json
import socket
import sys
from datetime import datetime

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings
from twisted.internet._resolver import GAIResolver

from crawler.network.failures import passes, reason
from crawler.network.robots import RobotsRecord

JOB = json.load(sys.stdin)
OUTCOMES = []
TAKEN = []
ROBOTS = {
    origin: RobotsRecord(datetime.fromisoformat(fetched), body.encode())
    for origin, (fetched, body) in JOB["robots"].items()
}


_look_up = socket.getaddrinfo


def look_up(host, port, *args, **kwargs):
    """The system's look-up, but for the names of the job."""
    addresses = JOB["hosts"].get(host.decode() if isinstance(host, bytes) else host)
    if addresses is None:
        return _look_up(host, port, *args, **kwargs)
    return [answer for address in addresses for answer in _look_up(address, port, *args, **kwargs)]


class Store:
    """What one run leaves for the next."""

    def get(self, origin):
        return ROBOTS.get(origin)

    def put(self, origin, record):
        ROBOTS[origin] = record


class Asker(Spider):
    name = "asker"

    async def start(self):
        for keywords in JOB["requests"]:
            yield self.ask(**keywords)

    def ask(self, **keywords):
        return Request(dont_filter=True, callback=self.answered, errback=self.failed, **keywords)

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
        TAKEN.append(b"x" * (response.meta.get("takes", 0) << 20))
        for url in response.meta.get("then", ()):
            yield self.ask(url=url)

    def failed(self, failure):
        request = failure.request
        OUTCOMES.append(
            {
                "asked": (request.meta.get("redirect_urls") or [request.url])[0],
                "error": failure.type.__name__,
                "message": str(failure.value),
                "reason": reason(failure.value),
                "passes": passes(failure.value),
                "until": str(getattr(failure.value, "until", "")),
            }
        )


socket.getaddrinfo = look_up
settings = Settings()
settings.setmodule("crawler.settings")  # what ships, but for the article's way and for waits that only time would test
settings.setdict(
    {
        "ADDONS": {},
        "ITEM_PIPELINES": {},
        "ROBOTSTXT_STORE": Store,
        "ROBOTSTXT_USER_AGENT": "crawler",
        "HTTPERROR_ALLOW_ALL": True,
        "DOWNLOAD_DELAY": 0,
        "DOWNLOAD_TIMEOUT": 10,
        "DOWNLOAD_MAXSIZE": 1 << 20,
        "RETRY_BACKOFF": 0.05,
        "LOG_LEVEL": "WARNING",
    }
    | JOB["settings"]
)
if room := settings.getint("MEMUSAGE_ROOM_MB"):
    import resource  # not every system has it

    settings.set("MEMUSAGE_LIMIT_MB", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024 + room)
process = AsyncCrawlerProcess(settings)

from twisted.internet import reactor  # noqa: E402 - which the process has made

reactor.installNameResolver(GAIResolver(reactor, reactor.getThreadPool, look_up))
crawler = process.create_crawler(Asker)
process.crawl(crawler)
process.start()
robots = {origin: (str(record.fetched), record.body.decode()) for origin, record in ROBOTS.items()}
json.dump({"outcomes": OUTCOMES, "stats": crawler.stats.get_stats(), "robots": robots}, sys.stdout, default=str)
