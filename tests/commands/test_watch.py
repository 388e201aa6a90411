"""The crawler's own scheduler."""

import os
import signal
import socket
import subprocess
import sys
from datetime import UTC, datetime
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
        polled = state.past("f", feed, datetime.now(UTC)).polled
        assert polled
        assert next_run(config, state, polled) > polled, "a source that was just asked is not due"


# Sends the signal at each step of the first wait, in a process of its own; 3: there are no more such steps.
AT_EACH_STEP = """
import itertools, os, queue, signal, subprocess, sys, threading
from pathlib import Path
from crawler.commands import watch

STEPPED = {watch.__file__, threading.__file__, queue.__file__}

def interrupt(step):
    def trace(frame, event, argument):
        nonlocal step
        if frame.f_code.co_filename == subprocess.__file__:
            os._exit(3)
        if frame.f_code.co_filename not in STEPPED:
            return None
        if callable(signal.getsignal(signal.SIGTERM)):
            step -= 1
            if step == 0:
                signal.raise_signal(signal.SIGTERM)
        return trace
    return trace

for step in itertools.count(1):
    if not (child := os.fork()):
        signal.alarm(10)
        sys.settrace(interrupt(step))
        watch.watch(Path("sources.yaml"), [sys.executable, "-m", "crawler"], quiet=True)
        os._exit(0)
    if code := os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]):
        sys.exit(code)
"""


def test_it_ends_at_whatever_step_of_its_wait_it_is_told_to(tmp_path: Path) -> None:
    (tmp_path / "sources.yaml").write_text("sources: [{name: f, url: 'http://127.0.0.1:1/'}]", encoding="utf-8")
    told = subprocess.run([sys.executable, "-c", AT_EACH_STEP], cwd=tmp_path, capture_output=True, check=False)
    assert (told.returncode, told.stderr) == (3, b"")


# Sends the signal when a run has just been started, before anybody knows it.
AT_THE_START_OF_A_RUN = """
import signal, subprocess, sys
from pathlib import Path
from crawler.commands import watch

def trace(frame, event, argument):
    if frame.f_code is subprocess.Popen.__init__.__code__:
        return lambda frame, event, argument: signal.raise_signal(signal.SIGTERM) if event == "return" else None
    return None

signal.alarm(20)
sys.settrace(trace)
watch.watch(Path("sources.yaml"), [sys.executable, "-m", "crawler"], quiet=True)
"""


def test_it_ends_the_run_that_it_was_just_starting_when_it_was_told_to_end(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/feed"
        settings = {"allow_private_addresses": True, "sources": [{"name": "f", "url": url}]}
        (tmp_path / "sources.yaml").write_text(yaml.safe_dump(settings), encoding="utf-8")
        command = [sys.executable, "-c", AT_THE_START_OF_A_RUN]
        told = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    assert (told.returncode, told.stderr) == (0, b"")


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
