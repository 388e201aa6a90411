"""The seed, and real pages of many sites, crawled over HTTP; they lie beside the project and are skipped without."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import urllib.request
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from support import Command, Site, snapshot

SITES = 69  # of real pages, half of those in the two sets: a hundred articles


def seed_sources(site: Site, shared: Path, *, pinned: bool = True) -> str:
    source = json.loads((shared / "seed/source.json").read_text(encoding="utf-8"))
    placeholders = json.loads((shared / "seed/placeholders.json").read_text(encoding="utf-8"))
    pins = {url: f"https://picsum.photos/400/300?random={number}" for url, number in placeholders.items()}
    feed = site.put("/feed", (shared / "seed/36kr-feed.xml").read_bytes(), content_type="application/xml")
    return json.dumps(
        {
            "allow_private_addresses": True,
            "delay": 0,
            "dialect": "seed",
            "sources": [
                {
                    "name": source["source"],
                    "url": feed,
                    "categories": [source["group"], source["source"], source["route"]],
                    "author": source["author"],
                    "content": "feed",
                    "placeholders": pins if pinned else {},
                }
            ],
        }
    )


def seeds_post(folder: Path) -> Path:
    return folder / "output/新媒体/36kr/资讯/金融机构纷纷布局元宇宙，金融元宇宙要来了？.md"


def test_the_seed_comes_out_byte_for_byte(site: Site, command: Command, shared: Path, tmp_path: Path) -> None:
    (tmp_path / "sources.yaml").write_text(seed_sources(site, shared), encoding="utf-8")
    assert command("run").code == 0
    assert seeds_post(tmp_path).read_bytes() == (shared / "seed/seed.md").read_bytes()
    others = [path for path in (tmp_path / "output").rglob("*.md") if path != seeds_post(tmp_path)]
    assert len(others) == 2
    code = next(path for path in others if "script" in path.read_text(encoding="utf-8")).read_text(encoding="utf-8")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in code
    assert "<script" not in code


def test_without_a_pin_the_placeholder_stays_the_same_from_run_to_run(
    site: Site, command: Command, shared: Path, tmp_path: Path
) -> None:
    (tmp_path / "sources.yaml").write_text(seed_sources(site, shared, pinned=False), encoding="utf-8")
    assert command("run").code == 0
    before = snapshot(tmp_path / "output")
    assert command("run", "--refetch").code == 0
    assert snapshot(tmp_path / "output") == before


class Replay:
    """The corpus as a small web of many sites."""

    def __init__(self, shared: Path, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        script = shared / "replay/serve.py"
        pages = ["--set", "aeb,fundus", "--sites", str(SITES)]
        options = ["--port", str(self.port), "--sources", str(folder / "sources.yaml")]
        self._process = subprocess.Popen([sys.executable, script, *pages, *options], stdout=subprocess.PIPE, text=True)
        assert self._process.stdout is not None
        assert self._process.stdout.readline().endswith(f"on port {self.port}\n")

    def requests(self) -> Counter[str]:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/_stats") as answer:
            return Counter(json.load(answer))

    def close(self) -> None:
        self._process.terminate()
        self._process.wait()


@pytest.fixture
def replay(shared: Path, tmp_path: Path) -> Iterator[Replay]:
    running = Replay(shared, tmp_path)
    yield running
    running.close()


def test_nearly_every_real_page_becomes_a_post_and_the_second_run_asks_for_feeds_alone(
    replay: Replay, command: Command, tmp_path: Path
) -> None:
    command("run", "-q")
    first = replay.requests()
    posts = list((tmp_path / "output").rglob("*.md"))
    assert len(posts) >= 0.97 * first["articles"]
    for post in posts:
        matter, body = post.read_text(encoding="utf-8").removeprefix("---\n").split("\n---\n", 1)
        assert "\ntitle: " in f"\n{matter}"
        assert len(body) > 200
    before = snapshot(tmp_path / "output")
    command("run", "-q")
    again = replay.requests() - first
    assert again["/feed.xml"] == again["status 304"] > 0
    assert not again.keys() & {"articles", "/robots.txt"}
    assert snapshot(tmp_path / "output") == before
