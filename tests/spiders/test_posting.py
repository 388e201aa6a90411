"""A source that has to be asked by POST is read, page by page, and its back catalogue too."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from support import POLL, Command, Site

PER_PAGE, PAGES = 2, 4
NEWEST = 1_700_000_000_000  # milliseconds since 1970
DAY = 86_400_000


class Api(BaseHTTPRequestHandler):
    """Lists articles, a page for each cursor."""

    server: ApiServer
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append((asked, dict(self.headers)))
        page = int(asked["cursor"])
        numbers = range(page * PER_PAGE, (page + 1) * PER_PAGE)
        posts = [
            {"id": n, "url": f"{self.server.site}/{n}", "title": f"Post {n}", "date": NEWEST - n * DAY} for n in numbers
        ]
        body = json.dumps({"posts": posts, "next": page + 1 if page + 1 < PAGES else None}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("ETag", '"same"')
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self) -> None:
        self.send_error(404)

    def log_message(self, *args: object) -> None:
        pass


class ApiServer(ThreadingHTTPServer):
    site: str
    asked: list[tuple[dict[str, object], dict[str, str]]]


@pytest.fixture
def api(site: Site) -> Iterator[ApiServer]:
    server = ApiServer(("127.0.0.1", 0), Api)
    server.site, server.asked = site.url, []
    threading.Thread(target=server.serve_forever, args=(POLL,), daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def test_pages_are_asked_for_one_after_the_other(tmp_path: Path, site: Site, api: ApiServer, command: Command) -> None:
    for n in range(PER_PAGE * PAGES):
        lines = "".join(
            f"<p>Line {line} of report {n}: {hash((n, line))} ships, {hash((line, n))} crews.</p>" for line in range(9)
        )
        site.put(f"/{n}", f"<html><h1>Report {n}</h1><article>{lines}</article></html>")
    (tmp_path / "sources.yaml").write_text(
        "allow_private_addresses: true\ndelay: 0\nsources:\n"
        f"  - {{name: api, url: 'http://127.0.0.1:{api.server_port}/posts', kind: json, items: posts, next: next,\n"
        "     send: {cursor: 0, size: 2}, send_next: {cursor: '{next}'}, request: {headers: {X-Key: k1}}}\n"
    )
    assert command("run").code == 0
    assert [asked for asked, _ in api.asked] == [{"cursor": 0, "size": 2}]
    sent = api.asked[0][1]
    assert (sent["Content-Type"], sent["X-Key"]) == ("application/json", "k1")
    assert len(list((tmp_path / "output").iterdir())) == 2

    assert command("run").code == 0
    assert "If-None-Match" not in api.asked[1][1]

    api.asked.clear()
    assert command("backfill", "api", "--since", "2023-11-10").code == 0
    assert [asked["cursor"] for asked, _ in api.asked] == [0, 1, 2]  # the third page reaches that day
    assert len(list((tmp_path / "output").iterdir())) == 5
