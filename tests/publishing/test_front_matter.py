import json
import tomllib
from datetime import UTC, date, datetime

import pytest
import yaml

from crawler.publishing import PostOptions, dialect
from crawler.publishing.names import nfc
from crawler.publishing.options import FrontMatter
from crawler.publishing.text import line
from tests.publishing.nasty import TEXTS, TITLES
from tests.publishing.posts import BEIJING, a_post

READERS = {
    FrontMatter.YAML: lambda text: yaml.safe_load(text.split("---\n", 2)[1]),
    FrontMatter.TOML: lambda text: tomllib.loads(text.split("+++\n", 2)[1]),
    FrontMatter.JSON: lambda text: json.loads(text.split("\n\n", 1)[0]),
}


@pytest.mark.parametrize("language", list(FrontMatter))
def test_every_text_is_read_back_as_it_was_on_one_line(language: FrontMatter) -> None:
    form = dialect("plain").customised(PostOptions(front_matter=language))
    for title in (*TEXTS, *TITLES):
        post = a_post(title=title, tags=(f"a{title}"[:30],), authors=(f"b{title}"[:30],))
        found = READERS[language](form.render(post))
        assert found["title"] == (line(title) or post.url)
        assert found["tags"] == [nfc(line(f"a{title}"[:30]))]
        assert found["authors"] == [nfc(line(f"b{title}"[:30]))]


@pytest.mark.parametrize("language", list(FrontMatter))
def test_front_matter_ends_where_the_body_begins(language: FrontMatter) -> None:
    form = dialect("plain").customised(PostOptions(front_matter=language))
    assert form.render(a_post()).endswith("\n\n<div>\n<p>Evening came.</p>\n<p>The lamps were lit.</p>\n</div>\n")


@pytest.mark.parametrize(
    ("published", "in_utc", "at_source"),
    [
        (datetime(2024, 3, 1, 7, 30, 15, 900_000, tzinfo=BEIJING), "2024-02-29T23:30:15Z", "2024-03-01T07:30:15+08:00"),
        (datetime(2024, 3, 1, 7, 30, tzinfo=UTC), "2024-03-01T07:30:00Z", "2024-03-01T07:30:00Z"),
        (datetime(2024, 3, 1, 7, 30), "2024-03-01T07:30:00Z", "2024-03-01T07:30:00Z"),  # noqa: DTZ001
        (date(2024, 3, 1), "2024-03-01", "2024-03-01"),
    ],
)
def test_dates_name_their_zone(published: date, in_utc: str, at_source: str) -> None:
    for zone, expected in (("utc", in_utc), ("source", at_source)):
        form = dialect("hexo").customised(PostOptions.model_validate({"dates": zone}))
        assert f"date: {expected}" in form.render(a_post(published=published)).splitlines()


@pytest.mark.parametrize("name", ["seed", "hexo", "plain"])
def test_an_unknown_date_is_left_out(name: str) -> None:
    assert "\ndate:" not in dialect(name).render(a_post(published=None))


@pytest.mark.parametrize("name", ["hugo", "jekyll", "eleventy", "astro", "pelican", "zola", "universal"])
def test_where_a_date_is_needed_it_is_when_the_article_was_first_seen(name: str) -> None:
    assert "2024-03-02" in dialect(name).render(a_post(published=None))


def test_zola_finds_taxonomies_and_its_own_keys_in_tables() -> None:
    found = tomllib.loads(dialect("zola").render(a_post()).split("+++\n")[1])
    assert found["taxonomies"] == {"categories": ["World", "Harbour", "Latest"], "tags": ["lamps", "bridges"]}
    assert found["extra"]["canonical_url"] == "https://news.example/lamps"
    assert found["date"] == datetime(2024, 2, 29, 23, 30, 15, tzinfo=UTC)
    assert found["authors"] == ["Ada Quill", "Bo Lin"]
    assert found["slug"] == "qiao-shang-de-deng"


def test_pelicans_lines_are_bare_and_hold_html() -> None:
    post = a_post(title="<b> & 'quotes': x", tags=("a, b", "c; d", "<i>"), authors=("Ada", "Bo"))
    lines = dialect("pelican").render(post).split("\n\n")[0].splitlines()
    assert "Title: &lt;b&gt; &amp; 'quotes': x" in lines
    assert "Authors: Ada; Bo;" in lines
    assert "Tags: a, b; c, d; ‹i›; Harbour; Latest;" in lines
    assert "Category: World" in lines


@pytest.mark.parametrize(
    "name", ["hexo", "hugo", "jekyll", "eleventy", "astro", "zola", "universal", "plain", "pelican"]
)
def test_a_post_says_where_it_came_from(name: str) -> None:
    text = dialect(name).render(a_post())
    assert "https://news.example/lamps" in text
    assert "Harbour News" in text
    assert "Ada Quill" in text


@pytest.mark.parametrize(
    ("authors", "fixed", "expected"),
    [
        (("Ada Quill", "Bo Lin"), None, "Ada Quill, Bo Lin"),
        (("Ada Quill",), "The Desk", "The Desk"),
        ((), None, "Harbour News"),  # else a theme would name the owner of the site
    ],
)
def test_a_post_names_its_authors(authors: tuple[str, ...], fixed: str | None, expected: str) -> None:
    found = yaml.safe_load(dialect("hexo").render(a_post(authors=authors, fixed_author=fixed)).split("---\n")[1])
    assert found["author"] == expected


def test_names_are_said_once_and_fit_a_folder() -> None:
    post = a_post(tags=("Lamps", "lamps", " ", "!", "灯" * 100), categories=("a", "A", "b"))
    found = yaml.safe_load(dialect("jekyll").render(post).split("---\n")[1])
    assert found["tags"] == ["Lamps", "灯" * 40]
    assert found["categories"] == ["a", "b"]


@pytest.mark.parametrize("name", ["seed", "hexo"])
def test_nested_categories_keep_all_their_levels(name: str) -> None:
    found = yaml.safe_load(dialect(name).render(a_post(categories=("a", "b", "A"))).split("---\n")[1])
    assert found["categories"] == ["a", "b", "A"]


@pytest.mark.parametrize(
    ("changes", "picture"),
    [
        ({}, "https://pictures.example/7"),
        ({"body": '<img src="https://p.example/in-body.jpg">'}, "https://p.example/in-body.jpg"),
        (
            {"body": '<img src="https://p.example/x.jpg">', "image": "https://p.example/lead.jpg"},
            "https://p.example/lead.jpg",
        ),
    ],
)
def test_the_lead_picture_comes_before_the_first_of_the_body_and_the_placeholder(
    changes: dict[str, str], picture: str
) -> None:
    found = yaml.safe_load(dialect("hexo").render(a_post(**changes)).split("---\n")[1])
    assert found["headimg"] == found["thumbnail"] == picture


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("<script>alert(1)</script>", "‹script>alert(1)‹/script>"),
        ("<!-- x --> <?x <svg/onload=alert(1)>", "‹!-- x --> ‹?x ‹svg/onload=alert(1)>"),
        ('x" onmouseover = "alert(1)', 'x" onmouseover ＝ "alert(1)'),
        ("<b onclick=alert(1)>", "‹b onclick=alert(1)>"),
        ("1 < 2, <b>bold</b>, a=b, it's a=b, on=1", "1 < 2, <b>bold</b>, a=b, it's a=b, on=1"),
    ],
)
@pytest.mark.parametrize("name", ["seed", "hexo", "jekyll", "eleventy", "universal"])
def test_a_theme_that_prints_text_as_it_is_prints_no_markup(name: str, text: str, written: str) -> None:
    post = a_post(title=text, tags=(text,), authors=(text,), description=text, site_name=text)
    found = yaml.safe_load(dialect(name).render(post).split("---\n")[1])
    assert found["title"] == written
    if name != "seed":  # its tags and author are the user's own
        assert (found["author"], found["site_name"]) == (written, written)
        assert [tag.replace("／", "/") for tag in found["tags"]] == [written]  # a wide one for Astro
        assert found["description"] == written
