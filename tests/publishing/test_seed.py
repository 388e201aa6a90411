from datetime import UTC, date, datetime
from pathlib import Path, PurePosixPath

import pytest
import yaml

from crawler.publishing import dialect
from tests.publishing.posts import BEIJING, a_post

SEED = Path(__file__).parents[2] / "../shared/seed/seed.md"
SEED_DIALECT = dialect("seed")


@pytest.mark.skipif(not SEED.exists(), reason="needs ../shared/seed beside the project")
def test_the_seed_comes_out_byte_for_byte() -> None:
    seed = SEED.read_bytes().decode()
    body = seed.partition("<div>   \n")[2].rpartition("  \n</div>")[0]
    post = a_post(
        title="金融机构纷纷布局元宇宙，金融元宇宙要来了？",
        body=body.replace("\N{NO-BREAK SPACE}", "&nbsp;"),
        published=datetime(2022, 5, 26, 11, 38, 9, tzinfo=BEIJING),
        source="36kr",
        categories=("新媒体", "36kr", "资讯"),
        placeholder="https://picsum.photos/400/300?random=8304",
    )
    assert SEED_DIALECT.render(post) == seed
    assert SEED_DIALECT.path(post) == PurePosixPath("新媒体/36kr/资讯/金融机构纷纷布局元宇宙，金融元宇宙要来了？.md")


def test_a_post_has_the_old_systems_form() -> None:
    post = a_post(body='<p>灯 <img src="https://pictures.example/lamp.jpg"></p> \n<p>亮了。</p>')
    assert SEED_DIALECT.render(post) == (
        "\n---\n"
        "title: '桥上的灯'\n"
        "categories: \n - World\n - Harbour\n - Latest\n"
        "headimg: 'https://pictures.example/lamp.jpg'\n"
        "author: Harbour News\n"
        "comments: false\n"
        "date: Thu, 29 Feb 2024 23:30:15 GMT\n"
        "thumbnail: 'https://pictures.example/lamp.jpg'\n"
        "---\n\n"
        '<div>   \n<p>灯 <img src="https://pictures.example/lamp.jpg"></p> \n<p>亮了。</p>  \n</div>\n            '
    )


def front_matter(text: str) -> dict[str, object]:
    found: dict[str, object] = yaml.safe_load(text.split("---\n")[1])
    return found


@pytest.mark.parametrize(
    ("title", "line"),
    [
        ("plain: a #1 title", "title: 'plain: a #1 title'"),
        ("It's", 'title: "It\'s"'),
        ('"Quoted"', "title: '\"Quoted\"'"),
        ('It\'s "both" \\n', 'title: "It\'s \\"both\\" \\\\n"'),
        ("two\nlines\x00", "title: 'two lines'"),
        ("{{ braces }} <b> [x] a/b", "title: '{{ braces }} <b> [x] a/b'"),
    ],
)
def test_a_title_is_valid_yaml_and_unaltered(title: str, line: str) -> None:
    text = SEED_DIALECT.render(a_post(title=title))
    assert line in text.splitlines()
    assert front_matter(text)["title"] == title.replace("\n", " ").replace("\x00", "")


@pytest.mark.parametrize(
    "name", ["36kr", "1e3", "0x1F", "no", "y", "2022-05-26", "12:30", "a: b", "#x", "@x", "~a", "1_0"]
)
def test_names_are_bare_only_where_yaml_reads_them_as_text(name: str) -> None:
    post = front_matter(SEED_DIALECT.render(a_post(fixed_author=name, categories=(name, "b"))))
    assert post["author"] == name
    assert post["categories"] == [name, "b"]


def test_the_fixed_author_comes_before_the_name_of_the_source() -> None:
    assert "author: The Desk\n" in SEED_DIALECT.render(a_post(fixed_author="The Desk"))


def test_a_post_without_a_date_has_no_date_line() -> None:
    assert "date" not in front_matter(SEED_DIALECT.render(a_post(published=None)))


@pytest.mark.parametrize(
    ("published", "line"),
    [
        (date(2024, 3, 1), "date: Fri, 01 Mar 2024 00:00:00 GMT"),
        (datetime(2024, 3, 1, 23, 59, 59), "date: Fri, 01 Mar 2024 23:59:59 GMT"),  # noqa: DTZ001
        (datetime(2024, 3, 1, 0, 30, 5, 999_999, tzinfo=BEIJING), "date: Thu, 29 Feb 2024 16:30:05 GMT"),
        (datetime(2024, 3, 1, tzinfo=UTC), "date: Fri, 01 Mar 2024 00:00:00 GMT"),
    ],
)
def test_dates_are_in_gmt_and_cut_to_the_second(published: date, line: str) -> None:
    assert line in SEED_DIALECT.render(a_post(published=published)).splitlines()


def test_an_article_without_a_picture_has_its_placeholder() -> None:
    post = front_matter(SEED_DIALECT.render(a_post(image="https://pictures.example/lead.jpg")))
    assert post["headimg"] == post["thumbnail"] == "https://pictures.example/7"


def test_an_inlined_picture_is_no_lead_picture() -> None:
    body = '<img src="data:image/gif;base64,R0lG"><img src="http://pictures.example/a.jpg">'
    assert front_matter(SEED_DIALECT.render(a_post(body=body)))["headimg"] == "http://pictures.example/a.jpg"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("a:b/c\\d?e*f“g”h<i>j|k[l]m", "a_b_c_d_e_f_g_h_i_j_k_l_m.md"),
        ("Up 10.5% #1", "Up 105 1.md"),
        ("“Lamps”", "Lamps_.md"),  # Hexo passes over a file whose name begins with an underscore
        ('"Lamps"', "Lamps_.md"),
        ("全角：？｜「」保留", "全角：？｜「」保留.md"),
        ("It's (good), & $5!", "It's (good), & $5!.md"),
    ],
)
def test_a_file_is_named_after_its_title(title: str, name: str) -> None:
    assert SEED_DIALECT.path(a_post(title=title)).name == name


@pytest.mark.parametrize("title", ["", "...", "#"])
def test_a_title_that_gives_no_name_is_named_after_its_address(title: str) -> None:
    assert SEED_DIALECT.path(a_post(title=title)).name == "article-52e48edc87.md"


def test_what_the_old_system_spoiled_stays_right() -> None:
    body = (
        "<p>a &lt; b &amp;&amp; c, {{ title }}, {% raw %}</p> \n"
        "<pre><code>&lt;dependency&gt;\n\n    &lt;script&gt;alert(1)&lt;/script&gt;\n \n"
        "```\n&lt;/dependency&gt;</code></pre> "
    )
    assert SEED_DIALECT.render(a_post(body=body)).partition("<div>   \n")[2] == (
        "<p>a &lt; b &amp;&amp; c, &#123;&#123; title &#125;&#125;, &#123;% raw %&#125;</p> \n"
        "<pre><code>&lt;dependency&gt;&#10;\n    &lt;script&gt;alert(1)&lt;/script&gt;&#10; \n"
        "&#96;&#96;&#96;\n&lt;/dependency&gt;</code></pre>  \n</div>\n            "
    )


@pytest.mark.parametrize(
    ("body", "kept"),
    [
        ("<p>a</p> \n\n\n<p>b</p>", True),
        ("<div><p>a</p>\n \n  <h2>b</h2>\n\n</div>", True),
        ("<p>a</p>\n\n    <p>b</p>", False),  # Markdown would take it for code
        ("<p>a</p>\n\n<b>b</b>", False),  # and this for a paragraph
        ("<p>a</p>\n\n<pre>b</pre>\nc", False),
    ],
)
def test_blank_lines_between_blocks_stay_where_markdown_leaves_them_alone(body: str, kept: bool) -> None:
    assert (body in SEED_DIALECT.render(a_post(body=body))) is kept
