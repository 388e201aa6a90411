"""Hosts are asked again only so often and so soon, and left alone when they ask for it."""

import time
from datetime import UTC, datetime
from email.utils import formatdate

import pytest

from crawler.network.hosts import registrable_domain
from crawler.network.politeness import retry_after

NOON = datetime(2030, 5, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        (" 0 ", 0),
        ("Wed, 01 May 2030 12:01:00 GMT", 60),
        ("Wednesday, 01-May-30 12:01:00 GMT", 60),
        ("Wed May  1 12:01:00 2030", 60),
        ("Wed, 01 May 2030 14:01:00 +0200", 60),
        ("Wed, 01 May 2030 11:00:00 GMT", 0),
        ("-5", None),
        ("soon", None),
        ("", None),
        ("9" * 400, None),
        ("٣", None),
    ],
)
def test_retry_after_is_read_in_both_forms(value, seconds):
    assert retry_after(value, NOON) == seconds


@pytest.mark.parametrize(
    ("host", "domain"),
    [
        ("www.example.co.uk", "example.co.uk"),
        ("cdn.example.org", "example.org"),
        ("one.github.io", "one.github.io"),
        ("a.one.blogspot.com", "one.blogspot.com"),
        ("github.io", "github.io"),
        ("www.printer.internal", "printer.internal"),
        ("localhost", "localhost"),
        ("127.0.0.1", "127.0.0.1"),
        ("::1", "::1"),
    ],
)
def test_hosts_belong_together_by_who_registered_their_domain(host, domain):
    assert registrable_domain(host) == domain


def busy_at_first(status, headers=()):
    """A route that turns its first caller away."""

    def route(exchange):
        return (status, dict(headers), b"") if exchange.times_asked() == 1 else b"a page"

    return route


@pytest.mark.parametrize("status", [429, 503])
def test_a_host_that_asks_for_seconds_gets_them(crawl, new_site, status):
    site = new_site("127.0.4.1")
    site.routes |= {"/busy": busy_at_first(status, {"Retry-After": "1"}), "/other": b"a page"}
    done = crawl(site.url("/busy"), site.url("/other"), site.url("/another"))
    turned_away = next(asked for asked in site.asked if asked.path == "/busy")
    later = [asked for asked in site.asked if asked.at > turned_away.at]
    assert {asked.path for asked in later} == {"/busy", "/other", "/another"}
    assert all(asked.at - turned_away.answered >= 1 for asked in later)
    assert done.of(site.url("/busy"))["text"] == "a page"


def test_a_host_that_names_a_moment_is_asked_after_it(crawl, new_site):
    site = new_site("127.0.4.2")
    moment = []

    def busy(exchange):
        if moment:
            return b"a page"
        moment.append(int(time.time()) + 2)
        return 503, {"Retry-After": formatdate(moment[0], usegmt=True)}, b""

    site.routes["/busy"] = busy
    done = crawl(site.url("/busy"))
    assert done.of(site.url("/busy"))["text"] == "a page"
    assert site.times("/busy")[1] >= moment[0]


def test_the_other_hosts_of_the_domain_wait_too_but_not_its_neighbours(crawl, new_site):
    site = new_site("127.0.4.3")
    names = ("www.one.example", "cdn.one.example", "one.blogspot.com", "two.blogspot.com")
    site.routes |= dict.fromkeys(["/sibling", "/neighbour"], b"a page")
    site.routes["/busy"] = (429, {"Retry-After": "1"}, b"")
    then = [
        site.url("/sibling", "cdn.one.example"),
        site.url("/neighbour", "one.blogspot.com"),
        site.url("/neighbour", "two.blogspot.com"),
    ]
    crawl(
        {"url": site.url("/busy", "www.one.example"), "meta": {"then": then}},
        {"url": site.url("/busy", "one.blogspot.com"), "meta": {"then": []}},
        hosts={name: ["127.0.4.3"] for name in names},
        RETRY_TIMES=0,
    )
    turned_away = {asked.headers["Host"].partition(":")[0]: asked for asked in site.asked if asked.path == "/busy"}
    sibling, *neighbours = (asked for path in ("/sibling", "/neighbour") for asked in site.asked if asked.path == path)
    two, one = sorted(neighbours, key=lambda asked: asked.headers["Host"], reverse=True)
    assert sibling.at - turned_away["www.one.example"].answered >= 1
    assert one.at - turned_away["one.blogspot.com"].answered >= 1
    assert two.at < min(one.at, sibling.at)


def test_a_host_that_asks_for_longer_is_left_alone_and_the_failure_says_until_when(crawl, new_site):
    site = new_site("127.0.4.5")
    site.routes |= {"/busy": (429, {"Retry-After": "3600"}, b""), "/other": b"a page"}
    before = datetime.now(UTC)
    done = crawl(site.url("/busy"), site.url("/other"))
    assert len(site.paths()) == 1
    for path in ("/busy", "/other"):
        outcome = done.of(site.url(path))
        assert outcome["error"] == "HostPostponed"
        assert "127.0.4.5 answered 429 and asks to be left alone until" in outcome["message"]
        assert 3600 <= (datetime.fromisoformat(outcome["until"]) - before).total_seconds() < 3700


def test_no_header_silences_a_host_for_good(crawl, new_site):
    site = new_site("127.0.4.6")
    site.routes["/busy"] = (503, {"Retry-After": "999999999999"}, b"")
    outcome = crawl(site.url("/busy")).of(site.url("/busy"))
    assert (datetime.fromisoformat(outcome["until"]) - datetime.now(UTC)).days < 2


def test_retries_are_bounded_and_each_waits_longer_than_the_last(crawl, new_site):
    site = new_site("127.0.4.7")
    site.routes["/broken"] = (500, {}, b"")
    done = crawl(site.url("/broken"), RETRY_TIMES=2, RETRY_BACKOFF=0.2)
    asked = [asked for asked in site.asked if asked.path == "/broken"]
    assert len(asked) == 3
    assert asked[1].at - asked[0].answered >= 0.2
    assert asked[2].at - asked[1].answered >= 0.4
    assert done.of(site.url("/broken"))["status"] == 500


def test_a_host_that_only_fails_is_not_asked_for_all_its_pages(crawl, new_site):
    site, other = new_site("127.0.4.8"), new_site("127.0.4.9")
    pages = [f"/{number}" for number in range(20)]
    site.routes |= {page: (500, {}, b"") for page in pages}
    other.routes |= dict.fromkeys(pages, b"a page")
    done = crawl(*map(site.url, pages), *map(other.url, pages), HOST_FAILURES_MAX=5, RETRY_BACKOFF=0.01)
    assert len(site.paths()) == 5
    assert "127.0.4.8 failed 5 times in a row" in done.of(site.url("/19"))["message"]
    assert len(other.paths()) == 20
