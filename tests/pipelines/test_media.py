"""Pictures that stay: fetched in a real crawl, stored with the posts, shown from there by real builds."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import threading
from html import escape
from io import BytesIO
from pathlib import Path
from urllib.parse import urljoin

import pytest
from forking import Forker
from PIL import Image
from support import Answer, Command, Site, snapshot

from tests.publishing.generators import ASTRO, HEXO, HUGO, JEKYLL, PELICAN, Generator

PARAGRAPHS = (
    "The harbour was quiet that morning, and the fishermen mended their nets while the fog held.",
    "By noon the wind had turned, the fog was gone, and the first boats went out past the lighthouse.",
    "Nobody spoke of the storm, although every one of them had seen the clouds gather in the west.",
    "In the evening they counted the boats, as they always did, and all of them had come home.",
)
TEXT = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
LOST = ("/gone.png", "/huge.png", "/page.png", "/hidden.png", "/drawing.svg", "http://169.254.169.254/inside.png")


def png(colour: str, width: int = 300) -> bytes:
    out = BytesIO()
    Image.new("RGB", (width, 200), colour).save(out, "PNG")
    return out.getvalue()


def put_article(site: Site, path: str, body: str, lead: str = "") -> str:
    meta = f'<meta property="og:image" content="{lead}">' if lead else ""
    return site.put(
        path,
        f'<!doctype html><html lang=en><head><title>Fog</title><meta property="og:title" content="Fog {path[1:]}">{meta}'
        '<meta property="article:published_time" content="2024-03-01T08:00:00Z"></head>'
        f"<body><article><h1>Fog {path[1:]}</h1>{body}</article></body></html>",
    )


def put_pictures(site: Site, **colours: str) -> None:
    for name, colour in colours.items():
        site.put(f"/{name}.png", png(colour), content_type="image/png")


def write_sources(
    folder: Path, site: Site, *articles: str, source: dict[str, object] | None = None, **keys: object
) -> None:
    items = "".join(f"<item><title>{escape(link)}</title><link>{link}</link></item>" for link in articles)
    feed = site.put("/feed", f'<rss version="2.0"><channel><title>News</title>{items}</channel></rss>')
    sources = [{"name": "news", "url": feed, "media": "download", "allow_hosts": ["127.0.0.1"]} | (source or {})]
    config = {"delay": 0, "dialect": "hexo", "sources": sources} | keys
    (folder / "sources.yaml").write_text(json.dumps(config), encoding="utf-8")


def post(folder: Path) -> str:
    (found,) = (folder / "output").glob("*.md")
    return found.read_text(encoding="utf-8")


def shown(post: str) -> list[str]:
    return re.findall(r'<img[^>]* src="([^"]*)"', post)


def stored(folder: Path) -> dict[str, bytes]:
    """The stored files by the addresses that posts name them by."""
    media = folder / "output" / "media"
    return {f"/media/{path.relative_to(media).as_posix()}": path.read_bytes() for path in media.rglob("*.*")}


@pytest.fixture
def harbour(site: Site, tmp_path: Path) -> Site:
    """An article with every kind of picture."""
    put_pictures(site, lead="red", small="blue", large="green", twin="green", hidden="white")
    site.put("/huge.png", os.urandom(60_000), content_type="image/png")
    site.put("/page.png", "<!doctype html><p>Subscribe to see this picture.", content_type="image/png")
    site.put("/robots.txt", "User-agent: *\nDisallow: /hidden", content_type="text/plain")
    first, second, *rest = PARAGRAPHS
    lost = "".join(f'<img src="{address}" alt="lost">' for address in LOST)
    body = (
        f'<p>{first}</p><figure><img src="/small.png" srcset="/small.png 300w, /large.png 900w" sizes="50vw" alt="Fog">'
        f"<figcaption>The harbour. <em>Photo: Ada Quill</em></figcaption></figure><p>{second}</p>"
        f'<p>It had <img src="/twin.png" alt="a twin"> and <img src="/small.png" alt="a sister"> {lost}.</p>'
        + "".join(f"<p>{text}</p>" for text in rest)
    )
    article = put_article(site, "/fog", body, lead="/lead.png")
    write_sources(tmp_path, site, article, source={"pictures": {"max_bytes": 50_000}})
    return site


def test_pictures_are_stored_with_the_post_and_what_cannot_be_had_stays_a_link(
    harbour: Site, command: Command, tmp_path: Path
) -> None:
    ended = command("run")
    assert ended.code == 0, ended
    text, files = post(tmp_path), stored(tmp_path)
    assert sorted(files.values()) == sorted([png("red"), png("green"), png("blue")])  # twins are one file
    by_colour = {data: address for address, data in files.items()}
    large, small = by_colour[png("green")], by_colour[png("blue")]
    assert shown(text) == [large, large, small, *(urljoin(harbour.url, address) for address in LOST)]
    assert "srcset" not in text
    assert "<figcaption>The harbour. <em>Photo: Ada Quill</em></figcaption>" in text
    assert re.search(r"^headimg: *(.*)$", text, re.MULTILINE)[1].strip("'") == by_colour[png("red")]  # type: ignore[index]
    assert f"{harbour.url}/fog: a picture stays a link: {harbour.url}/gone.png: the server answered 404" in ended.out
    assert "and 4 more" in ended.out

    asked = [asked for asked in harbour.asked if asked.path.endswith((".png", ".svg"))]
    assert sorted(asked.path for asked in asked) == sorted(
        f"/{name}.png" for name in ("lead", "large", "twin", "small", "gone", "huge", "page")
    )
    assert {asked.headers["Referer"] for asked in asked} == {f"{harbour.url}/fog"}
    assert all("crawler" in asked.headers["User-Agent"] for asked in asked)

    before = snapshot(tmp_path / "output")
    harbour.paths()
    ended = command("run", "--refetch")
    assert not re.search(r"^(new|updated) ", ended.out, re.MULTILINE)
    assert not {"/lead.png", "/large.png", "/twin.png", "/small.png"} & set(harbour.paths())
    assert snapshot(tmp_path / "output") == before


def test_a_picture_that_failed_is_tried_again_by_the_next_run(site: Site, command: Command, tmp_path: Path) -> None:
    put_pictures(site, a="red", b="blue")
    good = site.pages["/b.png"]
    site.pages["/b.png"] = Answer(b"", 404)
    article = put_article(site, "/fog", f'{TEXT}<p><img src="/a.png"></p><p><img src="/b.png"></p>')
    write_sources(tmp_path, site, article)
    assert command("run").code == 0
    a, b = shown(post(tmp_path))
    assert (stored(tmp_path)[a], b) == (png("red"), f"{site.url}/b.png")

    site.pages["/b.png"] = good
    site.paths()
    ended = command("run")
    assert re.search(r"^updated .*fog", ended.out, re.MULTILINE), ended
    assert site.paths() == ["/feed", "/fog", "/b.png"]
    assert [stored(tmp_path)[address] for address in shown(post(tmp_path))] == [png("red"), png("blue")]
    assert command("run").code == 0
    assert site.paths() == ["/feed"]


def test_a_picture_that_is_lost_holds_no_memory(site: Site, tmp_path: Path) -> None:
    measured = (
        "import resource, sys\nfrom crawler.cli import main\nsys.argv = ['crawler', 'run', '-q']\ntry:\n    main()\n"
        "finally:\n    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)"
    )
    peaks = []
    for count in (1, 40):
        addresses = [f"/{count}-{number}.png" for number in range(count)]
        for address in addresses:
            site.put(address, bytes(4 * 1024**2), content_type="image/png")
        pictures = "".join(f'<img src="{address}">' for address in addresses)
        write_sources(tmp_path, site, put_article(site, f"/fog-{count}", f"{TEXT}<p>{pictures}</p>"))
        ended = subprocess.run(
            [sys.executable, "-c", measured], cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False
        )
        assert set(addresses) < set(site.paths()), ended
        peaks.append(int(ended.stdout.splitlines()[-1]))
    assert peaks[1] - peaks[0] < 80, peaks


def test_what_several_articles_show_is_asked_for_once(site: Site, command: Command, tmp_path: Path) -> None:
    put_pictures(site, a="red")
    shared = '<p>See <img src="/a.png" alt="a"> and <img src="/gone.png" alt="gone">.</p>'
    first, second, third, fourth = PARAGRAPHS
    articles = [
        put_article(site, "/fog", f"<p>{first}</p>{shared}<p>{second}</p><p>{first} {second}</p>"),
        put_article(site, "/wind", f"<p>{third}</p>{shared}<p>{fourth}</p><p>{fourth} {third}</p>"),
    ]
    write_sources(tmp_path, site, *articles)
    assert command("run").code == 0
    assert sorted(path for path in site.paths() if path.endswith(".png")) == ["/a.png", "/gone.png"]
    for file in (tmp_path / "output").glob("*.md"):
        assert shown(file.read_text(encoding="utf-8")) == [*stored(tmp_path), f"{site.url}/gone.png"]
    assert len(list((tmp_path / "output").glob("*.md"))) == 2


def test_pictures_are_scaled_and_counted(site: Site, command: Command, tmp_path: Path) -> None:
    put_pictures(site, a="red", b="blue", c="green")
    images = "".join(f'<p><img src="/{name}.png"></p>' for name in "abc")
    write_sources(
        tmp_path,
        site,
        put_article(site, "/fog", TEXT + images),
        source={"pictures": {"max_count": 2, "max_width": 150}},
        media_folder="pictures",
        media_url="/blog/pictures",
    )
    ended = command("run")
    assert "has 3 pictures; 2 are stored" in ended.out
    *kept, link = shown(post(tmp_path))
    assert link == f"{site.url}/c.png"
    for address in kept:
        with Image.open(tmp_path / "pictures" / address.removeprefix("/blog/pictures/")) as image:
            assert image.size == (150, 100)


def test_without_being_asked_for_pictures_stay_links(site: Site, command: Command, tmp_path: Path) -> None:
    put_pictures(site, a="red")
    write_sources(
        tmp_path, site, put_article(site, "/fog", f'{TEXT}<p><img src="/a.png"></p>'), source={"media": "link"}
    )
    assert command("run").code == 0
    assert shown(post(tmp_path)) == [f"{site.url}/a.png"]
    assert "/a.png" not in site.paths()


class Holding(dict[str, Answer]):
    """Pages of which one is not answered until it may be."""

    def __init__(self, pages: dict[str, Answer], path: str) -> None:
        super().__init__(pages)
        self.path, self.reached, self.may_answer = path, threading.Event(), threading.Event()

    def get(self, path: str, default: Answer | None = None) -> Answer | None:  # type: ignore[override]
        if path == self.path:
            self.reached.set()
            self.may_answer.wait(60)
        return super().get(path, default)


def test_a_run_that_is_killed_among_the_pictures_is_resumed_at_the_next(
    site: Site, command: Command, forker: Forker, tmp_path: Path
) -> None:
    put_pictures(site, a="red", b="blue", c="green")
    images = "".join(f'<p><img src="/{name}.png"></p>' for name in "abc")
    write_sources(tmp_path, site, put_article(site, "/fog", TEXT + images))
    site.pages = holding = Holding(site.pages, "/b.png")
    with (tmp_path / "said").open("wb") as said:
        crawl = forker.start("crawler", ["run"], cwd=tmp_path, stdout=said.fileno(), stderr=said.fileno())
    assert holding.reached.wait(60), (tmp_path / "said").read_text()
    os.killpg(crawl.pid, signal.SIGKILL)
    assert crawl.wait(30) == -signal.SIGKILL
    assert list((tmp_path / "output").glob("*.md")) == []
    assert list(stored(tmp_path).values()) == [png("red")]

    holding.may_answer.set()
    site.paths()
    assert command("run").code == 0
    assert "/a.png" not in site.paths()
    assert [stored(tmp_path)[address] for address in shown(post(tmp_path))] == [png("red"), png("blue"), png("green")]


@pytest.mark.parametrize(
    ("generator", "body"),
    [(HEXO, "html"), (HEXO, "markdown"), (HUGO, "html"), (JEKYLL, "html"), (PELICAN, "html"), (ASTRO, "html")],
    ids=str,
)
def test_built_pages_show_the_pictures_from_their_own_site(
    generator: Generator, body: str, site: Site, command: Command, tmp_path: Path
) -> None:
    built = generator.site(tmp_path)
    put_pictures(site, a="red", b="blue")
    article = put_article(
        site,
        "/fog",
        f'<figure><img src="/a.png"><figcaption>The harbour</figcaption></figure>{TEXT}<p><img src="/b.png"></p>',
    )
    output = built.posts.relative_to(tmp_path).as_posix()
    write_sources(tmp_path, site, article, output=output, dialect=generator.name, source={"post": {"body": body}})
    assert command("run").code == 0
    done = built.build()
    assert done.returncode == 0, done.stdout + done.stderr
    (page,) = built.pages()
    found = shown(page)
    assert len(found) == 2
    assert [(built.output / address.lstrip("/")).read_bytes() for address in found] == [png("red"), png("blue")]
    assert "The harbour" in page
