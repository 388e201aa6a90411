from pathlib import Path

import pytest

from crawler.publishing import dialect
from crawler.publishing.options import Body
from crawler.publishing.site import Site, recognise


def a_folder(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("files", "generator", "posts", "pages"),
    [
        ({"_config.yml": "title: x\n", "package.json": '{"hexo": {"version": ""}}'}, "hexo", "source/_posts", "public"),
        ({"_config.yml": "source_dir: src\npublic_dir: out\n", "scaffolds/post.md": ""}, "hexo", "src/_posts", "out"),
        ({"_config.yml": "", "Gemfile": 'gem "jekyll"\n'}, "jekyll", "_posts", "_site"),
        ({"_config.yml": "collections_dir: my\ndestination: out", "_posts/x": ""}, "jekyll", "my/_posts", "out"),
        ({"_config.yml": "title: x\n", "_layouts/default.html": ""}, "jekyll", "_posts", "_site"),
        ({"_config.yml": "source: src\n", "src/_includes/a.html": ""}, "jekyll", "src/_posts", "_site"),
        ({"_config.yml": "theme: minima\n", "index.md": ""}, "jekyll", "_posts", "_site"),
        ({"_config.yml": "plugins: [jekyll-feed]\n"}, "jekyll", "_posts", "_site"),
        ({"hugo.toml": 'baseURL = "https://x.example/"\n'}, "hugo", "content/posts", "public"),
        ({"config.toml": 'baseURL = "x"\npublishDir = "o"\n', "content/post/a.md": ""}, "hugo", "content/post", "o"),
        ({"config/_default/hugo.yaml": "title: x\n"}, "hugo", "content/posts", "public"),
        ({"config.toml": 'base_url = "https://x.example"\n'}, "zola", "content/posts", "public"),
        ({"eleventy.config.js": 'export default {dir: {input: "src", output: "o"}}'}, "eleventy", "src/posts", "o"),
        (
            {"package.json": '{"devDependencies": {"@11ty/eleventy": "^3"}}', "blog/a.md": ""},
            "eleventy",
            "blog",
            "_site",
        ),
        ({"astro.config.mjs": "export default {}", "src/content/posts/a.md": ""}, "astro", "src/content/posts", "dist"),
        ({"pelicanconf.py": "PATH = 'texts'\nOUTPUT_PATH = 'o'\n"}, "pelican", "texts", "o"),
    ],
)
def test_a_site_is_told_by_its_files(
    files: dict[str, str], generator: str, posts: str, pages: str, tmp_path: Path
) -> None:
    site = recognise(a_folder(tmp_path, files))
    assert site
    assert (site.generator, site.posts, site.pages) == (generator, tmp_path / posts, tmp_path / pages)
    dialect(site.dialect).customised(site.options)  # fits


@pytest.mark.parametrize(
    "files",
    [
        {},
        {"index.html": ""},
        {"_config.yml": "a: 1"},
        {"_config.yml": "theme: landscape\n", "source/_posts/a.md": "", "themes/landscape/layout/a.ejs": ""},
        {"package.json": "{"},
        {"package.json": "[" * 3000},
        {"config.toml": "[broken"},
    ],
)
def test_a_folder_of_no_known_generator_is_no_site(files: dict[str, str], tmp_path: Path) -> None:
    assert recognise(a_folder(tmp_path, files)) is None


@pytest.mark.parametrize("config", ["[", "- a list", "\xff", "a: b: c", "", "a: 2022-13-45", "[" * 1000])
def test_a_broken_configuration_still_tells_the_generator(config: str, tmp_path: Path) -> None:
    site = recognise(a_folder(tmp_path, {"_config.yml": config, "_posts/x": ""}))
    assert site
    assert site.generator == "jekyll"


def hugo(folder: Path, config: str) -> Site:
    site = recognise(a_folder(folder, {"hugo.toml": config}))
    assert site
    return site


def test_hugo_gets_markdown_until_it_allows_raw_html(tmp_path: Path) -> None:
    closed = hugo(tmp_path / "closed", 'title = "x"\n')
    assert closed.options.body is Body.MARKDOWN
    assert "unsafe = true" in closed.advice[0]
    allowed = hugo(tmp_path / "open", 'title = "x"\n[markup.goldmark.renderer]\nunsafe = true\n')
    assert allowed.options.body is None
    assert allowed.advice == ()


def test_zola_gets_only_the_taxonomies_that_it_declares(tmp_path: Path) -> None:
    config = 'base_url = "x"\ntaxonomies = [{name = "tags"}]\n'
    site = recognise(a_folder(tmp_path, {"config.toml": config, "content/posts/_index.md": "+++\n+++\n"}))
    assert site
    assert site.options.drop == ("taxonomies.categories",)


def test_the_sites_own_program_comes_before_the_machines(tmp_path: Path) -> None:
    site = recognise(a_folder(tmp_path, {"astro.config.mjs": "", "node_modules/.bin/astro": ""}))
    assert site
    assert site.command == ("node_modules/.bin/astro", "build")
