"""What a sources file may say of pictures."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from crawler.config import Config, ConfigError, parse
from crawler.media import Media


def config(folder: Path, source: dict[str, object] | None = None, **keys: object) -> Config:
    sources = [{"name": "news", "url": "https://news.example/feed"} | (source or {})]
    return parse(json.dumps({"sources": sources} | keys), folder / "sources.yaml")


def test_pictures_are_links_unless_asked_for(tmp_path: Path) -> None:
    assert config(tmp_path).sources[0].media is Media.LINK


def test_the_folder_of_pictures_is_relative_to_the_sources_file(tmp_path: Path) -> None:
    assert config(tmp_path, media_folder="site/static/img").media_folder == tmp_path / "site/static/img"
    assert config(tmp_path).media_folder is None


@pytest.mark.parametrize("url", ["/", "/media/", "media", "../img/", "https://cdn.example:8443/blog/m", "/图片/"])
def test_addresses_of_a_folder_of_pictures(url: str, tmp_path: Path) -> None:
    assert config(tmp_path, media_url=url).media_url == url


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:image/png,", '/"onerror="', "/a b/", "//a>", "ftp://a/b"])
def test_what_is_no_such_address_is_refused(url: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="is no address of pictures"):
        config(tmp_path, media_url=url)


@pytest.mark.parametrize(
    "source",
    [{"media": "keep"}, {"pictures": {"max_count": 0}}, {"pictures": {"max_width": 1}}, {"pictures": {"width": 100}}],
)
def test_what_pictures_cannot_be_is_told_with_its_line(source: dict[str, object], tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"sources\.yaml:1: sources\[0\]\.(?:media|pictures)"):
        config(tmp_path, source)
