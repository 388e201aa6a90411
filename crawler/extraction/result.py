"""What extraction answers, and how it says that a page holds no article."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(slots=True)
class Problem:
    """Why a page should not be published as an article."""

    kind: str  # a short stable name: "consent-wall", "challenge", "paywall", "index-page", "no-body" …
    detail: str  # one line for the user


@dataclass(slots=True)
class Extraction:
    """What a page and its entry say of the article. Plain text except `body`; addresses are absolute."""

    title: str | None = None
    authors: list[str] = field(default_factory=list)
    published: date | None = None
    modified: date | None = None
    language: str | None = None  # BCP 47, as the page gives it
    canonical_url: str | None = None
    site_name: str | None = None
    description: str | None = None
    tags: list[str] = field(default_factory=list)
    image: str | None = None
    license: str | None = None  # the address of its licence
    body: str = ""  # HTML of the article's blocks, without an outer element; not yet safe to publish
    text: str = ""  # the body as plain text, a newline between blocks
    origins: dict[str, str] = field(default_factory=dict)  # field name -> "json-ld", "og", "byline", "entry" …
    problem: Problem | None = None
