"""Redirects are followed at the pace, and without the secrets, of the host that they lead to; and they end."""

import threading

import pytest

from crawler.network.hosts import referer

HOSTS = {"a.test": ["127.0.3.1"], "b.test": ["127.0.3.1"]}
SECRETS = {"Authorization": "Basic c2VjcmV0", "Cookie": "session=1", "X-Api-Key": "secret", "Referer": "http://a.test/"}
HARMLESS = {"Accept": "application/rss+xml", "If-None-Match": '"1"', "User-Agent": "crawler/1 (+https://example.org/)"}


@pytest.fixture(scope="module")
def site(new_site):
    """One server that answers to two names."""
    site = new_site("127.0.3.1")
    site.routes = {
        "/page": b"a page",
        "/to-b": (302, {"Location": site.url("/page?from=a", "b.test")}, b""),
        "/picture": (302, {"Location": site.url("/page?from=picture", "b.test")}, b""),
        "/to-itself": (302, {"Location": "/page?from=itself"}, b""),
        "/circle": (302, {"Location": "/circle#again"}, b""),
        "/ping": (302, {"Location": "/pong"}, b""),
        "/pong": (302, {"Location": "/ping"}, b""),
        "/sent-to-b": (307, {"Location": site.url("/page?sent=b", "b.test")}, b""),
        "/sent-to-itself": (307, {"Location": "/page?sent=itself"}, b""),
        "/file": (302, {"Location": "file:///etc/passwd"}, b""),
        "/nowhere": (302, {"Location": "http://[::1/"}, b""),
    }
    site.routes["/itself-once"] = lambda exchange: (
        (302, {"Location": "/itself-once"}, b"") if exchange.times_asked() == 1 else b"a page"
    )
    site.routes |= {f"/{n}": (302, {"Location": f"/{n + 1}"}, b"") for n in [*range(6), *range(100, 105)]}
    return site


@pytest.fixture(scope="module")
def crawled(crawl, site):
    return crawl(
        {"url": site.url("/to-b", "a.test"), "headers": SECRETS | HARMLESS, "meta": {"http_user": "u"}},
        {"url": site.url("/to-itself", "a.test"), "headers": SECRETS | HARMLESS},
        {"url": site.url("/picture", "a.test"), "meta": {"referrer": "http://a.test/article?page=2"}},
        *({"url": site.url(f"/sent-to-{to}", "a.test"), "method": "POST", "body": "key=1"} for to in ("b", "itself")),
        *(site.url(path) for path in ("/circle", "/ping", "/0", "/100", "/nowhere", "/file", "/itself-once")),
        hosts=HOSTS,
    )


def headers_of(site, path):
    (headers,) = [asked.headers for asked in site.asked if asked.path == path]
    return headers


def test_another_host_gets_none_of_the_secrets_of_the_first(crawled, site):
    assert SECRETS.items() <= headers_of(site, "/to-b").items()
    assert not SECRETS.keys() & headers_of(site, "/page?from=a").keys()


def test_another_host_gets_what_says_who_asks_and_for_which_version(crawled, site):
    assert HARMLESS.items() <= headers_of(site, "/page?from=a").items()


def test_what_was_sent_to_a_host_is_not_sent_to_another(crawled, site):
    assert crawled.of(site.url("/sent-to-itself", "a.test"))["url"] == site.url("/page?sent=itself", "a.test")
    assert crawled.of(site.url("/sent-to-b", "a.test"))["error"] == "RedirectRefused"
    assert "/page?sent=b" not in site.paths()


def test_a_picture_is_asked_for_in_the_name_of_its_page_also_where_it_was_moved_to(crawled, site):
    assert headers_of(site, "/page?from=picture")["Referer"] == "http://a.test/"


@pytest.mark.parametrize(
    ("page", "url", "sent"),
    [
        ("https://a.test/x?y=1#z", "https://a.test/p.png", "https://a.test/x?y=1"),
        ("https://a.test/x", "https://cdn.a.test/p.png", "https://a.test/"),
        ("http://a.test:8080/x", "https://b.test/p.png", "http://a.test:8080/"),
        ("https://a.test/x", "http://a.test/p.png", None),
    ],
)
def test_other_hosts_learn_no_more_of_a_page_than_its_origin(page, url, sent):
    assert referer(page, url) == sent


def test_the_same_host_gets_its_own_headers_again(crawled, site):
    again = headers_of(site, "/page?from=itself")
    assert {name: again.get(name) for name in ("Authorization", "Cookie", "X-Api-Key")} == {
        name: SECRETS[name] for name in ("Authorization", "Cookie", "X-Api-Key")
    }


@pytest.mark.parametrize(("path", "asked"), [("/circle", 6), ("/ping", 3), ("/pong", 3), ("/0", 1), ("/5", 1)])
def test_no_more_than_five_redirects_are_followed(crawled, site, path, asked):
    assert len(site.times(path)) == asked


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("/circle", "go round in circles, back at"),
        ("/ping", "go round in circles, back at"),
        ("/0", "more than 5 redirects, so far to"),
        ("/nowhere", "redirects to no valid address"),
        ("/file", "redirects to file:///etc/passwd, which is no web address"),
    ],
)
def test_a_redirect_that_is_not_followed_says_why(crawled, site, path, why):
    outcome = crawled.of(site.url(path))
    assert outcome["error"] == "RedirectRefused"
    assert why in outcome["message"]


def test_a_server_that_redirects_to_the_same_address_only_once_is_read(crawled, site):
    assert crawled.of(site.url("/itself-once"))["text"] == "a page"


def test_five_redirects_are_followed(crawled, site):
    assert crawled.of(site.url("/100"))["url"] == site.url("/105")


def test_a_redirected_request_waits_its_turn_with_the_host_that_it_leads_to(crawl, new_site):
    sources = [new_site(f"127.0.3.{number}") for number in range(2, 8)]
    target = new_site("127.0.3.9")
    here, most = [], []
    lock = threading.Lock()

    def count(exchange):
        with lock:
            here.append(exchange)
            most.append(len(here))
        threading.Event().wait(0.05)  # long enough for the others to be there too, had they not to wait
        with lock:
            here.remove(exchange)
        return b"a page"

    for source in sources:
        source.routes["/"] = (302, {"Location": target.url("/")}, b"")
    target.routes["/"] = count
    crawl(*(source.url("/") for source in sources))
    assert len(target.times("/")) == len(sources)
    assert max(most) == 1
