"""robots.txt is known before any page is asked for, and obeyed by RFC 9309 whatever happens to it."""

import threading
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

RULES = b"User-agent: *\nDisallow: /private\n"
PAGES = ("/private", "/public")


def reset(exchange):
    exchange.connection.close()


def redirects(count):
    """Routes that lead from /robots.txt over so many redirects to the rules."""
    names = ["/robots.txt", *(f"/hop{number}" for number in range(1, count)), "/rules"]
    return {here: (301, {"Location": there}, b"") for here, there in pairwise(names)} | {"/rules": RULES}


def long_rules(rule_at):
    """Rules whose only line that matters comes after so many KiB."""
    filler = b"# nothing here\n"
    return b"User-agent: *\n" + filler * (rule_at * 1024 // len(filler)) + b"Disallow: /private\n"


ALL, PUBLIC, NONE = {"/private", "/public"}, {"/public"}, set()
CASES = {
    "rules": ({"/robots.txt": RULES}, PUBLIC),
    "rules for this crawler": (
        {"/robots.txt": b"User-agent: *\nDisallow: /\n\nUser-agent: crawler\n" + RULES[14:]},
        PUBLIC,
    ),
    "rules for this crawler with its version": (
        {"/robots.txt": b"User-agent: *\nDisallow:\n\nUser-Agent : Crawler/0.1.0 # spares us\n" + RULES[14:]},
        PUBLIC,
    ),
    "rules for another crawler": ({"/robots.txt": b"User-agent: other\nDisallow: /\n"}, ALL),
    "no robots.txt": ({}, ALL),
    "empty": ({"/robots.txt": b""}, ALL),
    "a page in its place": ({"/robots.txt": (200, {"Content-Type": "text/html"}, b"<h1>Welcome</h1>")}, ALL),
    "unauthorized": ({"/robots.txt": (401, {}, b"")}, ALL),
    "none, told in a body that is damaged": ({"/robots.txt": (404, {"Content-Encoding": "gzip"}, b"not here")}, ALL),
    "damaged": ({"/robots.txt": (200, {"Content-Encoding": "gzip"}, RULES)}, NONE),
    "forbidden": ({"/robots.txt": (403, {}, b"")}, ALL),
    "gone": ({"/robots.txt": (410, {}, b"")}, ALL),
    "server error": ({"/robots.txt": (500, {}, b"")}, NONE),
    "unavailable": ({"/robots.txt": (503, {}, b"")}, NONE),
    "too many requests": ({"/robots.txt": (429, {}, b"")}, NONE),
    "a proxy that wants a password": ({"/robots.txt": (407, {}, b"")}, NONE),
    "reset": ({"/robots.txt": reset}, NONE),
    "cut": ({"/robots.txt": (200, {"Content-Length": "1000"}, RULES)}, NONE),
    "five redirects": (redirects(5), PUBLIC),
    "six redirects": (redirects(6), ALL),
    "a redirect to itself": ({"/robots.txt": (301, {"Location": "/robots.txt"}, b"")}, ALL),
    "499 KiB": ({"/robots.txt": long_rules(499)}, PUBLIC),
    "600 KiB": ({"/robots.txt": long_rules(600)}, ALL),
    "11 MiB": ({"/robots.txt": RULES + long_rules(11 * 1024)}, PUBLIC),
}


@pytest.fixture(scope="module")
def sites(new_site):
    sites = {}
    for number, (case, (routes, _)) in enumerate(CASES.items()):
        sites[case] = new_site(f"127.0.1.{number + 1}")
        sites[case].routes = dict.fromkeys(PAGES, b"a page") | routes
        if "Content-Length" in str(routes):
            sites[case].routes["/robots.txt"] = cut
    return sites


def cut(exchange):
    exchange.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n" + RULES)


@pytest.fixture(scope="module")
def crawled(crawl, sites):
    return crawl(*(site.url(page) for site in sites.values() for page in PAGES), RETRY_TIMES=0)


@pytest.mark.parametrize("case", CASES)
def test_only_what_robots_txt_allows_is_asked_for(case, crawled, sites):
    assert {path for path in sites[case].paths() if path in PAGES} == CASES[case][1]


@pytest.mark.parametrize("case", [case for case, (_, allowed) in CASES.items() if allowed != ALL])
def test_a_page_that_is_not_asked_for_says_why_in_one_line(case, crawled, sites):
    outcome = crawled.of(sites[case].url("/private"))
    error, reason = (
        ("RobotsDisallowed", "does not allow")
        if CASES[case][1]
        else ("RobotsUnreachable", "its robots.txt cannot be had")
    )
    assert outcome["error"] == error
    assert reason in outcome["message"]
    assert sites[case].url("") in outcome["message"]
    assert "\n" not in outcome["message"]


def test_the_crawl_itself_says_nothing_of_troubles_that_its_requests_tell(crawled):
    assert crawled.log == ""


PRIVATE_PAGES = [f"/private/{number}" for number in range(30)]
DELAYED_PAGES = [f"/{number}" for number in range(5)]


@pytest.fixture(scope="module")
def busy(crawl, new_site):
    """A crawl that would ask for many pages of a host at the same time, and its sites."""
    names = ("slow", "last", "source", "target", "delayed", "undelayed")
    sites = {name: new_site(f"127.0.2.{number}") for number, name in enumerate(names, start=1)}
    all_waiting = threading.Event()

    def rules(exchange):
        all_waiting.wait(10)
        return RULES

    def last_page(exchange):
        all_waiting.set()
        return b"a page"

    sites["slow"].routes = dict.fromkeys([*PRIVATE_PAGES, "/public"], b"a page") | {"/robots.txt": rules}
    sites["last"].routes = {"/last": last_page}
    sites["source"].routes = {"/here": (302, {"Location": sites["target"].url("/private")}, b"")}
    sites["target"].routes = {"/robots.txt": RULES, "/private": b"a page"}
    sites["delayed"].routes = {"/robots.txt": b"User-agent: *\nCrawl-delay: 0.2\n"}
    crawled = crawl(
        *map(sites["slow"].url, PRIVATE_PAGES),
        sites["slow"].url("/public"),
        sites["last"].url("/last"),
        sites["source"].url("/here"),
        *(sites[name].url(page) for name in ("delayed", "undelayed") for page in DELAYED_PAGES),
        CONCURRENT_REQUESTS=100,
        CONCURRENT_REQUESTS_PER_DOMAIN=40,
    )
    return crawled, sites


def test_no_page_is_asked_for_while_robots_txt_is_on_its_way(busy):
    crawled, sites = busy
    assert sites["slow"].paths() == ["/public"]
    assert len(sites["slow"].times("/robots.txt")) == 1
    assert {crawled.of(sites["slow"].url(page))["error"] for page in PRIVATE_PAGES} == {"RobotsDisallowed"}


def test_a_page_behind_a_redirect_obeys_the_host_that_it_lies_on(busy):
    crawled, sites = busy
    assert sites["target"].paths() == []
    assert crawled.of(sites["source"].url("/here"))["error"] == "RobotsDisallowed"


def test_a_crawl_delay_spaces_the_requests_of_its_host(busy):
    crawled, sites = busy
    times = [asked.at for asked in sites["delayed"].asked if asked.path in DELAYED_PAGES]
    assert len(times) == len(DELAYED_PAGES)
    assert times[-1] - times[0] > 0.2 * (len(times) - 1) - 0.4  # the first may have been late to arrive
    assert crawled.stats["robotstxt/crawl_delay"] == 1


def test_a_guess_at_a_server_is_made_once_and_says_nothing_of_the_next_request(crawl, new_site):
    site = new_site("127.0.4.1")
    site.routes = {"/robots.txt": lambda exchange: reset(exchange) if exchange.times_asked() == 1 else RULES}
    site.routes["/public"] = b"a page"
    guess = {"url": site.url("/guess"), "meta": {"is_guess": True}}
    crawled = crawl(guess, site.url("/public"), CONCURRENT_REQUESTS=1)
    assert "error" in crawled.of(site.url("/guess"))
    assert site.paths() == ["/public"]
    assert len(site.times("/robots.txt")) == 2


STORED = {  # what an earlier run has stored and how long ago, what robots.txt answers now; what is asked for
    "an hour old": (timedelta(hours=1), RULES, b"", PUBLIC, False),
    "a day old": (timedelta(hours=25), b"", RULES, PUBLIC, True),
    "from the future": (timedelta(minutes=-5), b"", RULES, PUBLIC, True),
    "two days old, and unreachable": (timedelta(days=2), RULES, (500, {}, b""), PUBLIC, True),
    "a month old, and unreachable": (timedelta(days=31), RULES, (500, {}, b""), NONE, True),
    "absurd": (timedelta(hours=1), b"User-agent: *\nCrawl-delay: 86400\n", b"", ALL, False),
}


@pytest.fixture(scope="module")
def continued(crawl, new_site):
    """A crawl after an earlier one, and its sites."""
    sites, robots = {}, {}
    for number, (case, (age, body, now, _, _)) in enumerate(STORED.items(), start=1):
        sites[case] = new_site(f"127.0.3.{number}")
        sites[case].routes = dict.fromkeys(PAGES, b"a page") | {"/robots.txt": now}
        robots[sites[case].url("")] = str(datetime.now(UTC) - age), body.decode()
    pages = (site.url(page) for site in sites.values() for page in PAGES)
    return crawl(*pages, robots=robots, RETRY_TIMES=0, CRAWL_DELAY_MAX=0.1), sites


@pytest.mark.parametrize("case", STORED)
def test_what_an_earlier_run_has_read_holds_for_a_day_or_a_month_where_there_is_nothing_newer(continued, case):
    _, sites = continued
    _, _, _, allowed, asks_again = STORED[case]
    assert set(sites[case].paths()) == allowed
    assert len(sites[case].times("/robots.txt")) == asks_again


def test_a_run_leaves_its_rules_for_the_next(continued):
    crawled, sites = continued
    assert crawled.robots[sites["a day old"].url("")][1] == RULES.decode()
