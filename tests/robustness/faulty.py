"""A site on the loopback whose answers go wrong as they do on the web."""

from __future__ import annotations

import contextlib
import http.server
import socket
import struct
from collections.abc import Callable

from support import Site

Handler = http.server.BaseHTTPRequestHandler


def _answer(handler: Handler, status: int, headers: dict[str, str], body: bytes = b"") -> None:
    handler.send_response(status)
    for name, value in {"Content-Type": "text/html", "Content-Length": str(len(body)), **headers}.items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(body)


def _reset(handler: Handler) -> None:
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.connection.close()
    handler.close_connection = True


def _truncate(handler: Handler) -> None:
    _answer(handler, 200, {"Content-Length": "9000"}, b"<html><article><h1>Half</h1>" + b"<p>It ends early.</p>" * 90)
    handler.close_connection = True


def _dawdle(handler: Handler) -> None:
    _answer(handler, 200, {"Content-Length": "9000"}, b"<html>")
    with contextlib.suppress(ConnectionError):
        handler.connection.recv(1)  # until the crawler has had enough
    handler.close_connection = True


def _overflow(handler: Handler) -> None:
    _answer(handler, 200, {"Content-Length": str(2**40)})
    try:
        while True:
            handler.wfile.write(b"a" * 65536)
    except OSError:
        handler.close_connection = True


FAULTS: dict[str, Callable[[Handler], None]] = {
    "reset": _reset,
    "truncate": _truncate,
    "slow": _dawdle,
    "500": lambda handler: _answer(handler, 500, {}, b"oops"),
    "503": lambda handler: _answer(handler, 503, {"Retry-After": "1"}, b"busy"),
    "404": lambda handler: _answer(handler, 404, {}, b"gone"),
    "empty": lambda handler: _answer(handler, 200, {}),
    "badgzip": lambda handler: _answer(handler, 200, {"Content-Encoding": "gzip"}, b"\x1f\x8bnot gzip"),
    "huge": _overflow,
    "loop": lambda handler: _answer(handler, 302, {"Location": handler.path}),
}


class FaultySite(Site):
    """A site; `faults` maps paths to the fault of their answers, `before` is called with each path before its answer."""

    def __init__(self) -> None:
        self.faults: dict[str, str] = {}
        self.before: Callable[[str], object] = len
        super().__init__()

    def _handler(self) -> type[http.server.BaseHTTPRequestHandler]:
        site = self

        class Faulty(super()._handler()):  # type: ignore[misc]
            def do_GET(self) -> None:  # noqa: N802 - the name that http.server calls
                site.before(self.path)
                if fault := site.faults.get(self.path):
                    FAULTS[fault](self)
                else:
                    super().do_GET()

        return Faulty
