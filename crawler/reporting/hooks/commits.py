"""Posts committed to git: those that a run changed and nothing else, whatever the user staged or changed."""

from __future__ import annotations

import contextlib
import functools
import os
import shutil
import tempfile
from collections.abc import Collection, Iterable
from pathlib import Path, PurePosixPath

from crawler.reporting.hooks.commands import HookError, call

_UNFINISHED = ("MERGE_HEAD", "CHERRY_PICK_HEAD")  # what a commit would finish


def commit(folder: Path, posts: Iterable[Path], others: Iterable[Path], message: str) -> None:
    """Commit files to the branch that is checked out; whatever else the user staged or changed stays so.

    Args:
        folder: Any folder of the repository.
        posts: The posts that were written or removed.
        others: What goes with them, wherever it is: left out where git ignores it or it is outside the repository.
        message: That of the commit, which is not made where nothing changed.

    Raises:
        HookError: Git cannot or may not commit; nothing was committed then.
    """
    repository = _Repository(folder)
    repository.check()
    paths = repository.to_commit(posts, others)
    # What is staged by the user stays out of an index made of the last commit, and where git refuses, nothing has to
    # be undone. `git commit --only` makes one too, but takes 20 s for a folder of 100,000 files with a new one among
    # the first: it has all that come after gone through for each.
    with tempfile.TemporaryDirectory() as temporary:
        index = Path(temporary, "index")
        if repository.index.exists():
            shutil.copyfile(repository.index, index)  # which knows the times of the files, so that none is read again
        begun = repository.has("HEAD")
        repository.git("read-tree", *(("-m", "HEAD") if begun else ("--empty",)), index=index)
        repository.stage(paths, index)
        if repository.git("diff", "--cached", "--name-only", "--no-renames", index=index):
            # Git keeps house after a commit: not with this index, or it would throw away what only the user's names.
            repository.git("-c", "gc.auto=0", "commit", "--quiet", "--message", message, index=index)
    # Were the run killed before this, the same posts would be handed to the hook again by the next.
    repository.stage(paths, repository.index)
    repository.keep_house()


def push(folder: Path) -> None:
    """Push what is committed to where the branch is pushed to.

    Raises:
        HookError: Git cannot push.
    """
    _Repository(folder).git("push", "--quiet")


class _Repository:
    """The repository that a folder is in."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        # Nobody is there to be asked for a password; messages in English, so that the line that tells most is found.
        self._environment = os.environ | {"GIT_TERMINAL_PROMPT": "0", "LANGUAGE": "en"}

    def git(
        self, *arguments: str, stdin: Iterable[str] = (), accepted: Collection[int] = (0,), index: Path | None = None
    ) -> str:
        # Paths go through standard input: there may be more than a command line holds.
        listed = os.fsencode("\0".join(stdin))
        environment = self._environment | ({"GIT_INDEX_FILE": str(index)} if index else {})
        return os.fsdecode(
            call(("git", "-C", str(self.folder), *arguments), self.folder, environment, listed, accepted)
        )

    @functools.cached_property
    def top(self) -> Path:
        return Path(self.git("rev-parse", "--show-toplevel").removesuffix("\n"))

    @functools.cached_property
    def index(self) -> Path:
        """Where the user stages."""
        return self.folder / self.git("rev-parse", "--git-path", "index").removesuffix("\n")

    def has(self, name: str) -> bool:
        """Whether there is a commit of this name."""
        return bool(self.git("rev-parse", "--quiet", "--verify", name, accepted=(0, 1)))

    def check(self) -> None:
        """Raise a `HookError` where nothing should be committed now."""
        lock = self.index.with_name(f"{self.index.name}.lock")
        if not self.git("symbolic-ref", "--quiet", "HEAD", accepted=(0, 1)):
            raise self._refusal("no branch is checked out (detached HEAD)")
        if any(map(self.has, _UNFINISHED)):
            raise self._refusal("a merge or a cherry-pick is not finished")
        if lock.exists():
            raise self._refusal(f"another git is at work ({lock} is there)")

    def _refusal(self, reason: str) -> HookError:
        return HookError(f"git -C {self.folder}: {reason}; nothing was committed")

    def to_commit(self, posts: Iterable[Path], others: Iterable[Path]) -> list[str]:
        """The paths to commit, from the top of the repository."""
        written = self._within(posts)
        beside = {path for path in self._within(others) if not path.startswith("../") and not Path(path).is_absolute()}
        wanted = {str(self.top / path): path for path in sorted(written | beside)}
        tracked = set(self.git("ls-files", "-z", "--full-name", ":/").split("\0"))
        excluded = self.git("check-ignore", "--no-index", "-z", "--stdin", stdin=wanted, accepted=(0, 1)).split("\0")
        ignored = {wanted[path] for path in excluded if path} - tracked
        if ours := sorted(path for path in ignored & written if os.path.lexists(self.top / path)):
            raise self._refusal(f"{ours[0]} is ignored by git")
        return sorted(set(wanted.values()) - ignored)

    def _within(self, paths: Iterable[Path]) -> set[str]:
        """Where files are within the repository, which git tells with all symbolic links resolved."""

        @functools.cache
        def below(folder: Path) -> PurePosixPath:
            return PurePosixPath(Path(os.path.relpath(folder.resolve(), self.top)).as_posix())

        return {str(below(path.parent) / path.name) for path in paths}

    def stage(self, paths: Iterable[str], index: Path) -> None:
        """Stage files as they are, or as gone; `git add` would compare each path with each file of the repository."""
        options = ("--add", "--remove", "--replace", "-z", "--stdin")
        self.git("-C", str(self.top), "update-index", *options, stdin=paths, index=index)

    def keep_house(self) -> None:
        """Do what git does after a commit, which has succeeded whatever comes of it."""
        if self.git("config", "--type=bool", "--default=true", "--get", "maintenance.auto") == "true\n":
            with contextlib.suppress(HookError):
                self.git("gc", "--auto", "--quiet")
