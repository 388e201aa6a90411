"""What a user wants done after a run that changed something: a command, a git commit, a webhook."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import urllib.error
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

_TIMEOUT = 600  # seconds that one of them may take


class HookError(RuntimeError):
    """A hook failed; the message is one line for the user."""


def split_command(value: object) -> object:
    """A command that is written as a shell's line, as the list of its words; a list stays one."""
    return shlex.split(value) if isinstance(value, str) else value


class GitOptions(BaseModel):
    """How posts are committed. `message` is a template with the fields `new`, `updated` and `removed`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    message: str = "Posts: {new} new, {updated} updated, {removed} removed"
    push: bool = False


class Hook(BaseModel):
    """One thing to do: exactly one of its keys is set."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    command: Annotated[tuple[str, ...] | None, BeforeValidator(split_command)] = None
    git: GitOptions | None = None
    webhook: Annotated[str, Field(pattern=r"^https?://[^\s/]+")] | None = None

    @model_validator(mode="after")
    def _exactly_one(self) -> Hook:
        if len(self.model_fields_set) != 1:
            raise ValueError("one of command, git or webhook is needed")
        return self


@dataclass(frozen=True, slots=True)
class Changes:
    """The posts that a run changed, as paths in the output folder."""

    output: Path
    new: Sequence[Path] = ()
    updated: Sequence[Path] = ()
    removed: Sequence[Path] = ()
    files: Sequence[Path] = ()  # what goes with them, wherever it is: pictures, feeds

    def __bool__(self) -> bool:
        return bool(self.new or self.updated or self.removed)

    @property
    def counts(self) -> dict[str, int]:
        return {"new": len(self.new), "updated": len(self.updated), "removed": len(self.removed)}


def run(hook: Hook, changes: Changes, folder: Path) -> None:
    """Do what a hook says.

    A command runs in `folder` with the counts in the environment as CRAWLER_NEW, CRAWLER_UPDATED and CRAWLER_REMOVED.
    A webhook gets a POST with the counts and the paths as JSON.

    Raises:
        HookError: It failed or took too long.
    """
    if hook.command:
        counts = {f"CRAWLER_{name.upper()}": str(count) for name, count in changes.counts.items()}
        call(hook.command, folder, os.environ | counts)
    elif hook.git:
        _commit(hook.git, changes)
    elif hook.webhook:
        _post(hook.webhook, changes)


def _commit(options: GitOptions, changes: Changes) -> None:
    git = ("git", "-C", str(changes.output))
    tracked = set(call((*git, "ls-files", "-z"), changes.output).decode(errors="surrogateescape").split("\0"))
    removed = [path for path in changes.removed if path.relative_to(changes.output).as_posix() in tracked]
    paths = [str(path) for path in (*changes.new, *changes.updated, *removed, *changes.files)]
    # Paths go through standard input: there may be more than a command line holds.
    listed = "\0".join(paths).encode()
    call((*git, "add", "--all", "--pathspec-from-file=-", "--pathspec-file-nul"), changes.output, stdin=listed)
    staged = call((*git, "diff", "--cached", "--name-only", "-z"), changes.output)
    if staged:
        message = options.message.format(**changes.counts)
        only = ("commit", "--quiet", "--message", message, "--pathspec-from-file=-", "--pathspec-file-nul")
        call((*git, *only), changes.output, stdin=listed)
    if options.push:
        call((*git, "push", "--quiet"), changes.output)


def call(command: Sequence[str], folder: Path, environment: dict[str, str] | None = None, stdin: bytes = b"") -> bytes:
    """Run a command to its end, and give back what it printed.

    Raises:
        HookError: It failed, took too long or cannot be run.
    """
    shown = shlex.join(command[:6])
    try:
        done = subprocess.run(  # noqa: S603 - the user's own command
            command, cwd=folder, env=environment, input=stdin, capture_output=True, timeout=_TIMEOUT, check=False
        )
    except subprocess.TimeoutExpired:
        raise HookError(f"{shown}: took longer than {_TIMEOUT} s") from None
    except OSError as error:
        raise HookError(f"{shown}: cannot be run: {error.strerror}") from None
    if done.returncode:
        lines = (done.stderr or done.stdout).decode(errors="replace").split("\n")
        told = next((line.strip() for line in lines if line.strip()), "it said nothing")
        raise HookError(f"{shown}: failed with {done.returncode}: {told}")
    return done.stdout


def _post(url: str, changes: Changes) -> None:
    paths: dict[str, Any] = {
        name: [path.relative_to(changes.output).as_posix() for path in getattr(changes, name)]
        for name in ("new", "updated", "removed")
    }
    post(url, paths | {"counts": changes.counts})


def post(url: str, values: dict[str, Any]) -> None:
    """Send values to a webhook as JSON.

    Raises:
        HookError: It did not take them.
    """
    body = json.dumps(values, ensure_ascii=False).encode()
    request = urllib.request.Request(url, body, {"Content-Type": "application/json"})  # noqa: S310 - http(s) only
    try:
        with urllib.request.urlopen(request, timeout=60):  # noqa: S310
            pass
    except (urllib.error.URLError, OSError) as error:
        raise HookError(f"webhook {url}: {error}") from None
