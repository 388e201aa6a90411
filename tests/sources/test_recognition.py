"""A source that does not say of which kind it is gets the kind of what its address answers."""

from __future__ import annotations

import gzip

import pytest

from crawler import sources
from crawler.sources import Document, SourceError

LINKS = "".join(f'<li><a href="/2022/story-number-{n}-of-six">A story about the number {n}</a></li>' for n in range(6))
ANSWERS = [
    (b"<rss><channel></channel></rss>", "feed"),
    (b'<?xml version="1.0"?><!-- made by hand --><feed xmlns="http://www.w3.org/2005/Atom"/>', "feed"),
    (b'<a:feed xmlns:a="http://www.w3.org/2005/Atom"/>', "feed"),
    (b'<s:urlset xmlns:s="http://www.sitemaps.org/schemas/sitemap/0.9"/>', "sitemap"),
    (b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>', "feed"),
    ("<rss><channel></channel></rss>".encode("utf-16"), "feed"),
    (b'{"version": "https:\\/\\/jsonfeed.org\\/version\\/1.1", "items": []}', "feed"),
    (b'{"items": [%s], "version": "https://jsonfeed.org/version/1.1"}' % b", ".join([b'{"id": "1"}'] * 500), "feed"),
    (b'{"posts": [{"text": "see \\"version\\": \\"https://jsonfeed.org/version/1\\""}]}', None),
    (b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"></urlset>', "sitemap"),
    (gzip.compress(b"<sitemapindex></sitemapindex>", mtime=0), "sitemap"),
    (b"https://news.example/a\nhttps://news.example/b\n", "sitemap"),
    (b'[ {"url": "/a"}]', "json"),
    (f"<!DOCTYPE html><html><body><ul>{LINKS}</ul></body></html>".encode(), "listing"),
    (b"<html><body><a href='/'>Back to the start</a></body></html>", None),
    (
        f'<html><head><link rel="alternate" type="application/rss+xml" href="/rss"></head><ul>{LINKS}</ul></html>'.encode(),
        None,
    ),
    (b'{"error": "not found"}', None),
    (b"Not found", None),
    (b"", None),
]


@pytest.mark.parametrize(("body", "kind"), ANSWERS)
def test_a_document_is_recognised_by_what_it_is(body: bytes, kind: str | None) -> None:
    assert sources.recognise(Document("https://news.example/", body)) == kind


@pytest.mark.parametrize(("body", "kind"), [answer for answer in ANSWERS if answer[1]])
def test_what_is_recognised_can_be_read_without_settings(body: bytes, kind: str) -> None:
    sources.kind(kind).read(Document("https://news.example/", body), sources.Options())


def test_every_kind_has_a_name_and_refuses_nonsense_in_one_line() -> None:
    assert sources.kinds() == ["36kr", "feed", "json", "listing", "page", "sitemap"]
    for name in set(sources.kinds()) - {"page"}:
        with pytest.raises(SourceError, match=r"^[^\n]+$"):
            sources.kind(name).read(Document("https://news.example/", b"\x00\xffnonsense"), sources.options(name)())
