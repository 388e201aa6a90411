"""Posts through the real generators and back out of the built pages."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import lru_cache
from html import unescape
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath

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

    def handle_comment(self, data: str) -> None:
        self._first = False

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
    there = {names.key(PurePosixPath(file.relative_to(site.posts))) for file in site.posts.rglob("*")}
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


# Each generator, and the dialects whose posts it builds, its own first.
DIALECTS = {
    HEXO: ("hexo", "seed", "universal"),
    HUGO: ("hugo", "universal"),
    JEKYLL: ("jekyll", "universal"),
    ELEVENTY: ("eleventy", "universal"),
    PELICAN: ("pelican",),
    PELICAN_YAML: ("universal",),
    ASTRO: ("astro", "universal"),
}
# Those whose bare sites keep to categories, tags and authors, and to what a post says of its being shown.
OBEDIENT = (HEXO, HUGO, JEKYLL, ELEVENTY, PELICAN)


@dataclass(frozen=True)
class Crowd:
    """Posts of every kind in one site, as their generator has built them."""

    generator: Generator
    folder: Path  # three folders above the site
    site: Site
    nasty: dict[str, Post]
    real: dict[str, Post]
    others: dict[str, Post]
    pages: dict[str, tuple[str, str, str]]


@pytest.fixture(scope="module", params=DIALECTS, ids=str)
def crowd(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Crowd:
    generator, folder = request.param, tmp_path_factory.mktemp("crowd")
    below = folder / "a" / "b" / "site"
    below.mkdir(parents=True)
    site = generator.site(below)
    nasty_ones: dict[str, Post] = {}
    real: dict[str, Post] = {}
    others: dict[str, Post] = {}
    for name in DIALECTS[generator]:
        form = dialect(name)
        nasty_ones |= publish(nasty_articles(name), form, site)
        if (name, generator) in FORMS_OF_REAL_PAGES:
            real |= publish(real_pages(FORMS_OF_REAL_PAGES.index((name, generator))), form, site)
        if generator in OBEDIENT:
            others |= publish(of_one_title(name), form, site)
        if generator in OBEDIENT and name != "universal":  # which has no mark that all heed
            down = a_post(title=f"Down by {name}", url=f"https://down.example/{name}", also_at=ALSO, withdrawn=True)
            publish([down], form, site)
    if generator in OBEDIENT:
        others |= publish(of_terms_and_dates(), dialect(generator.name), site)
    done = site.build()
    assert done.returncode == 0, done.stdout + done.stderr
    return Crowd(generator, folder, site, nasty_ones, real, others, built(site))


def nasty_articles(name: str) -> list[Post]:
    return [replace(post, url=post.url.replace("news", name)) for post in nasty.posts()]


CORPUS = Path(__file__).parents[2] / "../shared/corpus/pages"
FORMS_OF_REAL_PAGES = (
    ("seed", HEXO),
    ("hexo", HEXO),
    ("hugo", HUGO),
    ("jekyll", JEKYLL),
    ("eleventy", ELEVENTY),
    ("pelican", PELICAN),
)


def real_pages(turn: int) -> list[Post]:
    """Pages with all that is around their articles, worse than any article; others for each form of posts."""
    posts = []
    for number, file in enumerate(sorted(CORPUS.rglob("*.html.gz"))[8 * turn :: 48]):
        page = gzip.decompress(file.read_bytes()).decode(errors="replace")
        body = re.sub(r"(?is)^.*?<body[^>]*>", "", page, count=1)
        url = f"https://real.example/{turn}/{number}"
        posts.append(a_post(title=file.stem, url=url, body=clean(body, url=url)))
    return posts


ALSO = ("https://other.example/1", "https://third.example/1")
UNDATED, AHEAD = "https://news.example/undated", "https://news.example/ahead"


def of_one_title(name: str) -> list[Post]:
    """Posts that only their days tell apart."""
    return [
        a_post(title="Two days", url=f"https://days.example/{name}/{day}", published=date(2024, 3, day))
        for day in (1, 2)
    ]


def of_terms_and_dates() -> list[Post]:
    terms = [
        a_post(url=f"https://news.example/{number}", tags=(term,), categories=(term, "z"), authors=(term,))
        for number, term in enumerate(nasty.TERMS)
    ]
    ahead = datetime(2099, 1, 1, tzinfo=UTC)
    return [
        *terms,
        a_post(also_at=ALSO),
        a_post(url=UNDATED, title="No day", published=None),
        a_post(url=AHEAD, title="No day", published=ahead),
    ]


def test_nasty_articles_come_out_of_the_real_build_as_they_went_in(crowd: Crowd) -> None:
    wrong = [
        (key, what, expected, found)
        for key, post in crowd.nasty.items()
        for what, expected, found in compare(post, crowd.pages[key])
        if expected != found
    ]
    assert not wrong, f"{len(wrong)} of {len(crowd.nasty)}: {wrong[:3]!r}"


def compare(post: Post, page: tuple[str, str, str]) -> list[tuple[str, object, object]]:
    title, moment, body = page
    inert = values.inert(values.title)(post)  # as dialects have it whose templates may print it as it is
    return [
        ("title", title if title == inert else line(post.title), title),
        ("date", "2024-02-29T23:30:15", moment),
        ("body", tokens(printable(post.body)), body_of(body)),
    ]


@pytest.mark.skipif(not CORPUS.is_dir(), reason="needs ../shared/corpus beside the project")
@pytest.mark.parametrize("crowd", OBEDIENT, ids=str, indirect=True)
def test_whole_pages_of_real_sites_come_out_as_they_went_in(crowd: Crowd) -> None:
    assert crowd.real
    bodies = ((post, crowd.pages[key][2]) for key, post in crowd.real.items())
    assert [post.url for post, body in bodies if tokens(printable(post.body)) != body_of(body)] == []


def test_each_post_has_a_page_whatever_its_title_and_day_but_those_that_were_taken_down(crowd: Crowd) -> None:
    assert set(crowd.pages) == {*crowd.nasty, *crowd.real, *crowd.others}


@pytest.mark.parametrize("crowd", OBEDIENT, ids=str, indirect=True)
def test_no_category_tag_or_author_leaves_the_site(crowd: Crowd) -> None:
    assert crowd.pages.keys() >= {f"https://news.example/{number}" for number in range(len(nasty.TERMS))}
    outside = [path for path in crowd.folder.rglob("*") if path.is_file() and crowd.site.folder not in path.parents]
    assert outside == []


@pytest.mark.parametrize("crowd", [HUGO, JEKYLL, ELEVENTY, PELICAN], ids=str, indirect=True)
def test_a_post_without_a_sensible_date_is_published_under_the_day_it_was_first_seen(crowd: Crowd) -> None:
    moments = {url: crowd.pages[url][1] for url in (UNDATED, AHEAD)}
    assert moments[UNDATED][:10] == "2024-03-02"
    leaves_out = crowd.generator in (HUGO, JEKYLL)  # what is dated ahead
    assert moments[AHEAD][:10] == ("2024-03-02" if leaves_out else "2099-01-01")


# What makes a generator leave quotes, dashes and code alone, as a site may choose: Markdown is read by its rules.
LITERAL = {
    "hexo": ("_config.yml", "marked: {smartypants: false}\nsyntax_highlighter: ''\n"),
    "hugo": ("hugo.toml", "[markup.goldmark.extensions.typographer]\ndisable = true\n"),
    "jekyll": (
        "_config.yml",
        "kramdown: {smart_quotes: 'apos,apos,quot,quot', syntax_highlighter: null, typographic_symbols:\n"
        "  {hellip: '...', mdash: '---', ndash: '--', laquo: '<<', raquo: '>>'}}\n",
    ),
    "astro": ("astro.config.mjs", "config.markdown = {smartypants: false};\n"),
}


@pytest.mark.parametrize("generator", [HEXO, HUGO, JEKYLL, ELEVENTY, PELICAN, ASTRO], ids=str)
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
    """The text without its white space, which Markdown lays out anew, and without word joiners."""
    return "".join(plain(html).replace("\u2060", "").split())


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
    for number, zone in enumerate(("Pacific/Auckland", "America/Los_Angeles")):  # the others build in UTC
        folder = tmp_path / str(number)
        folder.mkdir()
        site = generator.site(folder)
        publish(posts, dialect(generator.name), site)
        done = site.build(zone)
        assert done.returncode == 0, done.stdout + done.stderr
        days = {url: moment[:10] for url, (_, moment, _) in built(site).items()}
        seen.append((days, sorted(str(path.relative_to(site.output)) for path in site.output.rglob("*.html"))))
    assert seen[0][0] == {post.url: "2024-02-29" for post in posts}
    assert seen[0] == seen[1]


@pytest.mark.parametrize("generator", [HEXO, JEKYLL, ELEVENTY, PELICAN, ASTRO], ids=str)
def test_a_recognised_site_gets_posts_in_the_form_that_its_crowd_was_built_of(
    generator: Generator, tmp_path: Path
) -> None:
    site = generator.site(tmp_path)
    found = recognise(tmp_path)
    assert found
    assert (found.posts, found.pages) == (site.posts, site.output)
    assert dialect(found.dialect).customised(found.options) == dialect(DIALECTS[generator][0])


def test_a_new_hugo_site_which_has_no_raw_html_in_markdown_builds_the_posts_that_are_written_for_it(
    tmp_path: Path,
) -> None:
    site = HUGO.site(tmp_path)
    (tmp_path / "hugo.toml").write_text('baseURL = "https://site.example/"\ntitle = "New"\n')
    found = recognise(tmp_path)
    assert found
    assert (found.posts, found.pages) == (site.posts, site.output)
    mark = "HAHAHUGOSHORTCODE0s0HBHB"  # of Hugo's own
    post = a_post(body=f"<h2>At dusk</h2><p>The <b>lamps</b> were lit.</p><ul><li>red</li><li>{mark}</li></ul>")
    publish([post], dialect(found.dialect).customised(found.options), site)
    assert site.build().returncode == 0
    (page,) = built(site).values()
    assert letters(page[2]) == f"AtduskThelampswerelit.red{mark}"


@pytest.mark.parametrize("theme", ["simple", "notmyidea"])
def test_no_text_of_an_article_runs_as_a_script_in_pelicans_own_themes(theme: str, tmp_path: Path) -> None:
    site = PELICAN.site(tmp_path)
    config = tmp_path / "pelicanconf.py"
    config.write_text(config.read_text().replace("THEME = 'theme'", f"THEME = '{theme}'"))
    text = """"><img src=x onerror=alert(1)></title><script>alert(1)</script>" onmouseover="alert(1)"""
    post = a_post(title=text, description=text, authors=(text,), categories=("News", text), tags=(text,))
    publish([post], dialect("pelican"), site)
    done = site.build()
    assert done.returncode == 0, done.stdout + done.stderr
    pages = [Tokens(path.read_text()).found for path in site.output.rglob("*.html")]
    assert len(pages) > 5
    tags = [found for page in pages for found in page if isinstance(found, tuple)]
    assert "script" not in {tag for tag, _ in tags}
    assert not {"onerror", "onmouseover"} & {name for _, attributes in tags for name, _ in attributes}


def test_no_address_of_a_picture_stops_a_hugo_site_whose_theme_names_it_in_open_graph(tmp_path: Path) -> None:
    site = HUGO.site(tmp_path)
    layout = tmp_path / "layouts/_default/single.html"
    layout.write_text('{{ template "_internal/opengraph.html" . }}' + layout.read_text())
    addresses = ("https://p.example/100%.png", "https://p.example:port/a.png", "https://[p.example/a.png")
    posts = [a_post(url=f"https://news.example/{n}", title=f"T{n}", image=each) for n, each in enumerate(addresses)]
    publish(posts, dialect("hugo"), site)
    done = site.build()
    assert done.returncode == 0, done.stdout + done.stderr
    assert 'property="og:image" content="https://p.example/100%25.png"' in "".join(site.pages())
