"""The Scrapy settings: the one place where the parts are wired together.

What a sources file says is laid over these by the add-on `crawler.addon.SourcesFile`; `-s` on Scrapy's command line
wins over both.
"""

import os

from scrapy.settings import default_settings

from crawler import __version__

BOT_NAME = "syndication-crawler"
USER_AGENT = f"{BOT_NAME}/{__version__}"
SPIDER_MODULES = ["crawler.spiders"]
ADDONS = {"crawler.addon.SourcesFile": 100}

SOURCES_FILE = "sources.yaml"
DIALECT = "hexo"

# The way of an article.
ITEM_PIPELINES = {
    "crawler.pipelines.extract.ExtractPipeline": 100,
    "crawler.pipelines.clean.CleanPipeline": 200,
    "crawler.pipelines.identify.IdentifyPipeline": 300,
    "crawler.pipelines.media.MediaPipeline": 400,
    "crawler.pipelines.publish.PublishPipeline": 500,
}
EXTRACTION_PROCESSES = os.cpu_count() or 1  # 0: in the crawl's own process
EXTRACTION_TIMEOUT = 60  # seconds a page
WARN_ON_GENERATOR_RETURN_VALUE = False  # it parses the source of each callback, at a cost of milliseconds a request
CONCURRENT_ITEMS = 4  # of one response, which has one at most times: more tasks only cost time

# Politeness: one request at a time and a pause for each host, many hosts at once.
ROBOTSTXT_OBEY = True
ROBOTSTXT_USER_AGENT = BOT_NAME
ROBOTSTXT_STORE = "crawler.state.robots.StoredRobots"
CONCURRENT_REQUESTS = 64
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = 1.0
DOWNLOAD_DELAY_JITTER = 0  # half the promised delay is none
SCHEDULER_PRIORITY_QUEUE = "crawler.network.queue.FairQueue"
DOWNLOAD_TIMEOUT = 30
REDIRECT_MAX_TIMES = 5
RETRY_TIMES = 2
RETRY_GIVE_UP_LOG_LEVEL = "INFO"
COOKIES_ENABLED = False
METAREFRESH_ENABLED = False
REFERER_ENABLED = False
HTTPCACHE_ENABLED = False
HTTPPROXY_ENABLED = False  # a proxy of the environment would resolve names out of the guard's sight

# Safety: what may be reached, and how much may come back.
ALLOW_PRIVATE_ADDRESSES = False
TWISTED_DNS_RESOLVER = "crawler.network.guard.GuardedResolver"
REACTOR_THREADPOOL_MAXSIZE = 32  # these threads look up names
DOWNLOAD_MAXSIZE = 10 * 2**20
DOWNLOAD_WARNSIZE = 0
MEMUSAGE_LIMIT_MB = 1024  # of the crawl's own process: the run then ends, and the next goes on
MEMUSAGE_CHECK_INTERVAL_SECONDS = 10
DOWNLOAD_VERIFY_CERTIFICATES = True
DOWNLOAD_HANDLERS = {
    "http": "crawler.network.handler.HttpDownloadHandler",
    "https": "crawler.network.handler.HttpDownloadHandler",
    "file": None,
    "data": None,
    "ftp": None,
    "s3": None,
}
DOWNLOADER_MIDDLEWARES = {
    "crawler.network.guard.AddressGuardMiddleware": 40,
    "crawler.network.time_limit.TimeLimitMiddleware": 42,
    "crawler.network.traps.TrapBrakeMiddleware": 45,
    "crawler.network.asking.SourceRequestMiddleware": 50,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "crawler.network.robots.RobotsMiddleware": 100,
    "crawler.network.ending.EndingMiddleware": 110,
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
    "crawler.network.rendering.RenderingMiddleware": 500,
    "crawler.network.politeness.PoliteRetryMiddleware": 550,
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
    "crawler.network.compression.StrictCompressionMiddleware": 590,
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
    "crawler.network.redirect.HostAwareRedirectMiddleware": 600,
}

BROWSER = ""  # that renders pages; none: found
# It drops long addresses without a word; the trap brake refuses them with one.
SPIDER_MIDDLEWARES = {"scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": None}

# The first two run code that is sent to them, and what they load takes a third of the time of a run that finds nothing
# new. With a JOBDIR, the third would put a dictionary in the place of the spider's state.
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
EXTENSIONS_BASE = {
    extension: order
    for extension, order in default_settings.EXTENSIONS_BASE.items()
    if not extension.endswith((".TelnetConsole", ".RemoteControl", ".SpiderState"))
}

LOG_LEVEL = "INFO"
DEFAULT_DROPITEM_LOG_LEVEL = "INFO"
