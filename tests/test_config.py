"""The sources file: what it may hold, and how it tells what is wrong with it."""

import re
from datetime import timedelta
from pathlib import Path
from textwrap import indent

import pytest

from crawler import sources
from crawler.config import BY_HAND, ConfigError, Content, Source, by_hand, load, parse
from crawler.rules.filters import Filter
from crawler.rules.requests import Rendering

FILE = Path("/site/sources.yaml")

MINIMAL = """\
sources:
  - name: 36kr
    url: https://36kr.com/feed
"""


def test_a_name_and_an_address_are_enough() -> None:
    config = parse(MINIMAL, FILE)
    (source,) = config.sources
    assert (source.name, source.url, source.content) == ("36kr", "https://36kr.com/feed", Content.AUTO)
    assert (config.output, config.state) == (Path("/site/output"), Path("/site/.crawler/state.db"))


def test_paths_are_relative_to_the_sources_file_or_to_the_users_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/ada")
    monkeypatch.setenv("USERPROFILE", "/home/ada")
    config = parse(f"{MINIMAL}browser: tools/chrome\nbuild: {{command: make, pages: ~/public, folder: site}}", FILE)
    assert config.browser == Path("/site/tools/chrome")
    assert config.build
    assert (config.build.folder, config.build.pages) == (Path("/site/site"), Path("/home/ada/public"))
    assert parse(f"{MINIMAL}browser: ~/chrome", FILE).browser == Path("/home/ada/chrome")


def test_defaults_are_for_every_source_that_does_not_say_otherwise() -> None:
    text = """\
defaults:
  content: page
  categories: [News]
sources:
  - {name: a, url: https://a.example/feed}
  - {name: b, url: https://b.example/feed, content: feed}
"""
    first, second = parse(text, FILE).sources
    assert (first.content, first.categories) == (Content.PAGE, ("News",))
    assert (second.content, second.categories) == (Content.FEED, ("News",))


def test_numbers_stand_for_text_where_text_is_wanted() -> None:
    config = parse("sources: [{name: 2022, url: https://a.example/, author: 36, categories: [1]}]", FILE)
    assert (config.sources[0].name, config.sources[0].author, config.sources[0].categories) == ("2022", "36", ("1",))


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("", 1, "holds keys and values"),
        ("- a\n- b", 1, "holds keys and values"),
        ("sources: ]", 1, "no YAML"),
        ("a: b: c", 1, "no YAML"),
        (MINIMAL + "---\nsources: []", 4, "no YAML: found another document"),
        ("dialect: hexo # é\nsources: \0", 2, "no YAML: a control character (U+0000)"),
        (MINIMAL + "    placeholders: true", 4, "false leaves them out"),
        ("dialect: hexo\nsources:\n\t- name: a", 3, "is indented by a tab"),
        ("dialect: hexo", 1, "sources: is missing"),
        ("sources: []", 1, "at least one source"),
        ("sources: news", 1, "a list is needed"),
        ("sources:\n  - name: a", 2, "url: is missing"),
        (MINIMAL + "    contnet: page", 4, "did you mean 'content'?"),
        (MINIMAL + "    options: {include: /news/}", 4, "options: unknown key"),
        (MINIMAL + "    kind: sitemap\n    include: /news/\n    options: {exclude: /a/}", 6, "options: unknown key"),
        (MINIMAL + "    content: pages", 4, "'auto', 'feed' or 'page'"),
        (MINIMAL + "    categories: news", 4, "a list is needed"),
        (MINIMAL + "    url: https://36kr.com/feed2", 4, "for the second time (first on line 3)"),
        (MINIMAL + "outptu: x", 4, "did you mean 'output'?"),
        (MINIMAL + "dialect: hexxo", 4, "did you mean 'hexo'?"),
        (MINIMAL + "allow_private_addresses: perhaps", 4, "true or false is needed"),
        (MINIMAL + "    max_new: many", 4, "max_new: a whole number is needed"),
        (MINIMAL + "    max_new: 1.5", 4, "max_new: a whole number is needed"),
        (MINIMAL + "delay: soon", 4, "delay: a number is needed"),
        (MINIMAL + "output:", 4, "is empty"),
        (MINIMAL + "output: [a]", 4, "a path is needed"),
        (MINIMAL + 'output: "a\\0"', 4, "no file can have such a name"),
        (MINIMAL + "output: ~nobody-of-this-name/x", 4, "whose home folder ~nobody-of-this-name could be"),
        ("sources:  # none yet", 1, "`crawler add URL`"),
        (MINIMAL + "defaults: news", 4, "keys with values are needed"),
        (MINIMAL + "    author: yes", 4, "needs quotes"),
        (MINIMAL + "    look_again: [.inf]", 4, "less than or equal to 36500"),
        (MINIMAL + "    post: {add: {a: {b: c}}}", 4, "a text, a number, true, false or a list of texts is needed"),
        (MINIMAL + "1: x", 4, "1: unknown key"),
        (MINIMAL + "    on: x", 4, "sources[0].on: unknown key"),
        ("sources: [https://a.example/feed]", 1, "keys with values are needed"),
        (MINIMAL + "defaults:\n  name: x", 5, "unknown key"),
        (
            MINIMAL + "  - name: 36kr\n    url: https://b.example/",
            4,
            "two sources are named '36kr' (the other on line 2)",
        ),
        ("sources:\n  - name: a\n    url: ftp://a.example/", 3, "no web address"),
        ("sources:\n  - name: a\n    url: https://exa mple/", 3, "no web address"),
        ("sources:\n  - name: a\n    url: 'https://[::1'", 3, "no web address"),
        ("sources:\n  - name: ''\n    url: https://a.example/", 2, "a name is a line of text"),
        ('sources:\n  - name: "a\\nb"\n    url: https://a.example/', 2, "a name is a line of text"),
        ("sources:\n  - name: a\n    url: https://me:secret@a.example/", 3, "no user name or password"),
        ("sources:\n  - name: by hand\n    url: https://a.example/feed", 2, "choose another"),
        (MINIMAL + "    allow_hosts: [http://a.example/]", 4, "no name of a host"),
        (MINIMAL + "    allow_hosts: ['*']", 4, "no name of a host"),
        (MINIMAL + "keep_pages: 800000", 4, "less than or equal to 36500"),
        (MINIMAL + "build: {command: ''}", 4, "a program and its arguments are needed"),
        (MINIMAL + "build: {command: 'make \"site'}", 4, "is no command: no closing quotation"),
        (MINIMAL + "on_success: [{command: []}]", 4, "a program and its arguments are needed"),
        (MINIMAL + "on_success: [{webhook: hooks.example}]", 4, "no web address"),
        (MINIMAL + "on_success: [{webhook: 'https://:80'}]", 4, "no web address"),
        (MINIMAL + "on_success: [{webhook: 'https://me:secret@hooks.example/'}]", 4, "no user name or password"),
        (MINIMAL + "defaults:\n  post: {drop: [titel]}", 5, "have no key 'titel'"),
    ],
)
def test_a_fault_names_the_file_the_line_and_the_remedy(text: str, line: int, told: str) -> None:
    with pytest.raises(ConfigError) as error:
        parse(text, FILE)
    (message,) = str(error.value).splitlines()
    assert message.startswith(f"/site/sources.yaml:{line}: ")
    assert told in message


def test_a_value_that_holds_itself_is_told() -> None:
    with pytest.raises(ConfigError, match="holds itself"):
        parse(f"{MINIMAL}    tags: &tags [*tags]\n", FILE)


def test_a_key_is_a_text_whatever_it_looks_like() -> None:
    (source,) = parse(f"{MINIMAL}    post: {{add: {{on: x, 404: y, 2024-02-28: z}}}}\n", FILE).sources
    assert source.post.add == {"on": "x", "404": "y", "2024-02-28": "z"}


def test_a_text_that_looks_like_a_date_stays_a_text() -> None:
    (source,) = parse(f"{MINIMAL}    author: 2024-02-30\n    tags: [2024-02-28]\n", FILE).sources
    assert (source.author, source.tags) == ("2024-02-30", ("2024-02-28",))


def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(ConfigError) as error:
        parse("sources:\n  - name: a\n    url: b\n    contnet: c\n  - url: https://c.example/", FILE)
    assert [line.split(":")[1] for line in str(error.value).splitlines()] == ["3", "4", "5"]


def test_a_missing_file_says_how_to_get_one(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="crawler init"):
        load(tmp_path / "sources.yaml")


def test_a_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    (tmp_path / "sources.yaml").write_bytes(b"dialect: hexo\nsources: \xff\xfe\x00")
    with pytest.raises(ConfigError, match=r"yaml:2: is not UTF-8 text"):
        load(tmp_path / "sources.yaml")


@pytest.mark.parametrize(
    "name", ["読売新聞\u3000ニュース", "Le Monde\u00a0: International", "👩\u200d💻 Dev", "نیوز\u200cها"]
)
def test_a_name_may_hold_blanks_and_joiners_of_every_script(name: str) -> None:
    assert parse(f'sources:\n  - name: "{name}"\n    url: https://a.example/', FILE).sources[0].name == name


def test_hosts_are_opened_by_name_or_address() -> None:
    hosts = ("intranet", "Wiki.intranet.example.", "münchen.example", "192.168.1.5", "fd00::5", "::ffff:10.0.0.1")
    (source,) = parse(f"{MINIMAL}    allow_hosts: {list(hosts)}", FILE).sources
    assert source.allow_hosts == hosts


def test_naming_sources_selects_them_in_the_order_of_the_file() -> None:
    config = parse(MINIMAL + "  - {name: b, url: https://b.example/}\n  - {name: c, url: https://c.example/}", FILE)
    assert [source.name for source in config.select(["c", "36kr", "c"])] == ["36kr", "c"]
    assert len(config.select([])) == 3
    with pytest.raises(ConfigError, match="no source is named '36k'; did you mean '36kr'"):
        config.select(["36k"])


@pytest.mark.parametrize("kind", sources.kinds())
def test_no_kind_has_a_key_that_every_source_has(kind: str) -> None:
    assert not sources.options(kind).model_fields.keys() & Source.model_fields.keys()


@pytest.mark.parametrize(
    ("written", "read"),
    [("true", Rendering()), ("{wait_for: .text}", Rendering(wait_for=".text")), ("false", None), ("null", None)],
)
def test_pages_are_rendered_where_the_source_says_so(written: str, read: Rendering | None) -> None:
    assert parse(MINIMAL + f"    render: {written}\n", FILE).sources[0].render == read


def test_keys_of_a_kind_stand_beside_the_others() -> None:
    (source,) = parse("sources: [{name: a, url: https://a.example/, kind: sitemap, include: /news/}]", FILE).sources
    assert [pattern.pattern for pattern in source.options.include] == ["/news/"]  # type: ignore[attr-defined]


def test_defaults_of_one_kind_are_for_sources_of_that_kind_alone() -> None:
    text = """\
defaults: {include: /news/, item: article, next: a.next}
sources:
  - {name: a, url: https://a.example/, kind: sitemap}
  - {name: b, url: https://b.example/, kind: sitemap, include: /blog/}
  - {name: c, url: https://c.example/, kind: listing}
  - {name: d, url: https://d.example/}
"""
    first, second, third, fourth = (source.options for source in parse(text, FILE).sources)
    assert [first.include[0].pattern, second.include[0].pattern] == ["/news/", "/blog/"]  # type: ignore[attr-defined]
    assert (third.item, third.next) == ("article", "a.next")  # type: ignore[attr-defined]
    assert fourth == sources.Options()


@pytest.mark.parametrize(
    ("default", "told"),
    [
        ("inclde: /news/", "defaults.inclde: unknown key; did you mean 'include'?"),
        ("include: '['", "defaults.include[0]: '[' is no regular expression"),
    ],
)
def test_faults_in_defaults_of_one_kind_are_told_where_they_stand(default: str, told: str) -> None:
    with pytest.raises(ConfigError) as error:
        parse(f"sources: [{{name: a, url: https://a.example/, kind: sitemap}}]\ndefaults:\n  {default}", FILE)
    assert str(error.value).startswith(f"/site/sources.yaml:3: {told}")


def test_articles_that_the_user_names_have_the_defaults_but_for_what_would_leave_them_out() -> None:
    text = "defaults: {tags: [News], every: 1h, kind: feed, content: feed, filter: {include: {url: x}}}\n" + MINIMAL
    config = by_hand(parse(text, FILE), ["https://a.example/1", "https://a.example/2"])
    other, named = config.sources
    assert (other.name, named.name, named.tags, named.every) == ("36kr", BY_HAND, ("News",), timedelta(hours=1))
    assert (named.kind, named.content, named.filter) == ("page", Content.AUTO, Filter())


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ("include: /news/", "is a key of sources with kind: sitemap"),
        ("kind: feed, include: /news/", "is a key of sources with kind: sitemap"),
        ("kind: sitemap, include: '['", "is no regular expression"),
        ("kind: sitemaps", "did you mean 'sitemap'"),
        ("kind: sitemaps, nonsense: x", "did you mean 'sitemap'"),
        ("kind: [feed], nonsense: x", "unknown key"),
        ("kind: listing, item: \"//li[matches(., 'x')]\"", "there is no function matches()"),
        ("rules: {body: \"//div[matches(., 'x')]\"}", "there is no function matches()"),
        ("rules: {body: \"//div[re:test(., 'x')]\"}", "there is no function re:test()"),
        ("filter: {exclude: {age: '> 999999999999 weeks'}}", "is no age"),
        ("kind: sitemap, inclde: x", "did you mean 'include'"),
        ("options: {}", "unknown key"),
        ("post: {body: markdwn}", "'html' or 'markdown'"),
        ("post: {file_name: '{titel}'}", "is no field of a post"),
        ("max_new: 0", "greater than or equal to 1"),
    ],
)
def test_faults_in_the_keys_of_kinds_and_posts_are_told(keys: str, told: str) -> None:
    with pytest.raises(ConfigError) as error:
        parse(f"sources:\n  - {{name: a, url: https://a.example/, {keys}}}", FILE)
    assert str(error.value).startswith("/site/sources.yaml:2: ")
    assert told in str(error.value)


def test_wishes_that_a_dialect_cannot_fulfil_are_told() -> None:
    with pytest.raises(ConfigError, match=r"sources\.yaml:5: the posts of dialect seed have one form only"):
        parse("dialect: seed\n" + MINIMAL + "    post: {body: markdown}", FILE)


DOCUMENTATION = Path(__file__).parents[1]
EXAMPLES = [
    pytest.param(example, id=f"{file.stem}-{number}")
    for file in (DOCUMENTATION / "README.md", *sorted((DOCUMENTATION / "docs").glob("*.md")))
    for number, example in enumerate(re.findall(r"```yaml\n(.*?)```", file.read_text("utf-8"), re.DOTALL), 1)
]


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_examples_of_the_documentation_are_read(example: str, tmp_path: Path) -> None:
    (tmp_path / "site_rules").mkdir()
    source = "sources:\n- name: a\n  url: https://a.example/\n"
    faults = []
    for text in (
        example,
        example + source,
        f"sources:\n{example}",
        source + example,
        f"{source}  kind: json\n{example}",
        f"dialect: hugo\n{source}{indent(example, '  ')}",
    ):
        try:
            parse(text, tmp_path / "sources.yaml")
        except ConfigError as error:
            faults.append(str(error))
        else:
            return
    pytest.fail("\n".join(faults))
