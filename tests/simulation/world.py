"""A world of scripted sites, and the crawler that visits it at times of its own."""

from __future__ import annotations

import json
import signal
from datetime import UTC, datetime, timedelta
from html import escape
from pathlib import Path
from typing import Any

import yaml
from forking import TESTS, Conversation, Forker
from support import Site

BEGIN = datetime(2026, 1, 5, 8, tzinfo=UTC)


class Crawls:
    """A process that crawls when it is told to."""

    def __init__(self, forker: Forker) -> None:
        self._process = Conversation(forker, "simulation.child")

    def run(self, **wish: str) -> list[list[str]]:
        told = self._process.ask(wish)
        assert isinstance(told, list), told
        return told

    def close(self) -> None:
        self._process.close()


class World:
    """Sites, a sources file and its posts; `run(day)` crawls on that day of the simulated time."""

    def __init__(self, folder: Path, site: Site, crawls: Crawls, forker: Forker) -> None:
        self.folder = folder
        self.site = site
        self.file = folder / "sources.yaml"
        self._crawls = crawls
        self._forker = forker
        self.told: list[list[str]] = []
        self.answers: list[tuple[str, int]] = []  # what the last run was answered

    def sources(self, *sources: dict[str, Any], **keys: Any) -> None:
        config = {"allow_private_addresses": True, "delay": 0, "dialect": "plain", "sources": list(sources)} | keys
        self.file.write_text(json.dumps(config), encoding="utf-8")

    def feed(self, path: str, *items: str) -> str:
        return self.site.put(path, rss(*items))

    def run(self, day: float, **wish: str) -> list[str]:
        """Crawl; gives back the paths that were asked for, robots.txt left out."""
        self.site.asked.clear()
        now = BEGIN + timedelta(days=day)
        self.told = self._crawls.run(file=str(self.file), now=now.isoformat(), **wish)
        self.answers = [(asked.path, asked.status) for asked in self.site.asked]
        return self.site.paths()

    def run_to_death(self, day: float, after: str, **wish: str) -> None:
        """Crawl until a function, given by its dotted name, has done its work; then the process is killed."""
        wish |= {"file": str(self.file), "now": (BEGIN + timedelta(days=day)).isoformat()}
        killed = self._forker.run("simulation.child", [after], cwd=TESTS, text=json.dumps(wish) + "\n")
        assert killed.returncode == -signal.SIGKILL, killed.stderr

    def said(self, what: str) -> list[str]:
        """What the last run told of one kind, as `subject: detail`."""
        return [f"{subject}: {detail}" for _, kind, subject, detail in self.told if kind == what]

    @property
    def posts(self) -> list[Path]:
        return sorted((self.folder / "output").rglob("*.md"))

    @property
    def post(self) -> str:
        (post,) = self.posts
        return post.read_text(encoding="utf-8")

    @property
    def matter(self) -> dict[str, Any]:
        found: dict[str, Any] = yaml.safe_load(self.post.split("---\n")[1])
        return found


def page(title: str, paragraphs: list[str], *, extra: str = "", head: str = "") -> str:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f"<!doctype html><html lang=en><head><title>{title}</title>{head}"
        f'<meta property="og:title" content="{escape(title)}"><meta property="og:type" content="article">'
        '<meta property="article:published_time" content="2026-01-05T06:00:00Z"></head>'
        f"<body><nav><a href=/>Home</a></nav><article><h1>{title}</h1>{text}{extra}</article></body></html>"
    )


def item(title: str, link: str, guid: str = "", extra: str = "") -> str:
    mark = f"<guid isPermaLink='false'>{guid}</guid>" if guid else ""
    return f"<item><title>{escape(title)}</title><link>{escape(link)}</link>{mark}{extra}</item>"


def rss(*items: str) -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>News</title>'
        f"<link>http://news.example/</link>{''.join(items)}</channel></rss>"
    )
