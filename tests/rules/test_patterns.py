"""Patterns of users: what they may be, and that they come to an end."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from crawler.rules import patterns
from crawler.rules.model import Replacement
from crawler.rules.patterns import PatternTooSlow, is_found
from crawler.rules.requests import RequestOptions, rewritten


@pytest.mark.parametrize(
    ("rewrites", "url", "expected"),
    [
        ([], "https://a.example/1", "https://a.example/1"),
        ([{"find": "$", "with": "?print=1"}], "https://a.example/1", "https://a.example/1?print=1"),
        ([{"find": r"/(\d+)\.html", "with": r"/print/\1"}], "https://a.example/7.html", "https://a.example/print/7"),
        ([{"find": "^http:", "with": "https:"}, {"find": "//m[.]"}], "http://m.a.example/", "https:a.example/"),
        ([{"find": "/amp/(?P<id>[^/]+)", "with": r"/\g<id>"}], "https://a.example/amp/x", "https://a.example/x"),
    ],
)
def test_addresses_are_rewritten_in_order(rewrites: list[dict[str, str]], url: str, expected: str) -> None:
    assert rewritten(url, [Replacement.model_validate(rewrite) for rewrite in rewrites]) == expected


@pytest.mark.parametrize(
    ("find", "put", "said"),
    [
        ("(", "", "is no regular expression"),
        ("a", r"\1", "does not go with"),
        ("a", r"\g<name>", "does not go with"),
    ],
)
def test_what_can_never_work_is_refused_when_it_is_read(find: str, put: str, said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        Replacement.model_validate({"find": find, "with": put})


def test_a_pattern_that_never_ends_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patterns, "TIME_LIMIT", 0.1)
    with pytest.raises(PatternTooSlow, match="fewer nested repeats"):
        is_found("(a|a|aa)+$", "a" * 60 + "b")


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ({"headers": {"X Key": "1"}}, "no name of a header"),
        ({"headers": {"Cookie": "a=b"}}, "has a key of its own: cookies"),
        ({"headers": {"user-agent": "x"}}, "has a key of its own: user_agent"),
        ({"headers": {"Host": "x"}}, "the crawler's own to set"),
        ({"headers": {"X-Key": "1\r\nX-Other: 2"}}, "a header is one line"),
        ({"cookies": {"a": "b; c=d"}}, "is no cookie"),
        ({"user_agent": "a\nb"}, "a header is one line"),
        ({"proxy": "socks5://p.example:1080"}, "no address of an HTTP proxy"),
        ({"proxy": "http://:3128"}, "no address of an HTTP proxy"),
    ],
)
def test_requests_cannot_be_made_others_than_they_seem(said: dict[str, object], fault: str) -> None:
    with pytest.raises(ValidationError, match=fault):
        RequestOptions.model_validate(said)


def test_cookies_become_one_header() -> None:
    options = RequestOptions.model_validate({"headers": {"X-Key": "1"}, "cookies": {"a": "b", "c": "d"}})
    assert options.secrets() == {"X-Key": "1", "Cookie": "a=b; c=d"}
