"""Files that are either whole or not there."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
from pathlib import Path

_TEMPORARY = re.compile(r"\.[0-9a-f]{16}\.tmp")


def write(path: Path, content: str | bytes) -> bool:
    """Make the file hold exactly this content, text as UTF-8; whether anything had to be written.

    A file that already holds it is not touched. Otherwise the content goes to a temporary file in the same folder,
    is flushed to the disk and renamed over the target, so that a reader, or a crash at any moment, meets the old
    file or the new one. Missing folders are made.

    Raises:
        OSError: The file cannot be written; an earlier one is unharmed.
    """
    data = content.encode() if isinstance(content, str) else content
    if _holds(path, data):
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = _beside(path)
    try:
        with temporary.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileNotFoundError):
            temporary.chmod(path.stat().st_mode & 0o7777)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _flush_folder(path.parent)
    return True


def obstacle(folder: Path) -> str | None:
    """Why no file can be written in a folder, which need not be there yet; None where one can, as far as is seen.

    A folder that is made to see whether it can be is removed again: it would be taken for the one that a disk away had
    held.
    """
    there = next(path for path in (folder, *folder.parents) if os.path.lexists(path))
    if not there.is_dir():
        return f"{there} is no folder"
    as_now = os.access in os.supports_effective_ids
    if not os.access(there, os.W_OK | os.X_OK, effective_ids=as_now):
        return f"{there} may not be written in"
    made: list[Path] = []
    try:
        for path in reversed([path for path in (folder, *folder.parents) if not os.path.lexists(path)]):
            path.mkdir()
            made.append(path)
    except OSError as error:
        return f"{path} cannot be made: {error.strerror}"
    finally:
        for path in reversed(made):
            with contextlib.suppress(OSError):
                path.rmdir()
    return None


def sweep(folder: Path) -> None:
    """Remove the temporary files that killed runs have left below a folder; no run may be writing there meanwhile."""
    for below, _, names in os.walk(folder):
        for name in names:
            if _TEMPORARY.fullmatch(name):
                with contextlib.suppress(OSError):
                    Path(below, name).unlink()


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except FileNotFoundError:
        return False


def _beside(path: Path) -> Path:
    """The temporary file of a target: hidden and of no page's extension, so that no generator takes it for a post.

    It is the same at every try, so that what a killed run left is overwritten by the next one, and it is short,
    since the target's own name may have all the 255 bytes that there are.
    """
    return path.with_name(f".{hashlib.sha256(path.name.encode()).hexdigest()[:16]}.tmp")


def _flush_folder(folder: Path) -> None:
    """Make the rename itself last (POSIX: a directory entry is flushed by its directory)."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
