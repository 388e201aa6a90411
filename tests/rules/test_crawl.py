"""Rules, filters and requests through the real command, over HTTP."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from support import Command, Site

PROSE = "".join(f"<p>Sentence {n} of a long report on the harbour, its ships and their crews.</p>" for n in range(9))


def feed(site: Site, *items: tuple[str, str]) -> str:
    entries = "".join(
        f"<item><title>{title}</title><link>{site.url}{path}</link><guid>{path}</guid></item>" for title, path in items
    )
    return site.put(
        "/feed.xml",
        f'<rss version="2.0"><channel><title>Harbour</title>{entries}</channel></rss>',
        content_type="application/rss+xml",
    )


def sources(tmp_path: Path, url: str, rest: str, top: str = "") -> None:
    (tmp_path / "sources.yaml").write_text(
        f"delay: 0\nallow_private_addresses: true\n{top}sources:\n  - name: harbour\n    url: {url}\n{rest}"
    )


def posts(tmp_path: Path) -> dict[str, str]:
    return {file.stem: file.read_text() for file in sorted((tmp_path / "output").rglob("*.md"))}


def test_an_article_in_pieces_is_published_as_one_with_the_rules_that_missed_named(
    tmp_path: Path, site: Site, command: Command
) -> None:
    for number in (1, 2, 3):
        more = f'<a class="on" href="/report?page={number + 1}">on</a>' if number < 3 else ""
        path = "/report" if number == 1 else f"/report?page={number}"
        text = "".join(f"<p>Piece {number}, sentence {n}: the harbour is quiet and wide.</p>" for n in range(5))
        site.put(path, f"<html><h1>Report</h1><div class=t>{text}</div><div class=junk>Buy!</div>{more}</html>")
    rules = "    rules: {body: .t, author: .nobody, title: .none, next_page: a.on}\n"
    sources(tmp_path, feed(site, ("Report", "/report")), rules)
    ended = command("run")
    assert ended.code == 0, ended.err
    assert "rule author failed on 1 page" in ended.out
    assert "its rule for title finds nothing since" in command("status").out
    (post,) = posts(tmp_path).values()
    assert [post.index(f"Piece {number}, sentence 4") for number in (1, 2, 3)] == sorted(
        post.index(f"Piece {number}, sentence 4") for number in (1, 2, 3)
    )
    assert "Buy!" not in post
    site.paths()
    assert command("run").code == 0
    assert site.paths() == ["/feed.xml"]


@pytest.mark.parametrize(
    ("path", "further", "link", "around"),
    [
        (
            "/walk/",
            "/walk/{}/",
            '<a href="{}" class="post-page-numbers">{}</a>',
            '<p class="post-nav-links">Pages: {}</p>',
        ),
        ("/walk/", "/walk/{}/", '<a href="{}" class="post-page-numbers">{}</a>', '<nav aria-label="Page">{}</nav>'),
        ("/c/17.shtml", "/c/17_{}.shtml", '<a href="{}">{}</a>', '<div class="fenye">{}</div>'),
    ],
)
def test_an_article_that_its_site_cut_into_pieces_is_published_whole_without_a_rule(
    tmp_path: Path, site: Site, command: Command, path: str, further: str, link: str, around: str
) -> None:
    for shown in (1, 2, 3):
        numbers = " ".join(
            f'<span class="post-page-numbers current" aria-current="page">{number}</span>'
            if number == shown
            else link.format(site.url + (further.format(number) if number > 1 else path), number)
            for number in (1, 2, 3)
        )
        text = "".join(f"<p>Day {shown}, hour {hour}: uphill, slowly, with a view of the sea.</p>" for hour in range(6))
        site.put(
            further.format(shown) if shown > 1 else path,
            f"<html><article><h1>Long walk</h1><div class=text><p>From our correspondent at the coast of the north.</p>"
            f"{text}{around.format(numbers)}</div></article></html>",
        )
    sources(tmp_path, feed(site, ("Long walk", path)), "    content: page\n")
    ended = command("run")
    assert ended.code == 0, ended.err
    assert site.paths() == ["/feed.xml", path, further.format(2), further.format(3)]
    (post,) = posts(tmp_path).values()
    assert re.findall(r"Day (\d), hour (\d)", post) == [(str(day), str(hour)) for day in (1, 2, 3) for hour in range(6)]
    assert post.count("correspondent") == 1
    assert "Pages" not in post
    assert not re.search(r"^\W*1\W+2", post, re.MULTILINE)
    assert "of 3 pages" in command("preview", site.url + path).out


@pytest.mark.parametrize("status", [503, 404])
def test_half_an_article_is_not_published_unless_the_other_half_does_not_exist(
    tmp_path: Path, site: Site, command: Command, status: int
) -> None:
    site.put(
        "/report", f'<html><h1>Report</h1><div class=t>{PROSE}</div><a class="on" href="/report?page=2">on</a></html>'
    )
    site.put("/report?page=2", "", status=status)
    sources(tmp_path, feed(site, ("Report", "/report")), "    rules: {body: .t, next_page: a.on}\n")
    ended = command("run", "-q")
    assert ended.code == (1 if status == 503 else 0)
    assert len(posts(tmp_path)) == (0 if status == 503 else 1)
    assert "page=2: the server answered" in ended.out


def test_filters_spare_requests_and_keep_articles_out(tmp_path: Path, site: Site, command: Command) -> None:
    for path, word in (("/a", "ships"), ("/b", "casino"), ("/c", "never")):
        site.put(path, f"<html><h1>Title of {path}</h1><article><p>About {word}.</p>{PROSE}</article></html>")
    url = feed(site, ("Ships", "/a"), ("Luck", "/b"), ("Advert: lamps", "/c"))
    sources(tmp_path, url, "    filter: {exclude: {title: ^advert, text: casino}}\n")
    ended = command("run")
    assert ended.code == 0, ended.err
    assert "2 left out by its filter" in ended.out
    assert sorted(site.paths()) == ["/a", "/b", "/feed.xml"]
    assert len(posts(tmp_path)) == 1
    assert command("run").code == 0
    assert site.paths() == ["/feed.xml"]


def test_a_source_asks_in_its_own_way_and_the_address_is_rewritten(
    tmp_path: Path, site: Site, command: Command
) -> None:
    site.put("/print/a", f"<html><h1>Ships</h1><article>{PROSE}</article></html>")
    rest = (
        "    request: {headers: {X-Key: k1}, cookies: {s: t}, user_agent: Reader/1}\n"
        "    rewrite: [{find: '/a$', with: /print/a}]\n"
    )
    sources(tmp_path, feed(site, ("Ships", "/a")), rest)
    ended = command("run")
    assert ended.code == 0, ended.err
    asked = {request.path: request.headers for request in site.asked}
    for path in ("/feed.xml", "/print/a"):
        sent = asked[path]
        assert (sent["X-Key"], sent["Cookie"], sent["User-Agent"]) == ("k1", "s=t", "Reader/1")
    (post,) = posts(tmp_path).values()
    assert "Sentence 8" in post
    assert "/print/a" not in post


def test_a_proxy_gets_the_requests_and_is_no_way_into_the_private_network(
    tmp_path: Path, site: Site, command: Command
) -> None:
    """The site stands in for the proxy: what it is asked for are whole addresses of another host."""
    proxied = "http://name.example"
    site.put(
        f"{proxied}/feed.xml",
        f'<rss version="2.0"><channel><item><title>Ships</title><link>{proxied}/a</link></item>'
        f"<item><title>Inside</title><link>{site.url}/inside</link></item>"
        "<item><title>Inside by name</title><link>http://localhost/inside</link></item></channel></rss>",
        content_type="application/rss+xml",
    )
    site.put(f"{proxied}/a", f"<html><h1>Ships</h1><article>{PROSE}</article></html>")
    (tmp_path / "sources.yaml").write_text(
        f"delay: 0\nsources:\n  - name: far\n    url: {proxied}/feed.xml\n    request: {{proxy: {site.url}}}\n"
    )
    ended = command("run")
    assert ended.code == 1
    assert len(posts(tmp_path)) == 1
    assert "refused 127.0.0.1" in ended.out
    assert "refused localhost: it leads to 127.0.0.1 and is no public address" in " ".join(ended.out.split())
    assert [asked.path for asked in site.asked if "inside" in asked.path] == []


@pytest.mark.parametrize("body", ["//div[@class='t']", "//div[@class='gone']"])
def test_preview_shows_what_the_rules_of_a_folder_find(tmp_path: Path, site: Site, command: Command, body: str) -> None:
    url = site.put("/a", f"<html><h1>Ships</h1><div class=t>{PROSE}<p class=x>Share!</p></div></html>")
    (tmp_path / "site_rules").mkdir()
    (tmp_path / "site_rules" / "127.0.0.1.txt").write_text(f"body: {body}\nstrip: //p[@class='x']\nstrip: //nav\n")
    sources(tmp_path, url, "", "rules_folder: site_rules\n")
    ended = command("preview", url, "--source", "harbour")
    assert ended.code == 0, ended.err
    assert ("rule body found nothing" in ended.out) is ("gone" in body)
    assert re.search(r"rule strip 2 \(//nav\) found nothing", ended.out)
    assert "Share!" not in ended.out
    assert not (tmp_path / "output").exists()


def test_lint_rules_names_file_line_and_what_was_meant(tmp_path: Path, command: Command) -> None:
    (tmp_path / "name.com.txt").write_text("title: //h1\nstrip_id_or_clas: ad\n")
    ended = command("lint-rules", ".")
    assert ended.code == 1
    assert ended.out == "name.com.txt:2: 'strip_id_or_clas' is no directive; did you mean 'strip_id_or_class'?\n"
