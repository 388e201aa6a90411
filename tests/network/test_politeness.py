"""Hosts are asked again only so often and so soon, and left alone when they ask for it."""

import time
from datetime import UTC, datetime, timedelta
from email.utils import formatdate

import pytest

from crawler.network.hosts import registrable_domain
from crawler.network.politeness import retry_after
from crawler.network.slots import slot_of_parts

NOON = datetime(2030, 5, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        (" 0 ", 0),
        ("64.57", 64.57),
        ("1764450000000", 1_764_450_000_000),
        ("Wed, 01 May 2030 12:01:00 GMT", 60),
        ("Wednesday, 01-May-30 12:01:00 GMT", 60),
        ("Wed May  1 12:01:00 2030", 60),
        ("Wed, 01 May 2030 14:01:00 +0200", 60),
        ("Wed, 01 May 2030 11:00:00 GMT", 0),
        ("-5", None),
        ("soon", None),
        ("Wed, 01 May 20301021072800000000 12:01:00 GMT", None),
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


def busy_at_first(status, seconds):
    """A route that turns its first caller away."""
    return lambda exchange: (status, {"Retry-After": str(seconds)}, b"") if exchange.times_asked() == 1 else b"a page"


class BusyUntilAMoment:
    """A route that turns its first caller away until a moment, which it names."""

    moment = 0

    def __call__(self, exchange):
        if self.moment:
            return b"a page"
        self.moment = int(time.time()) + 2
        return 503, {"Retry-After": formatdate(self.moment, usegmt=True)}, b""


PAGES = [f"/{number}" for number in range(20)]
BUSY_UNTIL_A_MOMENT = BusyUntilAMoment()
ROUTES = {
    "429": {"/busy": busy_at_first(429, 1), "/other": b"a page"},
    "503": {"/busy": busy_at_first(503, 1), "/other": b"a page"},
    "a moment": {"/busy": BUSY_UNTIL_A_MOMENT},
    "domains": {"/busy": (429, {"Retry-After": "1"}, b""), "/sibling": b"a page", "/neighbour": b"a page"},
    "an hour": {"/busy": (429, {"Retry-After": "3600"}, b""), "/other": b"a page"},
    "parts": {"/busy": (429, {"Retry-After": "3600"}, b""), "/other": b"a page"},
    "for good": {"/busy": (503, {"Retry-After": "99999999999999"}, b"")},
    "broken": {"/broken": (500, {}, b"")},
    "failing": {page: (500, {}, b"") for page in PAGES},
    "healthy": dict.fromkeys(PAGES, b"a page"),
}
NAMES = ("www.one.example", "cdn.one.example", "one.blogspot.com", "two.blogspot.com")


@pytest.fixture(scope="module")
def sites(new_site):
    BUSY_UNTIL_A_MOMENT.moment = 0
    sites = {}
    for number, (case, routes) in enumerate(ROUTES.items(), start=1):
        sites[case] = new_site(f"127.0.4.{number}")
        sites[case].routes = dict(routes)
    sites["other port"] = new_site(sites["failing"].server_address[0])
    sites["other port"].routes = {"/page": b"a page"}
    return sites


@pytest.fixture(scope="module")
def crawled(crawl, sites):
    shared = sites["domains"]
    parts = slot_of_parts(sites["parts"].server_address[0])
    then = [
        shared.url("/sibling", "cdn.one.example"),
        shared.url("/neighbour", "one.blogspot.com"),
        shared.url("/neighbour", "two.blogspot.com"),
    ]
    return crawl(
        *(sites[case].url(path) for case in ("429", "503") for path in ("/busy", "/other", "/another")),
        *(sites[case].url(path) for case in ("failing", "healthy") for path in PAGES),
        sites["other port"].url("/page"),
        sites["a moment"].url("/busy"),
        sites["an hour"].url("/busy"),
        sites["an hour"].url("/other"),
        *({"url": sites["parts"].url(path), "meta": {"download_slot": parts}} for path in ("/busy", "/other")),
        sites["for good"].url("/busy"),
        sites["broken"].url("/broken"),
        {"url": shared.url("/busy", "www.one.example"), "meta": {"max_retry_times": 0, "then": then}},
        {"url": shared.url("/busy", "one.blogspot.com"), "meta": {"max_retry_times": 0}},
        hosts={name: [shared.server_address[0]] for name in NAMES},
        RETRY_TIMES=2,
        RETRY_BACKOFF=0.2,
        HOST_FAILURES_MAX=5,
    )


@pytest.mark.parametrize("status", ["429", "503"])
def test_a_host_that_asks_for_seconds_gets_them(crawled, sites, status):
    site = sites[status]
    turned_away = next(asked for asked in site.asked if asked.path == "/busy")
    later = [asked for asked in site.asked if asked.at > turned_away.at]
    assert {asked.path for asked in later} == {"/busy", "/other", "/another"}
    assert all(asked.at - turned_away.answered >= 1 for asked in later)
    assert crawled.of(site.url("/busy"))["text"] == "a page"


def test_a_host_that_names_a_moment_is_asked_after_it(crawled, sites):
    assert crawled.of(sites["a moment"].url("/busy"))["text"] == "a page"
    assert sites["a moment"].times("/busy")[1] >= BUSY_UNTIL_A_MOMENT.moment


def test_the_other_hosts_of_the_domain_wait_too_but_not_its_neighbours(crawled, sites):
    by_host = {(asked.path, asked.headers["Host"].partition(":")[0]): asked for asked in sites["domains"].asked}
    sibling = by_host["/sibling", "cdn.one.example"]
    own, neighbour = by_host["/neighbour", "one.blogspot.com"], by_host["/neighbour", "two.blogspot.com"]
    assert sibling.at - by_host["/busy", "www.one.example"].answered >= 1
    assert own.at - by_host["/busy", "one.blogspot.com"].answered >= 1
    assert neighbour.at < min(own.at, sibling.at)


def test_a_host_that_asks_for_longer_is_left_alone_and_the_failure_says_until_when(crawled, sites):
    site = sites["an hour"]
    assert site.paths() == ["/busy"]
    for path in ("/busy", "/other"):
        outcome = crawled.of(site.url(path))
        assert outcome["error"] == "AskedToWait"
        assert outcome["passes"]
        assert "answered 429 and asks to be left alone until" in outcome["message"]
        seconds = datetime.fromisoformat(outcome["until"]).timestamp() - site.asked[-1].answered
        assert 3600 <= seconds < 3700


def test_what_a_page_asks_for_besides_is_left_alone_too(crawled, sites):
    assert sites["parts"].paths() == ["/busy"]
    assert crawled.of(sites["parts"].url("/other"))["error"] == "AskedToWait"


def test_no_header_silences_a_host_for_good(crawled, sites):
    until = datetime.fromisoformat(crawled.of(sites["for good"].url("/busy"))["until"])
    assert until - datetime.now(UTC) <= timedelta(days=1)


def test_retries_are_bounded_and_each_waits_longer_than_the_last(crawled, sites):
    first, second, third = (asked for asked in sites["broken"].asked if asked.path == "/broken")
    assert second.at - first.answered >= 0.2
    assert third.at - second.answered >= 0.4
    assert crawled.of(sites["broken"].url("/broken"))["status"] == 500


def test_a_server_that_fails_does_not_stand_for_those_at_its_hosts_other_ports(crawled, sites):
    assert crawled.of(sites["other port"].url("/page"))["text"] == "a page"


def test_a_host_that_only_fails_is_not_asked_for_all_its_pages(crawled, sites):
    assert len(sites["failing"].paths()) == 5
    told = "failed 5 times in a row (at last: the server answered 500 Internal Server Error); left alone for now"
    assert crawled.of(sites["failing"].url("/19"))["message"].endswith(told)
    assert sorted(sites["healthy"].paths()) == sorted(PAGES)
