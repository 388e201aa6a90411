"""Web servers on the loopback that keep a record of what they were asked, and crawls that ask them."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from forking import Forker

PROJECT = Path(__file__).parents[2]


Answer = bytes | tuple[int, dict[str, str], bytes]  # a body, or status, headers and body
Route = Answer | Callable[["Exchange"], Answer | None]  # None: the route has written to the socket itself


class Exchange(BaseHTTPRequestHandler):
    """One request as a route sees it."""

    protocol_version = "HTTP/1.1"
    server: "Site"

    def do_GET(self):
        asked = Asked(self.path, time.time(), dict(self.headers.items()))
        with self.server.lock:
            self.server.asked.append(asked)
        route = self.server.routes.get(self.path.partition("?")[0], (404, {}, b"not here"))
        answer = route(self) if callable(route) else route
        asked.answered = time.time()
        if answer is None:
            self.close_connection = True
            return
        status, headers, body = (200, {}, answer) if isinstance(answer, bytes) else answer
        self.send_response(status)
        for name, value in ({"Content-Length": str(len(body))} | headers).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.do_GET()

    def log_message(self, *args):
        pass

    def times_asked(self):
        """How often this path was asked for, this time included."""
        return [asked.path for asked in self.server.asked].count(self.path)


@dataclass
class Asked:
    path: str
    at: float  # seconds since the epoch
    headers: dict[str, str]
    answered: float | None = None


class Site(ThreadingHTTPServer):
    """A host: `routes` maps paths to answers, `asked` is the record of its requests."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, address="127.0.0.1", port=0):
        super().__init__((address, port), Exchange)
        self.lock = threading.Lock()
        self.routes: dict[str, Route] = {}
        self.asked: list[Asked] = []
        self.port = self.server_address[1]
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    def url(self, path="/", host=None):
        return f"http://{host or self.server_address[0]}:{self.port}{path}"

    def paths(self):
        """The paths that were asked for, in order, but robots.txt."""
        return [asked.path for asked in self.asked if asked.path != "/robots.txt"]

    def times(self, path):
        return [asked.at for asked in self.asked if asked.path == path]

    def handle_error(self, request, client_address):
        pass  # a client that went away


@pytest.fixture(scope="module")
def new_site() -> Iterator[Callable[..., Site]]:
    """Makes a site on a loopback address (and port) of choice."""
    sites = []

    def make(address="127.0.0.1", port=0):
        sites.append(Site(address, port))
        return sites[-1]

    yield make
    for site in sites:
        site.shutdown()
        site.server_close()


@dataclass
class Crawl:
    outcomes: list[dict]
    stats: dict
    robots: dict[str, tuple[str, str]]
    log: str

    def of(self, url):
        """The one outcome of a request for the address."""
        (outcome,) = [outcome for outcome in self.outcomes if outcome["asked"] == url]
        return outcome


@pytest.fixture(scope="session")
def crawl(forker: Forker) -> Callable[..., Crawl]:
    """Asks for addresses (or keyword arguments of `Request`) in a process of its own."""

    def run(*requests, hosts=None, robots=None, allow_private=True, **settings) -> Crawl:
        job = {
            "requests": [{"url": request} if isinstance(request, str) else request for request in requests],
            "settings": {"ALLOW_PRIVATE_ADDRESSES": allow_private} | settings,
            "hosts": hosts or {},
            "robots": robots or {},
        }
        done = forker.run("tests.network.child", [], cwd=PROJECT, text=json.dumps(job))
        assert done.returncode == 0, done.stderr
        outcome = json.loads(done.stdout)
        return Crawl(outcome["outcomes"], outcome["stats"], outcome["robots"], done.stderr)

    return run
