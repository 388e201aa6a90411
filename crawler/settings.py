"""The Scrapy settings: the one place where the parts are wired together.

What a sources file says is laid over these by the add-on `crawler.addon.SourcesFile`; `-s` on Scrapy's command line
wins over both.
"""

from crawler import __version__

BOT_NAME = "syndication-crawler"
USER_AGENT = f"{BOT_NAME}/{__version__}"
SPIDER_MODULES = ["crawler.spiders"]
ADDONS = {"crawler.addon.SourcesFile": 100}

SOURCES_FILE = "sources.yaml"
DIALECT = "hexo"

ITEM_PIPELINES = {
    "crawler.pipelines.extract.ExtractPipeline": 100,
    "crawler.pipelines.clean.CleanPipeline": 200,
    "crawler.pipelines.identify.IdentifyPipeline": 300,
    "crawler.pipelines.publish.PublishPipeline": 500,
}
EXTRACTION_PROCESSES = 2  # 0: in the crawl's own process
EXTRACTION_TIMEOUT = 60  # seconds a page

# Politeness: one request at a time and a pause for each host, many hosts at once.
ROBOTSTXT_OBEY = True
CONCURRENT_REQUESTS = 64
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = 1.0
DOWNLOAD_TIMEOUT = 30
DOWNLOAD_MAXSIZE = 10 * 2**20
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_VERIFY_CERTIFICATES = True
REDIRECT_MAX_TIMES = 5
RETRY_TIMES = 1

# More tasks a response than items in it only cost time.
CONCURRENT_ITEMS = 4

COOKIES_ENABLED = False
METAREFRESH_ENABLED = False
REFERER_ENABLED = False
HTTPCACHE_ENABLED = False

# Both run code that is sent to them.
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False

LOG_LEVEL = "INFO"
DEFAULT_DROPITEM_LOG_LEVEL = "INFO"
