"""What a user wants done after a run that changed something: a command, a git commit, a webhook."""

from __future__ import annotations

import contextlib
import functools
import http.client
import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, model_validator
from w3lib.url import safe_url_string

from crawler.hosts import web_address

_TIMEOUT = 600  # seconds that one of them may take
_GRACE = 10  # seconds to end in
_UNFINISHED = ("MERGE_HEAD", "CHERRY_PICK_HEAD")  # what a commit would finish
_COMPLAINT = re.compile(r"error|fatal|rejected|denied|exception|failed|cannot", re.IGNORECASE)


class HookError(RuntimeError):
    """A hook failed; the message is one line for the user."""


def _words(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        return shlex.split(value)
    except ValueError as error:
        raise ValueError(f"{value!r} is no command: {str(error).lower()}") from None


def _runnable(words: tuple[str, ...]) -> tuple[str, ...]:
    if not words or not words[0] or "\0" in "".join(words):
        raise ValueError("a program and its arguments are needed, such as make site")
    return words


# A program and its arguments; in the file also as a shell's line.
CommandLine = Annotated[tuple[str, ...], BeforeValidator(_words), AfterValidator(_runnable)]


def _message(value: str) -> str:
    try:
        shown = value.format(new=0, updated=0, removed=0)
    except (LookupError, ValueError, AttributeError) as error:
        raise ValueError(f"may hold {{new}}, {{updated}} and {{removed}}; braces are doubled ({error})") from None
    if not shown.strip():
        raise ValueError("git takes no empty message")
    return value


class GitOptions(BaseModel):
    """How posts are committed. `message` is a template with the fields `new`, `updated` and `removed`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    message: Annotated[str, AfterValidator(_message)] = "Posts: {new} new, {updated} updated, {removed} removed"
    push: bool = False


class Hook(BaseModel):
    """One thing to do: exactly one of its keys is set."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    command: CommandLine | None = None
    git: Annotated[GitOptions | None, BeforeValidator(lambda value: {} if value is None else value)] = None
    webhook: Annotated[str, AfterValidator(web_address)] | None = None

    @model_validator(mode="after")
    def _exactly_one(self) -> Hook:
        if [self.command, self.git, self.webhook].count(None) != 2:
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
    """Commit what changed, to the branch that is checked out; whatever else the user staged or changed stays so."""
    git = ("git", "-C", str(changes.output))
    # Nobody is there to be asked for a password; messages in English, so that the line that tells most is found.
    environment = os.environ | {"GIT_TERMINAL_PROMPT": "0", "LANGUAGE": "en"}

    def run_git(
        *arguments: str, stdin: Iterable[str] = (), accepted: Collection[int] = (0,), index: Path | None = None
    ) -> str:
        # Paths go through standard input: there may be more than a command line holds.
        listed = os.fsencode("\0".join(stdin))
        there = environment | ({"GIT_INDEX_FILE": str(index)} if index else {})
        return os.fsdecode(call((*git, *arguments), changes.output, there, listed, accepted))

    if not run_git("symbolic-ref", "--quiet", "HEAD", accepted=(0, 1)):
        raise HookError(f"git -C {changes.output}: no branch is checked out (detached HEAD); nothing was committed")
    if any(run_git("rev-parse", "--quiet", "--verify", name, accepted=(0, 1)) for name in _UNFINISHED):
        raise HookError(f"git -C {changes.output}: a merge or a cherry-pick is not finished; nothing was committed")
    of_user = changes.output / run_git("rev-parse", "--git-path", "index").removesuffix("\n")
    if (lock := of_user.with_name(of_user.name + ".lock")).exists():
        raise HookError(f"git -C {changes.output}: another git is at work ({lock} is there); nothing was committed")
    top = Path(run_git("rev-parse", "--show-toplevel").removesuffix("\n"))

    @functools.cache
    def below(folder: Path) -> PurePosixPath:
        """Where a folder is within the repository, which git tells with all symbolic links resolved."""
        return PurePosixPath(Path(os.path.relpath(folder.resolve(), top)).as_posix())

    def within(paths: Iterable[Path]) -> set[str]:
        return {str(below(path.parent) / path.name) for path in paths}

    posts = within((*changes.new, *changes.updated, *changes.removed))
    # Feeds and pictures may lie elsewhere, or where the user has git ignore them.
    others = within(changes.files) - posts
    outside = {path for path in others if path.startswith("../") or Path(path).is_absolute()}
    wanted = {str(top / path): path for path in sorted(posts | others - outside)}
    tracked = set(run_git("ls-files", "-z", "--full-name", ":/").split("\0"))
    excluded = run_git("check-ignore", "--no-index", "-z", "--stdin", stdin=wanted, accepted=(0, 1)).split("\0")
    ignored = {wanted[path] for path in excluded if path} - tracked
    if ours := sorted(path for path in ignored & posts if os.path.lexists(top / path)):
        raise HookError(f"git -C {changes.output}: {ours[0]} is ignored by git; nothing was committed")
    paths = sorted(set(wanted.values()) - ignored)

    def stage(index: Path) -> None:
        # Not `git add`, which compares each path with each file of the repository.
        run_git(
            "-C", str(top), "update-index", "--add", "--remove", "--replace", "-z", "--stdin", stdin=paths, index=index
        )

    # What is staged by the user stays out of an index made of the last commit, and where git refuses, nothing has to
    # be undone. `git commit --only` makes one too, but takes 20 s for a folder of 100,000 files with a new one among
    # the first: it has all that come after gone through for each.
    with tempfile.TemporaryDirectory() as folder:
        index = Path(folder, "index")
        if of_user.exists():
            shutil.copyfile(of_user, index)  # which knows the times of the files, so that none is read again
        begun = run_git("rev-parse", "--quiet", "--verify", "HEAD", accepted=(0, 1))
        run_git("read-tree", *(("-m", "HEAD") if begun else ("--empty",)), index=index)
        stage(index)
        if run_git("diff", "--cached", "--name-only", "--no-renames", index=index):
            message = options.message.format(**changes.counts)
            # Git keeps house after a commit: not with this index, or it would throw away what only the user's names.
            run_git("-c", "gc.auto=0", "commit", "--quiet", "--message", message, index=index)
    stage(of_user)
    if run_git("config", "--type=bool", "--default=true", "--get", "maintenance.auto") == "true\n":
        with contextlib.suppress(HookError):  # as a commit does, which has succeeded whatever comes of it
            run_git("gc", "--auto", "--quiet")
    if options.push:
        run_git("push", "--quiet")


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
    headers = {"Content-Type": "application/json"}
    try:
        request = urllib.request.Request(safe_url_string(url), body, headers)  # noqa: S310 - http(s) only
        with _OPENER.open(request, timeout=60):
            pass
    except (OSError, ValueError, http.client.HTTPException) as error:
        raise HookError(f"webhook {url}: {error or type(error).__name__}") from None


class _Unredirected(urllib.request.HTTPRedirectHandler):
    """Takes a redirect for a failure: what was sent would not be sent again to where it leads."""

    def redirect_request(self, *_: object) -> None:
        return None


_OPENER = urllib.request.build_opener(_Unredirected)
