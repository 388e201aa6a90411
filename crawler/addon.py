"""What a sources file says of the whole crawl, as Scrapy settings."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from scrapy.settings import BaseSettings

from crawler.config import ConfigError, load


class SourcesFile:
    """A Scrapy add-on that lays the sources file named by `SOURCES_FILE` over the project's settings.

    It sets them with the priority of a spider's own: above the project's, below the command line's.
    """

    @classmethod
    def update_pre_crawler_settings(cls, settings: BaseSettings) -> None:
        try:
            config = load(Path(settings["SOURCES_FILE"]), may_be_empty=True)
        except ConfigError:
            return  # the spider tells it; commands such as `scrapy list` need no sources
        settings.set("DIALECT", config.dialect, "spider")
        settings.set("DOWNLOAD_DELAY", config.delay, "spider")
        settings.set("RETRY_BACKOFF", 2 * config.delay, "spider")
        # A proxy may be private. No source's requests name it in `allow_hosts`, so they only go through it.
        hosts = {host for source in config.sources for host in source.allow_hosts} | {
            urlsplit(source.request.proxy).hostname or "" for source in config.sources if source.request.proxy
        }
        settings.set("ALLOWED_HOSTS", sorted(hosts), "spider")
        settings.set("ALLOW_PRIVATE_ADDRESSES", config.allow_private_addresses, "spider")
        if config.browser:
            settings.set("BROWSER", str(config.browser), "spider")
        if config.contact:
            settings.set("USER_AGENT", f"{settings['USER_AGENT']} (+{config.contact})", "spider")
