"""What is done after a run that changed something, with real commands, real git and a real server."""

from __future__ import annotations

import http.server
import json
import subprocess
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from pydantic import ValidationError

from crawler.hooks import Changes, Hook, HookError, run


@pytest.fixture
def changes(tmp_path: Path) -> Changes:
    output = tmp_path / "site" / "posts"
    output.mkdir(parents=True)
    (output / "new one.md").write_text("new", encoding="utf-8")
    (output / "old.md").write_text("changed", encoding="utf-8")
    return Changes(output, new=[output / "new one.md"], updated=[output / "old.md"])


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout.strip()


@pytest.fixture
def repository(changes: Changes, tmp_path: Path) -> Path:
    """The site as a clone, whose remote is a folder."""
    git(tmp_path, "init", "--quiet", "--bare", "--initial-branch=main", "remote.git")
    site = tmp_path / "site"
    git(site, "init", "--quiet", "--initial-branch=main")
    git(site, "config", "user.name", "Test")
    git(site, "config", "user.email", "test@example.org")
    (site / "theme.css").write_text("", encoding="utf-8")
    git(site, "add", "theme.css")
    git(site, "commit", "--quiet", "-m", "start")
    git(site, "remote", "add", "origin", "../remote.git")
    git(site, "push", "--quiet", "--set-upstream", "origin", "main")
    return site


def test_a_command_runs_in_the_folder_of_the_sources_file_and_knows_the_counts(
    changes: Changes, tmp_path: Path
) -> None:
    run(Hook(command="sh -c 'echo $CRAWLER_NEW $CRAWLER_UPDATED $CRAWLER_REMOVED > told'"), changes, tmp_path)
    assert (tmp_path / "told").read_text() == "1 1 0\n"


def test_pictures_are_committed_with_the_posts_that_show_them(
    changes: Changes, repository: Path, tmp_path: Path
) -> None:
    for name in ("shown.png", "another.png"):
        (repository / name).write_bytes(b"")
    run(Hook.model_validate({"git": {}}), replace(changes, files=[repository / "shown.png"]), tmp_path)
    committed = git(repository, "show", "--name-only", "--format=").splitlines()
    assert sorted(committed) == ["posts/new one.md", "posts/old.md", "shown.png"]


def test_a_command_that_fails_is_told_in_one_line(changes: Changes, tmp_path: Path) -> None:
    with pytest.raises(HookError, match=r"failed with 3: no disk") as error:
        run(Hook(command=["sh", "-c", "echo no disk >&2; echo more >&2; exit 3"]), changes, tmp_path)
    assert "\n" not in str(error.value)


def test_a_command_that_is_not_there_is_told(changes: Changes, tmp_path: Path) -> None:
    with pytest.raises(HookError, match="no-such-command: cannot be run"):
        run(Hook(command="no-such-command"), changes, tmp_path)


def test_git_commits_and_pushes_just_the_posts(changes: Changes, repository: Path, tmp_path: Path) -> None:
    (repository / "theme.css").write_text("half done work of the user", encoding="utf-8")
    (repository / "staged.txt").write_text("staged by the user", encoding="utf-8")
    git(repository, "add", "staged.txt")
    run(Hook(git={"push": True}), changes, tmp_path)
    assert git(repository, "log", "-1", "--format=%s") == "Posts: 1 new, 1 updated, 0 removed"
    assert (
        git(repository, "-c", "core.quotePath=false", "show", "--name-only", "--format=")
        == "posts/new one.md\nposts/old.md"
    )
    assert git(tmp_path / "remote.git", "log", "-1", "--format=%s") == "Posts: 1 new, 1 updated, 0 removed"
    assert git(repository, "status", "--porcelain") == "A  staged.txt\n M theme.css"


def test_git_commits_the_removal_of_a_post(changes: Changes, repository: Path, tmp_path: Path) -> None:
    run(Hook(git={}), changes, tmp_path)
    gone = changes.output / "old.md"
    gone.unlink()
    run(Hook(git={"message": "{removed} gone"}), Changes(changes.output, removed=[gone]), tmp_path)
    assert git(repository, "log", "-1", "--format=%s") == "1 gone"
    assert git(repository, "ls-files", "posts") == "posts/new one.md"


def test_a_push_that_is_refused_is_told_and_nothing_is_forced(
    changes: Changes, repository: Path, tmp_path: Path
) -> None:
    git(tmp_path, "clone", "--quiet", "remote.git", "other")
    other = tmp_path / "other"
    git(
        other,
        "-c",
        "user.name=O",
        "-c",
        "user.email=o@example.org",
        "commit",
        "--quiet",
        "--allow-empty",
        "-m",
        "theirs",
    )
    git(other, "push", "--quiet")
    with pytest.raises(HookError, match=r"git -C .* push"):
        run(Hook(git={"push": True}), changes, tmp_path)
    assert git(tmp_path / "remote.git", "log", "-1", "--format=%s") == "theirs"


def test_a_folder_without_git_is_told(changes: Changes, tmp_path: Path) -> None:
    with pytest.raises(HookError, match="not a git repository"):
        run(Hook(git={}), changes, tmp_path)


def test_a_webhook_gets_the_changed_posts(changes: Changes, tmp_path: Path) -> None:
    got = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            got.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *args: object) -> None:
            pass

    with http.server.HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.handle_request)
        thread.start()
        run(Hook(webhook=f"http://127.0.0.1:{server.server_port}/x"), changes, tmp_path)
        thread.join()
    counts = {"new": 1, "updated": 1, "removed": 0}
    assert got == [{"new": ["new one.md"], "updated": ["old.md"], "removed": [], "counts": counts}]


@pytest.mark.parametrize("keys", [{}, {"command": "a", "git": {}}, {"webhook": "file:///etc/passwd"}, {"shell": "x"}])
def test_a_hook_is_exactly_one_thing(keys: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Hook.model_validate(keys)
