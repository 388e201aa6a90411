"""Rule files in the form of Full-Text RSS: what they mean here, and what the linter says of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawler.items import Page
from crawler.rules.apply import extract
from crawler.rules.full_text_rss import KNOWN, UNDERSTOOD, SiteRules, lint, parse, read

# How often each directive stands in the 2,041 files of the public collection.
USES = {
    "strip_id_or_class": 5253, "strip": 3483, "test_url": 2817, "body": 1997, "author": 952, "title": 906, "prune": 894,
    "date": 769, "find_string": 452, "tidy": 449, "replace_string": 787, "http_header": 236, "test_contains": 206,
    "next_page_link": 113, "single_page_link": 108, "single_page_link_in_feed": 1, "login_extra_fields": 94,
    "strip_attr": 92, "login_uri": 49, "login_username_field": 49, "login_password_field": 49, "requires_login": 48,
    "not_logged_in_xpath": 48, "wrap_in": 43, "insert_detected_image": 32, "convert_double_br_tags": 27,
    "strip_image_src": 26, "native_ad_clue": 13, "dissolve": 12, "skip_json_ld": 11, "autodetect_on_failure": 10,
    "footnotes": 9, "autodetect_next_page": 8, "parser": 8, "move_into": 7, "if_page_contains": 7, "strip_comments": 7,
    "skip_id_or_class": 5, "src_lazy_load_attr": 2, "https": 2,
}  # fmt: skip


def body_of(text: str, markup: str) -> str:
    page = Page("https://name.example/article", f"<html><body>{markup}</body></html>".encode(), "utf-8")
    return extract([page], None, parse(text).rules).found.body


@pytest.mark.parametrize(
    ("text", "markup", "body"),
    [
        ("body: //div[@id='a']", "<div id=a><p>One.</p></div><p>Two.</p>", "<p>One.</p>"),
        ("# a comment\n\nbody: //i\nbody: //b", "<p>x <b>One.</b></p>", "<b>One.</b>"),
        ("body: //div[@itemProp='t']", "<div itemprop=t><p>One.</p></div>", "<p>One.</p>"),
        ("body: //div\nstrip: //i", "<div><p>One.</p><i>no</i></div>", "<p>One.</p>"),
        ("body: //div\nstrip: //p/following-sibling::i[child::text()]", "<div><p>One.</p><i>no</i></div>", "<p>One.</p>"),
        ("body: //div\nstrip_id_or_class: ad", "<div><p>One.</p><i class='x-ad-x'>no</i><i id=ad>no</i></div>", "<p>One.</p>"),
        ("body: //div\nstrip_image_src: /ads/", "<div><p>One.</p><img src='https://x.example/ads/1.png'></div>", "<p>One.</p>"),
        ("body: //div\nstrip_attr: //p/@class", "<div><p class=a>One.</p></div>", "<p>One.</p>"),
        ("body: //div\nfind_string: <i>\nreplace_string: <b>\nfind_string: </i>\nreplace_string: </b>",
         "<div><p>One <i>two</i></p></div>", "<p>One <b>two</b></p>"),
        ("body: //div\nreplace_string(<i>): <b>\nreplace_string(</i>): </b>", "<div><p>One <i>two</i></p></div>", "<p>One <b>two</b></p>"),
        (r"body: //div" "\n" r"replace_string(a.c): x\1y", "<div><p>a.c abc</p></div>", r"<p>x\1y abc</p>"),
        ("body: //div\nreplace_string(<u>):\nreplace_string(</u>):", "<div><p>One <u>two</u></p></div>", "<p>One two</p>"),
        ("body: //div\nwrap_in(blockquote): //p[@class='q']", "<div><p>One.</p><p class=q>Two.</p></div>",
         '<p>One.</p><blockquote><p class="q">Two.</p></blockquote>'),
        ("body: //div\ndissolve: //section", "<div><section><p>One.</p></section></div>", "<p>One.</p>"),
        ("body: //div[@id='a']\nmove_into(//div[@id='a']): //h2[@id='b']", "<h2 id=b>Two</h2><div id=a><p>One.</p></div>",
         '<p>One.</p><h2 id="b">Two</h2>'),
        ("body: //div\nconvert_double_br_tags: yes", "<div><p>One.<br> <br/>Two.</p></div>", "<p>One.</p><p>Two.</p>"),
        ("body: //div\nsrc_lazy_load_attr: data-later", "<div><p>One.</p><img data-later='https://x.example/1.png' src='https://x.example/no.png'></div>",
         '<p>One.</p><img data-later="https://x.example/1.png" src="https://x.example/1.png">'),
    ],
)  # fmt: skip
def test_directives_do_what_they_do_in_full_text_rss(text: str, markup: str, body: str) -> None:
    assert parse(text).remarks == []
    assert body_of(text, markup) == body


def test_headers_links_and_switches_are_read() -> None:
    site = parse(
        "http_header(user-agent): Reader/1\nhttp_header(Cookie): a=b\nhttp_header(referer): https://name.example/\n"
        "single_page_link: //a[@class='all']\nnext_page_link: //a[@rel='next']\nnative_ad_clue: //b\n"
        "skip_json_ld: yes\nautodetect_on_failure: no\n"
    )
    assert site.headers == {"User-Agent": "Reader/1", "Cookie": "a=b", "Referer": "https://name.example/"}
    assert site.rules.single_page == ("//a[@class='all']",)
    assert site.rules.next_page == ("//a[@rel='next']",)
    assert site.rules.skip_if == ("//b",)
    assert (site.rules.json_ld, site.rules.fall_back) == (False, False)
    assert site.remarks == []


@pytest.mark.parametrize("link", ["//a/@href", "concat(//a/@href, '')"])
@pytest.mark.parametrize(("marked", "found"), [("<b>x</b>", "https://name.example/all"), ("", None)])
def test_a_condition_holds_for_the_link_before_it(link: str, marked: str, found: str | None) -> None:
    from crawler.rules.apply import next_piece

    rules = parse(f"single_page_link: {link}\nif_page_contains: //b").rules
    page = Page("https://name.example/1", f"<body>{marked}<a href=/all>all</a>".encode())
    piece = next_piece([page], (), rules, seek_whole=True)
    assert (piece and piece.url) == found


@pytest.mark.parametrize(
    ("text", "line", "remark"),
    [
        ("\ntitl: //h1", 2, "'titl' is no directive; did you mean 'title'?"),
        ("test_rul: x", 1, "'test_rul' is no directive; did you mean 'test_url'?"),
        ("gibberish: x", 1, "'gibberish' is no directive"),
        ("just words", 1, "'just words' is no 'directive: value'"),
        ("title: //h1[", 1, "title: '//h1[' is no XPath expression: Invalid expression"),
        ("title: lower-case(//h1)", 1, "title: 'lower-case(//h1)' is no XPath 1.0 expression: there is no function lower-case()"),
        ("body:", 1, "body has no value"),
        ("prune: maybe", 1, "prune is yes or no, not 'maybe'"),
        ("title(x): //h1", 1, "title takes nothing in parentheses"),
        ("body: //p[matches(@class, 'x')]", 1, "body: \"//p[matches(@class, 'x')]\" is no XPath 1.0 expression: there is no function matches()"),
        ("wrap_in: //p", 1, "wrap_in needs its tag in parentheses: wrap_in(…): …"),
        ("http_header(host): x", 1, "http_header: 'host' is not sent; known: accept, accept-language, cookie, referer, user-agent"),
        ("strip_id_or_class: //div[@id='a']", 1, "strip_id_or_class: \"//div[@id='a']\" is an XPath expression; strip takes those"),
        ("find_string: a\nfind_string: b\nreplace_string: c", 2, "2 find_string go with 1 replace_string; the rest is left out"),
        ("if_page_contains: //b", 1, "if_page_contains: stands after no expression that it could be a condition of"),
        ("login_uri: https://x.example", 1, "login_uri: logging in is not supported: pages are fetched as for anyone"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_its_line_and_left_out(text: str, line: int, remark: str) -> None:
    remarks = parse(text).remarks
    assert [(found.line, found.text) for found in remarks] == [(line, remark)]
    assert remarks[0].is_fault is not text.startswith("login")


def test_a_relative_expression_is_never_taken_for_css() -> None:
    site = parse("strip: header/nav\ntitle: h1")
    assert (site.rules.strip, site.rules.title) == (("(header/nav)",), ("(h1)",))


def test_the_linter_names_file_and_line(tmp_path: Path) -> None:
    (tmp_path / "name.com.txt").write_text("bdy: //p\n")
    (tmp_path / ".other.org.txt").write_bytes(b"# caf\xe9\r\ntitle: //h1\r\nstrip: //[\r\n")
    (tmp_path / "no host.txt").write_text("title: //h1\n")
    (tmp_path / "README.md").write_text("not: a rule file")
    found = [(file.name, remark.line) for file, remark in lint(tmp_path)]
    assert found == [(".other.org.txt", 3), ("name.com.txt", 1), ("no host.txt", 1)]


def test_the_directives_understood_cover_the_public_collection() -> None:
    assert set(USES) <= KNOWN
    covered = sum(count for name, count in USES.items() if name in UNDERSTOOD)
    assert covered / sum(USES.values()) > 0.98


def test_nine_in_ten_public_files_are_understood_whole(shared: Path) -> None:
    files = sorted(file for file in (shared / "rules").iterdir() if file.suffix == ".txt")
    whole = [file for file in files if not read(file).remarks]
    assert len(files) > 15
    assert len(whole) / len(files) >= 0.9


def test_nothing_makes_reading_raise() -> None:
    assert (
        parse("\x00: (((\n): x\nreplace_string(: a\nmove_into(//[): //p\nwrap_in(<b>): //p").rules == SiteRules().rules
    )


def test_files_are_read_however_they_are_written() -> None:
    site = parse(
        "\ufeffTITLE://H1[@Class='Big H1']\r\n prune : no  # as it was\r\ntidy: true\r\n\r\nnext_page_link: //a\rif_page_contains: //b"
    )
    assert site.rules.title == ("//h1[@class='Big H1']",)
    assert site.rules.next_page == ("(//a)[//b]",)
    assert site.remarks == []
