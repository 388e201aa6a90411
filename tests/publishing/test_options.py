from pathlib import PurePosixPath
from typing import Any

import pytest
import yaml
from pydantic import ValidationError

from crawler.publishing import OptionsError, Post, PostOptions, dialect, dialects
from crawler.publishing.front_matter import EMITTERS
from crawler.publishing.options import FIELDS, FrontMatter
from tests.publishing.posts import a_post


def customised(name: str, **options: Any) -> Any:
    return dialect(name).customised(PostOptions.model_validate(options))


def keys(text: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(text.split("---\n")[1])
    return found


@pytest.mark.parametrize("name", dialects())
def test_a_dialect_without_wishes_stays_as_it_is_and_is_one_for_all_sources(name: str) -> None:
    assert customised(name) is dialect(name)


def test_keys_are_renamed_dropped_and_added() -> None:
    form = customised(
        "hexo",
        rename={"canonical_url": "original"},
        drop=["comments", "thumbnail"],
        add={
            "layout": "news",
            "top": 3,
            "toc": True,
            "flags": ["a", "{title}"],
            "byline": "{author} via {source} ({date:%d.%m.%Y}) {{x}}",
            "meta.url": "{url}",
            "author": "{site}",
        },
    )
    found = keys(form.render(a_post()))
    assert found["original"] == "https://news.example/lamps"
    assert not {"canonical_url", "comments", "thumbnail"} & set(found)
    assert (found["layout"], found["top"], found["toc"], found["flags"]) == ("news", 3, True, ["a", "桥上的灯"])
    assert found["byline"] == "Ada Quill, Bo Lin via Harbour News (29.02.2024) {x}"
    assert found["meta"] == {"url": "https://news.example/lamps"}
    assert found["author"] == "Harbour News"


@pytest.mark.parametrize("name", ["seed", "hexo", "jekyll", "eleventy", "universal", "pelican"])
def test_templates_print_no_markup_of_an_article_where_themes_do_not_escape(name: str) -> None:
    post = a_post(
        url="https://news.example/?src=x", title="<script>x</script>", site_name='"on" <b>x</b>', authors=("onclick=x",)
    )
    form = customised(
        name, add={"label": "<a href='{url}'>{title}</a>", "byline": "{author} via {site}", "all": ["{title}"]}
    )
    text = form.render(post)
    assert "<script" not in text
    assert 'onclick＝x via "on" <b>x</b>' in text.replace('\\"', '"')
    assert "<a href='https://news.example/?src=x'>‹script>" in text.replace("''", "'")
    assert "<script>x</script> by" in customised("hugo", add={"byline": "{title} by"}).render(post)


@pytest.mark.parametrize("field", FIELDS)
def test_each_field_of_templates_has_a_value(field: str) -> None:
    assert f"x: '{field}: " in customised("hexo", add={"x": f"{field}: {{{field}}}"}).render(
        a_post(license="https://terms.example/")
    )


def test_a_key_that_a_rename_takes_over_has_the_renamed_value() -> None:
    found = keys(customised("hexo", drop=["date"], rename={"updated": "date"}).render(a_post()))
    assert "updated" not in found
    assert str(found["date"]).startswith("2024-02-29")


@pytest.mark.parametrize(
    ("template", "path"),
    [
        ("{date:%Y}/{slug}", "2024/qiao-shang-de-deng.md"),
        ("{date:%Y/%m}/{domain}/{slug}", "2024/02/news.example/qiao-shang-de-deng.md"),
        ("{categories}/{name}", "World/Harbour/Latest/桥上的灯.md"),
        ("{source}/{title}", "Harbour News/桥上的灯.md"),
        ("../../etc/{slug}", "etc/qiao-shang-de-deng.md"),
        ("/{url}", "https___news.example_lamps.md"),
        (".{slug}", "qiao-shang-de-deng.md"),
        ("{description}", "How the lamps were lit..md"),
    ],
)
def test_a_file_name_is_a_template_that_never_leaves_the_folder(template: str, path: str) -> None:
    assert customised("hexo", file_name=template).path(a_post()) == PurePosixPath(path)


def test_text_in_a_name_makes_no_folder() -> None:
    assert customised("hexo", file_name="{title}").path(a_post(title="a/../b\\c")) == PurePosixPath("a_.._b_c.md")


def test_a_slug_keeps_its_letters_where_the_user_wants() -> None:
    assert customised("hexo", slug="unicode").path(a_post()) == PurePosixPath("桥上的灯.md")


@pytest.mark.parametrize(
    "template",
    ["{nosuch}", "{title.__class__}", "{title[0]}", "{0}", "{}", "{title!r}", "{title", "{title:%Y}", "{date:{slug}}"],
)
def test_a_template_with_an_unknown_field_is_refused(template: str) -> None:
    for options in ({"file_name": template}, {"add": {"key": template}}, {"add": {"key": [template]}}):
        with pytest.raises(ValidationError):
            PostOptions.model_validate(options)


@pytest.mark.parametrize(
    "options", [{"body": "pdf"}, {"slug": "emoji"}, {"nosuch": 1}, {"dates": "local"}, {"add": {"n": float("nan")}}]
)
def test_unknown_wishes_are_refused(options: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        PostOptions.model_validate(options)


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("seed", {"body": "markdown"}),
        ("seed", {"front_matter": "toml"}),
        ("pelican", {"front_matter": "yaml"}),
        ("hexo", {"front_matter": "toml"}),
        ("jekyll", {"front_matter": "json"}),
        ("eleventy", {"front_matter": "toml"}),
        ("astro", {"front_matter": "json"}),
        ("zola", {"front_matter": "json"}),
        ("universal", {"body": "markdown"}),
        ("jekyll", {"file_name": "{slug}"}),
        ("hexo", {"drop": ["coments"]}),
        ("hexo", {"rename": {"canonical": "original"}}),
        ("universal", {"file_name": "{date:%Y}/{slug}"}),
        ("hexo", {"add": {"": "x"}}),
        ("hexo", {"rename": {"canonical_url": "extra..url"}}),
        ("hexo", {"rename": {"canonical_url": "link", "also_at": "link"}}),
        ("hexo", {"rename": {"canonical_url": "title"}}),
        ("zola", {"add": {"extra": "x"}}),
        ("astro", {"add": {"a.b": "x", "a": "y"}}),
        ("pelican", {"add": {"a key": "x"}}),
        ("pelican", {"add": {"extra.url": "x"}}),
    ],
)
def test_wishes_that_a_dialect_cannot_fulfil_are_refused(name: str, options: dict[str, Any]) -> None:
    with pytest.raises(OptionsError, match=name):
        customised(name, **options)


@pytest.mark.parametrize(
    ("name", "language"), [("hugo", "json"), ("zola", "yaml"), ("astro", "toml"), ("hexo", "yaml")]
)
def test_front_matter_may_be_in_what_the_generator_reads(name: str, language: str) -> None:
    assert customised(name, front_matter=language).emit is EMITTERS[FrontMatter(language)]


def test_jekylls_names_may_have_folders_before_their_date() -> None:
    form = customised("jekyll", file_name="{source}/{date:%Y-%m-%d}-{slug}")
    assert form.path(a_post()) == PurePosixPath("Harbour News/2024-02-29-qiao-shang-de-deng.html")


def test_markdown_files_are_named_so() -> None:
    assert customised("jekyll", body="markdown").path(a_post()).suffix == ".md"


def test_two_articles_without_a_title_have_names_of_their_own() -> None:
    def path(url: str) -> PurePosixPath:
        post: Post = a_post(title="", url=url)
        return dialect("hexo").path(post)

    assert path("https://news.example/1") != path("https://news.example/2")


@pytest.mark.parametrize("body", ["html", "markdown"])
def test_the_lead_picture_can_be_left_to_the_front_matter(body: str) -> None:
    lead = "https://news.example/media/lamp-on-the-bridge.jpg"
    post = a_post(image=lead, body=f'<figure><img src="{lead}" alt=""></figure><p>The lamps were lit.</p>')
    assert customised("hexo", body=body).render(post).count(lead) == 3
    left = customised("hexo", body=body, lead_picture="front_matter").render(post)
    assert keys(left)["thumbnail"] == lead
    assert left.count(lead) == 2
    assert "The lamps were lit." in left


def test_without_an_image_the_bodys_first_picture_is_the_lead_picture() -> None:
    post = a_post(image=None, body='<p><img src="/media/lamp.jpg"></p><p>The lamps were lit.</p>')
    left = customised("jekyll", lead_picture="front_matter").render(post)
    assert keys(left)["image"] == "/media/lamp.jpg"
    assert left.count("lamp.jpg") == 1


def test_a_lead_picture_is_not_left_to_a_front_matter_that_has_none() -> None:
    with pytest.raises(OptionsError, match="the front matter has none"):
        customised("jekyll", lead_picture="front_matter", drop=["image"])
    customised("jekyll", lead_picture="front_matter", drop=["image"], add={"cover.image": "{image}"})
