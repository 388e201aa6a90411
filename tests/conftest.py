"""The fixtures that tests of several rooms share."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from forking import Forker
from hypothesis import settings
from support import Command, Ended, Site

# A run that decides whether a change lands tries the same examples each time; others look for new ones. How long an
# example takes on a busy machine decides nothing.
settings.register_profile("here", deadline=None)
settings.register_profile("ci", derandomize=True, deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "here")

# What a shell starts beside itself ignores Ctrl-C, and so would all that the tests start and end by it.
signal.signal(signal.SIGINT, signal.default_int_handler)

SHARED = Path(__file__).parent.parent.parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of other people's pages that may lie beside the project."""
    if not SHARED.is_dir():
        pytest.skip("the folder shared/ with other people's pages does not lie beside the project")
    return SHARED


@pytest.fixture
def site() -> Iterator[Site]:
    running = Site()
    yield running
    running.close()


@pytest.fixture(scope="session")
def forker() -> Iterator[Forker]:
    running = Forker()
    yield running
    running.close()


@pytest.fixture
def command(tmp_path: Path, forker: Forker) -> Command:
    """The command `crawler`, run in a folder of its own: `command("run", "-q")`."""

    def run(*arguments: str | Path, module: str = "crawler", cwd: Path = tmp_path) -> Ended:
        done = forker.run(module, arguments, cwd=cwd)
        assert "Traceback" not in done.stderr + done.stdout, done.stderr + done.stdout
        return Ended(done.returncode, done.stdout, done.stderr)

    return run
