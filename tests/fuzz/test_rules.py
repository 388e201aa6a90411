"""Whatever a rule file or a source's rules say, and whatever page they meet: a fault is told, and nothing breaks."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from crawler.extraction.result import Extraction
from crawler.items import Entry, Page
from crawler.rules import full_text_rss
from crawler.rules.apply import extract, next_piece
from crawler.rules.model import Rules
from crawler.rules.patterns import PatternTooSlow
from tests.fuzz.test_documents import PAGE_PARTS, fuzzed, made_of

LINES = """body: title: author: date: strip: strip_id_or_class: strip_image_src: find_string: replace_string: prune: tidy: : #
 single_page_link: next_page_link: if_page_contains: http_header(cookie): wrap_in(div): move_into(//p): src_lazy_load_attr:
 test_url: http://x.example/ replace_string(a): dissolve: native_ad_clue: skip_json_ld: autodetect_on_failure: yes no \n""".split(
    " "
)
SELECTORS = """//h1 //p //*[@class="x"] .//a/@href substring-after(//h1,"a") ( ) [ ] // @ | p.x > a ::text ::attr(href) count(//p) "x" 1 1=1
 //p[last()] //*[re:test(.,"(a+)+$")] ancestor::* $x string(.) x:y() html body // following::node() id("x") p:has(a)""".split()
PATTERNS = ["(a+)+$", "(", r"\1", "(?P<x>a)", "a|b", ".*", "(?i)x", "[", r"\d+", "^", "$", "(?=a)*", "a{1,99999}", "x"]

selectors = st.lists(st.sampled_from(SELECTORS) | st.text(max_size=5), min_size=1, max_size=4).map("".join)
patterns = st.sampled_from(PATTERNS) | st.text(max_size=6)
said = st.fixed_dictionaries(
    {},
    optional={
        **{
            name: st.lists(selectors, max_size=2)
            for name in ("body", "title", "author", "date", "image", "strip", "next_page", "single_page", "skip_if")
        },
        "dissolve": selectors,
        "replace": st.lists(st.fixed_dictionaries({"find": patterns, "with": patterns}), max_size=2),
        "wrap": st.lists(st.fixed_dictionaries({"tag": st.text(max_size=4), "select": selectors}), max_size=1),
        "move": st.lists(st.fixed_dictionaries({"into": selectors, "select": selectors}), max_size=1),
        "lazy_images": st.lists(st.text(max_size=5), max_size=2),
        "fall_back": st.booleans(),
    },
)


def applied(rules: Rules, body: bytes) -> None:
    page = Page("https://news.example/story", body, "utf-8")
    try:
        assert isinstance(extract([page], Entry(url=page.url), rules).found, Extraction)
        piece = next_piece([page], (), rules, seek_whole=True)
    except PatternTooSlow as error:
        assert "\n" not in str(error)  # noqa: PT017 - raising is allowed, not expected
    else:
        assert piece is None or piece.url.startswith(("http://", "https://"))


@fuzzed
@given(said, made_of(PAGE_PARTS))
def test_rules_are_refused_or_read_any_page(rules: dict[str, object], body: bytes) -> None:
    try:
        checked = Rules.model_validate(rules)
    except ValidationError as error:
        assert error.error_count()  # noqa: PT017 - raising is allowed, not expected
    else:
        applied(checked, body)


@fuzzed
@given(st.lists(st.sampled_from(LINES) | selectors | patterns, max_size=12).map(" ".join), made_of(PAGE_PARTS))
def test_a_rule_file_is_read_with_its_faults_named(text: str, body: bytes) -> None:
    read = full_text_rss.parse(text)
    applied(read.rules, body)
