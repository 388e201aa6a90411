"""Endless sites end."""

import pytest

from crawler.network.traps import trap


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/",
        "http://example.org/2011/11/11/11/11/11/a-story",
        "http://example.org/de/de/de/de/a-story",
        "http://example.org/?q=" + "x" * 2000,
    ],
)
def test_addresses_of_real_sites_pass(url):
    assert trap(url) is None


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("http://example.org/" + "blog/news/" * 5, "repeats 'blog' 5 times"),
        ("http://example.org/" + "1/1/1/1/1/1/" + "a/" * 5, "repeats 'a' 5 times"),
        ("http://example.org/" + "/".join(f"s{n}" for n in range(50)), "50 folders deep"),
        ("http://example.org/?session=" + "x" * 5000, "characters"),
    ],
)
def test_addresses_that_grow_without_end_do_not(url, why):
    assert why in trap(url)


def test_a_crawl_asks_a_host_only_so_often_and_never_for_a_trap(crawl, new_site):
    site = new_site("127.0.7.1")
    pages = [f"/{number}" for number in range(12)]
    site.routes = dict.fromkeys(pages, b"a page") | {"/deeper": (302, {"Location": "/a/b" * 20}, b"")}
    done = crawl(site.url("/deeper"), *map(site.url, pages), HOST_REQUESTS_MAX=10)
    assert len(site.asked) == 10
    assert done.of(site.url("/deeper"))["error"] == "TrapRefused"
    exhausted = [outcome for outcome in done.outcomes if outcome.get("error") == "HostExhausted"]
    assert len(exhausted) == 12 - 8  # robots.txt and the redirect count
    assert all(outcome["passes"] for outcome in exhausted)
