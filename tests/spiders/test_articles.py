"""A crawl as a user runs it: real HTTP on the loopback, real files, a real state."""

from __future__ import annotations

import json
import shutil
from datetime import datetime
from html import escape
from pathlib import Path

import pytest
import yaml
from support import Answer, Command, Ended, Site, snapshot

from crawler.publishing.placeholders import placeholder

PARAGRAPHS = [
    "The harbour was quiet that morning, and the fishermen mended their nets while the fog held.",
    "By noon the wind had turned, the fog was gone, and the first boats went out past the lighthouse.",
    "Nobody spoke of the storm, although every one of them had seen the clouds gather in the west.",
    "In the evening they counted the boats, as they always did, and all of them had come home.",
]
AFTERMATH = [
    "Seven roofs are gone, and so is the old jetty that three generations of children have jumped from.",
    "The baker opened at five all the same, and sold what she had by the light of a bicycle lamp.",
    "Electricians came from the neighbouring island; they had not slept, and nobody asked them to hurry.",
    "Towards evening someone played the accordion on the market square, badly, and was not sent away.",
]


def page(title: str, *, paragraphs: list[str] = PARAGRAPHS, date: str = "2024-03-01T08:00:00+01:00") -> str:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f"<!doctype html><html lang=en><head><title>{title}</title>"
        f'<meta property="og:title" content="{escape(title)}">'
        f'<meta property="article:published_time" content="{date}"></head>'
        f"<body><nav><a href=/>Home</a></nav><article><h1>{title}</h1>{text}</article></body></html>"
    )


def item(title: str, link: str, extra: str = "") -> str:
    return f"<item><title>{escape(title)}</title><link>{link}</link>{extra}</item>"


def rss(*items: str) -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>News</title>'
        f"<link>http://news.example/</link>{''.join(items)}</channel></rss>"
    )


def write_sources(folder: Path, *sources: dict[str, object], **keys: object) -> None:
    config = {"allow_private_addresses": True, "delay": 0, "sources": list(sources)} | keys
    (folder / "sources.yaml").write_text(json.dumps(config, ensure_ascii=False), encoding="utf-8")


def posts(folder: Path) -> list[Path]:
    return sorted((folder / "output").rglob("*.md"))


def front_matter(post: Path) -> dict[str, object]:
    matter: dict[str, object] = yaml.safe_load(post.read_text(encoding="utf-8").split("---\n")[1])
    return matter


@pytest.fixture
def news(site: Site, tmp_path: Path) -> Site:
    """A source with two articles, in the sources file of the test's folder."""
    site.put("/fog", page("Fog over the harbour"))
    site.put("/storm", page("After the storm", paragraphs=AFTERMATH, date="2024-03-02T08:00:00+01:00"))
    items = item("Fog over the harbour", site.url + "/fog"), item("After the storm", site.url + "/storm")
    write_sources(tmp_path, {"name": "news", "url": site.put("/feed", rss(*items))})
    return site


def assert_nothing_is_half_written(folder: Path) -> None:
    assert [path for path in folder.rglob("*") if path.suffix == ".tmp" or path.name.endswith("~")] == []


def test_a_run_writes_a_post_for_each_article(news: Site, command: Command, tmp_path: Path) -> None:
    ended = command("run")
    assert ended.code == 0, ended
    assert len(posts(tmp_path)) == 2
    fog = next(post for post in posts(tmp_path) if "fog" in post.name)
    assert front_matter(fog)["title"] == "Fog over the harbour"
    assert all(paragraph in fog.read_text(encoding="utf-8") for paragraph in PARAGRAPHS)
    assert "Home" not in fog.read_text(encoding="utf-8")


def test_articles_without_a_picture_have_a_placeholder_the_users_own_or_none(
    news: Site, command: Command, tmp_path: Path
) -> None:
    """That follows from the source's `placeholders`, with which the posts are written anew."""
    fog, storm, picture = news.url + "/fog", news.url + "/storm", "https://pictures.example/fog.jpg"
    for placeholders, shown in (
        ({fog: picture}, {fog: picture, storm: placeholder(storm)}),
        (False, {fog: None, storm: None}),
    ):
        write_sources(tmp_path, {"name": "news", "url": news.url + "/feed", "placeholders": placeholders})
        command("run", "--refetch")
        found = map(front_matter, posts(tmp_path))
        assert {matter["canonical_url"]: matter.get("headimg") for matter in found} == shown


def test_the_second_run_asks_for_the_feed_alone_and_touches_nothing(
    news: Site, command: Command, tmp_path: Path
) -> None:
    command("run")
    before = snapshot(tmp_path / "output")
    news.asked.clear()
    ended = command("run")
    assert ended.code == 0, ended
    assert [(asked.path, asked.status) for asked in news.asked if asked.path != "/robots.txt"] == [("/feed", 304)]
    assert snapshot(tmp_path / "output") == before


def test_a_feed_without_validators_is_read_again_but_its_articles_are_not(
    news: Site, command: Command, tmp_path: Path
) -> None:
    news.pages["/feed"].validators = False
    command("run")
    before = snapshot(tmp_path / "output")
    news.paths()
    assert command("run").code == 0
    assert news.paths() == ["/feed"]
    assert snapshot(tmp_path / "output") == before


def test_a_changed_article_is_rewritten_in_place_even_under_a_new_title(
    news: Site, command: Command, tmp_path: Path
) -> None:
    command("run")
    names = posts(tmp_path)
    news.put("/fog", page("Mist over the harbour"))
    items = item("Mist over the harbour", news.url + "/fog"), item("After the storm", news.url + "/storm")
    news.put("/feed", rss(*items))
    news.paths()
    ended = command("run")
    assert ended.code == 0, ended
    assert news.paths() == ["/feed", "/fog"]
    assert posts(tmp_path) == names
    assert {front_matter(post)["title"] for post in names} == {"Mist over the harbour", "After the storm"}


def test_refetch_asks_for_everything_again_and_changes_no_byte(news: Site, command: Command, tmp_path: Path) -> None:
    command("run")
    before = snapshot(tmp_path / "output")
    news.paths()
    assert command("run", "--refetch").code == 0
    assert sorted(news.paths()) == ["/feed", "/fog", "/storm"]
    assert snapshot(tmp_path / "output") == before


def test_a_limit_leaves_the_rest_for_the_next_run(news: Site, command: Command, tmp_path: Path) -> None:
    command("run", "--limit", "1")
    assert len(posts(tmp_path)) == 1
    command("run")
    assert len(posts(tmp_path)) == 2


def test_only_the_named_sources_are_asked(site: Site, command: Command, tmp_path: Path) -> None:
    write_sources(
        tmp_path,
        {"name": "a", "url": site.put("/a", rss())},
        {"name": "b", "url": site.put("/b", rss())},
    )
    assert command("run", "b").code == 0
    assert site.paths() == ["/b"]


def test_an_entry_that_carries_the_article_is_not_fetched(site: Site, command: Command, tmp_path: Path) -> None:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS * 5)
    feed = rss(item("Whole", site.url + "/whole", f"<description>{escape(body)}</description>"))
    write_sources(tmp_path, {"name": "news", "url": site.put("/feed", feed)})
    assert command("run").code == 0
    assert site.paths() == ["/feed"]
    (post,) = posts(tmp_path)
    assert PARAGRAPHS[3] in post.read_text(encoding="utf-8")


def test_an_article_that_two_sources_list_is_one_post(news: Site, command: Command, tmp_path: Path) -> None:
    news.pages["/fog?utm_source=planet"] = news.pages["/fog"]
    other = rss(item("Fog over the harbour", news.url + "/fog?utm_source=planet"))
    write_sources(
        tmp_path,
        {"name": "news", "url": news.url + "/feed"},
        {"name": "planet", "url": news.put("/planet", other)},
    )
    assert command("run").code == 0
    assert command("run", "--refetch").code == 0
    assert len(posts(tmp_path)) == 2


def test_a_page_that_two_sources_list_is_asked_for_once_and_again_only_where_that_failed(
    site: Site, command: Command, tmp_path: Path
) -> None:
    names = ("fog", "gone")
    site.put("/fog", page("Fog over the harbour"))
    for mark in ("", "?utm_source=b"):
        items = (item(f"{name} over the harbour", f"{site.url}/{name}{mark}") for name in names)
        site.put(f"/feed{mark}", rss(*items))
    sources = [{"name": f"source {mark}", "url": f"{site.url}/feed{mark}"} for mark in ("", "?utm_source=b")]
    write_sources(tmp_path, *sources)
    assert command("run", "-q").code == 1
    asked = [path for path in site.paths() if "feed" not in path]
    assert sorted(asked) == ["/fog", "/gone", "/gone?utm_source=b"]
    assert len(posts(tmp_path)) == 1
    assert "published from source" in command("why", site.url + "/fog").out


@pytest.mark.parametrize(("own", "options"), [({"max_new": 1}, []), ({}, ["--limit", "3"])])
def test_what_waited_for_another_source_counts_against_the_limits(
    news: Site, command: Command, tmp_path: Path, own: dict[str, object], options: list[str]
) -> None:
    feed = news.url + "/feed"
    unwanted = {"name": "a", "url": feed, "filter": {"exclude": {"text": "."}}}
    write_sources(tmp_path, unwanted, {"name": "b", "url": feed} | own)
    for count in (1, 2):
        assert command("run", *options).code == 0
        assert len(posts(tmp_path)) == count


def test_two_articles_of_one_title_are_two_posts(site: Site, command: Command, tmp_path: Path) -> None:
    site.put("/1", page("Weather", paragraphs=PARAGRAPHS))
    site.put("/2", page("Weather", paragraphs=AFTERMATH))
    feed = rss(item("Weather", site.url + "/1"), item("Weather", site.url + "/2"))
    write_sources(tmp_path, {"name": "news", "url": site.put("/feed", feed)})
    assert command("run").code == 0
    assert len(posts(tmp_path)) == 2


def test_a_post_that_was_edited_by_hand_is_left_alone(news: Site, command: Command, tmp_path: Path) -> None:
    command("run")
    fog = next(post for post in posts(tmp_path) if "fog" in post.name)
    fog.write_text(fog.read_text(encoding="utf-8") + "\nA note of my own.\n", encoding="utf-8")
    edited = fog.read_bytes()
    news.put("/fog", page("Mist over the harbour"))
    ended = command("run", "--refetch")
    assert fog.read_bytes() == edited
    assert "edited by hand" in ended.out


def test_a_lost_state_doubles_no_post(news: Site, command: Command, tmp_path: Path) -> None:
    command("run")
    before = snapshot(tmp_path / "output")
    shutil.rmtree(tmp_path / ".crawler")
    assert command("run").code == 0
    assert snapshot(tmp_path / "output") == before


def test_a_file_of_the_users_own_is_never_overwritten(news: Site, command: Command, tmp_path: Path) -> None:
    command("run")
    name = next(post for post in posts(tmp_path) if "fog" in post.name)
    shutil.rmtree(tmp_path / ".crawler")
    name.write_text("my own words", encoding="utf-8")
    assert command("run").code == 0
    assert name.read_text(encoding="utf-8") == "my own words"
    assert len(posts(tmp_path)) == 3


def test_an_entry_without_a_date_stays_without_one(site: Site, command: Command, tmp_path: Path) -> None:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS * 5)
    feed = rss(item("Undated", site.url + "/x", f"<description>{escape(body)}</description>"))
    write_sources(tmp_path, {"name": "news", "url": site.put("/feed", feed)})
    assert command("run").code == 0
    (post,) = posts(tmp_path)
    assert "date" not in front_matter(post)


def test_robots_txt_is_obeyed(news: Site, command: Command, tmp_path: Path) -> None:
    news.put("/robots.txt", "User-agent: *\nDisallow: /storm\n", content_type="text/plain")
    ended = command("run")
    assert "/storm" not in news.paths()
    assert len(posts(tmp_path)) == 1
    assert (ended.code, "robots.txt" in ended.out) == (1, True)


def test_what_a_proxy_answers_for_itself_is_not_taken_for_the_sites_rules(
    site: Site, command: Command, tmp_path: Path
) -> None:
    """The site is asked for nothing while the proxy wants a password, and then for what it allows."""
    feed, story, secret = (f"http://news.example{path}" for path in ("/feed", "/story", "/secret"))
    write_sources(tmp_path, {"name": "news", "url": feed, "request": {"proxy": site.url}})
    for address in ("http://news.example/robots.txt", feed):
        site.pages[address] = Answer(status=407)
    assert "407 Proxy Authentication Required" in command("run", "-q").out
    assert site.paths() == ["http://news.example/robots.txt"]
    site.pages["http://news.example/robots.txt"] = Answer(
        b"User-agent: *\nDisallow: /secret", content_type="text/plain"
    )
    site.pages[feed] = Answer(rss(item("Fog", story), item("Secret", secret)).encode(), content_type="text/xml")
    site.pages[story] = site.pages[secret] = Answer(page("Fog over the harbour").encode())
    assert "does not allow" in command("run", "-q").out
    assert [asked.path for asked in site.asked][1:] == [feed, story]


def test_private_addresses_are_refused_unless_allowed(news: Site, command: Command, tmp_path: Path) -> None:
    write_sources(tmp_path, {"name": "news", "url": news.url + "/feed"}, allow_private_addresses=False)
    ended = command("run", "-q")
    assert ended.code == 1
    assert news.asked == []
    assert ended.out.startswith("failed    news  refused 127.0.0.1: ")


def test_old_pages_that_cannot_be_removed_are_named(news: Site, command: Command, tmp_path: Path) -> None:
    command("run")
    stuck = tmp_path / ".crawler/pages/2000-01-01.warc.gz"
    stuck.mkdir()
    (stuck.parent / "2010-01-01.warc.gz").touch()
    ended = command("run")
    assert ended.code == 0, ended
    assert f"{stuck}: old pages cannot be removed" in ended.err


WRONG = {
    "html": (Answer(b"<!doctype html><html><head><title>News</title></head><body></body></html>"), "HTML"),
    "no-feed": (Answer(b"<?xml version='1.0'?><note>hello</note>", content_type="text/xml"), "feed"),
    "text": (Answer(b"hello", content_type="text/plain"), "no XML"),
    "empty": (Answer(b"", content_type="text/xml"), "empty"),
    "gone": (Answer(b"", 404), "404 Not Found"),
    "broken": (Answer(b"", 500), "500 Internal Server Error"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_source_that_cannot_be_read_gives_one_line_and_the_others_go_on(
    news: Site, command: Command, tmp_path: Path, wrong: str
) -> None:
    answer, told = WRONG[wrong]
    news.pages["/wrong"] = answer
    write_sources(
        tmp_path, {"name": "bad one", "url": news.url + "/wrong"}, {"name": "news", "url": news.url + "/feed"}
    )
    ended = command("run", "-q")
    assert ended.code == 1
    (line,) = ended.out.splitlines()
    assert line.startswith("failed    bad one  ")
    assert told in line
    assert len(posts(tmp_path)) == 2
    assert_nothing_is_half_written(tmp_path)
    assert told in command("status").out
    command("run", "-q")
    failing, fine = map(json.loads, command("status", "--json").out.splitlines())
    assert (failing["source"], failing["total"], fine["error"], fine["total"]) == ("bad one", 0, None, 2)
    assert told in failing["error"]
    assert [trouble["what"] for trouble in failing["troubles"]] == ["failing"]
    assert datetime.fromisoformat(fine["last_poll"]).tzinfo


def test_a_server_that_does_not_answer_is_named(news: Site, command: Command, tmp_path: Path) -> None:
    dead = Site()
    dead.close()
    write_sources(tmp_path, {"name": "dead", "url": dead.url + "/feed"}, {"name": "news", "url": news.url + "/feed"})
    ended = command("run", "-q")
    assert ended.code == 1
    (line,) = ended.out.splitlines()
    assert line.startswith("failed    dead  ")
    assert "the server refused the connection" in line
    assert len(posts(tmp_path)) == 2


def test_a_source_that_never_sends_its_document_is_told_of(news: Site, command: Command, tmp_path: Path) -> None:
    """As one that answers "not modified" to whoever asks, for its cache is broken."""
    whole = news.pages["/feed"]
    news.pages["/feed"] = Answer(status=304)
    ended = command("run", "-q")
    assert (ended.code, ended.out) == (1, "failed    news  the server answered 304 Not Modified\n")
    news.pages["/feed"] = whole
    assert (command("run", "-q").code, len(posts(tmp_path))) == (0, 2)


def test_a_feed_that_is_too_large_names_the_limit_and_is_read_with_a_higher_one(
    site: Site, command: Command, tmp_path: Path
) -> None:
    site.put("/fog", page("Fog over the harbour"))
    site.put("/feed", rss(item("Fog over the harbour", site.url + "/fog"), f"<!--{'-x' * 3000}-->"))
    write_sources(tmp_path, {"name": "news", "url": site.url + "/feed", "max_bytes": 5000})
    told = "the answer was too large: more than 5000 bytes; a higher max_bytes lets it in"
    assert command("run", "-q").out == f"failed    news  {told}\n"
    write_sources(tmp_path, {"name": "news", "url": site.url + "/feed", "max_bytes": 9000})
    assert (command("run", "-q").code, len(posts(tmp_path))) == (0, 1)


def test_half_a_feed_gives_what_can_be_read_of_it(news: Site, command: Command, tmp_path: Path) -> None:
    whole = news.pages["/feed"].body
    news.pages["/feed"] = Answer(whole[: whole.rindex(b"</item>") - 5], content_type="text/xml")
    ended = command("run")
    assert len(posts(tmp_path)) >= 1
    assert "note      news" in ended.out


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (Answer(b"", 404), "404 Not Found"),
        (Answer(b""), "empty"),
        (Answer(b"%PDF-1.7 \x00\x01", content_type="application/pdf"), "application/pdf"),
        (Answer(b"<html><body><p>Hi</p></body></html>"), "no article"),
    ],
)
def test_a_page_without_an_article_gives_one_line_and_no_post(
    news: Site, command: Command, tmp_path: Path, answer: Answer, told: str
) -> None:
    news.pages["/fog"] = answer
    ended = command("run", "-q")
    assert ended.code == 1
    (line,) = ended.out.splitlines()
    assert line.startswith(f"failed    news  {news.url}/fog: ")
    assert told in line
    assert len(posts(tmp_path)) == 1
    assert_nothing_is_half_written(tmp_path)


def test_a_page_that_fails_does_not_harm_its_earlier_post(news: Site, command: Command, tmp_path: Path) -> None:
    command("run")
    before = snapshot(tmp_path / "output")
    news.pages["/fog"] = Answer(b"", 500)
    assert command("run", "--refetch").code == 1
    assert snapshot(tmp_path / "output") == before


def test_a_failed_page_is_tried_again_by_the_next_run(news: Site, command: Command, tmp_path: Path) -> None:
    good = news.pages["/fog"]
    news.pages["/fog"] = Answer(b"", 503)
    assert command("run").code == 1
    news.pages["/fog"] = good
    assert command("run").code == 0
    assert len(posts(tmp_path)) == 2


def test_a_feed_with_halves_of_characters_in_it_is_read(site: Site, command: Command, tmp_path: Path) -> None:
    item = r"""{"id": "1\ud83d", "url": "/\ud83d", "title": "Bread \ud83d", "content_html": "<p>Text \ud83d</p>",
        "authors": [{"name": "Ann \ud83d"}], "attachments": [{"url": "/a\ud83d.mp3", "mime_type": "audio/mpeg"}]}"""
    feed = site.put("/feed", f'{{"version": "https://jsonfeed.org/version/1.1", "title": "News", "items": [{item}]}}')
    write_sources(tmp_path, {"name": "news", "url": feed, "content": "feed"})
    assert command("run").code == 0
    (post,) = posts(tmp_path)
    assert "Text \ufffd</p>" in post.read_text(encoding="utf-8")


def test_an_entry_without_link_and_text_gives_one_line(site: Site, command: Command, tmp_path: Path) -> None:
    write_sources(tmp_path, {"name": "news", "url": site.put("/feed", rss("<item><title>Bare</title></item>"))})
    ended = command("run", "-q")
    assert ended.code == 1
    assert ended.out.count("\n") == 1
    assert "news" in ended.out


@pytest.mark.parametrize(
    ("module", "function"),
    [
        ("crawler.extraction", "carries_article"),
        ("crawler.spiders.articles", "page"),
        ("crawler.pipelines.clean", "clean"),
    ],
)
def test_a_fault_of_the_crawlers_own_costs_one_article_until_the_next_run(
    module: str, function: str, site: Site, command: Command, tmp_path: Path
) -> None:
    titles = ["Fog", "Flaw", "Storm"]
    links = [
        site.put(f"/{title}", page(title, paragraphs=[f"{title}: {text}" for text in PARAGRAPHS])) for title in titles
    ]
    feed = site.put("/feed", rss(*map(item, titles, links)))
    write_sources(tmp_path, {"name": "news", "url": feed, "duplicates": "keep"})
    (tmp_path / "flawed.py").write_text(
        f"import {module}\nfrom crawler.__main__ import main\n\nright = {module}.{function}\n\n"
        "def flawed(what, **named):\n"
        "    if (named.get('url') or what.url).endswith('/Flaw'):\n        raise KeyError('pm.')\n"
        f"    return right(what, **named)\n\nif __name__ == '__main__':\n    {module}.{function} = flawed\n    main()\n",
        encoding="utf-8",
    )

    ended = command("run", "-q", module="flawed")

    assert (ended.code, len(posts(tmp_path))) == (1, 2)
    assert ended.out == f"failed    news  {links[1]}: a fault of the crawler's own: KeyError: 'pm.'\n"
    ended = command("run", "-q")
    assert (ended.code, ended.out, len(posts(tmp_path))) == (0, "", 3)


def test_a_fault_of_the_crawlers_own_with_one_source_costs_no_other(
    site: Site, command: Command, tmp_path: Path
) -> None:
    feed = site.put("/feed", rss(item("Fog", site.put("/fog", page("Fog")))))
    write_sources(tmp_path, {"name": "flaw", "url": f"{site.url}/flaw", "kind": "json"}, {"name": "news", "url": feed})
    (tmp_path / "flawed.py").write_text(
        "from crawler import sources\nfrom crawler.__main__ import main\n\n"
        "def flawed(*what):\n    raise KeyError('pm.')\n\n"
        "if __name__ == '__main__':\n    sources.question = flawed\n    main()\n",
        encoding="utf-8",
    )

    ended = command("run", "-q", module="flawed")

    assert (ended.code, ended.out) == (1, "failed    flaw  a fault of the crawler's own: KeyError: 'pm.'\n")
    assert len(posts(tmp_path)) == 1


def test_a_broken_sources_file_is_told_and_ends_with_2(command: Command, tmp_path: Path) -> None:
    (tmp_path / "sources.yaml").write_text("sources: ]", encoding="utf-8")
    for arguments in (["run"], ["status"]):
        ended = command(*arguments)
        assert (ended.code, ended.out) == (2, "")
        assert ended.err.startswith("sources.yaml:1: this is no YAML")


def test_scrapys_own_commands_do_the_same_crawl(news: Site, command: Command, tmp_path: Path) -> None:
    shutil.copy(Path(__file__).parent.parent.parent / "scrapy.cfg", tmp_path)
    assert command("list", module="scrapy").out == "articles\n"
    ended: Ended = command("crawl", "articles", "-a", "only=news", "-s", "LOG_LEVEL=ERROR", module="scrapy")
    assert (ended.code, ended.err) == (0, "")
    assert len(posts(tmp_path)) == 2


def test_scrapys_export_holds_what_becomes_a_post(news: Site, command: Command, tmp_path: Path) -> None:
    shutil.copy(Path(__file__).parent.parent.parent / "scrapy.cfg", tmp_path)
    ended = command("crawl", "articles", "-s", "LOG_LEVEL=WARNING", "-O", "articles.jsonl", module="scrapy")
    assert (ended.code, ended.err) == (0, "")
    lines = (tmp_path / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    titles = {front_matter(post)["title"] for post in posts(tmp_path)}
    assert {json.loads(line)["title"] for line in lines} == titles
    assert all(json.loads(line)["body"].startswith("<p>") for line in lines)


def test_a_crawl_with_a_jobdir_keeps_its_own_state(news: Site, command: Command, tmp_path: Path) -> None:
    shutil.copy(Path(__file__).parent.parent.parent / "scrapy.cfg", tmp_path)
    for _ in range(2):
        ended = command("crawl", "articles", "-s", "LOG_LEVEL=WARNING", "-s", "JOBDIR=job", module="scrapy")
        assert (ended.code, ended.err) == (0, "")
        assert len(posts(tmp_path)) == 2


MINE = """
import scrapy

class Mine(scrapy.Spider):
    name = "mine"

    def parse(self, response):
        yield {"title": response.css("h1::text").get()}
"""


def test_scrapys_other_commands_and_spiders_of_the_users_get_their_own_items(
    site: Site, command: Command, tmp_path: Path
) -> None:
    shutil.copy(Path(__file__).parent.parent.parent / "scrapy.cfg", tmp_path)
    write_sources(tmp_path, {"name": "news", "url": site.url + "/feed"})
    fog = site.put("/fog", "<h1>Fog</h1>")
    ended = command("fetch", "--nolog", fog, module="scrapy")
    assert (ended.code, ended.out) == (0, "<h1>Fog</h1>\n")
    (tmp_path / "mine.py").write_text(f"{MINE}    start_urls = ['{fog}']\n", encoding="utf-8")
    ended = command("runspider", "mine.py", "-s", "LOG_LEVEL=WARNING", "-O", "titles.json", module="scrapy")
    assert (ended.code, ended.err) == (0, "")
    assert json.loads((tmp_path / "titles.json").read_text(encoding="utf-8")) == [{"title": "Fog"}]


def test_scrapy_tells_a_broken_sources_file_in_one_line(command: Command, tmp_path: Path) -> None:
    shutil.copy(Path(__file__).parent.parent.parent / "scrapy.cfg", tmp_path)
    ended = command("crawl", "articles", "-s", "LOG_LEVEL=ERROR", module="scrapy")
    assert (ended.code, ended.err.count("\n")) == (2, 1)
    assert ended.err.startswith("sources.yaml: there is no such file")


@pytest.mark.parametrize(
    ("argument", "told"),
    [
        ("limit=some", "-a limit=some: a whole number is needed"),
        ("back_to=May", "-a back_to=May: a day, YYYY-MM-DD, is needed"),
    ],
)
def test_scrapy_tells_a_wrong_argument_in_one_line(
    news: Site, command: Command, tmp_path: Path, argument: str, told: str
) -> None:
    shutil.copy(Path(__file__).parent.parent.parent / "scrapy.cfg", tmp_path)
    ended = command("crawl", "articles", "-s", "LOG_LEVEL=ERROR", "-a", argument, module="scrapy")
    assert (ended.code, ended.err) == (2, f"{told}\n")


def test_scrapys_shell_fetches_as_a_crawl_would(site: Site, command: Command, tmp_path: Path) -> None:
    shutil.copy(Path(__file__).parent.parent.parent / "scrapy.cfg", tmp_path)
    write_sources(tmp_path, {"name": "news", "url": site.url + "/feed"})
    fog = site.put("/fog", page("Fog over the harbour"))
    ended = command("shell", "-s", "LOG_LEVEL=WARNING", "-c", "response.css('h1::text').get()", fog, module="scrapy")
    assert (ended.code, ended.out, ended.err) == (0, "Fog over the harbour\n", "")
    assert [asked.path for asked in site.asked] == ["/robots.txt", "/fog"]


def test_hooks_run_after_a_run_that_changed_something_and_those_that_failed_again(
    news: Site, command: Command, tmp_path: Path
) -> None:
    hooks = [{"command": "sh -c 'echo $CRAWLER_NEW >> told'"}, {"command": "false"}]
    write_sources(tmp_path, {"name": "news", "url": news.url + "/feed"}, on_success=hooks)
    ended = command("run", "-q")
    assert (ended.code, ended.err) == (1, "on_success: false: failed with 1: it said nothing\n")
    assert command("run", "-q").err == ended.err
    assert (tmp_path / "told").read_text(encoding="utf-8") == "2\n"


def test_articles_of_one_page_differ_in_the_feeds(site: Site, command: Command, tmp_path: Path) -> None:
    texts = [" ".join(PARAGRAPHS), " ".join(AFTERMATH)]
    items = [
        item(
            f"Release {number}",
            f"{site.url}/changes",
            f"<guid>{number}</guid><description>{escape(text)}</description>",
        )
        for number, text in enumerate(texts)
    ]
    feeds = {"folder": "feeds", "url": "https://my.example/feeds", "title": "My planet"}
    write_sources(tmp_path, {"name": "log", "url": site.put("/feed", rss(*items)), "content": "feed"}, feeds=feeds)
    assert command("run").code == 0
    feed = json.loads((tmp_path / "feeds/feed.json").read_text(encoding="utf-8"))
    assert {each["id"] for each in feed["items"]} == {f"{site.url}/changes", f"{site.url}/changes#release-1"}


def test_feeds_of_what_was_published_are_written(news: Site, command: Command, tmp_path: Path) -> None:
    feeds = {"folder": "feeds", "url": "https://my.example/feeds", "title": "My planet", "by_category": True}
    page = "https://my.example/{date:%Y}/{slug}/"
    source = {"name": "news", "url": news.url + "/feed", "categories": ["Sea"]}
    write_sources(tmp_path, source, feeds=feeds | {"page": page})
    assert command("run").code == 0
    written = {path.relative_to(tmp_path / "feeds").as_posix() for path in (tmp_path / "feeds").rglob("*.*")}
    each = {"atom.xml", "rss.xml", "feed.json"}
    assert written == each | {f"sea/{name}" for name in each} | {"sources.opml", "sitemap.xml"}
    feed = json.loads((tmp_path / "feeds/feed.json").read_text(encoding="utf-8"))
    assert [entry["title"] for entry in feed["items"]] == ["After the storm", "Fog over the harbour"]
    assert feed["items"][0]["url"] == "https://my.example/2024/after-the-storm/"


def test_a_note_without_title_is_named_after_its_beginning(site: Site, command: Command, tmp_path: Path) -> None:
    feed = rss(f"<item><guid>1</guid><description>{escape('<p>' + PARAGRAPHS[0] + '</p>')}</description></item>")
    write_sources(tmp_path, {"name": "notes", "url": site.put("/feed", feed), "content": "feed"})
    assert command("run").code == 0
    (post,) = posts(tmp_path)
    assert (
        front_matter(post)["title"] == "The harbour was quiet that morning, and the fishermen mended their nets while…"
    )


def test_a_feed_that_has_moved_for_good_is_asked_where_it_is_now(news: Site, command: Command, tmp_path: Path) -> None:
    news.pages["/new"] = news.pages["/feed"]
    news.pages["/feed"] = Answer(b"", 301, headers={"Location": "/new"})
    ended = command("run")
    assert f"has moved for good: put {news.url}/new into the sources file" in ended.out
    assert len(posts(tmp_path)) == 2
    news.paths()
    assert command("run").code == 0
    assert news.paths() == ["/new"]


def test_a_feed_is_asked_at_its_own_address_again_once_that_which_it_moved_to_is_none(
    news: Site, command: Command
) -> None:
    feed = news.pages["/feed"]
    news.pages |= {"/feed": Answer(b"", 301, headers={"Location": "/new"}), "/new": feed}
    assert command("run").code == 0
    news.pages |= {"/feed": feed, "/new": Answer(b"<html><body><p>This domain is for sale.</p></body></html>")}
    assert command("run").code == 1
    news.paths()
    assert command("run").code == 0
    assert news.paths() == ["/feed"]


def test_a_feed_that_is_gone_for_good_is_told_of(news: Site, command: Command) -> None:
    news.pages["/feed"] = Answer(b"", 410)
    ended = command("run", "-q")
    assert (ended.code, "is gone for good" in ended.out) == (1, True)
