import errno
import os
from pathlib import Path

import pytest

from crawler.publishing import files


def test_a_file_is_written_with_its_folders(tmp_path: Path) -> None:
    path = tmp_path / "新媒体" / "post.md"
    assert files.write(path, "naïve\n")
    assert path.read_bytes() == "naïve\n".encode()


def test_the_same_content_touches_nothing(tmp_path: Path) -> None:
    path = tmp_path / "post.md"
    files.write(path, "text")
    os.utime(path, ns=(1, 1))
    before = path.stat()
    assert not files.write(path, b"text")
    after = path.stat()
    assert (after.st_mtime_ns, after.st_ino) == (before.st_mtime_ns, before.st_ino)


def test_other_content_takes_the_place_of_the_old_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "post.md"
    files.write(path, "old!")
    path.chmod(0o640)
    assert files.write(path, "new!")
    assert path.read_text() == "new!"
    assert path.stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [path]


def test_others_may_read_a_new_file_as_far_as_the_umask_lets_them(tmp_path: Path) -> None:
    umask = os.umask(0o022)
    try:
        files.write(tmp_path / "post.md", "text")
    finally:
        os.umask(umask)
    assert (tmp_path / "post.md").stat().st_mode & 0o777 == 0o644


def test_a_name_of_255_bytes_can_be_written(tmp_path: Path) -> None:
    path = tmp_path / ("灯" * 84 + ".md")
    assert len(path.name.encode()) == 255
    assert files.write(path, "text")


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "post.md"
    files.write(path, "old")

    def full_disk(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full_disk)
    with pytest.raises(OSError, match="No space"):
        files.write(path, "new")
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_what_a_killed_run_left_is_gone_after_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "post.md"

    class Killed(BaseException):
        pass

    def killed(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", killed)
        patch.setattr(Path, "unlink", lambda *_, **__: None)
        with pytest.raises(Killed):
            files.write(path, "half")
    (left,) = tmp_path.iterdir()
    assert left.name.startswith(".")
    assert left.suffix == ".tmp"
    files.write(path, "whole")
    assert list(tmp_path.iterdir()) == [path]


def test_what_keeps_files_from_a_folder_is_known_before_and_nothing_is_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "gone").symlink_to(tmp_path / "nowhere")
    assert files.obstacle(tmp_path / "a" / "b") is None
    assert files.obstacle(tmp_path / "file" / "a") == f"{tmp_path / 'file'} is no folder"
    assert files.obstacle(tmp_path / "gone") == f"{tmp_path / 'gone'} is no folder"
    long = tmp_path / "a" / ("b" * 300)
    assert files.obstacle(long) == f"{long} cannot be made: {os.strerror(errno.ENAMETOOLONG)}"
    assert not (tmp_path / "a").exists()
