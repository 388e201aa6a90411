"""Whether a site still builds with its posts, and which posts are to blame where it does not.

Exit codes are not enough: Hexo, Jekyll and Pelican lose posts with status 0, and two posts of one address overwrite
each other. So the site is built in a copy of its folder in which each post ends with a word of its own, and a post
counts as built when some page holds its word and no other post's. The site itself is not touched.
"""

from __future__ import annotations

import mimetypes
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from filelock import FileLock

from crawler.publishing import Post, dialect, files
from crawler.publishing.site import Site

_MARK = "crawlermark"
_FOUND_MARK = re.compile(rb"crawlermark(\d+)end")
_PAGE_ENDINGS = frozenset((".html", ".htm", ".xhtml", ""))
_LIST_PAGE = re.compile(r"^index\.html?$|(?:^|/)page/?\d+(?:/index)?\.html?$")
# Large, and only read while a site is built.
_LINKED = frozenset(("node_modules", ".venv", "venv", "vendor", ".bundle"))
# Not part of a site's sources.
_LEFT_OUT = frozenset(
    (".git", ".crawler", ".deploy_git", "db.json", ".jekyll-cache", ".sass-cache", ".astro", ".cache")
)
_IN_USE = ".crawler-verify.lock"  # in a copy, held for as long as it is worked with
_LARGE = 1_000_000  # bytes
_MEDIA = ("image/", "video/", "audio/", "font/")
_COLOUR = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
# Where in the generator it happened, where to read about it; a mere level.
_ELSEWHERE = re.compile(r"^(?:at|from) |https?://\S+$|^\S+$")
_COMPLAINT = re.compile(r"(?:error|fatal|exception|failed|conflict|cannot|invalid)", re.IGNORECASE)


class VerifyError(Exception):
    """The site cannot be checked, or does not build whatever its posts; the message is one line for the user."""


@dataclass(frozen=True, slots=True)
class Culprit:
    """A post that has no page, or that stops the site's build."""

    path: PurePosixPath  # relative to the folder of posts
    message: str  # one line, the generator's own where it said something


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check found."""

    built: tuple[PurePosixPath, ...]  # the posts that have their page
    culprits: tuple[Culprit, ...]
    builds: int  # how many times the generator ran


@dataclass(slots=True)
class _Build:
    """A build of some of the posts."""

    status: int
    log: str
    built: frozenset[PurePosixPath] = frozenset()


def verify(site: Site, posts: Sequence[PurePosixPath], *, max_builds: int = 40, timeout: float = 1800) -> Verdict:
    """Build the site with these posts and find those that have no page or that stop the build.

    Posts are paths relative to `site.posts`; other files there belong to the site and are always built. The search
    for culprits parts the posts that the generator names from the others, or halves them, again and again. Where it may
    build no more often, the posts that it had not cleared by then count as culprits.

    Args:
        site: The site, as `crawler.publishing.site.recognise` or the sources file describes it.
        posts: The posts to answer for.
        max_builds: How many times the generator may run, two at least.
        timeout: Seconds that one build may take.

    Raises:
        VerifyError: The generator cannot be run, or the site builds neither without the posts nor a plain one.
    """
    with _copy(site) as copy:
        check = _Check(copy, site.posts, tuple(posts), max_builds, timeout)
        return check.verdict()


def set_aside(site: Site, culprits: Iterable[Culprit], quarantine: Path) -> list[Path]:
    """Move culprits from the folder of posts to the quarantine, each with a text file beside it that says why.

    Returns where they are now.
    """
    moved = []
    for culprit in culprits:
        target = quarantine / culprit.path
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(site.posts / culprit.path, target)
        target.with_name(f"{target.name}.txt").write_text(f"{culprit.message}\n", encoding="utf-8")
        moved.append(target)
    return moved


@dataclass(slots=True)
class _Check:
    """The builds of one check, in a copy of the site."""

    site: Site  # the copy
    originals: Path
    posts: tuple[PurePosixPath, ...]
    max_builds: int
    timeout: float
    builds: int = 0
    culprits: list[Culprit] = field(default_factory=list)

    def verdict(self) -> Verdict:
        whole = self._build(self.posts)
        if whole.status == 0:
            good = [post for post in self.posts if post in whole.built]
            lost = [post for post in self.posts if post not in whole.built]
            self.culprits += [Culprit(post, _reason_of(post, whole.log) or _NO_PAGE) for post in lost]
        else:
            good = self._cleared(whole)
        if len(good) < len(self.posts) / 2:
            self._try_a_plain_post("most posts" if good else "any post")
        return Verdict(tuple(good), tuple(self.culprits), self.builds)

    def _cleared(self, whole: _Build) -> list[PurePosixPath]:
        """The posts that build together; the others become culprits."""
        alone = self._build(())
        if alone.status != 0:
            raise VerifyError(
                f"{self.site.generator} does not build the site even without the posts: {_reason(alone.log)}"
            )
        good: list[PurePosixPath] = []
        waiting = [(chunk, whole.log) for chunk in _parts(self.posts, whole.log)]
        while waiting:
            chunk, log = waiting.pop()
            if self.builds >= self.max_builds:
                self.culprits += [
                    Culprit(post, f"not cleared in {self.builds} builds: {_reason(log)}") for post in chunk
                ]
                continue
            found = self._build((*good, *chunk))
            if found.status == 0:
                lost = [post for post in chunk if post not in found.built]
                self.culprits += [Culprit(post, _reason_of(post, found.log) or _NO_PAGE) for post in lost]
                good += [post for post in chunk if post in found.built]
            elif len(chunk) == 1:
                self.culprits.append(Culprit(chunk[0], _reason_of(chunk[0], found.log) or _reason(found.log)))
            else:
                waiting += [(part, found.log) for part in _parts(chunk, found.log)]
        return good

    def _try_a_plain_post(self, lost: str) -> None:
        """Where hardly a post has a page, it may be the site's fault: a broken theme, a folder that is not read.

        Args:
            lost: Which posts have none.

        Raises:
            VerifyError: Not even a plain post has a page.
        """
        form = dialect(self.site.dialect).customised(self.site.options)
        path = form.path(_PLAIN)
        for post in self.posts:
            (self.site.posts / post).unlink(missing_ok=True)
        with tempfile.TemporaryDirectory() as folder:
            files.write(Path(folder, path), form.render(_PLAIN, path))
            found = _Check(self.site, Path(folder), (path,), 1, self.timeout)._build((path,))
        self.builds += 1
        if not found.built:
            raise VerifyError(
                f"{self.site.generator} makes no page of {lost}, not even of a plain one: {_reason(found.log)}"
            )

    def _build(self, posts: Sequence[PurePosixPath]) -> _Build:
        """Build the copy with these of the posts alone."""
        self.builds += 1
        shutil.rmtree(self.site.pages, ignore_errors=True)
        wanted = set(posts)
        for number, post in enumerate(self.posts):
            target = self.site.posts / post
            target.unlink(missing_ok=True)
            if post in wanted:
                target.parent.mkdir(parents=True, exist_ok=True)
                with suppress(FileNotFoundError):  # a run may take posts down meanwhile
                    target.write_bytes(_marked((self.originals / post).read_bytes(), number))
        status, log = _run(self.site.command, self.site.folder, self.timeout)
        log = log.replace(f"{self.site.folder}{os.sep}", "")
        if status != 0:
            return _Build(status, log)
        numbers = {found for found in map(_only_mark, _pages(self.site.pages)) if found is not None}
        return _Build(status, log, frozenset(self.posts[number] for number in numbers))


_PLAIN = Post(
    title="A plain post of crawlermark",
    body="<p>A plain post.</p>",
    url="https://example.org/plain",
    source="crawlermark",
    first_seen=datetime(2024, 1, 1, tzinfo=UTC),
    published=datetime(2024, 1, 1, tzinfo=UTC),
)
_NO_PAGE = "no page of the built site holds the article: it was left out, or another post has its address"


def _parts(posts: Sequence[PurePosixPath], log: str) -> list[Sequence[PurePosixPath]]:
    """The posts that a failed build's log names, and the others, which are to be tried first; else their halves."""
    named = [post for post in posts if post.name in log]
    others = [post for post in posts if post.name not in log]
    middle = len(posts) // 2
    return [part for part in ((named, others) if named and others else (posts[middle:], posts[:middle])) if part]


def _marked(post: bytes, number: int) -> bytes:
    """The post with a word of its own at the end of its body, inside the HTML block where it has one."""
    mark = f"{_MARK}{number}end".encode()
    before, end, after = post.rpartition(b"</div>")
    return before + mark + b"\n" + end + after if end else post + b"\n\n" + mark + b"\n"


def _pages(folder: Path) -> Iterator[bytes]:
    """The pages that may be those of posts: the first page of the site and the further ones of a list are not."""
    for path in folder.rglob("*"):
        shown = path.relative_to(folder).as_posix()
        if path.suffix.lower() in _PAGE_ENDINGS and not _LIST_PAGE.search(shown) and path.is_file():
            yield path.read_bytes()


def _only_mark(page: bytes) -> int | None:
    """The number of the post that a page is of; None for a page of several posts or of none."""
    numbers = {int(found) for found in _FOUND_MARK.findall(page)}
    return numbers.pop() if len(numbers) == 1 else None


def _run(command: Sequence[str], folder: Path, timeout: float) -> tuple[int, str]:
    """Exit status and output of a command; it and its children end with the time.

    Raises:
        VerifyError: It cannot be started.
    """
    with tempfile.TemporaryFile() as said:  # what the command leaves behind would hold a pipe open
        try:
            process = subprocess.Popen(  # noqa: S603  the command is the user's own
                command,
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                env={**os.environ, "NO_COLOR": "1", "COLUMNS": "1000"},  # messages whole, on lines of their own
            )
        except OSError as error:
            raise VerifyError(f"{command[0]} cannot be run: {error.strerror}") from error
        try:
            status, late = process.wait(timeout), ""
        except subprocess.TimeoutExpired:
            status, late = 1, f"\nerror: not done after {timeout:g} seconds"
        finally:
            _end(process)
        said.seek(0)
        return status, _COLOUR.sub("", said.read().decode(errors="replace")) + late


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a command and, where the system knows groups, the children that it has left."""
    if sys.platform == "win32":
        process.kill()
    else:
        with suppress(ProcessLookupError, PermissionError):  # none is left
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _reason(log: str) -> str:
    """The line of a build's output that says best what went wrong."""
    lines = [line.strip() for line in log.splitlines() if line.strip()]
    complaints = [line for line in lines if _COMPLAINT.search(line) and not _ELSEWHERE.search(line)]
    return (complaints or lines[-1:] or ["the generator said nothing"])[0][:300]


def _reason_of(post: PurePosixPath, log: str) -> str | None:
    """The line that names the post, with the line after it, where a generator puts the cause."""
    lines = [line.strip() for line in log.splitlines() if line.strip()]
    for number, line in enumerate(lines):
        if post.name in line and _COMPLAINT.search(" ".join(lines[max(0, number - 1) : number + 2])):
            return " ".join(lines[number : number + 2])[:300]
    return None


@contextmanager
def _copy(site: Site) -> Iterator[Site]:
    """The site in a folder beside its own, so that paths that lead out of it still lead to the same place."""
    pages, posts = (_inside(path, site) for path in (site.pages, site.posts))
    beside = site.folder.parent if os.access(site.folder.parent, os.W_OK) else None
    prefix = f".{site.folder.name}-crawler-verify-"
    if beside:
        _remove_left(beside, prefix)
    folder = Path(tempfile.mkdtemp(prefix=prefix, dir=beside))
    try:
        with FileLock(folder / _IN_USE):
            _copy_tree(site.folder, folder, pages)
            (folder / posts).mkdir(parents=True, exist_ok=True)
            yield replace(site, folder=folder, posts=folder / posts, pages=folder / pages)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _remove_left(beside: Path, prefix: str) -> None:
    """Remove the copies of checks that were killed: those that nobody holds any more."""
    for folder in beside.iterdir():
        if folder.name.startswith(prefix):
            with suppress(OSError):  # also what filelock raises where another check holds it
                with FileLock(folder / _IN_USE, timeout=0):
                    pass
                shutil.rmtree(folder)


def _inside(path: Path, site: Site) -> Path:
    if path == site.folder or not path.is_relative_to(site.folder):
        raise VerifyError(f"{path} is not a folder inside the site's folder {site.folder}")
    return path.relative_to(site.folder)


def _copy_tree(source: Path, target: Path, pages: Path) -> None:
    left_out = {source / name for name in _LEFT_OUT | _LINKED} | {source / pages}

    def ignored(folder: str, names: list[str]) -> list[str]:
        return [name for name in names if Path(folder, name) in left_out]

    shutil.copytree(source, target, symlinks=True, ignore=ignored, copy_function=_copy_file, dirs_exist_ok=True)
    for name in _LINKED:
        if (source / name).exists():
            (target / name).symlink_to(source / name, target_is_directory=True)


def _copy_file(source: str, target: str) -> str:
    """A copy; of a large picture or recording a second name, where the file system has that: a build only reads those.

    Other files may be what a build writes to where they are, a cache say.
    """
    kind, _ = mimetypes.guess_type(source)
    if kind and kind.startswith(_MEDIA):
        with suppress(OSError):
            if Path(source).stat().st_size > _LARGE:
                os.link(source, target)
                return target
    with suppress(FileNotFoundError):  # a run may write and take down posts meanwhile
        shutil.copy2(source, target)
    return target
