"""Posts read back from their files, in every dialect."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler import publishing
from crawler.publishing import Post, PostOptions
from crawler.publishing.found import found_posts
from crawler.publishing.options import FrontMatter

SEEN = datetime(2026, 1, 5, 8, tzinfo=UTC)
PUBLISHED = datetime(2026, 1, 4, 6, 30, tzinfo=UTC)
POST = Post(
    title='Fog: "over" the harbour, & its boats',
    body="<p>The harbour was quiet.</p>",
    url="https://news.example/fog?a=1&b=2",
    source="news",
    first_seen=SEEN,
    published=PUBLISHED,
    also_at=("https://other.example/fog",),
)
WITHOUT_ADDRESS = {"seed"}


@pytest.mark.parametrize("name", publishing.dialects())
def test_a_post_tells_its_title_address_and_dates(tmp_path: Path, name: str) -> None:
    dialect = publishing.dialect(name)
    path = dialect.path(POST)
    (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / path).write_text(dialect.render(POST, path), encoding="utf-8")
    (post,) = found_posts(tmp_path, dialect)
    assert (post.path, post.url) == (path, None if name in WITHOUT_ADDRESS else POST.url)
    assert PUBLISHED in post.moments
    assert post.title.startswith("Fog")


@pytest.mark.parametrize("form", FrontMatter)
def test_renamed_keys_and_other_front_matter_are_understood(tmp_path: Path, form: FrontMatter) -> None:
    options = PostOptions(front_matter=form, rename={"canonical_url": "original", "title": "headline"})
    dialect = publishing.dialect("hugo").customised(options)
    (tmp_path / "fog.md").write_text(dialect.render(replace(POST, published=None)), encoding="utf-8")
    (post,) = found_posts(tmp_path, dialect)
    assert (post.title, post.url, post.moments) == (POST.title, POST.url, (SEEN,))
    assert POST.also_at in post.lists


def test_a_date_that_cannot_be_is_none(tmp_path: Path) -> None:
    text = f"title: Fog\ndate: Mon, 01 Jan {'9' * 20} 00:00:00 GMT\n\nThe harbour was quiet."
    (tmp_path / "fog.md").write_text(text, encoding="utf-8")
    (post,) = found_posts(tmp_path, publishing.dialect("plain"))
    assert (post.title, post.moments) == ("Fog", ())


@pytest.mark.parametrize(
    "text",
    [
        "---\na: &a {b: *a}\n---\n",
        "---\na: " + "[" * 3000,
        '{"a":' * 3000,
        "",
        "My own words.",
        "---\ntitle: [\n---\n",
        "---\nno: title\n---\n",
        "+++\n=\n+++\n",
        "{",
        "\xff\n",
    ],
)
def test_other_files_are_no_posts(tmp_path: Path, text: str) -> None:
    (tmp_path / "own.md").write_bytes(text.encode("latin-1"))
    assert list(found_posts(tmp_path, publishing.dialect("plain"))) == []
