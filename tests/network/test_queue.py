"""Hosts do not wait for each other."""

import threading


def test_a_slow_host_with_many_pages_does_not_hold_up_the_others(crawl, new_site):
    slow, other = new_site("127.0.6.1"), new_site("127.0.6.2")
    pages = [f"/{number}" for number in range(20)]
    others_are_done = threading.Event()
    waited = []

    def rules(exchange):
        waited.append(others_are_done.wait(10))
        return b""

    def last(exchange):
        others_are_done.set()
        return b"a page"

    slow.routes = dict.fromkeys(pages, b"a page") | {"/robots.txt": rules}
    other.routes = dict.fromkeys(pages, b"a page") | {"/19": last}
    done = crawl(*map(slow.url, pages), *map(other.url, pages), CONCURRENT_REQUESTS=8)
    assert waited == [True]
    assert len(done.outcomes) == 40
    assert sorted(slow.paths()) == sorted(other.paths()) == sorted(pages)
