"""`crawler verify` that is ended before its time, and what is left of it."""

import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import yaml

BUILD = "import socket, sys; socket.create_connection(('127.0.0.1', {port})).recv(1)"


@contextmanager
def building(folder: Path) -> Iterator[tuple[subprocess.Popen[bytes], socket.socket]]:
    """A `crawler verify` whose generator goes on until its connection ends."""
    folder.mkdir(exist_ok=True)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        command = [sys.executable, "-c", BUILD.format(port=listening.getsockname()[1])]
        source = {"name": "a", "url": "http://127.0.0.1/feed"}
        (folder / "sources.yaml").write_text(
            yaml.safe_dump({"build": {"command": command, "pages": "public"}, "sources": [source]})
        )
        running = subprocess.Popen([sys.executable, "-m", "crawler", "verify"], cwd=folder, stderr=subprocess.DEVNULL)
        try:
            connection, _ = listening.accept()
            with connection:
                yield running, connection
        finally:
            running.kill()
            running.wait()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_generator_ends_with_it_and_its_copy_of_the_site_is_gone(tmp_path: Path, number: signal.Signals) -> None:
    folder = tmp_path / "site"
    with building(folder) as (running, connection):
        running.send_signal(number)
        assert running.wait(30) == 1
        connection.settimeout(10)
        assert connection.recv(1) == b"", "the generator goes on"
    assert list(tmp_path.iterdir()) == [folder]


def test_the_copy_of_one_that_was_killed_is_removed_by_the_next_and_that_of_one_under_way_is_not(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "site"
    mine = tmp_path / ".site-mine"
    mine.mkdir()
    with building(folder) as (killed, _):
        killed.kill()
        killed.wait()
    (left,) = set(tmp_path.iterdir()) - {folder, mine}
    with building(folder):
        (copy,) = set(tmp_path.iterdir()) - {folder, mine}
        assert copy != left
        with building(folder):
            assert len(set(tmp_path.iterdir()) - {folder, mine, copy}) == 1
            assert copy.is_dir()
