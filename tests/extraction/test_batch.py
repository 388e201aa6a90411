"""Saved pages in, a row each out; what cannot be read is said on its row."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from extraction.pages import html, json_ld, paragraphs

from crawler.extraction import Extraction, batch, extract
from crawler.extraction.batch import extract_lines
from crawler.items import Page

PAGE = html(
    "<article><h1>New bridge opens</h1>" + paragraphs(4) + "</article>",
    json_ld('{"@type": "Article", "datePublished": "2024-05-01T09:15:00+08:00", "author": {"name": "Ann Lee"}}'),
)


def rows(*lines: object) -> list[dict[str, Any]]:
    return list(extract_lines(line if isinstance(line, str) else json.dumps(line) for line in lines))


@pytest.mark.parametrize("name", ["page.html", "page.html.gz"])
def test_a_row_holds_every_field(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(gzip.compress(PAGE.encode()) if name.endswith(".gz") else PAGE.encode())

    (row,) = rows({"id": 7, "url": "https://paper.example/news/bridge", "path": str(path)})

    assert list(row) == [
        "id", "url", "title", "authors", "date", "modified", "language", "image", "site_name", "description", "tags",
        "text", "html",
    ]  # fmt: skip
    assert (row["id"], row["title"], row["authors"]) == (7, "New bridge opens", ["Ann Lee"])
    assert row["date"] == "2024-05-01T09:15:00+08:00"
    assert row["text"].count("\n") == 3
    json.dumps(row)


def test_an_address_may_lack_its_scheme(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(html("<h1>New bridge</h1>", '<link rel="canonical" href="/x">'), encoding="utf-8")

    (row,) = rows({"url": "paper.example/news/2024/05/01/bridge", "path": str(tmp_path / "a.html")})

    assert row["date"] == "2024-05-01"
    assert row["id"] == str(tmp_path / "a.html")


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{", "line 1 is no JSON"),
        ("[1]", 'an object with a "path"'),
        ('{"id": 1}', 'an object with a "path"'),
        ('{"id": 1, "path": "/nowhere/page.html"}', "cannot read /nowhere/page.html: No such file"),
        ('{"id": 1, "path": "/"}', "cannot read /: Is a directory"),
        ('{"id": 1, "path": "a\\u0000b"}', "cannot read"),
        ('{"id": 1, "path": "a.html", "url": 1}', 'has a "url" that is no text'),
        ("[" * 100_000, "line 1 is no JSON"),
    ],
)
def test_what_cannot_be_read_is_said_and_the_rest_goes_on(tmp_path: Path, line: str, says: str) -> None:
    (tmp_path / "a.html").write_text(PAGE, encoding="utf-8")

    bad, good = rows(line, "", {"id": 2, "path": str(tmp_path / "a.html")})

    assert says in bad["error"]
    assert "\n" not in bad["error"]
    assert (good["id"], good["title"]) == (2, "New bridge opens")


def test_a_fault_in_a_page_is_an_error_of_its_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def flawed(page: Page) -> Extraction:
        if page.url.endswith("/flaw"):
            raise KeyError("pm.")
        return extract(page)

    monkeypatch.setattr(batch, "extract", flawed)
    (tmp_path / "a.html").write_text(PAGE, encoding="utf-8")

    bad, good = rows(*({"path": str(tmp_path / "a.html"), "url": f"paper.example/{name}"} for name in ("flaw", "a")))

    assert bad["error"] == "a fault of the crawler's own: KeyError: 'pm.'"
    assert good["title"] == "New bridge opens"


def test_a_broken_archive_is_an_error_of_its_row(tmp_path: Path) -> None:
    (tmp_path / "a.html.gz").write_bytes(gzip.compress(PAGE.encode())[:50])

    (row,) = rows({"id": 1, "path": str(tmp_path / "a.html.gz")})

    assert row["error"].startswith("cannot read")


def test_a_page_without_an_article_keeps_what_could_be_read(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(html("<h1>Page not found</h1>", "<title>404</title>"), encoding="utf-8")

    (row,) = rows({"id": 1, "url": "https://paper.example/a", "path": str(tmp_path / "a.html")})

    assert row["error"].startswith("no article: ")
    assert row["title"]
