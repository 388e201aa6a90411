"""Bodies as Markdown, for people who edit posts."""

from __future__ import annotations

from markdownify import markdownify

from crawler.publishing.text import printable


def block(html: str) -> str:
    """The body as Markdown."""
    return markdownify(printable(html), heading_style="atx").strip() + "\n"
