"""Which generator a site is made with, where its posts go and how it is built, told from the files in its folder."""

from __future__ import annotations

import json
import re
import shutil
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from crawler.publishing.options import Body, PostOptions


@dataclass(frozen=True, slots=True)
class Site:
    """A site as its folder shows it; paths are absolute."""

    folder: Path
    generator: str
    dialect: str
    posts: Path  # the folder that the generator reads posts from
    pages: Path  # the folder that it builds into
    command: tuple[str, ...]  # builds the site, from its folder
    options: PostOptions = field(
        default_factory=PostOptions
    )  # what has to differ from the dialect, so that the site builds as it is
    advice: tuple[str, ...] = ()  # a line each: what to change on the site


def recognise(folder: Path) -> Site | None:
    """The site in that folder, or None where it is of no known generator."""
    folder = folder.resolve()
    return next((site for look in _LOOKS if (site := look(folder))), None)


def _hexo(folder: Path) -> Site | None:
    config = _yaml(folder / "_config.yml")
    package = _json(folder / "package.json")
    if config is None or not ("hexo" in package or "hexo" in _dependencies(package) or (folder / "scaffolds").is_dir()):
        return None
    advice = []
    if config.get("timezone"):
        advice.append("_config.yml: leave `timezone` empty or build with TZ=UTC, else dates move (docs/dialects.md)")
    return Site(
        folder,
        "hexo",
        "hexo",
        folder / str(config.get("source_dir") or "source") / "_posts",
        folder / str(config.get("public_dir") or "public"),
        (_program(folder, "hexo"), "generate"),
        advice=tuple(advice),
    )


def _jekyll(folder: Path) -> Site | None:
    config = _yaml(folder / "_config.yml")
    if config is None:
        return None
    gems = _text(folder / "Gemfile")
    source = folder / str(config.get("source") or "")
    # Of these keys Hexo has `theme` as well, but none of these themes.
    named = str([config.get(key) for key in ("theme", "remote_theme", "plugins", "gems")])
    if not (
        any((source / name).is_dir() for name in ("_posts", "_layouts", "_includes", "_sass"))
        or re.search(r"jekyll|github-pages", gems)
        or re.search(r"\bjekyll-|\bminima\b", named)
    ):
        return None
    bundled = "jekyll" in gems and shutil.which("bundle")
    advice = []
    if not config.get("timezone"):
        advice.append("_config.yml: set `timezone: UTC`, else the day of a post depends on the machine")
    return Site(
        folder,
        "jekyll",
        "jekyll",
        source / str(config.get("collections_dir") or "") / "_posts",
        folder / str(config.get("destination") or "_site"),
        (*(("bundle", "exec") if bundled else ()), "jekyll", "build"),
        advice=tuple(advice),
    )


def _hugo(folder: Path) -> Site | None:
    names = [
        f"{base}.{ending}"
        for base in ("hugo", "config/_default/hugo", "config", "config/_default/config")
        for ending in ("toml", "yaml", "yml", "json")
    ]
    config = _first_config(folder, names)
    if config is None or not {"baseurl", "title", "theme", "module", "languagecode"} & set(config):
        return None
    content = folder / str(config.get("contentdir") or "content")
    renderer = _below(config, "markup", "goldmark", "renderer")
    allowed = renderer.get("unsafe") is True
    return Site(
        folder,
        "hugo",
        "hugo",
        _existing(content, "posts", "post", "blog", "news", "articles"),
        folder / str(config.get("publishdir") or "public"),
        ("hugo", "--cleanDestinationDir"),
        PostOptions() if allowed else PostOptions(body=Body.MARKDOWN),
        ()
        if allowed
        else (
            "hugo.toml: with `[markup.goldmark.renderer] unsafe = true` posts can be raw HTML, which keeps every "
            "article as it was; until then they are written as Markdown",
        ),
    )


def _zola(folder: Path) -> Site | None:
    config = _first_config(folder, ["zola.toml", "config.toml"])
    if config is None or "base_url" not in config:
        return None
    declared = {str(each.get("name")) for each in config.get("taxonomies") or [] if isinstance(each, dict)}
    missing = {"categories", "tags"} - declared
    posts = _existing(folder / "content", "posts", "blog", "news")
    advice = []
    if missing:
        advice.append(
            f"config.toml: declare the taxonomies that are not kept out of the posts: {', '.join(sorted(missing))}"
        )
    if not (posts / "_index.md").exists():
        advice.append(
            f'{posts.relative_to(folder)}/_index.md: is needed for the posts\' section, with `sort_by = "date"`'
        )
    return Site(
        folder,
        "zola",
        "zola",
        posts,
        folder / str(config.get("output_dir") or "public"),
        ("zola", "build", "--force"),
        PostOptions(drop=tuple(f"taxonomies.{name}" for name in sorted(missing))),
        tuple(advice),
    )


def _eleventy(folder: Path) -> Site | None:
    names = (".eleventy.js", "eleventy.config.js", "eleventy.config.mjs", "eleventy.config.cjs", "eleventy.config.ts")
    config = next((_text(folder / name) for name in names if (folder / name).is_file()), None)
    if config is None and "@11ty/eleventy" not in _dependencies(_json(folder / "package.json")):
        return None
    source = folder / (_setting(config or "", "input") or ".")
    posts = _existing(source, "posts", "blog", "content/blog", "content/posts", "news", "articles")
    data = [*posts.glob("*.json"), *posts.glob("*.11tydata.*")]
    advice = [] if data else [f"{seen_from(folder, posts)}: needs a data file that gives the posts a layout"]
    return Site(
        folder,
        "eleventy",
        "eleventy",
        posts,
        folder / (_setting(config or "", "output") or "_site"),
        (_program(folder, "eleventy"),),
        advice=tuple(advice),
    )


def _astro(folder: Path) -> Site | None:
    names = [f"astro.config.{ending}" for ending in ("mjs", "js", "ts", "mts", "cjs")]
    config = next((_text(folder / name) for name in names if (folder / name).is_file()), None)
    if config is None:
        return None
    return Site(
        folder,
        "astro",
        "astro",
        _existing(folder / "src" / "content", "blog", "posts", "news", "articles"),
        folder / (_setting(config, "outDir") or "dist"),
        (_program(folder, "astro"), "build"),
    )


def _pelican(folder: Path) -> Site | None:
    if not (folder / "pelicanconf.py").is_file():
        return None
    config = _text(folder / "pelicanconf.py")
    content = _assigned(config, "PATH") or "content"
    pages = _assigned(config, "OUTPUT_PATH") or "output"
    return Site(
        folder,
        "pelican",
        "pelican",
        folder / content,
        folder / pages,
        ("pelican", content, "-o", pages, "-s", "pelicanconf.py"),
    )


# The telling ones first: Hexo and Jekyll share a file's name, and so do Hugo and Zola.
_LOOKS: tuple[Callable[[Path], Site | None], ...] = (_astro, _eleventy, _pelican, _hexo, _jekyll, _zola, _hugo)


def seen_from(folder: Path, path: Path) -> Path:
    """A path relative to a folder that it lies in; another as it is."""
    return path.relative_to(folder) if path.is_relative_to(folder) else path


def _existing(folder: Path, *names: str) -> Path:
    """The first of these folders that exists, else the first."""
    return next((folder / name for name in names if (folder / name).is_dir()), folder / names[0])


def _program(folder: Path, name: str) -> str:
    """A program of the site's own packages, else the one of the machine."""
    own = Path("node_modules") / ".bin" / name
    return str(own) if (folder / own).exists() else name


def _setting(script: str, name: str) -> str | None:
    """A text that a JavaScript configuration gives to a key."""
    found = re.search(rf"""\b{name}["']?\s*:\s*["'`]([^"'`]+)["'`]""", script)
    return found[1] if found else None


def _assigned(script: str, name: str) -> str | None:
    """A text that a Python configuration assigns to a name."""
    found = re.search(rf"""^{name}\s*=\s*r?["']([^"']+)["']""", script, re.MULTILINE)
    return found[1] if found else None


def _below(config: Mapping[str, Any], *path: str) -> Mapping[str, Any]:
    for name in path:
        inner = config.get(name)
        config = inner if isinstance(inner, Mapping) else {}
    return config


def _dependencies(package: Mapping[str, Any]) -> set[str]:
    return {*_below(package, "dependencies"), *_below(package, "devDependencies")}


def _first_config(folder: Path, names: list[str]) -> Mapping[str, Any] | None:
    """The first of these files that is there, its top-level keys in lower case where Hugo does not mind."""
    for name in names:
        path = folder / name
        if path.is_file():
            read = {".toml": _toml, ".json": _json}.get(path.suffix, _yaml)
            return {str(key).lower(): value for key, value in (read(path) or {}).items()}
    return None


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _yaml(path: Path) -> Mapping[str, Any] | None:
    if not path.is_file():
        return None
    try:
        found = yaml.safe_load(_text(path))
    except (yaml.YAMLError, ValueError, RecursionError):  # ValueError: a date that there is not
        found = None
    return found if isinstance(found, dict) else {}


def _toml(path: Path) -> Mapping[str, Any]:
    try:
        return tomllib.loads(_text(path))
    except tomllib.TOMLDecodeError:
        return {}


def _json(path: Path) -> Mapping[str, Any]:
    try:
        found = json.loads(_text(path))
    except (ValueError, RecursionError):
        found = None
    return found if isinstance(found, dict) else {}
