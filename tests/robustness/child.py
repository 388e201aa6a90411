"""The command `crawler`, run in forked processes that can be told to die at a step: JSON lines in, JSON lines out.

In: `{"folder", "arguments", "die_at", "full_at", "now"}`. Out: `{"code", "steps", "told"}`; `code` is negative for a
signal.

A step is whatever leaves something on the disk: a file that is opened to be written, a rename, a removal, a new folder,
an SQL statement that is no question. The process kills itself with SIGKILL right before step `die_at`; from step `full_at` on no byte can be written any more.
"""

from __future__ import annotations

import ctypes
import io
import json
import os
import resource
import signal
import sqlite3
import sys
import traceback
from datetime import datetime
from pathlib import Path
from typing import Any

import crawler.settings
import crawler.spiders.articles
from crawler import cli

# In the process that is to die, and forks cannot be had of processes that have threads.
crawler.settings.EXTRACTION_PROCESSES = 0
crawler.settings.RETRY_TIMES = 0
crawler.settings.DOWNLOAD_TIMEOUT = 3

_connect = sqlite3.connect
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
_EFFECTS = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.truncate", "os.link", "os.symlink", "shutil.move"}
_QUESTIONS = ("SELECT", "PRAGMA", "--")


class Steps:
    """Counts the steps of this process, and ends it at one."""

    def __init__(self, folder: str, die_at: int | None, full_at: int | None) -> None:
        self._folder = folder
        self._die_at = die_at
        self._full_at = full_at
        self.count = 0

    def audit(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event in _EFFECTS or (event == "open" and arguments[2] & _WRITES and self._is_ours(arguments[0])):
            self._step()

    def connect(self, *arguments: Any, **options: Any) -> sqlite3.Connection:
        database = _connect(*arguments, **options)
        database.set_trace_callback(self._statement)
        return database

    def _is_ours(self, path: object) -> bool:
        return isinstance(path, str) and str(Path(path).absolute()).startswith(self._folder)

    def _statement(self, statement: str) -> None:
        if not statement.lstrip().upper().startswith(_QUESTIONS):
            self._step()

    def _step(self) -> None:
        self.count += 1
        if self.count == self._die_at:
            os.kill(os.getpid(), signal.SIGKILL)
        if self.count == self._full_at:
            resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))


class _Head(ctypes.Structure):
    _fields_ = (("version", ctypes.c_uint32), ("pid", ctypes.c_int))


class _Sets(ctypes.Structure):
    _fields_ = (("effective", ctypes.c_uint32), ("permitted", ctypes.c_uint32), ("inheritable", ctypes.c_uint32))


def obey_modes() -> None:
    """Give up root's right to write where modes forbid it: CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH (capset(2))."""
    if not sys.platform.startswith("linux"):
        return
    system, head, sets = ctypes.CDLL(None), _Head(0x20080522, 0), (_Sets * 2)()
    system.capget(ctypes.byref(head), sets)
    sets[0].effective &= ~0b110
    system.capset(ctypes.byref(head), sets)


def run(wish: dict[str, Any], tell: int, count: int) -> int:
    obey_modes()
    os.chdir(wish["folder"])
    os.dup2(tell, 1)
    os.dup2(tell, 2)
    sys.stdout = io.TextIOWrapper(io.FileIO(1, "w", closefd=False), encoding="utf-8")
    sys.stderr = io.TextIOWrapper(io.FileIO(2, "w", closefd=False), encoding="utf-8")
    if now := wish.get("now"):
        crawler.spiders.articles._now = lambda: datetime.fromisoformat(now)
    steps = Steps(wish["folder"], wish["die_at"], wish["full_at"])
    sys.addaudithook(steps.audit)
    sqlite3.connect = steps.connect
    sys.argv = ["crawler", *wish["arguments"]]
    try:
        cli.main()
        code = 0
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 3
    except BaseException:
        traceback.print_exc()
        code = 3
    sys.stdout.flush()
    sys.stderr.flush()
    os.write(count, str(steps.count).encode())
    return code


def main() -> None:
    for line in sys.stdin:
        wish = json.loads(line)
        told, tell = os.pipe()
        counted, count = os.pipe()
        child = os.fork()
        if not child:
            code = 3
            try:
                os.close(0)
                code = run(wish, tell, count)
            finally:
                os._exit(code)
        os.close(tell)
        os.close(count)
        with open(told, "rb") as said, open(counted, "rb") as number:  # noqa: PTH123 - these are pipes
            answer = {
                "told": said.read().decode("utf-8", "replace"),
                "steps": int(number.read() or 0),
                "code": os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]),
            }
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
