"""`crawler verify` that is ended before its time."""

import signal
import socket
import subprocess
import sys
from pathlib import Path

import yaml

BUILD = "import socket, sys; socket.create_connection(('127.0.0.1', {port})).recv(1)"


def test_the_generator_ends_with_it_and_its_copy_of_the_site_is_gone(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    folder.mkdir()
    with socket.create_server(("127.0.0.1", 0)) as listening:
        command = [sys.executable, "-c", BUILD.format(port=listening.getsockname()[1])]
        source = {"name": "a", "url": "http://127.0.0.1/feed"}
        (folder / "sources.yaml").write_text(
            yaml.safe_dump({"build": {"command": command, "pages": "public"}, "sources": [source]})
        )
        running = subprocess.Popen([sys.executable, "-m", "crawler", "verify"], cwd=folder, stderr=subprocess.DEVNULL)
        try:
            building, _ = listening.accept()
            with building:
                running.send_signal(signal.SIGINT)
                assert running.wait(30) == 1
                building.settimeout(10)
                assert building.recv(1) == b"", "the generator goes on"
        finally:
            running.kill()
    assert list(tmp_path.iterdir()) == [folder]
