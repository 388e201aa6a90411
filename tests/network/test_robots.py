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
    "rules for another crawler": ({"/robots.txt": b"User-agent: other\nDisallow: /\n"}, ALL),
    "no robots.txt": ({}, ALL),
    "empty": ({"/robots.txt": b""}, ALL),
    "a page in its place": ({"/robots.txt": (200, {"Content-Type": "text/html"}, b"<h1>Welcome</h1>")}, ALL),
    "unauthorized": ({"/robots.txt": (401, {}, b"")}, ALL),
    "forbidden": ({"/robots.txt": (403, {}, b"")}, ALL),
    "gone": ({"/robots.txt": (410, {}, b"")}, ALL),
    "server error": ({"/robots.txt": (500, {}, b"")}, NONE),
    "unavailable": ({"/robots.txt": (503, {}, b"")}, NONE),
    "too many requests": ({"/robots.txt": (429, {}, b"")}, NONE),
    "reset": ({"/robots.txt": reset}, NONE),
    "cut": ({"/robots.txt": (200, {"Content-Length": "1000"}, RULES)}, NONE),
    "five redirects": (redirects(5), PUBLIC),
    "six redirects": (redirects(6), ALL),
    "a redirect to itself": ({"/robots.txt": (301, {"Location": "/robots.txt"}, b"")}, ALL),
    "499 KiB": ({"/robots.txt": long_rules(499)}, PUBLIC),
    "600 KiB": ({"/robots.txt": long_rules(600)}, ALL),
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


def test_no_page_is_asked_for_while_robots_txt_is_on_its_way(crawl, new_site):
    slow, other = new_site("127.0.2.1"), new_site("127.0.2.2")
    all_waiting = threading.Event()

    def rules(exchange):
        all_waiting.wait(10)
        return RULES

    def last_page(exchange):
        all_waiting.set()
        return b"a page"

    pages = [f"/private/{number}" for number in range(30)]
    slow.routes = dict.fromkeys(pages, b"a page") | {"/robots.txt": rules, "/public": b"a page"}
    other.routes = {"/last": last_page}
    done = crawl(*map(slow.url, pages), slow.url("/public"), other.url("/last"), CONCURRENT_REQUESTS_PER_DOMAIN=16)
    assert slow.paths() == ["/public"]
    assert done.stats["robotstxt/forbidden"] == len(pages)
    assert len(slow.times("/robots.txt")) == 1


def test_a_page_behind_a_redirect_obeys_the_host_that_it_lies_on(crawl, new_site):
    source, target = new_site("127.0.2.3"), new_site("127.0.2.4")
    source.routes["/here"] = (302, {"Location": target.url("/private")}, b"")
    target.routes |= {"/robots.txt": RULES, "/private": b"a page"}
    done = crawl(source.url("/here"))
    assert target.paths() == []
    assert done.of(source.url("/here"))["error"] == "RobotsDisallowed"


@pytest.fixture
def site(new_site):
    site = new_site("127.0.2.5")
    site.routes = dict.fromkeys(PAGES, b"a page") | {"/robots.txt": RULES}
    return site


def record(age, body=RULES):
    return str(datetime.now(UTC) - age), body.decode()


def test_what_one_run_has_read_the_next_need_not_ask_for(crawl, site):
    first = crawl(site.url("/public"))
    again = crawl(site.url("/public"), site.url("/private"), robots=first.robots)
    assert len(site.times("/robots.txt")) == 1
    assert again.of(site.url("/private"))["error"] == "RobotsDisallowed"


@pytest.mark.parametrize("age", [timedelta(hours=25), timedelta(minutes=-5)], ids=["a day old", "from the future"])
def test_an_old_record_is_replaced(crawl, site, age):
    done = crawl(site.url("/private"), robots={site.url(""): record(age, b"")})
    assert site.paths() == []
    assert done.robots[site.url("")][1] == RULES.decode()


@pytest.mark.parametrize(("days", "asked"), [(2, ["/public"]), (31, [])])
def test_an_old_record_stands_in_for_a_month_where_robots_txt_cannot_be_had(crawl, site, days, asked):
    site.routes["/robots.txt"] = (500, {}, b"")
    crawl(site.url("/public"), robots={site.url(""): record(timedelta(days=days))}, RETRY_TIMES=0)
    assert site.paths() == asked


def test_a_crawl_delay_spaces_the_requests_of_its_host(crawl, site, new_site):
    other = new_site("127.0.2.6")
    pages = [f"/{number}" for number in range(5)]
    site.routes = dict.fromkeys(pages, b"a page") | {"/robots.txt": b"User-agent: *\nCrawl-delay: 0.2\n"}
    other.routes = dict.fromkeys(pages, b"a page")
    done = crawl(*map(site.url, pages), *map(other.url, pages), CONCURRENT_REQUESTS_PER_DOMAIN=8)
    times = [asked.at for asked in site.asked if asked.path in pages]
    assert len(times) == len(pages)
    assert times[-1] - times[0] > 0.2 * (len(pages) - 1) - 0.3  # the first may have been late to arrive
    assert done.stats["robotstxt/crawl_delay"] == 1


def test_an_absurd_crawl_delay_does_not_hang_the_crawl(crawl, site):
    site.routes["/robots.txt"] = b"User-agent: *\nCrawl-delay: 86400\n"
    crawl(*map(site.url, PAGES), CRAWL_DELAY_MAX=0.1)
    assert set(site.paths()) == ALL
