"""The crawler's own scheduler."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import yaml
from support import Site

from crawler.commands.watch import next_run
from crawler.config import load
from crawler.state import State


def test_it_runs_at_once_waits_for_the_next_and_ends_when_told(site: Site, tmp_path: Path) -> None:
    entry = "<item><title>One</title><guid>1</guid><description>Text.</description></item>"
    feed = site.put("/feed", f'<rss version="2.0"><channel><title>F</title>{entry}</channel></rss>')
    file = tmp_path / "sources.yaml"
    source = {"name": "f", "url": feed, "content": "feed"}
    file.write_text(yaml.safe_dump({"allow_private_addresses": True, "delay": 0, "sources": [source]}))

    watching = subprocess.Popen(
        [sys.executable, "-m", "crawler", "watch"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert watching.stdout
        told = [watching.stdout.readline()]
        while "requests" not in told[-1]:  # the last line of a run
            assert told[-1], watching.communicate()
            told.append(watching.stdout.readline())
        watching.send_signal(signal.SIGTERM)
        _, errors = watching.communicate(timeout=60)
    finally:
        watching.kill()
    assert (watching.returncode, errors) == (0, "")
    assert len(list((tmp_path / "output").rglob("*.md"))) == 1

    config = load(file)
    with State(config.state) as state:
        polled = state.past("f", feed).polled
        assert polled
        assert next_run(config, state, polled) > polled, "a source that was just asked is not due"


def test_a_run_that_was_killed_is_told(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        url = f"http://127.0.0.1:{listening.getsockname()[1]}/feed"
        settings = {"allow_private_addresses": True, "sources": [{"name": "f", "url": url}]}
        (tmp_path / "sources.yaml").write_text(yaml.safe_dump(settings), encoding="utf-8")
        watching = subprocess.Popen(
            [sys.executable, "-m", "crawler", "watch", "--quiet"], cwd=tmp_path, stderr=subprocess.PIPE, text=True
        )
        try:
            assert watching.stderr
            listening.accept()
            holder = int((tmp_path / ".crawler" / "state.db.lock").read_text(encoding="utf-8").split()[0])
            os.kill(holder, signal.SIGKILL)
            told = watching.stderr.readline()
            watching.send_signal(signal.SIGTERM)
            assert watching.wait(60) == 0
        finally:
            watching.kill()
            watching.stderr.close()
    assert told == "the run was killed (signal 9); the next one goes on from here\n"
