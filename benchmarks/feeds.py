"""Measures the feed reader: the share of feedparser's own expectations that it meets, and its speed beside its peers.

    python -m benchmarks.feeds [--tests FOLDER] [--misses]

The tests are feeds of the feedparser project, each with what is expected of it in a comment; by default those in
../shared/feeds. The peers are those of feedparser, fastfeedparser and feedparser-rs that are installed.
"""

from __future__ import annotations

import argparse
import ast
import gc
import html
import importlib
import json
import math
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import lxml.html

from crawler.items import Entry
from crawler.sources import Document, Listing, SourceError
from crawler.sources import feed as feeds
from crawler.sources._html import person

TESTS = Path(__file__).parents[2] / "shared/feeds"
ADDRESS = "http://127.0.0.1:8097/"  # where feedparser's own suite serves its feeds
_EXPECT = re.compile(rb"^\s*Expect:\s*(.+?)\s*$", re.MULTILINE)
_HEADER = re.compile(rb"^\s*Header:\s*([\w-]+):\s*(.+?)\s*$", re.MULTILINE)


@dataclass(frozen=True)
class Expectation:
    """One equation of a test: what should be found at a path of feedparser's result."""

    path: tuple[str | int, ...]
    value: Any


@dataclass
class Score:
    """How many of the tests' equations that speak of fields that we keep are met."""

    met: int = 0
    asked: int = 0
    misses: list[str] = field(default_factory=list)


def expectations(test: Path) -> Iterator[Expectation]:
    """The equations in a test that compare one field with a constant."""
    text = b"\n".join(_EXPECT.findall(_ascii(test.read_bytes()[:65536]))).decode("utf-8", "replace")
    try:
        tree = ast.parse(text, mode="eval").body
    except SyntaxError:
        return
    for clause in tree.values if isinstance(tree, ast.BoolOp) and isinstance(tree.op, ast.And) else [tree]:
        if isinstance(clause, ast.Compare) and isinstance(clause.ops[0], ast.Eq):
            try:
                value = ast.literal_eval(clause.comparators[-1])
                yield Expectation(tuple(_path(clause.left)), value)
            except ValueError:
                continue


def _ascii(head: bytes) -> bytes:
    return head.replace(b"\0", b"")


def _path(node: ast.expr) -> Iterator[str | int]:
    match node:
        case ast.Name(id=name):
            yield name
        case ast.Subscript(value=value, slice=ast.Constant(value=str() | int() as key)):
            yield from _path(value)
            yield key
        case ast.Attribute(value=value, attr=name):
            yield from _path(value)
            yield name
        case ast.Call(func=ast.Name(id="len"), args=[argument]):
            yield from _path(argument)
            yield "len"
        case _:
            raise ValueError("not a path")


def document(test: Path) -> tuple[Document, dict[str, str]]:
    body = test.read_bytes()
    headers = {name.decode().lower(): value.decode("latin-1") for name, value in _HEADER.findall(_ascii(body[:4096]))}
    location = headers.get("content-location", ADDRESS)
    return Document(
        location if location.startswith("http") else ADDRESS, body, headers.get("content-type", "")
    ), headers


def ours(listing: Listing, path: tuple[str | int, ...]) -> tuple[bool, Any]:
    """What we have at a path of feedparser's result; False where we do not keep such a field."""
    match path:
        case ("entries", "len"):
            return True, len(listing.entries)
        case ("feed", "title") | ("feed", "title_detail", "value"):
            return True, html.escape(listing.title or "", quote=False)
        case ("feed", "link" | "language" as name):
            return True, getattr(listing, name)
        case ("feed", "ttl"):
            return True, listing.refresh and str(int(listing.refresh.total_seconds()) // 60)
        case ("entries", int(index), *field):
            entry = listing.entries[index] if index < len(listing.entries) else Entry()
            return _of_entry(entry, tuple(field))
    return False, None


def _of_entry(entry: Entry, field: tuple[str | int, ...]) -> tuple[bool, Any]:
    match field:
        case ("title",) | ("title_detail", "value"):
            return True, html.escape(entry.title or "", quote=False)
        case ("link",):
            return True, entry.url
        case ("id" | "guid",):
            return True, entry.guid
        case ("author",) | ("author_detail", "name") | ("authors", 0, "name"):
            return True, entry.authors[0] if entry.authors else None
        case ("authors", int(index), "name"):
            return True, entry.authors[index] if index < len(entry.authors) else None
        case ("published_parsed",):
            return True, _tuple(entry.published)
        case ("updated_parsed",):
            return True, _tuple(entry.updated or entry.published)
        case ("summary" | "description",) | ("summary_detail" | "description_detail", "value"):
            return True, entry.summary or entry.content
        case ("content", 0, "value"):
            return True, entry.content
        case ("content", 0, "base") | ("summary_detail", "base"):
            return True, entry.base
        case ("content", 0, "language") | ("summary_detail", "language") | ("language",):
            return True, entry.language
        case ("tags", int(index), "term" | "label"):
            return True, entry.tags[index] if index < len(entry.tags) else None
        case ("category",):
            return True, entry.tags[0] if entry.tags else None
        case ("enclosures", int(index), "href" | "url" | "type" | "length" as name):
            enclosure = entry.enclosures[index] if index < len(entry.enclosures) else None
            value = getattr(enclosure, "url" if name == "href" else name, None)
            return True, str(value) if name == "length" and value else value
        case ("image", "href"):
            return True, entry.image
    return False, None


def _tuple(moment: date | None) -> tuple[int, ...] | None:
    if isinstance(moment, datetime):
        return tuple(moment.utctimetuple())
    return tuple(moment.timetuple()) if moment else None


def same(path: tuple[str | int, ...], expected: Any, found: Any) -> bool:
    """Whether two values say the same: texts are compared without markup, which feedparser has already cleaned."""
    if isinstance(expected, str) and isinstance(found, str):
        if "author" in path or "authors" in path:
            return person(expected) == found
        return _plain(expected) == _plain(found) or expected == html.unescape(found)
    if isinstance(expected, tuple) and isinstance(found, tuple):
        return expected[:6] == found[:6]
    return bool(expected == found) or not (expected or found)


def _plain(text: str) -> str:
    if not text.strip():
        return ""
    tree = lxml.html.fragment_fromstring(text, create_parent="div")
    for element in tree.xpath("//script | //style | //applet | //object | //iframe | //frame | //meta"):
        element.drop_tree()
    return " ".join(tree.text_content().split())


def score(tests: list[Path], root: Path) -> Score:
    """The tests as we read them."""
    tally = Score()
    for test in tests:
        doc, _ = document(test)
        try:
            listing = feeds.read(doc, None)  # type: ignore[arg-type]
        except SourceError as error:
            listing = Listing(problems=[str(error)])
        for expectation in expectations(test):
            known, found = ours(listing, expectation.path)
            if known:
                _count(tally, test.relative_to(root), expectation, found)
    return tally


def score_of_feedparser(tests: list[Path], root: Path) -> Score:
    """The same equations as feedparser itself meets them."""
    feedparser = importlib.import_module("feedparser")
    tally = Score()
    for test in tests:
        doc, headers = document(test)
        headers.setdefault("content-location", doc.url)
        result = feedparser.parse(doc.body, response_headers=headers)
        for expectation in expectations(test):
            if ours(Listing(), expectation.path)[0]:
                _count(tally, test.relative_to(root), expectation, _at(result, expectation.path))
    return tally


def _count(tally: Score, test: Path, expectation: Expectation, found: Any) -> None:
    tally.asked += 1
    if same(expectation.path, expectation.value, found):
        tally.met += 1
    else:
        name = "".join(f"[{part!r}]" for part in expectation.path)
        tally.misses.append(f"{test}: {name} is {found!r}, not {expectation.value!r}")


def _at(result: Any, path: tuple[str | int, ...]) -> Any:
    try:
        for key in path:
            result = len(result) if key == "len" else result[key]
    except (KeyError, IndexError, TypeError):
        return None
    return result


LATIN = '<p>A paragraph with <a href="/link">a link</a>, an &amp; and <b>some</b> more of what articles hold.</p>\n'
CHINESE = '<p>这一段文字有<a href="/link">链接</a>和<b>粗体</b>，正如文章里通常所见的那样。</p>\n'


def made_up_feeds() -> dict[str, bytes]:
    """Well-formed feeds as sites have them: short and long, of every format, CDATA and escaped, Latin and Chinese."""
    return {
        "RSS, 30 teasers": _rss(30, LATIN * 2, None, cdata=False),
        "RSS, 10 articles in CDATA": _rss(10, LATIN[:60], LATIN * 30, cdata=True),
        "RSS, 50 articles in CDATA": _rss(50, LATIN[:60], LATIN * 30, cdata=True),
        "RSS, 500 articles in CDATA": _rss(500, LATIN[:60], LATIN * 30, cdata=True),
        "RSS, 20 Chinese articles in CDATA": _rss(20, CHINESE * 60, None, cdata=True),
        "RSS, 15 escaped articles": _rss(15, LATIN[:60], LATIN * 25, cdata=False),
        "RDF, 50 articles in CDATA": _rdf(50, LATIN[:60], LATIN * 30),
        "Atom, 15 entries without text": _atom(15, ""),
        "Atom, 10 escaped articles": _atom(10, LATIN * 25),
        "Atom, 50 escaped articles": _atom(50, LATIN * 25),
        "Atom, 500 escaped articles": _atom(500, LATIN * 25),
        "Atom, 10 XHTML articles": _atom(10, LATIN * 25, xhtml=True),
        "Atom, 50 XHTML articles": _atom(50, LATIN * 25, xhtml=True),
        "Atom, 500 XHTML articles": _atom(500, LATIN * 25, xhtml=True),
        "JSON Feed, 50 articles": _json(50, LATIN * 25),
    }


def _rss(count: int, summary: str, content: str | None, *, cdata: bool) -> bytes:
    def wrap(markup: str) -> str:
        return f"<![CDATA[{markup}]]>" if cdata else _escaped(markup)

    items = "".join(
        f"<item>\n<title>Title &amp; number {number}</title>\n<link>https://news.example/{number}</link>\n"
        f'<guid isPermaLink="false">https://news.example/?p={number}</guid>\n'
        f"<pubDate>Thu, 26 May 2022 {number % 24:02}:38:09 +0800</pubDate>\n<dc:creator>Ann Author</dc:creator>\n"
        f"<category>One</category>\n<category>Two</category>\n<description>{wrap(summary)}</description>\n"
        + (f"<content:encoded>{wrap(content)}</content:encoded>\n" if content else "")
        + "</item>\n"
        for number in range(count)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/">\n<channel>\n<title>News</title>\n'
        f"<link>https://news.example/</link>\n<description>All news</description>\n{items}</channel>\n</rss>\n"
    ).encode()


def _rdf(count: int, summary: str, content: str) -> bytes:
    items = "".join(
        f'<item rdf:about="https://news.example/{number}">\n<title>Title &amp; number {number}</title>\n'
        f"<link>https://news.example/{number}</link>\n<dc:date>2022-05-26T{number % 24:02}:38:09+08:00</dc:date>\n"
        f"<dc:creator>Ann Author</dc:creator>\n<dc:subject>One</dc:subject>\n<description>{_escaped(summary)}"
        f"</description>\n<content:encoded><![CDATA[{content}]]></content:encoded>\n</item>\n"
        for number in range(count)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF xmlns="http://purl.org/rss/1.0/" '
        'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/">\n<channel rdf:about="https://news.example/">\n'
        f"<title>News</title>\n<link>https://news.example/</link>\n</channel>\n{items}</rdf:RDF>\n"
    ).encode()


def _json(count: int, content: str) -> bytes:
    items = [
        {
            "id": f"https://news.example/{number}",
            "url": f"https://news.example/{number}",
            "title": f"Title & number {number}",
            "content_html": content,
            "date_published": f"2022-05-26T{number % 24:02}:38:09+08:00",
            "authors": [{"name": "Ann Author"}],
            "tags": ["one", "two"],
        }
        for number in range(count)
    ]
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "News", "home_page_url": "https://news.example/"}
    return json.dumps(feed | {"items": items}).encode()


def _escaped(markup: str) -> str:
    return markup.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _atom(count: int, content: str, *, xhtml: bool = False) -> bytes:
    written = (
        f'<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{content}</div></content>'
        if xhtml
        else f'<content type="html">{_escaped(content)}</content>'
    )
    entries = "".join(
        f"<entry>\n<title>Title &amp; number {number}</title>\n<id>tag:news.example,2022:{number}</id>\n"
        f'<link rel="alternate" type="text/html" href="https://news.example/{number}"/>\n'
        f"<published>2022-05-26T{number % 24:02}:38:09+08:00</published>\n"
        f"<updated>2022-05-27T{number % 24:02}:38:09+08:00</updated>\n<author><name>Ann Author</name></author>\n"
        f'<category term="one"/>\n<summary>A summary</summary>\n{written}\n</entry>\n'
        for number in range(count)
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n<title>News</title>\n'
        '<link href="https://news.example/"/>\n<id>tag:news.example,2022:feed</id>\n'
        f"<updated>2022-05-27T00:00:00Z</updated>\n{entries}</feed>\n"
    ).encode()


def peers() -> dict[str, Callable[[bytes], object]]:
    found: dict[str, Callable[[bytes], object]] = {}
    for name in ("fastfeedparser", "feedparser_rs", "feedparser"):
        try:
            module = importlib.import_module(name)
        except ImportError:
            continue
        found[name] = _without_cleaning(module.parse) if name == "feedparser" else module.parse
    return found


def _without_cleaning(parse: Callable[..., object]) -> Callable[[bytes], object]:
    return lambda body: parse(body, sanitize_html=False, resolve_relative_uris=False)


def milliseconds(readers: dict[str, Callable[[bytes], object]], bodies: list[bytes]) -> dict[str, float]:
    """The processor time that one reading of the feeds takes each reader: the least of several, taken in turn."""
    least = dict.fromkeys(readers, math.inf)
    for round_ in range(12):
        for name, read in readers.items():
            if round_ > 2 and least[name] > 100:  # milliseconds
                continue
            times = max(1, round(5 / least[name])) if least[name] < math.inf else 1
            gc.collect()
            start = time.process_time()
            for _ in range(times):
                for body in bodies:
                    read(body)
            least[name] = min(least[name], (time.process_time() - start) * 1000 / times)
    return least


def _readable(read: Callable[[bytes], object], body: bytes) -> bool:
    try:
        read(body)
    except Exception:  # a peer may refuse a feed in any way
        return False
    return True


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--tests", type=Path, default=TESTS)
    parser.add_argument("--misses", action="store_true", help="name what is not met")
    arguments = parser.parse_args()

    def read(body: bytes) -> object:
        return feeds.read(Document(ADDRESS, body), None)  # type: ignore[arg-type]

    readers = {"crawler": read, **peers()}
    tests = sorted(arguments.tests.rglob("*.xml"))
    if tests:
        scores = {"crawler": score(tests, arguments.tests)}
        if "feedparser" in readers:
            scores["feedparser"] = score_of_feedparser(tests, arguments.tests)
        for name, tally in scores.items():
            print(f"{name}: {tally.met} of {tally.asked} expectations met ({tally.met / tally.asked:.1%})")
        if arguments.misses:
            print(*scores["crawler"].misses, sep="\n")

    print(f"\n{'milliseconds a reading':<36}" + "".join(f"{name:>16}" for name in readers))
    samples = {name: [body] for name, body in made_up_feeds().items()}
    small = [path.read_bytes() for path in sorted(arguments.tests.glob("wellformed/*/*.xml"))]
    small = [body for body in small if all(_readable(reader, body) for reader in readers.values())]
    if small:
        samples[f"feedparser's {len(small)} well-formed tests"] = small
    totals = dict.fromkeys(readers, 0.0)
    for name, bodies in samples.items():
        row = milliseconds(readers, bodies)
        for reader, value in row.items():
            totals[reader] += value
        print(f"{name:<36}" + "".join(f"{value:>16.2f}" for value in row.values()) + f"{_ratio(row):>8.2f}")
    print(f"{'overall':<36}" + "".join(f"{value:>16.2f}" for value in totals.values()) + f"{_ratio(totals):>8.2f}")
    print("\nThe last column: how many times as long as the fastest of the others the crawler takes.")


def _ratio(row: dict[str, float]) -> float:
    return row["crawler"] / min((value for reader, value in row.items() if reader != "crawler"), default=math.inf)


if __name__ == "__main__":
    main()
