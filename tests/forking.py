"""Programs that need not load all of Scrapy each time: forked off a process that has it loaded.

What they do is what `python -m MODULE ARGUMENT…` does, in a process of their own that is ended as any other; only what
Scrapy deprecates is an error there.
"""

from __future__ import annotations

import gc
import json
import os
import runpy
import signal
import socket
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

LOADED = """
    crawler.adding crawler.building crawler.cli crawler.demo crawler.extraction.batch crawler.feeding
    crawler.inspection crawler.pipelines.clean crawler.pipelines.extract crawler.pipelines.identify
    crawler.pipelines.media crawler.pipelines.publish crawler.preview crawler.reprocess crawler.runner
    crawler.spiders.articles crawler.network.asking crawler.network.compression crawler.network.guard
    crawler.network.handler crawler.network.politeness crawler.network.queue crawler.network.redirect
    crawler.network.robots crawler.network.traps crawler.state.robots scrapy.core.downloader scrapy.core.engine
    scrapy.extensions.corestats scrapy.extensions.logstats scrapy.extensions.memusage scrapy.logformatter
    scrapy.spidermiddlewares.depth scrapy.spidermiddlewares.httperror scrapy.statscollectors
""".split()


class Forker:
    """A process with everything loaded, and programs that are forked off it."""

    def __init__(self) -> None:
        self._address = Path(tempfile.mkdtemp()) / "forker"
        listening = socket.socket(socket.AF_UNIX)
        listening.bind(str(self._address))
        listening.listen()
        with listening:
            self._process = subprocess.Popen(
                [sys.executable, __file__, str(listening.fileno())], pass_fds=[listening.fileno()]
            )

    def run(
        self, module: str, arguments: Sequence[str | Path], *, cwd: Path, text: str = "", timeout: float = 120
    ) -> subprocess.CompletedProcess[str]:
        """Run a module to its end, with `text` on its standard input, in the environment of this moment.

        Raises:
            subprocess.TimeoutExpired: It took longer than `timeout` seconds, and was killed.
        """
        wish = {
            "module": module,
            "arguments": [str(each) for each in arguments],
            "cwd": str(cwd),
            "env": dict(os.environ),
        }
        with (
            tempfile.TemporaryFile() as given,
            tempfile.TemporaryFile() as out,
            tempfile.TemporaryFile() as err,
            socket.socket(socket.AF_UNIX) as line,
        ):
            given.write(text.encode())
            given.seek(0)
            line.connect(str(self._address))
            socket.send_fds(line, [b"!"], [given.fileno(), out.fileno(), err.fileno()])
            line.sendall(json.dumps(wish).encode())
            line.shutdown(socket.SHUT_WR)
            with line.makefile() as answers:
                pid = int(answers.readline())
                line.settimeout(timeout)
                try:
                    code = int(answers.readline())
                except TimeoutError:
                    os.killpg(pid, signal.SIGKILL)
                    raise subprocess.TimeoutExpired([module, *wish["arguments"]], timeout) from None
            said = []
            for file in (out, err):
                file.seek(0)
                said.append(file.read().decode())
        return subprocess.CompletedProcess([module, *wish["arguments"]], code, *said)

    def close(self) -> None:
        self._process.terminate()
        self._process.wait(30)
        self._address.unlink()
        self._address.parent.rmdir()


def _serve(listening: socket.socket) -> None:
    for module in LOADED:
        __import__(module)
    gc.collect()
    gc.freeze()  # what is loaded is neither looked through nor taken apart in each program
    if "twisted.internet.reactor" in sys.modules:
        raise RuntimeError("a forked crawl could not choose its reactor")
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # whoever tells of an ended program is not waited for
    while True:
        line, _ = listening.accept()
        if os.fork() == 0:
            listening.close()
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            _attend(line)
        line.close()


def _attend(line: socket.socket) -> None:
    _, files, _, _ = socket.recv_fds(line, 1, 3)
    with line.makefile() as asked:
        wish = json.load(asked)
    pid = os.fork()
    if pid == 0:
        line.close()
        _become(wish, files)
    line.sendall(b"%d\n" % pid)
    _, status = os.waitpid(pid, 0)
    line.sendall(b"%d\n" % os.waitstatus_to_exitcode(status))
    os._exit(0)


def _become(wish: Mapping[str, Any], files: Sequence[int]) -> None:
    """Be the program that was asked for."""
    os.setsid()
    for number, file in enumerate(files):
        os.dup2(file, number)
        os.close(file)
    os.chdir(wish["cwd"])
    os.environ.clear()
    os.environ.update(wish["env"])
    time.tzset()
    sys.argv = [wish["module"], *wish["arguments"]]
    sys.path[0] = wish["cwd"]
    warnings.simplefilter("error", _deprecation())
    runpy.run_module(wish["module"], run_name="__main__", alter_sys=True)
    sys.exit()


def _deprecation() -> type[Warning]:
    from scrapy.exceptions import ScrapyDeprecationWarning

    return ScrapyDeprecationWarning


if __name__ == "__main__":
    warnings.simplefilter("error", _deprecation())
    _serve(socket.socket(fileno=int(sys.argv[1])))
