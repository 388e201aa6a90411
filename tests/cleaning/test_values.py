"""The plain values of a post: what of them may stand in front matter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.cleaning import clean_text, safe_address

TEXTS = {
    "lines are folded": (" a\n b\r\n\tc\u2028d\u0085e\x0b", "a b c d e"),
    "control characters go": ("a\x00b\x1b[31mc\x7f", "ab[31mc"),
    "overrides of direction go": ("invoice\u202efdp.exe \u2066x\u2069", "invoicefdp.exe x"),
    "marks of direction stay": ("a\u200eb\u200f", "a\u200eb\u200f"),
    "half characters go": ("a\ud83db\udc00", "ab"),
    "what XML has no place for goes": ("a\ufffeb\uffff\ufeff", "ab"),
    "blanks around what goes are one": ("a \x08 b", "a b"),
    "nothing is left of nothing": (" \n\x00 ", ""),
}  # fmt: skip


@pytest.mark.parametrize(("text", "cleaned"), TEXTS.values(), ids=TEXTS)
def test_text_becomes_one_line_without_anything_hidden(text: str, cleaned: str) -> None:
    assert clean_text(text) == cleaned


def test_a_long_text_stays_long() -> None:
    assert clean_text("x" * 100_000) == "x" * 100_000


def test_text_that_is_in_order_stays_as_it_is() -> None:
    text = 'It\'s "A/B": <b> & {{ x }} — 漢字　x\u00a0y 👩‍🚀'
    assert clean_text(text) == text


@given(st.text())
def test_cleaned_text_can_be_written_and_is_clean(text: str) -> None:
    cleaned = clean_text(text)
    assert cleaned.encode().decode() == cleaned
    assert clean_text(cleaned) == cleaned
    assert "\n" not in cleaned


ADDRESSES = {
    "https://example.org/": "https://example.org/",
    "http://example.org:8080/a?b=c&d=%20#e": "http://example.org:8080/a?b=c&d=%20#e",
    "HTTPS://例え.jp/パス": "HTTPS://例え.jp/パス",
    "http://[2001:db8::1]/": "http://[2001:db8::1]/",
    " \thttps://example.org/a\nb ": "https://example.org/ab",
    "https://example.org/a b\"c<d>e`f": "https://example.org/a%20b%22c%3Cd%3Ee%60f",
    "https://example.org/'x'": "https://example.org/'x'",
}  # fmt: skip


@pytest.mark.parametrize(("address", "written"), ADDRESSES.items())
def test_a_web_address_is_written_safely(address: str, written: str) -> None:
    assert safe_address(address) == written
    assert safe_address(written) == written


@pytest.mark.parametrize(
    "value",
    [
        "",
        "x",
        "/x",
        "//example.org/",
        "https:",
        "https://",
        "https:///x",
        "https:example.org",
        "https:\\\\example.org",
        "https://example.org\\@b.example/",
        "https://a@example.org/",
        "https://a:b@example.org/",
        "https://:@example.org/",
        "https://example.org:x/",
        "https://example.org:99999/",
        "https://[::1",
        "https://exa mple.org/",
        "https://exa%6dple.org/",
        "https://example.org/\x00x",
        "https://example.org/\x1b[0m",
        "https://example.org/\u202egpj.exe",
        "https://example.org/\ud83d",
        "java\nscript:alert(1)",
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "ftp://example.org/",
        None,
        7,
        b"https://example.org/",
    ],
)
def test_anything_else_is_no_address(value: object) -> None:
    assert safe_address(value) is None


@given(st.text())
def test_any_text_is_an_address_or_none(text: str) -> None:
    for value in (text, f"https://{text}", f"https://example.org/{text}"):
        written = safe_address(value)
        assert written is None or safe_address(written) == written
