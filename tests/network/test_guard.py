"""Which addresses may be asked, and that nothing else is."""

from ipaddress import ip_address

import pytest

from crawler.network.guard import Policy, is_public, literal_address


@pytest.mark.parametrize(
    "address",
    [
        "1.1.1.1",
        "93.184.216.34",
        "172.32.0.1",
        "2606:4700::1111",
        "::ffff:1.1.1.1",
        "2002:101:101::1",
        "64:ff9b::101:101",
    ],
)
def test_hosts_of_the_internet_are_public(address):
    assert is_public(ip_address(address))


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0",
        "10.1.2.3",
        "100.64.0.1",
        "100.100.100.200",  # Alibaba Cloud's metadata
        "127.0.0.1",
        "127.255.255.254",
        "168.63.129.16",  # Azure's host
        "169.254.169.254",  # the metadata of most clouds
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.192",  # Oracle Cloud's metadata
        "192.168.1.1",
        "198.18.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::1",
        "100::1",
        "2001::1",  # Teredo
        "2001:db8::1",
        "2002:7f00:1::1",
        "2002:c0a8:101::1",
        "fc00::1",
        "fd00:ec2::254",  # the metadata of AWS
        "fe80::1",
        "fe80::1%eth0",
        "fec0::1",
        "ff02::1",
    ],
)
def test_every_other_address_is_not(address):
    assert not is_public(ip_address(address))


@pytest.mark.parametrize(
    "host",
    "127.0.0.1 127.1 127.0.1 2130706433 0x7f000001 0x7f.1 0177.0.0.1 017700000001 127.0.0.1. 0x7F.0.0.0x1".split(),
)
def test_an_address_is_recognised_however_it_is_spelled(host):
    assert literal_address(host) == ip_address("127.0.0.1")


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("file:///etc/hostname", "only http and https"),
        ("ftp://example.org/", "only http and https"),
        ("data:text/html,hello", "only http and https"),
        ("gopher://example.org/", "only http and https"),
        (
            "http://example.org:22/",
            "port 22 is none of 80, 443, 8080, 8443 (allow_private_addresses or allow_hosts opens it)",
        ),
        ("https://example.org:6379/", "port 6379"),
        ("http://example.org:0/", "port 0"),
        ("http://example.org:99999/", "no valid address"),
        ("http://[::1/", "no valid address"),
        (f"http://{'a' * 64}.example.org/", "no valid address"),
        ("http://a..example.org/", "no valid address"),
        ("http://exa mple/", "no valid address"),
        ("http:///path", "names no host"),
        ("http://user:secret@example.org/", "user names"),
        ("http://127.0.0.1/", "no public address"),
        ("http://0x7f.1/", "it leads to 127.0.0.1 and is no public address"),
        ("http://[::ffff:a9fe:a9fe]/latest/meta-data", "no public address"),
    ],
)
def test_an_address_that_may_not_be_asked_is_refused_in_one_line(url, why):
    reason = Policy().refusal(url)
    assert why in reason
    assert "\n" not in reason
    assert "secret" not in reason


@pytest.mark.parametrize(
    "url", ["http://example.org/", "https://example.org:8443/", "http://1.1.1.1/", "http://[2606:4700::1111]/"]
)
def test_the_web_may_be_asked(url):
    assert Policy().refusal(url) is None


def test_private_addresses_and_odd_ports_can_be_opened_for_all_or_for_single_hosts():
    assert Policy(allow_private=True).refusal("http://127.0.0.1:8600/") is None
    one = Policy(hosts=frozenset({"intranet.example"}))
    assert one.refusal("http://Intranet.example.:8600/") is None
    assert one.refusal("http://127.0.0.1:8600/") is not None


HOSTS = {  # names of strangers that lead inside
    "inside.test": ["127.0.0.1"],
    "metadata.test": ["169.254.169.254"],
    "six.test": ["::1"],
    "mapped.test": ["::ffff:127.0.0.1"],
    "both.test": ["127.0.0.1", "::1"],
    "open.test": ["127.0.0.1"],
}


@pytest.fixture(scope="module")
def inside(new_site):
    """A service of the user's network that nobody outside should reach through the crawler."""
    site = new_site()
    site.routes["/secret"] = b"secret"
    for name in ("inside.test", "127.0.0.1"):
        site.routes[f"/to-{name}"] = (302, {"Location": site.url("/secret", name)}, b"")
    site.routes["/to-file"] = (302, {"Location": "file:///etc/hostname"}, b"")
    return site


@pytest.fixture(scope="module")
def attacks(inside):
    hosts = [
        "127.0.0.1",
        "2130706433",
        "0x7f.1",
        "127.1",
        "0177.0.0.1",
        "0.0.0.0",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "169.254.169.254",
        "localhost",
        "１２７.0.0.1",
        "127。0。0。1",
        *(name for name in HOSTS if name != "open.test"),
    ]
    return [inside.url("/secret", host) for host in hosts]


@pytest.fixture(scope="module")
def attacked(crawl, inside, attacks):
    """A crawl that follows every attack, with one host opened so that redirects have somewhere to start."""
    redirects = [inside.url(f"/to-{name}", "open.test") for name in ("inside.test", "127.0.0.1", "file")]
    return crawl(
        *attacks,
        *redirects,
        inside.url("/secret", "inside.test"),
        "file:///etc/hostname",
        {"url": inside.url("/fine", "open.test"), "meta": {"allow_hosts": ["elsewhere.test"]}},
        hosts=HOSTS,
        allow_private=False,
        ALLOWED_HOSTS=["open.test"],
        ALLOWED_PORTS=[inside.port],
    )


def test_no_attack_reaches_a_service_inside(attacked, inside):
    assert not [asked for asked in inside.asked if asked.path == "/secret"]
    assert not [outcome for outcome in attacked.outcomes if "secret" in outcome.get("text", "")]


def test_each_attack_is_refused_in_one_line_and_not_retried(attacked, attacks):
    refusals = [outcome for outcome in attacked.outcomes if outcome.get("error") == "RefusedRequest"]
    assert len(refusals) == len(attacks) + 5
    assert not [refusal for refusal in refusals if "\n" in refusal["message"]]
    assert "retry/count" not in attacked.stats
    assert "Traceback" not in attacked.log


def test_the_guard_is_up_even_where_scrapy_was_started_without_its_resolver(crawl, inside):
    done = crawl(
        inside.url("/secret", "localhost"),
        allow_private=False,
        ALLOWED_PORTS=[inside.port],
        TWISTED_DNS_RESOLVER="scrapy.resolver.CachingThreadedResolver",
    )
    assert done.of(inside.url("/secret", "localhost"))["error"] == "RefusedRequest"
    assert "/secret" not in inside.paths()


def test_what_is_opened_deliberately_can_be_asked(crawl, inside):
    done = crawl(
        inside.url("/fine", "open.test"),
        inside.url("/fine", "inside.test"),
        hosts=HOSTS,
        allow_private=False,
        ALLOWED_HOSTS=["open.test"],
    )
    assert done.of(inside.url("/fine", "open.test"))["status"] == 404
    assert "port" in done.of(inside.url("/fine", "inside.test"))["message"]
