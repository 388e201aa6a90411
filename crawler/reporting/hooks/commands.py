"""Programs run for the user, to their end or to that of their time."""

from __future__ import annotations

import contextlib
import os
import re
import shlex
import signal
import subprocess
import sys
from collections.abc import Collection, Sequence
from pathlib import Path

_TIMEOUT = 600  # seconds that one of them may take
_GRACE = 10  # seconds to end in
_COMPLAINT = re.compile(r"error|fatal|rejected|denied|exception|failed|cannot", re.IGNORECASE)


class HookError(RuntimeError):
    """A hook failed; the message is one line for the user."""


def call(
    command: Sequence[str],
    folder: Path,
    environment: dict[str, str] | None = None,
    stdin: bytes = b"",
    accepted: Collection[int] = (0,),
    timeout: float = _TIMEOUT,
) -> bytes:
    """Run a command to its end, and give back what it printed; it and its children end with the time (seconds).

    Raises:
        HookError: It took too long, cannot be run, or ended with a status that is not accepted.
    """
    shown = shlex.join(command[:6])
    try:
        process = subprocess.Popen(  # noqa: S603 - the user's own command
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,  # without a terminal, at which ssh would wait for a password
        )
    except (OSError, ValueError) as error:
        raise HookError(f"{shown}: cannot be run: {getattr(error, 'strerror', None) or error}") from None
    try:
        printed, complaints = process.communicate(stdin, timeout)
    except subprocess.TimeoutExpired:
        _end(process)
        raise HookError(f"{shown}: took longer than {timeout:g} s") from None
    except BaseException:
        _end(process)
        raise
    if process.returncode not in accepted:
        said = complaints.strip() or printed
        raise HookError(f"{shown}: failed with {process.returncode}: {_telling(said.decode(errors='replace'))}")
    return printed


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a command and, where the system knows groups, its children: git removes its locks if it is given the time."""
    if sys.platform == "win32":
        process.kill()
        process.wait()
        return
    os.killpg(process.pid, signal.SIGTERM)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(_GRACE)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _telling(text: str) -> str:
    """The line of a command's output that says best what went wrong."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return next(filter(_COMPLAINT.search, lines), lines[0] if lines else "it said nothing")
