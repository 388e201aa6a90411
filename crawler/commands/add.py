"""`crawler add`: looks for a site's sources, as any crawl fetches, and puts one of them into the sources file."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Set
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import scrapy
from scrapy.http import Request
from scrapy.settings import BaseSettings

from crawler import opml, runner
from crawler.commands.sources_file import SourcesFileError, add
from crawler.config import Config, ConfigError, parse
from crawler.discovery import Finding, search
from crawler.hosts import web_address
from crawler.network.failures import answered, reason
from crawler.publishing import files
from crawler.reporting.report import plain
from crawler.sources import Document
from crawler.spiders import answers

_FASTER = 4  # times the pace of a run, for the twenty addresses or so that a search asks a host for, once


class SearchSpider(scrapy.Spider):
    """Fetches what the search for a site's sources asks for, a round at a time.

    Args:
        addresses: The address, or those that it may stand for.
        observer: Called whenever an address has been tried: with how many have, of how many that are known so far.

    Attributes:
        findings: What was found, the best first.
        subscriptions: The OPML list that the address turned out to be.
        error: Why the address itself could not be had.
    """

    name = "search"
    # Somebody waits for it, and can ask again.
    custom_settings = {  # noqa: RUF012 - Scrapy's own form
        "ITEM_PIPELINES": {},
        "DOWNLOAD_TIMEOUT": 15,
        "RETRY_TIMES": 0,
        "HOST_FAILURES_MAX": 3,
    }

    def __init__(self, addresses: list[str], observer: Callable[[int, int], None], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._observe = observer
        self._tried = self._wanted = 0
        self.findings: list[Finding] = []
        self.subscriptions: opml.Subscriptions | None = None
        self.error: str | None = None
        self._named: list[str] = []  # a strange page must not lead to other hosts that are opened for sources
        with suppress(ValueError):  # nothing is asked of an address that cannot be parsed
            self._named = [urlsplit(address).hostname or "" for address in addresses]
        self._url, *self._others = addresses

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        super().update_settings(settings)
        # With a higher priority than the sources file's delay has, which Scrapy lays over it once more.
        settings.set("DOWNLOAD_DELAY", settings.getfloat("DOWNLOAD_DELAY") / _FASTER, "cmdline")

    async def start(self) -> AsyncIterator[Any]:
        for other in self._others:
            if await self._ask(self._url, is_guess=True):
                break
            self._url = other
        self.error = None
        steps = search(self._url, datetime.now(UTC))
        wanted = next(steps)
        try:
            while True:
                answers = await self._fetch(wanted)
                if wanted == [self._url] and (document := answers.get(self._url)) and opml.is_opml(document.body):
                    self.subscriptions = opml.of_a_stranger(opml.read(document.body))
                    return
                wanted = steps.send(answers)
        except StopIteration as done:
            self.findings = done.value
        return
        yield

    async def _fetch(self, addresses: Iterable[str]) -> dict[str, Document]:
        wanted = list(addresses)
        documents = await asyncio.gather(*map(self._ask, wanted))
        return {url: document for url, document in zip(wanted, documents, strict=True) if document}

    async def _ask(self, url: str, *, is_guess: bool = False) -> Document | None:
        self._wanted += 1
        try:
            response = await self.crawler.engine.download_async(
                Request(url, dont_filter=True, meta={"is_guess": is_guess, "allow_hosts": self._named})
            )
        except Exception as error:  # whatever keeps one address from answering, the others may
            failure = reason(error)
        else:
            if response.status == 200:
                return answers.document(response)
            failure = answered(response.status)
        finally:
            self._tried += 1
            self._observe(self._tried, self._wanted)
        if url == self._url:
            self.error = failure
        return None


def _addresses(typed: str) -> list[str]:
    """What an address stands for as people type or copy it; where it names no scheme, HTTPS first.

    Raises:
        ConfigError: It is no web address.
    """
    address = re.sub(r"^feed:(?://)?(?=https?://)|^feed:(?=//)", "", typed.strip(), flags=re.IGNORECASE)
    address = address.replace(" ", "%20")
    names_scheme = re.match(r"[a-z][a-z\d+-]*:(?!\d+(?:/|$))", address, re.IGNORECASE)
    found = [address] if names_scheme else [f"{scheme}://{address.removeprefix('//')}" for scheme in ("https", "http")]
    try:
        return [web_address(each) for each in found]
    except ValueError as error:
        raise ConfigError(str(error)) from None


def is_file_name(typed: str) -> bool:
    """Whether what was typed names a file, there or not, rather than a site: `./list`, `feeds.opml`, `lists/a.xml`."""
    if "://" in typed or typed.startswith("//"):
        return False
    if typed.startswith(("./", "../", "/", "~/")):
        return True
    folder, _, rest = typed.partition("/")
    is_host = bool(rest) and (folder == "localhost" or "." in folder or ":" in folder)
    return not is_host and re.search(r"[^/]\.(opml|xml|ya?ml)$", typed, re.IGNORECASE) is not None


def look(url: str, file: Path, observer: Callable[[int, int], None]) -> SearchSpider:
    """Search a site for its sources, under the settings of a sources file, which need not exist.

    Args:
        url: Any address of the site, as people type it.
        file: The sources file.
        observer: See `SearchSpider`.

    Raises:
        ConfigError: It is no web address.
        KeyboardInterrupt: A signal ended the search.
    """
    addresses = _addresses(url)
    spider, ended = runner.run(
        SearchSpider, runner.settings(file, None), at_once=True, addresses=addresses, observer=observer
    )
    if ended != "finished":
        raise KeyboardInterrupt
    return spider


def entry(finding: Finding, name: str | None, config: Config | None) -> dict[str, Any]:
    """The keys of a sources file for what was found, under a name that the file does not have yet."""
    wanted = name or plain(finding.title)[:100] or urlsplit(finding.url).hostname or finding.url
    taken = _names(config)
    if name and name in taken:
        raise ConfigError(f"a source is named {name!r} already; choose another --name")
    same = next((source.name for source in config.sources if source.url == finding.url), None) if config else None
    if same and not name:
        raise ConfigError(f"{finding.url}: is in the sources file already, as {same!r}; --name adds it once more")
    kind = {} if finding.kind == "feed" else {"kind": finding.kind}
    return {"name": _unique(wanted, taken), "url": finding.url} | kind | finding.options


def new_ones(listed: Iterable[Mapping[str, Any]], config: Config | None) -> list[Mapping[str, Any]]:
    """Those of a list of sources whose address the sources file does not have yet, under names that are free."""
    known = {source.url for source in config.sources} if config else set()
    taken = _names(config)
    found: list[Mapping[str, Any]] = []
    for source in listed:
        if source["url"] not in known:
            found.append({**source, "name": _unique(plain(source["name"])[:180] or source["url"], taken)})
            known.add(source["url"])
            taken.add(found[-1]["name"])
    return found


def _names(config: Config | None) -> set[str]:
    return {source.name for source in config.sources} if config else set()


def _unique(wanted: str, taken: Set[str]) -> str:
    unique, number = wanted, 2
    while unique in taken:
        unique, number = f"{wanted} ({number})", number + 1
    return unique


def put(sources: list[Mapping[str, Any]], file: Path) -> None:
    """Add sources to a sources file, which is made if missing; all else in it stays to the byte.

    Raises:
        ConfigError: The file cannot be added to, or would not be valid afterwards.
    """
    try:
        text = add(file.read_bytes().decode("utf-8") if file.exists() else "", sources)
        parse(text, file)
        files.write(file, text)
    except SourcesFileError as error:
        raise ConfigError(f"{file}: {error}") from None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{file}: cannot be added to: {getattr(error, 'strerror', None) or error}") from None
