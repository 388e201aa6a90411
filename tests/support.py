"""What the tests of the crawl share: a site on the loopback that does as it is told, and a command's outcome."""

from __future__ import annotations

import hashlib
import http.server
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

POLL = 0.01  # seconds until a server of a test notices that it is to end


@dataclass
class Answer:
    """What the site answers at a path."""

    body: bytes = b""
    status: int = 200
    content_type: str = "text/html; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)
    validators: bool = True  # send an ETag, and 304 where it matches
    cut: int | None = None  # bytes that are sent of the body, as if they were all; the ETag is that of the whole one


@dataclass(frozen=True)
class Asked:
    """A request that the site got."""

    path: str
    headers: dict[str, str]
    status: int  # as it was answered


class Site:
    """A web site on the loopback. `pages` maps paths to answers and may be changed at any time; others are 404."""

    def __init__(self, port: int = 0) -> None:
        self.pages: dict[str, Answer] = {}
        self.asked: list[Asked] = []
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", port), self._handler())
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, args=(POLL,), daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def put(self, path: str, body: str | bytes, **answer: object) -> str:
        """Serve a body at a path; gives back the address."""
        self.pages[path] = Answer(body if isinstance(body, bytes) else body.encode(), **answer)  # type: ignore[arg-type]
        return self.url + path

    def paths(self) -> list[str]:
        """The paths asked for since the last call, robots.txt left out."""
        paths = [asked.path for asked in self.asked if asked.path != "/robots.txt"]
        self.asked.clear()
        return paths

    def _handler(self) -> type[http.server.BaseHTTPRequestHandler]:
        site = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                answer = site.pages.get(self.path, Answer(b"not found", 404, "text/plain"))
                etag = f'"{hashlib.sha256(answer.body).hexdigest()[:16]}"'
                status, body, headers = answer.status, answer.body[: answer.cut], dict(answer.headers)
                if answer.validators and status == 200:
                    headers["ETag"] = etag
                    if self.headers.get("If-None-Match") == etag:
                        status, body = 304, b""
                site.asked.append(Asked(self.path, dict(self.headers), status))
                self.send_response(status)
                self.send_header("Content-Type", answer.content_type)
                if status != 304:
                    self.send_header("Content-Length", str(len(body)))
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args: object) -> None:
                pass

        return Handler


@dataclass(frozen=True)
class Ended:
    """A command that has ended."""

    code: int
    out: str
    err: str


Command = Callable[..., Ended]


def snapshot(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Each file below the folder: its modification time in nanoseconds and its bytes."""
    return {
        str(path.relative_to(folder)): (path.stat().st_mtime_ns, path.read_bytes())
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
