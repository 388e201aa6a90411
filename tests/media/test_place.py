"""Where pictures go, and under which address a site shows them."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawler.media.place import place
from crawler.publishing import dialect

PLACES = {
    "hexo": ("source/_posts", "source/media", "/media/"),
    "seed": ("source/_posts/news", "source/media", "/media/"),
    "hugo": ("content/posts", "static/media", "/media/"),
    "jekyll": ("_posts", "assets/media", "/assets/media/"),
    "eleventy": ("src/posts", "src/media", "/media/"),
    "astro": ("src/content/blog", "public/media", "/media/"),
    "pelican": ("content", "content/images", "/images/"),
    "zola": ("content/posts", "static/media", "/media/"),
    "universal": ("posts", "posts/media", "/media/"),
    "plain": ("posts", "posts/media", "media/"),
}


@pytest.mark.parametrize("name", PLACES)
def test_pictures_go_where_the_generator_publishes_them(name: str, tmp_path: Path) -> None:
    output, folder, url = PLACES[name]
    found = place(dialect(name), tmp_path / output)
    assert (found.folder, found.url) == (tmp_path / folder, url)


def test_outside_of_a_site_they_stay_in_the_output_folder(tmp_path: Path) -> None:
    assert place(dialect("hexo"), tmp_path / "output").folder == tmp_path / "output" / "media"


def test_a_site_is_also_known_by_its_configuration(tmp_path: Path) -> None:
    (tmp_path / "hugo.toml").write_text('baseURL = "https://site.example/"\n')
    assert place(dialect("hugo"), tmp_path / "content" / "news").folder == tmp_path / "static" / "media"
    assert place(dialect("hexo"), tmp_path / "content" / "news").folder == tmp_path / "content" / "news" / "media"


@pytest.mark.parametrize("url", ["/blog/pictures", "/blog/pictures/"])
def test_the_user_has_the_last_word(url: str, tmp_path: Path) -> None:
    found = place(dialect("hexo"), tmp_path / "source" / "_posts", tmp_path / "elsewhere", url)
    assert (found.folder, found.url) == (tmp_path / "elsewhere", "/blog/pictures/")
