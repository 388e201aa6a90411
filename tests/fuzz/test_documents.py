"""Whatever bytes a source, a page or a sources file is: it is read, or refused with the room's own error.

`FUZZ_EXAMPLES=20000 pytest tests/fuzz` looks longer; `longer.py` does so guided by what the code does.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from crawler import cleaning, extraction, opml, sources
from crawler.config import Config, ConfigError, parse
from crawler.items import Entry, Page
from crawler.sources import Document, SourceError

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "60"))
fuzzed = settings(
    max_examples=EXAMPLES, deadline=None, derandomize=EXAMPLES < 1000, suppress_health_check=list(HealthCheck)
)

FEED_PARTS = """<?xml version="1.0"?> <rss version="2.0"> <feed xmlns="http://www.w3.org/2005/Atom"> <channel> </channel> <item>
 </item> <entry> </entry> <title> </title> <link> <link href="//x/?a&b"/> </link> http://[::1 <guid> tag:x,2020:1 </guid>
 <pubDate> Thu,_31_Feb_2024_25:61:61_+9999 </pubDate> <updated>-0001-01-01T00:00:00Z</updated> <description> <![CDATA[ ]]>
 <!DOCTYPE_x_[<!ENTITY_a_"b">]> &a; &#0; &#xFFFFFF; <urlset> <sitemapindex> <loc> </loc> <lastmod>9999-99</lastmod> {"items":[
 {"version":"https://jsonfeed.org/version/1"} null ]} "url":1 <html> <a_href=x> <article> <base_href="http://["> \ufeff \x00""".split()
PAGE_PARTS = """<html> <head> <meta_charset=utf-7> <meta_property=og:title_content=""> <title> <script_type=application/ld+json> {"@graph":[
 {"@type":["Article",1]} "datePublished":{} ]} </script> <article> <h1> <p> </p> <time_datetime=99999999999999> <img_src="data:,"_srcset=",,_1x">
 <table> <td> <pre> <iframe_src=//youtube.com/embed/x> <svg> <math> <template> <!-- --> <plaintext> &#x110000; long_words_of_a_text. 第一段。
 <a_href="http://[">x</a> <base_href="::"> <p_style=x> <link_rel=canonical_href="http://["> by_Nobody""".split()
SOURCES_PARTS = """sources: - name: url: http://x/ x: [ ] { } & * ! | > "' ? --- ... defaults: kind: feed output: ~ \t 2024-99-99 !!python/object:os.system
 delay: -1 .inf 0x1 <<: &a *a post: filter: rules: title: ['//['] media: download max_new: 1e999 \n\x20\x20 \n""".split(
    " "
)


def made_of(parts: list[str]) -> st.SearchStrategy[bytes]:
    """Documents of such parts, in any order, with arbitrary text between them; or arbitrary bytes."""
    words = st.sampled_from([part.replace("_", " ") for part in parts])
    text = st.lists(words | st.text(max_size=8), max_size=30).map("".join)
    return text.map(lambda made: made.encode("utf-8", "surrogatepass")) | st.binary(max_size=300)


def reader(kind: str) -> Callable[[], None]:
    """The check of one kind of source."""

    @fuzzed
    @given(
        made_of(FEED_PARTS),
        st.sampled_from(["", "text/xml; charset=utf-16", "application/json", "text/html; charset=x"]),
    )
    @example(b"", "")
    @example(b'<!DOCTYPE x [<!ENTITY a "b">]>', "")
    def check(body: bytes, content_type: str) -> None:
        document = Document("https://news.example/feed", body, content_type)
        sources.recognise(document)
        try:
            listing = sources.kind(kind).read(document, sources.options(kind)())
        except SourceError as error:
            assert str(error)  # noqa: PT017 - raising is allowed, not expected
            assert "\n" not in str(error)  # noqa: PT017
        else:
            assert all(entry.url is None or isinstance(entry.url, str) for entry in listing.entries)

    return check


@pytest.mark.parametrize("kind", sources.kinds())
def test_a_document_of_a_source_is_read_or_refused(kind: str) -> None:
    reader(kind)()


@fuzzed
@given(made_of(PAGE_PARTS), st.sampled_from([None, "utf-8", "utf-7", "no-such"]))
def test_a_page_is_read_and_its_body_is_made_safe(body: bytes, charset: str | None) -> None:
    url = "https://news.example/story"
    found = extraction.extract(Page(url, body, charset), Entry(url=url))
    assert isinstance(found.body, str)
    assert "<script" not in cleaning.clean(found.body, url=url)


@fuzzed
@given(made_of(SOURCES_PARTS))
def test_a_sources_file_is_read_or_its_faults_are_named(body: bytes) -> None:
    try:
        found = parse(body.decode("utf-8", "replace"), Path("sources.yaml"))
    except ConfigError as error:
        assert str(error).startswith("sources.yaml")  # noqa: PT017 - raising is allowed, not expected
    else:
        assert isinstance(found, Config)


@fuzzed
@given(made_of(["<opml>", "<body>", "<outline xmlUrl='http://['>", "<outline", "text='x'", "/>", "&a;"]))
def test_a_subscription_list_is_read_or_refused(body: bytes) -> None:
    try:
        opml.read(body)
    except opml.OpmlError as error:
        assert str(error)  # noqa: PT017 - raising is allowed, not expected
