"""Which rules hold for a page: those of its source, and of the file that a folder of rules has for its host."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from crawler.hosts import bare_host
from crawler.rules import full_text_rss
from crawler.rules.full_text_rss import SiteRules
from crawler.rules.model import Rules

Tell = Callable[[str], None]

_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)*")
_NOTHING = SiteRules()
_COMMON = frozenset(["strip", "replace", "lazy_images"])


class RuleBook:
    """Finds the rules for an address. A file is read once, when an address asks for it first.

    Args:
        folder: Of rule files in the form of Full-Text RSS; None: there is none.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._read: dict[str, SiteRules | None] = {}  # by file name
        self._found: dict[str, SiteRules] = {}  # by host

    def rules(self, own: Rules, url: str, tell: Tell) -> Rules:
        """The rules for a page; empty ones where there are none.

        Args:
            own: Its source's, which come first.
            url: The page's address.
            tell: Called with a line for a file that is not wholly understood or cannot be read, once a file.
        """
        return own.over(self.of_site(url, tell).rules)

    def of_site(self, url: str, tell: Tell) -> SiteRules:
        """What the folder has for an address: its host's own file, else the nearest of a domain above it.

        What `global.txt` strips and replaces holds for all of them; how it finds titles and dates is known without it.
        """
        if self._folder is None:
            return _NOTHING
        host = bare_host(url).rstrip(".")
        if host not in self._found:
            files = (self._file(self._folder / name, tell) for name in file_names(host))
            found = next((rules for rules in files if rules is not None), _NOTHING)
            common = self._file(self._folder / "global.txt", tell)
            if common is not None:
                said = {name: getattr(common.rules, name) for name in _COMMON & common.rules.model_fields_set}
                found = replace(found, rules=found.rules.over(Rules().model_copy(update=said)))
            self._found[host] = found
        return self._found[host]

    def _file(self, file: Path, tell: Tell) -> SiteRules | None:
        if file.name not in self._read:
            self._read[file.name] = _load(file, tell)
        return self._read[file.name]


def file_names(host: str) -> list[str]:
    """The files that may hold a host's rules, the most particular first.

    `a.b.name.com` is served by `a.b.name.com.txt`, else by `.b.name.com.txt`, else by `.name.com.txt`.
    """
    if not _HOST.fullmatch(host):
        return []
    labels = host.split(".")
    return [f"{host}.txt"] + [f".{'.'.join(labels[start:])}.txt" for start in range(1, len(labels) - 1)]


def _load(file: Path, tell: Tell) -> SiteRules | None:
    try:
        rules = full_text_rss.read(file)
    except FileNotFoundError:
        return None
    except OSError as error:
        tell(f"{file}: cannot be read: {error.strerror}")
        return None
    if rules.remarks:
        first = rules.remarks[0]
        more = f" (and {len(rules.remarks) - 1} more; 'crawler lint-rules' lists them)" if rules.remarks[1:] else ""
        tell(f"{file.name}:{first.line}: left out: {first.text}{more}")
    return rules
