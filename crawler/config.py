"""The sources file, read and validated into typed objects; nothing else reads YAML for settings."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from crawler import publishing, sources


class ConfigError(ValueError):
    """The sources file cannot be used; the message is one line a fault, each naming the file, the line and the remedy."""


class Content(StrEnum):
    """Where a source's articles are read from."""

    AUTO = "auto"  # decided entry by entry
    FEED = "feed"  # the entry carries the whole article
    PAGE = "page"  # the article's page is always fetched


def _web_address(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("an address that starts with http:// or https:// is needed")
    return value


def _one_of(names: list[str]) -> AfterValidator:
    def check(value: str) -> str:
        if value not in names:
            raise ValueError(f"{_meant(value, names)}allowed: {', '.join(names)}")
        return value

    return AfterValidator(check)


WebAddress = Annotated[str, AfterValidator(_web_address)]
DialectName = Annotated[str, _one_of(publishing.dialects())]
KindName = Annotated[str, _one_of(sources.kinds())]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=True)


class SourceOptions(_Model):
    """The keys that a source may have and `defaults` may set for all of them."""

    kind: KindName = "feed"
    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    author: str | None = None  # fixed author; None: the article's own
    content: Content = Content.AUTO
    placeholders: dict[str, WebAddress] = Field(default_factory=dict)  # entry link or article URL -> image


class Source(SourceOptions):
    """One source of articles."""

    name: Annotated[str, Field(min_length=1, max_length=200)]
    url: WebAddress


class Config(_Model):
    """A whole sources file. Paths are absolute."""

    file: Path
    output: Path
    state: Path
    dialect: DialectName = "hexo"
    contact: str | None = None  # for the User-Agent: who runs this crawler
    allow_private_addresses: bool = False
    sources: tuple[Source, ...]

    def select(self, names: list[str]) -> tuple[Source, ...]:
        """The sources of these names, or all where none is named.

        Raises:
            ConfigError: A name is not in the file.
        """
        known = {source.name: source for source in self.sources}
        unknown = [name for name in names if name not in known]
        if unknown:
            raise ConfigError(
                "\n".join(
                    f"{self.file}: no source is named {name!r}; {_meant(name, list(known))}"
                    f"the file has: {', '.join(known)}"
                    for name in unknown
                )
            )
        return tuple(known[name] for name in names) if names else self.sources
