"""Whatever an article's values are: each dialect's post reads back, and its file stays where it belongs."""

from __future__ import annotations

import unicodedata
from pathlib import PureWindowsPath

import yaml
from hypothesis import given
from hypothesis import strategies as st

from crawler.cleaning import clean
from crawler.publishing import Post, dialect, dialects
from crawler.publishing.markdown import block
from tests.fuzz.test_documents import PAGE_PARTS, fuzzed, made_of
from tests.publishing.posts import a_post

NASTY = """--- +++ ... : #x "x" 'x' {{ }} {% %} <%= </script> ../ ..\\ / \\ CON nul. aux.txt . .. ~ ! & * - ? | > @ ` \u2028 \u202e \x00 \x85 \ufeff
 \x1b[2J yes null 1e3 0x1 2024-01-01 [x] {x} %YAML \t \n \r\n = é e\u0301 漢字 👩‍🚀 \U000e0001 \ud800 x\u0000y title: - key: """.split(
    " "
)
texts = st.lists(st.sampled_from(NASTY) | st.text(max_size=6), max_size=8).map(" ".join)
posts = st.builds(
    a_post,
    title=texts,
    source=texts,
    site_name=st.none() | texts,
    description=st.none() | texts,
    language=st.none() | texts,
    authors=st.lists(texts, max_size=3).map(tuple),
    tags=st.lists(texts, max_size=3).map(tuple),
    categories=st.lists(texts, max_size=3).map(tuple),
    url=texts.map("https://news.example/".__add__),
    image=st.none() | texts.map("https://news.example/".__add__),
)


@fuzzed
@given(posts)
def test_a_post_of_each_dialect_reads_back_and_its_file_is_in_its_folder(post: Post) -> None:
    for name in dialects():  # of one post, which takes longer to make up than to write
        form = dialect(name)
        text = form.render(post)
        assert text.encode().decode() == text
        if text.startswith("---\n") and name != "pelican":
            head, _, body = text[4:].partition("\n---\n")
            values = yaml.safe_load(head)
            assert isinstance(values, dict), name
            assert all(isinstance(key, str) for key in values), name
            assert "The lamps were lit." in body, name
        path = form.path(post)
        assert not path.is_absolute(), name
        assert not {".", ".."} & set(path.parts), name
        assert "\\" not in str(path), name
        for part in path.parts:
            assert part == part.strip(" ."), name
            assert not PureWindowsPath(part).is_reserved(), name
            assert len(part.encode()) <= 255, name
            assert unicodedata.is_normalized("NFC", part), name


@fuzzed
@given(made_of(PAGE_PARTS) | texts.map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_markdown_is_made_of_any_body(body: bytes) -> None:
    html = clean(body.decode("utf-8", "replace"), url="https://news.example/story")
    assert "<script" not in block(html)
