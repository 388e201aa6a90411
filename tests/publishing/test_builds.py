"""Posts through the real generators and back out of the built pages."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache, lru_cache
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest

from crawler.cleaning import clean
from crawler.publishing import Dialect, Post, PostOptions, dialect, names, values
from crawler.publishing.options import Body
from crawler.publishing.site import recognise
from crawler.publishing.text import line, plain, printable
from tests.publishing import nasty
from tests.publishing.generators import ASTRO, ELEVENTY, HEXO, HUGO, JEKYLL, PELICAN, PELICAN_YAML, Generator, Site
from tests.publishing.posts import BEIJING, a_post

PAGE = re.compile(r'<a id="url">(.*?)</a><h1>(.*?)</h1><time>(.*?)</time><main>(.*)</main><hr class="end"', re.DOTALL)


class Tokens(HTMLParser):
    """The tags and texts of a piece of HTML, as a browser tells them apart.

    White space between tags is left out, except inside `<pre>`, and so are the attributes that Hexo gives links to
    other sites.
    """

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[object] = []
        self._text = ""
        self._preformatted = 0
        self._first = False
        self.feed(html)
        self.close()
        self._flush()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._flush()
        self._first = tag in {"pre", "textarea"}
        kept = sorted((name, value or "") for name, value in attrs if name not in {"target", "rel", "markdown"})
        self.found.append((tag, kept))
        self._preformatted += tag == "pre"

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        self._flush()
        self.found.append(tag)
        self._preformatted -= tag == "pre"

    def handle_data(self, data: str) -> None:
        self._text += data

    def _flush(self) -> None:
        text, self._text = self._text, ""
        if self._first and text:  # https://html.spec.whatwg.org/multipage/parsing.html: a line feed after `<pre>`
            text = text.removeprefix("\n")
            self._first = False
        if text and (self._preformatted or not text.isspace()):
            self.found.append(text)


@lru_cache(maxsize=400)  # most generators leave a body as it was, to the character
def tokens(html: str) -> list[object]:
    return Tokens(html.strip(" \n\t")).found


def publish(posts: Iterable[Post], form: Dialect, site: Site) -> dict[str, Post]:
    """Write the posts; each by what its page says of it: its address, or its file where the dialect keeps none."""
    there: set[str] = set()
    published = {}
    for post in posts:
        path = names.free_name(form.path(post), lambda path: names.key(path) in there)
        there.add(names.key(path))
        file = site.posts / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(form.render(post, path).encode())  # unlike `files.write` it does not wait for the disk
        published[f"_posts/{path}" if form.name == "seed" else post.url] = post
    return published


def built(site: Site) -> dict[str, tuple[str, str, str]]:
    """What the pages of posts hold: address -> title, date, body."""
    found = {}
    for page in site.pages():
        match = PAGE.search(page)
        assert match, page[:500]
        url, title, moment, body = match.groups()
        found[unescape(url)] = unescape(title), moment[:19], body
    return found


def body_of(built: str) -> list[object]:
    """The tokens of a built body without the `<div>` that each post has around it."""
    inner = re.fullmatch(r"\s*<div>(.*)</div>\s*", built, re.DOTALL)
    return tokens(inner[1]) if inner else [built]


@pytest.mark.parametrize(
    ("name", "generator"),
    [
        ("seed", HEXO),
        ("hexo", HEXO),
        ("hugo", HUGO),
        ("jekyll", JEKYLL),
        ("eleventy", ELEVENTY),
        ("pelican", PELICAN),
        ("astro", ASTRO),
        *(("universal", generator) for generator in (HEXO, HUGO, JEKYLL, ELEVENTY, ASTRO, PELICAN_YAML)),
    ],
    ids=str,
)
def test_nasty_articles_come_out_of_the_real_build_as_they_went_in(
    name: str, generator: Generator, tmp_path: Path
) -> None:
    site = generator.site(tmp_path)
    articles = nasty.posts()
    if name == "universal" and generator is ASTRO:  # it loses the first of several line breaks that `<pre>` begins with
        articles = [post for post in articles if "<pre>\n\n" not in post.body]
    posts = publish(articles, dialect(name), site)
    done = site.build()
    assert done.returncode == 0, done.stdout + done.stderr
    pages = built(site)
    assert set(pages) == set(posts)
    wrong = [
        (key, what, expected, found)
        for key, post in posts.items()
        for what, expected, found in compare(post, pages[key])
        if expected != found
    ]
    assert not wrong, f"{len(wrong)} of {len(posts)}: {wrong[:3]!r}"


def compare(post: Post, page: tuple[str, str, str]) -> list[tuple[str, object, object]]:
    title, moment, body = page
    inert = values.inert(values.title)(post)  # as dialects have it whose templates may print it as it is
    return [
        ("title", title if title == inert else line(post.title), title),
        ("date", "2024-02-29T23:30:15", moment),
        ("body", tokens(printable(post.body)), body_of(body)),
    ]


UNDATED, AHEAD = "https://news.example/undated", "https://news.example/ahead"


@dataclass(frozen=True)
class Small:
    """Small posts, as their generator has built them."""

    generator: Generator
    folder: Path  # three folders above the site
    site: Site
    posts: dict[str, Post]  # those that were not taken down
    pages: dict[str, tuple[str, str, str]]


@pytest.fixture(scope="module", params=[HEXO, HUGO, JEKYLL, ELEVENTY, PELICAN], ids=str)
def small(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Small:
    generator, folder = request.param, tmp_path_factory.mktemp("small")
    below = folder / "a" / "b" / "site"
    below.mkdir(parents=True)
    site = generator.site(below)
    also = ("https://other.example/1", "https://third.example/1")
    for name in ("hexo", "seed") if generator is HEXO else (generator.name,):
        down = a_post(title=f"Down by {name}", url=f"https://news.example/{name}", also_at=also, withdrawn=True)
        publish([down], dialect(name), site)
    terms = [
        a_post(url=f"https://news.example/{number}", tags=(term,), categories=(term, "z"), authors=(term,))
        for number, term in enumerate(nasty.TERMS)
    ]
    ahead = datetime(2099, 1, 1, tzinfo=UTC)
    others = [
        a_post(also_at=also),
        a_post(url=UNDATED, title="Undated", published=None),
        a_post(url=AHEAD, title="Dated ahead", published=ahead),
    ]
    posts = publish([*terms, *others], dialect(generator.name), site)
    done = site.build()
    assert done.returncode == 0, done.stdout + done.stderr
    return Small(generator, folder, site, posts, built(site))


def test_no_category_tag_or_author_breaks_a_build_or_leaves_the_site(small: Small) -> None:
    assert small.pages.keys() >= {f"https://news.example/{number}" for number in range(len(nasty.TERMS))}
    outside = [path for path in small.folder.rglob("*") if path.is_file() and small.site.folder not in path.parents]
    assert outside == []


def test_a_post_that_was_taken_down_has_no_page(small: Small) -> None:
    assert set(small.pages) == set(small.posts)


@pytest.mark.parametrize("small", [HUGO, JEKYLL, ELEVENTY, PELICAN], ids=str, indirect=True)
def test_a_post_without_a_sensible_date_is_published_under_the_day_it_was_first_seen(small: Small) -> None:
    moments = {url: small.pages[url][1] for url in (UNDATED, AHEAD)}
    assert moments[UNDATED][:10] == "2024-03-02"
    leaves_out = small.generator in (HUGO, JEKYLL)  # what is dated ahead
    assert moments[AHEAD][:10] == ("2024-03-02" if leaves_out else "2099-01-01")


def test_posts_of_one_title_and_different_days_have_each_a_page(tmp_path: Path) -> None:
    site = ELEVENTY.site(tmp_path)
    days = [a_post(url=f"https://news.example/{day}", published=date(2024, 3, day)) for day in (1, 2)]
    posts = publish(days, dialect("universal"), site)
    assert site.build().returncode == 0
    assert set(built(site)) == set(posts)


def test_posts_of_one_title_have_each_a_page_though_neither_has_a_date_to_be_told_by(tmp_path: Path) -> None:
    site = JEKYLL.site(tmp_path)
    ahead = datetime(2099, 1, 1, tzinfo=UTC)
    posts = publish([a_post(url=UNDATED, published=None), a_post(url=AHEAD, published=ahead)], dialect("jekyll"), site)
    assert site.build().returncode == 0
    assert set(built(site)) == set(posts)


# What makes a generator leave quotes, dashes and code alone, as a site may choose: Markdown is read by its rules.
LITERAL = {
    "hexo": ("_config.yml", "marked: {smartypants: false}\nsyntax_highlighter: ''\n"),
    "hugo": ("hugo.toml", "[markup.goldmark.extensions.typographer]\ndisable = true\n"),
    "jekyll": (
        "_config.yml",
        "kramdown: {smart_quotes: 'apos,apos,quot,quot', syntax_highlighter: null, typographic_symbols:\n"
        "  {hellip: '...', mdash: '---', ndash: '--', laquo: '<<', raquo: '>>'}}\n",
    ),
}


@pytest.mark.parametrize("generator", [HEXO, HUGO, JEKYLL, ELEVENTY, PELICAN], ids=str)
def test_the_text_of_nasty_articles_comes_out_of_markdown_too(generator: Generator, tmp_path: Path) -> None:
    site = generator.site(tmp_path)
    if generator.name in LITERAL:
        name, text = LITERAL[generator.name]
        (tmp_path / name).write_text((tmp_path / name).read_text() + text)
    form = dialect(generator.name).customised(PostOptions(body=Body.MARKDOWN))
    posts = publish(nasty.posts(), form, site)
    done = site.build()
    assert done.returncode == 0, done.stdout + done.stderr
    pages = built(site)
    assert set(pages) == set(posts)
    wrong = [
        (key, expected, found)
        for key, post in posts.items()
        if (expected := letters(printable(post.body))) != (found := letters(pages[key][2]))
    ]
    assert not wrong, f"{len(wrong)} of {len(posts)}: {wrong[:3]!r}"


def letters(html: str) -> str:
    """The text without its white space, which Markdown lays out anew."""
    return "".join(plain(html).split())


@pytest.mark.parametrize("generator", [HEXO, HUGO, JEKYLL, ELEVENTY, PELICAN], ids=str)
def test_a_post_keeps_its_day_and_its_address_in_whatever_zone_it_is_built(
    generator: Generator, tmp_path: Path
) -> None:
    posts = [
        a_post(url=f"https://news.example/{number}", title=f"Lamps {number}", published=moment)
        for number, moment in enumerate(
            [
                datetime(2024, 2, 29, 0, 0, 1, tzinfo=UTC),
                datetime(2024, 2, 29, 23, 59, 59, tzinfo=UTC),
                datetime(2024, 3, 1, 7, 30, tzinfo=BEIJING),
                datetime(2024, 2, 29, 12),  # noqa: DTZ001
                date(2024, 2, 29),
            ]
        )
    ]
    seen = []
    for number, zone in enumerate(("UTC", "Pacific/Auckland", "America/Los_Angeles")):
        folder = tmp_path / str(number)
        folder.mkdir()
        site = generator.site(folder)
        publish(posts, dialect(generator.name), site)
        done = site.build(zone)
        assert done.returncode == 0, done.stdout + done.stderr
        days = {url: moment[:10] for url, (_, moment, _) in built(site).items()}
        seen.append((days, sorted(str(path.relative_to(site.output)) for path in site.output.rglob("*.html"))))
    assert seen[0][0] == {post.url: "2024-02-29" for post in posts}
    assert seen == [seen[0]] * 3


CORPUS = Path(__file__).parents[2] / "../shared/corpus/pages"


@pytest.mark.skipif(not CORPUS.is_dir(), reason="needs ../shared/corpus beside the project")
@pytest.mark.parametrize(
    ("name", "generator"),
    [("seed", HEXO), ("hexo", HEXO), ("hugo", HUGO), ("jekyll", JEKYLL), ("eleventy", ELEVENTY), ("pelican", PELICAN)],
    ids=str,
)
def test_whole_pages_of_real_sites_come_out_as_they_went_in(name: str, generator: Generator, tmp_path: Path) -> None:
    site = generator.site(tmp_path)
    posts = publish(real_pages(), dialect(name), site)
    assert site.build().returncode == 0
    pages = built(site)
    assert [post.url for key, post in posts.items() if tokens(printable(post.body)) != body_of(pages[key][2])] == []


@cache
def real_pages() -> list[Post]:
    """Pages with all that is around their articles: worse than any article."""
    posts = []
    for file in sorted(CORPUS.rglob("*.html.gz"))[::12]:
        page = gzip.decompress(file.read_bytes()).decode(errors="replace")
        body = re.sub(r"(?is)^.*?<body[^>]*>", "", page, count=1)
        url = f"https://news.example/{len(posts)}"
        posts.append(a_post(title=file.stem, url=url, body=clean(body, url=url)))
    return posts


@pytest.mark.parametrize("generator", [HEXO, HUGO, JEKYLL, ELEVENTY, PELICAN, ASTRO], ids=str)
def test_a_recognised_site_builds_the_posts_that_are_written_for_it(generator: Generator, tmp_path: Path) -> None:
    site = generator.site(tmp_path)
    if generator is HUGO:  # as Hugo makes a new site: without raw HTML in Markdown
        (tmp_path / "hugo.toml").write_text('baseURL = "https://site.example/"\ntitle = "New"\n')
    found = recognise(tmp_path)
    assert found
    assert (found.posts, found.pages) == (site.posts, site.output)
    post = a_post(body="<h2>At dusk</h2><p>The <b>lamps</b> were lit.</p><ul><li>red</li><li>green</li></ul>")
    publish([post], dialect(found.dialect).customised(found.options), site)
    assert site.build().returncode == 0
    (page,) = built(site).values()
    assert plain(page[2]) == "At dusk The lamps were lit. red green"
