"""Servers that misbehave: what is not whole is no page, what is endless ends, and each failure has its cause."""

import gzip
import socket
import struct

import pytest

PAGE = b"<p>The whole page.</p>" * 1000
LIMIT = 100_000


def reset(exchange):
    exchange.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    exchange.connection.close()


def raw(*parts):
    """A route that writes just these bytes and hangs up."""

    def write(exchange):
        for part in parts:
            exchange.wfile.write(part)

    return write


def endless(head, chunk):
    """A route that writes until its caller hangs up."""

    def write(exchange):
        exchange.wfile.write(head)
        written = 0
        try:
            while written < 1 << 30:
                exchange.wfile.write(chunk)
                written += len(chunk)
        except OSError:
            exchange.server.hung_up[exchange.path] = written

    return write


def at_first(fault):
    """A route that works at the second try."""

    def write(exchange):
        if exchange.times_asked() > 1:
            return PAGE
        return fault(exchange) if callable(fault) else fault

    return write


GZIPPED = gzip.compress(PAGE)
BOMB = gzip.compress(bytes(32 << 20))
ENCODED = {"Content-Encoding": "gzip"}
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
PASSING = {  # may be better at the next try
    "reset": reset,
    "no answer": raw(),
    "cut before its Content-Length": raw(b"HTTP/1.1 200 OK\r\nContent-Length: 22000\r\n\r\n", PAGE[:9000]),
    "cut in the headers": raw(b"HTTP/1.1 200 OK\r\nContent-Le"),
    "cut between chunks": raw(CHUNKED, b"5\r\nhello\r\n"),
    "a part that nobody asked for": (206, {"Content-Range": "bytes 0-8999/22000"}, PAGE[:9000]),
    "cut in a chunk": raw(CHUNKED, b"500\r\nhello"),
    "cut gzip of the right length": (200, ENCODED, GZIPPED[:-20]),
    "cut gzip of no length": raw(b"HTTP/1.0 200 OK\r\nContent-Encoding: gzip\r\n\r\n", GZIPPED[:-20]),
    "no gzip at all": (200, ENCODED, b"\x1f\x8bnot gzip"),
    "no HTTP": raw(b"SSH-2.0-OpenSSH_9.2\r\n\r\n"),
    "two lengths": raw(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nhello"),
    "chunks without sizes": raw(CHUNKED, PAGE),
    "500": (500, {}, b"oops"),
    "502": (502, {}, b"oops"),
    "503": (503, {}, b"busy"),
}
LASTING = {  # no use in asking again
    "too long, and says so": ((200, {}, bytes(LIMIT + 1)), "DownloadCancelledError"),
    "too long, in chunks": (endless(CHUNKED, b"10000\r\n" + bytes(65536) + b"\r\n"), "DownloadCancelledError"),
    "too long, to the end of the connection": (
        endless(b"HTTP/1.0 200 OK\r\n\r\n", bytes(65536)),
        "DownloadCancelledError",
    ),
    "a gzip bomb": ((200, ENCODED, BOMB), "BodyTooLarge"),
    "a bomb in a bomb": ((200, {"Content-Encoding": "gzip, gzip"}, gzip.compress(8 * BOMB)), "BodyTooLarge"),
    "endless headers": (endless(b"HTTP/1.1 200 OK\r\n", b"X-Header: " + b"x" * 1000 + b"\r\n"), "HeadTooLarge"),
    "endless informational answers": (endless(b"", b"HTTP/1.1 103 Early Hints\r\n\r\n" * 100), "HeadTooLarge"),
}


ODD_HEADERS = {
    "blanks in a name": b"X Frame Options: DENY",
    "a blank behind a name": b"Content-Length : %d" % len(PAGE),
    "no name": b": DENY",
    "no colon": b"DENY",
    "parentheses": b"X(1): DENY",
}
STATUSES = {  # what an answer says by its status alone is heard, whatever is wrong with its body
    "not found, in no gzip": ((404, ENCODED, b"not here"), "the server answered 404 Not Found"),
    "gone, in a gzip bomb": ((410, ENCODED, BOMB), "the server answered 410 Gone"),
    "forbidden, encoded four times": (
        (403, {"Content-Encoding": "gzip, br, br, br"}, b"no"),
        "the server answered 403 Forbidden",
    ),
}


def path(case):
    return "/" + case.replace(" ", "-")


@pytest.fixture(scope="module")
def site(new_site):
    site = new_site("127.0.5.1")
    site.hung_up = {}
    site.routes = {path(case): at_first(fault) for case, fault in PASSING.items()}
    site.routes |= {path(case): fault for case, (fault, _) in LASTING.items()}
    site.routes["/to-the-end-of-the-connection"] = raw(b"HTTP/1.0 200 OK\r\n\r\n", PAGE)
    whole = f"bytes 0-{len(PAGE) - 1}/{len(PAGE)}"
    site.routes["/a-part-that-is-all"] = (206, {"Content-Range": whole}, PAGE)
    site.routes |= {
        path(name): raw(b"HTTP/1.1 200 OK\r\n%b\r\n\r\n" % line, PAGE) for name, line in ODD_HEADERS.items()
    }
    return site


@pytest.fixture(scope="module")
def crawled(crawl, site):
    return crawl(
        *(site.url(path(case)) for case in [*PASSING, *LASTING]),
        site.url("/to-the-end-of-the-connection"),
        site.url("/a-part-that-is-all"),
        *(site.url(path(name)) for name in ODD_HEADERS),
        DOWNLOAD_MAXSIZE=LIMIT,
        DOWNLOAD_TIMEOUT=20,
        HOST_FAILURES_MAX=1000,
        RETRY_BACKOFF=0.01,
    )


@pytest.mark.parametrize("case", PASSING)
def test_a_passing_fault_costs_another_request_not_the_page(case, crawled, site):
    outcome = crawled.of(site.url(path(case)))
    assert outcome.get("size") == len(PAGE), outcome
    assert len(site.times(path(case))) == 2


@pytest.mark.parametrize("case", LASTING)
def test_what_does_not_end_is_left_with_one_line_and_not_asked_for_again(case, crawled, site):
    outcome = crawled.of(site.url(path(case)))
    assert outcome.get("error") == LASTING[case][1], outcome
    assert len(site.times(path(case))) == 1
    assert site.hung_up.get(path(case), 0) < 30 << 20


def test_a_page_that_ends_with_its_connection_is_a_page(crawled, site):
    assert crawled.of(site.url("/to-the-end-of-the-connection"))["size"] == len(PAGE)


def test_a_part_that_is_the_whole_page_is_one(crawled, site):
    assert crawled.of(site.url("/a-part-that-is-all"))["size"] == len(PAGE)


@pytest.mark.parametrize("name", ODD_HEADERS)
def test_a_header_that_is_none_costs_no_page(name, crawled, site):
    assert crawled.of(site.url(path(name))).get("size") == len(PAGE)
    assert len(site.times(path(name))) == 1


def test_the_crawl_itself_says_nothing_of_faults_that_its_requests_tell(crawled):
    assert crawled.log == ""


CAUSES = {
    "reset": "the connection broke",
    "no answer": "the connection broke",
    "cut before its Content-Length": "the answer was cut short",
    "a part that nobody asked for": "the answer was cut short",
    "cut in a chunk": "the answer was cut short",
    "cut gzip of the right length": "the gzip data is cut or damaged",
    "no gzip at all": "the gzip data is cut or damaged",
    "no HTTP": "what the server answered is not HTTP",
    "two lengths": "what the server answered is not HTTP",
    "chunks without sizes": "what the server answered is not HTTP",
    "500": "the server answered 500 Internal Server Error",
}


def test_a_fault_that_stays_is_told_with_its_cause_once_the_retries_are_used_up(crawl, new_site):
    site = new_site("127.0.5.2")
    site.routes = {path(case): PASSING[case] for case in CAUSES}
    done = crawl(
        *(site.url(path(case)) for case in CAUSES),
        RETRY_TIMES=1,
        HOST_FAILURES_MAX=1000,
        RETRY_BACKOFF=0.01,
        HTTPERROR_ALLOW_ALL=False,
    )
    for case, cause in CAUSES.items():
        outcome = done.of(site.url(path(case)))
        assert outcome["reason"].startswith(cause)
        assert outcome["passes"]
        assert len(site.times(path(case))) == 2


def test_an_answer_without_a_page_is_told_by_its_status_whatever_its_body_is(crawl, new_site):
    site = new_site("127.0.5.4")
    site.routes = {path(case): answer for case, (answer, _) in STATUSES.items()}
    done = crawl(*map(site.url, site.routes), HTTPERROR_ALLOW_ALL=False)
    for case, (_, told) in STATUSES.items():
        assert done.of(site.url(path(case)))["reason"] == told
        assert len(site.times(path(case))) == 1


def test_a_server_that_dawdles_is_left(crawl, new_site):
    site = new_site("127.0.5.3")

    def dawdle(exchange):
        exchange.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 22000\r\n\r\n")
        while exchange.connection.recv(1):
            exchange.wfile.write(b"x")

    site.routes["/slow"] = dawdle
    done = crawl(site.url("/slow"), DOWNLOAD_TIMEOUT=0.5, RETRY_TIMES=0)
    assert done.of(site.url("/slow"))["error"] == "DownloadTimeoutError"
