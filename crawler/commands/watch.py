"""The crawler's own scheduler: a run whenever a source is due, each in a process of its own."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from queue import Empty, SimpleQueue

from crawler.commands.console import WRONG_INPUT, fail
from crawler.config import Config, ConfigError, load
from crawler.scheduling.polling import due
from crawler.state import State, StateError

_SHORTEST, _LONGEST = timedelta(minutes=1), timedelta(hours=1)  # between two runs; articles wait for runs, too


def watch(file: Path, program: Sequence[str], *, quiet: bool) -> None:
    """Run until a signal ends it; a run that is under way is let end what it has begun.

    Args:
        file: The sources file. While it cannot be used, the faults are told and the last runs' posts stay as they are.
        program: The command that starts the crawler, without its arguments.
        quiet: Let the runs say only what went wrong.

    Raises:
        ConfigError: It cannot be used at the start.
    """
    load(file)
    ended: SimpleQueue[None] = SimpleQueue()  # unlike an Event, it may be put to while it is being looked at
    running: subprocess.Popen[bytes] | None = None

    def end(_number: int, _frame: object) -> None:
        ended.put(None)
        if running is not None and running.poll() is None:
            running.send_signal(signal.SIGTERM)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, end)
    command = [*program, "run", "--due", "-c", str(file), *(["--quiet"] if quiet else [])]
    wait = timedelta()
    while not _holds(ended, wait):
        # A session of its own: Ctrl-C reaches it through this process alone, once.
        running = subprocess.Popen(command, start_new_session=True)  # noqa: S603 - our own command
        if not ended.empty():  # told while it was being started, when nobody knew it
            running.send_signal(signal.SIGTERM)
        code = running.wait()
        if code == WRONG_INPUT:
            fail(f"{file}: the next run is in an hour")
        elif code < 0 and ended.empty():
            fail(f"the run was killed (signal {-code}); the next one goes on from here")
        wait = _LONGEST if code == WRONG_INPUT else _until_next(file)


def _holds(queue: SimpleQueue[None], wait: timedelta) -> bool:
    """Whether something is in the queue, or comes within that time."""
    try:
        queue.get(timeout=wait.total_seconds())
    except Empty:
        return False
    return True


def _until_next(file: Path) -> timedelta:
    try:
        config = load(file)
        now = datetime.now().astimezone()
        with State(config.state, lock=False) as state:
            moment = next_run(config, state, now)
    except (ConfigError, StateError):
        return _SHORTEST  # the run will tell
    return min(max(moment - now, _SHORTEST), _LONGEST)


def next_run(config: Config, state: State, now: datetime) -> datetime:
    """When the first of the sources is due."""
    return min(
        due(source.name, source.wish(on_watch=True), state.past(source.name, source.url, now), now, spread=True)
        for source in config.sources
    )
