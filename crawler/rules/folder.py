"""A folder of rule files in the form of Full-Text RSS, looked up by host."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from crawler.rules import full_text_rss
from crawler.rules.full_text_rss import SiteRules

_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)*")


class RulesFolder:
    """Finds the rules for an address. A file is read once, when an address asks for it first.

    Args:
        folder: Where the files are.
        tell: Called with a line for each file that is not wholly understood or cannot be read.
    """

    def __init__(self, folder: Path, tell: Callable[[str], None] = lambda _line: None) -> None:
        self._folder = folder
        self._tell = tell
        self._read: dict[str, SiteRules | None] = {}  # by file name
        self._found: dict[str, SiteRules | None] = {}  # by host

    def find(self, url: str) -> SiteRules | None:
        """The rules of the address's host: its own file, else the nearest of a domain above it; None without any."""
        host = (urlsplit(url).hostname or "").rstrip(".").removeprefix("www.")
        if host not in self._found:
            names = file_names(host) if _HOST.fullmatch(host) else []
            self._found[host] = next((rules for name in names if (rules := self._file(name)) is not None), None)
        return self._found[host]

    def _file(self, name: str) -> SiteRules | None:
        if name not in self._read:
            self._read[name] = self._load(self._folder / name)
        return self._read[name]

    def _load(self, file: Path) -> SiteRules | None:
        try:
            rules = full_text_rss.read(file)
        except FileNotFoundError:
            return None
        except OSError as error:
            self._tell(f"{file}: cannot be read: {error.strerror}")
            return None
        if rules.remarks:
            first = rules.remarks[0]
            more = f" (and {len(rules.remarks) - 1} more; 'crawler lint-rules' lists them)" if rules.remarks[1:] else ""
            self._tell(f"{file}:{first.line}: left out: {first.text}{more}")
        return rules


def file_names(host: str) -> list[str]:
    """The files that may hold a host's rules, the most particular first.

    `a.b.name.com` is served by `a.b.name.com.txt`, else by `.b.name.com.txt`, else by `.name.com.txt`.
    """
    labels = host.split(".")
    return [f"{host}.txt"] + [f".{'.'.join(labels[start:])}.txt" for start in range(1, len(labels) - 1)]
