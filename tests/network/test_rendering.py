"""Articles that only scripts put on their page are read, by a real Chromium that reaches nothing by itself."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest
from forking import Forker
from support import Command, Site

from crawler.network import rendering

pytest.importorskip("scrapy_playwright")
needs_browser = pytest.mark.skipif(
    rendering.obstacle("") is not None, reason="no Chromium is installed (Debian: apt-get install chromium)"
)

TEXT = [f"Sentence {n} of a long report on the harbour, its ships and their crews." for n in range(9)]
SHOW = """
const show = (title, text) => {
  document.title = title;
  document.querySelector("main").innerHTML =
    `<article><h1>${title}</h1>${text.map(line => `<p>${line}</p>`).join("")}</article>`;
};
"""
NEWS = """
const ask = (url, how) => fetch(url, how).catch(() => null);
const answers = ["/moved", "/forbidden.json", ELSEWHERE + "/open.json"].map(url => ask(url, {headers: {"X-Own": "1"}}));
Promise.all(answers)
  .then(had => fetch("/news.json").then(answer => answer.json())
    .then(text => show("From the harbour", [...text, `Of all the questions that were put to the harbour, its ships and their crews, answered: ${had.filter(Boolean).length}.`])));
new Image().src = "/pixel.png";
"""
# Whatever a page can do to make a browser ask for something; PRIVATE is a host and port.
ATTACK = """
const attempts = {
  fetch: () => fetch(`http://${PRIVATE}/`, {mode: "no-cors"}).catch(() => 0),
  post: () => fetch(`http://${PRIVATE}/`, {mode: "no-cors", method: "POST", body: "x"}).catch(() => 0),
  redirect: () => fetch("/to-private").catch(() => 0),
  socket: () => new WebSocket(`ws://${PRIVATE}/`),
  events: () => new EventSource(`http://${PRIVATE}/`),
  transport: () => new WebTransport(`https://${PRIVATE}/`),
  beacon: () => navigator.sendBeacon(`http://${PRIVATE}/`, "x"),
  popup: () => window.open(`http://${PRIVATE}/`),
  worker: () => new Worker(URL.createObjectURL(new Blob(
    [`importScripts("http://${PRIVATE}/"); new WebSocket("ws://${PRIVATE}/");`]))),
  service: () => navigator.serviceWorker.register("/service.js"),
  calls: () => {
    const call = new RTCPeerConnection({iceServers: [{urls: `stun:${PRIVATE}`},
      {urls: `turn:${PRIVATE}?transport=tcp`, username: "a", credential: "b"}]});
    call.createDataChannel("x");
    call.createOffer().then(offer => call.setLocalDescription(offer));
  },
  elements: () => {
    const make = (tag, attribute, rest) => {
      const element = Object.assign(document.createElement(tag), rest);
      element.setAttribute(attribute, `http://${PRIVATE}/${tag}`);
      document.body.append(element);
    };
    for (const tag of ["script", "iframe", "embed", "img", "video"]) make(tag, "src");
    make("object", "data");
    for (const rel of ["stylesheet", "prefetch", "preload", "preconnect", "dns-prefetch", "modulepreload", "icon"])
      make("link", "href", {rel, as: "fetch"});
    const form = Object.assign(document.createElement("form"), {action: `http://${PRIVATE}/`, method: "POST"});
    document.body.append(form);
    form.submit();
  },
  files: () => fetch("file:///etc/hostname").then(answer => answer.text())
    .then(text => show("A file", Array(9).fill("STOLEN " + text))),
  leaving: () => { location = `http://${PRIVATE}/`; },
};
show("An attack", TEXT);
for (const attempt of Object.values(attempts)) try { attempt(); } catch {}
alert("still here?");
"""


def scripted(script: str) -> str:
    return f'<html><head><meta charset="gbk"></head><body><main>Please wait</main><script>{SHOW}{script}</script></body></html>'


def prose(seed: str) -> list[str]:
    """Lines that tell another story for each seed."""
    letters = Random(seed)
    return [" ".join("".join(letters.choices("aeionrst", k=6)) for _ in range(12)) for _ in range(9)]


@dataclass
class Run:
    site: Site
    folder: Path
    out: str
    reached: list[object]

    def post(self, name: str) -> str:
        return (self.folder / "output" / f"{name}.md").read_text()

    def headers(self, path: str) -> dict[str, str]:
        return next(asked.headers for asked in self.site.asked if asked.path == path)


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory, forker: Forker) -> Iterator[Run]:
    """One crawl of a site whose every article is made by a script."""
    folder, site = tmp_path_factory.mktemp("rendered"), Site()
    private, calls = socket.create_server(("127.0.0.2", 0)), socket.socket(type=socket.SOCK_DGRAM)
    address = private.getsockname()
    calls.bind(address)
    for inside in (private, calls):
        inside.setblocking(False)
    elsewhere = site.url.replace("127.0.0.1", "localhost")
    constants = f'const ELSEWHERE = "{elsewhere}", PRIVATE = "{address[0]}:{address[1]}", TEXT = {json.dumps(TEXT)};'
    site.put("/robots.txt", "User-agent: *\nDisallow: /forbidden\n", content_type="text/plain")
    site.put("/news.json", json.dumps([*TEXT, "Grüße aus 港口."]), content_type="application/json")
    site.put("/open.json", "{}", headers={"Access-Control-Allow-Origin": "*"})
    site.put("/moved", "", status=302, headers={"Location": f"{elsewhere}/led-here.json"})
    site.put("/to-private", "", status=302, headers={"Location": f"http://{address[0]}:{address[1]}/"})
    site.put("/news", scripted(constants + NEWS))
    site.put("/attack", scripted(constants + ATTACK))
    items = "".join(f"<item><link>{site.url}/{name}</link></item>" for name in ("news", "attack"))
    site.put("/feed", f'<rss version="2.0"><channel>{items}</channel></rss>', content_type="text/html")
    site.put("/late", scripted(""))
    links = "['1', '2'].map(n => `<a href='/late?${n}'>Report number ${n}</a>`)"
    site.put("/list", scripted(f"show('Listing', {links})"))
    for number in "12":  # later than a page whose network has been idle for half a second is read
        later = f"setTimeout(() => show('Late {number}', {json.dumps(prose(number))}), 1000)"
        site.put(f"/late?{number}", scripted(later))
    (folder / "sources.yaml").write_text(
        "delay: 0\nsources:\n"
        f"  - {{name: fed, url: '{site.url}/feed', kind: feed, allow_hosts: [127.0.0.1, localhost], render: true,\n"
        "     request: {headers: {X-Key: k1}, cookies: {s: t}, user_agent: Reader/1}}\n"
        f"  - {{name: listed, url: '{site.url}/list', kind: listing, item: article p, allow_hosts: [127.0.0.1],\n"
        "     render: {wait_for: article p, timeout: 60}}\n"
    )
    done = forker.run("crawler", ["run"], cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    reached: list[object] = []
    for inside in (private, calls):
        with suppress(BlockingIOError):
            reached.append(inside.accept() if inside is private else inside.recvfrom(2000))
        inside.close()
    yield Run(site, folder, done.stdout, reached)
    site.close()


@needs_browser
def test_what_scripts_put_on_a_page_is_published_and_kept(run: Run) -> None:
    assert TEXT[8] in run.post("from-the-harbour")
    assert "Grüße aus 港口." in run.post("from-the-harbour")
    kept = b"".join(gzip.decompress(file.read_bytes()) for file in (run.folder / ".crawler/pages").glob("*.gz"))
    assert f"<p>{TEXT[8]}</p>".encode() in kept


@needs_browser
def test_a_listing_is_rendered_too_and_what_comes_late_is_waited_for(run: Run) -> None:
    for number in "12":
        assert prose(number)[8] in run.post(f"late-{number}")


@needs_browser
def test_no_page_reaches_a_private_address_in_any_way(run: Run) -> None:
    assert run.reached == []
    assert TEXT[8] in run.post("an-attack")  # and it is none the worse for having tried
    assert "STOLEN" not in run.post("an-attack")


@needs_browser
def test_parts_of_a_page_are_asked_for_as_the_page_itself(run: Run) -> None:
    for path in ("/news", "/news.json"):
        sent = run.headers(path)
        assert (sent["X-Key"], sent["Cookie"], sent["User-Agent"]) == ("k1", "s=t", "Reader/1")
    for path in ("/open.json", "/led-here.json"):
        sent = run.headers(path)
        assert sent["Host"].startswith("localhost:")
        assert not {"X-Key", "Cookie"} & sent.keys()
    assert run.headers("/open.json")["Origin"] == run.site.url
    assert "answered: 1." in run.post(
        "from-the-harbour"
    )  # as in any browser: the others lack CORS headers, or are forbidden


@needs_browser
def test_robots_txt_holds_for_parts_of_a_page_and_pictures_are_not_asked_for(run: Run) -> None:
    asked = {asked.path for asked in run.site.asked}
    assert not asked & {"/forbidden.json", "/pixel.png", "/favicon.ico"}


@needs_browser
def test_a_page_is_rendered_again_even_where_its_frame_is_as_it_was(run: Run, command: Command) -> None:
    run.site.paths()
    ended = command("run", "listed", cwd=run.folder)
    assert ended.code == 0, ended.out
    assert [(asked.path, asked.status) for asked in run.site.asked if asked.path == "/list"] == [("/list", 200)]


@needs_browser
def test_preview_renders_and_says_what_does_not_come(run: Run, command: Command) -> None:
    text = (run.folder / "sources.yaml").read_text()
    (run.folder / "other.yaml").write_text(text.replace("article p, timeout: 60", "'#none', timeout: 1"))
    ended = command("preview", run.site.url + "/late", "--source", "listed", "-c", "other.yaml", cwd=run.folder)
    assert (ended.code, ended.err) == (1, f"{run.site.url}/late: render: #none is not there after 1 s\n")


@needs_browser
def test_a_run_that_is_killed_leaves_no_browser_behind(tmp_path: Path, site: Site) -> None:
    profiles = Path(tempfile.mkdtemp())  # the name of a browser's socket has to be short
    site.put("/asked.json", "[]")
    site.put("/busy", scripted("setInterval(() => fetch('/asked.json'), 100)"))
    (tmp_path / "sources.yaml").write_text(
        f"allow_private_addresses: true\ndelay: 0\nsources:\n"
        f"  - {{name: busy, url: '{site.url}/busy', kind: listing, render: {{timeout: 120}}}}\n"
    )
    crawl = subprocess.Popen(
        [sys.executable, "-m", "crawler", "run", "-q"],
        cwd=tmp_path,
        env=os.environ | {"TMPDIR": str(profiles)},
        stdout=subprocess.DEVNULL,
    )
    wait_until(lambda: any(asked.path == "/asked.json" for asked in site.asked))
    assert browsers(profiles)
    os.kill(crawl.pid, signal.SIGKILL)
    crawl.wait()
    wait_until(lambda: not browsers(profiles))
    shutil.rmtree(profiles, ignore_errors=True)


def browsers(folder: Path) -> list[str]:
    """The processes that work in a folder's profile."""
    listed = subprocess.run(["ps", "-ww", "-eo", "args"], capture_output=True, text=True, check=True).stdout
    return [line for line in listed.splitlines() if f"user-data-dir={folder}" in line]


def wait_until(holds: object, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not holds():  # type: ignore[operator]
        assert time.monotonic() < end
        time.sleep(0.1)


@needs_browser
@pytest.mark.slow
def test_a_page_that_never_rests_costs_itself_alone(tmp_path: Path, site: Site, command: Command) -> None:
    site.put("/loop", scripted("while (true) {}"))
    site.put("/fine", scripted(f"show('Fine', {json.dumps(TEXT)})"))
    items = "".join(f"<item><link>{site.url}/{name}</link></item>" for name in ("loop", "fine"))
    site.put("/feed", f'<rss version="2.0"><channel>{items}</channel></rss>')
    (tmp_path / "sources.yaml").write_text(
        "allow_private_addresses: true\ndelay: 0\nsources:\n"
        f"  - {{name: busy, url: '{site.url}/feed', kind: feed, render: {{timeout: 2}}}}\n"
    )
    ended = command("run")
    assert "the page keeps the browser busy for more than 2 s" in ended.out
    assert (tmp_path / "output" / "fine.md").exists()


def test_who_renders_nothing_loads_no_browser(tmp_path: Path, site: Site, forker: Forker) -> None:
    site.put("/feed", "<rss version='2.0'><channel></channel></rss>")
    (tmp_path / "sources.yaml").write_text(
        f"allow_private_addresses: true\ndelay: 0\nsources:\n  - {{name: plain, url: '{site.url}/feed'}}\n"
    )
    (tmp_path / "watched.py").write_text(
        "import sys\nfrom crawler.cli import main\n"
        "try:\n    main()\nfinally:\n    print('loaded', *(name for name in sys.modules if 'playwright' in name))\n"
    )
    done = forker.run("watched", ["run", "-q"], cwd=tmp_path)
    assert (done.stdout, done.stderr) == ("loaded\n", "")


def test_what_is_missing_to_render_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "needs a Chromium or Chrome" in (rendering.obstacle("") or "")
    assert f"no browser {tmp_path / 'none'}" in (rendering.obstacle(str(tmp_path / "none")) or "")
    assert rendering.obstacle(sys.executable) is None
    monkeypatch.setattr(rendering, "find_spec", lambda name: None)
    assert "pip install 'syndication-crawler[render]'" in (rendering.obstacle("") or "")


def test_who_does_not_render_a_page_that_needs_it_is_told(tmp_path: Path, site: Site, command: Command) -> None:
    url = site.put("/app", scripted("").replace("Please wait", ""))
    (tmp_path / "sources.yaml").write_text(
        f"allow_private_addresses: true\ndelay: 0\nsources:\n  - {{name: app, url: '{url}'}}\n"
    )
    ended = command("preview", url)
    assert (
        ended.err == f"{url}: no article: a page that holds scripts and no text (render: true opens it in a browser)\n"
    )
