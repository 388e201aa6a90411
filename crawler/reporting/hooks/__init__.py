"""What a user wants done after a run that changed something: a command, a git commit, a webhook."""

from __future__ import annotations

import os
import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, model_validator

from crawler.hosts import web_address
from crawler.reporting.hooks.commands import HookError, call
from crawler.reporting.hooks.commits import commit, push
from crawler.reporting.hooks.webhooks import post

__all__ = ["Changes", "CommandLine", "GitOptions", "Hook", "HookError", "call", "post", "run"]


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
        posts = (*changes.new, *changes.updated, *changes.removed)
        commit(changes.output, posts, changes.files, hook.git.message.format(**changes.counts))
        if hook.git.push:
            push(changes.output)
    elif hook.webhook:
        _post(hook.webhook, changes)


def _post(url: str, changes: Changes) -> None:
    paths: dict[str, Any] = {
        name: [path.relative_to(changes.output).as_posix() for path in getattr(changes, name)]
        for name in ("new", "updated", "removed")
    }
    post(url, paths | {"counts": changes.counts})
