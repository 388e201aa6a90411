"""Programs that need not load all of Scrapy each time: forked off a process that has it loaded.

What they do is what `python -m MODULE ARGUMENT…` does, in a process of their own that is ended as any other; only what
Scrapy deprecates is an error there. Their worker processes need not load anything either.
"""

from __future__ import annotations

import atexit
import fcntl
import gc
import json
import os
import runpy
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import warnings
from collections.abc import Mapping, Sequence
from multiprocessing import util
from pathlib import Path
from typing import Any, NoReturn

TESTS = Path(__file__).parent
LOADED = """
    crawler.commands.add crawler.addon crawler.reporting.afterwards crawler.archive crawler.commands.verify crawler.cli crawler.demo
    crawler.extraction.batch crawler.reporting.feeding crawler.commands.inspect crawler.network.asking crawler.network.compression
    crawler.network.failures crawler.network.guard crawler.network.handler crawler.network.politeness
    crawler.network.queue crawler.network.redirect crawler.network.rendering crawler.network.robots
    crawler.network.time_limit crawler.network.traps crawler.pipelines.beginning crawler.pipelines.clean
    crawler.pipelines.extract crawler.pipelines.identify crawler.pipelines.media crawler.pipelines.publish
    crawler.commands.preview crawler.publishing.dialects.hexo crawler.publishing.dialects.plain crawler.publishing.dialects.seed
    crawler.commands.rebuild crawler.commands.reprocess crawler.rules.apply crawler.runner crawler.settings crawler.spiders.articles
    crawler.state.robots encodings.charmap encodings.utf_8_sig multiprocessing.popen_forkserver
    multiprocessing.resource_tracker resource rich._emoji_codes
    scrapy.core.downloader scrapy.core.engine scrapy.downloadermiddlewares.cookies
    scrapy.downloadermiddlewares.defaultheaders scrapy.downloadermiddlewares.downloadtimeout
    scrapy.downloadermiddlewares.httpauth scrapy.downloadermiddlewares.httpcache
    scrapy.downloadermiddlewares.httpproxy scrapy.downloadermiddlewares.offsite scrapy.downloadermiddlewares.stats
    scrapy.downloadermiddlewares.useragent scrapy.dupefilters scrapy.extensions.closespider
    scrapy.extensions.corestats scrapy.extensions.feedexport scrapy.extensions.logcount scrapy.extensions.logstats
    scrapy.extensions.memdebug scrapy.extensions.memusage scrapy.extensions.spiderstate scrapy.extensions.throttle
    scrapy.logformatter scrapy.spidermiddlewares.depth scrapy.spidermiddlewares.httperror
    scrapy.spidermiddlewares.metacopy scrapy.spidermiddlewares.start scrapy.spidermiddlewares.urllength
    scrapy.squeues scrapy.statscollectors warcio.archiveiterator warcio.warcwriter
""".split()

PAGE = b"<article><h1>The lamps</h1>" + b"<p>At dusk she lit the lamps of the harbour, as on every evening.</p>" * 8


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

    def start(
        self,
        module: str,
        arguments: Sequence[str | Path] = (),
        *,
        cwd: Path,
        stdin: int | None = None,
        stdout: int | None = None,
        stderr: int | None = None,
    ) -> Forked:
        """Start a module in the environment of this moment; its standard files are those of this process or these."""
        wish = {
            "module": module,
            "arguments": [str(each) for each in arguments],
            "cwd": str(cwd),
            "env": dict(os.environ),
        }
        files = [given if given is not None else own for own, given in enumerate((stdin, stdout, stderr))]
        line = socket.socket(socket.AF_UNIX)
        line.connect(str(self._address))
        socket.send_fds(line, [b"!"], files)
        line.sendall(json.dumps(wish).encode())
        line.shutdown(socket.SHUT_WR)
        return Forked(line)

    def run(
        self, module: str, arguments: Sequence[str | Path], *, cwd: Path, text: str = "", timeout: float = 120
    ) -> subprocess.CompletedProcess[str]:
        """Run a module to its end, with `text` on its standard input.

        Raises:
            subprocess.TimeoutExpired: It took longer than `timeout` seconds, and was killed.
        """
        with (
            tempfile.TemporaryFile() as given,
            tempfile.TemporaryFile() as out,
            tempfile.TemporaryFile() as err,
        ):
            given.write(text.encode())
            given.seek(0)
            files = {"stdin": given.fileno(), "stdout": out.fileno(), "stderr": err.fileno()}
            code = self.start(module, arguments, cwd=cwd, **files).wait(timeout)
            said = []
            for file in (out, err):
                file.seek(0)
                said.append(file.read().decode())
        return subprocess.CompletedProcess([module, *map(str, arguments)], code, *said)

    def close(self) -> None:
        self._process.terminate()
        self._process.wait(30)
        self._address.unlink()
        self._address.parent.rmdir()


class Forked:
    """A program that was forked off, in a session of its own."""

    def __init__(self, line: socket.socket) -> None:
        self._line = line
        self._answers = line.makefile()
        self.pid = int(self._answers.readline())

    def wait(self, timeout: float = 120) -> int:
        """Its exit code, negative for a signal.

        Raises:
            subprocess.TimeoutExpired: It took longer than `timeout` seconds, and was killed.
        """
        self._line.settimeout(timeout)
        with self._line, self._answers:
            try:
                return int(self._answers.readline())
            except TimeoutError:
                os.killpg(self.pid, signal.SIGKILL)
                raise subprocess.TimeoutExpired(f"process {self.pid}", timeout) from None


class Conversation:
    """A program that was forked off and answers each line of JSON with another, until there is none."""

    def __init__(self, forker: Forker, module: str) -> None:
        questions, ask = os.pipe()
        answer, answers = os.pipe()
        self._program = forker.start(module, cwd=TESTS, stdin=questions, stdout=answers)
        os.close(questions)
        os.close(answers)
        self._ask = open(ask, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - a pipe, open as long as this is
        self._answers = open(answer, encoding="utf-8")  # noqa: PTH123, SIM115

    def ask(self, question: object) -> Any:
        print(json.dumps(question), file=self._ask, flush=True)
        return json.loads(self._answers.readline())

    def close(self) -> None:
        with self._ask, self._answers:
            self._ask.close()
            self._program.wait(30)


def _load() -> None:
    """Load what programs need: modules, the list of public suffixes, the patterns that reading a page compiles."""
    for module in LOADED:
        __import__(module)
    hosts = sys.modules["crawler.network.hosts"]
    hosts.registrable_domain("news.example")
    page = sys.modules["crawler.items"].Page("https://news.example/lamps", PAGE)
    sys.modules["crawler.extraction"].extract(page)


def _serve(listening: socket.socket) -> None:
    _load()
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
    for file in files:
        os.close(file)
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
    sys.stdin, sys.stdout = open(0, closefd=False), open(1, "w", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", buffering=1, errors="backslashreplace", closefd=False)  # noqa: SIM115
    os.chdir(wish["cwd"])
    os.environ.clear()
    os.environ.update(wish["env"])
    time.tzset()
    sys.argv = [wish["module"], *wish["arguments"]]
    sys.path[0] = wish["cwd"]
    warnings.simplefilter("error", _deprecation())
    _have_workers_forked()
    try:
        runpy.run_module(wish["module"], run_name="__main__", alter_sys=True)
    except SystemExit as ended:
        if not isinstance(ended.code, int):
            raise
        _end(ended.code)
    _end(0)


def _end(code: int) -> NoReturn:
    """End as Python does, but for taking apart all that was loaded before the fork, which takes longer than most runs."""
    threading._shutdown()  # type: ignore[attr-defined]
    atexit._run_exitfuncs()
    gc.collect()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def _have_workers_forked() -> None:
    """Keep a process at hand to be the server that multiprocessing forks workers off, if this program starts one.

    It would be a new Python otherwise, which loads everything that this process has loaded already.
    """
    line, other = socket.socketpair()
    pid = os.fork()
    if pid == 0:
        line.close()
        _be_server(other)
    other.close()
    start = util.spawnv_passfds

    def instead(path: bytes, command: Sequence[str], files: Sequence[int]) -> int:
        if "multiprocessing.forkserver" not in command[-1]:
            return start(path, command, files)
        util.spawnv_passfds = start
        numbers = [0, 1, 2, *files]
        with line:
            socket.send_fds(line, [json.dumps([command[-1], numbers]).encode()], numbers)
        return pid

    util.spawnv_passfds = instead


def _be_server(line: socket.socket) -> None:
    """Run the Python code that comes, with the files that come with it under their numbers; none: end."""
    try:
        said, files, _, _ = socket.recv_fds(line, 65536, 8)
        line.close()
        code, numbers = json.loads(said or '["", []]')
        files = [fcntl.fcntl(file, fcntl.F_DUPFD, 100) for file in files]  # out of the way
        for file, number in zip(files, numbers, strict=True):
            os.dup2(file, number)
            os.close(file)
        exec(code, {})
    finally:
        os._exit(0)


def _deprecation() -> type[Warning]:
    from scrapy.exceptions import ScrapyDeprecationWarning

    return ScrapyDeprecationWarning


if __name__ == "__main__":
    warnings.simplefilter("error", _deprecation())
    _serve(socket.socket(fileno=int(sys.argv[1])))
