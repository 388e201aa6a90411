"""A crawl that is ended waits for no host's turn, and holds nothing against what it did not ask for."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml
from support import Site

from crawler.config import load
from crawler.state import SourceStatus, State

SLOW = b"User-agent: *\nCrawl-delay: 60\n"


@pytest.fixture
def slow() -> Iterator[socket.socket]:
    """A host that answers when it is told to."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening


def run_in(folder: Path, *command: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", *(command or ("crawler", "run"))],
        cwd=folder,
        env=os.environ | {"SCRAPY_SETTINGS_MODULE": "crawler.settings"},
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def one_source(slow: socket.socket, folder: Path) -> Path:
    """A sources file whose only source, a, is a feed of the slow host."""
    source = {"name": "a", "url": f"http://127.0.0.1:{slow.getsockname()[1]}/feed"}
    file = folder / "sources.yaml"
    file.write_text(yaml.safe_dump({"allow_private_addresses": True, "delay": 0, "sources": [source]}))
    return file


def status_of(file: Path) -> SourceStatus:
    config = load(file)
    with State(config.state) as state:
        return state.status("a", config.sources[0].url, datetime.now(UTC))


def assert_not_failed(file: Path) -> None:
    row = status_of(file)
    assert (row.error, row.troubles) == (None, ())


def end_while_a_request_waits_its_turn(slow: socket.socket, folder: Path, *command: str) -> str:
    """Run, and end the run once the slow host has asked for a minute between its requests."""
    running = run_in(folder, *command)
    try:
        connection, _ = slow.accept()
        with connection:
            connection.recv(65536)
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b" % (len(SLOW), SLOW))
            running.send_signal(signal.SIGTERM)
            out, err = running.communicate(timeout=30)
    finally:
        running.kill()
    if not command:
        assert "stopping: " in err
        assert running.returncode == 1
    return out


def end_while_robots_txt_is_under_way(slow: socket.socket, folder: Path, answer: bytes) -> str:
    """Run, and end the run before the slow host answers the request for its robots.txt."""
    running = run_in(folder)
    assert running.stderr is not None
    try:
        connection, _ = slow.accept()
        with connection:
            connection.recv(65536)
            running.send_signal(signal.SIGTERM)
            assert "stopping: " in running.stderr.readline()
            connection.sendall(answer)
            out, _ = running.communicate(timeout=30)
    finally:
        running.kill()
    return out


def test_a_source_whose_robots_txt_was_not_asked_for_any_more_has_not_failed(
    slow: socket.socket, tmp_path: Path
) -> None:
    file = one_source(slow, tmp_path)
    moved = b"HTTP/1.1 301 Moved Permanently\r\nLocation: /r\r\nContent-Length: 0\r\n\r\n"
    assert "failed    a" not in end_while_robots_txt_is_under_way(slow, tmp_path, moved)
    assert_not_failed(file)


def test_a_source_that_was_not_asked_any_more_has_not_failed(slow: socket.socket, tmp_path: Path) -> None:
    file = one_source(slow, tmp_path)
    assert "failed    a" not in end_while_a_request_waits_its_turn(slow, tmp_path)
    assert_not_failed(file)


def test_scrapy_crawl_waits_for_no_hosts_turn_either(slow: socket.socket, tmp_path: Path) -> None:
    file = one_source(slow, tmp_path)
    end_while_a_request_waits_its_turn(slow, tmp_path, "scrapy", "crawl", "articles")
    assert_not_failed(file)


def test_a_crawl_that_lacks_memory_waits_for_no_hosts_turn_either(new_site, crawl) -> None:  # type: ignore[no-untyped-def]
    site = new_site()
    site.routes = {"/robots.txt": SLOW, "/a": b"a", "/b": b"b"}
    other = new_site("127.0.0.2")
    other.routes = {"/c": b"c"}
    done = crawl(
        site.url("/a"),
        {"url": other.url("/c"), "meta": {"takes": 100}},
        ROBOTSTXT_OBEY=True,
        MEMUSAGE_ROOM_MB=50,
        MEMUSAGE_CHECK_INTERVAL_SECONDS=0.1,
    )
    assert done.stats["finish_reason"] == "memusage_exceeded"
    assert done.of(site.url("/a"))["error"] == "CrawlEnded"


def test_an_article_whose_pictures_were_not_asked_for_any_more_waits(
    slow: socket.socket, site: Site, tmp_path: Path
) -> None:
    picture = f"http://localhost:{slow.getsockname()[1]}/a.png"
    text = f"<p>{'The lamp was lit in time. ' * 30}</p><img src='{picture}' width='600' height='400'>"
    entry = f"<item><title>One</title><guid>1</guid><description><![CDATA[{text}]]></description></item>"
    source = {
        "name": "a",
        "url": site.put("/feed", f'<rss version="2.0"><channel><title>F</title>{entry}</channel></rss>'),
        "content": "feed",
        "media": "download",
    }
    file = tmp_path / "sources.yaml"
    file.write_text(yaml.safe_dump({"allow_private_addresses": True, "delay": 0, "sources": [source]}))
    end_while_a_request_waits_its_turn(slow, tmp_path)
    row = status_of(file)
    assert (row.total, row.pending) == (0, 1)
