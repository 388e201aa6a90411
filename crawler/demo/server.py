"""The web server of the demo: a small newspaper in three languages, with the awkward pages that the web is full of."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.utils import formatdate, parsedate_to_datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

_SITE = Path(__file__).parent / "site"
# The address that the pages and feeds of the site give as their own; the server puts the true one in its place.
_ADDRESS = b"https://harbour-lamp.example"
_TYPES = {
    ".css": "text/css",
    ".html": "text/html; charset=utf-8",
    ".png": "image/png",
    ".txt": "text/plain; charset=utf-8",
    ".xml": "application/xml",
}
# This page is written in GB 18030 and says so itself; its header is wrong, as many are.
_WRONG_TYPES = {"/zh/library.html": "text/html; charset=iso-8859-1"}


@dataclass(frozen=True)
class _Resource:
    body: bytes
    type: str
    etag: str
    modified: str  # an HTTP date


def _resources(base_url: str) -> dict[str, _Resource]:
    """Everything that the site has, by path."""
    found = {}
    for file in sorted(_SITE.rglob("*")):
        if file.is_file():
            path = f"/{file.relative_to(_SITE).as_posix()}"
            body = file.read_bytes()
            if file.suffix != ".png":
                body = body.replace(_ADDRESS, base_url.encode())
            found[path] = _Resource(
                body,
                _WRONG_TYPES.get(path, _TYPES[file.suffix]),
                f'"{hashlib.sha256(body).hexdigest()[:16]}"',
                formatdate(int(file.stat().st_mtime), usegmt=True),
            )
    return found | {"/": found["/index.html"]}


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    resources: dict[str, _Resource]

    def handle_error(self, request: object, client_address: object) -> None:
        """A crawl that was ended leaves broken connections, which are nothing to tell."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_GET(self) -> None:
        resource = self.server.resources.get(self.path.partition("?")[0])
        if resource is None:
            self._answer(HTTPStatus.NOT_FOUND, {"Content-Type": "text/plain"}, b"There is no such page.\n")
            return
        validators = {"ETag": resource.etag, "Last-Modified": resource.modified}
        if self._has(resource):
            self._answer(HTTPStatus.NOT_MODIFIED, validators)
        else:
            self._answer(HTTPStatus.OK, validators | {"Content-Type": resource.type}, resource.body)

    do_HEAD = do_GET  # noqa: N815  the name is the protocol's

    def _has(self, resource: _Resource) -> bool:
        """Whether the client has this version already (RFC 9110, 13.2.2: an entity tag goes before a date)."""
        tags = self.headers.get("If-None-Match")
        if tags is not None:
            return tags.strip() == "*" or resource.etag in (tag.strip().removeprefix("W/") for tag in tags.split(","))
        try:
            since = parsedate_to_datetime(self.headers.get("If-Modified-Since", ""))
            return parsedate_to_datetime(resource.modified) <= since
        except (TypeError, ValueError):
            return False

    def _answer(self, status: HTTPStatus, headers: dict[str, str], body: bytes = b"") -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status != HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the name is the base class's
        """Say nothing: the crawler reports what it asked for."""


@contextmanager
def serve(port: int = 0) -> Iterator[str]:
    """Serve the site on the loopback while the context lasts; gives its address, without a slash at the end.

    Raises:
        OSError: The port is taken. 0 takes a free one.
    """
    with _Server(("127.0.0.1", port), _Handler) as server:
        base_url = f"http://127.0.0.1:{server.server_port}"
        server.resources = _resources(base_url)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield base_url
        finally:
            server.shutdown()
            thread.join()


def sources_file(base_url: str, output: Path) -> str:
    """The text of a sources file that lists the site's feeds.

    Args:
        base_url: Where the site is served, as `serve` gives it.
        output: The folder for the posts.
    """
    return f"""\
# The feeds of the demo. Yours will look much the same: 'crawler init' writes a file to start from.
output: {json.dumps(str(output), ensure_ascii=False)}
state: state.db
allow_private_addresses: true  # the demo is served on this machine
delay: 0  # seconds between two requests; leave it out for sites of other people
sources:
  - name: Harbour Lamp
    url: {base_url}/en/feed.xml
    categories: [Demo, English]
  - name: 港灯日报
    url: {base_url}/zh/feed.xml
    categories: [Demo, 中文]
    tags: [茶, 书]
  - name: فنار الميناء
    url: {base_url}/ar/feed.xml
    categories: [Demo, العربية]
"""
