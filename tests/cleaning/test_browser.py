"""Nothing of what comes out is executed by a real browser."""

from __future__ import annotations

import http.server
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from support import POLL

from crawler.cleaning import clean
from crawler.publishing.markdown import block
from tests.cleaning.vectors import GROUPS, URL, cleaned_vectors, vectors

_BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))), None)
pytestmark = pytest.mark.skipif(_BROWSER is None, reason="no Chromium is installed (Debian: apt-get install chromium)")

_PER_PAGE = 500

# Before the body: whatever a payload may call tells the outer page. What is natively there is remembered.
_BEFORE = """<!DOCTYPE html><meta charset="utf-8"><title>post</title>
<script>
const natives = ["getElementById", "querySelector", "cookie", "body", "location", "forms"].map(n => [n, document[n]]);
for (const name of ["alert", "confirm", "prompt", "print", "open"]) {
  window[name] = () => { parent.fired.push(name + " in " + document.URL); };
}
const opened = document.URL;
</script>
<article>
"""
# After it: everything is touched as a reader would, and the page looks whether it is still itself.
_AFTER = """
</article>
<script>
window.addEventListener("load", () => {
  const events = ["mouseover", "mouseenter", "pointerover", "pointerenter", "focus", "focusin", "blur", "toggle",
    "keydown", "input", "change", "contextmenu", "wheel", "scroll", "animationstart",
    "transitionend", "submit", "copy", "paste"];
  for (const element of document.querySelectorAll("article *")) {
    for (const name of events) element.dispatchEvent(new Event(name, {bubbles: false}));
    const address = element.href && (element.href.baseVal || element.href);
    if (!address || !/^(https?|mailto|tel):/.test(address)) element.dispatchEvent(new MouseEvent("click"));
    if (/^(javascript|vbscript|data|blob):/.test(address)) parent.fired.push("a link to " + address);
  }
  for (const [name, native] of natives) {
    const now = Document.prototype.__lookupGetter__(name) ? document[name] : Document.prototype[name];
    if (typeof document[name] !== typeof native) parent.fired.push("clobbered document." + name);
  }
  for (const name of ["CONFIG", "jQuery"]) if (window[name]) parent.fired.push("clobbered window." + name);
  if (document.URL !== opened) parent.fired.push("led to " + document.URL);
  setTimeout(() => { parent.ended += 1; }, 200);
});
</script>
"""
_OUTER = """<!DOCTYPE html><title>running</title>
<script>
window.fired = []; window.ended = 0;
const waiting = setInterval(() => {{
  if (window.ended < {pages}) return;
  clearInterval(waiting);
  document.body.replaceChildren("ended " + window.ended + " fired " +
    [...new Set(window.fired)].slice(0, 20).join(", "));
}}, 50);
</script><body>{frames}</body>
"""


@contextmanager
def _served(pages: dict[str, str]) -> Iterator[str]:
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = pages.get(self.path)
            self.send_response(404 if body is None else 200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write((body or "").encode())

        def log_message(self, *args: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(POLL,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def _executed(bodies: list[str], folder: Path) -> str:
    """What of the bodies the browser executed."""
    pages = {}
    for start in range(0, len(bodies), _PER_PAGE):
        divisions = "".join(f"<div>{body}</div>" for body in bodies[start : start + _PER_PAGE])
        pages[f"/{start}.html"] = f"{_BEFORE}{divisions}{_AFTER}"
    frames = "".join(f'<iframe src="{path}"></iframe>' for path in pages)
    pages["/"] = _OUTER.format(pages=len(pages), frames=frames)
    with _served(pages) as address:
        dumped = subprocess.run(
            [
                str(_BROWSER),
                *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
                *("--disable-background-networking", "--disable-component-update", f"--user-data-dir={folder}"),
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
                *("--timeout=60000", "--virtual-time-budget=20000", "--dump-dom", address),
            ],
            capture_output=True,
            text=True,
            timeout=120,
            check=True,
        ).stdout
    verdict = re.search(r"ended (\d+) fired ([^<]*)", dumped)
    assert verdict, dumped[-2000:]
    assert int(verdict[1]) == len(pages) - 1, "a page was left before its end"
    return verdict[2]


def test_no_payload_is_executed(tmp_path: Path) -> None:
    usual = dict.fromkeys(cleaned_vectors().values())
    with_attributes = {clean(vector, url=URL, keep_attributes=True): None for vector in vectors()[::5]}
    assert _executed([*(usual | with_attributes)], tmp_path) == ""  # most come out the same


def test_no_payload_is_revived_by_a_markdown_renderer(tmp_path: Path) -> None:
    renderer = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    renderer.validateLink = lambda url: True  # as renderers do that trust what they render
    payloads = [payload for group in GROUPS.values() for payload in [*group[:60], *group[60::20]]]
    bodies = {renderer.render(block(clean(payload, url=URL))): None for payload in payloads}
    assert _executed(list(bodies), tmp_path) == ""


def test_the_trap_catches_what_is_not_cleaned(tmp_path: Path) -> None:
    bodies = [
        "<script>alert(1)</script>",
        "<img src=x onerror=confirm(1)>",
        "<p onmouseover=prompt(1)>x</p>",
        "<a href='javascript:print(1)'>x</a>",
        "<img name=querySelector>",
    ]
    executed = _executed(bodies, tmp_path)
    for trace in ("alert", "confirm", "prompt", "print", "a link to javascript:", "clobbered document.querySelector"):
        assert trace in executed
